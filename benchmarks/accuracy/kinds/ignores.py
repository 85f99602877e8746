"""Comments that ignore nothing, or name no rule that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from seedlint.edit import Edit
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Plot


def _above_steps(plot: Plot, comment: str) -> Iterator[Plant]:
    """A comment of YAML above each step."""
    for step in plot.steps:
        start = plot.start_of_line(step.node.span.start)
        indent = plot.text[start : step.node.span.start].removesuffix("- ")
        if not indent.strip():
            yield plot.plant(Edit(Span(start, start), f"{indent}{MARK}{comment}\n"))


def _above_headings(plot: Plot, comment: str) -> Iterator[Plant]:
    """A comment of Markdown above each heading of the second level."""
    for section in plot.seed.sections:
        if section.heading.level == 2:
            start = section.heading.span.start
            yield plot.plant(Edit(Span(start, start), f"{MARK}<!-- {comment} -->\n"))


@kind("unused-ignore")
def ignore_of_nothing(plot: Plot) -> Iterator[Plant]:
    """A comment above a step that ignores what is not there."""
    if plot.tidy:
        for rule in ("undefined-variable", "unknown-property"):
            yield from _above_steps(plot, f"# seedlint: ignore[{rule}] the nightly run knows it")


@kind("unused-ignore")
def ignore_of_nothing_in_text(plot: Plot) -> Iterator[Plant]:
    """A comment above a heading, or about a whole file, that ignores what is not there."""
    if plot.tidy:
        yield from _above_headings(plot, "seedlint: ignore[invalid-example] it is abridged")
        yield from _above_headings(plot, "seedlint: ignore-file[missing-spec] it comes later")


@kind("unknown-rule")
def ignore_of_no_rule(plot: Plot) -> Iterator[Plant]:
    """A comment that names a rule which does not exist."""
    yield from _above_steps(plot, "# seedlint: ignore[undefined-varaible] the nightly run knows it")
    yield from _above_headings(plot, "seedlint: ignore[invalid-exmaple] it is abridged")


@kind("unknown-rule")
def ignore_without_rules(plot: Plot) -> Iterator[Plant]:
    """A comment that does not say what it ignores."""
    yield from _above_steps(plot, "# seedlint: ignore the nightly run knows it")
