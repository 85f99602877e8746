"""Specs in each of the versions, whose references lead around in circles or nowhere."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import strategies as st

from fuzz.structures.seeds import PATHS
from schemas import wild

_REFERENCES = st.sampled_from(
    (
        *(
            "#/components/schemas/A",
            "#/components/schemas/B",
            "#/definitions/A",
            "#/paths/~1v1~1loans",
        ),
        *(
            "#",
            "#/",
            "",
            "#A",
            "../x.json",
            "other.json#/A",
            "https://example.org/a.yaml",
            "%2e",
            "#/%",
        ),
    )
).map(lambda to: {"$ref": to})
_SCHEMA = wild() | _REFERENCES
_CONTENT = st.dictionaries(
    st.sampled_from(("application/json", "multipart/form-data", "text/plain", "*/*", "")),
    st.fixed_dictionaries({}, optional={"schema": _SCHEMA, "example": st.just({"a": [1]})}),
    max_size=2,
)
_PARAMETERS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(("page", "loan_uid", "filter[start]", "body", "X-Key", "")),
            "in": st.sampled_from(("query", "path", "header", "cookie", "formData", "body", "odd")),
        },
        optional={
            "required": st.booleans(),
            "schema": _SCHEMA,
            "type": st.sampled_from(("string", "integer", "array", "file", 1)),
            "pattern": st.sampled_from(("^a+$", "(a+)+$", "(", "\\p{L}")),
        },
    )
    | _REFERENCES,
    max_size=3,
)
_RESPONSES = st.dictionaries(
    st.sampled_from(("200", "201", "2XX", "404", "default", "x-more", "600", "")),
    st.fixed_dictionaries(
        {"description": st.just("It is.")}, optional={"content": _CONTENT, "schema": _SCHEMA}
    )
    | _REFERENCES,
    max_size=3,
)
_OPERATION = st.fixed_dictionaries(
    {"responses": _RESPONSES},
    optional={
        "parameters": _PARAMETERS,
        "requestBody": st.fixed_dictionaries({"content": _CONTENT}) | _REFERENCES,
        "consumes": st.lists(st.sampled_from(("application/json", "")), max_size=2),
        "deprecated": st.booleans(),
    },
)
_ITEM = st.dictionaries(
    st.sampled_from(("get", "post", "put", "patch", "delete", "parameters", "x-a", "$ref")),
    _OPERATION | _PARAMETERS,
    max_size=3,
)
_HEAD = st.sampled_from(
    (
        {"swagger": "2.0", "basePath": "/lending"},
        {"swagger": "2.0", "consumes": ["application/json"], "basePath": 1},
        {"openapi": "3.0.3", "servers": [{"url": "https://library.example/{a}/"}, {"url": 1}]},
        {"openapi": "3.1.0", "servers": [{"url": "/lending", "variables": {"a": {}}}]},
        {"openapi": "3.1.0", "jsonSchemaDialect": "https://example.org"},
        {"openapi": 3.0},
        {},
    )
)


def _spec(head: dict[str, Any], paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    info = {"title": "Lending", "version": "1"}
    held = {"definitions": schemas} if "swagger" in head else {"components": {"schemas": schemas}}
    return {**head, "info": info, "paths": paths, **held}


SPECS = st.builds(
    _spec,
    _HEAD,
    st.dictionaries(PATHS, _ITEM, max_size=3),
    st.dictionaries(st.sampled_from("AB"), _SCHEMA, max_size=2),
)
"""Specs as data."""

WRITTEN = SPECS.flatmap(
    lambda data: st.sampled_from(
        (json.dumps(data), json.dumps(data, indent=1), yaml.safe_dump(data, allow_unicode=True))
    )
)
"""Specs as texts, in JSON or in YAML."""
