"""What completion offers, and how it is written where it goes."""

from __future__ import annotations

import re
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from seedlint.lsp.features import prose
from seedlint.named import NamedTuple
from seedlint.yamltree import plain_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.lsp.features.outline import Place
    from seedlint.source import Span

MOST = 200
"""How many items there are at most; where there are as many, asking again may bring others."""

_NOT_PLAIN = re.compile(r"[-?:](?:\s|\Z)|[,\[\]{}#&*!|>'\"%@`\s]|.*(?:: | #|[:\s]\Z)", re.S)
_FLOW_MARK = re.compile(r"[,\[\]{}]")


class Kind(Enum):
    """What kind of thing is offered."""

    KEY = "key"
    PROPERTY = "property"
    PARAMETER = "parameter"
    VALUE = "value"
    VARIABLE = "variable"
    OPERATION = "operation"
    PATH = "path"
    FILE = "file"
    RULE = "rule"
    SECTION = "section"


_KEYS = (Kind.KEY, Kind.PROPERTY, Kind.PARAMETER)


class Offer(NamedTuple):
    """Something that may be written; `value` is what it says, before it is put into quotes.

    `detail` is a word or two, `documentation` Markdown. An editor holds what is typed against
    `match`, where that is not the label.
    """

    label: str
    kind: Kind
    value: object
    detail: str = ""
    documentation: str = ""
    required: bool = False
    match: str = ""


class Item(NamedTuple):
    """An offer in its place: `insert` replaces what stands at `span`.

    `span` lies in the line of the offset that was asked about. Items go in the order of `sort`.
    `filter` is what the editor holds the text at `span` against.
    """

    label: str
    insert: str
    kind: Kind
    detail: str
    documentation: str
    span: Span
    sort: str
    required: bool
    filter: str


def item(offer: Offer, insert: str, span: Span, number: int) -> Item:
    """The item that an offer becomes, the `number`th of all."""
    return Item(
        offer.label,
        insert,
        offer.kind,
        offer.detail,
        offer.documentation,
        span,
        f"{number:04}",
        offer.required,
        offer.match or offer.label,
    )


def items(text: str, place: Place, offers: Iterable[Offer]) -> list[Item]:
    """The items of a place of a text, behind a blank where one is missing."""
    gap = place.span.start == place.span.end and not place.quote and place.span.start > 0
    lead = " " if gap and text[place.span.start - 1] in ":-" else ""
    found = []
    for number, each in enumerate(islice(offers, MOST)):
        insert = key(each, place) if each.kind in _KEYS else scalar(each.value, place)
        found.append(item(each, lead + insert, place.span, number))
    return found


def key(offer: Offer, place: Place) -> str:
    """How a key is written at a place: with its colon, unless that is there."""
    name = scalar(offer.value, place)
    return name if place.colon or place.quote else f"{name}: "


def scalar(value: object, place: Place) -> str:
    """How a value is written at a place: in the quotes that are there, or with its own."""
    if not isinstance(value, str):
        return prose.word(value)
    if place.quote == "'":
        return value.replace("'", "''")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if place.quote:
        return escaped
    plain = (
        isinstance(plain_data(value), str)
        and not _NOT_PLAIN.match(value)
        and not (place.flow and _FLOW_MARK.search(value))
    )
    return value if plain else f'"{escaped}"'
