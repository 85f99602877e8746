"""How the tests lint a text, and write down what was found."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedlint.examples import Example, cases, diagnose, specs_of

if TYPE_CHECKING:
    from seedlint.finding import Diagnostic
    from seedlint.settings import Settings

__all__ = ["PAGES", "brief", "corner_cases", "diagnose", "settings_of", "specs_of"]

PAGES = sorted(Path(__file__).with_name("rules").glob("*.md"))
"""The pages with the corner cases of rules, each named after its rule."""


@cache
def corner_cases(page: Path) -> tuple[Example, ...]:
    """The cases of a page; whoever asks must leave them as they are."""
    return tuple(cases(page.read_text(encoding="utf-8")))


def brief(found: list[Diagnostic]) -> str:
    """Diagnostics as `line:column: severity[rule] message`, a line each; a spec's with its path."""
    lines = []
    for diagnostic in found:
        line, column = diagnostic.source.position(diagnostic.finding.span.start)
        where = "" if diagnostic.source.path.endswith(".md") else f"{diagnostic.source.path}:"
        said = f"{diagnostic.severity}[{diagnostic.rule}] {diagnostic.finding.message}"
        lines.append(f"{where}{line + 1}:{column + 1}: {said}\n")
    return "".join(lines)


def settings_of(example: Example, **changes: Any) -> Settings:
    """The settings that an example asks for, with some fields changed."""
    return example.settings(**changes)
