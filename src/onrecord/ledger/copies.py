"""Copies: articles that carry (nearly) the same text. Found by MinHash over runs of five words, in bands.

Method: A. Broder, "On the resemblance and containment of documents", 1997; signatures by the rensa library.
"""

from __future__ import annotations

import re
import struct
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from rensa import RMinHash
from sqlalchemy.engine import Connection

from onrecord.ledger import schema

_RUN, _PERMUTATIONS, _BANDS = 5, 48, 8
#: Articles of which so much of the runs are the same (Jaccard) are copies.
_ALIKE = 0.55
#: Texts with fewer words have too little to compare.
_LEAST = 40


def bands_of(article_id: str, text: str) -> list[dict[str, Any]]:
    """The rows of `band` for an article's text; none for a very short one."""
    runs = _runs(text)
    if not runs:
        return []
    signature = RMinHash(num_perm=_PERMUTATIONS, seed=1)
    signature.update(runs)
    values = signature.digest()
    width = _PERMUTATIONS // _BANDS
    return [
        {
            "article_id": article_id,
            "number": number,
            "hash": _hash([number, *values[number * width : (number + 1) * width]]),
        }
        for number in range(_BANDS)
    ]


def _hash(values: list[int]) -> int:
    packed = struct.pack(f"<{len(values)}Q", *values)
    return int(struct.unpack("<q", blake2b(packed, digest_size=8).digest())[0])


def _runs(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    if len(words) < _LEAST:
        return []
    return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def likeness(one: str, other: str) -> float:
    """The share of runs of words that two texts have in common (Jaccard, 0 to 1)."""
    left, right = set(_runs(one)), set(_runs(other))
    return len(left & right) / len(left | right) if left and right else 0.0


def find_copy(connection: Connection, article_id: str, text: str, bands: list[dict[str, Any]]) -> tuple[str, float]:
    """The earliest-read article with nearly this text, and how alike they are; ("", 0.0) if there is none."""
    if not bands:
        return "", 0.0
    table = schema.band
    same = table.c.hash.in_([row["hash"] for row in bands])
    query = (
        sa.select(schema.article.c.id, schema.article.c.text, schema.copy.c.of_id)
        .select_from(schema.article)
        .outerjoin(schema.copy, schema.copy.c.article_id == schema.article.c.id)
        .where(schema.article.c.id.in_(sa.select(table.c.article_id).where(same)), schema.article.c.id != article_id)
        .order_by(schema.article.c.recorded_at, schema.article.c.id)
        .limit(20)
    )
    for row in connection.execute(query):
        alike = likeness(text, row.text)
        if alike >= _ALIKE:
            return row.of_id or row.id, alike
    return "", 0.0
