"""Positions: who stands where on whom (codebook section 1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from onrecord.entries import Basis, Phase, Position, Stance
from onrecord.extraction.conditions import find_conditions
from onrecord.extraction.contests import find_contest
from onrecord.extraction.grammar import tells_of_another
from onrecord.extraction.judge import Verdict, load_judge
from onrecord.extraction.parties import Party, find_party
from onrecord.extraction.sourcing import Sourcing, find_sourcing
from onrecord.extraction.weighing import FLOOR, frame_pairs, weigh
from onrecord.reading import Reading
from onrecord.reading.mentions import find_mentions
from onrecord.reading.tagger import load_tagger

#: What one can do about a whole race.
_OF_A_RACE = frozenset({Stance.WITHHOLDS, Stance.DECLINES})
#: A sentence is looked at more closely if a glance gives any of its pairs so much.
GLANCE = 0.05
#: The strongest basis that an entry's evidence reaches is the entry's.
_RANK = {basis: rank for rank, basis in enumerate(Basis)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One sentence that bears a position, and what it tells of it."""

    holder: Party
    target: Party | None
    stance: Stance
    phase: Phase
    sentence: Tokens
    confidence: float
    sourcing: Sourcing
    date: str
    framed: bool

    @property
    def key(self) -> tuple[str, str, Stance, Phase]:
        """What makes it the same position as another sentence's."""
        return self.holder.name, self.target.name if self.target else "", self.stance, self.phase


def find_positions(reading: Reading) -> list[Position]:
    """One position for each holder, target, stance and phase; every sentence that bears it is its evidence."""
    grouped: defaultdict[tuple[str, str, Stance, Phase], list[Bearing]] = defaultdict(list)
    for bearing in _one_phase(_with_targets(list(find_bearings(reading)))):
        grouped[bearing.key].append(bearing)
    _drop_contradicted(grouped)
    _fold_support(grouped)
    return [_position(key, bearings, reading) for key, bearings in grouped.items()]


def find_bearings(reading: Reading) -> Iterator[Bearing]:
    """Every pair that judge and grammar together find sure enough, with both parties resolved."""
    for sentence, inside in _sentences(reading):
        places = [
            (reading.doc[low].idx, reading.doc[high - 1].idx + len(reading.doc[high - 1])) for low, high in inside
        ]
        for verdict in _verdicts(reading, sentence, inside, places):
            yield from _bearing(reading, sentence, inside, places, verdict)


def _sentences(reading: Reading) -> Iterator[tuple[Tokens, list[tuple[int, int]]]]:
    """The sentences that mention anybody, with their mentions as token ranges."""
    mentions, first = find_mentions(reading.doc), 0
    for sentence in reading.doc.sents:
        inside = []
        while first < len(mentions) and mentions[first][0] < sentence.end:
            inside.append(mentions[first])
            first += 1
        if inside:
            yield sentence, inside


def _verdicts(
    reading: Reading, sentence: Tokens, inside: list[tuple[int, int]], places: list[tuple[int, int]]
) -> list[Verdict]:
    """A glance from the article's windows, or a cue, says whether a sentence is worth a look; the look decides."""
    judge, start, end = load_judge(), sentence.start_char, sentence.start_char + len(sentence.text.rstrip())
    framed = frame_pairs(sentence, inside)
    if not framed and not judge.judge(reading.tagged.window_of(start, end), start, end, places, GLANCE):
        return []
    closer = load_tagger().look(reading.tagged.text, start, end)
    return weigh(judge.judge(closer, start, end, places, FLOOR), framed)


def _bearing(
    reading: Reading,
    sentence: Tokens,
    inside: list[tuple[int, int]],
    places: list[tuple[int, int]],
    verdict: Verdict,
) -> Iterator[Bearing]:
    holder = find_party(reading, reading.doc[slice(*inside[verdict.holder])])
    target = None
    if verdict.target is not None:
        target = find_party(reading, reading.doc[slice(*inside[verdict.target])])
        if target is None or not (target.may_be_target or target.is_anybody):
            return
        if target.is_anybody and not target.may_be_target:
            target = None
    if target is None and verdict.stance not in _OF_A_RACE:
        return
    if verdict.target is not None and not verdict.framed:
        roots = [reading.doc[slice(*inside[index])].root for index in (verdict.holder, verdict.target)]
        if tells_of_another(*roots):
            return
    if holder is None or not holder.may_hold or (target and target.name == holder.name):
        return
    where = places[verdict.target] if verdict.target is not None else places[verdict.holder]
    yield Bearing(
        holder=holder,
        target=target,
        stance=verdict.stance,
        phase=verdict.phase,
        sentence=sentence,
        confidence=verdict.confidence,
        sourcing=find_sourcing(reading, holder, places[verdict.holder], where),
        date=reading.times.day_of(*where),
        framed=verdict.framed,
    )


def _with_targets(bearings: list[Bearing]) -> list[Bearing]:
    """ "Stopped short of an endorsement": a holdout without a target is on the one whom the holder is told to hold out on.

    Only a holder of whom no target is told holds out on the whole race.
    """
    named: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for bearing in bearings:
        if bearing.target is not None and bearing.phase is not Phase.PAST and bearing.stance is not Stance.OPPOSES:
            named[bearing.holder.name][bearing.target] += 1
    filled = []
    for bearing in bearings:
        if bearing.target is None and (known := named.get(bearing.holder.name)):
            bearing = replace(bearing, target=known.most_common(1)[0][0])
        filled.append(bearing)
    return filled


def _one_phase(bearings: list[Bearing]) -> list[Bearing]:
    """All sentences that bear a stance vote on its phase, each with its confidence: it stands in one of them."""
    votes: defaultdict[tuple[str, str, Stance], defaultdict[Phase, float]] = defaultdict(lambda: defaultdict(float))
    for bearing in bearings:
        votes[bearing.key[:3]][bearing.phase] += bearing.confidence
    won = {key: max(phases, key=lambda phase: phases[phase]) for key, phases in votes.items()}
    return [replace(bearing, phase=won[bearing.key[:3]]) for bearing in bearings]


def _fold_support(grouped: defaultdict[tuple[str, str, Stance, Phase], list[Bearing]]) -> None:
    """Within a phase the deeds of a declared endorser are evidence of the endorsement (rule 2)."""
    for key in [key for key in grouped if key[2] is Stance.SUPPORTS]:
        endorsed = (key[0], key[1], Stance.ENDORSES, key[3])
        if endorsed in grouped:
            grouped[endorsed] += grouped.pop(key)


def _drop_contradicted(grouped: defaultdict[tuple[str, str, Stance, Phase], list[Bearing]]) -> None:
    """Who withholds an endorsement has not declared one: of the two, what grammar bears out stays, then the surer."""

    def weight(key: tuple[str, str, Stance, Phase]) -> tuple[bool, float]:
        return any(one.framed for one in grouped[key]), max(one.confidence for one in grouped[key])

    for key in [key for key in grouped if key[2] is Stance.ENDORSES and key[3] is Phase.CURRENT]:
        held = (key[0], key[1], Stance.WITHHOLDS, Phase.CURRENT)
        if held in grouped:
            del grouped[min(key, held, key=weight)]


def _position(key: tuple[str, str, Stance, Phase], bearings: list[Bearing], reading: Reading) -> Position:
    holder, target, stance, phase = key
    bearings.sort(key=lambda bearing: bearing.sentence.start)
    best = min(bearings, key=lambda bearing: _RANK[bearing.sourcing.basis])
    sentences = {bearing.sentence.start: bearing.sentence for bearing in bearings}
    dates = [bearing.date for bearing in bearings if bearing.date]
    return Position(
        holder=holder,
        target=target,
        contest=find_contest(reading, target, phase),
        stance=stance,
        phase=phase,
        basis=best.sourcing.basis,
        via=best.sourcing.via,
        date=best.date or (dates[0] if dates else ""),
        conditions=find_conditions(reading, bearings[0].holder, bearings[0].target, stance, phase, sentences.values()),
        evidence=tuple(
            span
            for sentence in sentences.values()
            for span in reading.article.evidence(sentence.start_char, sentence.end_char)
        ),
        confidence=round(max(bearing.confidence for bearing in bearings), 3),
    )
