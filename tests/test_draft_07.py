"""The published schemas are at their addresses, and both drafts of one give the same verdicts."""

from __future__ import annotations

import copy
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from docs import conf
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from samples import ODD, SEEDS
from seedlint import draft_07
from seedlint.cli import main
from seedlint.rules import BY_NAME, SELECTIONS
from seedlint.schema import config_schema, frontmatter_schema, steps_schema
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.yamltree import data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

SCHEMAS = {
    "frontmatter": frontmatter_schema(Settings()),
    "steps": steps_schema(Settings()),
    "config": config_schema(BY_NAME, SELECTIONS),
}
RENDERED = {name: draft_07.render(schema) for name, schema in SCHEMAS.items()}
names = pytest.mark.parametrize("name", SCHEMAS)
ANNOTATIONS = {"enumDescriptions", "errorMessage"}


def valid(name: str) -> Iterator[Any]:
    """Documents that are as they should be."""
    if name == "config":
        fields = SCHEMAS[name]["properties"].items()
        yield {key: field["examples"][0] for key, field in fields if "examples" in field}
        yield {key: field["default"] for key, field in fields if "default" in field}
        return
    for path, text in SEEDS.items():
        seed = read(Source(path, text), Settings())
        if name == "frontmatter" and seed.frontmatter and seed.frontmatter.root:
            yield data(seed.frontmatter.root)
        elif name == "steps":
            yield from (data(block.root) for block in seed.blocks if block.root)


VALID = {name: [*valid(name)] for name in SCHEMAS}


def subschemas(schema: object) -> Iterator[dict[str, Any]]:
    """Every subschema of a draft-07 schema, itself first."""
    if not isinstance(schema, dict):
        return
    yield schema
    for keyword, value in schema.items():
        if keyword in ("properties", "definitions"):
            children = [*value.values()]
        elif keyword in ("items", "additionalProperties", "propertyNames", "not", "if", "then"):
            children = [value]
        else:
            children = value if keyword in ("allOf", "anyOf", "oneOf") else []
        for child in children:
            yield from subschemas(child)


def places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a document with each of its keys."""
    if isinstance(document, dict | list):
        for key in [*document] if isinstance(document, dict) else range(len(document)):
            yield document, key
            yield from places(document[key])


words = st.sampled_from(sorted({key for s in SCHEMAS.values() for key in s["properties"]}))
values = words | st.sampled_from(ODD) | st.integers(-1, 600) | st.lists(words, max_size=2)


@st.composite
def near(draw: st.DrawFn, name: str) -> Any:
    """A document that was valid before a few changes."""
    document = copy.deepcopy(draw(st.sampled_from(VALID[name])))
    for _ in range(draw(st.integers(0, 3))):
        if found := [*places(document)]:
            container, key = draw(st.sampled_from(found))
            if draw(st.booleans()):
                del container[key]
            elif isinstance(container, dict) and draw(st.booleans()):
                container[draw(words)] = container.pop(key)
            else:
                container[key] = copy.deepcopy(draw(values))
    return document


@names
@given(random=st.data())
def test_both_drafts_give_the_same_verdict(name: str, random: st.DataObject) -> None:
    """A tool that reads the older draft accepts and refuses the same seeds."""
    document = random.draw(near(name))
    newer = Draft202012Validator(SCHEMAS[name]).iter_errors(document)
    older = Draft7Validator(RENDERED[name]).iter_errors(document)
    assert {tuple(e.absolute_path) for e in older} == {tuple(e.absolute_path) for e in newer}


@names
def test_the_examples_pass(name: str) -> None:
    """Otherwise the law above would compare refusals alone."""
    assert len(VALID[name]) >= 2
    for document in VALID[name]:
        Draft7Validator(RENDERED[name]).validate(document)


@names
def test_a_rendering_is_draft_07(name: str) -> None:
    """A keyword that the draft does not know, or one beside `$ref`, would be passed over."""
    Draft7Validator.check_schema(RENDERED[name])
    known = {*Draft7Validator.META_SCHEMA["properties"], *ANNOTATIONS}
    for subschema in subschemas(RENDERED[name]):
        assert subschema.keys() <= known
        assert "$ref" not in subschema or subschema.keys() == {"$ref"}


def test_what_stands_beside_a_reference_is_kept() -> None:
    """Draft-07 does not look at it, and it is what a hover shows."""
    schema = {"$id": "https://x.example/a.json", "$ref": "#/$defs/a", "title": "A", "allOf": [{}]}
    assert draft_07.render(schema) == {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://x.example/draft-07/a.json",
        "title": "A",
        "allOf": [{"$ref": "#/definitions/a"}, {}],
    }


def test_what_looks_like_a_keyword_and_is_none_is_left_alone() -> None:
    """Examples and values are data, and a property may be called as a keyword is."""
    schema = {
        "$id": "https://x.example/a.json",
        "properties": {"$ref": {"enum": [{"$ref": "#/$defs/a"}]}, "$defs": True, "anyOf": {}},
        "examples": [{"$ref": "#/$defs/a", "$defs": {}}],
    }
    rendered = draft_07.render({**schema, "items": {"properties": schema["properties"]}})
    assert rendered["properties"] == schema["properties"]
    assert rendered["items"] == {"properties": schema["properties"]}
    assert rendered["examples"] == schema["examples"]


# What the site serves

STABLE = [
    "config.schema.json",
    "draft-07/config.schema.json",
    "draft-07/frontmatter.schema.json",
    "draft-07/steps.schema.json",
    "frontmatter.schema.json",
    "steps.schema.json",
]


def test_every_schema_is_at_its_address(tmp_path: Path) -> None:
    """Others have these addresses in their files: none may move, and each leads to its schema."""
    conf.publish_schemas(cast("Sphinx", SimpleNamespace(outdir=tmp_path)), None)
    files = sorted(tmp_path.rglob("*.json"))
    assert [path.relative_to(tmp_path / "schemas").as_posix() for path in files] == STABLE
    for path, address in zip(files, STABLE, strict=True):
        schema = json.loads(path.read_text(encoding="utf-8"))
        assert schema["$id"] == f"https://seedlint.dev/schemas/{address}"


def test_a_site_that_failed_has_no_schemas(tmp_path: Path) -> None:
    """Sphinx calls at the end of every build."""
    conf.publish_schemas(cast("Sphinx", SimpleNamespace(outdir=tmp_path)), ValueError())
    assert [*tmp_path.iterdir()] == []


@names
def test_the_command_prints_either_draft(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The newer one, where nothing else is asked for."""
    main(["schema", name, "--isolated", "--draft", "07"])
    older = json.loads(capsys.readouterr().out)
    main(["schema", name, "--isolated"])
    newer = json.loads(capsys.readouterr().out)
    assert older == draft_07.render(newer)
    assert newer["$schema"] == "https://json-schema.org/draft/2020-12/schema"
