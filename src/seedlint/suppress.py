"""Which diagnostics count: those that no ignore comment covers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from seedlint.ignores import begins_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seedlint.finding import Diagnostic
    from seedlint.ignores import Ignore


def split(
    diagnostics: Iterable[Diagnostic], ignores: Sequence[Ignore]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The diagnostics that count and those that are ignored; each comment notes its use."""
    naming: defaultdict[str, list[Ignore]] = defaultdict(list)
    for ignore in ignores:
        for rule in ignore.names:
            naming[rule].append(ignore)
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    for diagnostic in diagnostics:
        covering = [
            ignore
            for ignore in naming.get(diagnostic.rule, ())
            if begins_within(diagnostic.finding.span, ignore.covers)
        ]
        for ignore in covering:
            ignore.used.add(diagnostic.rule)
        (ignored if covering else kept).append(diagnostic)
    return kept, ignored
