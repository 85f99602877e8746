"""A seed without the line that is being written, where that keeps a block from being read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.lsp.view import View
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.markdown import Fence
    from seedlint.seed import Block

_LINE_START = re.compile(r"[ \t]*+(?:-[ \t]+)*+")
_NO_BREAK = re.compile(r"[^\r\n]")


def block_of(view: View, fence: Fence) -> Block | None:
    """The block of steps that a fence is."""
    return next((each for each in view.seed.blocks if each.fence.span == fence.span), None)


def mended(view: View, fence: Fence, offset: int) -> View:
    """The view, or else one of a text in which the fence can be read: all keeps its place there.

    What is lost is the line of the offset, or all from there on. Nothing is, where even then the
    fence cannot be read.
    """
    block = block_of(view, fence)
    if block is not None and block.root is not None:
        return view
    for text in _attempts(view.source.text, fence.content.span, offset):
        other = View(
            Source(view.source.path, text), view.specs, view.settings, view.path, view.root
        )
        block = block_of(other, fence)
        if block is not None and block.root is not None:
            return other
    return view


def _attempts(text: str, block: Span, offset: int) -> Iterator[str]:
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    break_ = re.compile(r"[\r\n]|\Z").search(text, offset)
    end = break_.start() if break_ else len(text)
    said = _LINE_START.match(text, start, end)
    at = said.end() if said else start
    if end - at >= len("_:"):
        yield f"{text[:at]}_:{' ' * (end - at - 2)}{text[end:]}"
    yield f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    yield f"{text[:start]}{_NO_BREAK.sub(' ', text[start : block.end])}{text[block.end :]}"
