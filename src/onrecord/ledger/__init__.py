"""The ledger: an insert-only record of entries with two clocks. `open_ledger` is the door."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from pydantic_core import from_json
from sqlalchemy.engine import Connection, Engine

from onrecord.entries import Record
from onrecord.errors import LedgerError
from onrecord.ledger import posting
from onrecord.ledger.inserting import as_json
from onrecord.ledger.posting import Prepared
from onrecord.model import Issue

__all__ = ["Ledger", "open_ledger"]

#: How many connections post at once; SQLite has one writer at a time.
_WRITERS = {"sqlite": 1, "postgresql": 2}
#: Records of one transaction. In SQLite the more the seldomer a page of an index is written; in PostgreSQL each takes
#: one of some 6,000 locks that all writers share.
_BATCH = {"sqlite": 2_000, "postgresql": 100}
#: Bytes of an SQLite file that are read where they lie instead of through copies, a fifth of the wait; SQLite caps it.
_MAPPED = 2**40


class Ledger:
    """An open ledger. Use it in a `with` block, or call `close`."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self.name = engine, name

    def post(self, record: Record) -> int:
        """Enter a record, all of it or nothing; return how many postings it made (0 if nothing is new)."""
        return self._post([Prepared.of(record)])

    def post_all(self, records: Iterable[Record], batch: int | None = None) -> int:
        """Enter many records, `batch` of them a transaction (what suits the database if none is given).

        What needs no ledger is done while others are written, on PostgreSQL by two writers side by side. A second
        reading of an article waits for its first.
        """
        made, under_way = 0, dict[Future[int], set[str]]()
        database = self._engine.dialect.name
        writers = _WRITERS[database]
        with ThreadPoolExecutor(writers) as pool:
            for some in posting.batches(records, batch or _BATCH[database]):
                prepared, articles = [Prepared.of(one) for one in some], {one.article.id for one in some}
                while len(under_way) == writers or any(articles & others for others in under_way.values()):
                    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                    made += sum(one.result() for one in done)
                    under_way = {one: ids for one, ids in under_way.items() if one not in done}
                under_way[pool.submit(self._post, prepared)] = articles
            return made + sum(one.result() for one in under_way)

    def _post(self, prepared: Sequence[Prepared]) -> int:
        with self.writing() as connection:
            return posting.post(connection, prepared)

    def post_issue(self, issue: Issue) -> None:
        """Enter what went wrong with one document."""
        with self.writing() as connection:
            posting.post_issue(connection, issue)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for the queries of `asof`."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise LedgerError(f"{self.name}: {error.orig}") from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection for one transaction: what `reviewing` and `judgements` do in it is kept whole or not at all."""
        try:
            with self._engine.connect().execution_options(onrecord_writes=True) as connection, connection.begin():
                yield connection
        except sa.exc.DBAPIError as error:
            raise LedgerError(f"{self.name}: could not write: {error.orig}; nothing of this record was kept") from None

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_ledger(where: str | Path, *, create: bool = True) -> Ledger:
    """Open the ledger at a path (SQLite) or a SQLAlchemy URL, and bring its schema up to date.

    Raises `LedgerError` if it is missing and `create` is false, cannot be written, is no ledger, or is of a newer
    version than this program.

    >>> with open_ledger(":memory:") as ledger, ledger.reading() as connection:
    ...     connection.exec_driver_sql("select count(*) from entry").scalar()
    0
    """
    return Ledger(open_engine(where, create=create), str(where))


def open_engine(where: str | Path, *, create: bool = True) -> Engine:
    """The database of a ledger, as `open_ledger` opens it."""
    name = str(where)
    url = name if "://" in name else _sqlite(name, create)
    if "://" in name and not name.startswith(("sqlite", "postgresql")):
        raise LedgerError(
            f"{name}: no ledger address; give an SQLite file or a PostgreSQL URL such as postgresql+psycopg://host/name"
        )
    try:
        # One connection for a ledger in memory, which each new connection would find empty; `post_all` writes from a
        # thread.
        shared = {"poolclass": sa.StaticPool, "connect_args": {"check_same_thread": False}}
        options = shared if name == ":memory:" else {}
        engine = sa.create_engine(url, json_serializer=as_json, json_deserializer=from_json, **options)
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _prepare)
            sa.event.listen(engine, "begin", _begin)
        with engine.connect().execution_options(onrecord_writes=True) as connection, connection.begin():
            _migrate(connection, name)
    except sa.exc.ArgumentError:
        raise LedgerError(
            f"{name}: no ledger address; give a file or a URL such as postgresql+psycopg://host/name"
        ) from None
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError):
        raise LedgerError(
            f"{name}: no driver for this database; a ledger is an SQLite file or in PostgreSQL"
            " (postgresql+psycopg://host/name, which needs `pip install 'onrecord[postgres]'`)"
        ) from None
    except sa.exc.DBAPIError as error:
        raise LedgerError(f"{name}: cannot be opened as a ledger: {error.orig}") from None
    return engine


def _sqlite(name: str, create: bool) -> str:
    if name == ":memory:":
        return "sqlite://"
    path = Path(name)
    if not path.exists():
        if not create:
            raise LedgerError(f"{name}: no such ledger; make one with `onrecord read ... --ledger {name}`")
        if not path.parent.is_dir():
            raise LedgerError(f"{name}: its folder does not exist; make it first")
        if not os.access(path.parent, os.W_OK):
            raise LedgerError(f"{name}: its folder cannot be written to; choose another with --ledger")
    elif path.is_dir():
        raise LedgerError(f"{name}: a folder, no ledger; name a file in it")
    elif path.stat().st_size and path.read_bytes()[:15] != b"SQLite format 3":
        raise LedgerError(f"{name}: no ledger (not an SQLite file); choose another file with --ledger")
    return f"sqlite:///{path}"


def _prepare(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    # Transactions are begun by `_begin`, not by the driver's own guess.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA busy_timeout = 60000")
    # Kibibytes: the indexes of a large ledger are written all over.
    cursor.execute("PRAGMA cache_size = -262144")
    cursor.execute(f"PRAGMA mmap_size = {_MAPPED}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once, so that it never finds its reading outdated when it comes to write."""
    writes = connection.get_execution_options().get("onrecord_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(connection: Connection, name: str) -> None:
    """Run the migrations that this ledger lacks; refuse a ledger of a newer program."""
    from alembic import command  # which is long to load, and no import of the ledger needs it
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "onrecord.ledger:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise LedgerError(f"{name}: written by a newer onrecord (schema {current}); upgrade onrecord to open it")
    if current != max(known):
        command.upgrade(config, "head")
