"""What fixing would change, as the patch that `git diff` would show afterwards.

Source: git-diff, "Generating patch text with -p"; git-config, `core.quotePath`.
"""

from __future__ import annotations

import os
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from seedlint import paths
from seedlint.report.terminal import BOLD, CYAN, GREEN, RED, Style, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal, TypeAlias

    from seedlint.source import Source

    _Tag: TypeAlias = Literal["replace", "delete", "insert", "equal"]
    _Opcode: TypeAlias = tuple[_Tag, int, int, int, int]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_CONTEXT = 3
"""How many lines are shown around a change; as many in a row are taken for no coincidence."""
_FAR = 200
"""How many lines are passed over to find the next match; none is looked for beyond."""
_COLORS = {"@": CYAN, "-": RED, "+": GREEN}
_ESCAPES = {
    byte: f"\\{letter}" for byte, letter in zip(b'\a\b\t\n\v\f\r"\\', 'abtnvfr"\\', strict=True)
}


def render(changes: Iterable[tuple[Source, Source]], style: Style, *, exact: bool) -> Iterator[str]:
    """The lines of the diff from some sources to what they become.

    An exact one is for `git apply`, each line as the file has it but for its line feed; the other
    one is for a terminal. Files are named from the top of the git work tree, so that the patch
    fits wherever in it one stands; outside of any, from the working directory.
    """
    here = os.getcwd()
    top = os.path.realpath(paths.work_tree(here) or here)
    shown: set[str] = set()
    for before, after in changes:
        file = os.path.realpath(before.path)  # git does not look through links
        if file not in shown:
            shown.add(file)
            name = paths.within(file, top) or before.path
            yield from _file(name, _lines(before), _lines(after), style, exact=exact)


def _file(
    name: str, before: list[str], after: list[str], style: Style, *, exact: bool
) -> Iterator[str]:
    old, new = _quoted(f"a/{name}"), _quoted(f"b/{name}")
    end = "\t" if " " in name else ""  # else other readers take the name to end at the blank
    for number, line in enumerate(_hunks(before, after)):
        if number == 0:
            for header in (f"diff --git {old} {new}", f"--- {old}{end}", f"+++ {new}{end}"):
                yield style.paint(header, BOLD)
        text = line.removesuffix("\n")
        shown = text if exact else escape(text.removesuffix("\r"))
        color = _COLORS.get(line[0])
        yield style.paint(shown, color) if color else shown
        if text == line:
            yield r"\ No newline at end of file"


def _hunks(before: list[str], after: list[str]) -> Iterator[str]:
    for group in _Matcher(before, after).get_grouped_opcodes(_CONTEXT):
        (_, old, _, new, _), (_, _, old_end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_range(old, old_end)} +{_range(new, new_end)} @@\n"
        for tag, old, old_end, new, new_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[old:old_end])
            else:
                yield from (f"-{line}" for line in before[old:old_end])
                yield from (f"+{line}" for line in after[new:new_end])


def _range(start: int, end: int) -> str:
    """The lines from `start` to `end`, which is not among them; one line needs no count."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


class _Matcher(SequenceMatcher[str]):
    """Matches lines from the top down: what fixes change is local, and the next match is near.

    To look for the longest match first takes the square of the time where there are many changes.
    """

    def __init__(self, before: list[str], after: list[str]) -> None:
        super().__init__()
        self._before = before
        self._after = after

    def get_opcodes(self) -> list[_Opcode]:
        found: list[_Opcode] = []
        old = new = 0
        for start, end, new_start, new_end in self._changes():
            if old < start:
                found.append(("equal", old, start, new, new_start))
            found += self._within(start, end, new_start, new_end)
            old, new = end, new_end
        if old < len(self._before):
            found.append(("equal", old, len(self._before), new, len(self._after)))
        return found

    def _changes(self) -> Iterator[tuple[int, int, int, int]]:
        """The lines of both texts between those that they share."""
        before, after = self._before, self._after
        old = new = 0
        while old < len(before) or new < len(after):
            if before[old : old + 1] == after[new : new + 1]:
                old, new = old + 1, new + 1
                continue
            end, new_end = self._next_match(old, new)
            yield old, end, new, new_end
            old, new = end, new_end

    def _next_match(self, old: int, new: int) -> tuple[int, int]:
        """The nearest place at which some lines in a row are the same, or where nothing else is."""
        before, after = self._before, self._after
        for distance in range(1, _FAR):
            for skipped in range(distance + 1):
                i, j = old + skipped, new + distance - skipped
                if before[i : i + _CONTEXT] == after[j : j + _CONTEXT]:
                    return min(i, len(before)), min(j, len(after))
        i, j = len(before), len(after)
        while i > old and j > new and before[i - 1] == after[j - 1]:
            i, j = i - 1, j - 1
        return i, j

    def _within(self, old: int, end: int, new: int, new_end: int) -> Iterator[_Opcode]:
        """What becomes of a few lines that are not all the same; many are replaced at once."""
        if max(end - old, new_end - new) > _FAR:
            yield "replace", old, end, new, new_end
            return
        before, after = self._before[old:end], self._after[new:new_end]
        for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
            yield tag, old + i, old + j, new + k, new + m


def _lines(source: Source) -> list[str]:
    return _LINE.findall(source.encode(source.text).decode("utf-8"))


def _quoted(name: str) -> str:
    """A path as git writes it: in quotes where a byte of it would be unusual in a text."""
    written = "".join(
        _ESCAPES.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
        for byte in os.fsencode(name)
    )
    return name if written == name else f'"{written}"'
