"""Diagnostics as editors show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from seedlint.finding import Severity
from seedlint.report.location import located
from seedlint.rules import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.lsp.convert import Open

SOURCE = "seedlint"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_CLIENT = "text_document.publish_diagnostics"


def diagnostic(found: Diagnostic, file: Open) -> types.Diagnostic:
    """A diagnostic of an open file; notes about no place are more lines of its message."""
    can = file.client.can
    related = [*_related(found, file)] if can(f"{_CLIENT}.related_information") else []
    notes = (note.message for note in found.finding.notes if note.place is None)
    return types.Diagnostic(
        range=file.range(found.finding.span),
        message="\n".join((found.finding.message, *notes)),
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        code_description=types.CodeDescription(BY_NAME[found.rule].url)
        if can(f"{_CLIENT}.code_description_support")
        else None,
        source=SOURCE,
        tags=_tags(found.rule) if can(f"{_CLIENT}.tag_support") else None,
        related_information=related or None,
    )


def refusal(why: str, file: Open) -> types.Diagnostic:
    """What keeps an open file from being read, at the top of it."""
    line = file.buffer.source.line_around(0)
    error = types.DiagnosticSeverity.Error
    return types.Diagnostic(range=file.range(line), message=why, severity=error, source=SOURCE)


def _related(found: Diagnostic, file: Open) -> Iterator[types.DiagnosticRelatedInformation]:
    for note in found.finding.notes:
        place = located(note, found.source)
        if place is not None:
            yield types.DiagnosticRelatedInformation(file.location(*place), note.message)


def _tags(rule: str) -> list[types.DiagnosticTag] | None:
    if rule.startswith("unused-"):
        return [types.DiagnosticTag.Unnecessary]
    if rule.startswith("deprecated-"):
        return [types.DiagnosticTag.Deprecated]
    return None
