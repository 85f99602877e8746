"""What a path reads from a response: found, absent, or not to be told, by schema or by example."""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from linting import specs_of
from seedlint import jsonpath
from seedlint.response import Evidence, Verdict, look_up, undeclared
from seedlint.settings import Settings

if TYPE_CHECKING:
    from seedlint.spec import Operation

FOUND, ABSENT, UNKNOWN = Verdict.FOUND, Verdict.ABSENT, Verdict.UNKNOWN

DEFINITIONS: dict[str, Any] = yaml.safe_load("""
Loan:
  type: object
  properties:
    uid: {type: string, format: uuid}
    renewals: {type: integer}
    notes: {type: array, items: {type: object, properties: {text: {type: string}}}}
    reader: {$ref: "#/definitions/Reader"}
    anything: {}
    empty: {type: object}
    map: {type: object, properties: {a: {}}, additionalProperties: {type: string}}
    coded: {type: object, properties: {a: {}}, patternProperties: {^b: {}}}
    unknown: {$ref: "https://example.org/loan.json"}
    partly: {allOf: [{properties: {a: {}}}, {$ref: "#/nowhere"}]}
    either: {oneOf: [{properties: {a: {type: string}}}, {properties: {b: {type: integer}}}]}
    same: {anyOf: [{properties: {a: {type: string}}}, {properties: {a: {type: string}}}]}
    mixed: {oneOf: [{properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}
    or_null: {type: [object, "null"], properties: {a: {type: string}}}
    tuple: {type: array, prefixItems: [{type: string}]}
    rest: {type: array, prefixItems: [{}], items: {type: object, properties: {b: {}}}}
    numbers: {type: array, items: {}, additionalProperties: {type: string}}
    promised: {required: [b], properties: {a: {}}}
    shelves:
      type: object
      additionalProperties: {type: object, properties: {text: {type: string}}}
      patternProperties: {"^a[0-9]$": {$ref: "#/definitions/Loan"}}
    pet: {$ref: "#/definitions/Pet"}
    pets: {type: array, items: {$ref: "#/definitions/Pet"}}
Pet:
  discriminator: kind
  properties: {kind: {type: string}, name: {type: string}}
Reader:
  allOf:
    - $ref: "#/definitions/Named"
    - properties: {loan: {$ref: "#/definitions/Loan"}}
Named:
  properties: {name: {type: string}}
Circle:
  $ref: "#/definitions/Circle"
""")
LOAN, READER = DEFINITIONS["Loan"], DEFINITIONS["Reader"]


def operations(*responses: dict[str, Any]) -> tuple[Operation, ...]:
    """An operation for each set of responses, in one spec."""
    paths = {f"/{number}": {"get": {"responses": each}} for number, each in enumerate(responses)}
    spec = {"paths": paths, "definitions": DEFINITIONS, "responses": {"Loan": {"schema": LOAN}}}
    return specs_of({"api.json": json.dumps(spec)}, Settings()).operations


def evidence(path: str, *responses: dict[str, Any], statuses: tuple[int, ...] = (200,)) -> Evidence:
    parsed = jsonpath.parse(path)
    assert isinstance(parsed, jsonpath.Path)
    return look_up(operations(*responses), statuses, parsed)


def of(schema: object) -> dict[str, Any]:
    return {"200": {"schema": schema}}


@pytest.mark.parametrize(
    ("path", "verdict", "type_"),
    [
        ("$", FOUND, "an object"),
        ("$.uid", FOUND, "a string (uuid)"),
        ("$.renewals", FOUND, "an integer"),
        ("$.notes", FOUND, "a list"),
        ("$.notes[0].text", FOUND, "a string"),
        ("$.notes[?(@.text=='x')].text", FOUND, "a string"),
        ("$.reader.name", FOUND, "a string"),
        ("$.reader.loan.reader.loan.uid", FOUND, "a string (uuid)"),
        ("$.anything", FOUND, "anything"),
        ("$.either.a", FOUND, "a string"),
        ("$.same.a", FOUND, "a string"),
        ("$.mixed.a", FOUND, "anything"),
        ("$.or_null.a", FOUND, "a string"),
        ("$.map.x", FOUND, "a string"),
        ("$.coded.b1", FOUND, "anything"),
        ("$.shelves.a1.uid", FOUND, "a string (uuid)"),
        ("$.shelves.rest.text", FOUND, "a string"),
        ("$.uuid", ABSENT, "anything"),
        ("$.notes.text", ABSENT, "anything"),
        ("$.notes[0][0]", ABSENT, "anything"),
        ("$.uid.x", ABSENT, "anything"),
        ("$.uid[0]", ABSENT, "anything"),
        ("$.reader.age", ABSENT, "anything"),
        ("$.either.c", ABSENT, "anything"),
        ("$.or_null.b", ABSENT, "anything"),
        ("$.anything.x[0].y", UNKNOWN, "anything"),
        ("$.empty.x", UNKNOWN, "anything"),
        ("$.coded.c1", ABSENT, "anything"),
        ("$.shelves.a1.uidd", ABSENT, "anything"),
        ("$.notes[?(@.txt=='x')].text", ABSENT, "anything"),
        ("$.notes[?(@.text.x=='x')].text", ABSENT, "anything"),
        ("$.numbers.x", ABSENT, "anything"),
        ("$.promised.b", UNKNOWN, "anything"),
        ("$.pet.skill", UNKNOWN, "anything"),
        ("$.pets[?(@.skill=='lazy')].name", FOUND, "a string"),
        ("$.rest[0].a", UNKNOWN, "anything"),
        ("$.unknown.x", UNKNOWN, "anything"),
        ("$.partly.x", UNKNOWN, "anything"),
        ("$.tuple[0]", UNKNOWN, "anything"),
    ],
)
def test_what_a_schema_has(path: str, verdict: Verdict, type_: str) -> None:
    """In Swagger 2.0, OpenAPI 3, and behind a reference to the whole response."""
    for response in (
        {"schema": {"$ref": "#/definitions/Loan"}},
        {"content": {"text/html": {}, "application/json": {"schema": LOAN}}},
        {"$ref": "#/responses/Loan"},
    ):
        found = evidence(path, {"200": response})
        assert (found.verdict, str(found.type), found.by_example) == (verdict, type_, False)


@pytest.mark.parametrize(
    ("path", "step", "kind", "names"),
    [
        ("$.reader.age", 1, "object", ("name", "loan")),
        ("$.notes.text", 1, "array", ()),
        ("$.uid.x.y", 1, "string", ()),
        ("$.either.c", 1, "object", ("a", "b")),
        ("$.or_null.b", 1, None, ("a",)),
    ],
)
def test_what_is_absent_says_what_there_is_instead(
    path: str, step: int, kind: str | None, names: tuple[str, ...]
) -> None:
    found = evidence(path, of(LOAN))
    assert (found.verdict, found.step, found.kind, found.names) == (ABSENT, step, kind, names)
    assert found.cursor is not None


EXAMPLE = {"loan": {"uid": "x", "renewals": 0, "none": None, "notes": [], "tags": ["a"], "by": {}}}


@pytest.mark.parametrize(
    ("path", "verdict", "type_"),
    [
        ("$.loan.uid", FOUND, "a string"),
        ("$.loan.renewals", FOUND, "an integer"),
        ("$.loan.none", FOUND, "anything"),
        ("$.loan.tags[3]", FOUND, "a string"),
        ("$.loan.nowhere", ABSENT, "anything"),
        ("$.loan.tags.x", ABSENT, "anything"),
        ("$.loan.renewals.x", ABSENT, "anything"),
        ("$.loan[0]", ABSENT, "anything"),
        ("$.loan.none.x", UNKNOWN, "anything"),
        ("$.loan.notes[0].text", UNKNOWN, "anything"),
        ("$.loan.by.name", UNKNOWN, "anything"),
        ("$.loan.uid.x", UNKNOWN, "anything"),
    ],
)
def test_what_an_example_has(path: str, verdict: Verdict, type_: str) -> None:
    """It is asked where no schema knows; what is empty in it, or a string, may hold anything."""
    for response in (
        {"examples": {"text/html": "<p>", "application/json": EXAMPLE}},
        {"content": {"application/json": {"example": EXAMPLE}}},
        {"content": {"*/*": {"examples": {"one": {"value": EXAMPLE}, "two": {}}}}},
        {"schema": {"example": EXAMPLE}},
        {"schema": {"type": "object"}, "examples": {"application/json": EXAMPLE}},
    ):
        found = evidence(path, {"200": response})
        assert (found.verdict, str(found.type)) == (verdict, type_)
        assert found.by_example is (verdict is not UNKNOWN)


def test_the_example_of_one_kind_says_nothing_of_the_others() -> None:
    """A base schema with a discriminator stands for all that include it."""
    example = {"pet": {"kind": "cat", "skill": "lazy"}}
    assert evidence("$.pet.tail", {"200": {"schema": LOAN, "example": example}}).verdict is UNKNOWN
    known = evidence("$.pet.skill", {"200": {"schema": LOAN, "example": example}})
    assert (known.verdict, str(known.type), known.by_example) == (FOUND, "a string", True)


def test_a_filter_that_compares_nothing() -> None:
    """It says which step of the filter leads nowhere, and what there is instead."""
    found = evidence("$.notes[?(@.text.x=='x')].text", of(LOAN))
    assert (found.verdict, found.step, found.inner, found.kind) == (ABSENT, 1, 1, "string")
    assert evidence("$.notes[?(@.txt=='x')].text", of(LOAN)).names == ("text",)


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        ({"application/problem+json": ["title"], "application/json": ["uid"]}, FOUND),
        ({"application/problem+json": ["uid"], "application/json": ["title"]}, ABSENT),
        ({"*/*": ["uid"], "Application/JSON; charset=utf-8": ["title"]}, ABSENT),
        ({"application/hal+json": ["uid"], "application/ld+json": ["title"]}, FOUND),
        ({"application/hal+json": ["x"], "application/ld+json": ["title"]}, ABSENT),
        ({"application/hal+json": ["x"], "application/ld+json": None}, UNKNOWN),
        ({"application/hal+json": ["x"], "text/csv": ["uid"]}, ABSENT),
        ({"image/*": ["x"], "text/csv": ["x"]}, UNKNOWN),
        ({f"application/v{number}+json": ["x"] for number in range(99)}, UNKNOWN),
    ],
)  # fmt: skip
def test_of_several_media_types_the_order_means_nothing(
    content: dict[str, list[str] | None], verdict: Verdict
) -> None:
    """The one that is meant counts, or they all have to agree."""
    media: dict[str, Any] = {
        name: {} if names is None else {"schema": {"properties": {key: {} for key in names}}}
        for name, names in content.items()
    }
    assert evidence("$.uid", {"200": {"content": media}}).verdict is verdict


def test_a_schema_counts_more_than_an_example() -> None:
    schema = {"properties": {"a": {"type": "integer"}, "b": {}}}
    response = {"schema": schema, "examples": {"application/json": {"a": "x", "b": "x", "c": "x"}}}
    by_schema, by_both, only_in_the_example = (
        evidence(path, {"200": response}) for path in ("$.a", "$.b", "$.c")
    )
    assert (str(by_schema.type), by_schema.by_example) == ("an integer", False)
    assert (str(by_both.type), by_both.by_example) == ("a string", True)
    assert only_in_the_example.verdict is FOUND
    assert not evidence("$.d", {"200": response}).by_example


@pytest.mark.parametrize(
    ("responses", "statuses", "verdict"),
    [
        ({}, (200,), UNKNOWN),
        ({"200": {}}, (200,), UNKNOWN),
        ({"404": {"schema": LOAN}}, (404,), UNKNOWN),
        ({"201": {"schema": LOAN}}, (200,), UNKNOWN),
        ({"2XX": {"schema": LOAN}}, (201,), ABSENT),
        ({"default": {"schema": LOAN}}, (201,), ABSENT),
        ({"200": {"schema": LOAN}, "201": {}}, (200, 201), UNKNOWN),
        (
            {"200": {"schema": LOAN}, "201": {"schema": {"properties": {"x": {}}}}},
            (200, 201),
            FOUND,
        ),
        ({"200": {"schema": LOAN}, "201": {"schema": READER}}, (200, 201), ABSENT),
        ({"200": {"schema": LOAN}, "404": {}}, (200, 404), ABSENT),
        ({"200": {"$ref": "#/nowhere"}}, (200,), UNKNOWN),
        ({"200": None}, (200,), UNKNOWN),
        ({"200": {"schema": {"$ref": "#/definitions/Circle"}}}, (200,), UNKNOWN),
        ({"200": {"schema": []}}, (200,), UNKNOWN),
        ({"200": {"content": {"application/json": None}}}, (200,), UNKNOWN),
        ({"200": {"examples": [1]}}, (200,), UNKNOWN),
        ({"200": {"examples": {"application/json": "text"}}}, (200,), UNKNOWN),
    ],
)
def test_every_expected_success_has_to_lack_it(
    responses: dict[str, Any], statuses: tuple[int, ...], verdict: Verdict
) -> None:
    assert evidence("$.x", responses, statuses=statuses).verdict is verdict


def test_every_candidate_has_to_lack_it() -> None:
    """Where they have it with several types, its type is not known."""
    assert evidence("$.x", of(LOAN), of(READER)).verdict is ABSENT
    assert evidence("$.x", of(LOAN), {}).verdict is UNKNOWN
    assert evidence("$.x", of(LOAN), of({})).verdict is UNKNOWN
    assert evidence("$.uid", of(LOAN), of(READER)).verdict is FOUND
    assert str(evidence("$.uid", of(LOAN), of(READER)).type) == "anything"
    assert str(evidence("$.uid", of(LOAN), of(LOAN)).type) == "a string (uuid)"
    other = of({"properties": {"uid": {"type": "integer"}}})
    assert str(evidence("$.uid", of(LOAN), other).type) == "anything"


@pytest.mark.parametrize(
    ("responses", "wanted"),
    [
        ([{"200": {}}], [404]),
        ([{"200": {}, "4XX": {}}], []),
        ([{"default": {}}], []),
        ([{}], []),
        ([{"200": {}, "302": {}}], []),
        ([{"200": {}}, {"404": {}}], []),
        ([{"200": {}}, {"201": {}}], [404]),
    ],
)
def test_undeclared_statuses(responses: list[dict[str, Any]], wanted: list[int]) -> None:
    assert undeclared(operations(*responses), [200, 404]) == wanted


def test_many_alternatives_take_no_time() -> None:
    """Schemas that refer to one another multiply with each step of a path."""
    start = process_time()
    every = [{"$ref": f"#/definitions/D{number}"} for number in range(12)]
    definitions = {
        f"D{number}": {"properties": {"a": {"oneOf": every}, f"x{number}": {}}}
        for number in range(12)
    }
    spec = {
        "definitions": definitions,
        "paths": {"/a": {"get": {"responses": of({"anyOf": every})}}},
    }
    found = specs_of({"api.json": json.dumps(spec)}, Settings()).operations
    deep = "$" + ".a" * 20
    for path, verdict in ((deep, FOUND), (f"{deep}.x3", FOUND), (f"{deep}.b", ABSENT)):
        parsed = jsonpath.parse(path)
        assert isinstance(parsed, jsonpath.Path)
        assert look_up(found, [200], parsed).verdict is verdict
    assert process_time() - start < 2
