"""Roles: "the Vermont senator", "the former secretary of state", "Fort Lee's mayor", "the union", "the bill"."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.reading.cast import MemberKind
from onrecord.reading.clauses import owner_of
from onrecord.reading.descriptions import Description, describe, noun_of
from onrecord.reading.grouping import Figure
from onrecord.registry import Office, fold, states

#: Noun -> titles of the registry that it can mean; several: any of them.
_OFFICES: dict[str, tuple[str, ...]] = {
    "senator": ("Senator",),
    "representative": ("Representative",),
    "legislator": ("Representative", "Senator"),
    "governor": ("Governor",),
    "president": ("President",),
    "mayor": ("Mayor",),
    "speaker": ("Speaker", "Speaker of the House"),
    "secretary": ("Secretary of State",),
    "justice": ("Justice",),
    "lady": ("First Lady",),
    "nomination": (),
    "confirmation": (),
    "libertarian": ("Presidential candidate",),
    "veep": ("Vice President",),
    "candidate": ("Presidential candidate", "Candidate"),
    "nominee": ("Republican nominee", "Democratic nominee"),
    "democrat": ("Senator", "Representative", "Governor"),
    "republican": ("Senator", "Representative", "Governor"),
    "independent": ("Senator", "Representative", "Governor"),
    "native": ("Senator", "Representative", "Governor"),
    "frontrunner": ("Presidential candidate",),
}
#: Offices that one person holds at a time: who is meant needs not be named nearby.
_SINGULAR = frozenset({"President", "Vice President", "Speaker", "First Lady", "Secretary of State"})
#: Nouns that say nothing apart from a state.
_PARTISAN = frozenset({"democrat", "republican", "independent"})
#: What somebody is to somebody else ("her opponent").
_RELATIVE = frozenset(
    "opponent challenger rival president mate successor predecessor nominee wife husband pick".split()
)
#: What the article may call the holder of an office besides.
_ALIKE = {
    "representative": {"legislator"},
    "senator": {"legislator"},
    "legislator": {"representative", "senator"},
    "judge": {"justice"},
    "justice": {"judge"},
    "nominee": {"candidate", "nomination", "pick", "choice"},
    "nomination": {"nominee", "pick"},
    "confirmation": {"nomination", "nominee", "pick"},
    "candidate": {"nominee", "challenger", "contender", "hopeful"},
    "contender": {"candidate"},
    "hopeful": {"candidate"},
    "challenger": {"opponent", "rival"},
    "opponent": {"challenger", "rival"},
    "rival": {"challenger", "opponent"},
    "frontrunner": {"candidate"},
}
_GENDERED = {"congressman": "M", "congresswoman": "F", "businessman": "M", "businesswoman": "F", "man": "M", "woman": "F",
             "chairwoman": "F", "councilman": "M", "councilwoman": "F", "actress": "F", "assemblyman": "M"}  # fmt: skip
#: Nouns that go for anybody of whom nothing else is told.
_LOOSE = frozenset(
    "businessman businesswoman billionaire candidate nominee mogul politician doctor neurosurgeon actor actress singer star "
    "contender hopeful frontrunner magnate tycoon developer progressive jurist".split()
)
_BODIES: dict[str, frozenset[str]] = {
    "union": frozenset("union workers teachers teamsters nurses employees machinists carpenters seiu afl cio afscme aft nea uaw "
                       "brotherhood firefighters federation labor electricians painters unite".split()),
    "newspaper": frozenset("times post journal register globe tribune herald gazette dispatch review sun observer examiner "
                           "inquirer leader chronicle news courier star press bee today republic".split()),
    "party": frozenset({"party", "gop", "democrats", "republicans"}),
    "caucus": frozenset({"caucus"}),
    "committee": frozenset({"committee"}),
    "chamber": frozenset({"chamber"}),
    "club": frozenset({"club"}),
    "church": frozenset({"church"}),
    "bloc": frozenset({"caucus", "bloc", "alliance"}),
    "league": frozenset({"league"}),
    "federation": frozenset({"federation"}),
    "foundation": frozenset({"foundation"}),
    "council": frozenset({"council"}),
    "association": frozenset({"association"}),
    "network": frozenset("network news cnn msnbc fox nbc abc cbs".split()),
    "pac": frozenset({"pac", "action", "priorities", "fund", "majority", "future"}),
    "magazine": frozenset(), "outlet": frozenset(), "group": frozenset(), "organization": frozenset(),
    "coalition": frozenset(), "board": frozenset(),
}  # fmt: skip
#: Nouns that stand for a body whose name has them ("the assembly" for the Labor Assembly).
_IN_NAMES = frozenset(
    "agency alliance assembly authority brotherhood bureau chapter commission company conference corporation delegation fellowship "
    "forum front guild institute legion legislature local lobby lodge ministry movement partnership society trust university".split()
)
#: What the names of a party's bodies have in them.
_NAMED_AFTER = {"Democrat": {"democratic", "democrats"}, "Republican": {"republican", "republicans", "gop"}}
_STATE_WORDS = frozenset(word for one in states().values() for word in fold(one.name).split()) | {"state"}
_MEDIA = _BODIES["newspaper"] | _BODIES["network"]
_GOVERNMENT = frozenset(
    "congress senate house department court administration fbi cia nato committee white justice".split()
)
_MEASURES = frozenset(
    "bill measure legislation proposal resolution amendment initiative treaty deal proposition pact law agreement "
    "referendum bond levy question issue".split()
)
#: Of these only one that is called so is meant ("the question", State Question 852).
_NAMED_SO = frozenset({"question", "issue"})
_UNREAL = frozenset("next future new previous other same only best second third".split())  # another than is named
#: Words beside an office that leave it what it is.
_PLAIN = frozenset("u.s us american united states state sitting then house senate majority minority vice first".split())


@dataclass(frozen=True, slots=True)
class Role:
    """What a description asks for: its words, its kind, the titles of the registry that it can mean."""

    said: Description
    kind: MemberKind
    titles: tuple[str, ...] = ()
    gender: str = ""

    def within(self, party: str) -> Role:
        """The same role in a party ("his party's nominee")."""
        titles = (_nominee_of(party),) if self.said.noun == "nominee" else self.titles
        return replace(self, said=replace(self.said, party=party), titles=titles)

    @property
    def unique(self) -> bool:
        """Whether the words alone tell who is meant, however far from where he is named."""
        if self.kind is MemberKind.MEASURE:
            return True
        singular = bool(_SINGULAR.intersection(self.titles)) or self.said.noun == "leader"
        return self.said.noun == "party" or (bool(self.titles) and (bool(self.said.state) or singular))


def role_of(token: Token, told: Set[str]) -> Role | None:
    """The description that a noun heads, or None: definite, not before a name. `told` are nouns said of persons."""
    noun = noun_of(token)
    if token.tag_ not in ("NN", "NNP") and noun not in _PARTISAN:
        return None
    if token.dep_ in ("compound", "nmod", "appos", "amod"):
        return None
    kind = _kind(noun, told)
    if kind is None or not _is_definite(token):
        return None
    said = describe(token)
    if not _UNREAL.isdisjoint(said.words):
        return None
    if any(child.dep_ == "appos" and child.tag_ == "NNP" for child in token.rights):
        return None
    owner = owner_of(token)
    titles = _titles(token, said)
    if owner is not None and owner.lower_ != "party" and not said.state and "vice" not in said.words:
        titles = ()
    if said.noun == "secretary" and not titles:
        return None
    return Role(said, kind, titles, _GENDERED.get(token.lower_, ""))


def _is_definite(token: Token) -> bool:
    """Behind "the" or "this", or owned by a name or a party ("Fort Lee's mayor", "his party's nominee", "his party")."""
    lefts = list(token.lefts)
    if lefts and lefts[0].dep_ == "poss":
        named = lefts[0].pos_ == "PROPN" or (lefts[0].tag_ == "PRP$" and noun_of(token) in _RELATIVE)
        return named or "party" in (lefts[0].lower_, token.lower_)
    return any(child.lower_ in ("the", "this", "that") and child.dep_ == "det" for child in lefts)


def _titles(token: Token, said: Description) -> tuple[str, ...]:
    """The registry's titles that the description can mean; none where other words make it another office."""
    if said.noun == "president" and "vice" in said.words:
        return ("Vice President",)
    if said.noun == "lady" and "first" not in said.words:
        return ()
    if said.noun == "secretary":
        behind = [word.lower_ for word in token.doc[token.i + 1 : token.i + 3]]
        return _OFFICES["secretary"] if behind == ["of", "state"] else ()
    if said.noun == "leader":
        sides = [side for side in ("Majority", "Minority") if side.lower() in said.words]
        houses = [house for house in ("Senate ", "House ") if house.strip().lower() in said.words]
        return tuple(f"{house}{side} Leader" for side in sides for house in houses or ("Senate ", "House ", ""))
    if said.noun == "nominee" and said.party:
        return (_nominee_of(said.party),)
    if said.noun in _PARTISAN | {"native"} and not said.state:
        return ()
    nouns = {word.lower_.rstrip(".") for word in token.lefts if word.dep_ in ("compound", "nmod")}
    if said.noun in ("president", "speaker", "justice") and nouns - _PLAIN:
        return ()
    return _OFFICES.get(said.noun, ())


def _nominee_of(party: str) -> str:
    return f"{'Democratic' if party == 'Democrat' else party} nominee"


def _kind(noun: str, told: Set[str]) -> MemberKind | None:
    if noun in _BODIES or (noun in _IN_NAMES and noun not in told):
        return MemberKind.ORGANISATION
    if noun in _MEASURES:
        return MemberKind.MEASURE
    return MemberKind.PERSON if noun in _OFFICES or noun in _LOOSE or noun in told or noun == "leader" else None


def fits_role(role: Role, figure: Figure, day: str) -> float:
    """How well a figure fits a description: 0 not at all, 1 by the registry on that day."""
    if figure.kind is not role.kind:
        return 0.0
    if role.kind is MemberKind.MEASURE:
        return _fits_measure(role.said.noun, figure)
    if role.kind is MemberKind.ORGANISATION:
        return _fits_body(role.said, figure)
    if role.gender and figure.gender and role.gender != figure.gender:
        return 0.0
    return _fits_person(role, figure, day)


def _fits_person(role: Role, figure: Figure, day: str) -> float:
    said, offices = role.said, figure.actor.offices if figure.actor else ()
    if said.noun in ("nomination", "confirmation") and figure.actor and figure.actor.is_candidate(day):
        return 0.0
    parties = {office.party for office in offices} | {one.party for one in figure.told} - {""}
    if said.party and parties and said.party not in parties:
        return 0.0
    best = max((_fits_office(role, office, day) for office in offices), default=0.0)
    best = max(best, *(_fits_told(said, one, figure) for one in figure.told), 0.0)
    if best or said.state or said.proper or role.titles or said.noun not in _LOOSE:
        return best
    return 0.4


def party_of(figure: Figure) -> str:
    """The party that the registry or the article tells, or ""."""
    offices = figure.actor.offices if figure.actor else ()
    parties = [*(office.party for office in reversed(offices)), *(one.party for one in figure.told)]
    return next((party for party in parties if party), "")


def _fits_office(role: Role, office: Office, day: str) -> float:
    said = role.said
    if office.title not in role.titles or said.state not in ("", office.state):
        return 0.0
    if said.noun in _PARTISAN and office.party != said.party:
        return 0.0
    if office.title.endswith(("nominee", "andidate")):
        return 0.9 if not day or office.held_on(day) else 0.0
    if not day or not (office.start or office.end):
        return 0.7
    if office.held_on(day):
        return 0.3 if said.former else 1.0
    started = (bool(office.start) and office.start <= day) or (bool(office.end) and office.end <= day)
    return 0.9 if said.former and started else 0.0


def _fits_told(said: Description, told: Description, figure: Figure) -> float:
    """How well what the article says of a figure fits: the same noun, and every name in the description."""
    if told.noun != said.noun and told.noun not in _ALIKE.get(said.noun, ()):
        return 0.0
    if said.state and said.state not in _states(figure):
        return 0.0
    if not said.state and not said.proper <= told.words:
        return 0.0
    shared = len((said.words & told.words) - {"the"})
    return min(0.95, 0.65 + 0.1 * (told.noun == said.noun) + 0.1 * shared) - 0.2 * (said.former and not told.former)


def _states(figure: Figure) -> set[str]:
    offices = figure.actor.offices if figure.actor else ()
    return {office.state for office in offices} | {one.state for one in figure.told}


def _fits_measure(noun: str, figure: Figure) -> float:
    """ "The initiative" is sooner Initiative 9 than a bill, and sooner the last treaty or deal than nothing."""
    named = _MEASURES.intersection(figure.words)
    if noun in _NAMED_SO and noun not in named:
        return 0.0
    return 0.8 if noun in named else 0.45 if named and noun != "measure" else 0.6


def _fits_body(said: Description, figure: Figure) -> float:
    words = set(figure.words)
    if said.noun == "party" and said.party and words.isdisjoint(_NAMED_AFTER.get(said.party, ())):
        return 0.0
    if "state" in said.words and not (words & _STATE_WORDS):
        return 0.0
    if any(one.noun == said.noun for one in figure.told):
        return 0.85
    if said.noun == "board":
        return 0.7 if "editorial" in said.words and words & _BODIES["newspaper"] else 0.0
    expected = _BODIES.get(said.noun, {said.noun})
    if expected:
        return 0.8 if words & expected else 0.0
    if said.noun in ("outlet", "magazine"):
        return 0.6 if words & _MEDIA else 0.3
    return 0.0 if words & (_MEDIA | _GOVERNMENT) else 0.6
