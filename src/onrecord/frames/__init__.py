"""Frames: a ledger whose reports come as tables, which notebooks show and data frames take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict, Unpack

from sqlalchemy.engine import Connection

from onrecord import dates, ledger, reports
from onrecord.entries import Basis
from onrecord.errors import ConfigError
from onrecord.exports import selection
from onrecord.exports.tables import SHEETS, Column
from onrecord.frames.pictures import Picture, draw
from onrecord.frames.tables import Table
from onrecord.reports import ReportRow, View, audits, courses, moves, people, rosters

__all__ = ["Ledger", "Picture", "Table", "open_ledger"]

#: The columns of each table, in order; those behind the bar are for programs, and a notebook leaves them out.
COLUMNS = {
    "board": "holder target stance phase since basis terms articles sources confidence reviewed"
    " | holder_id target_id entries",
    "roster": "name office state party stance since terms | id stances entries",
    "targets": "target holders endorses supports withholds declines opposes withdraws | target_id",
    "course": "date endorses supports withholds declines opposes withdraws | exact",
    "who": "kind who date stance target phase basis terms words to via confidence sources outlet published"
    " | title entry article label",
    "wants": "holder stance target asks of outlet published | title entry article label",
    "moves": "date holder target from to words | holder_id target_id entries",
    "tallies": "as_of count number group stance target named words confidence outlet published"
    " | title entry article label",
    "checked": "as_of count number group stance target named against missing silent members reading verdict outlet published"
    " | title entry article label",
    "polls": "subject value bound previous lead place period pollster group words confidence outlet published"
    " | title entry article label",
    "events": "date kind who place phase words confidence outlet published | title entry article label",
    "articles": "published outlet origin title entries label | id url cites",
}
#: The kinds of entries that `Ledger.entries` lists: those that have columns in the exports.
KINDS = tuple(kind for kind in SHEETS if kind not in ("board", "articles"))
#: Columns of entries that a notebook leaves out.
_FOR_PROGRAMS = ("day", "characters", "article", "copy_of")


class Asked(TypedDict, total=False):
    """What every table can be asked for: the two clocks, and which entries count.

    `as_of` is a day (YYYY-MM-DD, YYYY-MM, YYYY or a `date`), `known_at` a day or a moment.
    """

    as_of: str | dt.date
    known_at: str | dt.date
    basis: str
    min_confidence: float
    reviewed: bool


class Ledger(ledger.Ledger):
    """An open ledger whose reports come as tables. Use it in a `with` block, or call `close`.

    Every table takes `as_of`, `known_at`, `basis`, `min_confidence` and `reviewed` (see `Asked`). A name that nobody in
    the ledger has raises `MissingError`, with those who are spelt like it.
    """

    def board(
        self,
        target: str | None = None,
        *,
        contest: str | None = None,
        roster: str | None = None,
        **asked: Unpack[Asked],
    ) -> Table:
        """Who stands where: on a target, on the candidates of a contest, or on everybody.

        With a roster ("Democratic senators") each of its members, the silent ones too; that takes a target.
        """
        view, about = _view(asked), target or contest or "everybody"
        if roster is None:
            return self._table(
                "board",
                f"Board: {about}",
                lambda c: reports.board(c, target=target, contest=contest, view=view),
                target,
            )
        if target is None:
            raise ConfigError("a roster needs a target: on whom do its members stand?")
        return self._table(
            "roster",
            f"Board: {roster} on {target}",
            lambda c: rosters.roster_board(c, roster, target=target, view=view),
            target,
        )

    def targets(self, **asked: Unpack[Asked]) -> Table:
        """For each target how many holders stand where, the most spoken of first."""
        view = _view(asked)
        return self._table("targets", "Targets", lambda c: reports.counts(c, view=view))

    def course(self, target: str | None = None, *, contest: str | None = None, **asked: Unpack[Asked]) -> Table:
        """How many stood where after each day on which that changed."""
        view = _view(asked)

        def report(connection: Connection) -> list[ReportRow]:
            days = courses.course(connection, target=target, contest=contest, view=view)
            return [row for row in days if not view.as_of or row["date"] <= view.as_of]

        return self._table("course", f"Course: {target or contest or 'everybody'}", report, target)

    def who(self, name: str, **asked: Unpack[Asked]) -> Table:
        """One person's positions and statements in order of time."""
        view = _view(asked)
        return self._table("who", name, lambda c: reports.who(c, name, view=view), name)

    def wants(self, target: str | None = None, **asked: Unpack[Asked]) -> Table:
        """What those who withhold or support ask for, in their words."""
        view = _view(asked)
        title = f"Wants: {target or 'of everybody'}"
        return self._table("wants", title, lambda c: reports.wants(c, target=target, view=view), target)

    def moves(self, since: str | dt.date, target: str | None = None, **asked: Unpack[Asked]) -> Table:
        """Who moved after a day, from what to what."""
        view, day = _view(asked), _day(since)
        title = f"Moves since {dates.in_words(day)}"
        return self._table("moves", title, lambda c: moves.moves(c, day, target=target, view=view), target)

    def tallies(self, *, check: bool = False, **asked: Unpack[Asked]) -> Table:
        """How many stand where, as articles count them; with `check` held against the members whom the ledger names."""
        view = _view(asked)
        if check:
            return self._table("checked", "Tallies and names", lambda c: audits.check_tallies(c, view=view))
        return self._table("tallies", "Tallies", lambda c: reports.listed(c, "tallies", view=view))

    def polls(self, **asked: Unpack[Asked]) -> Table:
        """Poll figures and leads."""
        view = _view(asked)
        return self._table("polls", "Polls", lambda c: reports.listed(c, "polls", view=view))

    def events(self, **asked: Unpack[Asked]) -> Table:
        """Rallies, debates, conventions, primaries, votes."""
        view = _view(asked)
        return self._table("events", "Events", lambda c: reports.listed(c, "events", view=view))

    def articles(self) -> Table:
        """Every article, and how many entries it has."""
        return self._table("articles", "Articles", reports.articles)

    def entries(
        self,
        kind: str = "positions",
        *,
        target: str | None = None,
        contest: str | None = None,
        **asked: Unpack[Asked],
    ) -> Table:
        """Every entry of a kind, one a row, with the columns of the exports; `characters` are where its words stand."""
        if kind not in KINDS:
            raise ConfigError(f"no entries of the kind {kind!r}; there are {', '.join(KINDS)}")
        view, columns = _view(asked), SHEETS[kind]
        with self.reading() as connection:
            _known(connection, target)
            found = selection.rows(
                connection,
                *(("polls", "leads") if kind == "polls" else (kind,)),
                view=view,
                target=target,
                contest=contest,
            )
            rows = [{column.name: _cell(column, row) for column in columns} for row in found]
        names = [column.name for column in columns]
        return Table.of(kind.capitalize(), rows, names, hidden=[name for name in names if _for_programs(name)])

    def chart(
        self,
        chart: str,
        *,
        target: str | None = None,
        contest: str | None = None,
        name: str | None = None,
        since: str | dt.date | None = None,
        **asked: Unpack[Asked],
    ) -> Picture:
        """A picture: "board" or "course" (of a target or a contest), "person" (of a name), "moves" (since a day)."""
        view = _view(asked)
        with self.reading() as connection:
            return draw(
                connection,
                chart,
                target=target,
                contest=contest,
                name=name,
                since=_day(since) if since else None,
                view=view,
            )

    def _table(
        self, columns: str, title: str, report: Callable[[Connection], list[ReportRow]], *names: str | None
    ) -> Table:
        with self.reading() as connection:
            for name in names:
                _known(connection, name)
            rows = report(connection)
        shown, _, hidden = COLUMNS[columns].partition(" | ")
        return Table.of(title, rows, [*shown.split(), *hidden.split()], hidden=hidden.split())


def open_ledger(where: str | Path, *, create: bool = True) -> Ledger:
    """Open the ledger at a path (SQLite) or a SQLAlchemy URL, and bring its schema up to date.

    Raises `LedgerError` if it is missing and `create` is false, cannot be written, is no ledger, or is of a newer
    version than this program.

    >>> with open_ledger(":memory:") as ledger:
    ...     ledger.board()
    <Board: everybody: 0 rows of holder, target, stance, phase, since, basis, terms, articles, sources, confidence, ...>
    """
    return Ledger(ledger.open_engine(where, create=create), str(where))


def _view(asked: Asked) -> View:
    told: dict[str, Any] = dict(asked)
    if as_of := asked.get("as_of"):
        told["as_of"] = _day(as_of)
    if known_at := asked.get("known_at"):
        told["known_at"] = dates.moment(str(known_at))
    basis = asked.get("basis")
    if basis is not None and basis not in tuple(Basis):
        raise ConfigError(f"no basis {basis!r}; there are {', '.join(Basis)}")
    return View(**told)


def _day(told: str | dt.date) -> str:
    """The last day that a date means."""
    return dates.last_day(dates.parse(str(told)))


def _known(connection: Connection, name: str | None) -> None:
    """Refuse a name that nobody in the ledger has."""
    if name is not None:
        people.known(connection, name)


def _for_programs(name: str) -> bool:
    return name in _FOR_PROGRAMS or name.endswith(("_id", "_printed"))


def _cell(column: Column, row: Any) -> Any:
    value = column.of(row)
    if column.name == "characters":
        return [dict(zip(("start", "end", "text"), place, strict=True)) for place in value]  # type: ignore[union-attr]
    return list(value) if isinstance(value, tuple) else value
