"""Edits on text, and fixes made of them: all of a fix's edits, or none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.source import Span


class Safety(Enum):
    """SAFE: the runner sends the same requests and expects the same answers. UNSAFE: it may not."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the text at `span` by `text`; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What to do about a finding; `title` is an order, as an editor's menu would show it."""

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
    taken: list[Edit] = []
    applied: list[Fix] = []
    for fix in fixes:
        edits = [edit for edit in fix.edits if edit not in taken]
        if any(_touch(edit.span, other.span) for edit in edits for other in taken):
            continue
        taken.extend(edits)
        applied.append(fix)
    for edit in sorted(taken, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text, applied


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
