"""Which diagnostics count: those that no ignore comment covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seedlint.finding import Diagnostic
    from seedlint.ignores import Ignore


def split(
    diagnostics: Iterable[Diagnostic], ignores: Sequence[Ignore]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The diagnostics that count and those that are ignored; each comment notes its use."""
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    for diagnostic in diagnostics:
        covering = [
            ignore
            for ignore in ignores
            if ignore.covers_finding(diagnostic.rule, diagnostic.finding.span)
        ]
        for ignore in covering:
            ignore.used.add(diagnostic.rule)
        (ignored if covering else kept).append(diagnostic)
    return kept, ignored
