"""Where a finding stands, in words: `Test Request/lend/body/reader_uid`.

An address names the sections, the step and the keys around a place, and no line: it stays when
something is put in above it, when its step is moved, and when the line ends change.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.source import Span
from seedlint.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed
    from seedlint.yamltree import Node

_NAMES = ("id", "uid", "name")
"""The keys that tell the items of a list apart, the best first."""


class _Child(NamedTuple):
    """A pair of a mapping, or an item of a sequence, which has no key."""

    span: Span
    number: int
    key: Scalar | None
    node: Node


class Addresses:
    """The addresses of a seed's places; a collection on the way to one is sorted once."""

    def __init__(self, seed: Seed) -> None:
        self._seed = seed
        self._children: dict[int, list[_Child]] = {}
        tops = [section for section in seed.sections if section.heading.level == 1]
        self._title = tops[0] if len(tops) == 1 else None

    def of(self, span: Span) -> str:
        """The address of a finding at a place; empty for what is about the seed as a whole.

        A key, and an `id`, stand for the mapping that they are in.
        """
        return "/".join(self._parts(span.start))

    def _parts(self, offset: int) -> Iterator[str]:
        frontmatter = self._seed.frontmatter
        if frontmatter is not None and frontmatter.span.start <= offset < frontmatter.span.end:
            yield "frontmatter"
            yield from self._below(frontmatter.root, offset)
            return
        for section in self._seed.around(offset):
            if section is not self._title:  # it says nothing of the place
                yield section.title
        blocks = self._seed.blocks
        before = bisect_right(blocks, offset, key=lambda block: block.fence.span.start)
        block = blocks[before - 1] if before else None
        if block is not None and offset < block.fence.span.end:
            yield from self._below(block.root, offset, block.listed and block.listed.value)

    def _below(self, node: Node | None, offset: int, steps: Node | None = None) -> Iterator[str]:
        """The keys and items that lead from a node to a place; the key of the steps is left out."""
        while child := self._child(node, offset):
            node = child.node
            if child.key is None:
                yield _name(child)
            elif offset < child.key.span.end or child.key.text == "id":
                return
            elif node is not steps:
                yield child.key.text

    def _child(self, node: Node | None, offset: int) -> _Child | None:
        """The pair or item of a node that a place is in."""
        if node is None or isinstance(node, Scalar):
            return None
        if id(node) not in self._children:
            self._children[id(node)] = sorted(_children(node), key=lambda child: child.span)
        children = self._children[id(node)]
        before = bisect_right(children, offset, key=lambda child: child.span.start)
        child = children[before - 1] if before else None
        return child if child and offset <= child.span.end else None


def _children(node: Mapping | Sequence) -> Iterator[_Child]:
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield _Child(item.span, number, None, item)
    else:
        for number, (key, value, merged) in enumerate(node.pairs):
            if not merged:
                extent = Span(key.span.start, max(key.span.end, value.span.end))
                yield _Child(extent, number, key, value)


def _name(item: _Child) -> str:
    """An item by what it is called, a request by its method and path; else by its index."""
    if isinstance(item.node, Mapping):
        for key in _NAMES:
            if name := _text(item.node, key):
                return name
        request = _text(item.node, "method"), _text(item.node, "path")
        if all(request):
            return " ".join(request)
    return str(item.number)


def _text(node: Mapping, key: str) -> str:
    value = node.get(key)
    return value.text if isinstance(value, Scalar) else ""
