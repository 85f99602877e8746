"""Schemas and values for the tests that hold one against the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import strategies as st

from seedlint.source import Region, Span
from seedlint.spec import Cursor, Specs
from seedlint.yamltree import Problem, parse

if TYPE_CHECKING:
    from seedlint.yamltree import Node

KEYWORDS = (
    *("type", "enum", "const", "nullable", "readOnly", "default", "deprecated", "$ref"),
    *("properties", "required", "additionalProperties", "minProperties", "discriminator"),
    *("items", "maxItems", "uniqueItems", "minimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "pattern", "format", "allOf", "oneOf", "anyOf"),
)
REFERENCES = ("#/components/schemas/A", "#/components/schemas/B", "#/schema", "#/gone", "x.json")


def cursor(schema: Any, components: dict[str, Any] | None = None) -> Cursor:
    """A schema in a spec, from data or from YAML, with others beside it under their names."""
    if isinstance(schema, str):
        schema = yaml.safe_load(schema)
    document = {"schema": schema, "components": {"schemas": components or {}}}
    text = json.dumps(document).encode()
    found = Specs(("s.json",), {"s.json": text}.get).document("s.json")
    assert found is not None
    place = found.root.child("schema")
    assert place is not None
    return place


def node(text: str) -> Node:
    """The YAML of a value, which begins where the text does."""
    found = parse(Region(text, Span(0, len(text))))
    assert found is not None
    assert not isinstance(found, Problem)
    return found


def values() -> st.SearchStrategy[Any]:
    """Any JSON value; its names are few, so that schemas may know them."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(st.characters(max_codepoint=0xD7FF), max_size=5)
        | st.sampled_from(["a", "b", "{{x}}", "{{x}}-{{y}}", "{{ x }}", "2026-01-05", "10" * 200])
    )
    return st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        ),
        max_leaves=5,
    )


def wild() -> st.SearchStrategy[Any]:
    """What may stand where a schema should: its keywords, with values that fit them or do not."""
    leaves = st.one_of(
        st.builds(lambda to: {"$ref": to}, st.sampled_from(REFERENCES)),
        st.sampled_from([True, False, None, {}, "string", 1, [], ["a"], 10**400, 1.5]),
        st.builds(
            lambda kind: {"type": kind},
            st.sampled_from(["object", "array", "string", "integer", "number", "null", ["string"]]),
        ),
    )

    def keywords(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        named = st.dictionaries(st.sampled_from(["a", "b", "c", "^a", "("]), inner, max_size=3)
        listed = st.lists(inner, max_size=3)
        anything = inner | named | listed | values()
        fitting = st.fixed_dictionaries(
            {},
            optional={
                "type": st.sampled_from(["object", "array", "string", ["object", "null"]]),
                "properties": named,
                "patternProperties": named,
                "additionalProperties": inner | st.booleans(),
                "required": st.lists(st.sampled_from("abc"), max_size=2),
                "items": inner,
                "prefixItems": listed,
                "allOf": listed,
                "oneOf": listed,
                "anyOf": listed,
                "enum": st.lists(values(), max_size=3),
                "discriminator": st.just("a") | st.just({"propertyName": "a"}),
            },
        )
        words = st.sampled_from(KEYWORDS)
        return fitting | st.dictionaries(words, anything, max_size=4)

    return st.recursive(leaves, keywords, max_leaves=6)
