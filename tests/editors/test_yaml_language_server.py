"""The YAML language server takes in the published schemas: what is right, what is wrong, what fits.

It reads no Markdown, so it is given what stands in a seed's frontmatter and fences, as an editor
with a document for each embedded block does.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import npm_tools
from samples import ROOT, SEEDS
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source
from wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
FRONTMATTER = """\
endpoint: "GET /archive/v1/maps"
domain: archive
tags: []
status: pending
savedAt: 2026-01-05
"""
STEPS = """\
steps:
  - id: list_maps
    method: GET
    path: /archive/v1/maps
    expect: {status: [200]}
"""


@pytest.fixture(scope="module", params=["schemas", "schemas/draft-07"])
def server(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """The server with the settings of the documentation, and the schemas of one draft."""
    node, script = npm_tools.script("yaml-language-server", "bin/yaml-language-server")
    with Wire((node, script, "--stdio"), documented(ROOT / str(request.param))) as wire:
        yield wire


def documented(folder: Path) -> dict[str, Any]:
    """The settings that the page shows, with the schemas of a folder."""
    [shown] = re.findall(r'^```json\n(\{\n  "yaml\..*?)^```', PAGE, re.M | re.S)
    settings: dict[str, Any] = {"yaml": {}}
    for key, value in json.loads(shown).items():
        settings["yaml"][key.removeprefix("yaml.")] = value
    files = (
        Path(path).name.replace(".json", ".schema.json") for path in settings["yaml"]["schemas"]
    )
    globs = settings["yaml"]["schemas"].values()
    schemas = {(folder / file).as_uri(): each for file, each in zip(files, globs, strict=True)}
    settings["yaml"] |= {"schemas": schemas, "schemaStore": {"enable": False}}
    return settings


def parts() -> Iterator[tuple[str, str]]:
    """The frontmatter and the steps of the sample seeds, each with the name of its document."""
    for path, text in SEEDS.items():
        seed = read(Source(path, text), Settings())
        assert seed.frontmatter
        yield f"file:///{path}.frontmatter.yaml", seed.frontmatter.content.text
        for number, block in enumerate(seed.blocks):
            yield f"file:///{path}.{number}.steps.yaml", block.fence.content.text


def test_the_samples_are_right(server: Wire) -> None:
    """A false alarm beside a seed that is right would make people turn the schemas off."""
    documents = dict(parts())
    assert len(documents) > 2 * len(SEEDS)
    assert server.diagnostics(documents) == {uri: [] for uri in documents}


BROKEN = {
    ("GET /archive", "get /archive"): (0, 'endpoint: "', "should be `METHOD /path`, such as"),
    ("tags: []", "tags: maps"): (2, "tags: ", "should be a list of strings"),
    ("pending", "pendign"): (3, "status: ", 'Valid values: "verified", "pending"'),
    ("2026-01-05", "2026-02-30"): (4, "savedAt: ", "should be an RFC 3339 date, such as"),
    ("domain", "area"): (0, "", 'Missing property "domain"'),
    ("steps:", "steps: 1 #"): (0, "steps: ", "should be a list of steps"),
    ("method: GET", "method: GTE"): (2, "    method: ", 'Valid values: "GET", "POST"'),
    ("path: /", "path: "): (3, "    path: ", "should be a path that begins with `/`"),
    ("expect:", "expects:"): (4, "    ", "Property expects is not allowed"),
    ("200", "20"): (4, "    expect: {status: [", "below the minimum of 100"),
}


@pytest.fixture(scope="module")
def broken(server: Wire) -> list[list[dict[str, Any]]]:
    """The diagnostics of each broken document; they are opened together, for the server waits."""
    documents = {}
    for number, (right, wrong) in enumerate(BROKEN):
        kind, text = ("frontmatter", FRONTMATTER) if right in FRONTMATTER else ("steps", STEPS)
        assert right in text
        documents[f"file:///broken/{number}.{kind}.yaml"] = text.replace(right, wrong)
    return [*server.diagnostics(documents).values()]


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[wrong for _, wrong in BROKEN])
def test_what_is_broken(broken: list[list[dict[str, Any]]], number: int) -> None:
    """What the schemas refuse stands at its place, in the words of the schema where it has any."""
    line, before, message = [*BROKEN.values()][number]
    [start] = [d["range"]["start"] for d in broken[number] if message in d["message"]]
    assert start["line"] == line
    # Some mistakes stand at the scalar, some at its text: the quote is the difference.
    assert start["character"] in (len(before), len(before) - before.count('"'))


def completed(server: Wire, name: str, text: str) -> dict[str, Any]:
    """What is offered at the `|` of a text: the labels, each with its documentation."""
    uri = f"file:///completion/{name}.yaml"
    before, _, after = text.partition("|")
    server.open(uri, before + after)
    position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
    items = server.ask("textDocument/completion", textDocument={"uri": uri}, position=position)
    return {item["label"]: item.get("documentation") for item in items["items"]}


def test_keys_are_offered(server: Wire) -> None:
    """A step's keys with what they mean, less those that it has."""
    found = completed(server, "keys.steps", STEPS.replace("    path", "    |\n    path"))
    assert found["onFail"] == "What becomes of the seed when the step fails."
    assert found.keys() >= {"description", "params", "body", "token", "extract"}
    assert not found.keys() & {"id", "method", "path", "expect", "status"}


def test_values_are_offered(server: Wire) -> None:
    """The values of a key, each with what it means."""
    found = completed(server, "values.frontmatter", FRONTMATTER.replace("pending", "|"))
    assert [*found] == ["verified", "pending", "failed", "skip"]
    assert found["pending"] == "The seed has not been run yet."


def test_a_key_is_explained(server: Wire) -> None:
    """In draft-07, what stands beside a `$ref` would be lost."""
    uri = "file:///hover.frontmatter.yaml"
    server.open(uri, FRONTMATTER)
    place = {"line": 3, "character": 1}
    hover = server.ask("textDocument/hover", textDocument={"uri": uri}, position=place)
    assert "How the seed fared when it was last run" in hover["contents"]["value"]


def test_a_block_may_name_its_schema(server: Wire, request: pytest.FixtureRequest) -> None:
    """A comment in a fence says which schema holds, whatever its document is called."""
    schema = ROOT / request.node.callspec.params["server"] / "steps.schema.json"
    uri = "file:///unnamed.yaml"
    text = f"# yaml-language-server: $schema={schema}\n{STEPS.replace('GET', 'GTE')}"
    [found] = server.diagnostics({uri: text})[uri]
    assert "Valid values" in found["message"]
