"""Texts of files as Markdown in which they only say what they say.

A description in a spec is written by anybody. Nothing in it becomes a link, an image, HTML or a
heading of ours, and none of it is endless.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.types import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.types import Type

LONGEST = 600
"""How many characters of one text are shown."""

_LONGEST_CODE = 120
_MARKS = re.compile(r"[\\`*_\[\]<>&~|!#@{}]|:(?=//)|(?<=www)\.", re.I)
_BLOCK_MARK = re.compile(r"([0-9]*)([-+=.)])(?=\s|\Z|[-+=])")
_TICKS = re.compile(r"`+")


def plain(text: str, most: int = LONGEST) -> str:
    """A text on one line, cut where it is too long, without what cannot be seen."""
    line = " ".join(text[: 4 * most].split())
    line = line if len(line) <= most else f"{line[: most - 1]}…"
    return line if line.isprintable() else "".join(c if c.isprintable() else "�" for c in line)


def said(text: str, most: int = LONGEST) -> str:
    """A text as one paragraph of Markdown (CommonMark 0.31, section 2.4)."""
    escaped = _MARKS.sub(r"\\\g<0>", plain(text, most))
    return _BLOCK_MARK.sub(r"\1\\\2", escaped, count=1) if _BLOCK_MARK.match(escaped) else escaped


def code(text: str) -> str:
    """A name or a value as a code span (section 6.1)."""
    shown = plain(text, _LONGEST_CODE)
    ticks = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    gap = " " if len(ticks) > 1 or not shown else ""
    return f"{ticks}{gap}{shown}{gap}{ticks}"


def codes(values: Iterable[object], most: int = 12) -> str:
    """Values as code, one after the other; a long list is cut openly."""
    every = [*values]
    shown = ", ".join(code(word(value)) for value in every[:most])
    return f"{shown} and {len(every) - most} more" if len(every) > most else shown


def bullets(lines: Iterable[str], most: int = 12) -> str:
    """Lines of Markdown as a list, which is cut openly where it is long."""
    every = [*lines]
    shown = [f"- {line}" for line in every[:most]]
    return "\n".join([*shown, *([f"- and {len(every) - most} more"] if every[most:] else [])])


def word(value: object) -> str:
    """Plain data as YAML has it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return str(value)
    except ValueError:  # an integer of thousands of digits
        return "…"


def kind(type_: Type) -> str:
    """A type in the words of JSON Schema: `integer`, `string (date)`, `string or null`."""
    if type_.kinds is None:
        return ""
    names = [name for name in KINDS if name in type_.kinds and name != "null"]
    if type_.format and names == ["string"]:
        names = [f"string ({plain(type_.format, 30)})"]
    return " or ".join([*names, *(["null"] if "null" in type_.kinds else [])])
