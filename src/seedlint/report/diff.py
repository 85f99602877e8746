"""What fixing would change, as a unified diff."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING

from seedlint.report.terminal import BOLD, CYAN, GREEN, RED, Style, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.source import Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_COLORS = {"@": CYAN, "-": RED, "+": GREEN}


def render(changes: Iterable[tuple[Source, Source]], style: Style, *, exact: bool) -> Iterator[str]:
    """The lines of the diff from some sources to what they become.

    An exact one is for `patch`, each line as the file has it but for its line feed; the other one
    is for a terminal.
    """
    for before, after in changes:
        name = escape(before.path)
        lines = unified_diff(_lines(before), _lines(after), name, name)
        for number, line in enumerate(lines):
            text = line.removesuffix("\n")
            shown = text if exact else escape(text.removesuffix("\r"))
            color = _COLORS.get(line[0])
            if number < 2:
                shown = style.paint(shown, BOLD)
            elif color:
                shown = style.paint(shown, color)
            yield shown
            if text == line:
                yield r"\ No newline at end of file"


def _lines(source: Source) -> list[str]:
    return _LINE.findall(source.encode(source.text).decode("utf-8"))
