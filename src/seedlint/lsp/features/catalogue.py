"""The operations of a spec, or of all specs, by the segments of their paths: for who is typing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.pathtree import segments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seedlint.spec import Operation, Spec, Specs

_DEEPEST = 50  # segments of a path


class Route:
    """A path template, and its operations by their methods: of each the first one."""

    __slots__ = ("operations", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.operations: dict[str, Operation] = {}


class Catalogue:
    """Routes, segment by segment."""

    __slots__ = ("_below", "_route")

    def __init__(self) -> None:
        self._below: dict[str, Catalogue] = {}
        self._route: Route | None = None

    def add(self, operation: Operation) -> None:
        level = self
        for segment in segments(operation.path)[:_DEEPEST]:
            if segment not in level._below:
                level._below[segment] = Catalogue()
            level = level._below[segment]
        level._route = level._route or Route(operation.path)
        level._route.operations.setdefault(operation.method, operation)

    def continuing(
        self, typed: str, fill: Callable[[str, str], str] = lambda _, segment: segment
    ) -> Iterator[tuple[Route, str]]:
        """The routes that a typed beginning of a path may become, each with the whole path.

        What is typed stays where a template has a parameter; every other parameter is `fill`ed,
        by the segment before it and itself.
        """
        *whole, last = typed.lstrip("/").split("/")
        levels = [(self, "")]
        for segment in whole:
            levels = [pair for level, path in levels for pair in level._through(segment, path)]
        for level, path in levels:
            yield from level._beginning(last, path, fill)

    def _through(self, segment: str, path: str) -> Iterator[tuple[Catalogue, str]]:
        """The levels that a whole segment leads to: by its word, else by a parameter."""
        if segment in self._below:
            yield self._below[segment], f"{path}/{segment}"
            return
        for template, level in self._below.items():
            if "{" in template:
                yield level, f"{path}/{segment}"

    def _beginning(
        self, last: str, path: str, fill: Callable[[str, str], str]
    ) -> Iterator[tuple[Route, str]]:
        """The routes whose next segment begins with what is typed of it."""
        low = last.lower()
        literal = False
        for segment in sorted(self._below):
            if "{" not in segment and segment.lower().startswith(low):
                literal = True
                yield from self._below[segment]._all(f"{path}/{segment}", fill)
        for segment in sorted(self._below):
            if "{" in segment and not (literal and last):
                said = last or fill(path.rpartition("/")[2], segment)
                yield from self._below[segment]._all(f"{path}/{said}", fill)

    def _all(self, path: str, fill: Callable[[str, str], str]) -> Iterator[tuple[Route, str]]:
        if self._route is not None:
            yield self._route, path
        before = path.rpartition("/")[2]
        for segment in sorted(self._below):
            said = fill(before, segment) if "{" in segment else segment
            yield from self._below[segment]._all(f"{path}/{said}", fill)


@lru_cache(maxsize=16)
def catalogue(holder: Spec | Specs) -> Catalogue:
    """The operations of a spec, or of all specs."""
    made = Catalogue()
    for operation in holder.operations:
        made.add(operation)
    return made
