"""The last line of a report for people: how much was found, in how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Safety
from seedlint.finding import Severity
from seedlint.report.terminal import BOLD, COLORS, GREEN, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seedlint.project import Report, Tally

OPTIONS = {Safety.SAFE: "--fix", Safety.UNSAFE: "--fix --unsafe-fixes"}
"""What applies the fixes of a safety."""


def line(report: Report, style: Style) -> str:
    """`2 errors and 1 warning in 12 seeds (3 fixable with --fix); 1 file passed over`."""
    tally = report.tally
    seeds = plural(tally.seeds, "seed")
    found = counted({severity: tally.number(severity) for severity in Severity}, style)
    if found:
        text = f"{found} in {seeds}{_fixable(tally, report.unsafe_fixes)}"
    elif tally.seeds:
        clean = "no new findings" if tally.baselined else "no findings"
        text = f"checked {seeds}: {style.paint(clean, BOLD, GREEN)}"
    else:
        text = "no seeds to check"
    if report.ignored:
        ignored = style.paint(f"ignored {plural(report.ignored, 'finding')}", BOLD, GREEN)
        text = f"{ignored} by comments; {text}"
    if report.fixed:
        fixed = style.paint(f"fixed {plural(report.fixed, 'finding')}", BOLD, GREEN)
        text = f"{fixed} in {plural(report.rewritten, 'seed')}; {text}"
    if tally.baselined:
        text += f"; {plural(tally.baselined, 'finding')} baselined"
    if gone := tally.stale:
        are, them = ("is", "it") if gone == 1 else ("are", "them")
        text += f"; {plural(gone, 'baselined finding')} {are} gone"
        text += f" (drop {them} with `seedlint baseline --prune`)"
    if tally.passed_over:
        text += f"; {plural(tally.passed_over, 'file')} passed over"
    return text


def counted(counts: Mapping[Severity, int], style: Style) -> str:
    """`2 errors, 1 warning and 1 info`, the worst first; nothing where there is none."""
    *others, last = [
        style.paint(plural(count, str(severity)), BOLD, COLORS[severity])
        for severity in reversed(Severity)
        if (count := counts.get(severity, 0))
    ] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def plural(count: int, noun: str) -> str:
    """`1 seed`, `2 seeds`; info, which is no thing that one counts, becomes `2 infos`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _fixable(tally: Tally, unsafe_fixes: bool) -> str:
    safe, unsafe = tally.safe, tally.unsafe
    if unsafe_fixes and unsafe:  # one command applies all of them
        safe, unsafe = 0, safe + unsafe
    if safe and unsafe:
        return f" ({safe} fixable with --fix, {unsafe} more with --unsafe-fixes)"
    if safe or unsafe:
        return f" ({safe or unsafe} fixable with {OPTIONS[Safety.SAFE if safe else Safety.UNSAFE]})"
    return ""
