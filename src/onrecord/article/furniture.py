"""Page furniture: found, and marked in the blocks. Nothing is cut, so better rules move no offset."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files

from onrecord.errors import CueError
from onrecord.model import Block, BlockKind

#: Longest distance, in characters, from a name to the MORE that ends the related titles woven in behind it.
_WOVEN = 500
_GLUED = re.compile(r"(?<=[a-z.\)’'])(?=[A-Z0-9‘“'\"][\w’'])")
_MORE = re.compile(r"\sMORE\b")


@functools.cache
def rules() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The patterns of furniture.toml; the flag says whether one may match within a line."""
    table = tomllib.loads(files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8"))
    compiled = []
    for rule in table["rule"]:
        try:
            compiled.append((re.compile(rule["pattern"], re.IGNORECASE), rule.get("within", False)))
        except re.error as error:
            raise CueError(f"furniture.toml: rule {rule['name']!r}: {error}") from None
    return tuple(compiled)


def mark(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with furniture marked; a block that holds some within its line is divided."""
    marked: list[Block] = []
    for block in blocks:
        if is_furniture(text[block.start : block.end]):
            marked.append(Block(start=block.start, end=block.end, kind=BlockKind.FURNITURE))
        else:
            marked += _divide(block, sorted(find_within(text, block.start, block.end)), text)
    return tuple(marked)


def is_furniture(line: str) -> bool:
    """Whether a whole line is furniture. Long lines are not: they are prose that begins alike."""
    line = line.strip()
    return len(line) < 450 and any(pattern.fullmatch(line) for pattern, _ in rules())


def find_within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Furniture within text[start:end], as offsets: bracketed related titles, and titles woven in behind a name."""
    for pattern, within in rules():
        if within:
            yield from (match.span() for match in pattern.finditer(text, start, end))
    yield from _woven(text, start, end)


def _woven(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Some pages print, behind a name, the full name again with related titles glued to it, up to "MORE".

    "Sen. Ada Ames Ada Lee AmesPoll finds close race Ames tours Iowa MORE (D-Ohio) said": what stands between the
    name as the article prints it and the end of MORE is furniture.
    """
    left = start
    for more in _MORE.finditer(text, start, end):
        low = max(left, more.start() - _WOVEN)
        if glue := _GLUED.search(text, low, more.start()):
            formal = text[low : glue.start()]
            surname = re.search(r"[\w’'-]+\.?$", formal)
            first = surname and formal.rfind(surname.group(), 0, surname.start())
            begin = glue.start() if not surname or first is None or first < 0 else low + first + len(surname.group())
            yield begin, more.end()
            left = more.end()


def _divide(block: Block, inside: Sequence[tuple[int, int]], text: str) -> Iterator[Block]:
    at = block.start
    for low, high in inside:
        if low < at:
            continue
        if text[at:low].strip():
            yield Block(start=at, end=low, kind=block.kind)
        yield Block(start=low, end=high, kind=BlockKind.FURNITURE)
        at = high
    if text[at : block.end].strip() or at == block.start:
        yield Block(start=at, end=block.end, kind=block.kind)
