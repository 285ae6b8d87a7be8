"""The commands. Each is a few lines: a report, a view; errors become one line and an exit code."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import ExitStack
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from onrecord import codec, dates, reports, views
from onrecord.cli import actors, charts, exports, ledgers, review, search, serve, users, webhooks
from onrecord.cli.options import (
    DEFAULT,
    SETTINGS,
    AsOfOption,
    BasisOption,
    ConfidenceOption,
    JsonOption,
    KnownAtOption,
    LedgerOption,
    ReviewedOption,
    TargetOption,
    day,
    known,
    show_report,
    view_of,
)
from onrecord.entries import Record
from onrecord.errors import OnRecordError
from onrecord.evaluation import Grouping, load_labels
from onrecord.evaluation import evaluate as run_evaluation
from onrecord.evaluation.scores import rows_of
from onrecord.intake import Hints, open_source
from onrecord.ledger import Ledger, open_ledger
from onrecord.model import Issue
from onrecord.registry import load_contests
from onrecord.reports import audits, moves
from onrecord.reports.rosters import counted, roster_board

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Who backs whom, on what terms, and on whose word: read from the news, with the evidence attached.",
)
_Item = TypeVar("_Item")


for _group, _name in (
    (actors.app, "actors"),
    (review.app, "review"),
    (ledgers.app, "ledger"),
    (users.app, "users"),
    (webhooks.app, "webhooks"),
):
    app.add_typer(_group, name=_name)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def _main(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help='Files, folders, globs, or "-" for standard input.')],
    manifest: Annotated[Path | None, typer.Option(help="CSV or JSONL with a `path` column and hints.")] = None,
    ledger: Annotated[str | None, typer.Option("--ledger", "-l", help="The ledger to fill.")] = None,
    jsonl: Annotated[str | None, typer.Option(help='Write the exchange form to this file, or "-".')] = None,
    published: Annotated[str, typer.Option(help="Day of publication of all that is read.")] = "",
    outlet: Annotated[str, typer.Option(help="Its outlet.")] = "",
    url: Annotated[str, typer.Option(help="Its address.")] = "",
    author: Annotated[str, typer.Option(help="Its author.")] = "",
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    model: Annotated[str, typer.Option(help="The spaCy pipeline to parse with.")] = SETTINGS.model,
) -> None:
    """Read articles into a ledger, or to the exchange form."""
    from onrecord.pipeline import read_documents  # which loads the parser and the models
    from onrecord.reading.clauses import load_parser

    hints = Hints(published=dates.parse(published), outlet=outlet, url=url, author=author, title=title)
    documents = open_source(paths, manifest=manifest, hints=hints)
    nlp = load_parser(model)
    with ExitStack() as stack:
        book = stack.enter_context(open_ledger(ledger or DEFAULT)) if ledger or jsonl is None else None
        out = stack.enter_context(_lines(jsonl)) if jsonl else None
        counts, told, stopped = Counter[str](), list[str](), False
        try:
            for found in read_documents(_progress(documents, "reading"), nlp):
                _keep(found, book, out, counts, told)
        except KeyboardInterrupt:
            stopped = True
    views.console(stderr=True).print(views.summary(dict(counts), told))
    if stopped:
        typer.echo("stopped; what was read is kept, and nothing is posted twice when it is read again", err=True)
        raise typer.Exit(130)
    if told and not counts["articles"]:
        raise typer.Exit(1)


def _keep(found: Record | Issue, book: Ledger | None, out: Any, counts: Counter[str], told: list[str]) -> None:
    """Post one outcome and write it, and count it."""
    if isinstance(found, Issue):
        told.append(f"{found.source}: {found.message.removeprefix(found.source + ': ')}")
        if book:
            book.post_issue(found)
        return
    counts["articles"] += 1
    counts.update(codec.key_of(entry) for entry in found.entries)
    told += [f"{issue.source}: {issue.message}" for issue in found.issues]
    if book:
        book.post(found)
    if out:
        out.write(codec.to_line(found) + "\n")


def _lines(where: str) -> Any:
    """A text stream to write lines to; standard output is left open."""
    if where == "-":
        return _Standard()
    try:
        return Path(where).open("w", encoding="utf-8")
    except OSError as error:
        raise OnRecordError(f"{where}: cannot be written: {error.strerror}; choose another file") from None


class _Standard:
    """Standard output as a context that does not close it."""

    def __enter__(self) -> Any:
        return sys.stdout

    def __exit__(self, *_: object) -> None:
        sys.stdout.flush()


def _progress(items: Iterable[_Item], what: str) -> Iterator[_Item]:
    """The items as they come, with a count and a speed on the error stream where that is a terminal."""
    console = views.console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    columns = (TextColumn(what), BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=len(items) if isinstance(items, Sized) else None, told="")
        for number, item in enumerate(items, 1):
            yield item
            elapsed = progress.tasks[0].elapsed or 1e-9
            progress.update(task, advance=1, told=f"{number:,} read, {number / elapsed:.1f} a second")


@app.command()
def board(
    target: TargetOption = None,
    contest: Annotated[str | None, typer.Option(help='All candidates of a contest: "2024 president".')] = None,
    roster: Annotated[str | None, typer.Option(help='Everybody of a body: "Democratic senators".')] = None,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: BasisOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
    as_json: JsonOption = False,
) -> None:
    """Who stands where on a target or in a contest; without either all targets with their counts."""
    view = view_of(as_of, known_at, basis, min_confidence, reviewed)
    if target is not None:
        known(ledger, target)
    elif roster is not None:
        raise OnRecordError("a roster needs --target: on whom do its members stand?")
    elif contest is None:
        show_report(ledger, lambda c: reports.counts(c, view=view), views.targets, as_json)
        return
    heading = f"{target or contest}{' as of ' + as_of if as_of else ''}"
    if roster is not None:
        assert target is not None
        # Who belongs to a body is a question of a day, told or not.
        on = view.as_of or dt.date.today().isoformat()
        show_report(
            ledger,
            lambda c: roster_board(c, roster, target=target, view=view),
            lambda rows: views.roster(rows, f"{roster} on {target} as of {on}", counted(rows, "party")),
            as_json,
        )
        return
    show_report(
        ledger,
        lambda c: reports.board(c, target=target, contest=contest, view=view),
        lambda rows: views.board(rows, heading),
        as_json,
    )


@app.command()
def diff(
    since: Annotated[str, typer.Option(help="The day before which nothing counts as a move: YYYY-MM-DD.")],
    target: TargetOption = None,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: BasisOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
    as_json: JsonOption = False,
) -> None:
    """Who moved since a day, from what to what, on what evidence; and what became of terms."""
    if target is not None:
        known(ledger, target)
    first, view = day(since), view_of(as_of, known_at, basis, min_confidence, reviewed)
    assert first is not None
    show_report(
        ledger,
        lambda c: {
            "moves": moves.moves(c, first, target=target, view=view),
            "terms": moves.terms(c, first, target=target, view=view),
        },
        lambda found: views.moves(found["moves"], found["terms"]),
        as_json,
    )


@app.command()
def conflicts(
    target: TargetOption = None,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: BasisOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
    as_json: JsonOption = False,
) -> None:
    """Reports of different sources that cannot both be right, with their words."""
    if target is not None:
        known(ledger, target)
    view = view_of(as_of, known_at, basis, min_confidence, reviewed)
    show_report(ledger, lambda c: audits.conflicts(c, target=target, view=view), views.conflicts, as_json)


@app.command()
def who(
    name: Annotated[str, typer.Argument(help="A person or an organisation.")],
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: BasisOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
    as_json: JsonOption = False,
) -> None:
    """One person's positions and statements in order of time."""
    known(ledger, name)
    view = view_of(as_of, known_at, basis, min_confidence, reviewed)
    show_report(ledger, lambda c: reports.who(c, name, view=view), lambda r: views.who(r, name), as_json)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="An article: its label, or the beginning of its id.")],
    ledger: LedgerOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """An article with its evidence marked, entry by entry."""
    show_report(ledger, lambda c: reports.show(c, article), views.show, as_json)


@app.command()
def why(
    entry: Annotated[str, typer.Argument(help="An entry: the beginning of its id.")],
    ledger: LedgerOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """One entry: its fields, exact characters, chain of sources, and who found it when."""
    show_report(ledger, lambda c: reports.why(c, entry), views.why, as_json)


@app.command()
def wants(
    target: TargetOption = None,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: BasisOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
    as_json: JsonOption = False,
) -> None:
    """What those who withhold or support ask for, in their words."""
    if target is not None:
        known(ledger, target)
    view = view_of(as_of, known_at, basis, min_confidence, reviewed)
    show_report(ledger, lambda c: reports.wants(c, target=target, view=view), views.wants, as_json)


@app.command()
def tallies(
    check: Annotated[
        bool, typer.Option("--check", help="Hold each against the members that the ledger names.")
    ] = False,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    min_confidence: ConfidenceOption = 0.0,
    reviewed: ReviewedOption = False,
    as_json: JsonOption = False,
) -> None:
    """How many stand where."""
    view = view_of(as_of, known_at, None, min_confidence, reviewed)
    if check:
        show_report(ledger, lambda c: audits.check_tallies(c, view=view), views.checked_tallies, as_json)
    else:
        show_report(ledger, lambda c: reports.listed(c, "tallies", view=view), views.tallies, as_json)


def _list_command(kind: str, show: Callable[[Any], RenderableType], text: str) -> None:
    def listed(
        ledger: LedgerOption = DEFAULT,
        as_of: AsOfOption = None,
        known_at: KnownAtOption = None,
        min_confidence: ConfidenceOption = 0.0,
        reviewed: ReviewedOption = False,
        as_json: JsonOption = False,
    ) -> None:
        view = view_of(as_of, known_at, None, min_confidence, reviewed)
        show_report(ledger, lambda c: reports.listed(c, kind, view=view), show, as_json)

    app.command(name=kind, help=text)(listed)


_list_command("polls", views.polls, "Poll figures and leads.")
_list_command("events", views.events, "Rallies, debates, conventions, primaries, votes.")


@app.command()
def contests(as_json: JsonOption = False) -> None:
    """The contests that are known, with their candidates and days."""
    rows = [dataclasses.asdict(one) for one in load_contests()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        views.console().print(views.contests(rows))


@app.command()
def articles(ledger: LedgerOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The articles that the ledger holds."""
    show_report(ledger, reports.articles, views.articles, as_json)


@app.command()
def issues(ledger: LedgerOption = DEFAULT, as_json: JsonOption = False) -> None:
    """What went wrong while reading."""
    show_report(ledger, reports.issues, views.issues, as_json)


@app.command()
def evaluate(
    paths: Annotated[list[Path], typer.Argument(help="Labelled articles: files or folders.")],
    errors: Annotated[bool, typer.Option("--errors", help="List each miss and each false entry.")] = False,
    by: Annotated[Grouping | None, typer.Option(help="Positions by the holder's party or by outlet as well.")] = None,
    model: Annotated[str, typer.Option(help="The spaCy pipeline to parse with.")] = SETTINGS.model,
    as_json: JsonOption = False,
) -> None:
    """Read labelled articles and score what was found: precision, recall, F1."""
    from onrecord.reading.clauses import load_parser  # which loads the parser

    for path in paths:
        next(load_labels(path), None)
    found = run_evaluation(paths, load_parser(model), lambda labelled: _progress(labelled, "reading"))
    if as_json:
        misses = [{name: getattr(miss, name) for name in miss.__slots__} for miss in found.misses]
        more = {"errors": misses} if errors else {}
        groups = {by: rows_of(found.groups[by])} if by else {}
        typer.echo(json.dumps({**found.scores.rows(), **groups, **more}, ensure_ascii=False, indent=1))
    else:
        views.console().print(views.evaluation(found, by=by, errors=errors))


@app.command()
def demo(
    ledger: Annotated[str, typer.Option("--ledger", "-l", help="Where to keep what was read.")] = "onrecord-demo.db",
) -> None:
    """Read the bundled articles and show their board."""
    with as_file(files("onrecord") / "demo") as folder:
        read([str(folder)], manifest=folder / "manifest.csv", ledger=ledger)
    console = views.console()
    with open_ledger(ledger) as book, book.reading() as connection:
        console.print(views.targets(reports.counts(connection)))
        for target in ("Kamala Harris", "Donald Trump"):
            console.print()
            console.print(views.board(reports.board(connection, target=target), target))
    console.print(
        f'\nNow try:  onrecord who "Bernie Sanders" --ledger {ledger}\n          onrecord wants --ledger {ledger}'
    )


for _command in (search.search, exports.export, charts.chart, serve.serve):
    app.command()(_command)


def main() -> None:
    """The program: errors as one line on the error stream, exit code 1."""
    try:
        app()
    except OnRecordError as error:
        views.console(stderr=True).print(f"onrecord: {error}", style="red", markup=False)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
