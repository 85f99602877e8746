"""`sarif`: the Static Analysis Results Interchange Format 2.1.0, for code scanning.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01";
GitHub Docs, "SARIF support for code scanning", for the properties that it reads.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from seedlint.examples import OPENING, title
from seedlint.finding import Severity
from seedlint.report.dump import dump
from seedlint.report.fingerprint import fingerprints
from seedlint.report.location import Location, from_top, located
from seedlint.rules import BY_NAME

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from seedlint.edit import Fix
    from seedlint.finding import Diagnostic, Finding
    from seedlint.project import Report
    from seedlint.report.dump import Json
    from seedlint.report.terminal import Style
    from seedlint.rulekit import Entry
    from seedlint.source import Source

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_ROOT = "%SRCROOT%"
_TOP = "the top of the git work tree; outside of any, the working directory"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}


def render(report: Report, style: Style) -> Iterator[str]:
    """A log of one run, with the rules that found something: only those surely have run."""
    rules = sorted({diagnostic.rule for diagnostic in report.diagnostics})
    lines = cache(_fingerprints)
    run: Json = {
        "tool": {"driver": _driver([_rule(BY_NAME[name]) for name in rules])},
        "automationDetails": {"id": "seedlint/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": _TOP}}},
        "invocations": [_invocation(report)],
        "results": [_result(each, rules.index(each.rule), lines) for each in report.diagnostics],
    }
    log: Json = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield from dump(log, indent=2).splitlines()


def _driver(rules: list[Json]) -> Json:
    from seedlint import __version__

    return {
        "name": "seedlint",
        "version": __version__,
        "informationUri": "https://seedlint.dev",
        "rules": rules,
    }


def _rule(rule: Entry) -> Json:
    page = rule.doc.strip()
    about = page.partition("\n~~~")[0]
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(about.split())},
        "helpUri": rule.url,
        "help": {
            "text": f"{page}\n\n{rule.url}",
            "markdown": f"{OPENING.sub(_titled, page)}\n\n[{rule.name}]({rule.url})",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.group.value],
            "precision": "very-high",  # what is unknown is not reported
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _invocation(report: Report) -> Json:
    notifications: list[Json] = [
        {"level": "error", "message": {"text": _text(failure)}} for failure in report.failures
    ]
    return {
        "executionSuccessful": not report.failures,
        "toolExecutionNotifications": notifications,
    }


def _result(
    diagnostic: Diagnostic, rule: int, lines: Callable[[Source], list[str]]
) -> dict[str, Json]:
    source, finding = diagnostic.source, diagnostic.finding
    place = Location.of(source, finding.span)
    text, related = _message(finding, source)
    result: dict[str, Json] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
        "locations": [_physical(place)],
    }
    if related:
        result["relatedLocations"] = related
    if hashes := lines(source):
        result["partialFingerprints"] = {"primaryLocationLineHash": hashes[place.line - 1]}
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, source)]
    return result


def _message(finding: Finding, source: Source) -> tuple[str, list[Json]]:
    """The text of a finding and of its notes, and the locations that it links to.

    Code scanning shows a related location only where the text links to it.
    """
    lines = [_text(finding.message)]
    related: list[Json] = []
    for note in finding.notes:
        if place := located(note, source):
            number = len(related) + 1
            message: Json = {"text": _text(note.message)}
            related.append({"id": number, "message": message, **_physical(Location.of(*place))})
            lines.append(f"note: [{_link(note.message)}]({number})")
        else:
            lines.append(f"note: {_text(note.message)}")
    return "\n".join(lines), related


def _fix(fix: Fix, source: Source) -> Json:
    replacements: list[Json] = [
        {
            "deletedRegion": _region(Location.of(source, edit.span)),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": _text(fix.title)},
        "artifactChanges": [
            {"artifactLocation": _artifact(source.path), "replacements": replacements}
        ],
        "properties": {"safety": fix.safety.value},
    }


def _physical(place: Location) -> dict[str, Json]:
    where: Json = {"artifactLocation": _artifact(place.path), "region": _region(place)}
    return {"physicalLocation": where}


def _region(place: Location) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(path: str) -> Json:
    path = from_top(path)
    if os.path.isabs(path):  # on another drive, on Windows
        return {"uri": f"file:///{_quoted(path.lstrip('/'), '/:')}"}
    return {"uri": _quoted(path), "uriBaseId": _ROOT}


def _quoted(path: str, safe: str = "/") -> str:
    """A path as a part of a URI: by its own bytes, be they UTF-8 or not (RFC 3986, section 2.5)."""
    try:
        return quote(os.fsencode(path), safe)
    except UnicodeEncodeError:  # no file of this system is called so
        return quote(path, safe, errors="surrogatepass")


def _fingerprints(source: Source) -> list[str]:
    """Those of a file's lines; none where its bytes are not what its text says."""
    return [] if source.undecodable else fingerprints("\ufeff" * source.bom + source.text)


def _text(message: str) -> str:
    """A message in which nothing becomes a link (SARIF, section 3.11.6)."""
    return message.replace("](", r"]\(")


def _link(message: str) -> str:
    """A message as the text of a link (SARIF, section 3.11.6)."""
    return message.replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")


def _titled(opening: re.Match[str]) -> str:
    return f"{title(*opening.groups())}\n\n~~~{opening[1]}"
