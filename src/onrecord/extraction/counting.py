"""Counted groups: "48 Democratic senators", "dozens of mayors", "38 of the 46 governors", "more than 50 of them"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token
from text_to_num import text2num


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A group and how many it is: `count` as printed, `number` where one is stated, `words` what they are.

    `noun` is the word of which the rest of the sentence speaks, [start, end) the tokens that name the group.
    """

    count: str
    number: int | None
    words: str
    noun: Token
    start: int
    end: int


#: Quantities that say "several" or more without a number. Those of the first kind are shares of a body.
_SHARES = frozenset("majority most half all third quarter plurality bulk every many".split())
#: Vague only with "of": "a number of senators".
_NOUNS = frozenset(
    "half handful number host slew raft bevy array string wave band chorus cadre parade majority plurality bulk third"
    " quarter".split()
)
_VAGUE = _SHARES | _NOUNS | frozenset("dozens hundreds thousands scores several multiple numerous countless".split())
#: Groups that say how many they are: "a trio of mayors".
_SETS = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4, "quintet": 5}
#: Bodies that are counted among in the singular: "a majority of the House".
_COLLECTIVES = frozenset(
    "board house senate caucus council committee congress delegation conference parliament".split()
)
#: What nobody is.
_MEASURES = frozenset(
    "second minute hour day week month year decade century time point percent percentage dollar vote poll thing"
    " way endorsement nod third quarter fifth state county precinct ballot round".split()
)
#: People at large hold nothing (rule 9).
_AT_LARGE = frozenset(
    "voter people person american supporter fan resident respondent caucusgoer goer viewer reader user follower volunteer"
    " protester worker woman man citizen adult taxpayer customer consumer listener participant demonstrator backer"
    " donor critic opponent owner non-voter nonvoter millennial boomer parent player immigrant worshipper prisoner"
    " child grandchild son daughter kid brother sister".split()
)
_PARTISANS = frozenset("democrat republican conservative liberal progressive independent evangelical tory".split())
#: Who votes in a body: a percentage of them is a share of it, one of others is a poll's figure.
_MEMBERS = frozenset(
    "member delegate superdelegate lawmaker legislator senator representative congressman mayor".split()
)
#: What makes members of a body of a party's people.
_OF_A_BODY = frozenset(
    "house senate congress congressional legislature legislative parliament parliamentary assembly chamber delegation"
    " caucus committee council elected gop party leading prominent top senior present".split()
)
#: Adjectives that say whose endorsements are counted.
_OFFICES = frozenset("congressional gubernatorial senatorial mayoral".split())
_COUNTING = frozenset({"nummod", "amod", "det", "predet", "compound", "nmod"})
_PRONOUNS = frozenset("them us whom you these those".split())
_HEDGES = frozenset(
    "at least more than about nearly almost roughly some only just another additional other the as many up to over an"
    " around fewer less under further percent %".split()
)
_PERCENT = frozenset({"percent", "%"})
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def find_counted(sentence: Tokens) -> Iterator[Counted]:
    """Every counted group of a sentence that can take a stance, in order of text."""
    for token in sentence:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and not _is_whole(token):
            yield from _plain(token)
        if _is_quantity(token):
            yield from _share(token) if _of(token) is not None else _alone(token)


def _plain(noun: Token) -> Iterator[Counted]:
    """ "At least 175 House members", "several governors", "the second senator to endorse Bell"."""
    group = noun if _is_group(noun) or _is_counted_off(noun) else _givers(noun)
    if group is None:
        return
    # "Sixteen House Democrats": the number may hang on the House.
    lefts = [word for left in noun.lefts for word in (left, *(left.lefts if left.dep_ == "compound" else ()))]
    counts = [word for word in lefts if word.dep_ in _COUNTING]
    for word in sorted(counts, key=lambda word: not word.like_num):
        end = word.i + 1
        while end < noun.i and "-" in (noun.doc[end].text[:1], noun.doc[end - 1].text):
            end += 1  # "three-dozen"
        words = noun.doc[word.left_edge.i : end].text
        ordinal = _ordinal(word)
        number = (number_in(words) or number_in(word.text)) if ordinal is None else ordinal
        vague = word.lower_ in _VAGUE - _NOUNS and not _is_at_large(noun, word.lower_)
        stated = number is not None and number >= 2 and not _is_year(word)
        if ordinal is not None and not _is_counted_off(noun):
            continue  # "a 60-second spot"
        if end <= group.i and (stated or vague):
            yield Counted(
                count=words,
                number=number,
                words=noun.doc[end : group.i + 1].text,
                noun=group,
                start=noun.left_edge.i,
                end=group.i + 1,
            )
            return


def _givers(noun: Token) -> Token | None:
    """ "24 newspaper endorsements" count newspapers, "81 endorsements" nobody."""
    if noun.lemma_ != "endorsement":
        return None
    givers = [child for child in noun.lefts if child.dep_ == "compound" and child.pos_ == "NOUN"]
    return next((c for c in noun.lefts if c.lower_ in _OFFICES), None) or next(reversed(givers), None)


def _share(count: Token) -> Iterator[Counted]:
    """ "Dozens of mayors", "38 of the 46 senators", "a majority of the House", "more than 50 of them"."""
    of = _of(count)
    whole = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    if whole is None:
        return
    commas = [word.i for word in count.doc[count.left_edge.i : count.i] if word.text == ","]
    start = commas[-1] + 1 if commas else count.left_edge.i  # "after all, 72 percent of delegates"
    if start - count.sent.start > 1 and count.doc[start - 1].text == "-":
        start -= 2  # "one-fourth"
    words = count.doc[start : count.i + 1].text
    number = _SETS.get(count.lower_) or number_in(words) or number_in(count.text)
    if number == 1:
        # "One of just five Democrats who voted for Bell": the five did.
        if any(child.dep_ == "relcl" for child in whole.children):
            yield from _plain(whole)
        return
    plural = whole.tag_ in {"NNS", "NNPS"} or whole.lower_ in _PRONOUNS or whole.lower_ in _OF_A_BODY
    if plural and (whole.lower_ in _PRONOUNS or _is_group(whole)) and not _is_at_large(whole, count.lemma_.lower()):
        named = whole.lower_ not in _PRONOUNS
        group = _bare(count.doc[whole.left_edge.i : whole.i + 1].text) if named else _spoken_of(count) or whole.text
        yield Counted(count=words, number=number, words=group, noun=count, start=start, end=_end(whole))


def _end(whole: Token) -> int:
    """Where the words for a whole end: what "the six unions that backed Bell" did, two of them did before."""
    told = [child for child in whole.children if child.dep_ == "relcl"]
    definite = any(child.lower_ == "the" for child in whole.lefts)
    return told[-1].right_edge.i + 1 if told and definite else whole.i + 1


def _alone(count: Token) -> Iterator[Counted]:
    """ "18 have endorsed her", "the support of only 18": a number of those spoken of before."""
    start = min(
        (c.i for c in count.lefts if c.dep_ in {"quantmod", "advmod", "nummod", "det", "amod"}), default=count.i
    )
    words = count.doc[start : count.i + 1].text
    number = number_in(words)
    vague = count.lower_ in {"several", "dozens", "hundreds", "scores"}
    governed = count.dep_ == "pobj" and count.head.lower_ in {"of", "from", "by"}
    if not (count.dep_ in {"nsubj", "nsubjpass"} or governed) or count.ent_type_ not in {"", "CARDINAL"}:
        return
    if vague or (number is not None and number >= 2 and not _is_year(count)):
        group = _spoken_of(count)
        if group:
            yield Counted(count=words, number=number, words=group, noun=count, start=start, end=count.i + 1)


def _spoken_of(token: Token) -> str:
    """The last group named before a token, in its sentence or the one before, or ""."""
    first = max(0, token.sent.start - 1)
    start = token.doc[first].sent.start
    for noun in reversed(list(token.doc[start : token.i])):
        if noun.tag_ in {"NNS", "NNPS"} and _is_group(noun):
            return _bare(noun.doc[noun.left_edge.i : noun.i + 1].text)
    return ""


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|his|her|its|their)\s+", "", words, flags=re.IGNORECASE)


def _of(count: Token) -> Token | None:
    return next((child for child in count.rights if child.lower_ == "of"), None)


def _is_quantity(token: Token) -> bool:
    named = token.lower_ in _VAGUE | _SETS.keys() | {"dozen"} or token.lemma_.lower() in _NOUNS
    return named or bool(token.like_num) or _is_percentage(token)


def _is_percentage(token: Token) -> bool:
    return token.lower_ in _PERCENT and any(child.dep_ == "nummod" for child in token.lefts)


def _is_whole(noun: Token) -> bool:
    """Whether a noun is what a share is of ("38 of the 46 senators", "out of 168 members")."""
    of = noun.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return of is not None and (_is_quantity(of.head) or of.head.lower_ == "out")


def _is_group(noun: Token) -> bool:
    """Whether a noun can name several who take a stance; which of those do is for the judge."""
    lemma = noun.lemma_.lower()
    if {lemma, noun.lower_} & (_AT_LARGE | _MEASURES):
        return False
    every = lemma in _MEMBERS | _PARTISANS and any(child.lower_ == "every" for child in noun.lefts)
    return noun.tag_ in {"NNS", "NNPS"} or lemma in _COLLECTIVES or every


def _is_counted_off(noun: Token) -> bool:
    """ "The third senator to back Bell", "Ames became the third senator to back Bell", "Third senator backs Bell"."""
    if noun.lemma_.lower() in _AT_LARGE | _MEASURES or not any(_ordinal(word) for word in noun.lefts):
        return False
    done = noun.dep_ == "attr" and any(child.dep_ in {"xcomp", "advcl"} for child in noun.head.rights)
    heading = noun.dep_ == "nsubj" and bool(_ordinal(noun.sent[0]))
    return done or heading or any(child.dep_ in {"relcl", "acl"} for child in noun.children)


def _is_at_large(noun: Token, count: str) -> bool:
    """ "Most Republicans" are people at large, "most House Republicans" are not, nor those who voted against a bill."""
    if noun.head.lemma_ == "vote" and noun.head.tag_ == "VBD":
        return False
    if count in _PERCENT:
        return noun.lemma_.lower() not in _MEMBERS and not _is_of_a_body(noun)
    if count not in _SHARES or noun.lower_.removesuffix("s") not in _PARTISANS:
        return False
    return not _is_of_a_body(noun)


def _is_of_a_body(noun: Token) -> bool:
    words = [word for word in noun.subtree if word != noun]
    after = noun.nbor() if noun.i + 1 < noun.sent.end else noun
    if after.lower_ in {"in", "on"}:  # not always the noun's in the parse
        words += after.subtree
    return any(word.lower_ in _OF_A_BODY for word in words)


def _is_year(word: Token) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", word.text))


def number_in(text: str) -> int | None:
    """The number that words state, hedges aside: "at least 175", "two dozen", "three-dozen", "forty-eight"."""
    words = [word for word in text.lower().replace("-", " ").split() if word not in _HEDGES]
    if "dozen" in words:
        factor = [word for word in words if word not in {"dozen", "a"}]
        if factor == ["half"]:
            return 6
        times = 1 if not factor else number_in(" ".join(factor))
        return 12 * times if times else None
    digits = "".join(words).replace(",", "")
    if digits.isdecimal():
        return int(digits)
    try:
        return int(text2num(" ".join(words), "en"))
    except ValueError:
        return None


def _ordinal(word: Token) -> int | None:
    """ "Second", "12th": how many they are with this one."""
    if match := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word.lower_):
        return int(match[1])
    return _ORDINALS.index(word.lower_) if word.lower_ in _ORDINALS[2:] else None
