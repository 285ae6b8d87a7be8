"""Names in running text: where they stand, and whether they name a person, an organisation, a place or a measure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.model import Article, BlockKind
from onrecord.reading.cast import MemberKind
from onrecord.registry import Registry, fold, gender_of, is_first_name, rank, state_code

# Word classes. Titles stand before a name and do not belong to it.
TITLES = frozenset(
    "sen sens senator senators rep reps representative representatives congressman congresswoman gov govs governor "
    "governors lt lieutenant president presidents vice secretary secretaries attorney general speaker leader leaders whip "
    "mayor mayors judge justice chief minister prime premier chancellor king queen prince princess pope rev reverend dr mr "
    "mrs ms miss mx sir lord dame prof professor gen col capt captain sgt maj adm admiral cmdr commander councilman "
    "councilwoman councilmember councilor alderman assemblyman assemblywoman assemblymember delegate commissioner chairman "
    "chairwoman chair chairs superintendent sheriff treasurer comptroller ambassador director deputy majority minority ex "
    "former candidate candidates nominee rapper actor actress singer comedian author pastor bishop archbishop cardinal rabbi "
    "imam father sister ranking coach u.s us state house senate cabinet first lady then strategist pollster activist "
    "economist billionaire host democrat republican independent libertarian progressive conservative democratic gop "
    "democrats republicans newcomer businessman businesswoman solicitor".split()
)
_COURTESY = {
    "mr": "M",
    "mrs": "F",
    "ms": "F",
    "miss": "F",
    "sir": "M",
    "dame": "F",
    "lord": "M",
    "congressman": "M",
    "congresswoman": "F",
    "councilman": "M",
    "councilwoman": "F",
    "chairwoman": "F",
    "actress": "F",
    "assemblyman": "M",
    "assemblywoman": "F",
    "king": "M",
    "queen": "F",
    "pope": "M",
    "father": "M",
}
_ORG_WORDS = frozenset(
    "academy action administration agency alliance america association associates authority bank board brotherhood bureau "
    "campaign caucus center centre chamber church citizens club coalition college commission committee commonwealth company "
    "conference congress convention corp corporation council court daily democrats department dispatch enquirer examiner "
    "express federation fellowship force forum foundation front fund gazette globe group guild herald inc inquirer initiative "
    "institute institution journal league ledger legion legislature llc llp local magazine media ministry mirror monitor "
    "movement network news newspaper observer office organization organisation pac pacs parliament partnership party "
    "patriots press project record register reporter republicans review senate society star study socialists sun syndicate "
    "teamsters telegraph television times today tribune trust union united university veterans voices watch women workers "
    "university school hospital firefighters teachers nurses police officers employees sentinel courier chronicle post "
    "constitution advocate leader machinists labor labour tories networks studios radio tv unions carpenters electricians "
    "republic bee argus".split()
)
_LINKED_HEADS = _ORG_WORDS | frozenset(
    "americans people friends students mothers moms fathers families farmers black latino latinos concerned communications "
    "workers daughters sons sisters brothers priorities right students scientists physicians doctors patients heritage "
    "mayors voters house chamber progressives conservatives bank university college state city".split()
)
_MEASURE_WORDS = frozenset(
    "act amendment bill initiative measure proposition prop resolution treaty issue question".split()
)
_MEASURE_NUMBERED = frozenset(
    "proposition prop measure amendment initiative issue question referendum article resolution bill hr h.r s sb hb hjr sjr".split()
)
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec i i'm i'll i've i'd mr mrs ms dr sen rep gov "
    "yes no oh ok god advertisement photo photos read related share super tuesday christmas easter thanksgiving election day "
    "labor".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_CONNECTORS = frozenset({"of", "for", "and", "&", "against", "to", "on", "in", "at", "the", "a"})
_PERSON_PARTICLES = frozenset(
    {"de", "del", "della", "la", "van", "von", "der", "den", "bin", "al", "el", "da", "du", "di"}
)
_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT", "NORP"})
_PARTY_TAG = re.compile(r"\(?\b[DRI]-[A-Z][A-Za-z.]*(?: [A-Z][a-z]+\b)?\)?|\((?:[DRI]|Ind\.?)\)")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "'S", "’S", "s’"})
_QUOTES = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’"})


@dataclass(slots=True, kw_only=True)
class Name:
    """A name as it stands: tokens [first, last], characters [start, end), what stood before it as a title."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: MemberKind
    gender: str = ""
    title: str = ""
    sure: bool = True


def masked(article: Article, doc: Doc) -> bytearray:
    """One byte a token: 1 where it stands in page furniture or in a party tag ("D-N.Y.")."""
    closed = bytearray(len(doc))
    ranges = [(b.start, b.end) for b in article.blocks if b.kind is BlockKind.FURNITURE]
    ranges += [match.span() for match in _PARTY_TAG.finditer(article.text)]
    for start, end in ranges:
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is not None:
            closed[span.start : span.end] = b"\1" * len(span)
    return closed


def find_names(doc: Doc, closed: bytearray, registry: Registry, day: str) -> list[Name]:
    """All names outside of `closed` tokens, in order of text, each with the kind that the article as a whole suggests."""
    names: list[Name] = []
    capitals = _title_case(doc)
    for first, last in _runs(doc, closed):
        for name in _split(doc, first, last, registry, day):
            if capitals[name.first]:
                name.sure = False
            names.append(name)
    return _settle(list(_headlined(doc, names, registry, day)), registry, day)


def _headlined(doc: Doc, names: list[Name], registry: Registry, day: str) -> Iterator[Name]:
    """In a headline nearly every word has a capital: of a run there, only known names count, each for itself."""
    known = {fold(name.text) for name in names if name.sure}
    known |= {folded.split()[-1] for folded in known}
    for name in names:
        if name.sure or fold(name.text) in known:
            yield name
            continue
        at = name.first
        while at <= name.last:
            for last in range(name.last, at - 1, -1):
                text = fold(doc[at : last + 1].text.removesuffix("'s"))
                if (
                    text in known
                    or (last > at and registry.by_name(text))
                    or (last == at and _is_famous(text, registry, day))
                ):
                    part = _make(doc, at, last, name.gender, name.title, registry, day)
                    if part is not None:
                        part.sure = False
                        yield part
                    at = last
                    break
            at += 1


def _is_famous(text: str, registry: Registry, day: str) -> bool:
    actor = registry.known_as(text, day)
    return actor is not None and rank(actor, day) >= 10


def _title_case(doc: Doc) -> bytearray:
    """One byte a token: 1 in sentences that capitalise nearly every word (headlines, all-caps headings)."""
    flags = bytearray(len(doc))
    for sent in doc.sents:
        words = [t for t in sent if t.is_alpha and len(t) > 3]
        if len(words) >= 3 and sum(t.text[0].isupper() for t in words) > 0.75 * len(words):
            flags[sent.start : sent.end] = b"\1" * (sent.end - sent.start)
    return flags


def _runs(doc: Doc, closed: bytearray) -> Iterator[tuple[int, int]]:
    """Token ranges [first, last] of capitalised words that stand together."""
    i, size = 0, len(doc)
    while i < size:
        if closed[i] or not _starts_name(doc[i]):
            i += 1
            continue
        last = i
        while (after := _next_word(doc, last, closed)) is not None:
            last = after
        yield i, last
        i = last + 1


def _starts_name(token: Token) -> bool:
    text = token.text
    if not text[0].isupper():
        return False
    if token.tag_ in ("NNP", "NNPS") or token.ent_type_ in _NAME_LABELS:
        return True
    return not token.is_sent_start and token.pos_ in ("NOUN", "ADJ", "X", "VERB") and len(text) > 1


def _continues(token: Token) -> bool:
    return token.text[0].isupper() and (
        token.tag_
        in (
            "NNP",
            "NNPS",
            "NN",
            "NNS",
            "JJ",
            "FW",
            "VBG",
            "VBD",
            "VBN",
            "VB",
            "VBZ",
            "RB",
            "PRP$",
            "VBP",
            "JJR",
            "RBR",
            "CD",
            "UH",
        )
    )


def _next_word(doc: Doc, i: int, closed: bytearray) -> int | None:
    """The token that carries a name on after token `i`, or None."""
    j = i + 1
    if j >= len(doc) or closed[j] or (doc[j].is_sent_start and not doc[i].text.endswith(".")):
        return None
    here, token = doc[i], doc[j]
    if _continues(token):
        return j
    text, glued = token.text, not here.whitespace_
    after = doc[j + 1] if j + 1 < len(doc) and not closed[j + 1] else None
    if after is None:
        return None
    if text in ("-", "–", "‑", "/") and glued and not token.whitespace_ and after.text[0].isupper():
        return j + 1
    if text == "." and glued and len(here) <= 3 and _continues(after) and not after.is_sent_start:
        return j + 1
    if text.lower() in _PERSON_PARTICLES and after.text[0].isupper() and here.ent_type_ == "PERSON":
        return j + 1
    if text in _PERSON_PARTICLES and after.text in _PERSON_PARTICLES and here.ent_type_ == "PERSON":
        return j + 1
    if text in _QUOTES and here.whitespace_ and not token.whitespace_ and after.text[0].isupper() and j + 3 < len(doc):
        if doc[j + 2].text in _QUOTES and doc[j + 3].text[0].isupper() and here.ent_type_ == "PERSON":
            return j + 3
        return None
    if text.isdigit() and here.lower_.strip(".") in _MEASURE_NUMBERED | {"local"}:
        return j
    if text == "&" and after.text[0].isupper():
        return j + 1
    return _linked(doc, i, j)


def _linked(doc: Doc, i: int, j: int) -> int | None:
    """The capitalised word behind "of", "for the" and the like, where they belong to the name of a body."""
    here, token = doc[i], doc[j]
    if token.lower_ not in _CONNECTORS or token.lower_ in ("the", "a"):
        return None
    k = j + 1
    if k < len(doc) and doc[k].lower_ in ("the", "a", "an", "our"):
        k += 1
    if k >= len(doc) or not doc[k].text[0].isupper():
        return None
    same = (
        here.ent_iob != 2
        and here.ent_type_ in ("ORG", "LAW", "FAC", "EVENT")
        and all(doc[m].ent_iob_ == "I" for m in range(j, k + 1))
    )
    if token.lower_ in ("and", "at", "in", "on", "to"):
        return k if same and token.lower_ != "at" else None
    plural_head = here.lower_ in _LINKED_HEADS and here.lower_ != "state"
    return k if same or plural_head else None


def _split(doc: Doc, first: int, last: int, registry: Registry, day: str) -> Iterator[Name]:
    """The names in a run: titles cut off, an adjective of party or place cut off, NER's borders heard."""
    # A name of the list may begin inside of a run: "Texas Republican Ted Cruz".
    cut, gender, title = first, "", ""
    for i in range(first, last + 1):
        word = doc[i].lower_.rstrip(".")
        if word in TITLES and not _heads_body(doc, i, last):
            cut = i + 1
            gender = _COURTESY.get(word, "")
            title = title + " " + word
        elif (
            i == first
            and word in ("state", "defense", "treasury", "labor", "education", "commerce", "energy", "interior")
            and (first >= 2 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in ("secretary", "secretaries"))
        ):
            cut, title = i + 1, f"secretary of {word}"
    if cut > last:
        return
    if cut > first and doc[cut].text in ("-", "/"):
        cut += 1
    if cut == first:
        before = doc[first - 1].lower_.rstrip(".") if first else ""
        if before in _COURTESY or before in ("sen", "rep", "gov", "dr", "senator", "president"):
            gender, title = _COURTESY.get(before, ""), before
    if cut == first:
        cut = _after_adjective(doc, first, last)
    name = _make(doc, cut, last, gender, title.strip(), registry, day)
    if name is not None:
        yield name


def _heads_body(doc: Doc, i: int, last: int) -> bool:
    """Whether the words from `i` on end like the name of a body ("House Freedom Caucus", "Democratic Party")."""
    rest = [doc[k].lower_.rstrip(".") for k in range(i, last + 1)]
    if len(rest) == 1:
        return doc[i].lower_ in ("senate", "house", "gop", "leader") and i == last
    return any(word in _ORG_WORDS and word not in TITLES for word in rest[1:]) or (
        rest[-1] in _ORG_WORDS and rest[-1] not in ("house", "senate")
    )


def _after_adjective(doc: Doc, first: int, last: int) -> int:
    """Where the name begins behind an adjective of place or party that NER keeps apart ("Vermont 's", "Iowa Steve")."""
    token = doc[first]
    if first < last and token.ent_type_ in ("GPE", "NORP", "ORG") and doc[first + 1].ent_iob_ == "B":
        k = first + 1
        while k <= last and doc[k].ent_iob_ == "I":
            k += 1
        if doc[first + 1].ent_type_ == "PERSON" and is_first_name(doc[first + 1].text):
            return first + 1
    return first


def _make(doc: Doc, first: int, last: int, gender: str, title: str, registry: Registry, day: str) -> Name | None:
    while last >= first and (
        doc[last].text in _POSSESSIVE or doc[last].text in _QUOTES or (last > first and doc[last].lower_ in _DAYS)
    ):
        last -= 1
    if last < first:
        return None
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    text = doc[first : last + 1].text
    for suffix in ("’s", "'s", "’S", "'S", "’", "'"):
        if text.endswith(suffix):
            text, end = text[: -len(suffix)], end - len(suffix)
            break
    words = text.lower().split()
    if not words or all(word.strip(".,") in _NOT_NAMES for word in words) or not any(c.isalpha() for c in text):
        return None
    kind = _kind(doc, first, last, text, title, registry, day)
    if kind is None:
        return None
    return Name(first=first, last=last, start=start, end=end, text=text, kind=kind, gender=gender, title=title)


def _kind(doc: Doc, first: int, last: int, text: str, title: str, registry: Registry, day: str) -> MemberKind | None:
    words = [word.strip(".,'’\"") for word in text.lower().replace("-", " ").split()]
    label = doc[last].ent_type_ or doc[first].ent_type_
    if words[0] in _MEASURE_NUMBERED and len(words) == 2 and (words[1].isdigit() or len(words[1]) <= 2):
        return MemberKind.MEASURE
    if len(words) > 1 and (
        words[-1] in ("act", "treaty", "amendment")
        or (words[-1] in ("partnership", "agreement") and "pacific" in words)
    ):
        return MemberKind.MEASURE
    if state_code(text) and len(text) > 2:
        return MemberKind.PLACE
    if registry.by_name(text):
        return MemberKind.PERSON
    like_person = is_first_name(words[0]) and (
        title or (label == "PERSON" and len(words) <= 3 and words[-1] not in ("pac", "party"))
    )
    if len(words) > 1 and any(word in _ORG_WORDS for word in words) and not like_person:
        return MemberKind.ORGANISATION
    if title:
        return MemberKind.PERSON
    if len(words) > 1 and is_first_name(words[0]) and label not in ("GPE", "LOC", "FAC"):
        return MemberKind.PERSON
    if label == "PERSON":
        return MemberKind.PERSON
    if len(words) == 1:
        known = registry.known_as(text, day)
        if known is not None and rank(known, day) >= 10 and not text.isupper():
            return MemberKind.PERSON
    if (
        text.isupper()
        and 2 <= len(text) <= 6
        and " " not in text
        and label in ("ORG", "", "PERSON", "GPE", "NORP", "PRODUCT")
    ):
        return MemberKind.PLACE if label == "GPE" else MemberKind.ORGANISATION
    if label in ("GPE", "LOC"):
        return MemberKind.PLACE
    if label in ("ORG", "PRODUCT", "WORK_OF_ART"):
        return MemberKind.ORGANISATION
    if label == "LAW":
        return MemberKind.MEASURE
    return None


def _settle(names: list[Name], registry: Registry, day: str) -> list[Name]:
    """Give each spelling the kind that most of its occurrences have; a full person's name decides for its parts."""
    votes: dict[str, Counter[MemberKind]] = defaultdict(Counter)
    surnames: set[str] = set()
    for name in names:
        votes[name.text][name.kind] += 3 if name.title or name.sure else 1
        if name.kind is MemberKind.PERSON and " " in name.text:
            surnames.add(fold(name.text).split()[-1])
    for name in names:
        if fold(name.text) in surnames and name.kind is not MemberKind.PLACE:
            name.kind = MemberKind.PERSON
        elif not name.title:
            name.kind = votes[name.text].most_common(1)[0][0]
    return names


def first_name_gender(name: Name) -> str:
    """The gender that title or first name tell, or ""."""
    return name.gender or (gender_of(name.text.split()[0]) if " " in name.text else "")
