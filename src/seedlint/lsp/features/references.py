"""Where in a seed a variable is extracted and used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.lsp.features import variables

if TYPE_CHECKING:
    from seedlint.lsp.view import View
    from seedlint.source import Span


def references(view: View, offset: int, *, declarations: bool = True) -> list[Span]:
    """Every place of the variable at an offset, those included in which it is extracted."""
    found = variables.mention(view, offset)
    if found is None:
        return []
    return [
        each.span
        for each in variables.mentions(view)
        if each.name == found.name and (declarations or not each.extracts)
    ]
