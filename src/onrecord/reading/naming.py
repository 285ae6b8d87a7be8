"""Names in running text: where they stand, and whether they name a person, an organisation, a place or a measure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.model import Article, BlockKind
from onrecord.reading.cast import MemberKind
from onrecord.reading.clauses import SUBJECTS
from onrecord.reading.headlines import in_headlines, recognise
from onrecord.reading.kinds import is_body, kind_of
from onrecord.reading.lexicon import (
    ACTS,
    COURTESY,
    MEASURE_NUMBERED,
    NOT_NAMES,
    ORG_WORDS,
    TITLES,
    WORDS_TOO,
)
from onrecord.reading.name import QUOTES, Name, before_for, name_over
from onrecord.reading.runs import find_runs
from onrecord.registry import Registry, fold, is_first_name, load_organisations, state_code

_PARTY_TAG = re.compile(r"\(?\b[DRI]-[A-Z][A-Za-z.]*(?: [A-Z][a-z]+\b)?\)?|\((?:[DRI]|Ind\.?)\)")


#: Titles of several, which are as often part of a body's name.
_SEVERAL = frozenset(
    "mayors sheriffs judges justices ministers commissioners delegates councilmembers councilmen councilwomen councilors"
    " aldermen assemblymen assemblymembers bishops rabbis imams pastors superintendents treasurers ambassadors congressmen"
    " congresswomen selectmen trustees".split()
)
#: What a body is, before its name.
_SORTS = frozenset({"pac", "superpac"})


def masked(article: Article, doc: Doc) -> bytearray:
    """One byte a token: 1 where it stands in page furniture or in a party tag ("D-N.Y.")."""
    closed = bytearray(len(doc))
    ranges = [(b.start, b.end) for b in article.blocks if b.kind is BlockKind.FURNITURE]
    ranges += [match.span() for match in _PARTY_TAG.finditer(article.text)]
    for start, end in ranges:
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is not None:
            closed[span.start : span.end] = b"\1" * len(span)
    return closed


def find_names(doc: Doc, closed: bytearray, registry: Registry, day: str) -> list[Name]:
    """All names outside of `closed` tokens, in order of text, each with the kind that the article as a whole suggests."""
    names: list[Name] = []
    shouted = in_headlines(doc)
    ranges = list(find_runs(doc, closed))
    for first, last in ranges:
        if not shouted[first]:
            names += _split(doc, first, last, registry, day)
    names = _settle(names)
    names += _surnames(doc, closed, ranges, shouted, names)
    known = {fold(name.text): name.kind for name in names}
    for name in names:
        if name.kind is MemberKind.PERSON:
            given, *_, surname = (*fold(name.text).split(), fold(name.text).split()[-1])
            known[surname] = MemberKind.PERSON
            if given not in WORDS_TOO and is_first_name(given):
                known[given] = MemberKind.PERSON
    for first, last in ranges:
        if shouted[first]:
            names += recognise(doc, first, last, known, registry, day)
    return sorted(names, key=lambda name: name.first)


def _surnames(
    doc: Doc, closed: bytearray, ranges: list[tuple[int, int]], shouted: bytearray, names: list[Name]
) -> Iterator[Name]:
    """Surnames of the text's persons where the parser takes them for other words (George "Will said")."""
    surnames = {name.text.split()[-1] for name in names if name.kind is MemberKind.PERSON and " " in name.text}
    taken = bytearray(closed)
    for first, last in ranges:
        taken[first : last + 1] = b"\1" * (last + 1 - first)
    for token in doc[:-1]:
        if token.text in surnames and not taken[token.i] and not shouted[token.i]:
            opens = token.is_sent_start or doc[token.i - 1].text in QUOTES
            name = name_over(doc, token.i, token.i, MemberKind.PERSON)
            if name is not None and (not opens or token.nbor().tag_ in ("VBD", "VBZ")):
                yield name


def _split(doc: Doc, first: int, last: int, registry: Registry, day: str) -> Iterator[Name]:
    """The names in a run: titles cut off, an adjective of party or place cut off, NER's borders heard."""
    # A name of the list may begin inside of a run: "Texas Republican Ted Cruz".
    cut, gender, title = first, "", ""
    for i in range(first, last + 1):
        word = doc[i].lower_.rstrip(".")
        if i == last and i > first and is_first_name(doc[i - 1].text):
            break  # "Steve King", "Erik Prince"
        if word in TITLES and not _heads_body(doc, i, last) and not (i == last and _is_partisan_body(doc, first, last)):
            cut = i + 1
            gender = COURTESY.get(word, "")
            title = title + " " + word
        elif i == first < last and word in _SEVERAL and is_first_name(doc[i + 1].text):
            cut = i + 1  # "Sheriffs Bo Bell and Ann Cole"
        elif (
            i == first
            and word in ("state", "defense", "treasury", "labor", "education", "commerce", "energy", "interior")
            and (first >= 2 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in ("secretary", "secretaries"))
        ):
            cut, title = i + 1, f"secretary of {word}"
    if cut > last:
        return
    if doc[cut].is_lower:  # "Union Leader of Manchester"
        cut, gender, title = first, "", ""
    while first < cut < last and doc[cut].is_punct:  # "ex-", "Col."
        cut += 1
    if cut == first:
        before = doc[first - 1].lower_.rstrip(".") if first else ""
        if before in COURTESY or before in ("sen", "rep", "gov", "dr", "senator", "president"):
            gender, title = COURTESY.get(before, ""), before
    if cut + 1 < last and doc[cut].lower_ == "super" and doc[cut + 1].lower_ in _SORTS:
        cut += 1
    sorted_so = cut < last and doc[cut].lower_ in _SORTS  # "the pro-Bell PAC Ohio Rising"
    cut = cut + 1 if sorted_so else _at_border(doc, cut, last)
    while cut < last and doc[cut].tag_ in ("RB", "WRB"):  # "Never Trump"
        cut += 1
    name = _make(doc, cut, last, gender, title.strip(), registry, day)
    if name is not None:
        name.kind = MemberKind.ORGANISATION if sorted_so else name.kind
        yield name


def _heads_body(doc: Doc, i: int, last: int) -> bool:
    """Whether the words from `i` on end like a body's name ("House Freedom Caucus") or a measure's ("State Question 4")."""
    if last > i and doc[last].text.isdigit() and doc[last - 1].lower_ in MEASURE_NUMBERED:
        return True
    rest = [doc[k].lower_.rstrip(".") for k in range(i, last + 1)]
    if rest[-1] in ACTS:
        return True
    if len(rest) == 1:
        return doc[i].lower_ in ("senate", "house", "gop", "leader") and i == last
    return any(word in ORG_WORDS and word not in TITLES for word in rest[1:]) or (
        rest[-1] in ORG_WORDS and rest[-1] not in ("house", "senate")
    )


def _is_partisan_body(doc: Doc, first: int, last: int) -> bool:
    """A body of partisans ("Log Cabin Republicans", "the Connecticut GOP"), not a crowd ("Texas Democrats")."""
    words = [token.text for token in doc[first:last]]
    head = doc[last].lower_
    if head == "gop":
        return bool(words) and bool(state_code(" ".join(words)))
    if head not in ("democrats", "republicans"):
        return False
    return bool(load_organisations().by_name(doc[first : last + 1].text)) or (
        bool(state_code(" ".join(words))) and _acts_as_one(doc[last])
    )


def _acts_as_one(subject: Token) -> bool:
    """Whether a state's partisans decide together: "voted to endorse", "declined to endorse"."""
    verb = subject.head
    decided = any(child.dep_ == "xcomp" and child.lemma_ == "endorse" for child in verb.children)
    return subject.dep_ == "nsubj" and decided and verb.lemma_ in ("vote", "decline", "refuse", "choose", "decide")


def _at_border(doc: Doc, first: int, last: int) -> int:
    """Where a person's name begins behind other capitals that NER keeps apart ("Advertisement Biden", "Iowa Ann Lee")."""
    for i in range(first + 1, last + 1):
        token, before = doc[i], doc[i - 1]
        if (
            before.is_upper
            and before.is_alpha
            and len(before) > 3
            and not token.is_upper
            and token.text.istitle()
            and i == last
        ):
            return i
        if (
            token.ent_type_ == "PERSON"
            and token.ent_iob_ == "B"
            and before.ent_type_ != "PERSON"
            and not before.is_lower
        ):
            return first if is_first_name(before.text) or len(before) < 3 or not before.is_alpha else i
    return first


def _make(doc: Doc, first: int, last: int, gender: str, title: str, registry: Registry, day: str) -> Name | None:
    name = name_over(doc, first, last, None)
    if name is None:
        return None
    if all(word.strip(".,") in NOT_NAMES for word in name.text.lower().split()) or (
        len(name.text) < 2 and name.text != "X"
    ):
        return None
    name.gender, name.title = gender, title
    name.kind = kind_of(doc, name, registry, day)
    article = doc[name.first - 1] if name.first else None
    name.definite = article is not None and article.lower_ == "the"
    if name.definite and name.kind is None and " " in name.text and doc[name.last].dep_ in SUBJECTS:
        name.kind = MemberKind.ORGANISATION  # "The Berkshire Eagle said", which NER overlooks
    if name.definite and " " not in name.text:
        attributive = doc[name.last].dep_ in ("compound", "nmod", "amod", "poss")
        if name.kind is MemberKind.PERSON and not title and not attributive:
            name.kind = MemberKind.ORGANISATION
    printed = article is not None and article.text == "The" and not article.is_sent_start
    if article is not None and printed and name.kind is MemberKind.ORGANISATION:
        name.first, name.start, name.text = name.first - 1, article.idx, doc.text[article.idx : name.end]
    return name


def _tell_persons(names: list[Name]) -> None:
    """ "Lupe Diaz", whom NER takes for a body, is a person where the article calls nobody else "Diaz" and a person so."""
    persons = [name.text for name in names if name.kind is MemberKind.PERSON]
    surnames = {text for text in persons if " " not in text} - {text.split()[-1] for text in persons if " " in text}
    for name in names:
        words = name.text.split()
        if name.kind is not MemberKind.ORGANISATION or len(words) != 2 or words[1] not in surnames:
            continue
        if ORG_WORDS.isdisjoint(word.lower() for word in words) and not is_body(name.text):
            name.kind = MemberKind.PERSON


def _settle(names: list[Name]) -> list[Name]:
    """Give each spelling the kind that most of its occurrences have; full names decide for their parts."""
    _tell_persons(names)
    votes: dict[str, Counter[MemberKind]] = defaultdict(Counter)
    bodies = {before_for(name.text) for name in names if name.kind is MemberKind.ORGANISATION} - {""}
    parts: set[str] = set()
    firsts: set[str] = set()
    for name in names:
        if name.kind is not None:
            votes[name.text][name.kind] += 1 + 2 * bool(name.title)
        if name.kind is MemberKind.PERSON and " " in name.text:
            words = fold(name.text).split()
            parts.update(" ".join(words[k:]) for k in range(1, len(words)))
            firsts.add(words[0])
    for name in names:
        key = fold(name.text)
        if state_code(name.text) and name.kind is MemberKind.PLACE:
            continue
        if key in parts or (key in firsts and is_first_name(key)):
            name.kind = MemberKind.PERSON
        elif name.text in bodies:
            name.kind = MemberKind.ORGANISATION
        elif name.text in votes and not name.title:
            name.kind = votes[name.text].most_common(1)[0][0]
    return [name for name in names if name.kind is not None]
