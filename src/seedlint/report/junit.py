"""`junit`: a test case for each seed, for what CI systems show of tests.

Source: the schema of Jenkins' xUnit plugin, `junit-10.xsd`, which the common readers share.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from html import escape as escape_markup
from typing import TYPE_CHECKING

from seedlint.finding import Severity
from seedlint.report import concise, summary
from seedlint.report.asides import asides
from seedlint.report.terminal import Style, escape, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.project import Report

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
"""What XML 1.0 (section 2.2) forbids beside what a terminal must not get."""

_PLAIN = Style()


def render(report: Report, style: Style) -> Iterator[str]:
    """A suite of the seeds; one fails that has an error or a warning.

    What could not be read or written is an error, each in a case of its own.
    """
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in report.diagnostics:
        found[diagnostic.source.path].append(diagnostic)
    paths = sorted({*report.seeds, *found})
    failed = sum(_fails(of_file) for of_file in found.values())
    counts = (
        f'tests="{len(paths) + len(report.failures)}" failures="{failed}"'
        f' errors="{len(report.failures)}" skipped="0" time="0"'
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="seedlint" {counts}>'
    yield f'  <testsuite name="seedlint" {counts}>'
    for path in paths:
        yield from _case(path, found[path])
    for failure in report.failures:
        yield f'    <testcase classname="seedlint" name="{_xml(failure)}" time="0">'
        yield f'      <error message="{_xml(failure)}"/>'
        yield "    </testcase>"
    yield "  </testsuite>"
    yield "</testsuites>"


def _case(path: str, found: list[Diagnostic]) -> Iterator[str]:
    name = _xml(path)
    start = f'    <testcase classname="seedlint" name="{name}" file="{name}" time="0"'
    if not found:
        yield f"{start}/>"
        return
    yield f"{start}>"
    if _fails(found):
        counts = summary.counted(Counter(each.severity for each in found), _PLAIN)
        yield f'      <failure message="{counts}" type="{max(each.severity for each in found)}">'
        yield from _listing(found)
        yield "</failure>"
    else:
        yield "      <system-out>"
        yield from _listing(found)
        yield "</system-out>"
    yield "    </testcase>"


def _listing(found: list[Diagnostic]) -> Iterator[str]:
    for diagnostic in found:
        yield _xml(concise.entry(diagnostic, _PLAIN))
        for aside in asides(diagnostic):
            yield f"  {_xml(aside)}"


def _fails(found: list[Diagnostic]) -> bool:
    return any(each.severity > Severity.INFO for each in found)


def _xml(text: str) -> str:
    return escape_markup(_NO_CHARACTERS.sub(visible, escape(text)))
