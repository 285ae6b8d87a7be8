"""Names in running text: where they stand, and whether they name a person, an organisation, a place or a measure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.model import Article, BlockKind
from onrecord.reading.cast import MemberKind
from onrecord.reading.nouns import is_person
from onrecord.registry import Registry, fold, gender_of, is_first_name, load_organisations, rank, state_code

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
#: How names of towns begin.
_PLACE_WORDS = frozenset(
    "fort san santa los las new north south east west mount lake saint st port el palm cape".split()
)
_PLACE_ENDINGS = frozenset(
    "county city beach park springs hills island islands lake river valley heights square township avenue street hall center "
    "airport hotel arena stadium house tower building bridge university college school church hospital".split()
)
_WHERE = frozenset("in at near to from of outside around across".split())
_MEASURE_WORDS = frozenset(
    "act amendment bill initiative measure proposition prop resolution treaty issue question".split()
)
_ACTS = frozenset({"act", "treaty", "amendment"})
_MEASURE_NUMBERED = frozenset(
    "proposition prop measure amendment initiative issue question referendum article resolution bill hr h.r s sb hb hjr sjr".split()
)
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec i i'm i'll i've i'd mr mrs ms dr sen rep gov "
    "yes no oh ok god advertisement photo photos read related share super tuesday christmas easter thanksgiving election day "
    "labor".split()
)
#: First names that are words besides: a headline's capitals do not tell which.
_WORDS_TOO = frozenset(
    "will bill mark grant rob chase pat drew jack may hope faith grace art sue frank rich dick gene dale rush chance josh "
    "ray bob bud guy lance miles peg penny rose ruby summer june april dawn joy mercy charity patience van wade max nick don "
    "gay christian ally major earl duke king dean sky hunter mason carter angel jean holly ivy iris victor tad chip buck".split()
)
_CONTINUING = frozenset("NNP NNPS NN NNS JJ JJR FW VBG VBD VBN VB VBZ VBP RB RBR CD UH PRP$".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays january february july august september october november december".split()
)
_CONNECTORS = frozenset({"of", "for", "and", "&", "against", "to", "on", "in", "at", "the", "a"})
#: How names of campaign groups begin ("Ready for Hillary", "Right to Life").
_OPENINGS = frozenset({("ready", "for"), ("right", "to"), ("citizens", "for"), ("women", "for"), ("veterans", "for")})
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
    kind: MemberKind | None
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
    shouted = _title_case(doc)
    ranges = list(_runs(doc, closed))
    for first, last in ranges:
        if not shouted[first]:
            names += _split(doc, first, last, registry, day)
    names = _settle(names)
    names += _surnames(doc, closed, ranges, shouted, names)
    known = {fold(name.text): name.kind for name in names}
    for name in names:
        if name.kind is MemberKind.PERSON:
            given, *_, surname = (*fold(name.text).split(), fold(name.text).split()[-1])
            known[surname] = MemberKind.PERSON
            if given not in _WORDS_TOO and is_first_name(given):
                known[given] = MemberKind.PERSON
    for first, last in ranges:
        if shouted[first]:
            names += _recognise(doc, first, last, known, registry, day)
    return sorted(names, key=lambda name: name.first)


def _surnames(
    doc: Doc, closed: bytearray, ranges: list[tuple[int, int]], shouted: bytearray, names: list[Name]
) -> Iterator[Name]:
    """Surnames of the text's persons where the parser takes them for other words (George "Will said")."""
    surnames = {name.text.split()[-1] for name in names if name.kind is MemberKind.PERSON and " " in name.text}
    taken = bytearray(closed)
    for first, last in ranges:
        taken[first : last + 1] = b"\1" * (last + 1 - first)
    for token in doc[:-1]:
        if token.text in surnames and not taken[token.i] and not shouted[token.i]:
            opens = token.is_sent_start or doc[token.i - 1].text in _QUOTES
            name = _named(doc, token.i, token.i, MemberKind.PERSON)
            if name is not None and (not opens or token.nbor().tag_ in ("VBD", "VBZ")):
                yield name


def _recognise(
    doc: Doc, first: int, last: int, known: dict[str, MemberKind | None], registry: Registry, day: str
) -> Iterator[Name]:
    """Names in a run of a headline, where capitals tell nothing: those of the text, of the registry, of NER."""
    i = first
    while i <= last:
        ends = range(min(last, i + 7), i - 1, -1)
        # What the text or the registry knows goes before what the parser makes of a line in capitals.
        found = [(end, kind) for end in ends if (kind := _known(doc, i, end, known, registry, day)) is not None]
        found += [(end, kind) for end in ends if (kind := _labelled(doc, i, end, registry)) is not None]
        for end, kind in found:
            if (name := _named(doc, i, end, kind)) is not None:
                name.sure = False
                yield name
                i = end
                break
        i += 1


def _known(
    doc: Doc, first: int, last: int, known: dict[str, MemberKind | None], registry: Registry, day: str
) -> MemberKind | None:
    key = fold(doc[first : last + 1].text)
    if key in known:
        return known[key]
    if (first < last and registry.by_name(key)) or (first == last and _is_famous(key, registry, day)):
        return MemberKind.PERSON
    return None


def _labelled(doc: Doc, first: int, last: int, registry: Registry) -> MemberKind | None:
    words = doc[first : last + 1]
    key = fold(words.text)
    if doc[first].ent_iob_ != "B" or any(word.ent_iob_ != "I" for word in words[1:]):
        return None
    if last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].text not in _POSSESSIVE:
        return None
    label = doc[first].ent_type_
    if label == "PERSON":
        told = is_first_name(doc[first].text) if first < last else registry.has_surname(key)
        return MemberKind.PERSON if told else None
    if label == "GPE":
        return MemberKind.PLACE
    return MemberKind.ORGANISATION if label == "ORG" and first < last else None


def _is_famous(text: str, registry: Registry, day: str) -> bool:
    actor = registry.known_as(text, day)
    if actor is not None and rank(actor, day) >= 10:
        return True
    return text not in _WORDS_TOO and registry.known_by_first_name(text, day) is not None


def _title_case(doc: Doc) -> bytearray:
    """One byte a token: 1 in sentences that capitalise nearly every word (headlines, all-caps headings).

    A list of names has a verb in lower case.
    """
    flags = bytearray(len(doc))
    for sent in doc.sents:
        words = [t for t in sent if t.is_alpha and len(t) > 3]
        if len(words) >= 3 and not sent.root.is_lower and sum(t.text[0].isupper() for t in words) > 0.75 * len(words):
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
    if token.lower_ in _CALENDAR or token.tag_ == "MD":
        return False
    if token.tag_ in ("NNP", "NNPS") or token.ent_type_ in _NAME_LABELS:
        return True
    return token.pos_ in ("NOUN", "ADJ", "X", "VERB", "INTJ") and len(text) > 1 and not token.is_stop


def _continues(token: Token) -> bool:
    return token.text[0].isupper() and token.tag_ in _CONTINUING and token.lower_ not in _CALENDAR


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
    if text in _POSSESSIVE and token.ent_type_ == "ORG" and token.ent_iob_ == after.ent_iob_ == "I" and after.is_title:
        return j + 1
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
    if (here.lower_, token.lower_) in _OPENINGS:
        return k
    same = here.ent_type_ in ("ORG", "LAW", "FAC", "EVENT") and all(doc[m].ent_iob_ == "I" for m in range(j, k + 1))
    if token.lower_ == "and" and any(word.text == "Act" for word in doc[k : k + 3]):
        return k
    if token.lower_ in ("and", "at", "in", "on", "to"):
        return k if same and any(word.lower_ in _ORG_WORDS for word in doc[i : k + 2]) else None
    return k if same or (here.lower_ in _LINKED_HEADS and here.lower_ != "state") else None


def _split(doc: Doc, first: int, last: int, registry: Registry, day: str) -> Iterator[Name]:
    """The names in a run: titles cut off, an adjective of party or place cut off, NER's borders heard."""
    # A name of the list may begin inside of a run: "Texas Republican Ted Cruz".
    cut, gender, title = first, "", ""
    for i in range(first, last + 1):
        word = doc[i].lower_.rstrip(".")
        if i == last and i > first and is_first_name(doc[i - 1].text):
            break  # "Steve King", "Erik Prince"
        if word in TITLES and not _heads_body(doc, i, last) and not (i == last and _is_partisan_body(doc, first, last)):
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
    if doc[cut].is_lower:  # "Union Leader of Manchester"
        cut, gender, title = first, "", ""
    if cut > first and doc[cut].text in ("-", "/"):
        cut += 1
    if cut == first:
        before = doc[first - 1].lower_.rstrip(".") if first else ""
        if before in _COURTESY or before in ("sen", "rep", "gov", "dr", "senator", "president"):
            gender, title = _COURTESY.get(before, ""), before
    cut = _at_border(doc, cut, last)
    while cut < last and doc[cut].tag_ in ("RB", "WRB"):  # "Never Trump"
        cut += 1
    name = _make(doc, cut, last, gender, title.strip(), registry, day)
    if name is not None:
        yield name


def _heads_body(doc: Doc, i: int, last: int) -> bool:
    """Whether the words from `i` on end like the name of a body ("House Freedom Caucus", "Democratic Party")."""
    rest = [doc[k].lower_.rstrip(".") for k in range(i, last + 1)]
    if rest[-1] in _ACTS:
        return True
    if len(rest) == 1:
        return doc[i].lower_ in ("senate", "house", "gop", "leader") and i == last
    return any(word in _ORG_WORDS and word not in TITLES for word in rest[1:]) or (
        rest[-1] in _ORG_WORDS and rest[-1] not in ("house", "senate")
    )


def _is_partisan_body(doc: Doc, first: int, last: int) -> bool:
    """A body of partisans ("Log Cabin Republicans", "the Connecticut GOP"), not a crowd ("Texas Democrats")."""
    words = [token.text for token in doc[first:last]]
    head = doc[last].lower_
    if head == "gop":
        return bool(words) and bool(state_code(" ".join(words)))
    return head in ("democrats", "republicans") and bool(load_organisations().by_name(doc[first : last + 1].text))


def _at_border(doc: Doc, first: int, last: int) -> int:
    """Where a person's name begins behind other capitals that NER keeps apart ("Advertisement Biden", "Iowa Ann Lee")."""
    for i in range(first + 1, last + 1):
        token, before = doc[i], doc[i - 1]
        if (
            before.is_upper
            and before.is_alpha
            and len(before) > 3
            and not token.is_upper
            and token.text.istitle()
            and i == last
        ):
            return i
        if (
            token.ent_type_ == "PERSON"
            and token.ent_iob_ == "B"
            and before.ent_type_ != "PERSON"
            and not before.is_lower
        ):
            return first if is_first_name(before.text) or len(before) < 3 or not before.is_alpha else i
    return first


def _make(doc: Doc, first: int, last: int, gender: str, title: str, registry: Registry, day: str) -> Name | None:
    name = _named(doc, first, last, None)
    if name is None:
        return None
    if all(word.strip(".,") in _NOT_NAMES for word in name.text.lower().split()) or (
        len(name.text) < 2 and name.text != "X"
    ):
        return None
    name.gender, name.title = gender, title
    name.kind = _kind(doc, name, registry, day)
    article = doc[name.first - 1] if name.first else None
    if article is not None and article.lower_ == "the" and " " not in name.text:
        attributive = doc[name.last].dep_ in ("compound", "nmod", "amod", "poss")
        if name.kind is MemberKind.PERSON and not title and not attributive:
            name.kind = MemberKind.ORGANISATION
    printed = article is not None and article.text == "The" and not article.is_sent_start
    if article is not None and printed and name.kind is MemberKind.ORGANISATION:
        name.first, name.start, name.text = name.first - 1, article.idx, doc.text[article.idx : name.end]
    return name


def _named(doc: Doc, first: int, last: int, kind: MemberKind | None) -> Name | None:
    """The name over these tokens, without article, quotation marks, possessive and the full stop of the sentence."""
    while last >= first and (doc[last].text in _POSSESSIVE or doc[last].text in _QUOTES):
        last -= 1
    while first <= last and (doc[first].text in _QUOTES or (doc[first].lower_ == "the" and first < last)):
        first += 1
    if last < first:
        return None
    text = doc[first : last + 1].text
    for suffix in ("’s", "'s", "’S", "'S", "’", "'"):
        text = text.removesuffix(suffix)
    if len(text) == 2 and text[1] == ".":
        text = text[0]
    if not any(char.isalpha() for char in text):
        return None
    start = doc[first].idx
    return Name(first=first, last=last, start=start, end=start + len(text), text=text, kind=kind)


def _kind(doc: Doc, name: Name, registry: Registry, day: str) -> MemberKind | None:
    """What the name names, as far as its place tells; None where only the rest of the article can."""
    first, last, text, title = name.first, name.last, name.text, name.title
    words = [word.strip(".,'’\"") for word in text.lower().replace("-", " ").split()]
    label = doc[last].ent_type_ or doc[first].ent_type_
    if words[0] in _MEASURE_NUMBERED and len(words) == 2 and (words[1].isdigit() or len(words[1]) <= 2):
        return MemberKind.MEASURE
    if len(words) > 1 and (words[-1] in _ACTS or (words[-1] in ("partnership", "agreement") and "pacific" in words)):
        return MemberKind.MEASURE
    if state_code(text) and len(text) > 2:
        return MemberKind.PLACE
    if registry.by_name(text):
        return MemberKind.PERSON
    named = fold(text) not in TITLES and load_organisations().by_name(text)
    if named or any(pair in _OPENINGS for pair in pairwise(words)):
        return MemberKind.ORGANISATION
    like_person = is_first_name(words[0]) and (
        title or (label == "PERSON" and len(words) <= 3 and words[-1] not in ("pac", "party"))
    )
    if len(words) > 1 and any(word in _ORG_WORDS for word in words) and not like_person:
        return MemberKind.ORGANISATION
    if title:
        return MemberKind.PERSON
    placed = label in ("GPE", "LOC", "FAC") and (words[-1] in _PLACE_ENDINGS or _is_placed(doc, first))
    if len(words) > 1 and is_first_name(words[0]) and not placed:
        return MemberKind.PERSON
    if len(words) == 2 and words[0] in _PLACE_WORDS and label in ("PERSON", "ORG", "FAC"):
        return MemberKind.PLACE
    if label == "PERSON" or _is_somebody(doc, last, label):
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


def _is_placed(doc: Doc, first: int) -> bool:
    return first > 0 and (doc[first - 1].lower_ in _WHERE or (first > 1 and doc[first - 2].lower_ in _WHERE))


def _is_somebody(doc: Doc, last: int, label: str) -> bool:
    """Whether "who" follows, or a noun for a person, where NER does not speak against it."""
    behind = doc[last + 1 : last + 3]
    if any(token.tag_ == "WP" for token in behind[:1]) or (len(behind) == 2 and behind.text == ", who"):
        return True
    beside = [child for child in doc[last].rights if child.dep_ == "appos" and child.tag_ == "NN"]
    return label not in ("ORG", "GPE", "LOC", "FAC") and any(is_person(noun.lower_) for noun in beside)


def _settle(names: list[Name]) -> list[Name]:
    """Give each spelling the kind that most of its occurrences have; full names decide for their parts."""
    votes: dict[str, Counter[MemberKind]] = defaultdict(Counter)
    parts: set[str] = set()
    firsts: set[str] = set()
    for name in names:
        if name.kind is not None:
            votes[name.text][name.kind] += 1 + 2 * bool(name.title)
        if name.kind is MemberKind.PERSON and " " in name.text:
            words = fold(name.text).split()
            parts.update(" ".join(words[k:]) for k in range(1, len(words)))
            firsts.add(words[0])
    for name in names:
        key = fold(name.text)
        if state_code(name.text) and name.kind is MemberKind.PLACE:
            continue
        if key in parts or (key in firsts and is_first_name(key)):
            name.kind = MemberKind.PERSON
        elif name.text in votes and not name.title:
            name.kind = votes[name.text].most_common(1)[0][0]
    return [name for name in names if name.kind is not None]


def first_name_gender(name: Name) -> str:
    """The gender that title or first name tell, or ""."""
    return name.gender or (gender_of(name.text.split()[0]) if " " in name.text else "")
