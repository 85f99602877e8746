"""What the features find, as the protocol writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from seedlint.lsp.features.offer import Kind
from seedlint.lsp.features.symbols import Kind as SymbolKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.lsp.convert import Open
    from seedlint.lsp.features.definition import Location
    from seedlint.lsp.features.hints import Hint
    from seedlint.lsp.features.hover import Hover
    from seedlint.lsp.features.offer import Item
    from seedlint.lsp.features.symbols import Symbol

_KINDS = {
    Kind.KEY: types.CompletionItemKind.Field,
    Kind.PROPERTY: types.CompletionItemKind.Property,
    Kind.PARAMETER: types.CompletionItemKind.Property,
    Kind.VALUE: types.CompletionItemKind.EnumMember,
    Kind.VARIABLE: types.CompletionItemKind.Variable,
    Kind.OPERATION: types.CompletionItemKind.Method,
    Kind.PATH: types.CompletionItemKind.Value,
    Kind.FILE: types.CompletionItemKind.File,
    Kind.RULE: types.CompletionItemKind.Constant,
    Kind.SECTION: types.CompletionItemKind.Module,
}
_SYMBOLS = {
    SymbolKind.SECTION: types.SymbolKind.Namespace,
    SymbolKind.STEP: types.SymbolKind.Function,
}


def completion(items: Iterable[Item], file: Open) -> types.CompletionList:
    """Offers; the list is asked for anew as the word grows, for what is offered depends on it."""
    return types.CompletionList(True, [_item(item, file) for item in items])


def hover(found: Hover, file: Open) -> types.Hover:
    page = file.client.text(found.markdown, "text_document.hover.content_format")
    return types.Hover(page, file.range(found.span))


def definition(
    found: Iterable[Location], file: Open
) -> list[types.LocationLink] | list[types.Location]:
    """Where something is defined, with what is about it where the editor can show that."""
    places = [(each, file.location(each.source, each.span)) for each in found]
    if not file.client.can("text_document.definition.link_support"):
        return [place for _, place in places]
    return [
        types.LocationLink(place.uri, place.range, place.range, file.range(each.origin))
        for each, place in places
    ]


def symbols(
    found: Iterable[Symbol], file: Open
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """An outline: in levels, or flat where the editor knows no levels."""
    nested = [_symbol(each, file) for each in found]
    hierarchical = "text_document.document_symbol.hierarchical_document_symbol_support"
    return nested if file.client.can(hierarchical) else [*_flat(nested, file, None)]


def hints(found: Iterable[Hint], file: Open) -> list[types.InlayHint]:
    return [
        types.InlayHint(
            types.Position(*file.buffer.position(each.offset)),
            each.label,
            types.InlayHintKind.Type,
        )
        for each in found
    ]


def _item(item: Item, file: Open) -> types.CompletionItem:
    formats = "text_document.completion.completion_item.documentation_format"
    return types.CompletionItem(
        item.label,
        kind=_KINDS[item.kind],
        detail=item.detail or None,
        documentation=file.client.text(item.documentation, formats) if item.documentation else None,
        sort_text=item.sort,
        filter_text=item.filter,
        text_edit=types.TextEdit(file.range(item.span), item.insert),
    )


def _symbol(symbol: Symbol, file: Open) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        symbol.name,
        _SYMBOLS[symbol.kind],
        file.range(symbol.span),
        file.range(symbol.selection),
        symbol.detail or None,
        children=[_symbol(each, file) for each in symbol.children],
    )


def _flat(
    found: Iterable[types.DocumentSymbol], file: Open, container: str | None
) -> Iterator[types.SymbolInformation]:
    for each in found:
        place = types.Location(file.uri, each.range)
        yield types.SymbolInformation(place, each.name, each.kind, container_name=container)
        yield from _flat(each.children or (), file, each.name)
