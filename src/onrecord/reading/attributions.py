"""Attributions: source, cue, content and addressee; direct, indirect or mixed; with the chain behind them.

Quotation marks say where quoted words begin and end; the tagger says who is behind them, and finds what is told
without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.entries import StatementKind
from onrecord.model import Article, BlockKind, Span
from onrecord.reading.lexicon import SAYING
from onrecord.reading.people import Cast
from onrecord.reading.quotations import Quotation, find_quotations
from onrecord.reading.speakers import Speaker, Speakers
from onrecord.reading.tagger import Tagged, TaggedAttribution

#: Characters that a reporting clause between two quotations takes at most.
_CLAUSE = 200
#: What announces a term or a title, not words that somebody says.
_TERM = re.compile(
    r"\b(?:so-called|known as|dubbed|nicknamed|titled|entitled|headlined|slogan)(?: the| an?)?,?\s*$", re.IGNORECASE
)
#: Words of a title that is told by its capitals alone, behind a comma.
_TITLE = 5
_HEADED = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_MINOR = frozenset("a an the of for and or in on at to with".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said what, in which words of the article.

    `content` holds the words without outer quotation marks, several spans where a reporting clause splits
    them. `source` and `cue` are spans or None where the article prints none (a following paragraph of the
    same speaker). `speaker` is the fullest name in the article, or the description of somebody unnamed
    ("a Sanders ally (unnamed)"); `member` its index in the cast or None; `unnamed` is true for sources
    without a name. `to` is the audience or outlet; `via` the chain from this article back to the speaker,
    nearest first, without the speaker ("The Hill"). `evidence` is the whole sentence (or sentences).
    """

    speaker: str
    content: tuple[Span, ...]
    evidence: tuple[Span, ...]
    kind: StatementKind
    source: Span | None = None
    cue: Span | None = None
    member: int | None = None
    unnamed: bool = False
    to: str = ""
    via: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(slots=True)
class _Draft:
    """An attribution in the making: what the tagger found, and the quotations that belong to it."""

    tagged: TaggedAttribution | None
    speaker: Speaker
    quotations: list[Quotation] = field(default_factory=list)


def find_attributions(article: Article, doc: Doc, cast: Cast, tagged: Tagged) -> tuple[Attribution, ...]:
    """All attributions of the article in order of text, indirect ones too."""
    quotations = find_quotations(article)
    speakers = Speakers(article, doc, cast, quotations)
    drafts = [_Draft(one, speakers.of(one)) for one in tagged.attributions if one.content]
    for quotation in quotations:
        if not _is_term(quotation, article):
            _assign(quotation, drafts, speakers, article, doc)
    found = [one for draft in drafts for one in _finish(draft, article, doc)]
    return tuple(sorted(found, key=lambda one: one.content[0].start))


def _assign(quotation: Quotation, drafts: list[_Draft], speakers: Speakers, article: Article, doc: Doc) -> None:
    """Give a quotation to the attribution whose content holds most of it, else to the statement that it continues."""
    best, shared = None, 0
    for draft in drafts:
        if draft.tagged and (held := _shared(quotation, draft.tagged)) > shared:
            best, shared = draft, held
    before = max((draft for draft in drafts if draft.quotations), key=lambda d: d.quotations[-1].end, default=None)
    later = quotation.paragraph - best.quotations[-1].paragraph if best is not None and best.quotations else 0
    if best is not None and later > (1 if quotation.opens else 0):
        # A later paragraph that does not open with a quotation makes a statement of its own. So does one that opens
        # with a quotation behind other paragraphs: whoever spoke last there goes on.
        last = (_last_before(quotation, drafts) if quotation.opens else None) or best
        drafts.append(_Draft(None, last.speaker, [quotation]))
    elif best is not None and 2 * shared >= quotation.end - quotation.start and (best.tagged and best.tagged.source):
        best.quotations.append(quotation)
    elif before is not None and _continues(quotation, before.quotations[-1], article.readable(), doc):
        before.quotations.append(quotation)
    elif best is not None and best.tagged and best.tagged.cue:
        best.quotations.append(quotation)
    elif (around := _around(quotation, drafts, article.text)) is not None:
        around.quotations.append(quotation)
    elif quotation.opens and (speaker := speakers.nearest(quotation)) is not None:
        drafts.append(_Draft(None, speaker, [quotation]))


def _last_before(quotation: Quotation, drafts: list[_Draft]) -> _Draft | None:
    """The attribution with a speaker whose cue stands last before a quotation."""
    ahead = [
        (draft.tagged.cue[0], draft)
        for draft in drafts
        if draft.tagged and draft.tagged.cue and draft.tagged.cue[0][1] <= quotation.start and draft.speaker.name
    ]
    return max(ahead, key=lambda pair: pair[0], default=(None, None))[1]


def _around(quotation: Quotation, drafts: list[_Draft], text: str) -> _Draft | None:
    """The attribution with content close before and close behind a quotation, in its line."""
    for draft in drafts:
        spans = draft.tagged.content if draft.tagged else ()
        low = max((end for _, end in spans if end <= quotation.start), default=0)
        high = min((start for start, _ in spans if start >= quotation.end), default=len(text))
        if low > 0 and high < len(text) and high - low <= _CLAUSE and "\n" not in text[low:high]:
            return draft
    return None


def _shared(quotation: Quotation, tagged: TaggedAttribution) -> int:
    return sum(max(0, min(quotation.end, end) - max(quotation.start, start)) for start, end in tagged.content)


def _continues(quotation: Quotation, before: Quotation, text: str, doc: Doc) -> bool:
    """Whether a quotation goes on with the statement before it.

    So does a paragraph that opens with one, and a whole sentence behind the reporting clause (“...,” Ames said. “...”).
    """
    if quotation.paragraph != before.paragraph:
        return quotation.opens and quotation.paragraph == before.paragraph + 1
    clause = " ".join(text[before.end : quotation.start].split()).strip(' “"”″')
    if not clause:
        return True
    between = doc.char_span(before.end, quotation.start, alignment_mode="contract") or ()
    whole = not any(word.is_sent_start for word in [word for word in between if word.is_alpha][1:])
    return len(clause) <= _CLAUSE and clause.endswith(".") and whole and _is_clause(quotation, text)


def _is_term(quotation: Quotation, article: Article) -> bool:
    """Whether marks stand around a term or a title: "so-called “...”", or all in capitals within a phrase."""
    before = article.text[max(0, quotation.start - 40) : quotation.start].rstrip(' “"″')
    if _TERM.search(before):
        return True
    words = article.text[quotation.start : quotation.end].rstrip(",.").split()
    capitals = len(words) > 1 and all(word[0].isupper() or word in _MINOR for word in words)
    long = len(words) >= _TITLE and before.endswith(",")
    # In a headline all words may be in capitals.
    headed = any(b.kind in _HEADED and b.start <= quotation.start < b.end for b in article.blocks)
    return capitals and not quotation.opens and not headed and (before[-1:].isalnum() or long)


def _finish(draft: _Draft, article: Article, doc: Doc) -> Iterator[Attribution]:
    """The attribution: the quoted words where there are some, else the tagged content."""
    if draft.quotations:
        for group in _by_verb(draft, doc):
            content = tuple(span for q in group for span in article.evidence(q.start, q.end))
            kind = StatementKind.DIRECT if _is_clause(group[0], article.text) else StatementKind.MIXED
            yield from _attribution(draft, content, kind, article, doc)
    elif draft.tagged is not None:
        content = tuple(span for start, end in draft.tagged.content for span in article.evidence(start, end))
        yield from _attribution(draft, content, StatementKind.INDIRECT, article, doc)


def _by_verb(draft: _Draft, doc: Doc) -> list[list[Quotation]]:
    """The quotations of one statement each: a new reporting verb between two of them begins a new one."""
    groups = [draft.quotations[:1]]
    for before, quotation in zip(draft.quotations, draft.quotations[1:], strict=False):
        between = doc.char_span(before.end, quotation.start, alignment_mode="contract") or ()
        cues = draft.tagged.cue if draft.tagged else ()
        verbs = [
            word
            for word in between
            if word.lemma_ in SAYING and word.pos_ == "VERB" and not any(s <= word.idx < e for s, e in cues)
        ]
        # The clause behind a quotation is its own ("...," Ames said, "..."), unless the tagger's cue stands elsewhere.
        if cues and verbs and not any(before.end <= s < quotation.start for s, _ in cues):
            groups.append([quotation])
        else:
            groups[-1].append(quotation)
    return groups


def _attribution(
    draft: _Draft, content: tuple[Span, ...], kind: StatementKind, article: Article, doc: Doc
) -> Iterator[Attribution]:
    if not content:
        return
    tagged, speaker = draft.tagged, draft.speaker
    source = _span(article, tagged.source if tagged else ())
    cue = _span(article, tagged.cue if tagged else ())
    parts = [*content, *([source] if source else []), *([cue] if cue else [])]
    yield Attribution(
        speaker=speaker.name,
        member=speaker.member,
        unnamed=speaker.unnamed,
        to=speaker.to,
        via=speaker.via,
        content=content,
        evidence=_sentences(article, doc, parts),
        kind=kind,
        source=source,
        cue=cue,
        confidence=tagged.confidence if tagged else 0.5,
    )


def _is_clause(quotation: Quotation, text: str) -> bool:
    """Whether a quotation is a whole sentence or clause: it begins with a capital."""
    return text[quotation.start].isupper() or text[quotation.start].isdigit()


def _span(article: Article, offsets: tuple[tuple[int, int], ...]) -> Span | None:
    spans = article.evidence(*offsets[0]) if offsets else ()
    return spans[0] if spans else None


def _sentences(article: Article, doc: Doc, parts: list[Span]) -> tuple[Span, ...]:
    """The whole sentences that hold the parts, without furniture, in order."""
    found: dict[tuple[int, int], None] = {}
    for part in sorted(parts, key=lambda span: span.start):
        covered = doc.char_span(part.start, part.end, alignment_mode="expand")
        for token in covered if covered is not None else ():
            found[token.sent.start_char, token.sent.end_char] = None
    return tuple(span for start, end in found for span in article.evidence(start, end))
