"""What the query of a path may go on with; `GET` has none, for it alone sends `params`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from seedlint.lsp.features import calls, expected, offer, prose
from seedlint.lsp.features.offer import MOST, Item, Kind, Offer
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.lsp.features.expected import Field
    from seedlint.lsp.features.outline import Place
    from seedlint.lsp.view import View

_NAME_END = re.compile(r"[^&=]*")
_VALUE_END = re.compile(r"[^&]*")


def complete(view: View, place: Place, method: str, variables: Iterable[Offer]) -> list[Item]:
    """What may be written at the end of a typed path that has a `?` in it.

    That is the name of a parameter, or its value, for which the `variables` may stand.
    """
    if method.upper() == "GET":
        return []
    path, _, query = place.typed.partition("?")
    *before, last = query.split("&")
    name, valued, said = last.partition("=")
    fields = expected.fields(calls.called(view, method, path), ("params",))
    offset = place.span.start + len(place.typed)
    rest = (_VALUE_END if valued else _NAME_END).match(view.source.text, offset, place.span.end)
    end = rest.end() if rest else offset
    if valued:
        field = next((each for each in fields if each.name == name), None)
        offers = [*_values(field), *variables] if field else []
        span = Span(offset - len(said), end)
    else:
        taken = {each.partition("=")[0] for each in before}
        equals = "" if view.source.text.startswith("=", end) else "="
        offers = [*_names((each for each in fields if each.name not in taken), equals)]
        span = Span(offset - len(last), end)
    return [offer.item(each, str(each.value), span, at) for at, each in enumerate(offers[:MOST])]


def _names(fields: Iterable[Field], equals: str) -> Iterator[Offer]:
    for field in fields:
        if field.name.isprintable():
            written = f"{quote(field.name, safe='[]')}{equals}"
            yield Offer(field.name, Kind.PARAMETER, written, field.told, field.page, field.required)


def _values(field: Field) -> Iterator[Offer]:
    for value in field.choices:
        word = prose.word(value)
        if word.isprintable():
            yield Offer(word, Kind.VALUE, quote(word, safe=""))
