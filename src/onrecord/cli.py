"""The commands. Each is a few lines: a report, a view; errors become one line and an exit code."""

from __future__ import annotations

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
from rapidfuzz import process
from rich.console import RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.engine import Connection

from onrecord import codec, dates, reports, views
from onrecord.config import Settings
from onrecord.entries import Basis, Record
from onrecord.errors import OnRecordError
from onrecord.evaluation import evaluate as run_evaluation
from onrecord.evaluation import load_labels
from onrecord.intake import Hints, open_source
from onrecord.ledger import Ledger, open_ledger
from onrecord.ledger.asof import entries as live_entries
from onrecord.ledger.identity import same_name
from onrecord.model import Issue
from onrecord.pipeline import read_document
from onrecord.reading.clauses import load_parser

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Who backs whom, on what terms, and on whose word: read from the news, with the evidence attached.",
)
_SETTINGS = Settings()

LedgerOption = Annotated[str, typer.Option("--ledger", "-l", help="The ledger: a file, or a database URL.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print rows as JSON.")]
TargetOption = Annotated[str | None, typer.Option("--target", "-t", help="A candidate, measure or bill.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="The day to look at: YYYY-MM-DD.")]
KnownAtOption = Annotated[str | None, typer.Option("--known-at", help="As the ledger knew it at this time.")]
_DEFAULT = _SETTINGS.ledger
_Item = TypeVar("_Item")


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
    model: Annotated[str, typer.Option(help="The spaCy pipeline to parse with.")] = _SETTINGS.model,
) -> None:
    """Read articles into a ledger, or to the exchange form."""
    hints = Hints(published=dates.parse(published), outlet=outlet, url=url, author=author, title=title)
    documents = open_source(paths, manifest=manifest, hints=hints)
    nlp = load_parser(model)
    with ExitStack() as stack:
        book = stack.enter_context(open_ledger(ledger or _DEFAULT)) if ledger or jsonl is None else None
        out = stack.enter_context(_lines(jsonl)) if jsonl else None
        counts, told = Counter[str](), list[str]()
        for document in _progress(documents, "reading"):
            found = document if isinstance(document, Issue) else read_document(document, nlp)
            _keep(found, book, out, counts, told)
    views.console(stderr=True).print(views.summary(dict(counts), told))
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
            progress.update(task, advance=1, told=f"{number:,} articles, {number / elapsed:.1f} a second")


def _view(
    ledger: str, report: Callable[[Connection], Any], view: Callable[[Any], RenderableType], as_json: bool
) -> None:
    """Run a report on a ledger and show it."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        rows = report(connection)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        views.console().print(view(rows))


def _day(text: str | None) -> str | None:
    return dates.last_day(dates.parse(text)) if text else None


def _known(ledger: str, name: str, column: str) -> None:
    """If nobody of this name is in the ledger, say who is near."""
    with open_ledger(ledger, create=False) as book, book.reading() as connection:
        names = {getattr(row, column) for row in live_entries(connection, "positions", "statements")} - {""}
    if not any(same_name(name, one) for one in names):
        near = [one for one, *_ in process.extract(name, sorted(names), limit=3, score_cutoff=60)]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise OnRecordError(f"nothing about {name!r} in this ledger{hint}")


@app.command()
def board(
    target: TargetOption = None,
    ledger: LedgerOption = _DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    basis: Annotated[Basis | None, typer.Option(help="Only what rests on this basis.")] = None,
    min_confidence: Annotated[float, typer.Option(help="Only what the reader is at least so sure of (0 to 1).")] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Who stands where on a target; without --target all targets with their counts."""
    day = _day(as_of)
    if target is None:
        _view(ledger, lambda c: reports.targets(c, as_of=day, known_at=known_at), views.targets, as_json)
        return
    _known(ledger, target, "target")
    heading = f"{target}{' as of ' + as_of if as_of else ''}"
    _view(
        ledger,
        lambda c: reports.board(
            c, target=target, as_of=day, known_at=known_at, basis=basis, min_confidence=min_confidence
        ),
        lambda rows: views.board(rows, heading),
        as_json,
    )


@app.command()
def who(
    name: Annotated[str, typer.Argument(help="A person or an organisation.")],
    ledger: LedgerOption = _DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """One person's positions and statements in order of time."""
    _known(ledger, name, "subject")
    day = _day(as_of)
    _view(ledger, lambda c: reports.who(c, name, as_of=day, known_at=known_at), lambda r: views.who(r, name), as_json)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="An article: its label, or the beginning of its id.")],
    ledger: LedgerOption = _DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """An article with its evidence marked, entry by entry."""
    _view(ledger, lambda c: reports.show(c, article), views.show, as_json)


@app.command()
def why(
    entry: Annotated[str, typer.Argument(help="An entry: the beginning of its id.")],
    ledger: LedgerOption = _DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """One entry: its fields, exact characters, chain of sources, and who found it when."""
    _view(ledger, lambda c: reports.why(c, entry), views.why, as_json)


@app.command()
def wants(
    target: TargetOption = None,
    ledger: LedgerOption = _DEFAULT,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """What those who withhold or support ask for, in their words."""
    day = _day(as_of)
    _view(ledger, lambda c: reports.wants(c, target=target, as_of=day, known_at=known_at), views.wants, as_json)


def _list_command(kind: str, view: Callable[[Any], RenderableType], text: str) -> None:
    def listed(
        ledger: LedgerOption = _DEFAULT,
        as_of: AsOfOption = None,
        known_at: KnownAtOption = None,
        as_json: JsonOption = False,
    ) -> None:
        day = _day(as_of)
        _view(ledger, lambda c: reports.listed(c, kind, as_of=day, known_at=known_at), view, as_json)

    app.command(name=kind, help=text)(listed)


_list_command("tallies", views.tallies, "How many stand where.")
_list_command("polls", views.polls, "Poll figures and leads.")
_list_command("events", views.events, "Rallies, debates, conventions, primaries, votes.")


@app.command()
def articles(ledger: LedgerOption = _DEFAULT, as_json: JsonOption = False) -> None:
    """The articles that the ledger holds."""
    _view(ledger, reports.articles, views.articles, as_json)


@app.command()
def issues(ledger: LedgerOption = _DEFAULT, as_json: JsonOption = False) -> None:
    """What went wrong while reading."""
    _view(ledger, reports.issues, views.issues, as_json)


@app.command()
def evaluate(
    paths: Annotated[list[Path], typer.Argument(help="Labelled articles: files or folders.")],
    errors: Annotated[bool, typer.Option("--errors", help="List each miss and each false entry.")] = False,
    model: Annotated[str, typer.Option(help="The spaCy pipeline to parse with.")] = _SETTINGS.model,
    as_json: JsonOption = False,
) -> None:
    """Read labelled articles and score what was found: precision, recall, F1."""
    for path in paths:
        next(load_labels(path), None)
    found = run_evaluation(paths, load_parser(model), lambda labelled: _progress(labelled, "reading"))
    if as_json:
        misses = [{name: getattr(miss, name) for name in miss.__slots__} for miss in found.misses]
        typer.echo(
            json.dumps({**found.scores.rows(), **({"errors": misses} if errors else {})}, ensure_ascii=False, indent=1)
        )
    else:
        views.console().print(views.evaluation(found, errors=errors))


@app.command()
def demo(
    ledger: Annotated[str, typer.Option("--ledger", "-l", help="Where to keep what was read.")] = "onrecord-demo.db",
) -> None:
    """Read the bundled articles and show their board."""
    with as_file(files("onrecord") / "demo") as folder:
        read([str(folder)], manifest=folder / "manifest.csv", ledger=ledger)
    console = views.console()
    with open_ledger(ledger) as book, book.reading() as connection:
        console.print(views.targets(reports.targets(connection)))
        for target in ("Kamala Harris", "Donald Trump"):
            console.print()
            console.print(views.board(reports.board(connection, target=target), target))
    console.print(
        f'\nNow try:  onrecord who "Bernie Sanders" --ledger {ledger}\n          onrecord wants --ledger {ledger}'
    )


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
