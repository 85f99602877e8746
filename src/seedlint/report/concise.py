"""`concise`: one line for each finding, as editors and `grep` like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.report import summary
from seedlint.report.location import Location
from seedlint.report.terminal import BOLD, COLORS, Style, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.project import Report


def render(report: Report, style: Style) -> Iterator[str]:
    """`path:line:column: severity[rule] message` for each finding, and the summary."""
    for diagnostic in report.diagnostics:
        place = Location.of(diagnostic.source, diagnostic.finding.span)
        kind = f"{diagnostic.severity}[{diagnostic.rule}]"
        painted = style.paint(kind, BOLD, COLORS[diagnostic.severity])
        yield f"{escape(str(place))}: {painted} {escape(diagnostic.finding.message)}"
    yield summary.line(report, style)
