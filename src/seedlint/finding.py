"""What a rule finds, and what the engine reports of it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from seedlint.named import NamedTuple

if TYPE_CHECKING:
    from seedlint.edit import Fix
    from seedlint.source import Source, Span


class Severity(IntEnum):
    """How much a finding matters; the greater, the worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Place(Protocol):
    """Somewhere in another file, whose exact span is looked for only when it has to be shown."""

    def locate(self) -> tuple[Source, Span] | None:
        """The file and the span in it, or None where it cannot be found."""
        ...


class Elsewhere(NamedTuple):
    """A place in another file that need not be looked for."""

    source: Source
    span: Span

    def locate(self) -> tuple[Source, Span]:
        return self.source, self.span


class Note(NamedTuple):
    """A second place or thought that helps to understand a finding.

    `place` is a span of the finding's own file, a place in another one, or nothing.
    """

    message: str
    place: Span | Place | None = None


class Respelling(NamedTuple):
    """A word that is taken for a misspelling, and the one that may be meant."""

    word: str
    meant: str


class Finding(NamedTuple):
    """What a rule yields: a place, a message, and what helps; neither rule name nor severity.

    `respelling` is about a word at the place: a guess, which an editor offers and no run applies.
    """

    span: Span
    message: str
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    respelling: Respelling | None = None


class Diagnostic(NamedTuple):
    """A finding of the rule named `rule`, in `source`, as severe as the settings make it.

    `address` says where in a seed it is, in words that stay when lines move; see `address`.
    """

    rule: str
    severity: Severity
    source: Source
    finding: Finding
    address: str = ""

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, position, rule: the order of every report."""
        span = self.finding.span
        return (self.source.path, span.start, span.end, self.rule, self.finding.message)
