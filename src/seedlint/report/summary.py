"""The last line of a report for people: how much was found, in how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Safety
from seedlint.finding import Severity
from seedlint.report.terminal import BOLD, COLORS, GREEN, Style

if TYPE_CHECKING:
    from seedlint.project import Report


OPTIONS = {Safety.SAFE: "--fix", Safety.UNSAFE: "--fix --unsafe-fixes"}
"""What applies the fixes of a safety."""


def line(report: Report, style: Style) -> str:
    """`2 errors and 1 warning in 12 seeds (3 fixable with --fix); 1 file passed over`."""
    seeds = plural(len(report.seeds), "seed")
    counts = [
        style.paint(plural(count, str(severity)), BOLD, COLORS[severity])
        for severity in reversed(Severity)
        if (count := report.count(severity))
    ]
    if counts:
        *others, last = counts
        found = f"{', '.join(others)} and {last}" if others else last
        text = f"{found} in {seeds}{_fixable(report)}"
    elif report.seeds:
        text = f"checked {seeds}: {style.paint('no findings', BOLD, GREEN)}"
    else:
        text = "no seeds to check"
    if report.fixed:
        fixed = style.paint(f"fixed {plural(report.fixed, 'finding')}", BOLD, GREEN)
        text = f"{fixed} in {plural(report.rewritten, 'seed')}; {text}"
    if report.passed_over:
        text += f"; {plural(len(report.passed_over), 'file')} passed over"
    return text


def plural(count: int, noun: str) -> str:
    """`1 seed`, `2 seeds`; info, which is no thing that one counts, becomes `2 infos`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _fixable(report: Report) -> str:
    fixes = [d.finding.fix for d in report.diagnostics if d.finding.fix]
    safe = sum(report.unsafe_fixes or fix.safety is Safety.SAFE for fix in fixes)
    unsafe = len(fixes) - safe
    if safe and unsafe:
        return f" ({safe} fixable with --fix, {unsafe} more with --unsafe-fixes)"
    if fixes:
        return f" ({len(fixes)} fixable with {OPTIONS[Safety.SAFE if safe else Safety.UNSAFE]})"
    return ""
