"""Schemas merge into what all of them ask for, and no schema takes for ever."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import cursor, wild
from seedlint.settings import Limits
from seedlint.shape import expanded, shape


@pytest.mark.parametrize(
    ("schema", "kinds"),
    [
        ("{type: string}", {"string"}),
        ("{type: [string, 'null']}", {"string", "null"}),
        ("{type: string, nullable: true}", {"string", "null"}),
        ("{type: string, x-nullable: true}", {"string", "null"}),
        ("{type: string, enum: [a, null]}", {"string", "null"}),
        ("{properties: {}}", {"object"}),
        ("{items: {}}", {"array"}),
        ("{}", None),
        ("{type: file}", None),
        ("{enum: [a]}", None),
        ("{allOf: [{type: number}, {type: integer}]}", {"integer"}),
        ("{allOf: [{type: string}, {type: integer}]}", {"string", "integer"}),
        ("{type: [string, integer], allOf: [{type: [integer, boolean]}]}", {"integer"}),
        ("{oneOf: [{type: string}, {type: 'null'}]}", {"string", "null"}),
        ("{anyOf: [{type: string}, {}]}", None),
        ("{anyOf: [{type: string}, {$ref: '#/gone'}]}", None),
        ("{oneOf: [{oneOf: [{type: string}, {type: boolean}]}, {type: array}]}",
         {"string", "boolean", "array"}),
        ("{$ref: '#/schema'}", None),
    ],
)  # fmt: skip
def test_kinds(schema: str, kinds: set[str] | None) -> None:
    """What a value may be: too little here is a false finding on a right value."""
    found = shape([cursor(schema)]).admitted
    assert (found and set(found)) == kinds


def test_all_of_adds_up() -> None:
    """A schema that is put together from parts has the properties of all of them."""
    merged = shape(
        [
            cursor(
                """
                allOf:
                  - {$ref: '#/components/schemas/A'}
                  - properties: {b: {type: integer}}
                    required: [b]
                    additionalProperties: false
                """,
                {"A": {"properties": {"a": {}, "b": {"minimum": 1}}, "required": ["a"]}},
            )
        ]
    )
    assert list(merged.properties) == ["a", "b"]
    assert len(merged.properties["b"]) == 2
    assert list(merged.required) == ["a", "b"]
    assert merged.closed
    assert not merged.open


@pytest.mark.parametrize(
    ("schema", "open_", "closed"),
    [
        ("{properties: {a: {}}}", False, False),
        ("{additionalProperties: true}", True, False),
        ("{additionalProperties: {}}", True, False),
        ("{additionalProperties: {type: string}}", True, False),
        ("{additionalProperties: false}", False, True),
        ("{unevaluatedProperties: false}", False, True),
        ("{allOf: [{$ref: '#/gone'}]}", True, False),
        ("{allOf: [true]}", True, False),
        ("{if: {}, then: {properties: {a: {}}}}", True, False),
    ],
)
def test_which_properties_may_come(schema: str, open_: bool, closed: bool) -> None:
    """Whether an unlisted property is a mistake hangs on this."""
    merged = shape([cursor(schema)])
    assert (merged.open, merged.closed) == (open_, closed)


def test_what_stands_beside_a_reference_counts() -> None:
    """OpenAPI 3.1 allows it, and older specs mean it."""
    merged = shape(
        [cursor("{$ref: '#/components/schemas/A', readOnly: true}", {"A": {"type": "string"}})]
    )
    assert merged.flag("readOnly")
    assert merged.kinds == frozenset({"string"})


def test_the_first_items_of_a_list() -> None:
    """`prefixItems` of 3.1, and the list of schemas that older drafts have in `items`."""
    for schema in ("{prefixItems: [{}, {}], items: {}}", "{items: [{}, {}]}"):
        merged = shape([cursor(schema)])
        assert len(merged.prefix) == 2
    assert shape([cursor("{prefixItems: [{}], items: {}}")]).items


def test_expanding_takes_every_choice() -> None:
    """Each alternative of each choice, with those that come in with it."""
    options = expanded(
        shape(
            [
                cursor(
                    """
                    oneOf: [{title: a}, {anyOf: [{title: b}, {title: c}]}]
                    anyOf: [{title: x}, {title: y}]
                    """
                )
            ]
        )
    )
    titles = [{part.text("title") for part in option.parts} - {None} for option in options]
    assert titles == [
        {"a", "x"}, {"a", "y"}, {"b", "x"}, {"c", "x"}, {"b", "y"}, {"c", "y"},
    ]  # fmt: skip


def test_too_many_alternatives_are_unknown() -> None:
    """Ten choices of ten make too many to try; nothing is said of them."""
    choices = [{"oneOf": [{"title": str(n)} for n in range(10)]} for _ in range(10)]
    options = expanded(shape([cursor({"allOf": choices})]))
    assert len(options) <= 101
    assert any(option.unknown and option.open for option in options)


def test_how_many_alternatives_are_known_can_be_raised() -> None:
    schema = cursor({"anyOf": [{"title": str(n)} for n in range(150)]})
    assert expanded(shape([schema]))[-1].unknown
    schema.document.specs.limits = Limits(alternatives=150)
    options = expanded(shape([schema]))
    assert (len(options), any(option.unknown for option in options)) == (150, False)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/schema"},
        {"allOf": [{"$ref": "#/schema"}]},
        {"oneOf": [{"$ref": "#/schema"}, {"anyOf": [{"$ref": "#/schema"}]}]},
    ],
)
def test_a_schema_of_itself_ends(schema: object) -> None:
    """Real specs refer to themselves."""
    assert expanded(shape([cursor(schema)]))


def test_a_deep_schema_ends() -> None:
    """`allOf` in `allOf`, and references in a row, deeper than anyone needs."""
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(300):
        deep = {"allOf": [deep]}
    assert shape([cursor(deep)]).parts
    chain = {f"C{n}": {"$ref": f"#/components/schemas/C{n + 1}"} for n in range(300)}
    chain["C300"] = {"type": "string"}
    first, near = (cursor({"$ref": f"#/components/schemas/C{n}"}, chain) for n in (0, 291))
    assert shape([first]).unknown
    assert shape([near]).kinds == frozenset({"string"})


@given(wild(), st.dictionaries(st.sampled_from("AB"), wild()))
def test_any_schema_has_a_shape(schema: object, components: dict[str, object]) -> None:
    """A spec may hold anything; merging it never raises, and ends."""
    merged = shape([cursor(schema, components)])
    assert merged.admitted is None or merged.admitted
    for option in expanded(merged):
        assert not option.choices
        assert option.type is not None
