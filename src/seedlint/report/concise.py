"""`concise`: one line for each finding, as editors and `grep` like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.report import summary
from seedlint.report.location import Location
from seedlint.report.terminal import BOLD, COLORS, Style, escape, opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.project import Report


def render(report: Report, style: Style) -> Iterator[str]:
    """`path:line:column: severity[rule] message` for each finding, and the summary."""
    for _, found in report.by_file():
        yield "\n".join([entry(diagnostic, style) for diagnostic in found])
    yield summary.line(report, style)


def entry(diagnostic: Diagnostic, style: Style) -> str:
    """The line of a finding."""
    place = Location.of(diagnostic.source, diagnostic.finding.span)
    kind = f"{diagnostic.severity}[{diagnostic.rule}]"
    painted = style.paint(kind, BOLD, COLORS[diagnostic.severity])
    return f"{opening(str(place))}: {painted} {escape(diagnostic.finding.message)}"
