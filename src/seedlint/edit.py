"""Edits on text, and fixes made of them: all of a fix's edits, or none."""

from __future__ import annotations

from bisect import bisect_right, insort
from enum import Enum
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.source import Span


class Safety(Enum):
    """SAFE: the runner sends the same requests and expects the same answers. UNSAFE: it may not."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Replace the text at `span` by `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """What to do about a finding; `title` is an order, as an editor's menu would show it.

    The edits do not overlap; each is made at its place in the text as it is before all of them.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE

    @classmethod
    def replace(cls, title: str, span: Span, text: str, safety: Safety = Safety.SAFE) -> Fix:
        """A fix of one edit."""
        return cls(title, (Edit(span, text),), safety)


def apply(text: str, fixes: Iterable[Fix]) -> tuple[str, list[Fix]]:
    """Apply as many fixes as fit together, in order; return the new text and those applied.

    Edits that touch clash: the earlier fix wins, the later one is left for another round.
    """
    taken: set[Edit] = set()
    spans: list[Span] = []  # of what is taken: in order, and none overlaps the next
    applied: list[Fix] = []
    for fix in fixes:
        edits = [edit for edit in fix.edits if edit not in taken]
        if any(_touches(spans, edit.span) for edit in edits):
            continue
        taken.update(edits)
        for edit in edits:
            insort(spans, edit.span)
        applied.append(fix)
    pieces: list[str] = []
    at = 0
    for edit in sorted(taken):
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*pieces, text[at:])), applied


def _touches(spans: list[Span], span: Span) -> bool:
    """Whether a span touches any of some in order: the last to begin before its end tells."""
    index = bisect_right(spans, span.end, key=lambda other: other.start)
    return index > 0 and spans[index - 1].end >= span.start
