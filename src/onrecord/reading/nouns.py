"""Nouns for persons, told by their endings."""

from __future__ import annotations

import re

#: Nouns for persons: by their ending, or one of these; and nouns that only end alike.
_PERSONS = re.compile(
    r".{2,}(?:[^m]ent|ant|[eo]r|ist|ian|man|woman|ee|ess|eur|crat)"
    r"|republican|libertarian|independent|incumbent|chief|head|wife|husband|son|daughter|brother|sister|father|mother|rival"
    r"|coach|judge|nurse|aide|ally|critic|host|star|veteran|native|hero|mogul|boss|champion|friend|pastor|priest|heir|lady"
    r"|justice|secretary|general|whip|executive|delegate|candidate|progressive|conservative|liberal|physician|surgeon|czar"
)
_THINGS = re.compile(
    r".*(?:ment|[bwt]sity)|(?:news)?paper|order|power|number|matter|letter|center|chapter|tower|river|quarter|border|offer|corner"
    r"|error|factor|floor|favor|labor|sector|career|dinner|winter|summer|water|other|another|whatever|either|neither|answer"
    r"|cover|disaster|trigger|manner|layer|barrier|weather|danger|november|december|september|october|event|percent|restaurant"
    r"|committee|fee|coffee|degree|guarantee|business|process|success|access|congress|press|mess|stress|list|tour|color|behavior"
    r"|spent|accent|extent|intent|content|accident|incident|precedent|talent|want|grant|war|bar|year|chamber|tier|poster|banner"
    r"|twitter|voter|supporter|member|charter|shelter|register|ladder|filter|chair"
)


def is_person(noun: str) -> bool:
    """Whether a common noun, in lower case, is one for a person.

    >>> [word for word in ("teacher", "nurse", "lobbyist", "newspaper", "agreement") if is_person(word)]
    ['teacher', 'nurse', 'lobbyist']
    """
    return bool(_PERSONS.fullmatch(noun)) and not _THINGS.fullmatch(noun)
