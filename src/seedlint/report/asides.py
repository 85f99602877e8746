"""What a finding says beside its message, as lines of text: its notes, and how it is fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.report.location import Location, located
from seedlint.report.summary import OPTIONS
from seedlint.report.terminal import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic


def asides(diagnostic: Diagnostic) -> Iterator[str]:
    """`note: …` with the place that it is about, and `fix: …` with the option that applies it."""
    finding = diagnostic.finding
    for note in finding.notes:
        place = located(note, diagnostic.source)
        where = f" ({Location.of(*place)})" if place else ""
        yield escape(f"note: {note.message}{where}")
    if fix := finding.fix:
        yield escape(f"fix: {fix.title} (`{OPTIONS[fix.safety]}`)")
