"""An editor gets an answer about every place of a seed, and each span in it lies in the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fuzz.structures.seeds import SEEDS
from fuzz.targets import text_of
from samples import SEEDS as LIBRARY
from seedlint.lsp.features.completion import complete
from seedlint.lsp.features.definition import definition
from seedlint.lsp.features.hints import hints
from seedlint.lsp.features.hover import hover
from seedlint.lsp.features.references import references
from seedlint.lsp.features.rename import RenameError, prepare, rename
from seedlint.lsp.features.symbols import symbols
from seedlint.source import Span
from viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.lsp.view import View

STRUCTURED = SEEDS
_CURSORS = 12


def samples() -> Iterable[str]:
    return LIBRARY.values()


def check(data: bytes) -> None:
    text = text_of(data)
    view, whole = view_of(text), Span(0, len(text))
    for symbol in symbols(view):
        assert 0 <= symbol.span.start <= symbol.span.end <= len(text)
    assert all(0 <= hint.offset <= len(text) for hint in hints(view, whole))
    for offset in range(0, len(text) + 1, len(text) // _CURSORS + 1):
        _look_at(view, view.source.offset(view.source.position(offset)))  # in no line break


def _look_at(view: View, offset: int) -> None:
    text = view.source.text
    line = view.source.line_around(offset)
    for item in complete(view, offset):
        assert line.start <= item.span.start <= offset <= item.span.end <= line.end
        assert "\n" not in item.insert
    found = hover(view, offset)
    spans = [found.span] if found else []
    spans += [location.origin for location in definition(view, offset)]
    spans += references(view, offset)
    spans += _renamed(view, offset)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


def _renamed(view: View, offset: int) -> list[Span]:
    """The places that another name would be written to, none of which overlap."""
    try:
        prepared = prepare(view, offset)
        edits = sorted(rename(view, offset, "zz_9")) if prepared else []
    except RenameError:
        return []
    assert all(one.span.end <= other.span.start for one, other in pairwise(edits))
    return [each.span for each in edits]
