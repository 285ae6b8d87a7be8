"""Parties: the name behind a mention that the judge chose as holder or target, and the stand of one on another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.entries import Phase, Stance, StatementKind
from onrecord.model import BlockKind
from onrecord.reading import Attribution, Reading
from onrecord.reading.clauses import SUBJECTS, owner_of, who_is_from
from onrecord.reading.headlines import is_headline
from onrecord.reading.lexicon import FIRST_PERSON, FIRST_SINGULAR, GOVERNING, TITLES
from onrecord.reading.people import MemberKind, Mention, MentionKind

#: A byline of one person.
_ONE_PERSON = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}")
_RELATIVE = frozenset("who whom whose which that".split())
_EDITORIAL = re.compile(
    r"^(?:editorial|endorsement)\b|\bour (?:view|endorsement|choice|pick)\b|\beditorial board\b|\bwe (?:endorse|recommend)\b",
    re.IGNORECASE,
)
#: Crowds are no holders (rule 9).
_CROWD = frozenset(
    "voter voters supporter supporters delegate delegates people democrat democrats republican republicans conservative"
    " conservatives liberal liberals libertarian libertarians progressive progressives evangelical evangelicals lawmaker lawmakers senator senators"
    " member members american americans fan fans crowd poll polls critic critics elector electors union unions women men"
    " everyone many most some others they those activists leaders donors governors mayors officials".split()
)


#: Of whom only a list tells who they are.
_SOME = frozenset("those others several some many most".split())
#: What can be put to a vote or before those who decide (rule 11), by the last word of its name.
_DECIDED = frozenset(
    "bill act measure amendment resolution proposition proposal initiative referendum treaty deal agreement pact accord"
    " legislation plan package ordinance bond levy tax recall repeal budget partnership authorization motion"
    " compromise question law brexit independence statehood impeachment reform overhaul strike"
    " strikes".split()
)
#: Several who act as one ("the Mercer family").
_HOUSEHOLDS = frozenset("family brothers network".split())
#: What a candidate has: a stance on it is one on the candidate.
_BIDS = frozenset("candidacy bid nomination confirmation reelection election".split())
#: Through whom a body decides; its members only where they vote.
_MEMBERS = frozenset({"members", "delegates", "membership"})
_ORGANS = _MEMBERS | frozenset({"board", "committee", "council", "leadership"})
_DECIDING = frozenset("vote decide choose agree decline refuse endorse recommend elect opt".split())
#: Whose "we" is the body that they lead or speak for.
_HEADS = frozenset(
    "president director chairman chairwoman chair spokesman spokeswoman spokesperson leader secretary head".split()
)
_FORMER = frozenset({"former", "ex", "onetime", "then"})
_BELONGING = frozenset({"compound", "nmod", "poss", "pobj"})
#: Words in lower case that end the name of a body ("the Springfield school board").
_BODIES = frozenset("board union association council chapter federation coalition caucus committee newspaper".split())
#: Kinds of names that neither hold a stance nor bear one.
_NOBODY = frozenset("GPE LOC NORP DATE TIME ORDINAL CARDINAL MONEY PERCENT QUANTITY".split())
_SOMEBODY = frozenset({"PERSON", "ORG"})
_PARTY_AND_STATE = re.compile(r"^[RDI](?:-\w+\.?)?$")
#: Words for whoever may run: a holdout on them concerns the whole race.
_ANYBODY = frozenset(
    "candidate candidates anyone anybody nominee race primary one contender hopeful hopefuls field".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A holder or a target: its fullest name in the article and its member of the cast.

    `may_hold` and `may_be_target` say which of both it can be; `is_anybody` that it stands for all of a race, `is_kind`
    for a common noun, which only the list behind it can name.
    """

    name: str
    member: int | None
    may_hold: bool
    may_be_target: bool = True
    is_anybody: bool = False
    is_kind: bool = False


#: To hold out: what one can do about a whole race.
HOLDOUTS = frozenset({Stance.WITHHOLDS, Stance.DECLINES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Who stands where on whom; without a target on the whole race, or on one whom the words do not name."""

    holder: Party
    target: Party | None
    stance: Stance
    phase: Phase


def find_party(reading: Reading, words: Tokens) -> Party | None:
    """Who `words` are, or None if the article does not tell."""
    head = _editors(_antecedent(words.root))
    if head.lower_ in FIRST_PERSON:
        return _speaker(reading, head)
    if (body := _whole_body(reading, head)) is not None:
        return member_as_party(reading, body.member)
    if (owner := _candidate(head)) is not None:
        party = party_at(reading, owner)
        return replace(party, may_hold=False, may_be_target=party.may_hold) if party is not None else None
    mention = _mention(reading, words if head == words.root else None, head)
    if mention is not None:
        return member_as_party(reading, mention.member)
    if head.lower_ in _SOME:
        return Party(name=head.lower_, member=None, may_hold=False, may_be_target=False, is_kind=True)
    if head.pos_ == "PRON" or (head.tag_ in {"PRP", "PRP$"}):
        return None
    return _by_words(reading, words if head == words.root else reading.doc[head.i : head.i + 1], head)


def party_at(reading: Reading, word: Token | None) -> Party | None:
    """Who one word is, or None if there is no word or the article does not tell."""
    return find_party(reading, word.doc[word.i : word.i + 1]) if word is not None else None


def member_as_party(reading: Reading, index: int) -> Party:
    """The member of the cast with this index, and what it can be."""
    member = reading.cast.members[index]
    return Party(
        name=member.name,
        member=index,
        may_hold=member.kind in {MemberKind.PERSON, MemberKind.ORGANISATION} and member.name.lower() not in _CROWD,
        may_be_target=member.kind in {MemberKind.PERSON, MemberKind.MEASURE},
    )


def _by_words(reading: Reading, words: Tokens, head: Token) -> Party | None:
    """Somebody whom the cast does not know: who it is, and what he can be, is all in the words."""
    text = bare(words.text)
    if not text:
        return None
    if head.lower_ in _HOUSEHOLDS and head.i and head.nbor(-1).pos_ == "PROPN":
        return Party(name=f"{head.nbor(-1).text} {head.text}", member=None, may_hold=True, may_be_target=False)
    is_body = head.lower_ in _BODIES and words[0].pos_ == "PROPN" and "'s " not in text
    is_name = head.pos_ == "PROPN" and (head.ent_type_ in _SOMEBODY or not _is_heading(reading, head))
    proper = (is_body or is_name) and head.ent_type_ not in _NOBODY and not _is_tag(head)
    return Party(
        name=text,
        member=None,
        may_hold=proper and head.lower_ not in _CROWD,
        may_be_target=(proper and head.lower_ not in _CROWD) or head.lower_ in _DECIDED,
        is_anybody=head.lower_ in _ANYBODY,
        is_kind=not proper,
    )


def _candidate(head: Token) -> Token | None:
    """Who stands behind "her candidacy", "the senator's bid": to back that is to back its owner."""
    return owner_of(head) if head.lower_ in _BIDS else None


def _editors(head: Token) -> Token:
    """A newspaper's board is the newspaper: "the Times' editorial board"."""
    owners = [
        child for child in head.lefts if child.dep_ in {"poss", "compound", "nmod"} and child.lower_ != "editorial"
    ]
    is_board = head.lower_ in {"board", "page"} and any(child.lower_ == "editorial" for child in head.lefts)
    return owners[-1] if is_board and owners else head


def _whole_body(reading: Reading, head: Token) -> Mention | None:
    """The body that decides through those whom the word names: "its members voted to", "the party's committee"."""
    owner = owner_of(head)
    if owner is None or head.lower_ not in _ORGANS or owner.lower_ in GOVERNING:
        return None
    verb = head.head if head.dep_ in SUBJECTS else None
    if head.lower_ in _MEMBERS and (verb is None or verb.lemma_ not in _DECIDING):
        return None
    mention = reading.cast.at(owner.idx, owner.idx + len(owner))
    return mention if mention is not None and _is_body(reading, mention) else None


def _is_heading(reading: Reading, head: Token) -> bool:
    """Whether a word stands in a heading that capitalises every word, so that its capital tells nothing."""
    blocks = (block for block in reading.article.blocks if block.start <= head.idx < block.end)
    return is_headline(head.sent) and any(block.kind in {BlockKind.TITLE, BlockKind.HEADING} for block in blocks)


def _is_tag(head: Token) -> bool:
    """Whether a word only goes with a name: a title, or party and state in brackets ("Sen.", "R-Ky.")."""
    return head.lower_.rstrip(".") in TITLES or bool(_PARTY_AND_STATE.match(head.text))


def _mention(reading: Reading, words: Tokens | None, head: Token) -> Mention | None:
    """The mention at the head word; a role mention only if it ends where the words do."""
    mention = reading.cast.at(head.idx, head.idx + len(head))
    if mention is not None and mention.kind is MentionKind.ROLE and mention.end != head.idx + len(head):
        return None
    if mention is None and _is_tag(head) and head.i + 1 < len(head.doc):
        name = head.nbor()
        mention = reading.cast.at(name.idx, name.idx + len(name))
        return mention if mention is not None and mention.start == name.idx else None
    if mention is None and words is not None:
        mention = reading.cast.at(words.start_char, words.end_char)
        if mention is not None and (mention.kind is not MentionKind.NAME or head.pos_ == "NOUN"):
            return None
    return mention


def _antecedent(head: Token) -> Token:
    """Whom a word stands for by grammar: a relative pronoun for the noun before its clause, an apposition for its noun.

    "Ames, who ...", "Ames, one of the mayors backing Bell".
    """
    if head.lower_ in _RELATIVE and head.tag_ in {"WP", "WP$", "WDT"}:
        for above in head.ancestors:
            if above.dep_ in {"relcl", "acl"}:
                return _antecedent(above.head if head.tag_ == "WDT" else who_is_from(above.head))
    one = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head
    if head.pos_ == "NOUN" and one.dep_ == "appos" and (one == head or one.lower_ in {"one", "some"}):
        noun: Token = one.head
        return noun if noun.pos_ == "PROPN" else head
    return head


def _speaker(reading: Reading, head: Token) -> Party | None:
    """ "I" is whoever says the words that it stands in; outside of all quoted words, who wrote the article.

    "We" of an editorial is its outlet.
    """
    author = reading.article.author
    said = [one for one in reading.attributions if any(s.start <= head.idx < s.end for s in one.content)]
    quoted = [one for one in said if one.kind is not StatementKind.INDIRECT]
    for attribution in quoted or (() if author else said):
        if not attribution.speaker or attribution.unnamed:
            return None
        kind = reading.cast.members[attribution.member].kind if attribution.member is not None else None
        if head.lower_ not in FIRST_SINGULAR and (body := _led_by(reading, attribution)) is not None:
            return member_as_party(reading, body.member)
        return Party(name=attribution.speaker, member=attribution.member, may_hold=kind is not MemberKind.PLACE)
    if head.lower_ in FIRST_SINGULAR:
        return Party(name=author, member=None, may_hold=True) if _ONE_PERSON.fullmatch(author) else None
    outlet = reading.article.outlet if _EDITORIAL.search(reading.article.title) else ""
    return Party(name=outlet, member=None, may_hold=True, may_be_target=False) if outlet else None


def _led_by(reading: Reading, attribution: Attribution) -> Mention | None:
    """The body that a speaker is introduced with: "Corn League president Bo Bell", "Bo Bell, director of the League"."""
    source = attribution.source
    words = reading.doc.char_span(source.start, source.end, alignment_mode="expand") if source is not None else None
    for head in words or ():
        if head.lower_ not in _HEADS or any(above.dep_ == "relcl" for above in (head, *head.ancestors)):
            continue
        # What stands before a name is the name's, as the parser has it.
        beside = [*head.children, *(one for one in head.head.children if head.dep_ in {"compound", "nmod"})]
        if not _FORMER.isdisjoint(one.lower_ for one in beside):
            continue
        beside += [goal for one in beside if one.lower_ == "of" for goal in one.children]
        mentions = (reading.cast.at(one.idx, one.idx + len(one)) for one in beside if one.dep_ in _BELONGING)
        bodies = [one for one in mentions if one is not None and _is_body(reading, one)]
        if bodies:
            return bodies[0]
    return None


def _is_body(reading: Reading, mention: Mention) -> bool:
    return reading.cast.members[mention.member].kind is MemberKind.ORGANISATION


def bare(text: str) -> str:
    """A name without article, possessive and marks around it."""
    text = re.sub(r"^(?:the|a|an|this|that|these|those)\s+", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"(?:’s|'s|’|')$", "", text).strip(" ,.;:“”\"'’‘")
