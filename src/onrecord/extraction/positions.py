"""Positions: who stands where on whom (codebook section 1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from onrecord.entries import Basis, Phase, Position, Stance
from onrecord.extraction.bearings import Bearing, Key, find_bearings
from onrecord.extraction.conditions import find_conditions
from onrecord.extraction.contests import find_contest
from onrecord.extraction.parties import HOLDOUTS, Party, Stand, member_as_party
from onrecord.reading import Reading
from onrecord.reading.people import MemberKind
from onrecord.registry import load_registry

#: How many hold a position on one target, and how large a share of all holders, for it to be what an article is about.
_SEVERAL, _MOST = 3, 0.75
#: Tokens between two sentences that tell of one vote.
_NEAR = 60
_RACE = frozenset(
    "race primary election contest candidate contender hopeful anyone anybody either neither nobody endorse endorsement"
    " mayoral presidential gubernatorial".split()
)
#: What a holdout is told with; behind it stands on what it is, which may be anything ("on the fence about retirement").
_HELD = frozenset("neutral undecided uncommitted fence sideline sidelines decision mind position".split())
#: What is done to nominees, and to no candidates.
_CONFIRMING = frozenset({"confirm", "confirmation"})
#: Of whose word an article makes itself none.
_SOURCED = frozenset({Basis.NAMED_SOURCE, Basis.UNNAMED_SOURCE})
#: The strongest basis that an entry's evidence reaches is the entry's.
_RANK = {basis: rank for rank, basis in enumerate(Basis)}


def find_positions(reading: Reading) -> list[Position]:
    """One position for each holder, target, stance and phase; every sentence that bears it is its evidence."""
    bearings = list(find_bearings(reading))
    grouped: defaultdict[Key, list[Bearing]] = defaultdict(list)
    strong = [one for one in bearings if not one.weak]
    for bearing in _one_phase(_with_targets(strong, reading)):
        grouped[bearing.key].append(bearing)
    _drop_contradicted(grouped)
    _fold_support(grouped)
    for bearing in bearings:
        if bearing.weak and bearing.key in grouped:
            grouped[bearing.key].append(bearing)
    return [_position(key, bearings, reading) for key, bearings in grouped.items()]


def _at_issue(bearings: list[Bearing]) -> Party | None:
    """The target on whom most of an article's positions are."""
    holders: defaultdict[Party, set[str]] = defaultdict(set)
    for bearing in bearings:
        if bearing.target is not None and bearing.target.member is not None and bearing.phase is not Phase.PAST:
            holders[bearing.target].add(bearing.holder.name)
    if not holders:
        return None
    target = max(holders, key=lambda party: len(holders[party]))
    if len(holders[target]) < max(_SEVERAL, _MOST * len(set().union(*holders.values()))):
        return None
    return target


def _voted_on(bearings: list[Bearing], reading: Reading) -> set[Party]:
    """The targets that are put to a vote: measures, and all of them where the article tells of a confirmation."""
    targets = {bearing.target for bearing in bearings if bearing.target is not None}
    if sum(word.lemma_ in _CONFIRMING for word in reading.doc) > 1:
        return targets
    kinds = {one: reading.cast.members[one.member].kind for one in targets if one.member is not None}
    return {one for one, kind in kinds.items() if kind is MemberKind.MEASURE}


def _with_targets(bearings: list[Bearing], reading: Reading) -> list[Bearing]:
    """ "Stopped short of an endorsement": a holdout without a target is on the one whom the holder is told to hold out on.

    Only a holder of whom no target is told holds out on the whole race, unless one measure or nominee is at issue in the
    article, or just before: on that are votes, too, which are told without their target ("will vote no").
    """
    named: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for bearing in bearings:
        if bearing.target is not None and bearing.phase is not Phase.PAST and bearing.stance is not Stance.OPPOSES:
            named[bearing.holder.name][bearing.target] += 1
    voted_on = _voted_on(bearings, reading)
    most = _at_issue(bearings)
    at_issue = most if most in voted_on else None  # there is no race to hold out on
    last, filled = None, list[Bearing]()
    for bearing in bearings:
        holds_out = bearing.stance in HOLDOUTS
        if bearing.target is None and holds_out and not bearing.whole and (known := named.get(bearing.holder.name)):
            bearing = replace(bearing, target=known.most_common(1)[0][0])
        elif bearing.target is None and bearing.phase is Phase.CURRENT:
            on = at_issue or _just_before(bearing, last)
            bearing = replace(bearing, target=on or (None if holds_out else _measure_before(bearing, reading)))
        elif bearing.target is not None and bearing.phase is not Phase.PAST and bearing.target in voted_on:
            last = bearing
        if bearing.target is not None or holds_out:
            filled.append(bearing)
    return filled


def _just_before(bearing: Bearing, last: Bearing | None) -> Party | None:
    """What the last sentence that tells of a vote was on, if it stands near and this one speaks of no race."""
    if last is None or not 0 <= bearing.sentence.start - last.sentence.end <= _NEAR:
        return None
    elsewhere = (t.lemma_ in _RACE or (t.dep_ == "prep" and t.head.lower_ in _HELD) for t in bearing.sentence)
    return None if any(elsewhere) else last.target


def _measure_before(bearing: Bearing, reading: Reading) -> Party | None:
    """The measure named last before a vote, if not far before: it is on something."""
    start = reading.doc[max(0, bearing.sentence.start - _NEAR)].idx
    named = [mention.member for mention in reading.cast.within(start, bearing.sentence.start_char)]
    measures = [one for one in named if reading.cast.members[one].kind is MemberKind.MEASURE]
    return member_as_party(reading, measures[-1]) if measures else None


def _one_phase(bearings: list[Bearing]) -> list[Bearing]:
    """All sentences that bear a stance vote on its phase, each with its confidence: it stands in one of them."""
    votes: defaultdict[tuple[str, str, Stance], defaultdict[Phase, float]] = defaultdict(lambda: defaultdict(float))
    for bearing in bearings:
        votes[bearing.key[:3]][bearing.phase] += bearing.confidence
    won = {key: max(phases, key=lambda phase: phases[phase]) for key, phases in votes.items()}
    return [replace(bearing, phase=won[bearing.key[:3]]) for bearing in bearings]


def _fold_support(grouped: defaultdict[Key, list[Bearing]]) -> None:
    """Within a phase the deeds of a declared endorser are evidence of the endorsement (rule 2)."""
    for key in [key for key in grouped if key[2] is Stance.SUPPORTS]:
        endorsed = (key[0], key[1], Stance.ENDORSES, key[3])
        if endorsed in grouped:
            grouped[endorsed] += grouped.pop(key)


def _drop_contradicted(grouped: defaultdict[Key, list[Bearing]]) -> None:
    """Who withholds an endorsement has not declared one, nor said that none will come.

    Of two that exclude each other what grammar bears out stays, then the surer. But who is told both to have held out
    and to endorse, each by a sentence that grammar bears out, has come round.
    """

    def weight(key: Key) -> tuple[bool, float]:
        return any(one.framed for one in grouped[key]), max(one.confidence for one in grouped[key])

    for holder, target, stance, phase in [key for key in grouped if key[2] is Stance.WITHHOLDS]:
        held = (holder, target, stance, phase)
        for other in (Stance.DECLINES, *((Stance.ENDORSES,) if phase is Phase.CURRENT else ())):
            against = (holder, target, other, phase)
            if held not in grouped or against not in grouped:
                continue
            if other is Stance.ENDORSES and all(one.sourcing.basis in _SOURCED for one in grouped[against]):
                continue  # asserted by one and denied by another: both entries (rule 3)
            if other is Stance.ENDORSES and weight(held)[0] and weight(against)[0]:
                earlier = grouped.pop(held)
                grouped[holder, target, stance, Phase.PAST] += [replace(one, phase=Phase.PAST) for one in earlier]
            else:
                del grouped[min(against, held, key=weight)]


def _position(key: Key, bearings: list[Bearing], reading: Reading) -> Position:
    holder, target, stance, phase = key
    bearings.sort(key=lambda bearing: bearing.sentence.start)
    best = min(bearings, key=lambda bearing: _RANK[bearing.sourcing.basis])
    sentences = {bearing.sentence.start: bearing.sentence for bearing in bearings}
    borne = {(sentence.start_char, sentence.end_char) for sentence in sentences.values()}
    borne |= {bearing.line for bearing in bearings if bearing.line is not None}
    dates = [bearing.date for bearing in bearings if bearing.date]
    stand = Stand(holder=bearings[0].holder, target=bearings[0].target, stance=stance, phase=phase)
    return Position(
        holder=holder,
        target=target,
        contest=find_contest(reading, target, phase),
        stance=stance,
        phase=phase,
        basis=best.sourcing.basis,
        via=best.sourcing.via,
        date=best.date or (dates[0] if dates else _day_told_elsewhere(bearings, phase, reading)),
        conditions=find_conditions(reading, stand, sentences.values()),
        evidence=tuple(span for at in sorted(borne) for span in reading.article.evidence(*at)),
        confidence=round(max(bearing.confidence for bearing in bearings), 3),
    )


def _day_told_elsewhere(bearings: list[Bearing], phase: Phase, reading: Reading) -> str:
    """The day of a position whose own sentences name none, where the rest of the article tells it, or "".

    A past one is of the year that its sentences name, that the article most names beside its target, or in which the
    target ran; the names of a list are of the year of the race; what the article opens with took place on the day that
    its opening reports on.
    """
    if phase is Phase.PAST:
        told = (reading.times.year_of(one.sentence.start_char, one.sentence.end_char) for one in bearings)
        target = bearings[0].target
        return next(filter(None, told), "") or _year_beside(target, reading) or _year_of_race(target, reading)
    if any(bearing.line is not None for bearing in bearings):
        return reading.article.published[:4]
    if phase is Phase.CURRENT and bearings[0].sentence.start_char < reading.opening:
        return reading.news_day
    return ""


def _year_beside(target: Party | None, reading: Reading) -> str:
    """The year before the article's own that stands most often in a sentence with the target."""
    if target is None or target.member is None or not reading.article.published:
        return ""
    years = Counter[str]()
    for mention in reading.cast.mentions:
        if mention.member == target.member:
            words = reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            year = reading.times.year_of(words.sent.start_char, words.sent.end_char) if words is not None else ""
            years.update([year] if year else [])
    return years.most_common(1)[0][0] if years else ""


def _year_of_race(target: Party | None, reading: Reading) -> str:
    """The year in which a target's last race ended, by the registry; else the article's own, whose race is just over."""
    published = reading.article.published
    actor = next(iter(load_registry().by_name(target.name, published)), None) if target is not None else None
    if actor is None or actor.is_candidate(published):
        return published[:4]
    ended = [one.end for one in actor.offices if one.title.endswith("andidate") and "" < one.end <= published]
    return max(ended, default=published)[:4]
