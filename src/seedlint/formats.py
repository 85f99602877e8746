"""The formats and patterns that a schema may ask of a string.

Only formats with one clear meaning are held; every other name is an annotation (JSON Schema
2020-12 validation, section 7).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 10_000
_LONGEST_PATTERN = 500
_MOST_SETS = 20
_LARGEST = 100_000
"""How much memory a pattern may take; to make it ready takes a millisecond at most."""

_DATE = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = regex(
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:[zZ]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_UUID = regex(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EMAIL = regex(r"[^@\s]+@[^@\s]+")
_URI = regex(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

_ATOM = r"(?:[\w @:#/-]|\\[d./$+*?-]|\[(?:\w-\w|[\w .:#@])++-?\])"
_SET = regex(r"\\[dDwWsS]")
_FLAGS = regex(r"\(\?[a-z-]")

_FIXED = rf"(?:{_ATOM}(?:\{{\d\d?\}})?+(?![+*?{{]))*+"
_LOOSE = rf"{_ATOM}(?:[+*?]|\{{\d\d?,(?:\d\d?)?\}})(?![+*?{{])"
_PLAIN = rf"(\^{_FIXED}(?:{_LOOSE}{_FIXED})?)(\$?)"
"""A pattern that means the same to Python, and that Python searches for in time in proportion to
the text: it is anchored at the beginning, and only one repetition has no fixed number."""


class Format(NamedTuple):
    """A format: how a message names it, with an example, and whether a string has it."""

    words: str
    holds: Callable[[str], bool]


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(*map(int, match.groups()))
    except ValueError:
        return text.startswith("0000-")
    return True


def _is_date_time(text: str) -> bool:
    return _is_date(text[:10]) and text[10:11] in ("T", "t", " ") and _fits(_TIME, text[11:])


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None


FORMATS = {
    "date-time": Format("a date and time such as `2026-02-01T23:30:00Z`", _is_date_time),
    "date": Format("a date such as `2026-02-01`", _is_date),
    "uuid": Format(
        "a UUID such as `123e4567-e89b-12d3-a456-426614174000`", lambda text: _fits(_UUID, text)
    ),
    "email": Format("an email address", lambda text: _fits(_EMAIL, text)),
    "uri": Format("a URI such as `https://example.org/`", lambda text: _fits(_URI, text)),
}
"""RFC 3339, section 5.6; RFC 9562, section 4; RFC 5321, section 4.1.2, in outline; RFC 3986,
section 3."""


def matches(pattern: str, text: str) -> bool | None:
    """Whether an ECMA 262 pattern is found in a text; None where that cannot be told.

    A pattern may come from anywhere. The engine takes time in proportion to the text, and refuses
    a pattern that would need more, such as one that looks ahead.
    """
    if len(text) > _LONGEST or len(pattern) > _LONGEST_PATTERN:
        return None
    search = _compiled(pattern)
    try:
        return search(text) if search else None
    except ValueError:
        return None  # a lone surrogate, which the engine does not take in


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Callable[[str], bool] | None:
    if pattern.startswith("/"):
        return None  # `/…/i` is how JavaScript writes a pattern, and not what it searches for
    plain = re.fullmatch(_PLAIN, pattern, re.ASCII)  # as most are, which spares the engine's import
    return _by_python(plain[1], plain[2]) if plain else _by_engine(pattern)


def _by_python(pattern: str, end: str) -> Callable[[str], bool] | None:
    try:
        search = re.compile(pattern + end.replace("$", r"\Z"), re.ASCII).search
    except re.error:  # such as `[z-a]`
        return None
    return lambda text: search(text) is not None


def _by_engine(pattern: str) -> Callable[[str], bool] | None:
    """The engine reads a pattern anew for each `\\d` in it, and takes flags that ECMA has not."""
    if len(_SET.findall(pattern)) > _MOST_SETS or _FLAGS.search(pattern):
        return None
    import jsonschema_rs

    options = jsonschema_rs.RegexOptions(size_limit=_LARGEST, dfa_size_limit=_LARGEST)
    try:
        validator = jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=options
        )
    except ValueError:
        return None
    return validator.is_valid
