"""`grouped`: the findings below the names of their files, in columns."""

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
    """A block of lines for each file, and the summary."""
    for path, found in report.by_file():
        yield "\n".join((style.paint(opening(path), BOLD), *_rows(found, style), ""))
    yield summary.line(report, style)


def _rows(found: list[Diagnostic], style: Style) -> Iterator[str]:
    """`line:column  severity  rule  message` for each finding of a file."""
    places = [Location.of(each.source, each.finding.span) for each in found]
    before = max(len(str(place.line)) for place in places)
    after = max(len(str(place.column)) for place in places)
    severities = max(len(str(each.severity)) for each in found)
    rules = max(len(each.rule) for each in found)
    for each, place in zip(found, places, strict=True):
        word = style.paint(str(each.severity), BOLD, COLORS[each.severity])
        gap = " " * (severities - len(str(each.severity)))
        yield (
            f"  {place.line:>{before}}:{place.column:<{after}}  {word}{gap}"
            f"  {each.rule:{rules}}  {escape(each.finding.message)}"
        )
