"""Signed words: quotations and posts whose speaker stands behind them, told by their print alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.reading.decoding import TaggedAttribution

_NAME = r"[^\W\d_a-z][\w.'’-]*(?:[ \xa0][^\W\d_][\w.'’-]*){0,4}?"
#: “...” ― Ada Ames. No closed quotation inside, so that a reporting clause between two of them is not swallowed.
_QUOTATION = re.compile(
    r"""(?:^[ \t]*[“”"](?P<line>(?:(?![,.?!…][”"])[^\n]){12,}[^\n])|[“"](?P<content>[^“”"\n]{12,}))[”"]\s*"""
    rf"""(?P<cue>[―—–]|--)\s*(?P<source>{_NAME})\s*(?=$|[\n(“"]|\.(?:\s|$))""",
    re.MULTILINE,
)


def with_signed(text: str, found: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """Signed words as attributions, in the place of what was tagged on them; all in order of content."""
    signed = [
        TaggedAttribution(
            source=(match.span("source"),),
            cue=(match.span("cue"),),
            content=(match.span("line" if match["line"] else "content"),),
            confidence=0.95,
        )
        for match in _QUOTATION.finditer(text)
    ]
    kept = [one for one in found if not any(_lies_in(one, quotation) for quotation in signed)]
    return sorted([*kept, *signed], key=lambda one: one.content[0])


def _lies_in(one: TaggedAttribution, signed: TaggedAttribution) -> bool:
    """Whether at least half of an attribution's content is signed by somebody."""
    (low, high), *_ = signed.content
    shared = sum(max(0, min(high, end) - max(low, start)) for start, end in one.content)
    return 2 * shared >= sum(end - start for start, end in one.content)
