"""Which diagnostics count: those that no ignore comment covers.

Neither side is held against every one of the other: a long seed may have thousands of both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seedlint.finding import Diagnostic
    from seedlint.ignores import Ignore
    from seedlint.source import Span


def split(
    diagnostics: Iterable[Diagnostic], ignores: Sequence[Ignore]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The diagnostics that count and those that are ignored; each comment notes its use."""
    naming: defaultdict[str, list[Ignore]] = defaultdict(list)
    for ignore in ignores:
        for rule in ignore.names:
            naming[rule].append(ignore)
    covers = {rule: _Covers(of_rule) for rule, of_rule in naming.items()}
    found: defaultdict[str, list[Span]] = defaultdict(list)
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    for diagnostic in diagnostics:
        rule, span = diagnostic.rule, diagnostic.finding.span
        if rule in covers and covers[rule].hold(span):
            ignored.append(diagnostic)
            found[rule].append(span)
        else:
            kept.append(diagnostic)
    for rule, spans in found.items():
        _note_use(rule, spans, naming[rule])
    return kept, ignored


class _Covers:
    """What some comments cover: by where it begins, and how far it reaches from there or before.

    A finding that is empty may stand at the end of what is covered; see `begins_within`.
    """

    def __init__(self, ignores: Sequence[Ignore]) -> None:
        covers = sorted(ignore.covers for ignore in ignores)
        self._starts = [span.start for span in covers]
        self._reach = [*accumulate((span.end for span in covers), max)]
        self._ends = {span.end for span in covers}

    def hold(self, span: Span) -> bool:
        """Whether a finding begins within one of them."""
        before = bisect_right(self._starts, span.start)
        if before and span.start < self._reach[before - 1]:
            return True
        return span.start == span.end and span.end in self._ends


def _note_use(rule: str, spans: Sequence[Span], ignores: Sequence[Ignore]) -> None:
    """Note which comments cover some findings of a rule."""
    starts = sorted(span.start for span in spans)
    empty = {span.end for span in spans if span.start == span.end}
    for ignore in ignores:
        first = bisect_left(starts, ignore.covers.start)
        within = first < len(starts) and starts[first] < ignore.covers.end
        if within or ignore.covers.end in empty:
            ignore.used.add(rule)
