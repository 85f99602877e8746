"""A value is held against any schema, and each mismatch lies in the value.

The text is YAML: the value, `---`, and the schema with others beside it, `A` and `B`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml
from hypothesis import strategies as st

from fuzz.targets import text_of
from schemas import cursor, values, wild
from seedlint import yamltree
from seedlint.conform import Comparison
from seedlint.shape import expanded, shape
from seedlint.source import Region, Span
from seedlint.yamltree import Mapping, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

_WILD = wild().map(lambda schema: json.dumps(schema))
STRUCTURED = st.builds(
    '{}\n---\n{{"schema": {}, "A": {}, "B": {}}}'.format,
    values().map(json.dumps),
    _WILD,
    _WILD,
    _WILD,
)


def samples() -> Iterable[str]:
    return (
        "{a: [1, {{x}}], b: c}\n---\nschema: {$ref: '#/components/schemas/A'}\nA:\n"
        "  properties: {a: {type: array, items: {type: integer}}, b: {pattern: '^a+$'}}\nB: {}\n",
    )


def check(data: bytes) -> None:
    text, _, schemas = text_of(data).partition("\n---\n")
    value, schema = (yamltree.parse(Region(each, Span(0, len(each)))) for each in (text, schemas))
    if value is None or isinstance(value, Problem) or not isinstance(schema, Mapping):
        return
    named = {name: yamltree.data(pair.value) for name, pair in schema.items()}
    try:
        against = cursor(named.pop("schema", None), named)
    except (yaml.YAMLError, ValueError):
        return  # a schema that is no schema, but a text
    kinds = shape([against]).admitted
    assert kinds is None or kinds
    assert not any(option.choices for option in expanded(shape([against])))
    for travels_as_text in (False, True):
        for mismatch in Comparison(text=travels_as_text).compare(
            value, against, "the body", Span(0, 0)
        ):
            assert 0 <= mismatch.span.start <= mismatch.span.end <= len(text)
            assert mismatch.message
