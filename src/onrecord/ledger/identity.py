"""Identity: which printed names are one person's, as far as names alone tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.registry import fold, load_registry, same_first_name, surname_of


def identify(names: Iterable[str]) -> dict[str, str]:
    """For each printed name the name under which its bearer stands in the ledger.

    Full names of one person ("Bernard Sanders") go to the registry's usual name; a surname alone goes to the only full
    name that has it, if there is only one. The rest stay as printed.

    >>> identify(["Sanders", "Bernie Sanders", "Bernard Sanders"])["Sanders"]
    'Bernie Sanders'
    """
    printed = sorted({name for name in names if name})
    full = {name: _usual(name) for name in printed if " " in name}
    by_surname: defaultdict[str, set[str]] = defaultdict(set)
    for usual in full.values():
        by_surname[surname_of(fold(usual))].add(usual)
    merged = {name: _longest(usual, by_surname[surname_of(fold(usual))]) for name, usual in full.items()}
    for name in printed:
        if name not in merged:
            bearers = {_longest(usual, by_surname[fold(name)]) for usual in by_surname.get(fold(name), ())}
            merged[name] = bearers.pop() if len(bearers) == 1 else name
    return merged


def _usual(name: str) -> str:
    found = load_registry().by_name(name)
    return found[0].name if len(found) == 1 else name


def _longest(name: str, others: set[str]) -> str:
    """The name among `others` that is the same person's: same surname and first name, the registry's form first."""
    first = name.split()[0]
    same = [other for other in others if same_first_name(first, other.split()[0])] or [name]
    return min(same, key=lambda other: (not load_registry().by_name(other), -len(other), other))


def same_name(asked: str, name: str) -> bool:
    """Whether somebody who asks for `asked` means `name`: all its words are in it, and the surname is shared."""
    short, long = fold(asked).split(), fold(name).split()
    return bool(short) and set(short) <= set(long) and (short[-1] == long[-1] or surname_of(fold(name)) == fold(asked))
