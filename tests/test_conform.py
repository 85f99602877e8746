"""A value against a schema: what is wrong is found once, what is right is not found at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import cursor, node, values, wild
from seedlint import yamltree
from seedlint.conform import Comparison, Kind
from seedlint.source import Span
from seedlint.types import ANY, Type

COMPONENTS = {
    "Pet": {
        "type": "object",
        "required": ["kind"],
        "discriminator": {"propertyName": "kind", "mapping": {"tabby": "#/components/schemas/Cat"}},
        "properties": {"kind": {"type": "string"}},
    },
    "Cat": {
        "allOf": [
            {"$ref": "#/components/schemas/Pet"},
            {"required": ["lives"], "properties": {"lives": {"type": "integer", "maximum": 9}}},
        ]
    },
    "Tree": {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    },
    "Loop": {
        "oneOf": [{"$ref": "#/components/schemas/Loop"}, {"$ref": "#/components/schemas/Tree"}]
    },
}


def compare(schema: Any, written: str, **how: Any) -> list[str]:
    """Each mismatch as `kind@place: message`."""
    found = Comparison(**how).compare(
        node(written), cursor(schema, COMPONENTS), "the body", Span(0, 0)
    )
    return [
        f"{m.kind.value}@{m.span.of(written) or 'grip'}: {m.message}"
        for m in sorted(found, key=lambda m: m.span)
    ]


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("{type: integer}", "1.0"),
        ("{type: number}", "1"),
        ("{type: boolean}", "yes"),
        ("{type: string}", "yes"),
        ("{type: integer}", '"{{x}}"'),
        ("{type: integer}", '"{{ x }}"'),
        ("{enum: [1, a, true, null]}", "true"),
        ("{enum: [1, a, true, null]}", "null"),
        ("{type: boolean, enum: ['true']}", "true"),
        ("{type: string, enum: [1, 2]}", '"1"'),
        ("{type: integer, enum: ['1', '2']}", "1"),
        ("{enum: [1.0, 2]}", "1"),
        ("{enum: [1, 2]}", "2.0"),
        ("{enum: [12, 13]}", '"1{{x}}"'),
        ("{enum: [one-1, two-2]}", '"one-{{x}}"'),
        ("{enum: [one-1, two-2]}", '"{{x}}o{{y}}2"'),
        ("{type: string, format: uuid}", '"{{x}}-1"'),
        ("{type: string, format: made-up}", "a"),
        ("{type: object}", "{a: 1}"),
        ("{}", "{a: [1]}"),
        ("true", "{a: 1}"),
        ("{type: object, properties: {a: {}}, additionalProperties: true}", "{b: 1}"),
        ("{type: object, required: [b], properties: {a: {}}}", "{b: 1}"),
        ("{type: object, required: [a], properties: {a: {default: 1}}}", "{}"),
        ("{type: object, required: [a], properties: {a: {readOnly: true}}}", "{}"),
        ("{type: object, properties: {a: {required: true}}}", "{}"),
        ("{type: integer, format: int32}", "-2147483648"),
        ("{type: integer, format: int64}", "3000000000"),
        ("{type: integer, format: int32, maximum: 4294967295}", "3000000000"),
        ("{type: string, format: int64}", '"99999999999999999999"'),
        ("{type: object, patternProperties: {'(?=x)': {type: string}}}", "{x: 1}"),
        ("{multipleOf: 0.1}", "0.3"),
        ("{multipleOf: 0}", "5"),
        ("{minimum: true}", "-5"),
        ("{maximum: 1.5}", "-1" + "0" * 400),
        ("{oneOf: [{$ref: '#/gone'}, {type: object}]}", "1"),
        ("{oneOf: [{type: object, required: [a]}, {type: object, required: [b]}]}", "{b: 1}"),
        ("{anyOf: [{properties: {a: {}}}, {properties: {b: {}}}]}", "{a: 1, b: 2}"),
        ("{$ref: '#/components/schemas/Cat'}", "{kind: Cat, lives: 9}"),
        ("{$ref: '#/components/schemas/Pet'}", "{kind: tabby, lives: 9}"),
        ("{$ref: '#/components/schemas/Pet'}", "{kind: unheard_of, wings: 2}"),
        ("{$ref: '#/components/schemas/Pet'}", '{kind: "{{x}}", wings: 2}'),
        ("{$ref: '#/components/schemas/Pet'}", "{kind: Pet}"),
        ("{$ref: '#/components/schemas/Loop'}", "{name: a}"),
        (
            "{oneOf: [{$ref: '#/components/schemas/Tree'}], "
            "discriminator: {propertyName: name, mapping: {oak: elsewhere.json}}}",
            "{name: oak}",
        ),
        ("{type: array, prefixItems: [{type: string}], items: {type: integer}}", "[a, 1, 2]"),
        ("{type: array, uniqueItems: true}", "[1, 1.0, '1', '{{x}}', '{{x}}']"),
    ],
)
def test_what_conforms(schema: str, text: str) -> None:
    """A finding on a right value would be a false alarm."""
    if "uniqueItems" in schema:
        text = text.replace("1.0, ", "")
    assert compare(schema, text) == []


@pytest.mark.parametrize(
    ("schema", "text", "found"),
    [
        (
            "{type: integer}",
            "a",
            ["invalid@a: the body should be an integer, and is the string `a`"],
        ),
        ("{type: object}", "", []),
        (
            "{type: array, items: {type: object, required: [name]}}",
            "{}",
            ["invalid@{}: the body should be a list, and is an empty object"],
        ),
        (
            "{properties: {a: {type: string}}}",
            "{a: }",
            ["invalid@a: `a` should be a string, and is null"],
        ),
        (
            "{properties: {a: {type: array}}}",
            "a:\n  b: 1",
            ["invalid@a: `a` should be a list, and is an object"],
        ),
        (
            "{required: [name], properties: {name: {}}}",
            "{nmae: 1}",
            ["unknown@nmae: `nmae` is no property of the body; did you mean `name`?"],
        ),
        (
            "{required: [name], properties: {name: {}}, additionalProperties: true}",
            "{nmae: 1}",
            ["missing@grip: the body lacks the required `name`; is `nmae` meant to be it?"],
        ),
        (
            "{required: [a], properties: {a: {required: [b], properties: {b: {}}}}}",
            "{a: {}}",
            ["missing@a: `a` lacks the required `b`"],
        ),
        (
            "{required: [hold], properties: {hold: {properties: {uid: {}, note: {}}}}}",
            "{uid: 1, note: 2}",
            ["missing@grip: the body lacks the required `hold`, which `uid` and `note` belong in"],
        ),
        (
            "{required: [uid], properties: {uid: {}}}",
            "{hold: {uid: 1}}",
            ["unknown@hold: `hold` is no property of the body; `uid` belongs directly in the body"],
        ),
        (
            "{type: array, items: {required: [a], properties: {a: {}, b: {}}}}",
            "[{b: 1}]",
            ["missing@b: an item of the body lacks the required `a`"],
        ),
        (
            "{properties: {a: {readOnly: true, type: integer}}}",
            "{a: b}",
            ["read-only@a: `a` is read-only: the API sets it, and a request should not send it"],
        ),
        (
            "{properties: {a: {deprecated: true, type: integer}}}",
            "{a: 1}",
            ["deprecated@a: `a` is deprecated"],
        ),
        (
            "{oneOf: [{type: string}, {type: array}]}",
            "1",
            ["invalid@1: the body should be a string or a list, and is `1`; put it in quotes"],
        ),
        (
            "{oneOf: [{type: string, enum: [a]}, {type: integer, maximum: 3}]}",
            "4",
            ["invalid@4: the body should be at most 3, and is `4`"],
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/Tree'}, {properties: {name: {const: ash}}}], "
            "discriminator: {propertyName: name}}",
            "{name: tre, parts: []}",
            ["invalid@tre: `name` should be `Tree` or `ash`, and is `tre`; did you mean `Tree`?"],
        ),
        (
            "{oneOf: [{properties: {a: {enum: [x, y]}}}, {properties: {a: {const: z}}}]}",
            "{a: w, b: 1}",
            ["invalid@w: `a` should be `x`, `y` or `z`, and is `w`"],
        ),
        (
            "{anyOf: [{required: [a]}, {required: [b]}], properties: {a: {}, b: {}, c: {}}}",
            "{c: 1}",
            ["missing@grip: the body lacks `a` or `b`: one of them is required"],
        ),
        (
            "{$ref: '#/components/schemas/Pet'}",
            "{kind: Cat, lives: 10}",
            ["invalid@10: `lives` should be at most 9, and is `10`"],
        ),
        (
            "{$ref: '#/components/schemas/Tree'}",
            "{name: a, parts: [{name: b, parts: [{nam: c}]}]}",
            ["unknown@nam: `nam` is no property of an item of `parts`; did you mean `name`?"],
        ),
        (
            "{properties: {a: {const: x}}}",
            "{a: {}}",
            ["invalid@{}: `a` should be `x`, and is an empty object"],
        ),
        (
            "{enum: [1, 2]}",
            "'1'",
            ["invalid@'1': the body should be `1` or `2`, and is a string; leave out its quotes"],
        ),
        (
            "{enum: ['true', 'false']}",
            "true",
            [
                "invalid@true: the body should be `true` or `false`, and is no string; "
                "put it in quotes"
            ],
        ),
        (
            "{const: [1]}",
            "'[1]'",
            [
                "invalid@'[1]': the body should be another value, and is a string; "
                "leave out its quotes"
            ],
        ),
        ("{enum: [1]}", "true", ["invalid@true: the body should be `1`, and is `true`"]),
        (
            "{type: integer, format: int32}",
            "-2147483649",
            ["invalid@-2147483649: the body should fit into 32 bits, and is `-2147483649`"],
        ),
        (
            "{type: integer, format: int64, minimum: 0}",
            "9223372036854775808",
            [
                "invalid@9223372036854775808: the body should fit into 64 bits, "
                "and is `9223372036854775808`"
            ],
        ),
    ],
)
def test_what_does_not(schema: str, text: str, found: list[str]) -> None:
    """One mistake is one mismatch, as narrow as it is."""
    assert compare(schema, text or "{}") == found


@pytest.mark.parametrize(
    ("schema", "text", "fits"),
    [
        ("{type: integer}", '"12"', True),
        ("{type: integer}", '"-12"', True),
        ("{type: integer}", "twelve", False),
        ("{type: integer}", '"{{x}}5"', True),
        ("{type: integer}", '"p{{x}}"', False),
        ("{type: integer}", "", True),
        ("{type: integer, minimum: 5}", '"4"', False),
        ("{type: number}", '"0.5"', True),
        ("{type: boolean}", '"TRUE"', True),
        ("{type: boolean}", '"1"', False),
        ("{type: string, maxLength: 2}", "123", False),
        ("{type: string}", "12", True),
        ("{enum: [1, 2]}", '"2"', True),
        ("{enum: [1.0, 1.5]}", "1", True),
        ("{enum: [1.0, 1.5]}", '"1.50"', True),
        ("{enum: [1.0, 1.5]}", '"{{x}}0"', True),
        ("{enum: [1.0, 1.5]}", '"v{{x}}"', False),
        ("{enum: [1.0, 1.5]}", "2", False),
        ("{enum: ['1.0', '1.5']}", "1", False),
        ("{enum: [1]}", "true", False),
        ("{type: boolean, enum: [false]}", '"FALSE"', True),
        ("{type: boolean, enum: [true]}", '"FALSE"', False),
        ("{type: integer, format: int32}", "3000000000", False),
        ("{enum: ['true']}", "true", True),
        ("{type: array, items: {type: integer}}", "12", True),
        ("{type: array, items: {type: integer}}", "a", False),
        ("{type: object, required: [a]}", "a", True),
        ("{type: string}", "[a]", False),
    ],
)
def test_text(schema: str, text: str, fits: bool) -> None:
    """What travels as text fits whatever it spells."""
    assert (compare(schema, text or "null", text=True) == []) is fits


def test_a_response_is_held_the_other_way() -> None:
    """What comes back has what only the API sets, and lacks what only a request sends."""
    schema = (
        "{required: [a, b, c], properties: {a: {readOnly: true}, b: {writeOnly: true}, "
        "c: {default: 1}}}"
    )
    assert compare(schema, "{a: 1, c: 1}", sent=False) == []
    assert [line.partition(":")[0] for line in compare(schema, "{}", sent=False)] == [
        "missing@grip", "missing@grip",
    ]  # fmt: skip


def test_the_type_of_a_variable() -> None:
    """A variable of another kind is a TYPE mismatch, and one of which nothing is known is none."""
    schema = "{properties: {a: {oneOf: [{type: integer}, {type: 'null'}]}}}"
    text = '{a: "{{x}}"}'
    for known, found in (
        (ANY, []),
        (Type(frozenset({"integer"})), []),
        (Type(frozenset({"string", "null"})), []),
        (Type(frozenset({"array"})),
         ['type@"{{x}}": `a` should be an integer or null, and `{{x}}` is a list']),
    ):  # fmt: skip
        assert compare(schema, text, type_of=lambda _, known=known: known) == found


def test_the_alternative_is_named() -> None:
    """Where a value was held against one of several schemas, the finding says which."""
    schema = cursor(
        {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Tree"}]},
        COMPONENTS,
    )
    (mismatch,) = Comparison().compare(node("{parts: []}"), schema, "the body", Span(0, 0))
    finding = mismatch.finding("it is required here")
    assert [note.message for note in finding.notes] == [
        "it is required here",
        "of several alternatives, this one comes nearest",
    ]
    assert mismatch.branch is not None
    assert mismatch.branch.text("$ref") == "#/components/schemas/Tree"


def test_too_many_alternatives_say_nothing() -> None:
    """Trying out takes no longer than somebody is willing to wait."""
    branches = [
        {"properties": {"next": {"$ref": "#/schema"}, "n": {"maximum": n}}} for n in range(9)
    ]
    text = "n: 10"
    for _ in range(20):
        text = f"n: 10\nnext:\n  {text.replace(chr(10), chr(10) + '  ')}"
    assert compare({"oneOf": branches}, text) == []


@st.composite
def conforming(draw: st.DrawFn, depth: int = 3) -> tuple[dict[str, Any], Any]:
    """A schema with a value that it admits."""
    kinds = ["integer", "string", "boolean", "enum", "null", "list", "object", "one of", "all of"]
    kind = draw(st.sampled_from(kinds if depth else kinds[:5]))
    inner = conforming(depth - 1)
    if kind == "integer":
        number = draw(st.integers(-99, 99))
        low, high = draw(st.integers(0, 9)), draw(st.integers(0, 9))
        return {"type": "integer", "minimum": number - low, "maximum": number + high}, number
    if kind == "string":
        text = draw(st.text(st.characters(max_codepoint=0xD7FF), max_size=9))
        return {"type": "string", "minLength": len(text), "maxLength": len(text)}, text
    if kind == "boolean":
        return {"type": "boolean"}, draw(st.booleans())
    if kind == "enum":
        allowed = draw(st.lists(st.text("abc", max_size=3), min_size=1, unique=True))
        return {"type": "string", "enum": allowed}, draw(st.sampled_from(allowed))
    if kind == "null":
        return draw(inner)[0] | {"nullable": True} if depth else {"type": "null"}, None
    if kind == "list":
        schema, value = draw(inner)
        count = draw(st.integers(0, 2))
        return {"type": "array", "items": schema, "maxItems": count}, [value] * count
    if kind == "one of":
        schema, value = draw(inner)
        others = [{"type": "string", "enum": ["never"]}, {"type": "object", "required": ["never"]}]
        keyword = draw(st.sampled_from(["oneOf", "anyOf"]))
        return {keyword: draw(st.permutations([schema, *others]))}, value
    names = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=4))
    members = {name: draw(inner) for name in names}
    given = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    schema = {
        "type": "object",
        "properties": {name: member[0] for name, member in members.items()},
        "required": draw(st.lists(st.sampled_from(given), unique=True)) if given else [],
        "additionalProperties": False,
    }
    value = {name: members[name][1] for name in given}
    if kind == "all of":
        open_ = {key: schema[key] for key in ("type", "properties")}
        return {"allOf": [open_, {"required": schema["required"]}]}, value
    return schema, value


@given(conforming())
def test_a_conforming_value_has_no_mismatch(pair: tuple[dict[str, Any], Any]) -> None:
    """Whatever a schema is put together from, what it admits is not found fault with."""
    schema, value = pair
    text = json.dumps(value)
    assert compare(schema, text) == []


@given(wild(), st.dictionaries(st.sampled_from("AB"), wild()), values(), st.booleans())
def test_comparing_never_raises(
    schema: object, components: dict[str, object], value: object, text: bool
) -> None:
    """Any schema, any value: there is an answer, and its places lie inside of the value."""
    written = json.dumps(value)
    found = Comparison(text=text).compare(
        node(written), cursor(schema, components), "the body", Span(0, 1)
    )
    for mismatch in found:
        assert 0 <= mismatch.span.start <= mismatch.span.end <= len(written)
        assert mismatch.message
        assert mismatch.kind in Kind
        assert "\n" not in mismatch.message


def test_a_deep_value_is_no_trouble() -> None:
    """As deep as a seed may be nested."""
    text = "{name: a, parts: [" * 45 + "]}" * 45
    assert isinstance(yamltree.data(node(text)), dict)
    assert compare("{$ref: '#/components/schemas/Tree'}", text) == []
    assert compare("{$ref: '#/components/schemas/Loop'}", text) == []
