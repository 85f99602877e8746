"""Reports: one module per format, loaded when it is asked for.

A format's module has `render(report, style)`, which yields the lines of the output, or several of
them at once. Text from files is escaped there for where it goes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.project import Report
    from seedlint.report.terminal import Style

FORMATS = {
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_report",
    "json-lines": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
}
"""The formats by the names that people use, with their modules."""

BY_FILE = ("full", "concise", "grouped", "json-lines")
"""The formats that yield all lines about a file at once, in the order of the findings.

They say nothing else but how much was found, and that at the end.
"""


class Format(Protocol):
    """What a format's module offers."""

    def render(self, report: Report, style: Style) -> Iterator[str]:
        """The lines of the output, without the last line break of what is yielded."""
        ...


def render(name: str, report: Report, style: Style) -> Iterator[str]:
    """The lines of a report in the format of this name."""
    return (line for piece in pieces(name, report, style) for line in piece.split("\n"))


def pieces(name: str, report: Report, style: Style) -> Iterator[str]:
    """The same, but several lines at once where the format has it so."""
    module = cast(Format, import_module(f"{__name__}.{FORMATS[name]}"))
    return module.render(report, style)
