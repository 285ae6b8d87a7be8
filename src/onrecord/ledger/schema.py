"""The ledger's tables. Insert-only: triggers refuse every UPDATE and DELETE."""

from __future__ import annotations

import sqlalchemy as sa

#: The schema's version is the last migration's; a ledger of a newer one is refused.
metadata = sa.MetaData()

article = sa.Table(
    "article",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("published", sa.Text, nullable=False),
    sa.Column("dateline", sa.Text, nullable=False),
    sa.Column("cites", sa.JSON, nullable=False),
    sa.Column("blocks", sa.JSON, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Index("article_published", "published", "id"),
    sa.Index("article_label", "label"),
    sa.Index("article_recorded", "recorded_at"),
)

entry = sa.Table(
    "entry",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("article_id", sa.Text, sa.ForeignKey("article.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),  # holder, speaker, group or subject
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("date", sa.Text, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Index("entry_names", "article_id", "subject", "target"),  # from a mention to the entries that name it
    sa.Index("entry_kind_target", "kind", "target"),
    sa.Index("entry_kind_subject", "kind", "subject"),
)
#: "", written out in conditions of partial indexes and of the queries that are to use them: SQLite wants it so.
NOTHING: sa.ColumnElement[str] = sa.literal_column("''")
sa.Index("entry_dated", entry.c.date, sqlite_where=entry.c.date != NOTHING, postgresql_where=entry.c.date != NOTHING)
#: What `derived` takes out of an entry's payload: the reader's confidence in it, how many terms it sets.
CONFIDENCE = sa.literal_column("entry.confidence", sa.Float)
TERMS = sa.literal_column("entry.terms", sa.Integer)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("entry_id", sa.Text, sa.ForeignKey("entry.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

posting = sa.Table(
    "posting",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("entry_id", sa.Text, sa.ForeignKey("entry.id"), nullable=False),
    sa.Column("seen", sa.Boolean, nullable=False),  # false: a later reading no longer finds it
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Index("posting_latest", "entry_id", "id"),  # the latest posting of an entry holds
)

issue = sa.Table(
    "issue",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
)

#: Actors beyond the registry: those whom an editor added, and local identities for names that nobody knows.
actor = sa.Table(
    "actor",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
)

#: Who a printed name in an article is: the latest row holds. Entries keep the name as printed.
mention = sa.Table(
    "mention",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("article_id", sa.Text, sa.ForeignKey("article.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("actor_id", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Index("mention_article_name", "article_id", "name", "id"),
    sa.Index("mention_bearer", "actor_id", "article_id", "name"),  # from an actor to the names it bears
)

#: The rows of `mention` that an editor decided, few among many: written out, or SQLite does not take their index.
BY_EDITORS = mention.c.by != sa.literal_column("'onrecord'")
sa.Index("mention_decided", mention.c.id, sqlite_where=BY_EDITORS, postgresql_where=BY_EDITORS)

#: Decisions that two actors are the same; `undoes` takes back an earlier row.
judgement = sa.Table(
    "judgement",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("left", sa.Text, nullable=False),
    sa.Column("right", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("judgement.id"), nullable=True),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
)

#: What editors decide on entries; the machine's reading stays beside it.
review = sa.Table(
    "review",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("entry_id", sa.Text, sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("verdict", sa.Text, nullable=False),  # accepted, amended, rejected, note, undone
    sa.Column("amended", sa.JSON, nullable=False),  # the fields that change, {} if none
    sa.Column("undoes", sa.Integer, sa.ForeignKey("review.id"), nullable=True),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
)

#: Bands of an article's MinHash signature: articles that share one are compared.
band = sa.Table(
    "band",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("hash", sa.BigInteger, nullable=False, index=True),
)

#: Articles that carry (nearly) the same text as one that was read before.
copy = sa.Table(
    "copy",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("of_id", sa.Text, sa.ForeignKey("article.id"), nullable=False, index=True),
    sa.Column("likeness", sa.Float, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
)

#: What can be searched: an article by its title and text, a statement by its speaker and words. `search` indexes it.
passage = sa.Table(
    "passage",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.Text, nullable=False),  # articles, statements
    sa.Column("article_id", sa.Text, sa.ForeignKey("article.id"), nullable=False),
    sa.Column("entry_id", sa.Text, sa.ForeignKey("entry.id"), nullable=True),  # none: the article itself
    sa.Column("heading", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=True),  # none: the article's text
)


def derived(dialect: str) -> list[str]:
    """The statements that give `entry` what is looked up in its payload as columns, and index them.

    The database derives them; they are no part of the table as it is inserted or copied.
    """
    if dialect == "postgresql":
        columns = (
            ("confidence", "double precision", "(payload->>'confidence')::double precision", "STORED"),
            ("terms", "integer", "json_array_length(payload->'conditions')", "STORED"),
        )
    else:
        columns = (
            ("confidence", "REAL", "json_extract(payload, '$.confidence')", "VIRTUAL"),
            ("terms", "INTEGER", "json_array_length(payload, '$.conditions')", "VIRTUAL"),
        )
    return [
        *(
            f"ALTER TABLE entry ADD COLUMN {name} {type} GENERATED ALWAYS AS ({how}) {kept}"
            for name, type, how, kept in columns
        ),
        "CREATE INDEX entry_doubt ON entry (confidence) WHERE kind = 'positions'",
        "CREATE INDEX entry_terms ON entry (article_id) WHERE terms > 0",
    ]


def insert_only(table: str, dialect: str) -> list[str]:
    """The statements that make `table` refuse UPDATE and DELETE in a dialect ("sqlite" or "postgresql")."""
    message = f"the ledger is insert-only: rows of {table} are never changed or deleted"
    if dialect == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{message}';"
            " END; $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        ]
    return [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        for act in ("UPDATE", "DELETE")
    ]
