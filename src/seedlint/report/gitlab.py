"""`gitlab`: a Code Quality report, which GitLab shows in merge requests.

Source: GitLab Docs, "Code Quality report format"; its schema is GitLab's
`app/validators/json_schemas/codeclimate.json`.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from seedlint.finding import Severity
from seedlint.report.dump import dump
from seedlint.report.location import Location, from_top

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.finding import Diagnostic
    from seedlint.project import Report
    from seedlint.report.dump import Json
    from seedlint.report.terminal import Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, style: Style) -> Iterator[str]:
    """An array with an object for each finding."""
    seen: Counter[tuple[str, ...]] = Counter()
    issues: list[Json] = []
    for diagnostic in report.diagnostics:
        identity = _identity(diagnostic)
        issues.append(_issue(diagnostic, (*identity, str(seen[identity]))))
        seen[identity] += 1
    yield from dump(issues, indent=2).splitlines()


def _identity(diagnostic: Diagnostic) -> tuple[str, ...]:
    """What stays the same of a finding when lines are added above it."""
    path = from_top(diagnostic.source.path)
    return diagnostic.rule, path, diagnostic.address, diagnostic.finding.message


def _issue(diagnostic: Diagnostic, identity: tuple[str, ...]) -> Json:
    place = Location.of(diagnostic.source, diagnostic.finding.span)
    data = "\0".join(identity).encode("utf-8", "surrogatepass")
    return {
        "description": diagnostic.finding.message,
        "check_name": diagnostic.rule,
        "fingerprint": sha256(data).hexdigest(),
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": from_top(place.path),
            "lines": {"begin": place.line, "end": place.end_line},
            "positions": {
                "begin": {"line": place.line, "column": place.column},
                "end": {"line": place.end_line, "column": place.end_column},
            },
        },
    }
