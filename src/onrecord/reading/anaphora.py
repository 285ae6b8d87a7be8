"""Pronouns and descriptions: whom "she", "the union" and "the Vermont senator" refer to.

Salience after Lappin and Leass (1994): candidates of the right number and gender are weighed by distance, by
grammatical role and by how often they are named; a co-argument of the same verb is never one.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.model import Article, BlockKind
from onrecord.reading.cast import MemberKind, Mention, MentionKind
from onrecord.reading.grouping import Figure, Named
from onrecord.reading.measures import measure_start, same_measure
from onrecord.reading.nouns import is_person
from onrecord.reading.roles import Role, fits_role, party_of, role_of

_GENDER = {
    "he": "M", "him": "M", "his": "M", "himself": "M", "she": "F", "her": "F", "hers": "F", "herself": "F",
}  # fmt: skip
_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_BODY = frozenset({"it", "its", "itself", "they", "their", "them"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_ARGUMENTS = _SUBJECTS | {"dobj", "iobj", "dative", "attr", "oprd"}
SAYING = frozenset(
    "say tell add write tweet announce argue ask insist explain declare note continue call state warn vow pledge reply "
    "respond recall urge claim post admit acknowledge joke quip promise predict conclude think believe stress".split()
)
# Verbs of wanting somebody, or a measure, to win or to lose, and what stands for the candidate behind them.
_SIDING = frozenset(
    "endorse back support oppose vote campaign stump elect nominate reject defeat sign pass block".split()
)
_BIDS = frozenset("candidacy bid campaign run nomination candidate confirmation reelection election effort".split())
_REACH = 40  # mentions looked back at
_SENTENCES = 7  # sentences looked back over


@dataclass(frozen=True, slots=True)
class Place:
    """A mention as the resolver sees it: head token, sentence, paragraph, figure, weight of its role."""

    head: int
    sentence: int
    paragraph: int
    figure: int
    weight: float
    quoted: int


@dataclass(slots=True)
class Scene:
    """All that the resolver knows of one article while it walks through it."""

    doc: Doc
    figures: list[Figure]
    day: str
    sentence: list[int]
    paragraph: list[int]
    quote: list[int]
    heads: list[int]
    places: list[Place]
    owner: dict[int, int]
    counts: list[int]
    speakers: dict[int, int]
    told: frozenset[str]  # nouns that the article says of persons

    def add(self, head: int, figure: int, name: bool = False) -> None:
        """Note a mention whose head is the token `head`."""
        place = Place(
            head,
            self.sentence[head],
            self.paragraph[head],
            figure,
            _weight(self.doc[head]) + 0.2 * name,
            self.quote[head],
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


def resolve(
    article: Article, doc: Doc, closed: bytearray, figures: list[Figure], named: list[Named], day: str
) -> list[Mention]:
    """Mentions of the figures: the given names, and the pronouns and descriptions that can be told."""
    scene = _open(article, doc, figures, day)
    mentions = []
    taken = bytearray(closed)
    for item in named:
        kind = MentionKind.ACRONYM if item.acronym else MentionKind.NAME
        mentions.append(Mention(start=item.name.start, end=item.name.end, kind=kind, member=item.figure))
        # A place may be part of a measure's name ("Iran nuclear deal").
        mark = b"\2" if item.name.kind is MemberKind.PLACE else b"\1"
        taken[item.name.first : item.name.last + 1] = mark * (item.name.last + 1 - item.name.first)
        head = next((i for i in range(item.name.last, item.name.first - 1, -1) if doc[i].is_alpha), item.name.last)
        scene.add(head, item.figure, name=True)
    mentions += _measures(scene, taken)
    pending: list[Token] = []
    paragraph = -1
    for token in doc:
        if taken[token.i] or not _refers(scene, token):
            continue
        if scene.paragraph[token.i] != paragraph:
            mentions += _work_off(scene, pending)
            pending, paragraph = [], scene.paragraph[token.i]
        pending.append(token)
    mentions += _work_off(scene, pending)
    return _disjoint(mentions, figures)


def _measures(scene: Scene, taken: bytearray) -> list[Mention]:
    """Measures that the article names by what they do ("spending bill"); the longest spelling is the name."""
    found: list[Mention] = []
    known = [i for i, figure in enumerate(scene.figures) if figure.kind is MemberKind.MEASURE]
    for token in scene.doc:
        start = None if taken[token.i] else measure_start(token)
        if start is None or 1 in taken[start : token.i + 1]:
            continue
        text = scene.doc[start : token.i + 1].text
        words = text.lower().split()
        figure = next((i for i in known if same_measure(scene.figures[i].words, words)), len(scene.figures))
        if figure == len(scene.figures):
            known.append(figure)
            scene.figures.append(Figure(text, MemberKind.MEASURE, words))
            scene.counts.append(0)
        elif len(words) > len(scene.figures[figure].words):
            scene.figures[figure].name, scene.figures[figure].words = text, words
        taken[start : token.i + 1] = b"\1" * (token.i + 1 - start)
        scene.add(token.i, figure)
        begin = scene.doc[start].idx
        found.append(Mention(start=begin, end=begin + len(text), kind=MentionKind.NAME, member=figure))
    return found


def _disjoint(mentions: list[Mention], figures: list[Figure]) -> list[Mention]:
    """Without overlaps: a place inside of a description is part of it; another name there stands alone."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            if figures[mention.member].kind is not MemberKind.PERSON or kept[-1].kind is not MentionKind.ROLE:
                continue
            kept.pop()
        kept.append(mention)
    return kept


def _open(article: Article, doc: Doc, figures: list[Figure], day: str) -> Scene:
    starts = [block.start for block in article.blocks if block.kind is not BlockKind.FURNITURE]
    sentence, paragraph = [0] * len(doc), [0] * len(doc)
    for number, sent in enumerate(doc.sents):
        at = bisect.bisect(starts, sent.start_char)
        for i in range(sent.start, sent.end):
            sentence[i], paragraph[i] = number, at
    persons = (figure for figure in figures if figure.kind is MemberKind.PERSON)
    told = frozenset(one.noun for figure in persons for one in figure.told if is_person(one.noun))
    return Scene(
        doc, figures, day, sentence, paragraph, _quotes(doc, paragraph), [], [], {},
        [0] * len(figures), {}, told,
    )  # fmt: skip


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


def _refers(scene: Scene, token: Token) -> bool:
    lower = token.lower_
    if lower in _GENDER or lower in _FIRST or lower in _BODY:
        return True
    if lower in ("who", "whom", "whose"):
        return token.tag_ in ("WP", "WP$")
    return token.pos_ in ("NOUN", "PROPN") and role_of(token, scene.told) is not None


def _work_off(scene: Scene, pending: list[Token]) -> list[Mention]:
    """Resolve a paragraph: first what stands outside of quotations, then who speaks, then the quotations."""
    found = []
    outside = [token for token in pending if not scene.quote[token.i]]
    inside = [token for token in pending if scene.quote[token.i]]
    for token in (*outside, *inside):
        figure = _figure_for(scene, token)
        if figure is None:
            continue
        start, end, kind = token.idx, token.idx + len(token), MentionKind.PRONOUN
        if token.pos_ in ("NOUN", "PROPN"):
            owner = next((child.right_edge.i + 1 for child in token.lefts if child.dep_ == "poss"), token.left_edge.i)
            start, kind = scene.doc[owner].idx, MentionKind.ROLE
        scene.add(token.i, figure)
        found.append(Mention(start=start, end=end, kind=kind, member=figure))
    return found


def _figure_for(scene: Scene, token: Token) -> int | None:
    lower = token.lower_
    if lower in _FIRST:
        return _speaker(scene, scene.quote[token.i], token) if scene.quote[token.i] else None
    if lower in _GENDER:
        return _weigh(scene, token, _GENDER[lower])
    if lower in _BODY:
        return _body(scene, token)
    if lower in ("who", "whom", "whose"):
        return _antecedent(scene, token)
    return _described(scene, token)


def _speaker(scene: Scene, quote: int, token: Token) -> int | None:
    """Who speaks a quotation: the subject of the reporting verb nearest to it, else who spoke just before."""
    if quote in scene.speakers:
        return scene.speakers[quote]
    doc, i = scene.doc, token.i
    first = last = i
    while first > 0 and scene.quote[first - 1] == quote:
        first -= 1
    while last + 1 < len(doc) and (scene.quote[last + 1] == quote):
        last += 1
    window = [*range(last + 1, min(last + 14, len(doc))), *range(first - 1, max(first - 20, -1), -1)]
    for k in window:
        verb = doc[k]
        if scene.quote[k] or scene.paragraph[k] != scene.paragraph[i] or verb.lemma_ not in SAYING:
            continue
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        beside = (subject.i,) if subject is not None else (k - 1, k + 1)
        figure = next((scene.owner[at] for at in beside if at in scene.owner), None)
        if figure is not None and scene.figures[figure].kind in (MemberKind.PERSON, MemberKind.ORGANISATION):
            scene.speakers[quote] = figure
            return figure
    previous = scene.speakers.get(quote - 1)
    if previous is not None:
        scene.speakers[quote] = previous
    return previous


def _antecedent(scene: Scene, token: Token) -> int | None:
    verb = token.head
    while verb.dep_ in ("poss", "dobj", "nsubj", "pobj", "prep") and verb.dep_ != "relcl" and verb.head is not verb:
        verb = verb.head
    return scene.owner.get(verb.head.i) if verb.dep_ == "relcl" else None


def _weight(token: Token) -> float:
    """How likely the place of a mention in its sentence makes it the antecedent."""
    dep = token.dep_
    if dep in _SUBJECTS:
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


def _verb_of(token: Token) -> Token | None:
    """The verb that a mention is an argument of; "endorsed his candidacy" counts as "endorsed him"."""
    if token.dep_ == "poss" and token.head.lower_ in _BIDS:
        verb = _verb_of(token.head)
        return verb if verb is not None and verb.lemma_ in _SIDING else None
    if token.dep_ in _ARGUMENTS:
        return token.head
    return token.head.head if token.dep_ == "pobj" and token.head.head.pos_ in ("VERB", "AUX") else None


def _excluded(scene: Scene, token: Token) -> set[int]:
    """Figures that are arguments of the same verb, and so cannot be meant by a plain pronoun."""
    verb = _verb_of(token)
    if verb is None:
        return set()
    places = [child for child in verb.children if child.dep_ in _ARGUMENTS]
    places += [c for prep in verb.children if prep.dep_ in ("prep", "agent") for c in prep.children if c.dep_ == "pobj"]
    if token.dep_ not in _SUBJECTS and not any(child.dep_ in _SUBJECTS for child in verb.children):
        places += _controllers(verb)
    out: set[int] = set()
    while places:
        place = places.pop()
        if place.i != token.i and place.i in scene.owner:
            out.add(scene.owner[place.i])
        places += [child for child in place.children if child.dep_ in ("conj", "appos")]
    return out


def _controllers(verb: Token) -> list[Token]:
    """The understood subject of a verb without one ("will campaign and vote for her", "the first to endorse him")."""
    for _ in range(3):
        if verb.dep_ in ("relcl", "acl"):
            return [verb.head, verb.head.head] if verb.head.dep_ == "appos" else [verb.head]
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
            return []
        verb = verb.head
        found = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if found:
            return found
    return []


def _weigh(scene: Scene, token: Token, gender: str) -> int | None:
    doc, i = scene.doc, token.i
    reflexive = token.lower_.endswith("self")
    excluded = set() if reflexive else _excluded(scene, token)
    quote = scene.quote[i]
    if quote:
        speaker = _speaker(scene, quote, token)
        if speaker is not None:
            excluded.add(speaker)
    best, score = None, -9.0
    subject = token.dep_ in _SUBJECTS
    seen: set[int] = set()
    for place in scene.before(i):
        figure = scene.figures[place.figure]
        if figure.kind is not MemberKind.PERSON or place.figure in excluded or figure.gender not in ("", gender):
            continue
        gap = scene.sentence[i] - place.sentence
        value = place.weight - 0.75 * gap + (0.6 if gap == 0 else 0.0)
        value -= 0.9 if not figure.gender else 0.0
        if place.quoted and not quote:
            # Whom a speaker names is seldom the one who "said" behind the words.
            value -= 3.0 if subject and token.head.lemma_ in SAYING else 0.4
        value += 0.25 * min(scene.counts[place.figure], 6) ** 0.5 + 0.004 * (place.head - i) / (gap + 1)
        value += 0.3 if place.figure in seen else 0.0
        value += 0.2 if subject and doc[place.head].dep_ in _SUBJECTS else 0.0
        seen.add(place.figure)
        if value > score:
            best, score = place.figure, value
    return _cataphor(scene, token, gender, excluded) if best is None else best


def _cataphor(scene: Scene, token: Token, gender: str, excluded: set[int]) -> int | None:
    """The first fitting person behind the pronoun in its sentence ("Though he says so, Lee ..."), or None."""
    at = bisect.bisect(scene.heads, token.i)
    for place in scene.places[at : at + 3]:
        figure = scene.figures[place.figure]
        if place.sentence != scene.sentence[token.i]:
            return None
        if figure.kind is MemberKind.PERSON and figure.gender in ("", gender) and place.figure not in excluded:
            return place.figure
    return None


def _body(scene: Scene, token: Token) -> int | None:
    """ "It" and "they" for a body: only where the nearest subject is one and nobody else is in the way."""
    lower = token.lower_
    kinds = (MemberKind.ORGANISATION,) if lower.startswith("the") else (MemberKind.ORGANISATION, MemberKind.MEASURE)
    if token.dep_ in ("expl", "") or scene.quote[token.i]:
        return None
    if token.dep_ in _SUBJECTS and any(c.dep_ in ("acomp", "attr") for c in token.head.children) and lower == "it":
        return None
    excluded = _excluded(scene, token)
    verb = _verb_of(token)
    sided = token.dep_ not in _SUBJECTS and verb is not None and verb.lemma_ in (*_SIDING, "come")
    for place in scene.before(token.i):
        if scene.sentence[token.i] - place.sentence > 1:
            return None
        if sided and lower == "it" and scene.figures[place.figure].kind is MemberKind.MEASURE:
            return place.figure
        figure = scene.figures[place.figure]
        if place.weight < 0.6:
            continue
        if figure.kind in kinds and place.figure not in excluded:
            return place.figure
        if figure.kind is MemberKind.PERSON and lower.startswith("the"):
            return None
    return None


def _described(scene: Scene, token: Token) -> int | None:
    role = role_of(token, scene.told)
    if role is None:
        return None
    if token.lower_ in ("nominee", "party") and not role.said.party:
        role = _of_party(scene, token, role)
    excluded = _excluded(scene, token)
    candidates = [place.figure for place in scene.before(token.i)]
    nearest = list(dict.fromkeys(candidates))
    ranked = nearest + [i for i in range(len(scene.figures)) if i not in set(nearest)] if role.unique else nearest
    best, score = None, 0.0
    for order, figure in enumerate(ranked):
        if figure in excluded:
            continue
        value = fits_role(role, scene.figures[figure], scene.day)
        value += 0.05 * min(scene.counts[figure], 9) ** 0.5 if value and not role.titles else 0.0
        if value > 0 and value - 0.03 * order > score:
            best, score = figure, value - 0.03 * order
    return best


def _of_party(scene: Scene, token: Token, role: Role) -> Role:
    """ "His party" is the party that "he" belongs to, and "his party's nominee" the nominee of that."""
    party = token if token.lower_ == "party" else next((c for c in token.children if c.dep_ == "poss"), token)
    owner = next((child.i for child in party.children if child.dep_ == "poss"), -1)
    side = party_of(scene.figures[scene.owner[owner]]) if owner in scene.owner else ""
    return role.within(side) if side else role
