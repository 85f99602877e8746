"""`json`: one object with everything in it, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Severity
from seedlint.report.dump import dump
from seedlint.report.location import Location, located
from seedlint.rules import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.edit import Fix
    from seedlint.finding import Diagnostic, Note
    from seedlint.project import Report
    from seedlint.report.dump import Json
    from seedlint.report.terminal import Style
    from seedlint.source import Source

VERSION = 1
"""Of the document's shape; a new key does not change it, a changed or missing one does."""


def render(report: Report, style: Style) -> Iterator[str]:
    """The document in ASCII: what is not is escaped, and so is what steers a terminal."""
    document: Json = {
        "version": VERSION,
        "summary": {
            "seeds": len(report.seeds),
            "skipped_files": len(report.passed_over),
            "specs": report.specs,
            "errors": report.number(Severity.ERROR),
            "warnings": report.number(Severity.WARNING),
            "infos": report.number(Severity.INFO),
            "fixable": sum(found.finding.fix is not None for found in report.diagnostics),
            "suppressed": report.suppressed,
            "baselined": len(report.known),
            **({"stale": len(report.stale)} if report.stale else {}),
            **({"fixed": report.fixed} if report.fixed else {}),
        },
        "findings": [finding(diagnostic) for diagnostic in report.diagnostics],
    }
    yield from dump(document, indent=2).splitlines()


def finding(diagnostic: Diagnostic) -> dict[str, Json]:
    """A finding as the document has it."""
    source, about = diagnostic.source, diagnostic.finding
    place, rule = Location.of(source, about.span), BY_NAME[diagnostic.rule]
    found: dict[str, Json] = {
        "rule": rule.name,
        "group": rule.group.value,
        "severity": str(diagnostic.severity),
        "message": about.message,
        "path": place.path,
        "range": _range(place),
    }
    if about.notes:
        found["notes"] = [_note(note, source) for note in about.notes]
    if about.fix:
        found["fix"] = _fix(about.fix, source)
    found["url"] = rule.url
    return found


def _note(note: Note, source: Source) -> Json:
    located_at = located(note, source)
    if located_at is None:
        return {"message": note.message}
    place = Location.of(*located_at)
    return {"message": note.message, "path": place.path, "range": _range(place)}


def _fix(fix: Fix, source: Source) -> Json:
    edits: list[Json] = [
        {"range": _range(Location.of(source, edit.span)), "text": edit.text} for edit in fix.edits
    ]
    return {"title": fix.title, "safety": fix.safety.value, "edits": edits}


def _range(place: Location) -> Json:
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
