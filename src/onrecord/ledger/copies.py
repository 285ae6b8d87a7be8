"""Copies: articles that carry (nearly) the same text. Found by MinHash over runs of five words, in bands.

Method: A. Broder, "On the resemblance and containment of documents", 1997; signatures by the rensa library.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from rensa import RMinHash
from sqlalchemy.engine import Connection

from onrecord.ledger import schema

_RUN, _PERMUTATIONS, _BANDS = 5, 48, 8
#: Articles of which so much of the runs are the same (Jaccard) are copies.
_ALIKE = 0.55
#: With how many of the earliest articles that share a band a new one is compared.
_AT_MOST = 20
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


def find_copies(
    connection: Connection, texts: Mapping[str, str], bands: Mapping[str, list[dict[str, Any]]]
) -> dict[str, tuple[str, float]]:
    """For some new articles, in order: the earliest-read one with nearly their text, and how alike the two are.

    Articles that are nobody's copy are left out; a copy of a copy is one of the first.
    """
    hashes = {article_id: [row["hash"] for row in rows] for article_id, rows in bands.items()}
    of: dict[str, str] = {}  # what each earlier article is a copy of, itself if of none, in order of reading
    carriers: defaultdict[int, list[str]] = defaultdict(list)
    for row in _earlier(connection, {one for some in hashes.values() for one in some}):
        of[row.id] = row.of_id or row.id
        carriers[row.hash].append(row.id)
    found = {}
    for article_id, text in texts.items():
        near = {one for hash in hashes[article_id] for one in carriers[hash]}
        first = [one for one in of if one in near][:_AT_MOST]
        for other, earlier in _texts(connection, first, texts):
            alike = likeness(text, earlier)
            if alike >= _ALIKE:
                found[article_id] = of[other], alike
                break
        of[article_id] = found[article_id][0] if article_id in found else article_id
        for hash in hashes[article_id]:
            carriers[hash].append(article_id)
    return found


def _earlier(connection: Connection, hashes: Collection[int]) -> Sequence[Any]:
    """The articles in the ledger that share a band with new ones: hash, article, what it is a copy of."""
    if not hashes:
        return []
    query = (
        sa.select(schema.band.c.hash, schema.article.c.id, schema.copy.c.of_id)
        .join(schema.article, schema.article.c.id == schema.band.c.article_id)
        .outerjoin(schema.copy, schema.copy.c.article_id == schema.article.c.id)
        .where(schema.band.c.hash.in_(hashes))
        .order_by(schema.article.c.recorded_at, schema.article.c.id)
    )
    return connection.execute(query).all()


def _texts(connection: Connection, article_ids: Sequence[str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text of each article, read from the ledger unless it is one of the new ones."""
    for one in article_ids:
        if one in new:
            yield one, new[one]
        else:
            yield (
                one,
                connection.execute(sa.select(schema.article.c.text).where(schema.article.c.id == one)).scalar_one(),
            )
