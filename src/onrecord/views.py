"""Views: rows as tables and marked-up text for a terminal. They hold at 80 columns, and without colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from onrecord.entries import Phase, Stance
from onrecord.evaluation import Evaluation, Grouping
from onrecord.grid import Grid
from onrecord.looks import LOOKS
from onrecord.reports import ReportRow

#: A colour for each stance, from for (blue, cyan) over open (yellow) to against (red, magenta): no red beside green.
STYLES = {
    Stance.ENDORSES: "bold blue",
    Stance.SUPPORTS: "cyan",
    Stance.WITHHOLDS: "yellow",
    Stance.DECLINES: "dark_orange3",
    Stance.OPPOSES: "bold red",
    Stance.WITHDRAWS: "magenta",
}
_KINDS = {
    "positions": "bold blue",
    "statements": "green",
    "tallies": "magenta",
    "polls": "cyan",
    "leads": "cyan",
    "events": "yellow",
}
_COUNTED = {
    "articles": ("article", "articles"),
    "positions": ("position", "positions"),
    "statements": ("statement", "statements"),
    "tallies": ("tally", "tallies"),
    "polls": ("poll figure", "poll figures"),
    "leads": ("lead", "leads"),
    "events": ("event", "events"),
}
_NOTHING = "[dim]Nothing in this ledger fits. `onrecord articles` lists what it holds.[/dim]"


def console(*, stderr: bool = False) -> Console:
    """A console; when piped it is 100 columns wide and without colour."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=max(100, made.width))


def _stance(stance: str) -> Text:
    one = Stance(stance)
    return Text(f"{LOOKS[one].sign} {one}", style=STYLES[one])


def _sources(row: ReportRow) -> str:
    articles, sources = row["articles"], len(row["sources"])
    return f"{articles} article{'s' * (articles != 1)}, {sources} source{'s' * (sources != 1)}"


_PHASES = {Phase.CURRENT: "", Phase.EXPECTED: "expected ", Phase.PAST: "before, or in an earlier race "}


def board(rows: list[ReportRow], heading: str) -> RenderableType:
    """A board for each target: a group for each stance."""
    if not rows:
        return _NOTHING
    targets = list(dict.fromkeys(row["target"] for row in rows))
    if len(targets) == 1:
        return Group(Text(heading, style="bold"), _summary(rows), _standings(rows))
    parts: list[RenderableType] = [Text(heading, style="bold")]
    for target in targets:
        group = [row for row in rows if row["target"] == target]
        parts += [Text(""), Text(target or "(the whole race)", style="bold"), _summary(group), _standings(group)]
    return Group(*parts)


def _standings(rows: list[ReportRow]) -> Grid:
    """Who stands where on one target."""
    grid = Grid("holder", "since", "basis", "on what terms", "rests on", "entry", wide=("on what terms",))
    for phase, stance in dict.fromkeys((row["phase"], row["stance"]) for row in rows):
        group = [row for row in rows if (row["phase"], row["stance"]) == (phase, stance)]
        title = _stance(stance)
        title.append(f" {_PHASES[phase]} {len(group)}", style="dim")
        grid.section(title)
        for row in group:
            terms, entry = " · ".join(row["terms"]) or "–", row["entries"][-1][:7]
            grid.add(row["holder"], row["since"] or "–", row["basis"], terms, _sources(row), entry)
    return grid


def _summary(rows: list[ReportRow]) -> Text:
    current = [row for row in rows if row["phase"] == Phase.CURRENT]
    counts = {stance: sum(row["stance"] == stance for row in current) for stance in Stance}
    line = Text()
    for stance, count in counts.items():
        if count:
            line.append("━" * min(count, 30) + f" {count} {stance}  ", style=STYLES[stance])
    return line


def targets(rows: list[ReportRow]) -> RenderableType:
    """All targets with their counts."""
    if not rows:
        return _NOTHING
    table = Grid("target", *Stance, wide=("target",))
    for row in rows:
        counts = [Text(str(row[stance]) if row[stance] else "·", style=STYLES[stance]) for stance in Stance]
        table.add(row["target"] or "(the whole race)", *counts)
    return table


def who(rows: list[ReportRow], name: str) -> RenderableType:
    """Positions and statements of one person in order of time."""
    if not rows:
        return _NOTHING
    parts: list[RenderableType] = [Text(name, style="bold")]
    for row in rows:
        head = Text(f"{row['date'] or 'undated':<11}", style="bold" if row["date"] else "dim")
        if row["kind"] == "position":
            head.append_text(_stance(row["stance"]))
            head.append(f" {row['target'] or '(the whole race)'}")
            head.append(f"  {row['phase']}, {row['basis']}{_via(row['via'])}", style="dim")
        else:
            head.append("❝ said", style="green")
            head.append(f"{' to ' + row['to'] if row['to'] else ''}")
            many = len(row["reports"])
            if many > 1:
                head.append(f"  one statement, {many} reports", style="dim")
        parts.append(Padding(head, (1, 0, 0, 0)))
        parts.append(Padding(Text(_quoted(row), style="italic" if row["kind"] == "statement" else ""), (0, 0, 0, 11)))
        for term in row.get("terms", ()):
            parts.append(Padding(Text(f"asks: {term}", style="yellow"), (0, 0, 0, 11)))
        for place in row.get("reports", [row]):
            parts.append(Padding(_cited(place), (0, 0, 0, 11)))
    return Group(*parts)


def _quoted(row: ReportRow) -> str:
    return f"“{row['words']}”" if row["kind"] == "statement" else row["words"]


def _via(via: Sequence[str]) -> str:
    return f", through {' → '.join(via)}" if via else ""


def _cited(place: ReportRow) -> Text:
    parts = [place["outlet"], place["published"], place["title"] or place["label"]]
    return Text(f"{place['entry'][:7]}  " + ", ".join(part for part in parts if part), style="dim")


def wants(rows: list[ReportRow]) -> RenderableType:
    """What is asked for, holder by holder."""
    if not rows:
        return _NOTHING
    parts: list[RenderableType] = []
    for holder, target in dict.fromkeys((row["holder"], row["target"]) for row in rows):
        group = [row for row in rows if (row["holder"], row["target"]) == (holder, target)]
        head = Text(holder, style="bold")
        for stance in dict.fromkeys(row["stance"] for row in group):
            head.append("  ")
            head.append_text(_stance(stance))
        head.append(f" {target}", style="dim")
        parts.append(Padding(head, (1, 0, 0, 0)))
        for row in group:
            of = f"  [dim](of {escape(row['of'])})[/dim]" if row["of"] else ""
            parts.append(Padding(f"· {escape(row['asks'])}{of}", (0, 0, 0, 2)))
            parts.append(Padding(_cited(row), (0, 0, 0, 4)))
    return Group(*parts)


def search(rows: list[ReportRow]) -> RenderableType:
    """Articles and statements with the words that were searched for."""
    if not rows:
        return _NOTHING
    parts: list[RenderableType] = []
    for row in rows:
        head = Text(
            f"❝ {row['who']}" if row["who"] else row["title"] or row["label"] or row["article"][:7], style="bold"
        )
        snippet = Text(row["snippet"])
        for start, end in row["hits"]:
            snippet.stylize("bold yellow", start, end)
        parts += [Padding(head, (1, 0, 0, 0)), Padding(snippet, (0, 0, 0, 2))]
        parts.append(Padding(_cited({**row, "entry": row["entry"] or row["article"]}), (0, 0, 0, 2)))
    return Group(*parts)


def tallies(rows: list[ReportRow]) -> RenderableType:
    """How many stand where."""
    if not rows:
        return _NOTHING
    table = Grid("as of", "count", "of whom", "stance", "target", "named", "entry", wide=("of whom", "named"))
    for row in rows:
        table.add(
            row["as_of"] or "–",
            row["count"],
            row["group"],
            _stance(row["stance"]),
            row["target"],
            ", ".join(row["named"]) or "–",
            row["entry"][:7],
        )
    return table


def polls(rows: list[ReportRow]) -> RenderableType:
    """Shares and leads."""
    if not rows:
        return _NOTHING
    table = Grid("period", "subject", "percent", "before", "place", "pollster", "group", "entry", wide=("subject",))
    for row in rows:
        value = f"{row['bound']} {row['value']:g}".strip() if row["value"] is not None else f"leads by {row['lead']:g}"
        before = f"{row['previous']:g}" if row["previous"] is not None else "–"
        table.add(
            row["period"] or "–",
            row["subject"],
            value,
            before,
            row["place"] or "–",
            row["pollster"] or "–",
            row["group"] or "–",
            row["entry"][:7],
        )
    return table


def events(rows: list[ReportRow]) -> RenderableType:
    """Rallies, debates, conventions and the like."""
    if not rows:
        return _NOTHING
    table = Grid("date", "kind", "who", "place", "phase", "entry", wide=("who", "place"))
    for row in rows:
        table.add(
            row["date"] or "–",
            row["kind"],
            ", ".join(row["who"]) or "–",
            row["place"] or "–",
            row["phase"],
            row["entry"][:7],
        )
    return table


def articles(rows: list[ReportRow]) -> RenderableType:
    """What the ledger holds."""
    if not rows:
        return "[dim]This ledger is empty. `onrecord read FILES --ledger LEDGER` fills it.[/dim]"
    table = Grid("article", "published", "outlet", "title", "entries", wide=("title",))
    for row in rows:
        outlet = (
            f"{row['outlet']} (from {row['origin']})"
            if row["origin"] and row["outlet"]
            else row["origin"] or row["outlet"]
        )
        table.add(
            row["label"] or row["id"][:7],
            row["published"] or "–",
            outlet or "–",
            row["title"],
            str(row["entries"]),
        )
    return table


def issues(rows: list[ReportRow]) -> RenderableType:
    """What went wrong."""
    if not rows:
        return "[dim]No issues.[/dim]"
    table = Grid("level", "stage", "source", "message", wide=("source", "message"))
    for row in rows:
        table.add(row["level"], row["stage"], row["source"], row["message"])
    return table


def show(row: ReportRow) -> RenderableType:
    """An article with its evidence marked in colour and numbered, furniture dimmed, and the entries below."""
    text = Text(row["text"])
    for start, end, kind in row["blocks"]:
        if kind == "furniture":
            text.stylize("dim strike", start, end)
        elif kind == "title":
            text.stylize("bold", start, end)
    marks: list[tuple[int, str, str]] = []
    for number, entry in enumerate(row["entries"], 1):
        spans = entry["content"] if entry["type"] == "statements" else entry["evidence"]
        for span in spans:
            text.stylize(_KINDS[entry["type"]].replace("bold ", "") + " underline", span["start"], span["end"])
        marks.append((spans[-1]["end"], f"[{number}]", _KINDS[entry["type"]]))
    for at, mark, style in sorted(marks, reverse=True):
        text = Text.assemble(text[:at], (mark, style), text[at:])
    about = ", ".join(part for part in (row["outlet"], row["published"], row["author"]) if part)
    origin = f"first published by {row['origin']}" if row["origin"] else ""
    cites = f"draws on {', '.join(row['cites'])}" if row["cites"] else ""
    head = " · ".join(part for part in (about, origin, cites) if part)
    lines = [Text(f"[{number}] ", style=_KINDS[e["type"]]) + _line(e) for number, e in enumerate(row["entries"], 1)]
    return Group(Text(head, style="dim"), Text(""), text, Text(""), *lines)


def _line(entry: dict[str, Any]) -> Text:
    """One entry in a line."""
    tail = Text(f"  {entry['entry'][:7]}", style="dim")
    match entry["type"]:
        case "positions":
            line = Text(f"{entry['holder']} ") + _stance(entry["stance"]) + Text(f" {entry['target'] or '(the race)'}")
            line.append(f"  {entry['phase']}, {entry['basis']}{_via(entry['via'])}", style="dim")
        case "statements":
            line = Text(entry["speaker"])
            line.append(f" {entry['cue'] or 'said'}{' (to ' + entry['to'] + ')' if entry['to'] else ''}", style="dim")
        case "tallies":
            line = Text(f"{entry['count']} {entry['group']} ") + _stance(entry["stance"]) + Text(f" {entry['target']}")
        case "events":
            where = ", ".join(part for part in (entry["place"], entry["date"], entry["phase"]) if part)
            line = Text(f"{entry['kind']}: {' '.join(filter(None, (', '.join(entry['who']), where)))}")
        case _:
            value = f"{entry['value']:g} percent" if entry["value"] is not None else f"leads by {entry['lead']:g}"
            line = Text(f"{entry['subject']} {entry['bound']} {value} {entry['place']}")
    return line + tail


def why(row: ReportRow) -> RenderableType:
    """One entry: its fields, the exact characters in context, the chain of sources, and every reading of it."""
    fields = Table(box=None, pad_edge=False, show_header=False)
    fields.add_column(style="dim")
    fields.add_column(overflow="fold")
    for name, value in row["fields"].items():
        fields.add_row(name, escape(_value(value)))
    parts: list[RenderableType] = [Text(f"{_COUNTED[row['kind']][0]} {row['entry'][:7]}", style="bold"), fields]
    for span in row["evidence"]:
        words = Text.assemble(
            (_beside(span["before"]), "dim"),
            # The brackets are for files and printers, where nothing is bold.
            (f"[{span['text']}]", "bold"),
            (_beside(span["after"]), "dim"),
        )
        parts += [Padding(Text(f"characters {span['start']} to {span['end']}", style="dim"), (1, 0, 0, 0)), words]
    chain = Tree(Text(row["chain"][0]), guide_style="dim")
    branch = chain
    for link in row["chain"][1:]:
        branch = branch.add(Text(f"from {link}"))
    parts += [Padding(chain, (1, 0, 0, 0))]
    for one in row["identities"]:
        told = f"{one['name']} is {one['actor_id']} ({one['reason']})"
        parts.append(Text(f"{one['recorded_at'][:19]}  {told}, says {one['by']}", style="dim"))
    for one in row["reviews"]:
        changed = ", ".join(f"{name}: {_value(value)}" for name, value in one["amended"].items())
        told = " ".join(part for part in (changed and f"({changed})", one["note"] and f"“{one['note']}”") if part)
        parts.append(Text(f"{one['recorded_at'][:19]}  {one['verdict']} by {one['by']} {told}", style="yellow"))
    for posting in row["postings"]:
        seen = "found" if posting["seen"] else "no longer found"
        parts.append(Text(f"{posting['recorded_at'][:19]}  {seen} by {posting['reader']}", style="dim"))
    return Group(*parts)


def _beside(context: str) -> str:
    """The text before or behind a span in one line."""
    return re.sub(r"\s+", " ", context)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " · ".join(_value(one) for one in value) or "–"
    if isinstance(value, dict):
        return str(value.get("text", value))
    return "–" if value in ("", None) else str(value)


def evaluation(found: Evaluation, *, by: Grouping | None = None, errors: bool = False) -> RenderableType:
    """Scores by kind, by stance, by field, and `by` a grouping; with `errors` each miss and each false entry."""
    parts: list[RenderableType] = []
    tables = [("kind", found.scores.kinds), ("stance", dict(sorted(found.scores.stances.items())))]
    for heading, counts in [*tables, *([(by, found.groups[by])] if by else [])]:
        table = Grid(heading, "precision", "recall", "F1", "labelled", "found", wide=(heading,))
        for name, c in counts.items():
            shares = (f"{share:.3f}" for share in (c.precision, c.recall, c.f1))
            table.add(name, *shares, str(c.labelled), str(c.found))
        parts.append(table)
    fields = ", ".join(f"{name} {right}/{of}" for name, (right, of) in found.scores.fields.items())
    parts.append(Text(f"fields of matched positions and articles: {fields}"))
    if errors:
        table = Grid("article", "side", "what", "its words", "likely cause", wide=("what", "its words", "likely cause"))
        for miss in found.misses:
            table.add(miss.article, miss.side, miss.what, miss.words, miss.cause)
        parts.append(table)
    return Group(*parts)


def summary(counts: dict[str, int], issues: Iterable[str]) -> RenderableType:
    """What a run of reading did."""
    told = [
        f"{counts[kind]} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in _COUNTED.items()
        if counts.get(kind)
    ]
    line = Text(", ".join(told) or "nothing read")
    return Group(line, *(Text(f"  ! {issue}", style="yellow") for issue in issues))


def _stances(names: Iterable[str]) -> Text:
    return Text(", ").join(_stance(name) for name in names) if names else Text("–", style="dim")


def roster(rows: list[ReportRow], heading: str, counts: list[ReportRow]) -> RenderableType:
    """Every member of a roster under its stance, the silent ones in one paragraph, with counts for each party."""
    if not rows:
        return "[dim]Nobody belonged to this roster on that day, as far as the registry knows.[/dim]"
    parts: list[RenderableType] = [Text(heading, style="bold"), Text("")]
    for stance in [*map(str, Stance), "silent"]:
        group = [row for row in rows if row["stance"] == stance]
        if not group:
            continue
        head = _stance(stance) if stance != "silent" else Text("silent", style="dim")
        parts.append(head + Text(f"  {len(group)} of {len(rows)}", style="dim"))
        names = [f"{row['name']}{' (' + row['state'] + ')' if row['state'] else ''}" for row in group]
        parts.append(Padding(Text(", ".join(names), style="dim" if stance == "silent" else ""), (0, 0, 1, 2)))
    used = [name for name in [*map(str, Stance), "silent"] if any(row[name] for row in counts)]
    table = Grid("party", *used, "seats", wide=("party",))
    for row in counts:
        table.add(row["party"] or "no party", *(str(row[name]) for name in used), str(row["seats"]))
    return Group(*parts, table)


def moves(rows: list[ReportRow], terms: list[ReportRow]) -> RenderableType:
    """Who moved, and what became of terms."""
    if not rows and not terms:
        return "[dim]Nobody moved.[/dim]"
    parts: list[RenderableType] = []
    for row in rows:
        head = Text(f"{row['date'] or '–':10}  ") + Text(row["holder"], style="bold") + Text(": ")
        head += _stances(row["from"]) + Text(" → ") + _stances(row["to"])
        head.append(f"  {row['target'] or '(the race)'}", style="dim")
        parts += [Padding(head, (1, 0, 0, 0)), Padding(Text(row["words"]), (0, 0, 0, 12))]
        parts.append(Padding(Text(" ".join(entry[:7] for entry in row["entries"]), style="dim"), (0, 0, 0, 12)))
    for row in terms:
        line = Text(f"{row['date'] or '–':10}  {row['state']}: ", style="yellow")
        line.append(f"{row['holder']} on {row['target']}: {row['asks']}", style="")
        parts.append(Padding(line, (1, 0, 0, 0)))
    return Group(*parts)


def conflicts(rows: list[ReportRow]) -> RenderableType:
    """Both sides of each conflict, one under the other."""
    if not rows:
        return "[dim]No two sources contradict each other.[/dim]"
    parts: list[RenderableType] = []
    for row in rows:
        parts.append(Padding(Text(f"{row['date']}  {row['about']}", style="bold"), (1, 0, 0, 0)))
        for side in row["sides"]:
            says = _stance(side["says"]) if side["says"] in STYLES else Text(side["says"])
            parts.append(Padding(says + Text(f"  {side['words']}"), (0, 0, 0, 2)))
            parts.append(Padding(_cited(side), (0, 0, 0, 4)))
    return Group(*parts)


def checked_tallies(rows: list[ReportRow]) -> RenderableType:
    """Each tally with the members that the ledger names."""
    if not rows:
        return _NOTHING
    colours = {"agrees": "green", "contradicted": "bold red", "open": "yellow"}
    table = Grid(
        "as of", "count", "of whom", "target", "named", "missing", "verdict", "entry", wide=("of whom", "target")
    )
    for row in rows:
        named = f"{len(row['named'])} of {row['members']}" if row["members"] is not None else "–"
        verdict = Text(row["verdict"], style=colours.get(row["verdict"], "dim"))
        missing = "–" if row["missing"] is None else str(row["missing"])
        group, entry = row["group"], row["entry"][:7]
        table.add(row["as_of"], row["count"], group, row["target"], named, missing, verdict, entry)
    against = [
        Text(f"{row['count']} {row['group']} ({row['outlet'] or row['label']}): against: {', '.join(row['against'])}")
        for row in rows
        if row["against"]
    ]
    readings = dict.fromkeys(f"{row['group']}, {row['as_of']}: {row['reading']}" for row in rows if row["reading"])
    return Group(table, *against, *(Text(one, style="dim") for one in readings))


def actors(rows: list[ReportRow]) -> RenderableType:
    """Actors with their last office."""
    if not rows:
        return "[dim]Nobody of this name is known. `onrecord actors add` adds somebody.[/dim]"
    table = Grid("id", "name", "last office", "articles", wide=("name", "last office"))
    for row in rows:
        last = max(row["offices"], key=lambda one: one["end"] or "9999", default=None)
        told = " ".join(part for part in (last["title"], last["state"], last["party"]) if part) if last else row["kind"]
        table.add(row["id"], row["name"], told, str(row["articles"]))
    return table


def actor(row: ReportRow) -> RenderableType:
    """One actor: offices, printed names, merges."""
    parts: list[RenderableType] = [Text(row["name"], style="bold") + Text(f"  {row['id']}  {row['kind']}", style="dim")]
    if row["owner"]:
        parts.append(Text(f"  owner: {row['owner']}"))
    for office in row["offices"]:
        told = " ".join(part for part in (office["title"], office["state"], office["party"]) if part)
        parts.append(Text(f"  {office['start'] or '?'} to {office['end'] or 'now'}  {told}"))
    for one in row["printed"]:
        known_as = f" (as {one['actor_id']})" if one["actor_id"] != row["id"] else ""
        articles = f"{one['articles']} article{'s' if one['articles'] > 1 else ''}"
        parts.append(Text(f"  printed as {one['name']}{known_as} in {articles}", style="dim"))
    for one in row["merges"]:
        what = f"undoes {one['undoes']}" if one["undoes"] else f"merge {one['id']}: {one['right']} under {one['left']}"
        parts.append(Text(f"  {what}, by {one['by']}, {one['recorded_at'][:10]} {one['note']}", style="yellow"))
    return Group(*parts)


def doubts(rows: list[ReportRow]) -> RenderableType:
    """Names that wait for an editor."""
    if not rows:
        return "[dim]Nobody is in doubt.[/dim]"
    table = Grid("name", "articles", "why", "an article", wide=("name", "why"))
    for row in rows:
        table.add(row["name"], str(row["articles"]), row["reason"], row["article"][:7])
    return table


def queue(rows: list[ReportRow]) -> RenderableType:
    """What to review, the most urgent first."""
    if not rows:
        return "[dim]Nothing waits for review.[/dim]"
    parts: list[RenderableType] = []
    for row in rows:
        head = Text(f"{row['entry'][:7]}  ", style="dim") + Text(f"{row['who']} ", style="bold")
        head += _stance(row["stance"]) + Text(f" {row['target'] or '(the race)'}")
        head.append(f"  {row['phase']}, {row['basis']}, {row['confidence']:.2f} sure", style="dim")
        parts += [Padding(head, (1, 0, 0, 0)), Padding(Text(row["words"]), (0, 0, 0, 9))]
    parts.append(Text("\nonrecord review accept|amend|reject ENTRY", style="dim"))
    return Group(*parts)


def contests(rows: list[ReportRow]) -> RenderableType:
    """Contests with their days and candidates."""
    table = Grid("contest", "decided", "candidates", wide=("candidates",))
    for row in rows:
        names = ", ".join(one["name"] for one in row["candidates"])
        table.add(row["id"], row["day"], names or "nobody yet")
    return table
