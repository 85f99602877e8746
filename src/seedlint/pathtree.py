"""Path templates as a tree, in which a path finds the most literal one that it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from seedlint.escapes import normalized
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

T = TypeVar("T")

_PARAMETERS = regex(r"(?:\{[^{}]*\})+")


class PathTree(Generic[T]):
    """Things by the segments of path templates; finds the most literal match first.

    Paths are the same that differ only in how they are escaped: `/caf%c3%a9` and `/café`.
    `_literal` and `_templates` lead on to the next segment: by what it says, and by what a template
    says around its parameters, the longest of these first.
    """

    __slots__ = ("_found", "_literal", "_sorted", "_templates")

    def __init__(self) -> None:
        self._literal: dict[str, PathTree[T]] = {}
        self._templates: dict[tuple[str, ...], PathTree[T]] = {}
        self._found: list[T] = []
        self._sorted = True

    def add(self, template: str, *found: T) -> None:
        tree = self
        for segment in segments(normalized(template)):
            literals = tuple(_PARAMETERS.split(segment)) if "{" in segment else ()
            if len(literals) < 2:
                if segment not in tree._literal:
                    tree._literal[segment] = PathTree()
                tree = tree._literal[segment]
                continue
            if literals not in tree._templates:
                tree._templates[literals] = PathTree()
                tree._sorted = False
            tree = tree._templates[literals]
        tree._found += found

    def matches(self, path: Sequence[str], *, in_part: bool = False) -> Iterator[list[T]]:
        """What is at each template that the segments of a seed's path fit.

        With `in_part`, those count too that only the first of the segments fit.
        """
        path = [*map(normalized, path)]
        waiting = [(self, 0)]
        while waiting:
            tree, at = waiting.pop()
            whole = at == len(path)
            if tree._found and (whole or in_part):
                yield tree._found
            if whole:
                continue
            segment = path[at]
            if tree._templates:
                fitting = [
                    (further, at + 1)
                    for literals, further in tree._longest_first()
                    if _fills(segment, literals)
                ]
                waiting += reversed(fitting)
            if segment in tree._literal:
                waiting.append((tree._literal[segment], at + 1))

    def _longest_first(self) -> Iterable[tuple[tuple[str, ...], PathTree[T]]]:
        if not self._sorted:
            order = sorted(self._templates, key=lambda each: (-len("".join(each)), each))
            self._templates = {each: self._templates[each] for each in order}
            self._sorted = True
        return self._templates.items()


def segments(path: str) -> list[str]:
    """The parts of a path between its slashes; one at the end counts for nothing."""
    return path.strip("/").split("/")


def _fills(segment: str, literals: Sequence[str]) -> bool:
    """Whether a segment has some literal parts in their order, and something between each two."""
    first, *inner, last = literals
    if not segment.startswith(first):
        return False
    at = len(first) + 1
    for literal in inner:
        found = segment.find(literal, at)
        if found < 0:
            return False
        at = found + len(literal) + 1
    return segment.endswith(last) and at <= len(segment) - len(last)
