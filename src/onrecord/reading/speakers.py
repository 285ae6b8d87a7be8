"""Speakers: who is behind the source of an attribution, to whom it was said, and through whom it came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.article import find_outlets
from onrecord.article.outlets import is_outlet, named
from onrecord.model import Article
from onrecord.reading.clauses import subject_of
from onrecord.reading.lexicon import SAYING, TITLES, is_person
from onrecord.reading.people import Cast, MemberKind, Mention, MentionKind
from onrecord.reading.quotations import Quotation
from onrecord.reading.tagger import TaggedAttribution

#: "told reporters", "told NBC News": whom, up to the content; "in an interview with", "on Twitter".
_TOLD = re.compile(r"\b(?:told|tells|telling|tell|informed|assured|reminded|warned|asked)\b", re.IGNORECASE)
_CHANNEL = re.compile(
    r"\b(?:interview (?:with|on)|statement to|comments? to|remarks to|conversation with|letter to|email to|e-mail to)\s+"
    r"(?P<who>(?:the )?[A-Z][\w.&’'-]*(?: (?:&|of|and|the|[A-Z0-9][\w.&’'-]*))*)"
    r"|\b(?:on|via|in a post on) (?P<site>X|Twitter|Facebook|Instagram|Truth Social|Threads|Bluesky|TikTok|YouTube|Medium)\b"
)
_AUDIENCE = re.compile(
    r"\s*(?P<who>(?:(?:the|a|an|his|her|their|a group of|a crowd of|dozens of|hundreds of) )?"
    r"(?:[A-Z0-9][\w.&’'-]*(?: (?:&|of|and|the|[A-Z0-9][\w.&’'-]*))*|[a-z]+))"
)
_NO_AUDIENCE = frozenset("that he she it they him her them me us you in on at by of".split())
_AGAIN = re.compile(r"(the|this|that) (same )?(\w+ )?(source|ally|aide|official|person|insider)", re.IGNORECASE)
#: Of those who may be unnamed, whom an article calls so for a change when it has named them.
_PUBLIC = frozenset({"democrat", "republican", "lawmaker", "strategist"})
#: What speaks for the one whom it is of or from ("a statement from his office", "the Globe's editorial board").
_SPEAK_FOR = frozenset(
    "statement letter release memo email e-mail post tweet op-ed summary editorial testimony board page".split()
)
#: How the word for saying something hangs on the verb whose subject says it ("Ames spoke, warning ...").
_HANGING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dobj", "pobj"})
_UNNAMED = frozenset(
    "source sources ally allies aide aides adviser advisers advisor advisors official officials operative operatives"
    " spokesperson spokesman spokeswoman strategist strategists insider insiders staffer staffers friend friends donor"
    " donors person people lawmaker lawmakers democrat democrats republican republicans somebody someone supporter"
    " supporters associate associates confidant".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: a name, or a description of somebody unnamed, with the audience and the chain of outlets."""

    name: str
    member: int | None = None
    unnamed: bool = False
    to: str = ""
    via: tuple[str, ...] = ()


class Speakers:
    """Resolves sources in order of text; "the source added" goes back to the unnamed one before."""

    def __init__(self, article: Article, doc: Doc, cast: Cast, quotations: Sequence[Quotation]) -> None:
        self._article, self._doc, self._cast, self._quotations = article, doc, cast, quotations
        self._unnamed: Speaker | None = None
        self._last: Speaker | None = None

    def of(self, tagged: TaggedAttribution) -> Speaker:
        """The speaker of a tagged attribution; an empty name where no source is printed."""
        to = self._audience(tagged)
        via: tuple[str, ...] = (named(to),) if is_outlet(to) and not self._is_own(named(to)) else ()
        if not tagged.source:
            return Speaker(name="", to=to, via=via)
        start, end = tagged.source[0]
        words = self._doc.char_span(start, end, alignment_mode="expand")
        if words is None:
            return Speaker(name="", to=to, via=via)
        if tagged.cue and (subject := self._told_there(words, *tagged.cue[0])) is not None:
            via, words = via or self._outlet(words), subject
        speaker = self._resolve(words, to, via, min(start, tagged.content[0][0]))
        if speaker.unnamed:
            self._unnamed = speaker
        self._last = speaker
        return speaker

    def _told_there(self, source: Tokens, start: int, end: int) -> Tokens | None:
        """Who says it by grammar, where the source is a line away from its cue or only passes the words on.

        "...," Ames said, according to the Post: the Post is the way that they came.
        """
        cue = self._doc.char_span(start, end, alignment_mode="expand")
        if cue is None:
            return None
        if cue.text.lower().startswith("according to") and self._outlet(source):
            said = [word for word in cue.sent if word.i < cue.start and word.lemma_ in SAYING and word.pos_ == "VERB"]
            verb = next((word for word in reversed(said) if not self._is_quoted(word.idx)), None)
        elif "\n" in self._doc.text[min(source.end_char, end) : max(source.start_char, start)]:
            verb = None if self._stands_before(source, cue) else cue.root
        else:
            return None
        subject = subject_of(verb, _HANGING) if verb is not None else None
        return None if subject is None else self._doc[subject.left_edge.i : subject.right_edge.i + 1]

    def _stands_before(self, source: Tokens, cue: Tokens) -> bool:
        """Whether the one whom a source names is named before the cue in its sentence."""
        meant = {mention.member for mention in self._cast.within(source.start_char, source.end_char)}
        ahead = self._cast.within(cue.sent.start_char, cue.start_char)
        return any(mention.member in meant and not self._is_quoted(mention.start) for mention in ahead)

    def _outlet(self, words: Tokens) -> tuple[str, ...]:
        text = words.text.strip(" .,")
        return (named(text),) if is_outlet(text) or is_outlet(text.removeprefix("the ")) else ()

    def _is_quoted(self, at: int) -> bool:
        return any(quotation.start <= at < quotation.end for quotation in self._quotations)

    def _resolve(self, words: Tokens, to: str, via: tuple[str, ...], lead: int) -> Speaker:
        """The speaker behind the words of a source; `lead` is where its attribution begins."""
        head = self._named_beside(words)
        if not words.start <= head.i < words.end:
            words = self._doc[head.left_edge.i : head.i + 1]
        if head.lower_ == "they" and self._last and self._last.unnamed:
            return Speaker(name=self._last.name, unnamed=True, to=to, via=via or self._last.via)
        mention = self._cast.at(head.idx, head.idx + len(head))
        if head.lower_ in _UNNAMED and (mention is None or mention.kind is MentionKind.ROLE):
            known = head.lower_ in _PUBLIC and _is_of_somebody(words, head)
            mention = (mention or self._subject_before(lead)) if known else None
            if mention is None:
                return self._describe(words, to, via)
        speaks_for = head.lower_ in _SPEAK_FOR and (mention is None or mention.kind is MentionKind.ROLE)
        if speaks_for or mention is None or self._cast.members[mention.member].kind is MemberKind.PLACE:
            inside = self._cast.within(words.start_char, words.end_char)
            people = [m for m in inside if self._cast.members[m.member].kind is MemberKind.PERSON]
            mention = next(iter(people or inside), None) if speaks_for or head.pos_ in {"PROPN", "PRON"} else None
            if mention is None and (is_person(head.lower_) or head.lower_ in TITLES) and _is_of_somebody(words, head):
                mention = self._subject_before(lead)
        if mention is not None:
            name = self._cast.name(mention)
            return Speaker(name=name, member=mention.member, to=to, via=via)
        if head.lower_ in {"they", "he", "she"} and self._unnamed:
            return Speaker(name=self._unnamed.name, unnamed=True, to=to, via=via or self._unnamed.via)
        if head.pos_ == "PROPN":
            return Speaker(name=_without_article(words), to=to, via=via)
        if head.pos_ in {"PRON", "DET"}:
            return Speaker(name="", to=to, via=via)
        return self._describe(words, to, via)

    def _named_beside(self, words: Tokens) -> Token:
        """The name beside a description ("his spokesman, Bo Bell"), the noun behind a relative pronoun, else the head."""
        head = words.root
        if head.pos_ == "VERB":
            head = subject_of(head, _HANGING) or head
        if head.tag_ in {"WP", "WDT"}:
            clause = next((above for above in head.ancestors if above.dep_ in {"relcl", "acl"}), None)
            head = clause.head if clause is not None else head
        if head.pos_ == "NOUN":
            beside = [child for child in head.children if child.dep_ == "appos"]
            within = words.root.tag_ in {"WP", "WDT"} or words.start <= head.head.i < words.end
            beside += [head.head] if head.dep_ in {"compound", "nmod"} or (head.dep_ == "appos" and within) else []
            return next((name for name in beside if name.pos_ == "PROPN"), head)
        # The tagger may take the title alone for the source.
        return head.head if head.dep_ == "compound" and head.lower_.rstrip(".") in TITLES else head

    def _describe(self, words: Tokens, to: str, via: tuple[str, ...]) -> Speaker:
        text = re.split(r",(?!\d)| who | that | which ", words.text.strip(), maxsplit=1)[0].strip()
        if self._unnamed and _AGAIN.fullmatch(text):
            return Speaker(
                name=self._unnamed.name, unnamed=True, to=to or self._unnamed.to, via=via or self._unnamed.via
            )
        first, _, rest = text.partition(" ")
        if first.lower() in {"a", "an", "the", "one", "another", "some", "several", "two"}:
            text = f"{first.lower()} {rest}".strip()
        elif words[0].pos_ not in {"PROPN", "PRON"}:
            text = text[:1].lower() + text[1:]
        text = re.sub(
            r"^(an?|one|the) (?:unnamed|anonymous|unidentified) ", lambda m: "a " if m[1] != "the" else "the ", text
        )
        return Speaker(name=f"{text} (unnamed)", unnamed=True, to=to, via=via)

    def nearest(self, quotation: Quotation) -> Speaker | None:
        """The speaker of a quotation that no one is said to have spoken: the person named first in the lead to it."""
        mention = self._subject_before(quotation.start)
        return None if mention is None else Speaker(name=self._cast.name(mention), member=mention.member)

    def _subject_before(self, start: int) -> Mention | None:
        """The person named first, outside of quotations, in the last sentence before `start` that names one."""
        before = [
            m
            for m in self._cast.within(start - 300, start)
            if self._cast.members[m.member].kind is MemberKind.PERSON and not self._is_quoted(m.start)
        ]
        if not before:
            return None
        last = before[-1]
        sentence = self._doc.char_span(last.start, last.end, alignment_mode="expand")
        return next((m for m in before if sentence is not None and m.start >= sentence.sent.start_char), last)

    def _audience(self, tagged: TaggedAttribution) -> str:
        """To whom it was said: behind the cue, or through a channel named in the reporting clause."""
        if not tagged.cue:
            return ""
        text = self._article.readable()
        start, end = tagged.cue[0]
        told = _TOLD.search(text, start, end)
        if told and (match := _AUDIENCE.match(text, told.end())):
            who = match["who"].strip().rstrip(".,'’")
            if who.lower() not in _NO_AUDIENCE:
                return self._named(who, match.start("who"))
            pronoun = self._cast.at(match.start("who"), match.end("who"))
            if pronoun is not None:
                return self._cast.name(pronoun)
        sentence = self._doc.char_span(start, end, alignment_mode="expand")
        if sentence is not None and (match := _CHANNEL.search(text, sentence.sent.start_char, sentence.sent.end_char)):
            return (match["who"] or match["site"]).strip().rstrip(".,'’")
        return ""

    def _named(self, who: str, at: int) -> str:
        outlets = [
            name for start, _, name in find_outlets(self._article.readable(), at, at + len(who) + 4) if start - at <= 4
        ]
        return outlets[0] if outlets and is_outlet(who) else who

    def _is_own(self, outlet: str) -> bool:
        return outlet in {named(self._article.outlet), named(self._article.origin)}


def _is_of_somebody(words: Tokens, head: Token) -> bool:
    """Whether a description is another one of somebody named before ("the 73-year-old lawyer").

    "The aide" may be somebody unnamed.
    """
    definite = words[0].lower_ == "the" and head.tag_ not in {"NNS", "NNPS"}
    return definite and len(words) > 2 and not _AGAIN.fullmatch(words.text)


def _without_article(words: Tokens) -> str:
    text: str = words.text.strip()
    return text[4:] if text.lower().startswith("the ") and not is_outlet(text) else text
