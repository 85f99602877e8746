"""What is wrong with a spec, told once, at its place, whatever the spec looks like."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.util import find_spec
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import validator_for
from jsonschema_specifications import REGISTRY

from linting import specs_of
from samples import SPECS
from seedlint.datafile import locate
from seedlint.settings import Settings
from seedlint.validity import flaw

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

OPENAPI: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Lending", "version": "1"},
    "paths": {"/loans": {"get": {"responses": {"200": {"description": "Fine."}}}}},
}
UNVERSIONED = "this spec does not say its version, as `openapi` or `swagger` would"
SWAGGER: dict[str, Any] = {**OPENAPI, "swagger": "2.0"}
del SWAGGER["openapi"]


def told(data: object, path: str = "api.json") -> tuple[str, str] | None:
    """What is said of a spec, and the text that it is said of."""
    text = data if isinstance(data, str) else json.dumps(data)
    document = specs_of({path: text}, Settings()).document(path)
    assert document is not None
    found = flaw(document)
    if found is None:
        return None
    assert 0 <= found.span.start <= found.span.end <= len(text)
    return found.message + (f" (+{found.more})" if found.more else ""), found.span.of(text)


@pytest.mark.parametrize("path", [path for path in SPECS if "/schemas/" not in path])
def test_the_sample_specs_are_valid(path: str) -> None:
    document = specs_of(SPECS, Settings()).document(path)
    assert document is not None
    assert flaw(document) is None


@pytest.mark.parametrize(
    "data",
    [
        OPENAPI,
        {**OPENAPI, "openapi": "3.0.3"},
        SWAGGER,
        {**OPENAPI, "paths": {"/a": {"$ref": "https://example.org/nowhere.json"}}},
        {**OPENAPI, "info": {**OPENAPI["info"], "x-more": 1, "more": 1}},
    ],
)
def test_a_valid_spec_has_no_flaw(data: object) -> None:
    """No reference is followed; a key that the version does not know changes nothing."""
    assert told(data, "api.yaml") is None


def test_a_key_that_is_not_known_is_not_looked_into() -> None:
    """Most real specs have one."""
    for more in ("x-more", "more"):
        for beginning in (OPENAPI, {**OPENAPI, "openapi": "3.0.3"}, SWAGGER):
            assert told({**beginning, more: 1}) is None


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        ("", "this spec is empty", ""),
        ("{", "this spec is not JSON: expecting property name enclosed in double quotes", "{"),
        ("[]", "this spec is not a JSON object", "["),
        ("{}", UNVERSIONED, "{"),
        ({"openapi": None}, UNVERSIONED, "{"),
        ({"openapi": {}}, UNVERSIONED, "{"),
        (
            {"openapi": "4.0.0"},
            "this spec has the version `4.0.0`, which is none of `2.0`, `3.0` or `3.1`", "{",
        ),
        (
            {"swagger": 1.2},
            "this spec has the version `1.2`, which is none of `2.0`, `3.0` or `3.1`", "{",
        ),
        (
            {**OPENAPI, "info": {"title": "x"}},
            "this is not valid OpenAPI 3.1: `info` lacks `version`", '"info"',
        ),
        (
            {**SWAGGER, "paths": []},
            "this is not valid Swagger 2.0: `paths` should be of type `object`", '"paths"',
        ),
        (
            {"swagger": "2.0", "paths": {}},
            "this is not valid Swagger 2.0: the document lacks `info`", "{",
        ),
        (
            {**SWAGGER, "schemes": ["gopher"]},
            "this is not valid Swagger 2.0: `schemes.0` should be `http`, `https`, `ws` or `wss`",
            '"gopher"',
        ),
    ],
)  # fmt: skip
def test_a_flaw_is_told_at_its_place(data: object, message: str, place: str) -> None:
    assert told(data) == (message, place)


TYPES = "`array`, `boolean`, `integer`, `null`, `number`, `object` or `string`"


@pytest.mark.parametrize(
    ("schema", "message", "place"),
    [
        ({"type": "strnig"}, f"A.type` should be {TYPES}", '"type"'),
        ({"type": ["string", "nul"]}, f"A.type.1` should be {TYPES}", '"nul"'),
        (
            {"allOf": [{"required": True}]},
            "A.allOf.0.required` should be of type `array`", '"required"',
        ),
        ({"items": [True]}, "A.items` should be of type `boolean` or `object`", '"items"'),
    ],
)  # fmt: skip
def test_a_schema_of_openapi_3_1_is_one_of_json_schema(
    schema: object, message: str, place: str
) -> None:
    """The official schema of that version leaves open what a schema is."""
    found = told({**OPENAPI, "components": {"schemas": {"A": schema}}})
    assert found == (f"this is not valid OpenAPI 3.1: `components.schemas.{message}", place)


def test_a_schema_of_openapi_3_1_may_be_of_another_dialect() -> None:
    draft4 = "http://json-schema.org/draft-04/schema#"
    old = {"type": "number", "minimum": 1, "exclusiveMinimum": True}
    spec = {**OPENAPI, "components": {"schemas": {"A": old}}}
    assert told(spec)
    assert told({**spec, "jsonSchemaDialect": draft4}) is None
    old["$schema"] = draft4
    assert told(spec) is None


def test_a_schema_of_openapi_3_1_may_have_keys_of_its_own() -> None:
    """Those of OpenAPI 3.0 mean nothing any more, and do no harm."""
    schema = {"type": ["string", "null"], "nullable": True, "example": 1, "x-a": {"type": "?"}}
    assert told({**OPENAPI, "components": {"schemas": {"A": schema, "B": True}}}) is None


def test_further_flaws_are_counted() -> None:
    found = told({**SWAGGER, "info": {}, "paths": {"/a": {"get": {}}, "/b": {"get": {}}}})
    message = "this is not valid Swagger 2.0: `info` lacks `version` and `title` (+3)"
    assert found == (message, '"info"')


def test_a_version_is_a_string() -> None:
    found = told("swagger: 2.0\ninfo: {title: x, version: '1'}\npaths: {}\n", "api.yaml")
    assert found is not None
    assert found[1] == "swagger"


def test_the_place_is_in_the_spec_itself() -> None:
    """What stands beside a `$ref` is not looked for behind it."""
    paths = {"/a": {"$ref": "#/x-item", "get": {"responses": {"200": {}}}}}
    data = {**OPENAPI, "openapi": "3.0.0", "paths": paths, "x-item": {"get": {"responses": 1}}}
    assert told(data) == (
        "this is not valid OpenAPI 3.0: `paths./a.get.responses.200` lacks `description`",
        '"200"',
    )


@pytest.mark.parametrize(
    "odd",
    [
        None,
        1e999,
        float("nan"),
        10**1000,
        "\ud800",
        [None, {"": []}],
        {"$ref": "#"},
        {"$ref": 1},
        {"allOf": [{"$ref": "#/components/schemas/A"}]},
    ],
)
@pytest.mark.parametrize("place", ["info", "paths", "components", "servers", "x-a", "openapi"])
def test_an_odd_spec_is_no_trouble(place: str, odd: object) -> None:
    for beginning in (OPENAPI, {**OPENAPI, "openapi": "3.0.0"}, SWAGGER):
        found = told({**beginning, place: odd, "components": {"schemas": {"A": odd}}})
        assert found is None or found[0].startswith("this ")


def test_a_spec_may_be_nested_deep() -> None:
    for depth in (100, 300, 900):
        nested = "[" * depth + "]" * depth
        for key in ("info", "openapi", "x-a"):
            text = json.dumps({**SWAGGER, "openapi": "3.0.0", key: "?"}).replace('"?"', nested)
            found = told(text)
            assert (found is None) is (key == "x-a")


def test_of_flaws_alike_the_first_by_name_is_told_and_what_is_right_is_no_matter() -> None:
    """The flaws of one mapping are found in no order."""
    wrong = {"type": ["string", "null"]}
    properties = dict.fromkeys(("zone", "aisle", "shelf"), wrong)
    schemas = {"Place": {"type": "object", "properties": properties}}
    spec = {**OPENAPI, "openapi": "3.0.3", "components": {"schemas": schemas}}
    message = "this is not valid OpenAPI 3.0: `components.schemas.Place.properties.aisle.type`"
    found = told(spec)
    assert found is not None
    assert found[0].startswith(message)
    schemas["Copy"] = {"type": "object", "properties": {"uid": {"type": "string"}}}
    assert told(spec) == found


# What jsonschema says


@cache
def reference(version: str) -> Validator:
    """jsonschema with the official schema of a version."""
    package = find_spec("openapi_spec_validator")
    assert package is not None
    folder = os.path.join(os.path.dirname(package.origin or ""), "resources", "schemas")
    with open(os.path.join(folder, f"v{version}", "schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    if version == "3.1":
        schema["$defs"]["schema"] = {
            "$dynamicAnchor": "meta",
            "type": ["object", "boolean"],
            "if": {"required": ["$schema"]},
            "else": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
        }
    return validator_for(schema)(schema, registry=REGISTRY)


def matters(error: ValidationError) -> bool:
    return error.validator not in ("additionalProperties", "unevaluatedProperties")


def within(error: ValidationError) -> set[tuple[str, ...]]:
    """The places of an error and of all that its alternatives have wrong."""
    found = {tuple(map(str, error.absolute_path))}
    return found.union(*map(within, error.context or ()))


def leaves(error: ValidationError) -> bool:
    """Whether there is more in an error than keys that the version does not know."""
    return any(map(leaves, error.context)) if error.context else matters(error)


ODD: tuple[object, ...] = (
    None,
    1,
    "",
    "string",
    [],
    {},
    ["x"],
    {"$ref": "#/x"},
    {"type": "strnig"},
    {"in": "query"},
    True,
)


@st.composite
def broken(draw: st.DrawFn) -> dict[str, Any]:
    """A sample spec in which some things are not what they should be."""
    name = draw(st.sampled_from([path for path in SPECS if path.endswith(".json")]))
    spec: dict[str, Any] = json.loads(SPECS[name])
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = spec
        for _ in range(draw(st.integers(0, 7))):
            inside = [each for each in _values(holder) if isinstance(each, dict | list) and each]
            if not inside:
                break
            holder = inside[draw(st.integers(0, len(inside) - 1))]
        keys = [*holder] if isinstance(holder, dict) else [*range(len(holder))]
        key = keys[draw(st.integers(0, len(keys) - 1))]
        if key in ("swagger", "openapi"):
            continue
        if draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = json.loads(json.dumps(draw(st.sampled_from(ODD))))
    return spec


def _values(holder: Any) -> list[Any]:
    return [*holder.values()] if isinstance(holder, dict) else [*holder]


@given(broken())
def test_the_native_engine_says_what_jsonschema_says(spec: dict[str, Any]) -> None:
    """The verdict is the same, as many things are wrong, and the place is one of theirs."""
    version = str(spec.get("openapi", spec.get("swagger")))[:3]
    wanted = [error for error in reference(version).iter_errors(spec) if matters(error)]
    document = specs_of({"api.json": json.dumps(spec)}, Settings()).document("api.json")
    assert document is not None
    found = flaw(document)
    assert (found is None) == (not any(map(leaves, wanted)))
    if found is not None:
        assert found.more + 1 == sum(map(leaves, wanted))
        places = set().union(*map(within, wanted))
        text = document.source.text
        spans = [locate("api.json", text, place) for place in places if place]
        assert found.span in spans or (() in places and found.span.end <= 1)


def test_a_spec_that_is_wrong_all_over_is_told_in_a_moment() -> None:
    """The engine finds all that is wrong with a thing, however much it is; so there is an end."""
    wrong = {"get": {"parameters": [{"name": "q", "in": "quer"}]}}
    paths = {f"/a{number}": wrong for number in range(10_000)}
    begin = process_time()
    found = told({**SWAGGER, "paths": paths})
    message = "this is not valid Swagger 2.0: `paths./a0.get` lacks `responses` (+1000)"
    assert found == (message, '"get"')
    properties = {f"p{number}": {"type": 1} for number in range(50_000)}
    found = told({**SWAGGER, "definitions": {"A": {"properties": properties}}})
    message = "`definitions.A` is not valid, and too large to tell what is wrong with it"
    assert found == (f"this is not valid Swagger 2.0: {message}", '"A"')
    assert process_time() - begin < 2
