"""Voices: what grammar and attributions say of whose words tell a position ("Ames said", "according to an aide")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import StatementKind
from onrecord.extraction.parties import Party, Stand, party_at
from onrecord.model import Span
from onrecord.reading import Attribution, Reading
from onrecord.reading.clauses import VERBAL, is_negated, subject_of
from onrecord.reading.lexicon import FIRST_PERSON, SAYING

_FOR_HOLDER = re.compile(
    r"\b(?:spokes\w+|campaign|aides?|adviser|advisor|office|manager|press secretary)\b", re.IGNORECASE
)
#: Words of saying make own words; plain acts (endorsed, refused, voted) are the article's report of them (rule 13).
_SAYING = SAYING | frozenset(
    "confirm suggest reiterate deny report reveal hint allege contend swear indicate assert maintain testify signal concede"
    " express remark comment emphasize clarify speak describe accuse decry".split()
)
#: Nouns and other words of the sentence that tell of a source.
_SOURCES = frozenset(
    "spokesman spokeswoman spokesperson statement tweet twitter facebook interview according campaign list source sources"
    " aide aides adviser officials reportedly editorial column letter memo ad headline".split()
)
_OPENED = re.compile(r"“[^”]*$|^[^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$")
#: How many verbs above the target, and how many attributions around it, are looked at.
_VERBS, _TOLD = 4, 2
#: How a clause hangs on another whose subject it shares ("..., saying that").
_GOING_ON = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep"})
#: Clauses beside the one that is said.
_ASIDE = frozenset({"advcl", "relcl", "appos", "acl"})
#: What campaigns do with the endorsements that they have.
_SHOWING = frozenset(
    "tout boast list release unveil publicize cite highlight circulate feature roll credit thank".split()
)


def voices_over(reading: Reading, words: Tokens) -> list[Attribution]:
    """The attributions that reach over some words, the nearest source first."""
    told = [one for one in reading.attributions if _holds(one, words)]
    return sorted(told, key=lambda one: one.content[-1].end - one.content[0].start)


def speaks(one: Attribution, holder: Party) -> bool:
    """Whether the holder speaks, or somebody whose office it is to speak for the holder."""
    if one.member is not None and one.member == holder.member:
        return True
    if one.speaker == holder.name:
        return True
    surname = holder.name.split()[-1]
    return bool(one.unnamed and surname in one.speaker and _FOR_HOLDER.search(one.speaker))


def teller(reading: Reading, holder: Party, target: Tokens) -> Party | None:
    """Who says it or shows it by grammar alone, other than the holder ("Bell touted the endorsement of Ames")."""
    for verb in target.root.ancestors:
        party = party_at(reading, subject_of(verb, _GOING_ON)) if verb.lemma_.lower() in _SAYING | _SHOWING else None
        if party is not None and party.may_hold and party.name != holder.name:
            return party
    return None


def features(
    reading: Reading, stand: Stand, holder: Tokens, target: Tokens, told: Sequence[Attribution]
) -> frozenset[str]:
    """What tells whose words bear a stand: `holder` and `target` mention its parties, `told` reach over the target."""
    return frozenset(
        {
            str(stand.stance),
            str(stand.phase),
            f"holder {_kind(reading, stand.holder)}",
            *_of_mentions(holder, target),
            *_of_verbs(reading, stand, holder, target),
            *_of_attributions(reading, stand, holder, target, told),
        }
    )


def _kind(reading: Reading, holder: Party) -> str:
    return str(reading.cast.members[holder.member].kind) if holder.member is not None else "unknown"


def _of_mentions(holder: Tokens, target: Tokens) -> Iterator[str]:
    """How both are mentioned, and what stands around them."""
    for role, words in (("holder", holder), ("target", target)):
        sentence = words.root.sent
        if words.root.lower_ in FIRST_PERSON:
            yield f"{role} in first person"
        elif words.root.pos_ == "PRON":
            yield f"{role} a pronoun"
        if _OPENED.search(sentence.text[: max(0, words.start_char - sentence.start_char)]):
            yield f"{role} in quotation marks"
    if holder.root.dep_ == "poss":
        yield "holder an owner"
    if holder.end < len(holder.doc) and holder.doc[holder.end].text == ":":
        yield "holder before a colon"
    for word in target.root.sent:
        if word.lower_ in _SOURCES:
            yield f"word {word.lower_}"
        elif word.lower_ in FIRST_PERSON:
            yield "some first person"


def _of_verbs(reading: Reading, stand: Stand, holder: Tokens, target: Tokens) -> Iterator[str]:
    """Who does what above the target, and who else says something in its sentence."""
    chain = [target.root, *target.root.ancestors]
    # "Said Ames, who backs Bell": what governs the holder's own description tells nothing of it.
    described = next((at for at, one in enumerate(chain) if holder.start <= one.i < holder.end), 0)
    if described:
        yield "in a description of the holder"
        chain = chain[:described]
    above = [(one, below) for one, below in zip(chain, [target.root, *chain], strict=False) if one.pos_ in VERBAL]
    before = ""
    for level, (verb, below) in enumerate(above[:_VERBS]):
        doer, lemma = _doer(reading, verb, stand, holder), verb.lemma_.lower()
        yield f"{doer} at {level}"
        yield f"{doer} does {lemma}"
        if lemma in _SAYING:
            says = "does not say" if _unsaid(verb) else "says"
            yield f"{doer} {says}"
            yield f"{doer} {says} by {below.dep_}"
            if below.dep_ == "ccomp" and before:
                yield f"{doer} {says} that {before} does"
        elif lemma in _SHOWING:
            yield f"{doer} shows"
        before = doer
    yield from (f"through {one.dep_}" for one in chain if one.dep_ in _ASIDE)
    for verb in target.root.sent:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in _SAYING and all(verb != one for one, _ in above):
            yield f"{_doer(reading, verb, stand, holder)} says beside"


def _unsaid(verb: Token) -> bool:
    """ "Did not say whether", "declined to say"."""
    return any(map(is_negated, (verb, verb.head))) or (
        verb.dep_ == "xcomp" and verb.head.lemma_ in {"decline", "refuse"}
    )


def _doer(reading: Reading, verb: Token, stand: Stand, holder: Tokens) -> str:
    """Whose act a verb is, as far as its subject tells, or that of the verb that it goes on from."""
    subject = subject_of(verb, _GOING_ON)
    if subject is None:
        return "nobody"
    within = range(subject.left_edge.i, subject.right_edge.i + 1)
    if subject.tag_ in {"WP", "WDT"} and subject.head.dep_ == "relcl":
        subject = subject.head.head
    if holder.start <= subject.i < holder.end:
        return "holder"
    party = party_at(reading, subject)
    if party is not None and party.name == stand.holder.name:
        return "holder"
    if holder.start in within:
        return "holder within"
    if subject.lower_ in FIRST_PERSON:
        return "first person"
    if subject.pos_ == "PRON":
        return "pronoun"
    if party is not None and stand.target is not None and party.name == stand.target.name:
        return "target"
    return "somebody" if party is not None and party.may_hold else "something"


def _of_attributions(
    reading: Reading, stand: Stand, holder: Tokens, target: Tokens, told: Sequence[Attribution]
) -> Iterator[str]:
    """Who is told to say the words that name the target, and other words of the sentence."""
    sentence = target.root.sent
    for nearness, one in enumerate(told[:_TOLD]):
        by = _by(one, stand)
        yield f"{by}, {nearness}"
        yield f"{by}, over both" if _holds(one, holder) else f"{by}, over the target"
        yield f"{by}, {_cue(reading, one)}"
        if one.source is not None and not speaks(one, stand.holder) and _names_holder(reading, one.source, stand):
            yield f"{by}, of the holder"
    for one in reading.attributions:
        if one not in told and any(s.start < sentence.end_char and sentence.start_char < s.end for s in one.content):
            yield f"beside {_by(one, stand)}"
    if not told:
        yield "not told"


def _by(one: Attribution, stand: Stand) -> str:
    """ "Told by somebody", "quoted by the holder"."""
    return f"{'told' if one.kind is StatementKind.INDIRECT else 'quoted'} by {_speaker(one, stand)}"


def _cue(reading: Reading, one: Attribution) -> str:
    """Whether the cue is a word of saying, and not of an act or attitude that the tagger takes for one."""
    if one.cue is None:
        return "no cue"
    words = reading.doc.char_span(one.cue.start, one.cue.end, alignment_mode="expand") or ()
    return "said" if any(w.lemma_.lower() in _SAYING or w.lower_ == "according" for w in words) else "done"


def _names_holder(reading: Reading, source: Span, stand: Stand) -> bool:
    """Whether the source is described by the holder ("Bo Bell, director of the Ames Fund", "its president")."""
    words = reading.doc.char_span(source.start, source.end, alignment_mode="expand")
    if words is None:
        return False
    around = reading.doc[words.root.left_edge.i : words.root.right_edge.i + 1]
    last = stand.holder.name.split()[-1]
    return any(word.text == last for word in around) or bool(_FOR_HOLDER.search(around.text))


def _speaker(one: Attribution, stand: Stand) -> str:
    if speaks(one, stand.holder):
        return "the holder"
    if not one.speaker:
        return "nobody"
    if one.unnamed:
        return "somebody unnamed"
    return "the target" if stand.target is not None and one.speaker == stand.target.name else "somebody"


def _holds(one: Attribution, words: Tokens) -> bool:
    """Whether what is attributed, from its first to its last word, reaches over words not in the clause between."""
    start, end = words.start_char, words.end_char
    clause = [span for span in (one.source, one.cue) if span is not None]
    inside = one.content[0].start <= start and end <= one.content[-1].end
    return inside and not any(span.start < end and start < span.end for span in clause)
