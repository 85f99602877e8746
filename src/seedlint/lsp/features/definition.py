"""Where what stands at an offset is defined: in the seed itself, or in a spec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.lsp.features import expected, variables
from seedlint.lsp.features.spot import operations, spot
from seedlint.named import NamedTuple
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.lsp.features.spot import Spot
    from seedlint.lsp.view import View
    from seedlint.source import Source
    from seedlint.spec import Cursor


class Location(NamedTuple):
    """A place in a file, whose `path` is absolute; `origin` is what in the seed is about it."""

    path: str
    source: Source
    span: Span
    origin: Span


def definition(view: View, offset: int) -> list[Location]:
    """Where the thing at an offset is defined; a variable that the runner gives is nowhere."""
    mention = variables.mention(view, offset)
    if mention is not None:
        return [
            Location(view.absolute(view.path), view.source, each.span, mention.span)
            for each in variables.mentions(view)
            if each.extracts and each.name == mention.name
        ]
    found = spot(view, offset)
    if found is None:
        return []
    if found.in_frontmatter and found.path == ("swagger",):
        return [*_spec(view, found)]
    return [*_located(view, _cursors(view, found), found.span)]


def _spec(view: View, found: Spot) -> Iterator[Location]:
    path = view.context.resolver.own_path
    document = view.specs.document(path) if path else None
    if document is not None:
        yield Location(view.absolute(document.path), document.source, Span(0, 0), found.span)


def _cursors(view: View, found: Spot) -> Iterator[Cursor]:
    """The places in the specs where an operation, a parameter or a property is described."""
    if found.calls:
        for operation in operations(view, found):
            yield operation.cursor
    elif field := expected.field(operations(view, found), found.request):
        yield from [field.cursor] if field.cursor else ()


def _located(view: View, cursors: Iterable[Cursor], origin: Span) -> Iterator[Location]:
    for cursor in cursors:
        located = cursor.locate()
        if located is not None:
            yield Location(view.absolute(cursor.document.path), *located, origin)
