"""Descriptions: "the Vermont senator", "the former secretary of state", "the union", "the bill"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.reading.cast import MemberKind
from onrecord.reading.grouping import Figure
from onrecord.registry import Office, state_code

# Noun -> titles of the registry that it can mean; several: any of them.
_OFFICES: dict[str, tuple[str, ...]] = {
    "senator": ("Senator",),
    "congressman": ("Representative",),
    "congresswoman": ("Representative",),
    "representative": ("Representative",),
    "lawmaker": ("Representative", "Senator"),
    "legislator": ("Representative", "Senator"),
    "governor": ("Governor",),
    "president": ("President",),
    "mayor": ("Mayor",),
    "speaker": ("Speaker", "Speaker of the House"),
    "secretary": ("Secretary of State",),
    "justice": ("Justice",),
    "veep": ("Vice President",),
    "independent": ("Senator", "Representative", "Governor"),
}
_TITLE_WORDS = {
    "senator": {"sen", "senator"},
    "congressman": {"rep", "congressman", "representative"},
    "congresswoman": {"rep", "congresswoman", "representative"},
    "representative": {"rep", "representative"},
    "lawmaker": {"rep", "representative", "sen", "senator"},
    "legislator": {"rep", "representative", "sen", "senator"},
    "governor": {"gov", "governor"},
    "mayor": {"mayor"},
    "speaker": {"speaker"},
    "judge": {"judge", "justice"},
    "justice": {"judge", "justice"},
    "president": {"president"},
    "minister": {"minister"},
    "secretary": {"secretary"},
    "leader": {"leader"},
}
_GENDERED = {"congressman": "M", "congresswoman": "F", "businessman": "M", "businesswoman": "F", "man": "M", "woman": "F",
             "chairwoman": "F", "councilman": "M", "councilwoman": "F", "actress": "F", "assemblyman": "M"}  # fmt: skip
_LOOSE = frozenset(
    "businessman businesswoman billionaire candidate nominee mogul congressman lawmaker politician doctor neurosurgeon actor "
    "actress singer star contender hopeful incumbent challenger magnate tycoon developer progressive libertarian judge "
    "jurist minister leader chairman chairwoman councilman councilwoman assemblyman strategist".split()
)
_BODIES: dict[str, frozenset[str]] = {
    "union": frozenset("union workers teachers teamsters nurses employees machinists carpenters seiu afl cio afscme aft nea uaw "
                       "brotherhood firefighters federation labor electricians painters unite".split()),
    "newspaper": frozenset("times post journal register globe tribune herald gazette dispatch review sun observer examiner "
                           "inquirer leader chronicle news courier star press bee today republic".split()),
    "party": frozenset({"party", "gop"}),
    "caucus": frozenset({"caucus"}),
    "committee": frozenset({"committee"}),
    "association": frozenset({"association"}),
    "network": frozenset("network news cnn msnbc fox nbc abc cbs".split()),
    "pac": frozenset({"pac", "action", "priorities", "fund", "majority", "future"}),
    "magazine": frozenset(), "outlet": frozenset(), "group": frozenset(), "organization": frozenset(),
    "organisation": frozenset(), "coalition": frozenset(), "board": frozenset(), "paper": frozenset(),
}  # fmt: skip
_BODIES["paper"] = _BODIES["newspaper"]
_MEDIA = _BODIES["newspaper"] | _BODIES["network"]
_GOVERNMENT = frozenset(
    "congress senate house department court administration fbi cia nato committee white justice".split()
)
_MEASURES = frozenset(
    "bill measure legislation proposal resolution amendment initiative treaty deal proposition pact law agreement".split()
)


_UNREAL = frozenset("next future new previous other same only best second third".split())  # another than is named


MEASURE_HEADS = frozenset(
    "bill legislation resolution amendment initiative treaty deal measure pact agreement accord package act".split()
)
_GENERAL = frozenset(
    "new big bad good great final latest last first second whole same such own other similar major massive sweeping current "
    "controversial bipartisan clean key early earlier original entire actual so-called landmark possible potential larger "
    "better best worse broad broader broken certain comprehensive old only pending proposed recent separate short simple "
    "small specific strong top tough".split()
)


@dataclass(frozen=True, slots=True)
class Role:
    """A description: its noun, whether "former" stands before it, the state that it names, its kind."""

    noun: str
    kind: MemberKind
    titles: tuple[str, ...] = ()
    state: str = ""
    former: bool = False
    party: str = ""

    @property
    def unique(self) -> bool:
        """Whether office and state tell who is meant, even before he is named."""
        return bool(self.titles) and (bool(self.state) or self.titles in (("President",), ("Vice President",)))


def role_of(token: Token) -> Role | None:
    """The description that a noun heads, or None: definite, not possessed, not before a name."""
    noun = token.lower_
    kind = _kind(noun)
    if kind is None or token.dep_ in ("compound", "nmod", "appos", "amod"):
        return None
    lefts = list(token.lefts)
    if not any(t.lower_ in ("the", "this", "that") and t.dep_ == "det" for t in lefts) or lefts[0].dep_ == "poss":
        return None
    words = [t.text for t in token.doc[token.left_edge.i : token.i]]
    lower = ["republican" if word == "GOP" else word.lower() for word in words]
    if not _UNREAL.isdisjoint(lower) or any(t.dep_ == "appos" and t.tag_ == "NNP" for t in token.rights):
        return None
    titles = _OFFICES.get(noun, ())
    if noun == "president" and "vice" in lower:
        titles = ("Vice President",)
    if noun == "secretary":
        behind = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
        if behind != ["of", "state"]:
            return None
    if noun == "nominee":
        titles = tuple(f"{party} nominee" for party in ("Republican", "Democratic") if party.lower() in lower) or ()
    if noun == "leader":
        titles = tuple(_leader_titles(lower))
    state = next((code for size in (2, 1) for k in range(len(words)) if (code := _state(words[k : k + size]))), "")
    party = "Democrat" if "democratic" in lower else "Republican" if "republican" in lower else ""
    return Role(noun, kind, titles, state, "former" in lower or "ex" in lower, party)


def measure_start(token: Token) -> int | None:
    """The first token of the words that name a measure by what it does ("the [spending bill]"), or None.

    Wants a noun or a telling adjective before the head; articles, possessors and praise stay outside.
    """
    if token.lower_ not in MEASURE_HEADS or token.tag_ != "NN":
        return None
    start = token.i
    telling = False
    for word in reversed(list(token.lefts)):
        if word.dep_ not in ("compound", "amod", "nmod") or word.lower_ in _GENERAL:
            break
        start, telling = word.left_edge.i, telling or word.dep_ == "compound" or word.tag_ == "JJ"
    return start if telling else None


def _leader_titles(lower: list[str]) -> list[str]:
    sides = [side for side in ("Majority", "Minority") if side.lower() in lower]
    return [f"{house}{side} Leader" for side in sides for house in ("Senate ", "House ", "")]


def _state(words: list[str]) -> str:
    text = " ".join(words)
    return state_code(text) if len(text) > 3 else ""


def _kind(noun: str) -> MemberKind | None:
    if noun in _OFFICES or noun in _LOOSE:
        return MemberKind.PERSON
    if noun in _BODIES:
        return MemberKind.ORGANISATION
    return MemberKind.MEASURE if noun in _MEASURES else None


def fits_role(role: Role, figure: Figure, day: str) -> float:
    """How well a figure fits a description: 0 not at all, 1 by the registry on that day."""
    if figure.kind is not role.kind:
        return 0.0
    if role.kind is MemberKind.MEASURE:
        return 0.6
    if role.kind is MemberKind.ORGANISATION:
        return _fits_body(role.noun, set(figure.words))
    if _GENDERED.get(role.noun, figure.gender) != figure.gender and figure.gender:
        return 0.0
    return _fits_person(role, figure, day)


def _fits_person(role: Role, figure: Figure, day: str) -> float:
    offices = figure.actor.offices if figure.actor else ()
    if role.titles:
        best = max((_fits_office(role, office, day) for office in offices), default=0.0)
        if best:
            return best
    if _TITLE_WORDS.get(role.noun, set()) & figure.titles and not role.state and "Vice President" not in role.titles:
        return 0.7
    if role.state:
        return 0.5 if role.noun in _LOOSE and any(o.state == role.state for o in offices) else 0.0
    if role.titles:
        return 0.0
    if role.party and offices and not any(office.party == role.party for office in offices):
        return 0.0
    return 0.4


def _fits_office(role: Role, office: Office, day: str) -> float:
    if office.title not in role.titles or role.state not in ("", office.state):
        return 0.0
    if office.title.endswith("nominee"):
        return 0.9 if not day or office.held_on(day) else 0.0
    if not day or not (office.start or office.end):
        return 0.7
    if office.held_on(day):
        return 0.3 if role.former else 1.0
    started = (bool(office.start) and office.start <= day) or (bool(office.end) and office.end <= day)
    return 0.9 if role.former and started else 0.0


def _fits_body(noun: str, words: set[str]) -> float:
    expected = _BODIES[noun]
    if expected:
        return 0.8 if words & expected else 0.0
    if noun in ("outlet", "magazine"):
        return 0.6 if words & _MEDIA else 0.3
    if noun == "board":
        return 0.0
    return 0.0 if words & (_MEDIA | _GOVERNMENT) else 0.6
