"""Text that is not what it should be: YAML that cannot be read, keys given twice, open fences."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import keys
from seedlint import template
from seedlint.edit import Edit
from seedlint.source import Span
from seedlint.yamltree import Scalar, Sequence, mappings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Plot
    from seedlint.yamltree import Pair


def _lines(plot: Plot) -> Iterator[Pair]:
    """The keys of steps that begin a line, the first of each step left out."""
    for step in plot.steps:
        yield from list(keys(step.node))[1:]


def _quoted(plot: Plot) -> Iterator[Pair]:
    """The keys in steps whose value is in double quotes, on one line, with nothing behind it."""
    for step in plot.steps:
        for mapping in mappings(step.node):
            for pair in keys(mapping):
                written = plot.slice(pair.value.span)
                end = plot.text[pair.value.span.end :].partition("\n")[0]
                if re.fullmatch(r'"[^"\n]+"', written) and not mapping.flow and not end.strip():
                    yield pair


@kind("syntax-error")
def tab_for_indentation(plot: Plot) -> Iterator[Plant]:
    """A line of a step that is indented with a tab."""
    for pair in _lines(plot):
        start = plot.start_of_line(pair.key.span.start)
        yield plot.plant(Edit(Span(start, pair.key.span.start), f"{MARK}\t"))


@kind("syntax-error")
def unclosed_quote(plot: Plot) -> Iterator[Plant]:
    """A value that lacks its closing quote."""
    for pair in _quoted(plot):
        end = pair.value.span.end
        yield plot.plant(Edit(Span(end - 1, end), MARK))


@kind("syntax-error")
def quote_in_quotes(plot: Plot) -> Iterator[Plant]:
    """A double quote within double quotes."""
    for pair in _quoted(plot):
        middle = (pair.value.span.start + pair.value.span.end) // 2
        yield plot.plant(Edit(Span(middle, middle), f'{MARK}" '))


@kind("syntax-error")
def unclosed_bracket(plot: Plot) -> Iterator[Plant]:
    """A list of statuses that lacks its closing bracket."""
    for step in plot.steps:
        status = step.expected_status
        if isinstance(status, Sequence) and status.flow:
            end = status.span.end
            yield plot.plant(Edit(Span(end - 1, end), MARK))


@kind("syntax-error")
def no_blank_behind_colon(plot: Plot) -> Iterator[Plant]:
    """A key with its value right behind the colon, which makes one word of both."""
    for pair in _lines(plot):
        value = pair.value
        if isinstance(value, Scalar) and value.plain and value.text and plot.clean(value.span):
            yield plot.plant(Edit(Span(pair.key.span.end, value.span.start), f":{MARK}"))


@kind("syntax-error")
def one_blank_less(plot: Plot) -> Iterator[Plant]:
    """A line of a step that stands one column too far to the left."""
    for pair in _lines(plot):
        start = pair.key.span.start
        if plot.column(start) > 3:
            yield plot.plant(Edit(Span(start - 1, start), MARK))


@kind("syntax-error")
def one_blank_more(plot: Plot) -> Iterator[Plant]:
    """A line of a step, behind one with a quoted value, that stands one column too far right."""
    for step in plot.steps:
        own = list(keys(step.node))
        for before, pair in pairwise(own):
            if plot.slice(before.value.span)[-1:] == '"':
                start = pair.key.span.start
                yield plot.plant(Edit(Span(start, start), f" {MARK}"))


@kind("syntax-error")
def colon_in_plain_text(plot: Plot) -> Iterator[Plant]:
    """A description without quotes that has a colon and a blank in it."""
    for step in plot.steps:
        if step.pair("description") is None:
            edit = plot.adding(step.node, "description: careful: this may fail")
            if edit is not None:
                yield plot.plant(edit)


@kind("syntax-error")
def dash_without_blank(plot: Plot) -> Iterator[Plant]:
    """The first step of several, with no blank behind its dash."""
    for step in plot.steps:
        first = next(keys(step.node)).key.span.start
        if len(plot.beside(step)) > 1 and plot.text[first - 2 : first] == "- ":
            yield plot.plant(Edit(Span(first - 1, first), MARK))


@kind("syntax-error")
def broken_frontmatter(plot: Plot) -> Iterator[Plant]:
    """A list of tags that lacks its closing bracket."""
    pair = plot.head.pair("tags") if plot.head and plot.tidy else None
    if pair and isinstance(pair.value, Sequence) and pair.value.flow:
        end = pair.value.span.end
        yield plot.plant(Edit(Span(end - 1, end), MARK))


@kind("syntax-error")
def quote_in_frontmatter(plot: Plot) -> Iterator[Plant]:
    """A value of the frontmatter that lacks its closing quote."""
    for pair in keys(plot.head.root if plot.head and plot.tidy else None):
        written = plot.slice(pair.value.span)
        if re.fullmatch(r'"[^"\n]+"', written):
            end = pair.value.span.end
            yield plot.plant(Edit(Span(end - 1, end), MARK))


@kind("syntax-error")
def not_utf_8(plot: Plot) -> Iterator[Plant]:
    """An accented letter saved as Latin-1."""
    for section in plot.seed.sections:
        end = section.heading.text_span.end
        if section.heading.level == 1:
            yield plot.plant(Edit(Span(end, end), f"{MARK} caf\udce9"))


@kind("duplicate-key")
def key_of_step_twice(plot: Plot) -> Iterator[Plant]:
    """A key of a step that is given again, with the same value."""
    for step in plot.steps:
        for key in ("method", "token", "onFail"):
            pair = step.pair(key)
            value = plot.slice(pair.value.span) if pair and not pair.merged else ""
            edit = plot.adding(step.node, f"{key}: {value}") if value else None
            if edit is not None:
                yield plot.plant(edit)


@kind("duplicate-key")
def property_twice(plot: Plot) -> Iterator[Plant]:
    """A property of a body that is given again, with the same value."""
    for step in plot.steps:
        for mapping in mappings(step.get("body")):
            for pair in keys(mapping):
                value = plot.flowed(pair.value)
                edit = value and plot.adding(mapping, f"{plot.slice(pair.key.span)}: {value}")
                if edit:
                    yield plot.plant(edit)


@kind("duplicate-key")
def key_of_frontmatter_twice(plot: Plot) -> Iterator[Plant]:
    """A key of the frontmatter that is given again, with the same value."""
    root = plot.head.root if plot.head else None
    for pair in keys(root):
        value = plot.flowed(pair.value)
        edit = plot.adding(root, f"{pair.key.text}: {value}") if root and value else None
        if edit is not None:
            yield plot.plant(edit)


@kind("duplicate-key")
def key_twice_in_flow(plot: Plot) -> Iterator[Plant]:
    """`expect` in braces, with its status given twice."""
    for step in plot.steps:
        pair = step.pair("expect")
        value = plot.flowed(pair.value) if pair and not pair.merged else None
        status = step.expected_status
        if pair and value and status and len(list(keys(pair.value))) == 1:
            inner = value.strip("{}")
            yield plot.plant(plot.replacing(pair, f"{{{inner}, {inner}}}"))


@kind("unclosed-fence")
def steps_without_end(plot: Plot) -> Iterator[Plant]:
    """A block of steps that lacks its closing fence."""
    for block in plot.seed.blocks:
        yield from _unclosed(plot, block.fence.opening, block.fence.span)


@kind("unclosed-fence")
def example_without_end(plot: Plot) -> Iterator[Plant]:
    """An example that lacks its closing fence."""
    for fence in plot.seed.document.fences:
        if fence.language == "json":
            yield from _unclosed(plot, fence.opening, fence.span)


def _unclosed(plot: Plot, opening: Span, span: Span) -> Iterator[Plant]:
    start = plot.start_of_line(span.end)
    if plot.tidy:
        yield plot.plant(plot.marking(opening), Edit(Span(start - 1, span.end), ""))


@kind("unquoted-template")
def template_without_quotes(plot: Plot) -> Iterator[Plant]:
    """A value that is a template, without the quotes around it."""
    for step in plot.steps:
        for mapping in mappings(step.node):
            for pair in keys(mapping):
                value = pair.value
                if isinstance(value, Scalar) and not value.plain and template.whole(value.text):
                    yield plot.plant(plot.replacing(pair, value.text))


@kind("unquoted-template")
def templates_without_quotes(plot: Plot) -> Iterator[Plant]:
    """A value that begins with a template and goes on, without the quotes around it."""
    for step in plot.steps:
        for mapping in mappings(step.node):
            for pair in keys(mapping):
                value = pair.value
                if (
                    isinstance(value, Scalar)
                    and not value.plain
                    and re.fullmatch(r"\{\{\w+\}\}[ /\w{}-]+", value.text)
                ):
                    yield plot.plant(plot.replacing(pair, value.text))
