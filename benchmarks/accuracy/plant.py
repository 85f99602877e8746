"""What a plant is: a clean project with one defect put into it, and where that should be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seedlint.edit import Edit
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from benchmarks.accuracy.plot import Plot

    Planter = Callable[[Plot], Iterator["Plant"]]

MARK = "\ue000"
"""Stands in a planted text where a finding is expected, and is taken out before linting."""


@dataclass(frozen=True, slots=True)
class Plant:
    """New texts of some files by their paths, with marks; None where a file is gone.

    `rules` are those that may find it, where they are fewer than those of its kind.
    """

    texts: Mapping[str, str | None]
    rules: tuple[str, ...] = ()

    @property
    def contents(self) -> dict[str, bytes | None]:
        """The files as they are linted; a lone surrogate stands for a byte that is not UTF-8."""
        return {
            path: None if text is None else text.replace(MARK, "").encode(errors="surrogateescape")
            for path, text in self.texts.items()
        }

    @property
    def places(self) -> set[tuple[str, int]]:
        """The path and the line, from 1, of each mark."""
        return {
            (path, text.count("\n", 0, at) + 1)
            for path, text in self.texts.items()
            if text is not None
            for at, character in enumerate(text)
            if character == MARK
        }


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of defect, and the rules that may find it.

    Without rules it is no defect at all, and nothing should be found.
    """

    name: str
    rules: tuple[str, ...]
    doc: str
    plants: Planter

    @property
    def silent(self) -> bool:
        """Whether nothing should be found."""
        return not self.rules


KINDS: dict[str, Kind] = {}
"""Every kind by its name, in the order of the modules of `kinds`."""


def kind(*rules: str) -> Callable[[Planter], Planter]:
    """Register a planter, which yields every plant of its kind that a seed has room for."""

    def decorate(plants: Planter) -> Planter:
        name = plants.__name__.replace("_", "-")
        register(name, rules, (plants.__doc__ or "").strip(), plants)
        return plants

    return decorate


def register(name: str, rules: tuple[str, ...], doc: str, plants: Planter) -> None:
    """Add a kind; no two have the same name."""
    if name in KINDS:
        raise ValueError(f"two kinds are called `{name}`")
    KINDS[name] = Kind(name, rules, doc, plants)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after some edits, which must not overlap; those at one place keep their order."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at:
            raise ValueError(f"edits overlap at {edit.span}")
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def mark(offset: int) -> Edit:
    """The edit that changes nothing, and marks a place."""
    return Edit(Span(offset, offset), MARK)
