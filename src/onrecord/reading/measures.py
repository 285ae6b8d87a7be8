"""Measures that are named by what they do: "the spending bill", "the Iran nuclear deal"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

_HEADS = frozenset(
    "bill legislation resolution amendment initiative treaty deal measure pact agreement accord package act bond levy"
    " referendum".split()
)
#: Heads of one class may name one measure.
_CLASSES = (
    frozenset("bill legislation act package measure".split()),
    frozenset("treaty deal pact agreement accord".split()),
)
#: What a measure does not differ by, if the rest is alike.
_SIDES = frozenset("house senate republican republicans gop democratic democrats congressional federal white".split())
_GENERAL = frozenset(
    "new big bad good great final latest last first second whole same such own other similar major massive sweeping current "
    "controversial bipartisan clean key early earlier original entire actual so-called landmark possible potential larger "
    "better best worse broad broader broken certain comprehensive old only pending proposed recent separate short simple "
    "small specific strong top tough".split()
)


def measure_start(token: Token) -> int | None:
    """The first token of the words that name a measure by what it does ("the [spending bill]"), or None.

    Wants a noun or a telling adjective before the head; articles, possessors and praise stay outside.
    """
    if token.lower_ not in _HEADS or token.tag_ != "NN":
        return None
    start = token.i
    telling = False
    for word in reversed(list(token.lefts)):
        if word.dep_ not in ("compound", "amod", "nmod") or word.lower_ in _GENERAL:
            break
        start, telling = word.left_edge.i, telling or word.dep_ == "compound" or word.tag_ == "JJ"
    return start if telling else None


def same_measure(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two spellings, in lower-case words, name one measure.

    >>> same_measure(["iranian", "deal"], ["iran", "nuclear", "deal"]), same_measure(["tax", "bill"], ["farm", "bill"])
    (True, False)
    """
    heads = {left[-1], right[-1]}
    if len(heads) > 1 and not any(heads <= alike for alike in _CLASSES):
        return False
    stems = [{word[:4] for word in words[:-1] if word not in _SIDES} for words in (left, right)]
    return bool(stems[0] and stems[1]) and (stems[0] <= stems[1] or stems[1] <= stems[0])
