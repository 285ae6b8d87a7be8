"""Names: the persons, organisations and measures that an article names, and every place where it names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from onrecord.reading.members import Member, MemberKind, Mention, MentionKind
from onrecord.registry import Actor, fold, gender_of, load_registry, same_first_name, surname_of

#: Titles before a name, without full stops. What they tell of gender or office is kept.
TITLES = {
    "sen": "senator", "senator": "senator", "rep": "representative", "representative": "representative",
    "congressman": "representative", "congresswoman": "representative", "gov": "governor", "governor": "governor",
    "president": "president", "president-elect": "president", "vice": "", "mayor": "mayor", "speaker": "speaker",
    "secretary": "secretary", "lt": "", "attorney": "", "general": "", "gen": "general", "justice": "justice",
    "judge": "judge", "mr": "", "mrs": "", "ms": "", "miss": "", "dr": "", "rev": "", "prof": "", "sir": "", "dame": "",
    "lord": "", "lady": "", "former": "", "ex": "", "majority": "", "minority": "", "leader": "leader", "whip": "",
    "house": "", "senate": "", "democratic": "", "republican": "", "candidate": "", "nominee": "", "chairman": "",
    "chairwoman": "", "chair": "", "the": "", "state": "", "us": "", "pm": "", "prime": "", "minister": "", "reps": "",
    "sens": "senator", "govs": "governor", "presidents": "president", "messrs": "", "first": "", "king": "", "queen": "",
    "pope": "", "prince": "", "princess": "", "col": "", "capt": "", "sgt": "", "adm": "", "host": "", "actor": "",
    "actress": "", "singer": "", "rapper": "", "businessman": "", "billionaire": "", "independent": "", "libertarian": "",
    "progressive": "", "conservative": "", "rival": "", "fellow": "", "strategist": "", "spokesman": "", "spokeswoman": "",
    "gop": "", "attorneys": "", "then-sen": "senator", "then-gov": "governor", "then-president": "president",
}  # fmt: skip
_FEMALE, _MALE = frozenset({"mrs", "ms", "miss", "lady", "congresswoman", "dame"}), frozenset({"mr", "sir", "congressman", "lord"})
_MEASURE = re.compile(
    r"\b(?:Prop(?:osition|\.)?|Amendment|Measure|Question|Issue|Initiative|Referendum|Ballot Measure) (?:\d+[A-Z]?|[A-Z])\b"
    r"|\b(?:[A-Z][\w’'-]+ (?:(?:and|for|of|to|the|in) )*){1,7}(?:Act|Bill|Treaty|Partnership|Agreement|Amendment|Deal)\b"
)
_ACRONYM = re.compile(r"\s\(?(?:the )?\(([A-Z][A-Za-z&-]{1,9}[A-Z])\)")
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
#: First names that are words as well: they name nobody alone.
_WORDS = frozenset("will mark grace bill may april june hope faith grant rich chase drew frank jack pat rob sue guy max dick".split())


@dataclass(slots=True)
class Named:
    """The members of an article, the offices that their titles told, and their mentions by name."""

    members: list[Member] = field(default_factory=list)
    titles: dict[int, set[str]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)


def find_names(doc: Doc, day: str) -> Named:
    """Everybody and everything that is named, wherever the article names them."""
    named = Named()
    forms: dict[str, int] = {}
    spans = list(_spans(doc))
    for kind in (MemberKind.PERSON, MemberKind.ORGANISATION, MemberKind.MEASURE, MemberKind.PLACE):
        for words, titles in (found for one, *found in spans if one is kind):
            (_add_person if kind is MemberKind.PERSON else _add_other)(named, forms, words, titles, kind, day)
    for match in _ACRONYM.finditer(doc.text):
        _add_acronym(named, forms, doc.text, match)
    _short_forms(named, forms)
    named.mentions = list(_mentions(doc, named, forms))
    return named


def _spans(doc: Doc) -> Iterator[tuple[MemberKind, str, list[str]]]:
    """What the parser takes for names, cleaned: (kind, words, titles before them), full names first."""
    found: list[tuple[MemberKind, str, list[str]]] = []
    for name in doc.ents:
        if name.label_ not in {"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"} | _PLACES:
            continue
        words, titles = _clean(name)
        if not words or not words[0].isalpha() or len(words) > 70:
            continue
        if name.label_ == "PERSON" or (titles and name.label_ in {"ORG", "GPE", "NORP"} and _is_person(titles)):
            if not any(character.isdigit() for character in words):
                found.append((MemberKind.PERSON, words, titles))
        elif name.label_ == "LAW":
            found.append((MemberKind.MEASURE, words, []))
        elif name.label_ == "ORG":
            person = load_registry().by_name(words)
            found.append((MemberKind.PERSON if person else MemberKind.ORGANISATION, words, titles))
        elif name.label_ in _PLACES:
            person = load_registry().by_name(words)
            found.append((MemberKind.PERSON if person else MemberKind.PLACE, words, []))
    found += [(MemberKind.MEASURE, match.group(), []) for match in _MEASURE.finditer(doc.text)]
    yield from sorted(found, key=lambda one: -len(one[1].split()))


def _is_person(titles: list[str]) -> bool:
    return any(TITLES.get(title) or title in _FEMALE | _MALE | {"dr", "rev"} for title in titles)


def _clean(name: Tokens) -> tuple[str, list[str]]:
    """A name without titles, party, possessive and line breaks; and the titles, those before it too."""
    line = name.text.replace("’", "'").split("\n")[0]
    words = re.split(r"\s+", name.text.split("\n")[0].strip(" ,.;:'’\"“”()[]"))
    del line
    titles = []
    while len(words) > 1 and words[0].lower().rstrip(".") in TITLES:
        titles.append(words.pop(0).lower().rstrip("."))
    at = name.start
    while at > 0 and name.doc[at - 1].lower_.rstrip(".") in TITLES and name.doc[at - 1].i >= name.start - 3:
        at -= 1
        titles.append(name.doc[at].lower_.rstrip("."))
    text = _POSSESSIVE.sub("", " ".join(words)).strip(" ,.;:'’\"“”()[]")
    if words and re.fullmatch(r"[JS]r\.?", words[-1]):
        text = " ".join(words)
    return text, titles


def _add_person(named: Named, forms: dict[str, int], words: str, titles: list[str], kind: MemberKind, day: str) -> None:
    """A full name makes a member, or joins the one of a like name; a bare surname waits for its full name."""
    folded = fold(words)
    surname = surname_of(folded)
    same = [i for i, m in enumerate(named.members) if m.kind is kind and _same_person(fold(m.name), folded)]
    if len(folded.split()) == 1 and len(same) > 1:
        same = [i for i in same if _fits_titles(named.members[i], titles)][:1] or same[:1]
    if same:
        index = same[0]
        if len(folded.split()) > 1:
            forms.setdefault(words, index)
    else:
        actor = _actor(words, day, titles)
        index = len(named.members)
        named.members.append(
            Member(name=words, kind=kind, gender=_gender(words, titles, actor), actor=actor.id if actor else "")
        )
        forms.setdefault(words, index)
    member = named.members[index]
    if not member.gender and (told := _gender(words, titles, None)):
        named.members[index] = replace(member, gender=told)
    named.titles.setdefault(index, set()).update(TITLES[t] for t in titles if TITLES.get(t))
    if surname and folded == surname:
        forms.setdefault(words, index)


def _same_person(full: str, other: str) -> bool:
    """Whether two folded names can be one person's within an article: same surname, and first names that agree."""
    if full == other:
        return True
    one, two = full.split(), other.split()
    if surname_of(full) != surname_of(other):
        return len(two) == 1 and len(one) > 1 and two[0] == one[0] and two[0] not in _WORDS
    return len(one) == 1 or len(two) == 1 or full.endswith(" " + other) or same_first_name(one[0], two[0])


def _fits_titles(member: Member, titles: list[str]) -> bool:
    told = _gender("", titles, None)
    return not told or not member.gender or told == member.gender


def _gender(words: str, titles: list[str], actor: Actor | None) -> str:
    if set(titles) & _FEMALE:
        return "F"
    if set(titles) & _MALE:
        return "M"
    if actor is not None and actor.gender:
        return actor.gender
    return gender_of(words.partition(" ")[0]) if " " in words else ""


def _actor(words: str, day: str, titles: list[str]) -> Actor | None:
    """Who it is, as far as the registry tells on that day."""
    registry = load_registry()
    if " " in words:
        found = registry.by_name(words, day)
        return found[0] if found else None
    office = next((TITLES[title].title() for title in titles if TITLES.get(title)), "")
    return registry.known_as(words, day, office if office in {"Senator", "Representative", "Governor"} else "")


def _add_other(named: Named, forms: dict[str, int], words: str, titles: list[str], kind: MemberKind, day: str) -> None:
    """An organisation, a measure or a place, unless its name is a person's already."""
    words = words[4:] if words.lower().startswith("the ") else words
    if words in forms or (len(words.split()) == 1 and any(
        m.kind is MemberKind.PERSON and fold(words) in {surname_of(fold(m.name)), fold(m.name).split()[0]}
        for m in named.members
    )):  # fmt: skip
        return
    forms[words] = len(named.members)
    named.members.append(Member(name=words, kind=kind))


def _add_acronym(named: Named, forms: dict[str, int], text: str, match: re.Match[str]) -> None:
    """An acronym in brackets stands for the name before it."""
    before = text[max(0, match.start() - 80) : match.start()]
    for form, index in list(forms.items()):
        if named.members[index].kind is MemberKind.ORGANISATION and before.endswith(form) and form != match[1]:
            forms[match[1]] = index


def _short_forms(named: Named, forms: dict[str, int]) -> None:
    """Surnames and unmistakable first names stand for their persons; the one named first keeps a shared surname."""
    for index, member in enumerate(named.members):
        if member.kind is not MemberKind.PERSON:
            continue
        parts = member.name.split()
        if len(parts) < 2:
            continue
        while len(parts) > 2 and re.fullmatch(r"(?:[JS]r\.?|I{2,3}|IV),?", parts[-1]):
            parts.pop()
        surname = " ".join(parts[-len(surname_of(fold(" ".join(parts))).split()) :]) if "-" not in parts[-1] else parts[-1]
        forms.setdefault(surname.strip(","), index)
        alone = [m for m in named.members if m.kind is MemberKind.PERSON and m.name.split()[0] == parts[0]]
        if len(alone) == 1 and parts[0].lower() not in _WORDS and len(parts[0]) > 2:
            forms.setdefault(parts[0], index)


def _mentions(doc: Doc, named: Named, forms: dict[str, int]) -> Iterator[Mention]:
    """Every place in the text where a form stands, the longest form first."""
    if not forms:
        return
    ordered = sorted(forms, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w’'-])(?:" + "|".join(re.escape(form) for form in ordered) + r")(?![\w])(?!-[A-Z])")
    shared = _shared_surnames(named)
    last: dict[str, int] = {}
    for match in pattern.finditer(doc.text):
        form = match.group()
        index = forms[form]
        member = named.members[index]
        if member.kind is MemberKind.PLACE:
            continue
        if form in shared:
            index = _of_shared(doc, match.start(), named, shared[form], last.get(form))
        if member.kind is MemberKind.PERSON:
            last[named.members[index].name.split()[-1]] = index
        acronym = form.isupper() and len(form) > 1 and member.name != form
        kind = MentionKind.ACRONYM if acronym else MentionKind.NAME
        yield Mention(start=match.start(), end=match.end(), kind=kind, member=index)


def _shared_surnames(named: Named) -> dict[str, list[int]]:
    by: dict[str, list[int]] = {}
    for index, member in enumerate(named.members):
        if member.kind is MemberKind.PERSON and " " in member.name:
            by.setdefault(member.name.split()[-1], []).append(index)
    return {surname: indices for surname, indices in by.items() if len(indices) > 1}


def _of_shared(doc: Doc, at: int, named: Named, indices: list[int], last: int | None) -> int:
    """Whose surname it is: by the title's gender, else the best known one, else who was named last."""
    before = doc.text[max(0, at - 12) : at].lower().split()
    title = before[-1].rstrip(".") if before else ""
    if title in _FEMALE | _MALE:
        told = "F" if title in _FEMALE else "M"
        if fitting := [i for i in indices if named.members[i].gender == told]:
            return fitting[0]
    return last if last in indices else indices[0]
