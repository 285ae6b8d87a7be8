"""Readable: an SQLite ledger as other programs open it (Datasette, a spreadsheet's driver): views with plain names.

They show the record as it stands now: what is live, with the editors' amendments, and with names as identified.
"""

from __future__ import annotations

#: What a view takes out of an entry's payload.
_FIELDS = {
    "positions": ("stance", "phase", "basis", "date", "contest"),
    "statements": ("kind", "cue", "to", "date"),
    "tallies": ("count", "number", "group", "stance", "as_of"),
    "polls": ("value", "previous", "bound", "lead", "place", "period", "pollster", "group"),
    "events": ("kind", "place", "date", "phase"),
}
#: What stands before those fields: names as identified, by the side of the entry that they are on.
_NAMES = {
    "positions": (("holder", "subject"), ("target", "target")),
    "statements": (("speaker", "subject"),),
    "tallies": (("target", "target"),),
    "polls": (("subject", "subject"),),
    "events": (),
}

_DECISIONS = """CREATE VIEW decisions AS SELECT entry_id AS entry, verdict, amended, note, by, recorded_at FROM review AS held
WHERE verdict IN ('accepted', 'amended', 'rejected') AND id = (
    SELECT max(id) FROM review AS later WHERE later.entry_id = held.entry_id
    AND later.verdict IN ('accepted', 'amended', 'rejected')
    AND NOT EXISTS (SELECT 1 FROM review AS undone WHERE undone.undoes = later.id))"""

_MERGES = """CREATE VIEW merges AS SELECT "left" AS actor, "right" AS other, note, by, recorded_at FROM judgement AS held
WHERE undoes IS NULL AND NOT EXISTS (SELECT 1 FROM judgement AS undone WHERE undone.undoes = held.id)"""

_LIVE = """CREATE VIEW live AS SELECT entry.id AS entry, entry.article_id AS article, entry.kind,
CASE WHEN decisions.verdict = 'amended' THEN json_patch(entry.payload, decisions.amended) ELSE entry.payload END AS payload,
coalesce(decisions.verdict, '') AS reviewed
FROM entry LEFT JOIN decisions ON decisions.entry = entry.id
WHERE coalesce(decisions.verdict, '') <> 'rejected' AND (decisions.verdict IS NOT NULL OR (
    SELECT seen FROM posting WHERE posting.entry_id = entry.id ORDER BY posting.id DESC LIMIT 1))"""

_ARTICLES = """CREATE VIEW articles AS SELECT article.id AS article, label, title, outlet, origin, author, published, url,
copy.of_id AS copy_of FROM article LEFT JOIN copy ON copy.article_id = article.id"""

_CONDITIONS = """CREATE VIEW conditions AS SELECT live.entry, live.article, {holder} AS holder, {target} AS target,
json_extract(payload, '$.stance') AS stance, json_extract(term.value, '$.text') AS asks, json_extract(term.value, '$.of') AS of_whom, live.reviewed
FROM live, json_each(live.payload, '$.conditions') AS term WHERE live.kind = 'positions'"""

_EVIDENCE = """CREATE VIEW evidence_words AS SELECT live.entry, live.article, live.kind, json_extract(span.value, '$.start') AS start,
json_extract(span.value, '$.end') AS "end", json_extract(span.value, '$.text') AS words
FROM live, json_each(live.payload, '$.evidence') AS span"""


def views() -> list[str]:
    """The statements that make the views, in order."""
    names = {side: _named(side) for side in ("holder", "target")}
    return [
        _DECISIONS,
        _MERGES,
        _LIVE,
        _ARTICLES,
        *(_entries(kind) for kind in _FIELDS),
        _CONDITIONS.format(**names),
        _EVIDENCE,
    ]


def _entries(kind: str) -> str:
    names = [f'{_named(name)} AS "{name}"' for name, _ in _NAMES[kind]]
    fields = [f"json_extract(payload, '$.{name}') AS \"{name}\"" for name in _FIELDS[kind]]
    said = "content" if kind == "statements" else "evidence"
    words = f"(SELECT group_concat(json_extract(value, '$.text'), ' … ') FROM json_each(payload, '$.{said}')) AS words"
    kinds = "'polls', 'leads'" if kind == "polls" else f"'{kind}'"
    columns = ", ".join([*names, *fields, words])
    return (
        f"CREATE VIEW {kind} AS SELECT live.entry, {columns}, article.outlet, article.published, article.title,"
        " live.article, live.reviewed FROM live JOIN article ON article.id = live.article"
        f" WHERE live.kind IN ({kinds})"
    )


def _named(field: str) -> str:
    """The usual name of whom a printed name of the entry's article means; the printed one if nobody is known."""
    printed = f"json_extract(payload, '$.{field}')"
    bearer = f"""(SELECT actor_id FROM mention WHERE mention.article_id = live.article AND mention.name = {printed}
        ORDER BY mention.id DESC LIMIT 1)"""
    return f"""coalesce((WITH RECURSIVE walk(id, step) AS (SELECT {bearer}, 0
        UNION SELECT merges.actor, step + 1 FROM walk JOIN merges ON merges.other = walk.id WHERE step < 50)
        SELECT actor.name FROM walk JOIN actor ON actor.id = walk.id ORDER BY step DESC LIMIT 1), {printed})"""
