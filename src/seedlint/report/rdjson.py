"""`rdjson`: the Reviewdog Diagnostic Format, for review comments with suggestions.

Source: reviewdog/reviewdog, `proto/rdf/reviewdog.proto`: lines and columns count from 1, columns
in bytes of UTF-8, and the end is exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.report.dump import dump
from seedlint.report.location import located
from seedlint.rules import BY_NAME
from seedlint.source import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.project import Report
    from seedlint.report.dump import Json
    from seedlint.report.terminal import Style
    from seedlint.source import Source, Span


def render(report: Report, style: Style) -> Iterator[str]:
    """A `DiagnosticResult`."""
    document: dict[str, Json] = {
        "source": {"name": "seedlint", "url": "https://seedlint.dev"},
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
    }
    if report.worst:
        document["severity"] = report.worst.name
    yield from dump(document, indent=2).splitlines()


def _diagnostic(diagnostic: Diagnostic) -> Json:
    source, finding = diagnostic.source, diagnostic.finding
    rule = BY_NAME[diagnostic.rule]
    remarks = [note.message for note in finding.notes if located(note, source) is None]
    found: dict[str, Json] = {
        "message": "\n".join((finding.message, *(f"note: {remark}" for remark in remarks))),
        "location": _location(source, finding.span),
        "severity": diagnostic.severity.name,
        "code": {"value": rule.name, "url": rule.url},
    }
    # Each suggestion is taken by itself, so that a fix of several edits would be half done.
    if finding.fix and len(finding.fix.edits) == 1:
        (edit,) = finding.fix.edits
        found["suggestions"] = [{"range": _range(source, edit.span), "text": edit.text}]
    related: list[Json] = [
        {"message": note.message, "location": _location(*place)}
        for note in finding.notes
        if (place := located(note, source))
    ]
    if related:
        found["related_locations"] = related
    return found


def _location(source: Source, span: Span) -> Json:
    return {"path": source.path, "range": _range(source, span)}


def _range(source: Source, span: Span) -> Json:
    return {
        "start": _position(source, span.start),
        "end": _position(source, max(span)),
    }


def _position(source: Source, offset: int) -> Json:
    line, column = source.position(offset, Encoding.UTF8)
    return {"line": line + 1, "column": column + 1}
