"""The project's own seeds and specs, and what becomes of them under careless hands."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]


def _files(folder: str) -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / folder).rglob("*.*"))
    }


SEEDS = _files("seeds")
SPECS = _files("swagger")

SMALL = """\
---
endpoint: "GET /v1/loans"
---

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /v1/loans{}
    expect:
      status: {}
```
"""
"""The least of a seed that a rule has to do with: what follows its path, and its status."""

LOANS = """\
---
endpoint: "GET /v1/loans"
domain: lending
tags: []
swagger: {}
status: verified
savedAt: 2026-01-05
---

# Loans

## Summary

What is out, and until when.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /v1/loans
    expect:
      status: {}
```
"""
"""A seed of the operation `GET /v1/loans`, less its spec and the status that it expects."""

PIECES = (
    *"\n\t\r\"'`~|>-:,#*&!?%@\\{}[]()$.\0é✅😀",
    "  ", "\r\n", "\n\n", "\u00a0", "\u2028", "\x85", "\ufeff", "\ufffd", "\ud800",
    "{{", "}}", "{{client_uid}}", "{{ client_uid | slice: -4 }}", "{uid}", "$.", "[0]", "||",
    "- ", ": ", "? ", "<<: *a", "&a ", "*a", "!!str ", "!!map ", "---\n", "...\n", "%YAML 1.1\n",
    "null", "~", "[]", "{}", "0x1F", "1e999", "9" * 5000, ".nan", "true", "2026-01-01", "GET /",
    "```", "```yaml\n", "~~~", "# ", "## ", "## Test Request\n", "> ", "| a |\n|---|\n", "<!--",
    "-->", "<div>", "# seedlint: ignore[unused-extract]", "<!-- seedlint: ignore[a] -->",
    "# seedlint: ignore-file[", "steps:\n", "endpoint: ", "swagger: ", "$ref", '"$ref": "#/paths"',
    '"oneOf": [', '"allOf": [{}],', '"type": ["null"],',
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, texts: Sequence[str], most: int = 4) -> str:
    """One of some texts with a few characters and lines deleted, doubled, moved or put in."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, most))):
        start = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from(("insert", "delete", "double", "drop line", "move line")))
        if kind == "insert":
            text = text[:start] + draw(st.sampled_from(PIECES)) + text[start:]
            continue
        end = min(len(text), start + draw(st.sampled_from((1, 2, 5, 80))))
        if kind.endswith("line"):
            start = text.rfind("\n", 0, start) + 1
            end = text.find("\n", start) + 1 or len(text)
        part = text[start:end]
        rest = text if kind == "double" else text[:start] + text[end:]
        if kind in ("double", "move line"):
            start = draw(st.integers(0, len(rest))) if kind == "move line" else start
            start = rest.rfind("\n", 0, start) + 1 if kind == "move line" else start
            rest = rest[:start] + part + rest[start:]
        text = rest
    return text


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 1e999, 10**400, "", "x", "object", "(a+)+$", "\ud800", [], {}, [None],
    [[]], {"": None}, {"$ref": "#"}, {"$ref": 1}, {"$ref": "#/paths"}, {"$ref": "nowhere.json"},
    {"$ref": "schemas/title.yaml#/Title"}, {"type": ["string", "null"]}, {"type": "odd"},
    {"oneOf": [{}, {"$ref": "#"}]}, {"allOf": [{"$ref": "#"}]}, {"anyOf": [None]},
    {"enum": [[], {}]}, {"const": {}}, {"pattern": "(a+)+$"}, {"pattern": "("}, {"minimum": "x"},
    {"minLength": -1}, {"items": [{}]}, {"additionalProperties": False}, {"required": "x"},
    {"additionalProperties": {"type": "string"}}, {"required": [1, "x"]}, {"properties": []},
    {"properties": {"uid": None}}, {"discriminator": "x"}, {"format": 1}, {"format": "date"},
    {"discriminator": {"propertyName": "kind", "mapping": {"map": 1}}}, {"nullable": True},
    {"example": {"a": [1]}}, {"examples": [1]},
)  # fmt: skip
KEYWORDS = (
    "$ref", "oneOf", "anyOf", "allOf", "not", "if", "type", "items", "properties", "required",
    "enum", "format", "servers", "basePath", "parameters", "requestBody", "consumes", "responses",
    "default", "2XX", "content", "schema", "in", "name", "swagger", "openapi", "deprecated",
    "readOnly", "security", "securityDefinitions", "components", "example", "examples",
)  # fmt: skip
_AS_JSON = {path: json.dumps(yaml.load(text, yaml.CSafeLoader)) for path, text in SPECS.items()}


@st.composite
def odd_specs(draw: st.DrawFn, most: int = 6) -> dict[str, str]:
    """The specs, one of them with some of its values replaced by what does not belong there."""
    path = draw(st.sampled_from(sorted(SPECS)))
    data: Any = json.loads(_AS_JSON[path])
    for _ in range(draw(st.integers(1, most))):
        places = [*_places(data)]
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if isinstance(holder, dict) and draw(st.booleans()):
            key = draw(st.sampled_from(KEYWORDS))
        holder[key] = deepcopy(draw(st.sampled_from(ODD)))
    return {**SPECS, path: json.dumps(data)}


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in [*data.items()] if isinstance(data, dict) else [*enumerate(data)]:
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)
