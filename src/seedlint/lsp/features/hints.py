"""The types of variables, as far as the specs tell them, shown where the variables stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.lsp.features import prose, variables
from seedlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.lsp.view import View
    from seedlint.source import Span


class Hint(NamedTuple):
    """What an editor shows behind an offset, as if it stood there."""

    offset: int
    label: str


def hints(view: View, span: Span) -> list[Hint]:
    """The hints in a part of a seed, in order: behind an extract's key, and within the braces."""
    return sorted({hint for hint in _hints(view) if span.start <= hint.offset <= span.end})


def _hints(view: View) -> Iterator[Hint]:
    context = view.context
    for extract in context.scope.extracts:
        kind = variables.kind(view, extract)
        if kind:
            yield Hint(extract.key.place(0, len(extract.key.text)).end, f": {kind}")
    for use in context.scope.uses:
        kind = prose.kind(context.flow.type_of(use.name, use.step))
        if kind and use.span.of(view.source.text).endswith("}}"):
            yield Hint(use.span.end - len("}}"), f": {kind}")
