"""Tallies: how many stand where (codebook section 4).

Judge and grammar read a sentence with one invented actor in place of the counted ones, so that a tally's stance is told
as a position's is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.entries import Stance, Tally
from onrecord.extraction.counting import Counted, find_counted
from onrecord.extraction.gapping import Gapped, find_gapped
from onrecord.extraction.grammar import find_framed
from onrecord.extraction.judge import Sight, Verdict, load_judge, sight_of
from onrecord.extraction.parties import HOLDOUTS, Party, find_party, party_at
from onrecord.extraction.rollcalls import find_roll_calls
from onrecord.extraction.weighing import FLOOR, frame_pairs, weigh
from onrecord.reading import Reading
from onrecord.reading.clauses import SUBJECTS, VERBAL
from onrecord.reading.mentions import mentions_by_sentence
from onrecord.reading.people import MemberKind

#: A sentence is looked at more closely if a glance gives it so much; the tagger was taught by holders with a name.
_GLANCE = 0.015
#: Who stand for the counted ones in turn: by a crowd's name the judge would hold them for voters at large. Verbs in the
#: plural want several, or a body.
_STANDINS = ("Ada Ames and Bo Bell", "Sen. Ames", "the Teamsters")
_EXAMPLES = frozenset({"including", "like", "among", "such"})


def find_tallies(reading: Reading) -> list[Tally]:
    """Every tally of holders in the article."""
    found: dict[tuple[str, str, str], Tally] = {}
    for sentence, inside in mentions_by_sentence(reading.doc):
        for tally in (*_groups(reading, sentence, inside), *find_roll_calls(reading, sentence)):
            found.setdefault((str(tally.number or tally.count.lower()), tally.group.split()[-1], tally.target), tally)
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """A stance that a group takes on somebody; "" is the whole race."""

    stance: Stance
    target: str
    confidence: float


def _groups(reading: Reading, sentence: Tokens, inside: Sequence[tuple[int, int]]) -> Iterator[Tally]:
    """The counted groups of a sentence that take a stance; a group takes that of the one that it is joined to."""
    counted = [group for group in find_counted(sentence) if not _only_may(group.noun)]
    if not counted or not _is_worth_a_look(reading, sentence):
        return
    gaps = list(find_gapped(sentence))
    apart = {gap.goal.i for gap in gaps if gap.goal is not None}
    inside = [(low, high) for low, high in inside if apart.isdisjoint(range(low, high))]
    acts: dict[int, list[_Act]] = {}
    for group in counted:
        acts[group.noun.i] = list(_acts(reading, _clause(sentence, group), inside, group))
    for group in counted:
        joined = next((acts[noun] for noun in _company(group.noun) if acts.get(noun)), [])
        for act in joined:
            where = group.noun.idx, group.noun.idx + len(group.noun)
            tally = Tally(
                count=group.count,
                number=group.number,
                group=group.words,
                stance=act.stance,
                target=act.target,
                named=_named(reading, group, sentence, act.target),
                as_of=reading.times.day_of(*where) or reading.article.published,
                evidence=reading.article.evidence(sentence.start_char, sentence.end_char),
                confidence=round(act.confidence, 3),
            )
            yield tally
            yield from _gapped(reading, tally, (gap for gap in gaps if gap.at > group.noun.i))


def _gapped(reading: Reading, tally: Tally, gaps: Iterable[Gapped]) -> Iterator[Tally]:
    """Those of the tally's group who stand elsewhere, "and nine for Bell": the same is told of them."""
    if tally.stance not in {Stance.ENDORSES, Stance.SUPPORTS}:
        return
    for gap in gaps:
        target = _target(party_at(reading, gap.goal))
        if gap.goal is None:
            yield replace(tally, count=gap.count, number=gap.number, stance=Stance.OPPOSES, named=())
        elif target and target != tally.target:
            yield replace(tally, count=gap.count, number=gap.number, target=target, named=())


def _is_worth_a_look(reading: Reading, sentence: Tokens) -> bool:
    glance = reading.tagged.glance(sentence.start_char, sentence.end_char)
    return glance >= _GLANCE or next(find_framed(sentence), None) is not None


def _only_may(noun: Token) -> bool:
    """ "Several senators could back Bell": what they may do they have not done."""
    beside = noun.head.children if noun.dep_ in SUBJECTS else ()
    return any(child.dep_ == "aux" and child.lower_ in {"may", "might", "could"} for child in beside)


def _clause(sentence: Tokens, group: Counted) -> Tokens:
    """The part of a sentence between semicolons that the group stands in."""
    marks = [token.i for token in sentence if token.text == ";"]
    low = max([sentence.start, *(at + 1 for at in marks if at < group.start)])
    high = min([sentence.end, *(at for at in marks if at >= group.end)])
    return sentence.doc[low:high]


def _acts(reading: Reading, clause: Tokens, inside: Sequence[tuple[int, int]], group: Counted) -> Iterator[_Act]:
    """The stance that the group takes, and on whom; on several only if they are joined."""
    doc = reading.doc
    others = [
        (low, high)
        for low, high in inside
        if clause.start <= low and high <= clause.end and (high <= group.start or low >= group.end)
    ]
    parties = [find_party(reading, doc[low:high]) for low, high in others]
    best: dict[str, Verdict] = {}
    for verdict in _verdicts(reading, clause, others, parties, group):
        party = parties[verdict.target] if verdict.target is not None else None
        name = _target(party)
        # Several readings were asked, so that what comes near the threshold will do.
        if name or verdict.stance in HOLDOUTS or (party is not None and party.is_anybody):
            best[name] = max(best.get(name, verdict), verdict, key=lambda one: one.confidence)
    top = max(best.values(), key=lambda verdict: verdict.confidence, default=None)
    for name, verdict in best.items():
        if verdict is top or _are_joined(doc, others, verdict, top):
            yield _Act(stance=verdict.stance, target=name, confidence=verdict.confidence)


def _verdicts(
    reading: Reading,
    clause: Tokens,
    others: Sequence[tuple[int, int]],
    parties: Sequence[Party | None],
    group: Counted,
) -> list[Verdict]:
    """What judge and grammar say of the group and each of the others (by index) that can be a target, or the race.

    Of "Ames is the third mayor to back Bell" Ames tells it, of "three mayors back Bell" somebody in their place does.
    """
    counted = _one_of_them(reading, others, group)
    standins = _STANDINS if counted is None else (reading.doc[group.start : group.end].text,)
    counted = len(others) if counted is None else counted
    targets = [at for at, party in enumerate(parties) if party and (party.may_be_target or party.is_anybody)]
    holders = [counted, *_they(reading, others, group)]
    pairs = [(holder, target) for holder in holders for target in (None, *targets) if target != holder]
    said: defaultdict[tuple[int, int | None, Stance], list[Verdict]] = defaultdict(list)
    for name in standins:
        sight, places = _in_place_of(reading, clause, others, group, name)
        for verdict in load_judge().judge(sight, places, pairs, FLOOR):
            said[verdict.holder, verdict.target, verdict.stance].append(verdict)
    agreed = [replace(some[0], confidence=sum(v.confidence for v in some) / len(standins)) for some in said.values()]
    framed = frame_pairs(clause, [*others, (group.start, group.end)])
    return weigh(agreed, {pair: frame for pair, frame in framed.items() if pair[0] in holders})


def _they(reading: Reading, others: Sequence[tuple[int, int]], group: Counted) -> Iterator[int]:
    """Which of the others (by index) are the group in what it says: "ten mayors say they back Bell"."""
    for at, (low, high) in enumerate(others):
        word = reading.doc[low:high].root
        clause = word.head
        if word.lower_ == "they" and word.dep_ in SUBJECTS and clause.dep_ == "ccomp":
            above = clause.head
            if group.noun in above.children or (above.dep_ == "relcl" and above.head == group.noun):
                yield at


def _one_of_them(reading: Reading, others: Sequence[tuple[int, int]], group: Counted) -> int | None:
    """Which of the others (by index) is said to be one of the group, if one is.

    "Ames is the third mayor to back Bell", "Ames was among three mayors who back Bell".
    """
    noun = group.noun
    if noun.dep_ == "pobj" and noun.head.lower_ == "among" and noun.head.head.lemma_ == "be":
        noun = noun.head
    elif noun.dep_ != "attr":
        return None
    subjects = {child.i for child in noun.head.children if child.dep_ == "nsubj"}
    return next((at for at, (low, high) in enumerate(others) if reading.doc[low:high].root.i in subjects), None)


def _in_place_of(
    reading: Reading, clause: Tokens, others: Sequence[tuple[int, int]], group: Counted, name: str
) -> tuple[Sight, list[tuple[int, int]]]:
    """The clause with `name` in place of the group, and where the others and then the name stand in it."""
    doc, text = reading.doc, reading.tagged.text
    start, end = clause.start_char, clause.end_char
    counted = doc[group.start : group.end]
    low, high = counted.start_char, counted.end_char

    def moved(at: int) -> int:
        return at - start + (len(name) - (high - low) if at >= high else 0)

    places = [(moved(words.start_char), moved(words.end_char)) for words in (doc[slice(*one)] for one in others)]
    return sight_of("", "", text[start:low] + name + text[high:end], ""), [
        *places,
        (low - start, low - start + len(name)),
    ]


def _target(party: Party | None) -> str:
    return party.name if party is not None and party.may_be_target else ""


def _are_joined(doc: Doc, others: Sequence[tuple[int, int]], one: Verdict, top: Verdict | None) -> bool:
    if top is None or one.target is None or top.target is None:
        return False
    return doc[slice(*others[one.target])].root in doc[slice(*others[top.target])].root.conjuncts


def _company(noun: Token) -> Iterator[int]:
    """The noun, and the nouns that it is joined to: "48 senators ..., along with 175 House members"."""
    yield noun.i
    head, above = noun, noun.head
    while head.dep_ in {"conj", "appos", "pobj", "prep", "advmod", "dep"} and above != head:
        if head.dep_ == "pobj" and above.lower_ not in {"with", "as"}:
            return
        if above.pos_ in VERBAL:
            yield from (child.i for child in above.children if child.dep_ in {"nsubj", "nsubjpass"})
            return
        yield above.i
        head, above = above, above.head


def _named(reading: Reading, group: Counted, sentence: Tokens, target: str) -> tuple[str, ...]:
    """Persons whom the sentence names behind "including" or "such as", in order of text."""
    mark = next((token for token in sentence if token.i > group.noun.i and token.lower_ in _EXAMPLES), None)
    names: dict[str, None] = {}
    for mention in reading.cast.within(mark.idx, sentence.end_char) if mark is not None else ():
        member = reading.cast.members[mention.member]
        if member.kind is MemberKind.PERSON and member.name != target:
            names[member.name] = None
    return tuple(names)
