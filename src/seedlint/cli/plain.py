"""Arguments that need no click: to import it takes a third of the time until a seed is linted.

What is not as plain as that is left to click: help, what is wrong, and what is rarely asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seedlint.cli.asked import Asked, option
from seedlint.cli.names import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def asked(words: Sequence[str]) -> Asked | None:
    """What some arguments ask `check` for; None where click has to read them."""
    rest = [*reversed(words)]
    if words[:1] == ["check"]:
        rest.pop()
    elif words and words[0] in COMMANDS:
        return None
    given: list[str] = []
    fields: dict[str, Any] = {}
    repeated: dict[str, list[str]] = {}
    while rest:
        word = rest.pop()
        name, equals, value = word.partition("=")
        if word in _SWITCHES:
            fields[_SWITCHES[word]] = True
        elif name in _VALUED and (equals or rest):
            repeated.setdefault(name, []).append(value if equals else rest.pop())
        elif word.startswith("-") and word != "-":
            return None
        else:
            given.append(word)
    try:
        for name, values in repeated.items():
            field, meaning = _VALUED[name]
            fields[field] = meaning(values)
    except ValueError:  # click tells of which option
        return None
    return Asked(tuple(given))._replace(**fields)


def names(values: Iterable[str]) -> tuple[str, ...]:
    """Names that are given with commas, with the option repeated, or both.

    Raises ValueError where values name nothing.
    """
    values = [*values]
    stripped = (name.strip() for value in values for name in value.split(","))
    found = tuple(name for name in stripped if name)
    if values and not found:
        raise ValueError("no rule or group is named")
    return found


def destinations(values: Iterable[str]) -> tuple[tuple[str, str | None], ...]:
    """Formats, each with the file that it goes to, if it has one of its own. Raises ValueError."""
    return tuple(map(_destination, values))


def _path(values: Iterable[str]) -> str:
    """The path that is given last. Raises ValueError where it is empty."""
    *_, path = values
    if not path:
        raise ValueError("no path is given")
    return path


def _destination(value: str) -> tuple[str, str | None]:
    from seedlint.report import FORMATS
    from seedlint.spelling import did_you_mean, listed

    name, separate, file = value.partition("=")
    if name not in FORMATS:
        known = listed([*FORMATS], most=len(FORMATS))
        meant = did_you_mean(name, FORMATS)
        raise ValueError(f"`{name}` is no format; it should be {known}{meant}")
    if separate and not file:
        raise ValueError(f"`{value}` names no file")
    return name, file or None


_SWITCHES = {
    option(field): field for field, default in Asked._field_defaults.items() if default is False
}
_VALUED: Mapping[str, tuple[str, Callable[[Iterable[str]], object]]] = {
    "--select": ("select", names),
    "--extend-select": ("extend_select", names),
    "--ignore": ("ignore", names),
    "--output-format": ("formats", destinations),
    "--config": ("config_file", _path),
    "--cache-dir": ("cache_dir", _path),
}
