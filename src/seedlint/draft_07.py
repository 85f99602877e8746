"""A JSON Schema in draft-07, for the tools that read no newer draft.

Of what differs between the drafts, only what the vocabulary uses is known here. Source: the release
notes of JSON Schema drafts 2019-09 and 2020-12, read backwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    JsonSchema = Mapping[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
_MAPPINGS = frozenset(("properties", "$defs"))
_LISTS = frozenset(("allOf", "anyOf", "oneOf"))
_SCHEMAS = frozenset(
    ("additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then")
)


def render(schema: JsonSchema) -> dict[str, Any]:
    """A whole schema of draft 2020-12, with the same verdicts in draft-07.

    It is named after the folder `draft-07` beside the original.
    """
    folder, _, file = schema["$id"].rpartition("/")
    rendered: dict[str, Any] = _rendered(schema)
    return {**rendered, "$schema": DIALECT, "$id": f"{folder}/draft-07/{file}"}


def _rendered(schema: Any) -> Any:
    if not isinstance(schema, dict):  # `true` or `false`
        return schema
    rendered: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in _MAPPINGS:
            value = {name: _rendered(child) for name, child in value.items()}
        elif keyword in _LISTS:
            value = [_rendered(child) for child in value]
        elif keyword in _SCHEMAS:
            value = _rendered(value)
        elif keyword == "$ref":
            value = value.replace("#/$defs/", "#/definitions/", 1)
        rendered["definitions" if keyword == "$defs" else keyword] = value
    if "$ref" in schema and len(schema) > 1:
        # Draft-07 ignores whatever stands beside a `$ref`.
        rendered["allOf"] = [{"$ref": rendered.pop("$ref")}, *rendered.get("allOf", ())]
    return rendered
