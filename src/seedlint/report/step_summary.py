"""The findings as a Markdown table, for the page of a GitHub Actions job.

Source: GitHub Docs, "Workflow commands for GitHub Actions", "Adding a job summary"; GitHub Flavored
Markdown, section 6.2, for what stands for a character and never begins a structure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.report import summary
from seedlint.report.location import Location
from seedlint.report.terminal import Style, escape
from seedlint.rules import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.project import Report

LIMIT = 1000 * 1024
"""How many bytes the table takes; of more than 1024 KiB for a step GitHub shows nothing at all."""

_PUNCTUATION = re.compile(r"[!-+.:<-@\[-`{-~]")
_HEAD = ("| severity | place | rule | message |", "| --- | --- | --- | --- |")


def render(report: Report, style: Style) -> Iterator[str]:
    """A heading, the summary, a row for each finding, and how many found no room."""
    yield "### seedlint"
    yield ""
    yield summary.line(report, Style())
    yield ""
    if not report.diagnostics:
        return
    yield from _HEAD
    room = LIMIT
    for number, diagnostic in enumerate(report.diagnostics):
        row = _row(diagnostic)
        room -= len(row.encode()) + 1
        if room < 0:
            left = summary.plural(len(report.diagnostics) - number, "more finding")
            yield ""
            yield f"{left} left out: GitHub shows at most 1 MiB"
            return
        yield row


def _row(diagnostic: Diagnostic) -> str:
    rule = BY_NAME[diagnostic.rule]
    place = _text(str(Location.of(diagnostic.source, diagnostic.finding.span)))
    message = _prose(diagnostic.finding.message)
    return f"| {diagnostic.severity} | {place} | [{rule.name}]({rule.url}) | {message} |"


def _prose(message: str) -> str:
    """A message with what it has in backticks as code."""
    parts = map(_text, message.split("`"))
    return "".join(f"<code>{part}</code>" if code % 2 else part for code, part in enumerate(parts))


def _text(text: str) -> str:
    """Text that means nothing to Markdown, to HTML, or to what GitHub finds links in."""
    return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", escape(text))
