"""Linked data: what a ledger holds has URNs for names, the same ones in every export; a graph is written node by node."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import IO, Any
from urllib.parse import quote

#: Where the terms live that no shared vocabulary has.
TERMS = "urn:onrecord:terms:"


def urn(kind: str, *names: str | int) -> str:
    """The name of one thing: an "entry", an "article", an "actor" ...

    >>> urn("actor", "local:zoe-zander"), urn("outlet", "The Hill")
    ('urn:onrecord:actor:local:zoe-zander', 'urn:onrecord:outlet:The%20Hill')
    """
    return ":".join(("urn:onrecord", kind, *(quote(str(name), safe=":") for name in names)))


def write_list(out: IO[bytes], head: Mapping[str, Any], key: str, nodes: Iterable[Mapping[str, Any]]) -> None:
    """A JSON document with `nodes` as a list under `key`, one a line, written as they come."""
    out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode())
    out.write(f',\n "{key}": [\n'.encode())
    for number, node in enumerate(nodes):
        out.write((b",\n" if number else b"") + json.dumps(node, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def address(url: str) -> str:
    """A web address with what may not stand in one quoted; "" if it is none.

    >>> address("https://example.org/a|b c"), address("javascript:alert()")
    ('https://example.org/a%7Cb%20c', '')
    """
    return quote(url, safe="%:/?#@!$&'()*+,;=~") if re.match(r"https?://[^/\s]", url) else ""
