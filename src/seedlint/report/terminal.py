"""Text on a terminal: its colours, its cells, and what must never reach it as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from seedlint.finding import Severity

BOLD = "1"
RED = "31"
GREEN = "32"
YELLOW = "33"
BLUE = "34"
CYAN = "36"

COLORS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}

TAB_SIZE = 4

# Controls steer the terminal, bidirectional controls reorder what is read, and the rest of these
# are not to be seen at all; lone surrogates cannot be written.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


@dataclass(frozen=True, slots=True)
class Style:
    """How to paint: in colour, or not at all."""

    color: bool = False

    def paint(self, text: str, *looks: str) -> str:
        """The text in these looks (SGR parameters, ECMA-48, section 8.3.117)."""
        return f"\x1b[{';'.join(looks)}m{text}\x1b[0m" if self.color and text else text


def escape(text: str) -> str:
    """The text with all that a terminal would obey, reorder or hide made visible."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_visible, text)


def cells(line: str) -> list[str]:
    """What each character of a line looks like; tabs reach to the next stop."""
    if line.isascii() and line.isprintable():
        return list(line)
    found = []
    column = 0
    for char in line:
        if char == "\t":
            shown = " " * (TAB_SIZE - column % TAB_SIZE)
        else:
            shown = _UNSAFE.sub(_visible, char)
        found.append(shown)
        column += width(shown)
    return found


def width(text: str) -> int:
    """How many cells some text takes (Unicode Standard Annex 11; marks that combine take none)."""
    if text.isascii():
        return len(text)
    return sum(
        2 if east_asian_width(char) in "WF" else category(char) not in ("Mn", "Me", "Cf")
        for char in text
    )


def _visible(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )
