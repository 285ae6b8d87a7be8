"""The scene: every mention of an article so far, as the resolver of pronouns and descriptions sees it."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.model import Article, BlockKind
from onrecord.reading.cast import MemberKind
from onrecord.reading.clauses import SUBJECTS
from onrecord.reading.grouping import Figure
from onrecord.reading.lexicon import is_person

_REACH = 40  # mentions looked back at
_SENTENCES = 7  # sentences looked back over
_CLEAR = 3  # how often an article names what it is about, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention as the resolver sees it: head token, sentence, paragraph, figure, weight of its role."""

    head: int
    sentence: int
    paragraph: int
    figure: int
    weight: float
    quoted: int


@dataclass(slots=True, kw_only=True)
class Scene:
    """All that the resolver knows of one article while it walks through it."""

    doc: Doc
    figures: list[Figure]
    day: str
    sentence: list[int]  # of each token, as the two below
    paragraph: list[int]
    quote: list[int]  # 0 outside of quotations
    counts: list[int]  # how often each figure is mentioned so far
    told: frozenset[str]  # nouns that the article says of persons
    heads: list[int] = field(default_factory=list)  # of the places, in order of text
    places: list[Place] = field(default_factory=list)
    owner: dict[int, int] = field(default_factory=dict)  # head -> figure
    speakers: dict[int, int] = field(default_factory=dict)  # quotation -> figure

    def add(self, head: int, figure: int, name: bool = False) -> None:
        """Note a mention whose head is the token `head`."""
        place = Place(
            head=head,
            sentence=self.sentence[head],
            paragraph=self.paragraph[head],
            figure=figure,
            weight=_weight(self.doc[head]) + 0.2 * name,
            quoted=self.quote[head],
        )
        at = bisect.bisect(self.heads, head)
        self.heads.insert(at, head)
        self.places.insert(at, place)
        self.owner[head] = figure
        self.counts[figure] += 1

    def before(self, i: int) -> list[Place]:
        """The mentions before token `i`, nearest first, as far as the resolver looks back."""
        at = bisect.bisect_left(self.heads, i)
        return [
            place
            for place in self.places[max(0, at - _REACH) : at][::-1]
            if self.sentence[i] - place.sentence <= _SENTENCES
        ]


def open_scene(article: Article, doc: Doc, figures: list[Figure], day: str) -> Scene:
    """The scene before anybody is mentioned: sentences, paragraphs and quotations by number."""
    starts = [block.start for block in article.blocks if block.kind is not BlockKind.FURNITURE]
    sentence, paragraph = [0] * len(doc), [0] * len(doc)
    for number, sent in enumerate(doc.sents):
        at = bisect.bisect(starts, sent.start_char)
        for i in range(sent.start, sent.end):
            sentence[i], paragraph[i] = number, at
    persons = (figure for figure in figures if figure.kind is MemberKind.PERSON)
    told = frozenset(one.noun for figure in persons for one in figure.told if is_person(one.noun))
    return Scene(
        doc=doc,
        figures=figures,
        day=day,
        sentence=sentence,
        paragraph=paragraph,
        quote=_quotes(doc, paragraph),
        counts=[0] * len(figures),
        told=told,
    )


def _quotes(doc: Doc, paragraph: list[int]) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside; a paragraph's end closes it."""
    numbers = [0] * len(doc)
    count, inside, at = 0, False, -1
    for token in doc:
        i, text = token.i, token.text
        if paragraph[i] != at:
            at, inside = paragraph[i], False
        if text in ("“", "``") or (text in ('"', "''") and not inside):
            inside, count = True, count + 1
        elif text in ("”", '"', "''"):
            inside = False
        if inside:
            numbers[i] = count
    return numbers


def topic(scene: Scene, fitting: Iterable[int]) -> int | None:
    """Of the figures that fit, the one that the article so far names clearly most."""
    most = sorted(fitting, key=lambda i: -scene.counts[i])[:2]
    if (
        not most
        or scene.counts[most[0]] < _CLEAR
        or (len(most) > 1 and scene.counts[most[0]] < 2 * scene.counts[most[1]])
    ):
        return None
    return most[0]


def _weight(token: Token) -> float:
    """How likely the place of a mention in its sentence makes it the antecedent."""
    dep = token.dep_
    if dep in SUBJECTS:
        return 0.9 if token.head.dep_ in ("ROOT", "conj", "ccomp") else 0.6
    if dep == "conj":
        return _weight(token.head) - 0.1 if token.head is not token and token.head.dep_ != "conj" else 0.2
    if dep in ("dobj", "iobj", "dative"):
        return 0.4
    if dep == "poss":
        return 0.1
    if dep in ("compound", "nmod", "amod"):
        return -0.4
    return 0.2
