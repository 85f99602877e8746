"""The Reviewdog Diagnostic Format: exact, of its schema, with columns in bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
from hypothesis import given

from reports import BARE, KNOWN, PLAIN, UNDEFINED, few, forged, text
from seedlint.edit import Fix
from seedlint.finding import Finding, Note
from seedlint.report import render
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from seedlint.project import Report

POSITION = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "required": ["line", "column"],
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "properties": {"path": {"type": "string"}, "range": RANGE},
    "required": ["path"],
    "additionalProperties": False,
}
NAMED = {
    "type": "object",
    "properties": {key: {"type": "string"} for key in ("name", "value", "url")},
    "additionalProperties": False,
}
SEVERITY = {"enum": ["ERROR", "WARNING", "INFO"]}
SCHEMA = jsonschema.Draft4Validator(
    {
        "type": "object",
        "properties": {
            "source": NAMED,
            "severity": SEVERITY,
            "diagnostics": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "message": {"type": "string"},
                        "location": LOCATION,
                        "severity": SEVERITY,
                        "code": NAMED,
                        "suggestions": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {"range": RANGE, "text": {"type": "string"}},
                                "required": ["range", "text"],
                                "additionalProperties": False,
                            },
                        },
                        "related_locations": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {"message": {"type": "string"}, "location": LOCATION},
                                "required": ["location"],
                                "additionalProperties": False,
                            },
                        },
                    },
                    "required": ["message", "location"],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["diagnostics"],
        "additionalProperties": False,
    }
)
"""reviewdog/reviewdog, `proto/rdf/reviewdog.proto`: its messages, and no field that they lack."""


def place(line: int, start: int, end: int) -> dict[str, Any]:
    return {"start": {"line": line, "column": start}, "end": {"line": line, "column": end}}


def test_rdjson() -> None:
    assert json.loads(text("rdjson", UNDEFINED, BARE, KNOWN)) == {
        "source": {"name": "seedlint", "url": "https://seedlint.dev"},
        "severity": "ERROR",
        "diagnostics": [
            {
                "message": "`staf_id` is not defined here\nnote: the runner sends it as it stands"
                "\nnote: a place that nobody finds",
                "location": {"path": "seeds/lending/post_loans.md", "range": place(4, 19, 30)},
                "severity": "ERROR",
                "code": {
                    "value": "undefined-variable",
                    "url": "https://seedlint.dev/rules/undefined-variable",
                },
                "related_locations": [
                    {
                        "message": "`who` extracts it, which is too late",
                        "location": {
                            "path": "seeds/lending/post_loans.md",
                            "range": place(9, 7, 17),
                        },
                    },
                    {
                        "message": "required here",
                        "location": {"path": "swagger/lending.json", "range": place(2, 16, 27)},
                    },
                ],
            },
            {
                "message": "the expected status should be a list",
                "location": {"path": "seeds/lending/post_loans.md", "range": place(6, 15, 18)},
                "severity": "WARNING",
                "code": {"value": "bare-status", "url": "https://seedlint.dev/rules/bare-status"},
                "suggestions": [{"range": place(6, 15, 18), "text": "[201]"}],
            },
            {
                "message": "worth knowing",
                "location": {"path": "seeds/lending/post_loans.md", "range": place(7, 9, 12)},
                "severity": "INFO",
                "code": {"value": "bare-status", "url": "https://seedlint.dev/rules/bare-status"},
            },
        ],
    }
    assert json.loads(text("rdjson")) == {
        "source": {"name": "seedlint", "url": "https://seedlint.dev"},
        "diagnostics": [],
    }


def test_columns_are_bytes() -> None:
    """In the finding, in its suggestion and in what is related: `é` takes two, `😀` four."""
    source = Source("x.md", "é😀: a\n")
    about = Span(1, 2)
    finding = Finding(about, "", (Note("", about),), Fix.replace("", about, "x"))
    (found,) = json.loads(text("rdjson", KNOWN._replace(source=source, finding=finding)))[
        "diagnostics"
    ]
    assert found["location"]["range"] == place(1, 3, 7)
    assert found["suggestions"][0]["range"] == place(1, 3, 7)
    assert found["related_locations"][0]["location"]["range"] == place(1, 3, 7)


@few
@given(forged())
def test_rdjson_reads_back_what_was_meant(found: Report) -> None:
    read = json.loads("\n".join(render("rdjson", found, PLAIN)))
    SCHEMA.validate(read)
    for each, diagnostic in zip(read["diagnostics"], found.diagnostics, strict=True):
        assert each["message"].startswith(diagnostic.finding.message)
        assert each["location"]["path"] == diagnostic.source.path
