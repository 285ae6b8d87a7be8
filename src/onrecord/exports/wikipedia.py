"""Wikipedia: an `{{Endorsements box}}` for each candidate, grouped by office, each line with its `{{cite news}}`.

Only declared endorsements that stand are listed, as Wikipedia wants them. Whoever declines one candidate and endorses
nobody is in a last box. Names that the registry knows are linked.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import IO

from sqlalchemy.engine import Connection

from onrecord.entries import Stance
from onrecord.exports import selection
from onrecord.exports.endorsers import GROUPS, Endorser, endorser, runs_for
from onrecord.exports.linked import address
from onrecord.ledger.identity import known_actor
from onrecord.ledger.rows import Row
from onrecord.reports import NOW, ReportRow, View

DECLINED = "Declined to endorse"
_SPECIAL = re.compile(r"[{}\[\]<>~|]|''+|__+|&(?=#?\w+;)")


def write(
    connection: Connection, out: IO[bytes], *, view: View = NOW, target: str | None = None, contest: str | None = None
) -> None:
    """The boxes, as wikitext in UTF-8: candidates by name, then those who decline."""
    found = selection.standings(connection, view=view, target=target, contest=contest)
    kinds = selection.kinds_of(connection, {one.holder_id for one, _ in found})
    day = view.as_of or dt.date.today().isoformat()
    loyal = {one.holder_id for one, _ in found if one.stance is Stance.ENDORSES}
    boxes: defaultdict[str, dict[str, tuple[Endorser, Row]]] = defaultdict(dict)
    parties: dict[str, str] = {}
    for one, rows in found:
        if one.stance is Stance.ENDORSES:
            rival = known_actor(one.target_id)
            box, parties[one.target] = boxes[one.target], runs_for(rival) if rival else ""
        elif one.stance is Stance.DECLINES and one.holder_id not in loyal:
            box = boxes[DECLINED]
        else:
            continue
        who = endorser(one.holder_id, one.holder, kinds.get(one.holder_id, "unknown"), day)
        box.setdefault(one.holder_id, (who, selection.to_cite(rows)))
    for title in sorted(boxes, key=lambda title: (title == DECLINED, title)):
        lines = sorted(boxes[title].values(), key=lambda line: line[0].order)
        cited = selection.mastheads(connection, {row.article_id for _, row in lines})
        out.write(("\n".join(_box(title, parties.get(title, ""), lines, cited)) + "\n\n").encode())


def _box(title: str, party: str, lines: list[tuple[Endorser, Row]], cited: Mapping[str, ReportRow]) -> Iterator[str]:
    """The lines of one box. A reference is written out once; the box can be moved without the others.

    An endorser's own party is told where it is not the candidate's.
    """
    told: set[str] = set()
    yield from ("{{Endorsements box", f"| title = {escaped(title)}", "| colwidth = 60", "| list =")
    for group in GROUPS:
        some = [line for line in lines if line[0].group == group]
        if some:
            yield f"'''{group}'''"
        for who, row in some:
            other = f" ({who.party})" if party and who.party not in ("", party) else ""
            yield f"* {_named(who)}{other}{_reference(cited[row.article_id], told)}"
    yield "}}"


def _named(who: Endorser) -> str:
    name = escaped(who.name)
    if who.known and name == who.name:
        name = f"[[{name}]]"
    if who.group == "Newspapers":
        name = f"''{name}''"
    return f"{name}, {escaped(who.office)}" if who.office else name


def _reference(article: ReportRow, told: set[str]) -> str:
    name = f"onrecord-{article['id'][:12]}"
    if name in told:
        return f'<ref name="{name}" />'
    told.add(name)
    return f'<ref name="{name}">{cite(article)}</ref>'


def cite(article: ReportRow) -> str:
    """`{{cite news}}` of an article: the outlet that wrote it as `work`, the one that carried it on as `via`."""
    origin, outlet = article["origin"], article["outlet"]
    fields = {
        "author": escaped(article["author"]),
        "title": escaped(article["title"] or article["label"] or "untitled"),
        # An address is no place for italics or a signature.
        "url": address(article["url"]).replace("'", "%27").replace("~", "%7E"),
        "work": escaped(origin or outlet),
        "via": escaped(outlet) if origin and origin != outlet else "",
        "date": _date(article["published"]),
    }
    return "{{cite news " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


def escaped(text: str) -> str:
    """The text as wikitext that shows it, on one line.

    >>> escaped("A | B {{c}} [[d]]")
    'A {{!}} B &#123;&#123;c&#125;&#125; &#91;&#91;d&#93;&#93;'
    """
    return _SPECIAL.sub(_told_plainly, " ".join(text.split()))


def _told_plainly(special: re.Match[str]) -> str:
    return "{{!}}" if special.group() == "|" else "".join(f"&#{ord(char)};" for char in special.group())


def _date(prefix: str) -> str:
    """A date as the citation templates take it: "July 22, 2024", "July 2024", "2024"."""
    year, month, day = (*prefix.split("-"), "", "")[:3]
    if not month:
        return year
    name = calendar.month_name[int(month)]
    return f"{name} {int(day)}, {year}" if day else f"{name} {year}"
