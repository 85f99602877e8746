"""The vocabulary is well made and well described, and settings narrow it."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from seedlint import schema as schema_module
from seedlint.schema import Schema, frontmatter_schema, steps_schema, violations
from seedlint.settings import Settings
from seedlint.violation import ASSERTIONS, Kind, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "schemas"
FRONTMATTER = frontmatter_schema(Settings())
STEPS = steps_schema(Settings())
SCHEMAS = [FRONTMATTER, STEPS]
names = pytest.mark.parametrize("schema", SCHEMAS, ids=["frontmatter", "steps"])

SEED = {
    "endpoint": "PUT /v1/loans/{uid}/renewal",
    "domain": "lending",
    "tags": ["loans"],
    "status": "verified",
    "savedAt": "2026-02-01",
}


def subschemas(node: object) -> Iterator[dict[str, Any]]:
    """Every subschema of a schema, itself first."""
    if not isinstance(node, dict):
        return
    yield node
    for keyword in ("properties", "$defs"):
        for child in node.get(keyword, {}).values():
            yield from subschemas(child)
    for keyword in ("items", "additionalProperties", "propertyNames"):
        yield from subschemas(node.get(keyword))
    for child in node.get("anyOf", ()):
        yield from subschemas(child)


def fields(schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that a schema names, with what its definition adds."""
    for subschema in subschemas(schema):
        for name, field in subschema.get("properties", {}).items():
            definition = field.get("$ref", "").rpartition("/")[2]
            yield name, {**schema["$defs"].get(definition, {}), **field}


# The schemas themselves


@names
def test_a_schema_is_valid_2020_12(schema: Schema) -> None:
    """Editors and both engines have to read it."""
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$schema"]
    jsonschema.Draft202012Validator.check_schema(schema)


@names
def test_every_field_is_documented(schema: Schema) -> None:
    """An editor's hover shows title, description and examples; nothing is left blank."""
    for name, field in fields(schema):
        assert field["title"], name
        assert field["description"].endswith("."), name
        assert field["examples"], name


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(tokens=("desk", "member"), domains=("lending", "rooms"), statuses=("done",)),
        Settings(tokens=(), domains=(), statuses=()),
    ],
    ids=["default", "narrowed", "empty"],
)
def test_every_example_is_valid(settings: Settings) -> None:
    """What the documentation shows must pass, whatever the settings narrow."""
    for schema in (frontmatter_schema(settings), steps_schema(settings)):
        for name, field in fields(schema):
            validator = jsonschema.Draft202012Validator({**field, "$defs": schema["$defs"]})
            for example in field["examples"]:
                assert validator.is_valid(example), (name, example)


def test_the_two_schemas_agree_on_what_they_share() -> None:
    """A token and an HTTP status mean the same in both."""
    annotations = {"examples", "title", "description"}
    for name in STEPS["$defs"].keys() & FRONTMATTER["$defs"].keys():
        ours, theirs = (
            {key: value for key, value in schema["$defs"][name].items() if key not in annotations}
            for schema in SCHEMAS
        )
        assert ours == theirs, name


@names
def test_every_keyword_is_one_that_is_known(schema: Schema) -> None:
    """A keyword that nobody evaluates would be silent; one that nobody words, say nothing."""
    keywords = {*ASSERTIONS, "$ref", "anyOf"}
    of_mappings = {"properties", "required", "additionalProperties", "propertyNames"}
    annotations = {"title", "description", "examples", "enumDescriptions", "errorMessage", "format"}
    annotations |= {"$schema", "$id", "$defs"}
    for subschema in subschemas(schema):
        assert subschema.keys() <= keywords | of_mappings | {"items"} | annotations
        if "$ref" in subschema:
            assert subschema["$ref"].removeprefix("#/$defs/") in schema["$defs"]
            assert subschema.keys() <= {"$ref"} | annotations
        assert isinstance(subschema.get("items", {}), dict)
        assert isinstance(subschema.get("propertyNames", {}), dict)


@names
def test_every_keyword_can_be_put_into_words(schema: Schema) -> None:
    """A schema that says what it wants in no other way says it in a message."""
    for subschema in subschemas(schema):
        assert subschema.get("errorMessage", "should be ").startswith("should be ")
        if subschema.keys() & {"pattern", "minimum", "maximum", "items", "minItems", "anyOf"}:
            assert "errorMessage" in subschema


# Settings


def test_the_default_settings_leave_the_schemas_as_they_are() -> None:
    """The files and the defaults of the settings are the same vocabulary."""
    for name, schema in zip(("frontmatter", "steps"), SCHEMAS, strict=True):
        assert schema == json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))


def test_settings_narrow_the_vocabulary() -> None:
    """A team's own words are the only ones, and are shown in the message."""
    settings = Settings(
        tokens=("desk", "member"), domains=("lending",), statuses=("verified", "parked")
    )
    seed = {**SEED, "tokens": ["desk", "staff"], "domain": "rooms", "status": "skip"}
    assert violations(seed, frontmatter_schema(settings)) == [
        Violation(("domain",), Kind.INVALID, None, ("lending",), "`lending`", "rooms"),
        Violation(
            ("status",),
            Kind.INVALID,
            None,
            ("verified", "parked"),
            "one of `verified` or `parked`",
            "skip",
        ),
        Violation(
            ("tokens", 1),
            Kind.INVALID,
            None,
            ("desk", "member"),
            "one of `desk` or `member`",
            "staff",
        ),
    ]
    step = {"id": "a", "method": "GET", "path": "/", "token": "client"}
    [violation] = violations({"steps": [step]}, steps_schema(settings))
    assert (violation.path, violation.value) == (("steps", 0, "token"), "client")


def test_an_empty_list_of_settings_asks_for_nothing() -> None:
    """No words configured means that any word will do, not that none will."""
    settings = Settings(tokens=(), domains=(), statuses=())
    seed = {**SEED, "tokens": ["anyone"], "domain": "anything", "status": "whatever"}
    assert violations(seed, frontmatter_schema(settings)) == []


def test_narrowing_one_schema_leaves_the_others_alone() -> None:
    """Effective schemas share nothing, and equal settings share one schema."""
    before = copy.deepcopy(FRONTMATTER)
    frontmatter_schema(Settings(statuses=("done",), tokens=("desk",)))
    assert frontmatter_schema(Settings()) == before
    assert frontmatter_schema(Settings()) is FRONTMATTER


def test_described_values_keep_their_descriptions() -> None:
    """Editors pair `enumDescriptions` with `enum` by position."""
    status = frontmatter_schema(Settings(statuses=("parked", "skip")))["$defs"]["status"]
    assert status["enum"] == ["parked", "skip"]
    assert status["enumDescriptions"] == ["", "The seed is not run; `skip_reason` says why."]


def test_a_long_list_of_values_is_cut_in_the_message_alone() -> None:
    """A sentence bears so many names; suggestions need all of them."""
    domains = tuple(f"d{index}" for index in range(20))
    schema = frontmatter_schema(Settings(domains=domains))
    [violation] = violations({**SEED, "domain": "x"}, schema)
    assert violation.allowed == domains
    assert violation.wanted.startswith("one of `d0`, `d1`, ")
    assert violation.wanted.endswith("`d11` or 8 more")


# The package


def test_the_schemas_of_the_package_come_before_those_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel carries its own; a checkout keeps them at its root."""
    assert FOLDER in map(Path, map(os.path.realpath, schema_module._FOLDERS))
    (tmp_path / "steps.schema.json").write_text('{"title": "packaged"}', "utf-8")
    monkeypatch.setattr(schema_module, "_FOLDERS", (tmp_path, FOLDER))
    assert schema_module._read("steps") == {"title": "packaged"}
    assert schema_module._read("frontmatter") == FRONTMATTER
