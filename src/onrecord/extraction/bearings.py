"""Bearings: the sentences that bear a position, and what each of them tells of it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Span as Tokens

from onrecord.entries import BESIDE, Basis, Phase, Stance
from onrecord.extraction.factuality import (
    is_asked,
    is_contingent,
    is_passed_over,
    is_urged,
    tells_of_another,
)
from onrecord.extraction.framing import is_several
from onrecord.extraction.judge import Verdict, load_judge, sight_of
from onrecord.extraction.likewise import subjects_alike
from onrecord.extraction.parties import HOLDOUTS, Party, Stand, find_party
from onrecord.extraction.rosters import Roster, find_rosters
from onrecord.extraction.sourcing import Sourcing, find_sourcing
from onrecord.extraction.weighing import FLOOR, Framing, frame_pairs, framed_alone, phase_like, weigh
from onrecord.reading import Reading
from onrecord.reading.lexicon import is_person
from onrecord.reading.mentions import mentions_by_sentence, side_named

#: Words that make a holdout one on the whole race.
_ANYBODY = frozenset({"anyone", "anybody", "nobody", "either", "neither"})
#: A sentence is looked at more closely if a glance gives it so much.
_GLANCE = 0.01
#: How sure a cue in a sentence that introduces a list is.
_LISTED = 0.95
#: Holder, target ("" for the whole race), stance and phase: sentences that agree in them bear one position.
Key = tuple[str, str, Stance, Phase]


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
    line: tuple[int, int] | None = None  # the line of a list, or the sentence, that names the holder
    whole: bool = False  # whether the words name the whole race ("anyone")
    weak: bool = False  # whether it only bears out what another sentence tells

    @property
    def key(self) -> Key:
        """What makes it the same position as another sentence's."""
        return self.holder.name, self.target.name if self.target else "", self.stance, self.phase


def find_bearings(reading: Reading) -> Iterator[Bearing]:
    """Every pair that judge and grammar together find sure enough, with both parties resolved."""
    rosters = find_rosters(reading)
    for headed in rosters:
        yield from _headed(reading, headed)
    before: list[Bearing] = []
    end = 0
    for sentence, inside in mentions_by_sentence(reading.doc):
        if not inside or is_asked(sentence):
            continue
        same = list(_likewise(reading, sentence, before)) if end == sentence.start else []
        if not same:
            before = list(_borne_by(reading, sentence, inside, rosters))
            same = list(_likewise(reading, sentence, before))  # "Ames is undecided, and so is Cole"
            yield from before
        yield from same
        end = sentence.end


def _borne_by(
    reading: Reading, sentence: Tokens, inside: list[tuple[int, int]], rosters: list[Roster]
) -> Iterator[Bearing]:
    """What one sentence bears."""
    framed = frame_pairs(sentence, inside)
    # A glance at the whole article, or a cue, says whether a sentence is worth a look; the look decides.
    if framed or reading.tagged.glance(sentence.start_char, sentence.end_char) >= _GLANCE:
        roster = next((one for one in rosters if one.introduced_by(sentence.start_char, sentence.end_char)), None)
        look = _Look(reading, sentence, inside, roster, framed)
        verdicts = weigh(*look.of_parties(look.judged()))
        sides = {side.i for token in sentence if (side := side_named(token)) is not None}
        plain = {index for index, (_, end) in enumerate(inside) if end - 1 in sides}
        for verdict in (*verdicts, *framed_alone(framed, verdicts, plain)):
            yield from look.bearing(verdict)


def _likewise(reading: Reading, sentence: Tokens, before: list[Bearing]) -> Iterator[Bearing]:
    """ "So did Ames and Cole", "Ames did the same": what the sentence before bears, if that is one thing, of others."""
    strong = [one for one in before if not one.weak]
    if len({(one.target, one.stance) for one in strong}) != 1:
        return
    subjects = list(subjects_alike(sentence))
    if strong[0].stance not in HOLDOUTS:  # "endorsed Bell, who is late, and so is Cole"
        subjects = [subject for subject in subjects if subject.head.lemma_ != "be"]
    for word in (word for subject in subjects for word in (subject, *subject.conjuncts)):
        holder = find_party(reading, reading.doc[word.i : word.i + 1])
        if holder is not None and holder.may_hold and holder != strong[0].target:
            yield replace(
                strong[0],
                holder=holder,
                sourcing=Sourcing(basis=Basis.REPORTED),
                date=reading.times.day_of(word.idx, word.idx + len(word)),
                line=(sentence.start_char, sentence.end_char),
            )


def _headed(reading: Reading, roster: Roster) -> Iterator[Bearing]:
    """What the names of a list hold by its heading, if that tells a stance."""
    words = reading.doc.char_span(roster.start, roster.end, alignment_mode="contract")
    if roster.stance is None or words is None:
        return
    for one in roster.names:
        if roster.target is None or roster.target.name != one.holder.name:
            yield Bearing(
                holder=one.holder,
                target=roster.target,
                stance=roster.stance,
                phase=Phase.CURRENT,
                sentence=words,
                confidence=_LISTED,
                sourcing=roster.sourcing or Sourcing(basis=Basis.REPORTED),
                date="",
                framed=True,
                line=(one.start, one.end),
                whole=True,
            )


@dataclass(slots=True)
class _Look:
    """A closer look at a sentence with its mentions (as token ranges), and who they are."""

    reading: Reading
    sentence: Tokens
    inside: list[tuple[int, int]]
    roster: Roster | None = None
    framed: Framing = field(default_factory=dict)
    parties: dict[int, Party | None] = field(default_factory=dict)

    def words(self, index: int) -> Tokens:
        """The words of a mention."""
        return self.reading.doc[slice(*self.inside[index])]

    def judged(self) -> list[Verdict]:
        """What the judge says of every pair of which one can hold a stance and the other bear one.

        With a list of names behind the sentence a cue in it is hardly in doubt.
        """
        text, start = self.reading.tagged.text, self.sentence.start_char
        end = start + len(self.sentence.text.rstrip())
        sight = sight_of(
            self.reading.article.title, text[max(0, start - 400) : start], text[start:end], text[end : end + 200]
        )
        shift = sight.start - start
        places = [(words.start_char, words.end_char) for words in map(self.words, range(len(self.inside)))]
        mentions = [(low + shift, high + shift) for low, high in places]
        parties = {index: party for index in range(len(self.inside)) if (party := self.party(index))}
        targets = [None, *(i for i, party in parties.items() if party.may_be_target or party.is_anybody)]
        pairs = [(h, t) for h in parties for t in targets if h != t and self._key((h, t))]
        verdicts = load_judge().judge(sight, mentions, pairs, FLOOR) if pairs else []
        if self.roster is not None:
            verdicts += [
                Verdict(
                    holder=pair[0],
                    target=pair[1],
                    stance=said.stance,
                    phase=phase_like(pair, said, verdicts),
                    confidence=_LISTED,
                )
                for pair, said in self.framed.items()
            ]
        return verdicts

    def party(self, index: int) -> Party | None:
        """Who the mention with this index is."""
        if index not in self.parties:
            self.parties[index] = find_party(self.reading, self.words(index))
        return self.parties[index]

    def _leads(self, kind: int | None) -> bool:
        """Whether a list names those for whom a common noun stands: no others are told of between them."""
        if self.roster is None or kind is None:
            return False
        colon = next((token.i for token in self.sentence if token.text == ":"), self.sentence.end)
        return not any(is_several(token) for token in self.reading.doc[self.inside[kind][1] : colon])

    def _is_listed(self, kind: Tokens, verdict: Verdict) -> bool:
        """Whether the list names those who hold what a verdict says of a common noun: several, as grammar has it if it does."""
        if kind.root.tag_ == "NN" and is_person(kind.root.lower_):
            return False
        told = (party for index, _ in self.framed if (party := self.party(index)))
        return verdict.framed or not any(party.is_kind for party in told)

    def _may_hold(self, party: Party) -> bool:
        """A crowd holds nothing, but those whom the list behind the sentence names do (rules 7 and 9)."""
        return party.may_hold or (self.roster is not None and party.is_kind)

    def of_parties(self, verdicts: list[Verdict]) -> tuple[list[Verdict], Framing]:
        """One verdict for each pair of parties: "Cochran, who was backed by ..." says it of Cochran through "who".

        Mentions of one party share the judge's belief between them: that one at least is right is what counts.
        """
        groups: defaultdict[tuple[str, str], list[Verdict]] = defaultdict(list)
        for verdict in verdicts:
            if key := self._key((verdict.holder, verdict.target)):
                groups[key].append(verdict)
        said = {key: (pair, one) for pair, one in self.framed.items() if (key := self._key(pair))}
        merged, spoken = [], {pair: one for key, (pair, one) in said.items() if key not in groups}
        for key, group in groups.items():
            best = max(group, key=lambda verdict: verdict.confidence)
            for stance in BESIDE if best.stance in BESIDE else (best.stance,):
                sure = [verdict.confidence for verdict in group if verdict.stance is stance]
                if sure:
                    merged.append(replace(best, stance=stance, confidence=1 - math.prod(1 - one for one in sure)))
            if key in said:
                spoken[best.holder, best.target] = said[key][1]
        return merged, spoken

    def _key(self, pair: tuple[int, int | None]) -> tuple[str, str] | None:
        holder = self.party(pair[0])
        target = self.party(pair[1]) if pair[1] is not None else None
        if holder is None or not self._may_hold(holder) or (pair[1] is not None and target is None):
            return None
        name = target.name if target is not None and (target.may_be_target or not target.is_anybody) else ""
        return (holder.name, name) if holder.name != name else None

    def bearing(self, verdict: Verdict) -> Iterator[Bearing]:
        """The verdict with its parties, where those can hold and bear a stance."""
        holder = self.party(verdict.holder)
        target = self.party(verdict.target) if verdict.target is not None else None
        of_targets = target is not None and target.is_kind and not target.may_be_target and self._leads(verdict.target)
        if target is not None and not target.may_be_target and not of_targets:
            if not target.is_anybody:
                return
            target = None
        if holder is None or not self._may_hold(holder) or (target is not None and target.name == holder.name):
            return
        if target is None and verdict.stance not in HOLDOUTS and not verdict.framed:
            return
        if self.roster is not None and target is not None and target.name in self.roster.holders:
            return  # those whom a list names hold what it tells, and the parser hangs them on its target
        at = self.words(verdict.holder)
        if holder.is_kind and not self._is_listed(at, verdict):
            return
        on = self.words(verdict.target) if verdict.target is not None else at
        if verdict.target is not None and (
            is_passed_over(at.root)
            or is_contingent(on.root)
            or is_urged(on.root)
            or (verdict.stance not in HOLDOUTS and is_urged(at.root, on.root))
            or (not verdict.framed and tells_of_another(at.root, on.root))
        ):
            return
        date, published = self.reading.times.day_of(on.start_char, on.end_char), self.reading.article.published
        phase = _phase_on(verdict.phase, date, published)
        stand = Stand(holder=holder, target=target, stance=verdict.stance, phase=phase)
        bearing = Bearing(
            holder=holder,
            target=target,
            stance=verdict.stance,
            phase=phase,
            sentence=self.sentence,
            confidence=verdict.confidence,
            sourcing=find_sourcing(self.reading, stand, at, on),
            date=date,
            framed=verdict.framed,
            weak=verdict.weak,
            whole=verdict.target is not None
            or verdict.stance is Stance.DECLINES
            or any(token.lower_ in _ANYBODY for token in self.sentence),
        )
        if self.roster is not None and of_targets:
            for one in self.roster.names:  # "Ames endorsed two Democrats: Bell and Cole"
                if not holder.is_kind and one.holder.name != holder.name:
                    yield replace(bearing, target=replace(one.holder, may_be_target=True))
        elif self.roster is not None and (holder.is_kind or self.roster.likewise):
            if not holder.is_kind:
                yield bearing
            for one in self.roster.names:
                sourcing = self.roster.sourcing or bearing.sourcing
                yield replace(bearing, holder=one.holder, line=(one.start, one.end), sourcing=sourcing)
        else:
            yield bearing


def _phase_on(phase: Phase, date: str, published: str) -> Phase:
    """What was done two calendar years before the article or earlier belongs to a race that is over."""
    over = bool(date and published) and int(date[:4]) <= int(published[:4]) - 2
    return Phase.PAST if over and phase is Phase.CURRENT else phase
