"""`json-lines`: a JSON object on a line of its own for each finding, for programs that stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.report.dump import dump
from seedlint.report.json_report import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.project import Report
    from seedlint.report.terminal import Style


def render(report: Report, style: Style) -> Iterator[str]:
    """The findings as the format `json` has them; nothing where there are none."""
    for _, found in report.by_file():
        yield "\n".join([dump(finding(diagnostic)) for diagnostic in found])
