"""How often each rule found something, in place of the findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from seedlint.report import summary
from seedlint.report.terminal import BOLD, COLORS, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.project import Report


def render(report: Report, style: Style) -> Iterator[str]:
    """A line for each rule, the most frequent first, and the summary."""
    counts = Counter((found.rule, found.severity) for found in report.diagnostics)
    digits = len(str(max(counts.values(), default=0)))
    for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        word = style.paint(f"{severity!s:7}", BOLD, COLORS[severity])
        yield f"{count:>{digits}}  {word}  {rule}"
    if counts:
        yield ""
    yield summary.line(report, style)
