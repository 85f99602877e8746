"""Code Quality reports: exact, of GitLab's schema, and with fingerprints that outlive an edit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
from hypothesis import given

from reports import BARE, KNOWN, PLAIN, SEED, UNDEFINED, few, forged, text
from seedlint.report import render
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from seedlint.project import Report

SCHEMA = jsonschema.Draft4Validator(
    {
        "type": "object",
        "required": ["description", "fingerprint", "severity", "location", "check_name"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines", "positions"],
                "properties": {
                    "path": {"type": "string"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                    "positions": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {
                                "type": "object",
                                "required": ["line"],
                                "properties": {"line": {"type": "integer", "minimum": 1}},
                            }
                        },
                    },
                },
            },
        },
    }
)
"""What GitLab reads: its `codeclimate.json`, and the table of its documentation."""


def issues(name: str, *diagnostics: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text(name, *diagnostics))
    return found


def test_gitlab() -> None:
    (issue,) = issues("gitlab", UNDEFINED)
    assert issue == {
        "description": "`staf_id` is not defined here",
        "check_name": "undefined-variable",
        "fingerprint": "543d52e6a2624563c3798611e2b64470b8db466f6f8e588a5fab065e4cd24b99",
        "severity": "major",
        "location": {
            "path": "seeds/lending/post_loans.md",
            "lines": {"begin": 4, "end": 4},
            "positions": {"begin": {"line": 4, "column": 19}, "end": {"line": 4, "column": 30}},
        },
    }
    assert [each["severity"] for each in issues("gitlab", UNDEFINED, BARE, KNOWN)] == [
        "major", "minor", "info",
    ]  # fmt: skip
    assert text("gitlab") == "[]"


def test_a_fingerprint_stays_when_lines_are_added_above() -> None:
    """GitLab tells new findings from old ones by it alone, so that each needs its own."""
    moved = Source(SEED.path, f"\n\n{SEED.text}")
    down = [
        each._replace(source=moved, finding=each.finding._replace(span=Span(start + 2, end + 2)))
        for each in (UNDEFINED, BARE, BARE, KNOWN)
        for start, end in [each.finding.span]
    ]
    before = issues("gitlab", UNDEFINED, BARE, BARE, KNOWN)
    after = issues("gitlab", *down)
    assert [each["fingerprint"] for each in after] == [each["fingerprint"] for each in before]
    assert [each["location"]["lines"]["begin"] for each in after] == [6, 8, 8, 9]
    elsewhere = BARE._replace(address="Test Request/lend")
    assert len({each["fingerprint"] for each in [*before, *issues("gitlab", elsewhere)]}) == 5


@few
@given(forged())
def test_gitlab_reads_back_what_was_meant(found: Report) -> None:
    read = json.loads("\n".join(render("gitlab", found, PLAIN)))
    assert [each["description"] for each in read] == [d.finding.message for d in found.diagnostics]
    assert [each["location"]["path"] for each in read] == [d.source.path for d in found.diagnostics]
    assert len({each["fingerprint"] for each in read}) == len(read)
    for each in read:
        SCHEMA.validate(each)
