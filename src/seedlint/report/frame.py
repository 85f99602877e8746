"""Code frames: lines of a file with what matters in them underlined."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.report.terminal import BLUE, BOLD, Style, cells, escape, width
from seedlint.secrets import masked
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seedlint.source import Source

MAX_WIDTH = 160
"""How many cells of a line are shown; a longer one is cut around what is underlined."""

_FAR = 8000
"""How long a line is looked at as a whole; a secret in it may be long, and is masked."""

_BEFORE = 40
"""How many cells are kept before what is underlined when a line is cut."""


class Mark(NamedTuple):
    """A span to underline with `sign`, and what to say beside it."""

    span: Span
    sign: str
    color: str
    label: str = ""


def last_line(source: Source, marks: Iterable[Mark]) -> int:
    """The greatest line number of a frame, which makes its gutter."""
    return max(source.position(mark.span.start).line for mark in marks) + 1


def frame(source: Source, marks: Sequence[Mark], gutter: int, style: Style) -> Iterator[str]:
    """The lines of a frame, secrets masked. `gutter` is the width of its line numbers."""

    def line_of(mark: Mark) -> int:
        return source.position(mark.span.start).line

    bar = style.paint(f"{'':{gutter}} |", BOLD, BLUE)
    yield bar
    previous = None
    for line, group in groupby(sorted(marks, key=lambda mark: mark.span.start), line_of):
        of_line = [*group]
        if previous is not None and line > previous + 1:
            yield style.paint("...", BOLD, BLUE)
        previous = line
        number = style.paint(f"{line + 1:>{gutter}} |", BOLD, BLUE)
        whole = source.line_around(of_line[0].span.start)
        if whole.end - whole.start <= _FAR:
            yield from _underlined(source, whole, of_line, number, bar, style)
        else:
            for mark in of_line:
                yield from _underlined(source, _near(mark, whole), [mark], number, bar, style)


def _underlined(
    source: Source, span: Span, marks: Sequence[Mark], number: str, bar: str, style: Style
) -> Iterator[str]:
    """A line, or a piece of a long one, with its marks; once for each of them where it is cut."""
    shown = cells(masked(source.text, span))
    fits = width("".join(shown)) <= MAX_WIDTH
    for together in [marks] if fits else [[mark] for mark in marks]:
        start, _ = _columns(together[0], span)
        first, last = (0, len(shown)) if fits else _window(shown, start)
        head = "…" if first else ""
        text = head + "".join(shown[first:last]) + ("…" if last < len(shown) else "")
        yield f"{number} {text}".rstrip()
        for mark in together:
            start, end = _columns(mark, span)
            indent = width(head + "".join(shown[first:start]))
            length = width("".join(shown[start : min(end, last)])) or 1
            label = _label(mark, source)
            yield f"{bar} {'':{indent}}{style.paint(mark.sign * length + label, BOLD, mark.color)}"


def _near(mark: Mark, line: Span) -> Span:
    """What lies around a mark in a line that is too long to be looked at as a whole."""
    start, end = mark.span.start - _FAR // 2, mark.span.start + _FAR // 2
    return Span(max(line.start, start), min(line.end, end))


def _columns(mark: Mark, line: Span) -> tuple[int, int]:
    """The columns of a line that a mark covers."""
    return min(mark.span.start, line.end) - line.start, min(mark.span.end, line.end) - line.start


def _label(mark: Mark, source: Source) -> str:
    line = source.position(mark.span.start).line
    more = source.position(max(mark.span.start, mark.span.end - 1)).line - line
    rest = f"and {more} more line{'s' * (more > 1)}" if more > 0 else ""
    label = escape(mark.label)
    if label and rest:
        return f" {label} ({rest})"
    return f" {label}{rest}" if label or rest else ""


def _window(shown: Sequence[str], start: int) -> tuple[int, int]:
    """The columns to show of a line that is too long, `start` among them."""
    first, used = start, 0
    while first and used + width(shown[first - 1]) <= _BEFORE:
        first -= 1
        used += width(shown[first])
    last = start
    while last < len(shown) and used + width(shown[last]) <= MAX_WIDTH:
        used += width(shown[last])
        last += 1
    while first and last == len(shown) and used + width(shown[first - 1]) <= MAX_WIDTH:
        first -= 1
        used += width(shown[first])
    return first, last
