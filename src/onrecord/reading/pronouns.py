"""Pronouns: whom "she", "it" and "I" refer to.

Salience after Lappin and Leass (1994): candidates of the right number and gender are weighed by distance, by
grammatical role and by how often they are named; a co-argument of the same verb is never one.
"""

from __future__ import annotations

import bisect

from spacy.tokens import Token

from onrecord.reading.cast import MemberKind
from onrecord.reading.clauses import SUBJECTS, VERBAL, examples_of, subject_of, who_is_from
from onrecord.reading.lexicon import SAYING
from onrecord.reading.scene import Scene, topic

GENDER = {
    "he": "M", "him": "M", "his": "M", "himself": "M", "she": "F", "her": "F", "hers": "F", "herself": "F",
}  # fmt: skip
BODY = frozenset({"it", "its", "itself", "they", "their", "them"})
_ARGUMENTS = SUBJECTS | {"dobj", "iobj", "dative", "attr", "oprd"}
#: Verbs of wanting somebody, or a measure, to win or to lose, and what stands for the candidate behind them.
_SIDING = frozenset(
    "endorse back support oppose favor vote campaign stump elect nominate reject defeat sign pass block fight kill approve"
    " repeal sink urge".split()
)
#: Behind these stands what is sided with, or against, whatever the verb is ("runs ads against it").
_SIDES = frozenset({"for", "against"})
_WEIGHING = frozenset("weigh vote decide stand position stance undecided".split())
#: What it weighs that both are those whom somebody sides with or against ("opposes Bell ... will vote against him").
_SIDED = 0.8
#: What it weighs that somebody whom others side with is the one most spoken of so far.
_ABOUT = 0.5
#: What it weighs that the one who "said" something is who "said" the last thing, not whom that was about.
_SAYS_ON = 0.8
#: Sentences over which a measure is still meant by "it" that is voted on, and by another one.
_NEAR, _NEXT = 2, 1
_BIDS = frozenset("candidacy bid campaign run nomination candidate confirmation reelection election effort".split())


def speaker_of(scene: Scene, quote: int, token: Token) -> int | None:
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
        subject = subject_of(verb)
        beside = (subject.i,) if subject is not None else (k - 1, k + 1)
        figure = next((scene.owner[at] for at in beside if at in scene.owner), None)
        if figure is not None and scene.figures[figure].kind in (MemberKind.PERSON, MemberKind.ORGANISATION):
            scene.speakers[quote] = figure
            return figure
    previous = scene.speakers.get(quote - 1)
    if previous is not None:
        scene.speakers[quote] = previous
    return previous


def antecedent(scene: Scene, token: Token) -> int | None:
    """The figure that a relative pronoun stands for: the noun before its clause."""
    verb = token.head
    while verb.dep_ in ("poss", "dobj", "nsubj", "pobj", "prep") and verb.head is not verb:
        verb = verb.head
    return scene.owner.get(who_is_from(verb.head).i) if verb.dep_ == "relcl" else None


def _verb_of(token: Token) -> Token | None:
    """The verb that a mention is an argument of; "endorsed his candidacy" counts as "endorsed him"."""
    if token.dep_ == "poss" and token.head.lower_ in _BIDS:
        verb = _verb_of(token.head)
        return verb if verb is not None and verb.lemma_ in _SIDING else None
    if token.dep_ in _ARGUMENTS:
        return token.head
    return token.head.head if token.dep_ == "pobj" and token.head.head.pos_ in VERBAL else None


def co_arguments(scene: Scene, token: Token) -> set[int]:
    """Figures that are arguments of the same verb, and so cannot be meant by a plain pronoun."""
    verb = _verb_of(token)
    if verb is None:
        return set()
    places = [child for child in verb.children if child.dep_ in _ARGUMENTS]
    places += [c for prep in verb.children if prep.dep_ in ("prep", "agent") for c in prep.children if c.dep_ == "pobj"]
    if token.dep_ not in SUBJECTS and not any(child.dep_ in SUBJECTS for child in verb.children):
        places += _controllers(verb)
    out: set[int] = set()
    while places:
        place = places.pop()
        if place.i != token.i and place.i in scene.owner:
            out.add(scene.owner[place.i])
        places += [child for child in place.children if child.dep_ in ("conj", "appos")]
        places += examples_of(place)
    return out


def _controllers(verb: Token) -> list[Token]:
    """The understood subject of a verb without one ("will campaign and vote for her", "the first to endorse him")."""
    for _ in range(3):
        if verb.dep_ in ("relcl", "acl"):
            return [verb.head, verb.head.head] if verb.head.dep_ == "appos" else [verb.head]
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
            return []
        verb = verb.head
        found = [child for child in verb.children if child.dep_ in SUBJECTS]
        if found:
            return found
    return []


def person_for(scene: Scene, token: Token, gender: str) -> int | None:
    """Whom "she" or "he" means: the fitting person who weighs most, before the pronoun or just behind it."""
    doc, i = scene.doc, token.i
    reflexive = token.lower_.endswith("self")
    excluded = set() if reflexive else co_arguments(scene, token) | _subjects_told(scene, token)
    quote = scene.quote[i]
    if quote:
        speaker = speaker_of(scene, quote, token)
        if speaker is not None:
            excluded.add(speaker)
    subject, says, sided = token.dep_ in SUBJECTS, _says(token), _is_sided(token)
    ahead = _subject_ahead(scene, token, gender, excluded)
    if ahead is not None:
        return ahead
    people = (i for i, figure in enumerate(scene.figures) if figure.kind is MemberKind.PERSON)
    most = max(people, key=lambda i: scene.counts[i], default=-1)
    best, score = None, -9.0
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
        value += 0.2 if subject and doc[place.head].dep_ in SUBJECTS else 0.0
        value += _SAYS_ON if not place.quoted and says and _says(doc[place.head]) else 0.0
        value += _SIDED if sided and _is_sided(doc[place.head]) else 0.0
        value += _ABOUT if sided and place.figure == most else 0.0
        seen.add(place.figure)
        if value > score:
            best, score = place.figure, value
    return _cataphor(scene, token, gender, excluded) if best is None else best


def _is_sided(token: Token) -> bool:
    """Whether somebody sides with or against whom the word means."""
    verb = _verb_of(token)
    return token.dep_ not in SUBJECTS and verb is not None and verb.lemma_ in _SIDING


def _is_weighed(token: Token) -> bool:
    """Whether a word stands behind "for" or "against", or behind "on" where somebody decides ("weigh in on it")."""
    if token.dep_ != "pobj":
        return False
    deciding = token.head.lower_ == "on" and any(above.lemma_ in _WEIGHING for above in token.ancestors)
    return deciding or token.head.lower_ in _SIDES


def _says(token: Token) -> bool:
    return token.dep_ in SUBJECTS and token.head.lemma_ in SAYING


def _subjects_told(scene: Scene, token: Token) -> set[int]:
    """Whom the clause is about that "he said" is put into ("The mayor, he said, has to go"): not the one who says it."""
    verb = token.head
    if verb.dep_ != "parataxis" or not _says(token):
        return set()
    subjects = [child for child in verb.head.children if child.dep_ in SUBJECTS and child.i < token.i]
    return {scene.owner[one.i] for one in subjects if one.pos_ != "PRON" and one.i in scene.owner}


def _subject_ahead(scene: Scene, token: Token, gender: str, excluded: set[int]) -> int | None:
    """The subject behind a phrase that opens its sentence ("In his speech, Ames ..."), where nobody is named before."""
    if token.dep_ != "poss" or any(
        scene.sentence[i] == scene.sentence[token.i]
        for i in scene.heads[: bisect.bisect_left(scene.heads, token.i)][-1:]
    ):
        return None
    above = next((one for one in token.ancestors if one.dep_ in ("prep", "advcl") and one.i <= token.i), None)
    verb = above.head if above is not None else token
    ahead = (scene.owner.get(child.i) for child in verb.children if child.dep_ in SUBJECTS and child.i > token.i)
    figure = next((one for one in ahead if one is not None), None)
    if figure is None or figure in excluded or scene.figures[figure].gender not in ("", gender):
        return None
    return figure if scene.figures[figure].kind is MemberKind.PERSON else None


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


def body_for(scene: Scene, token: Token) -> int | None:
    """ "It" and "they" for a body: only where the nearest subject is one and nobody else is in the way.

    "It" that somebody sides with or against is sooner the measure named before, or the one that the article is about.
    """
    lower = token.lower_
    kinds = (MemberKind.ORGANISATION,) if lower.startswith("the") else (MemberKind.ORGANISATION, MemberKind.MEASURE)
    if token.dep_ in ("expl", ""):
        return None
    if token.dep_ in SUBJECTS and any(c.dep_ in ("acomp", "attr") for c in token.head.children) and lower == "it":
        return None
    if lower == "it" and (_is_sided(token) or _is_weighed(token)):
        measure = _measure_for(scene, token)
        if measure is not None:
            return measure
    excluded = co_arguments(scene, token)
    for place in scene.before(token.i) if not scene.quote[token.i] else ():
        if scene.sentence[token.i] - place.sentence > 1:
            break
        figure = scene.figures[place.figure]
        if place.weight < 0.6:
            continue
        if figure.kind in kinds and place.figure not in excluded:
            return place.figure
        if figure.kind is MemberKind.PERSON and lower.startswith("the"):
            return None
    return None


def _measure_for(scene: Scene, token: Token) -> int | None:
    """The last measure named not long before a word, else the one that the article is about."""
    reach = _NEAR if _is_sided(token) else _NEXT
    near = (place.figure for place in scene.before(token.i) if scene.sentence[token.i] - place.sentence <= reach)
    measures = [i for i, one in enumerate(scene.figures) if one.kind is MemberKind.MEASURE]
    last = next((figure for figure in near if figure in measures), None)
    return topic(scene, measures) if last is None and _is_sided(token) else last
