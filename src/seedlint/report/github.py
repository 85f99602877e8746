"""`github`: annotations in a GitHub Actions log, by workflow commands.

Source: GitHub Docs, "Workflow commands for GitHub Actions"; actions/toolkit, `packages/core/src/
command.ts` for what is escaped and how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Severity
from seedlint.report import summary
from seedlint.report.asides import asides
from seedlint.report.location import Location, from_top
from seedlint.report.terminal import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.project import Report
    from seedlint.report.terminal import Style

MOST = 10
"""How many annotations of a severity GitHub shows for a step.

Source: actions/toolkit, `docs/problem-matchers.md`, "Limitations".
"""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, style: Style) -> Iterator[str]:
    """The worst findings as annotations, what is left without one, and the summary."""
    left: dict[Severity, int] = {}
    for severity in reversed(Severity):
        found = [each for each in report.diagnostics if each.severity is severity]
        yield from map(_annotation, found[:MOST])
        left[severity] = len(found[MOST:])
    if rest := summary.counted(left, style):
        yield f"{rest} without an annotation: GitHub shows at most {MOST} of each severity"
    yield summary.line(report, style)


def _annotation(diagnostic: Diagnostic) -> str:
    place = Location.of(diagnostic.source, diagnostic.finding.span)
    properties = {
        "file": escape(from_top(place.path)),
        "line": place.line,
        "endLine": place.end_line,
    }
    if place.line == place.end_line:  # else the runner drops the columns, and says so
        properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = diagnostic.rule
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    # The log shows nothing but the message, so that it has to tell the place as well.
    message = escape(f"{place}: {diagnostic.finding.message}")
    data = "\n".join((message, *asides(diagnostic)))
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{_data(data)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
