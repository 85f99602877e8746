"""How often each rule found something and in how many seeds, and where to start."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from seedlint.edit import Safety
from seedlint.report import summary
from seedlint.report.terminal import BOLD, COLORS, Style, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic, Severity
    from seedlint.project import Report

WORST_FILES = 5
"""How many of the files with the most findings are named."""

MANY = 50
"""From how many findings on a baseline is the way to begin."""


def render(report: Report, style: Style) -> Iterator[str]:
    """A table of rules, the files with the most findings, where to start, and the summary."""
    found = report.diagnostics
    if found:
        yield from _rules(found, style)
        yield ""
        yield from _files(found, style)
        yield ""
        yield from _start(report, style)
        yield ""
    yield summary.line(report, style)


def _rules(found: tuple[Diagnostic, ...], style: Style) -> Iterator[str]:
    """The rules, the most frequent first."""
    of_rule: defaultdict[tuple[str, Severity], list[Diagnostic]] = defaultdict(list)
    for diagnostic in found:
        of_rule[diagnostic.rule, diagnostic.severity].append(diagnostic)
    yield style.paint("findings  files  fixable  rule", BOLD)
    for (rule, severity), of in sorted(of_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        files = len({diagnostic.source.path for diagnostic in of})
        fixable = sum(diagnostic.finding.fix is not None for diagnostic in of) or ""
        word = style.paint(f"{severity}[{rule}]", BOLD, COLORS[severity])
        yield f"{len(of):>8}  {files:>5}  {fixable:>7}  {word}"


def _files(found: tuple[Diagnostic, ...], style: Style) -> Iterator[str]:
    """Those with the most findings."""
    counts = Counter(diagnostic.source.path for diagnostic in found)
    worst = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:WORST_FILES]
    yield style.paint("findings  file", BOLD)
    for path, count in worst:
        yield f"{count:>8}  {escape(path)}"
    if rest := len(counts) - len(worst):
        others = sum(counts.values()) - sum(count for _, count in worst)
        yield f"{others:>8}  in {summary.plural(rest, 'other file')}"


def _start(report: Report, style: Style) -> Iterator[str]:
    """What takes the most away for the least work."""
    found = report.diagnostics
    fixes = [diagnostic.finding.fix for diagnostic in found if diagnostic.finding.fix]
    safe = sum(fix.safety is Safety.SAFE for fix in fixes)
    worst = max(diagnostic.severity for diagnostic in found)
    counts = Counter(each.rule for each in found if each.severity is worst)
    rule = min(counts, key=lambda name: (-counts[name], name))
    yield style.paint("where to start", BOLD)
    if safe:
        yield f"  seedlint --fix mends {safe} of them; --fix --diff shows how"
    yield f"  seedlint explain {rule} is about the most frequent {worst}"
    if len(found) >= MANY and not report.known:
        yield "  seedlint baseline records them all, so that only new ones fail"
