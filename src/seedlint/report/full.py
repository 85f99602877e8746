"""`full`: each finding with the lines that it is about, for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.report import summary
from seedlint.report.frame import Mark, frame, last_line
from seedlint.report.location import Location, located
from seedlint.report.terminal import BLUE, BOLD, COLORS, GREEN, Style, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.project import Report
    from seedlint.source import Source


def render(report: Report, style: Style) -> Iterator[str]:
    """A block of lines for each finding, and the summary."""
    for _, found in report.by_file():
        yield "".join([f"{line}\n" for each in found for line in (*_block(each, style), "")])[:-1]
    yield summary.line(report, style)


def _block(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    finding, color = diagnostic.finding, COLORS[diagnostic.severity]
    frames: dict[str, tuple[Source, list[Mark]]] = {
        diagnostic.source.path: (diagnostic.source, [Mark(finding.span, "^", color)])
    }
    remarks = []
    for note in finding.notes:
        if (place := located(note, diagnostic.source)) is None:
            remarks.append(note.message)
        else:
            source, span = place
            marks = frames.setdefault(source.path, (source, []))[1]
            marks.append(Mark(span, "-", BLUE, note.message))
    gutter = len(str(max(last_line(source, marks) for source, marks in frames.values())))

    title = style.paint(f"{diagnostic.severity}[{diagnostic.rule}]", BOLD, color)
    yield f"{title}{style.paint(f': {escape(finding.message)}', BOLD)}"
    arrow = "-->"
    for source, marks in frames.values():
        location = escape(str(Location.of(source, marks[0].span)))
        yield f"{'':{gutter}}{style.paint(arrow, BOLD, BLUE)} {location}"
        yield from frame(source, marks, gutter, style)
        arrow = ":::"
    equals = style.paint(f"{'':{gutter}} =", BOLD, BLUE)
    for remark in remarks:
        yield f"{equals} {style.paint('note', BOLD)}: {escape(remark)}"
    if fix := finding.fix:
        yield (
            f"{equals} {style.paint('fix', BOLD, GREEN)}: {escape(fix.title)}"
            f" (`{summary.OPTIONS[fix.safety]}`)"
        )
