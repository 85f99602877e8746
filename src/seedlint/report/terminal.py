"""Text on a terminal: its colours, its cells, and what must never reach it as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Severity
from seedlint.named import NamedTuple
from seedlint.regex import regex

if TYPE_CHECKING:
    import re

BOLD = "1"
RED = "31"
GREEN = "32"
YELLOW = "33"
BLUE = "34"
CYAN = "36"

COLORS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}

TAB_SIZE = 4

LOG_COMMAND = regex(r"#(?=#\w*\[)")
"""Where `##[…]` or `##vso[…]` begins, which CI systems obey anywhere in a line of a log.

Source: actions/runner, `ActionCommand.TryParse`; Azure Pipelines, "Logging commands".
"""

# Controls steer the terminal, bidirectional controls reorder what is read, and the rest of these
# are not to be seen at all (Default_Ignorable_Code_Point, but for what joins and varies letters and
# emoji); lone surrogates cannot be written.
_UNSAFE = regex(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    f"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]|{LOG_COMMAND.pattern}"
)
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


class Style(NamedTuple):
    """How to paint: in colour, or not at all."""

    color: bool = False

    def paint(self, text: str, *looks: str) -> str:
        """The text in these looks (SGR parameters, ECMA-48, section 8.3.117)."""
        return f"\x1b[{';'.join(looks)}m{text}\x1b[0m" if self.color and text else text


def escape(text: str) -> str:
    """The text with all that a terminal or a log would obey, reorder or hide made visible."""
    return text if _is_plain(text) else _UNSAFE.sub(visible, text)


def opening(text: str) -> str:
    """A path, and what follows it, escaped to begin a line: `::` begins a command there.

    Source: actions/runner, `ActionCommand.TryParseV2`, which first takes blanks away.
    """
    shown = escape(text)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def inert(line: str) -> str:
    """A line as it is, but for what the log of a CI system would obey in it."""
    shown = LOG_COMMAND.sub(visible, line)
    return shown.replace(":", r"\x3a", 1) if shown.lstrip().startswith("::") else shown


def cells(line: str) -> list[str]:
    """What each character of a line looks like; tabs reach to the next stop."""
    if _is_plain(line):
        return list(line)
    unsafe = {match.start(): visible(match) for match in _UNSAFE.finditer(line)}
    found = []
    column = 0
    for index, char in enumerate(line):
        tab = " " * (TAB_SIZE - column % TAB_SIZE)
        shown = tab if char == "\t" else unsafe.get(index, char)
        found.append(shown)
        column += width(shown)
    return found


def width(text: str) -> int:
    """How many cells some text takes (Unicode Standard Annex 11; marks that combine take none)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        2 if east_asian_width(char) in "WF" else category(char) not in ("Mn", "Me", "Cf")
        for char in text
    )


def visible(match: re.Match[str]) -> str:
    """The character that was found, as an escape that Python and people know."""
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


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "##" not in text
