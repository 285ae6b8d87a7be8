"""Anaphora: pronouns and descriptions of an article, and the figures that they refer to, paragraph by paragraph."""

from __future__ import annotations

import bisect
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.model import Article
from onrecord.reading.cast import MemberKind, Mention, MentionKind
from onrecord.reading.clauses import owner_of
from onrecord.reading.grouping import Figure, Named
from onrecord.reading.lexicon import FIRST_SINGULAR
from onrecord.reading.measures import measure_start, same_measure
from onrecord.reading.pronouns import BODY, GENDER, antecedent, body_for, co_arguments, person_for, speaker_of
from onrecord.reading.roles import Role, fits_role, party_of, role_of
from onrecord.reading.scene import Scene, open_scene, topic

_WHO = frozenset({"who", "whom", "whose"})


def resolve(
    article: Article, doc: Doc, closed: bytearray, figures: list[Figure], named: list[Named], day: str
) -> list[Mention]:
    """Mentions of the figures: the given names, and the pronouns and descriptions that can be told."""
    scene = open_scene(article, doc, figures, day)
    mentions = []
    taken = bytearray(closed)
    for one in named:
        kind = MentionKind.ACRONYM if one.acronym else MentionKind.NAME
        mentions.append(Mention(start=one.name.start, end=one.name.end, kind=kind, member=one.figure))
        # A place may be part of a measure's name ("Iran nuclear deal").
        mark = b"\2" if one.name.kind is MemberKind.PLACE else b"\1"
        taken[one.name.first : one.name.last + 1] = mark * (one.name.last + 1 - one.name.first)
        head = next((i for i in range(one.name.last, one.name.first - 1, -1) if _is_word(doc[i])), one.name.last)
        scene.add(head, one.figure, name=True)
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
    people = sorted(one.start for one in mentions if figures[one.member].kind is MemberKind.PERSON)
    return _disjoint([_beside_names(doc, one, people, figures) for one in mentions], figures)


def _is_word(token: Token) -> bool:
    """Whether a token is a word ("O'Rourke"), not an initial, a suffix or a mark."""
    return token.text.replace("'", "").replace("’", "").isalpha()


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
        same = _beside(scene, token)
        if figure == len(scene.figures) and same in known:
            figure = same
            scene.figures[figure].words += [word for word in words if word not in scene.figures[figure].words]
        elif figure == len(scene.figures):
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


def _beside(scene: Scene, token: Token) -> int:
    """The figure that a noun in apposition says more of ("Proposition 4, a school bond"), or -1."""
    name = token.head if token.dep_ == "appos" else token
    return next((scene.owner[i] for i in (name.i, name.i + 1) if i in scene.owner), -1)


def _beside_names(doc: Doc, mention: Mention, people: list[int], figures: list[Figure]) -> Mention:
    """A body's description without the person whom it names ("the Ames-affiliated PAC"), who is a mention of his own."""
    if mention.kind is not MentionKind.ROLE or figures[mention.member].kind is not MemberKind.ORGANISATION:
        return mention
    words = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    head = words[-1].idx if words is not None else mention.start
    at = bisect.bisect_right(people, mention.start)
    return replace(mention, start=head) if at < len(people) and people[at] < head else mention


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


def _refers(scene: Scene, token: Token) -> bool:
    lower = token.lower_
    if lower in GENDER or lower in FIRST_SINGULAR or lower in BODY:
        return True
    if lower in _WHO:
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
            owner = owner_of(token)
            first = token.left_edge.i if owner is None else owner.right_edge.i + 1
            start, kind = scene.doc[first].idx, MentionKind.ROLE
        scene.add(token.i, figure)
        found.append(Mention(start=start, end=end, kind=kind, member=figure))
    return found


def _figure_for(scene: Scene, token: Token) -> int | None:
    lower = token.lower_
    if lower in FIRST_SINGULAR:
        return speaker_of(scene, scene.quote[token.i], token) if scene.quote[token.i] else None
    if lower in GENDER:
        return person_for(scene, token, GENDER[lower])
    if lower in BODY:
        return body_for(scene, token)
    if lower in _WHO:
        return antecedent(scene, token)
    return _described(scene, token)


def _described(scene: Scene, token: Token) -> int | None:
    role = role_of(token, scene.told)
    if role is None:
        return None
    if token.lower_ in ("nominee", "party") and not role.said.party:
        role = _of_party(scene, token, role)
    possessor = _possessor(scene, token)
    excluded = co_arguments(scene, token) | ({possessor} if possessor is not None else set())
    ranked = list(dict.fromkeys(place.figure for place in scene.before(token.i)))
    if role.unique:
        ranked += [i for i in range(len(scene.figures)) if i not in set(ranked)]
    if role.kind is MemberKind.MEASURE:
        # People named since stand in no measure's way.
        ranked = [i for i in ranked if scene.figures[i].kind is MemberKind.MEASURE]
    best, score = None, 0.0
    for order, figure in enumerate(ranked):
        if figure in excluded:
            continue
        value = fits_role(role, scene.figures[figure], scene.day)
        value += 0.05 * min(scene.counts[figure], 9) ** 0.5 if value and not role.titles else 0.0
        if value > 0 and value - 0.03 * order > score:
            best, score = figure, value - 0.03 * order
    if best is None and role.kind is not MemberKind.PERSON:
        return topic(scene, (i for i, one in enumerate(scene.figures) if fits_role(role, one, scene.day) > 0))
    return best


def _possessor(scene: Scene, noun: Token) -> int | None:
    """The figure whose something is ("her opponent"), if it can be told."""
    owner = owner_of(noun)
    return scene.owner.get(owner.i) if owner is not None else None


def _of_party(scene: Scene, token: Token, role: Role) -> Role:
    """ "His party" is the party that "he" belongs to, and "his party's nominee" the nominee of that."""
    party = token if token.lower_ == "party" else owner_of(token) or token
    possessor = _possessor(scene, party)
    side = party_of(scene.figures[possessor]) if possessor is not None else ""
    return role.within(side) if side else role
