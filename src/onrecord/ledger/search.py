"""Search: full text over articles and statements, by SQLite's FTS5 or PostgreSQL's text search.

Posting adds one row of `passage` for each article and each statement; a trigger of the database indexes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

KINDS = ("articles", "statements")
#: Between the content spans of one statement.
GAP = " … "
#: Characters that no newspaper prints: they mark hits in what the database hands back.
_OPEN, _CLOSE = "\x02", "\x03"
#: PostgreSQL refuses to index a text of more than a megabyte.
_MOST = 400_000
#: Characters of a snippet, and before its first hit.
_SNIPPET, _BEFORE = 240, 80
#: PostgreSQL weighs no more matches than this, the newest; a word that is everywhere has no best place.
_WEIGHED = 5_000

_SQLITE = (
    """CREATE VIEW passage_text AS SELECT passage.id, passage.kind, passage.heading,
    coalesce(passage.words, article.text) AS words FROM passage JOIN article ON article.id = passage.article_id""",
    """CREATE VIRTUAL TABLE passage_words USING fts5(kind, heading, words, content='passage_text', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER passage_indexed AFTER INSERT ON passage BEGIN INSERT INTO passage_words(rowid, kind, heading, words)
    SELECT id, kind, heading, words FROM passage_text WHERE id = new.id; END""",
)
# As in SQLite every word counts, "for" and "the" too: phrases hold them, and both databases find the same.
_POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY onrecord_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION onrecord (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION onrecord ALTER MAPPING REPLACE english_stem WITH onrecord_stem",
    "ALTER TABLE passage ADD COLUMN lexemes tsvector",
    f"""CREATE FUNCTION passage_index() RETURNS trigger AS $$ BEGIN
    NEW.lexemes := setweight(to_tsvector('onrecord', NEW.heading), 'A') || setweight(to_tsvector('onrecord', left(
        coalesce(NEW.words, (SELECT text FROM article WHERE id = NEW.article_id)), {_MOST})), 'B');
    RETURN NEW; END; $$ LANGUAGE plpgsql""",
    "CREATE TRIGGER passage_indexed BEFORE INSERT ON passage FOR EACH ROW EXECUTE FUNCTION passage_index()",
    "CREATE INDEX passage_lexemes ON passage USING gin (lexemes)",
)


def index_of(dialect: str) -> Sequence[str]:
    """The statements that index every row of `passage` from now on, in a dialect ("sqlite" or "postgresql")."""
    return _POSTGRESQL if dialect == "postgresql" else _SQLITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article or statement that has the words.

    `snippet` are words of it around the hits, `hits` their places in the snippet (start, end), `start` the snippet's own
    place in the article's text or the statement's words. `place` is the hit's place among all, from 1.
    """

    kind: str
    article_id: str
    entry_id: str
    snippet: str
    start: int
    hits: tuple[tuple[int, int], ...]
    place: int


def phrases(words: str) -> list[str]:
    """What is searched for: each word and each phrase in quotation marks; marks alone are nothing.

    >>> phrases('Sanders “working people” -- (plan')
    ['working people', 'Sanders', 'plan']
    """
    quoted = re.findall(r'["“„]([^"“”„]*)["”“]', words)
    rest = re.sub(r'["“„][^"“”„]*["”“]', " ", words)
    spoken = (re.sub(r"[^\w'’-]+", " ", one).strip(" '’-") for one in (*quoted, *rest.split()))
    return [one for one in spoken if re.search(r"[^\W_]", one)]


def find(
    connection: Connection, words: str, *, kinds: Collection[str] = KINDS, limit: int, after: int = 0
) -> list[Hit]:
    """The articles and statements that have all of some words, the best first, `limit` of them behind the first `after`.

    Words are stemmed ("endorsed" finds "endorses"); a phrase in quotation marks stands as it is. Nothing in `words` is an
    operator, so that every text can be searched for.
    """
    wanted = phrases(words)
    if not wanted or not kinds:
        return []
    query = _postgresql if connection.dialect.name == "postgresql" else _sqlite
    rows = connection.execute(query(wanted, kinds), {"limit": limit, "after": after}).all()
    return [_hit(row, after + number) for number, row in enumerate(rows, 1)]


def _sqlite(wanted: list[str], kinds: Collection[str]) -> sa.TextClause:
    asked = " AND ".join(f'"{one}"' for one in wanted)
    kind = " OR ".join(f'"{one}"' for one in kinds)
    return sa.text(
        """SELECT passage.kind, passage.article_id, passage.entry_id, marked.words FROM
        (SELECT rowid, rank, highlight(passage_words, 2, :open, :close) AS words FROM passage_words
         WHERE passage_words MATCH :asked AND rank MATCH 'bm25(0, 4, 1)' ORDER BY rank LIMIT :limit OFFSET :after)
        AS marked JOIN passage ON passage.id = marked.rowid ORDER BY marked.rank, passage.id"""
    ).bindparams(asked=f"(kind : ({kind})) AND ({{heading words}} : ({asked}))", open=_OPEN, close=_CLOSE)


def _postgresql(wanted: list[str], kinds: Collection[str]) -> sa.TextClause:
    asked = " && ".join(f"phraseto_tsquery('onrecord', :phrase{number})" for number in range(len(wanted)))
    return sa.text(
        f"""SELECT best.kind, best.article_id, best.entry_id, ts_headline('onrecord', coalesce(best.words, article.text),
        {asked}, :marks) AS words FROM
        (SELECT * FROM (SELECT * FROM passage WHERE lexemes @@ ({asked}) AND kind = ANY(:kinds)
         ORDER BY id DESC LIMIT {_WEIGHED}) AS met
         ORDER BY ts_rank(lexemes, {asked}, 1) DESC, id LIMIT :limit OFFSET :after)
        AS best JOIN article ON article.id = best.article_id ORDER BY ts_rank(best.lexemes, {asked}, 1) DESC, best.id"""
    ).bindparams(
        kinds=list(kinds),
        marks=f"HighlightAll=true, StartSel={_OPEN}, StopSel={_CLOSE}",
        **{f"phrase{number}": one for number, one in enumerate(wanted)},
    )


def _hit(row: Any, place: int) -> Hit:
    text, spots = _unmarked(row.words)
    start, end = _window(text, spots)
    return Hit(
        kind=row.kind,
        article_id=row.article_id,
        entry_id=row.entry_id or "",
        snippet=text[start:end],
        start=start,
        hits=tuple((a - start, b - start) for a, b in spots if start <= a and b <= end),
        place=place,
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the marks, and where each marked stretch stands in it."""
    parts, spots, at = [], [], 0
    for number, part in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", marked)):
        if number % 2:
            spots.append((at, at + len(part)))
        parts.append(part)
        at += len(part)
    return "".join(parts), spots


def _window(text: str, spots: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of a text that shows most hits, cut between words and at line ends."""
    first = max(
        spots,
        key=lambda spot: sum(spot[0] <= start < spot[0] + _SNIPPET - _BEFORE for start, _ in spots),
        default=(0, 0),
    )[0]
    start = max(0, first - _BEFORE)
    if start:
        start = text.find(" ", start, first) + 1 or first
    start = max(start, text.rfind("\n", start, first) + 1)
    end = text.find(" ", start + _SNIPPET)
    return start, len(text) if end < 0 else end
