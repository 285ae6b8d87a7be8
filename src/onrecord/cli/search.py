"""`onrecord search`."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import views
from onrecord.cli.options import DEFAULT, JsonOption, KnownAtOption, LedgerOption, moment, show_report
from onrecord.errors import OnRecordError
from onrecord.ledger.search import KINDS
from onrecord.reports import search as reports


def search(
    words: Annotated[list[str], typer.Argument(help='Words that must all be there; "a phrase" as it stands.')],
    kind: Annotated[list[str] | None, typer.Option(help="articles or statements; both if not given.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    after: Annotated[int, typer.Option(min=0, help="Pass over so many, to see the next.")] = 0,
    ledger: LedgerOption = DEFAULT,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Articles and statements that have some words, the best first."""
    kinds = tuple(kind or KINDS)
    if unknown := set(kinds) - set(KINDS):
        raise OnRecordError(f"no kind {sorted(unknown)[0]!r} to search; there are {' and '.join(KINDS)}")
    # The shell takes the quotation marks of a phrase away; whatever came as one argument is one.
    asked = " ".join(f'"{one}"' if " " in one and len(words) > 1 else one for one in words)
    show_report(
        ledger,
        lambda c: reports.search(c, asked, kinds=kinds, limit=limit, after=after, known_at=moment(known_at)),
        views.search,
        as_json,
    )
