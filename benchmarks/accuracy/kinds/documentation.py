"""What a seed tells its readers, and the API does otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.accuracy.api import alike, see
from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import keys, misspelt
from benchmarks.accuracy.values import responses, shown
from seedlint.edit import Edit
from seedlint.seed import same_title
from seedlint.source import Span
from seedlint.yamltree import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.api import View
    from benchmarks.accuracy.plot import Plot
    from benchmarks.accuracy.values import Value
    from seedlint.markdown import Cell, Fence
    from seedlint.seed import Section
    from seedlint.spec import Operation


def _sections(plot: Plot) -> Iterator[tuple[str, Section]]:
    """The sections that have to be there, each the only one of its title."""
    for title in plot.ground.settings.required_sections:
        own = [s for s in plot.seed.sections if same_title(s.title, title)]
        if len(own) == 1 and own[0].heading.level == 2 and plot.tidy:
            yield title, own[0]


def _tests(plot: Plot, title: str) -> bool:
    return same_title(title, plot.ground.settings.test_section)


@kind("missing-section")
def section_gone(plot: Plot) -> Iterator[Plant]:
    """A seed without a required section that has no steps; that is said at its title."""
    title = next((s for s in plot.seed.sections if s.heading.level == 1), None)
    for _, section in _sections(plot):
        blocks = [b for b in plot.seed.blocks if b.fence.span.start in range(*section.span)]
        if title and not blocks:
            yield plot.plant(plot.marking(title.heading.span), Edit(section.span, ""))


@kind("renamed-section")
def old_name_of_section(plot: Plot) -> Iterator[Plant]:
    """A required section under a name that it once had."""
    for title, section in _sections(plot):
        for old, new in plot.ground.settings.section_aliases.items():
            if same_title(new, title):
                yield plot.plant(Edit(section.heading.text_span, MARK + old))


@kind("renamed-section")
def misspelt_section(plot: Plot) -> Iterator[Plant]:
    """A required section with two letters of its title swapped, or with more behind it."""
    for title, section in _sections(plot):
        for wrong in (misspelt(title), f"{title}s", f"{title} (staff only)"):
            if wrong:
                yield plot.plant(Edit(section.heading.text_span, MARK + wrong))


@kind("empty-section")
def nothing_in_section(plot: Plot) -> Iterator[Plant]:
    """A required section with nothing in it, or with a comment alone."""
    for title, section in _sections(plot):
        blocks = [b for b in plot.seed.blocks if b.fence.span.start in range(*section.span)]
        if not blocks and not _tests(plot, title):
            span = Span(section.heading.span.end, section.span.end)
            mark = plot.marking(section.heading.span)
            yield plot.plant(mark, Edit(span, "\n\n"))
            yield plot.plant(mark, Edit(span, "\n\n<!-- to be written -->\n\n"))


# examples


def _examples(plot: Plot) -> Iterator[Fence]:
    for fence in plot.seed.document.fences:
        if fence.language == "json" and fence.closed and plot.clean(fence.span):
            yield fence


def _match(plot: Plot, pattern: str, text: str) -> Iterator[Plant]:
    """An example with what a pattern matches written otherwise, at each place of it."""
    for fence in _examples(plot):
        start = fence.content.span.start
        for match in re.finditer(pattern, plot.slice(fence.content.span)):
            span = Span(start + match.start(1), start + match.end(1))
            yield plot.plant(Edit(span, MARK + text))


@kind("invalid-example")
def comma_at_the_end(plot: Plot) -> Iterator[Plant]:
    """A comma behind the last member of an object, or of a list."""
    yield from _match(plot, r'["\d}\]]()\n\s*[}\]]', ",")


@kind("invalid-example")
def comma_forgotten(plot: Plot) -> Iterator[Plant]:
    """No comma between two members."""
    yield from _match(plot, r'["\d}\]](,)\n', "")


@kind("invalid-example")
def comment_in_example(plot: Plot) -> Iterator[Plant]:
    """A comment behind a line."""
    yield from _match(plot, r'["\d}\]],?()\n', " // as of today")


@kind("invalid-example")
def rest_left_out(plot: Plot) -> Iterator[Plant]:
    """`...` where there is more."""
    yield from _match(plot, r'["\d}\]],\n\s*()"', "...\n")


@kind("invalid-example")
def single_quotes(plot: Plot) -> Iterator[Plant]:
    """A name in single quotes."""
    yield from _match(plot, r'("\w+"):', "'uid'")


@kind("invalid-example")
def name_without_quotes(plot: Plot) -> Iterator[Plant]:
    """A name without quotes."""
    yield from _match(plot, r'("\w+"):', "uid")


@kind("invalid-example")
def word_of_python(plot: Plot) -> Iterator[Plant]:
    """`None` or `True` for a value."""
    yield from _match(plot, r": (null),?\n", "None")
    yield from _match(plot, r": (true|false),?\n", "True")


def _shown(plot: Plot) -> Iterator[Value]:
    for _, values in shown(plot) if plot.endpoint else ():
        yield from values


@kind("example-mismatch")
def wrong_kind_in_example(plot: Plot) -> Iterator[Plant]:
    """An example with a list for text, or a word for a number."""
    for value in _shown(plot):
        if value.pair and not value.is_tag and value.only("string"):
            yield plot.plant(plot.replacing(value.pair, "[12]"))
        if value.pair and value.only("integer", "number"):
            yield plot.plant(plot.replacing(value.pair, '"a few"'))
        if value.pair and value.only("boolean"):
            yield plot.plant(plot.replacing(value.pair, "12"))


@kind("example-mismatch")
def wrong_word_in_example(plot: Plot) -> Iterator[Plant]:
    """An example with a word that is not among those that there are."""
    for value in _shown(plot):
        enum = value.views[0].enum
        if value.pair and enum and len(value.views) == 1 and len(enum) > 1 and not value.is_tag:
            yield plot.plant(plot.replacing(value.pair, '"sepia"'))


@kind("example-mismatch")
def misspelt_name_in_example(plot: Plot) -> Iterator[Plant]:
    """An example with two letters of a name swapped."""
    for value in _shown(plot):
        wrong = misspelt(value.name)
        owner = value.owner
        closed = owner and all(
            wrong not in view.properties and not view.takes_more for view in owner.views
        )
        if value.pair and wrong and closed and not value.is_tag:
            yield plot.plant(Edit(value.pair.key.span, f'{MARK}"{wrong}"'))


@kind("example-mismatch")
def invented_name_in_example(plot: Plot) -> Iterator[Plant]:
    """An example with a property that the response does not have."""
    for value in _shown(plot):
        node = value.node
        closed = all(
            "lamp_oil" not in view.properties and not view.takes_more for view in value.views
        )
        if isinstance(node, Mapping) and closed and (edit := plot.adding(node, '"lamp_oil": 12')):
            yield plot.plant(edit)


@kind("example-mismatch")
def name_gone_from_example(plot: Plot) -> Iterator[Plant]:
    """An example without what the response always has; that is said where its object begins."""
    for value in _shown(plot):
        owner = value.owner
        if not owner or not value.pair or not isinstance(owner.node, Mapping) or value.is_tag:
            continue
        required = all(value.name in view.required for view in owner.views)
        edit = plot.removing(owner.node, value.pair)
        if required and edit:
            first = next(iter(keys(owner.node)))
            own = owner.pair.key.span if owner.pair else owner.node.span
            places = {own.start, owner.node.span.start} - set(range(*edit.span))
            if owner.pair is None and owner.trail and first.key is not value.pair.key:
                places.add(first.key.span.start)
            yield plot.plant(edit, *(Edit(Span(at, at), MARK) for at in sorted(places)))


# tables


def _rows(plot: Plot) -> Iterator[tuple[str, Cell, Cell, Cell, str]]:
    """The rows of the plain tables about parameters: name, its cell, required, type, place."""
    for section in plot.seed.sections:
        place = re.fullmatch(r"(Path|Query|Request Body|Header) Parameters", section.title)
        if place is None or not plot.clean(section.span) or not plot.endpoint:
            continue
        for table in plot.seed.tables(section):
            if [cell.text for cell in table.header][:3] != ["Parameter", "Required", "Type"]:
                continue
            for row in table.rows[1:] if _dashes(table.rows[0]) else table.rows:
                name = re.fullmatch(r"`([\w.\[\]]+)`", row[0].text)
                if name:
                    yield name[1], row[0], row[1], row[2], place[1]


def _dashes(row: tuple[Cell, ...]) -> bool:
    return all(re.fullmatch(r":?-+:?", cell.text) for cell in row)


def _fact(operation: Operation, name: str, place: str) -> tuple[View, bool] | None:
    """What an operation wants of a parameter, and whether it has to be there."""
    if place != "Request Body":
        base, bracket, rest = name.partition("[")
        for parameter in operation.parameters:
            if parameter.location != place.lower() or parameter.schema is None:
                continue
            if parameter.name == name:
                view = see([parameter.schema], None)
                return (view, parameter.required) if view else None
            whole = see([parameter.schema], None) if parameter.name == base and bracket else None
            inner = rest.removesuffix("]")
            part = whole.property(inner, None) if whole else None
            if part and whole and whole.required:
                return part, inner in whole.required
        return None
    schema = operation.body.schema("json", "*") if operation.body else None
    view = see([schema], None) if schema else None
    required = False
    for step in re.findall(r"\w+|\[\]", name):
        if view is None:
            return None
        if step == "[]":
            view = view.item(None)
        else:
            if not view.required:
                return None  # a schema that requires nothing was not made to say so
            required = step in view.required
            view = view.property(step, None)
    return (view, required) if view else None


def _facts(plot: Plot, name: str, place: str) -> tuple[tuple[View, ...], set[bool]] | None:
    facts = [_fact(operation, name, place) for operation in plot.endpoint]
    known = [fact for fact in facts if fact is not None]
    if not known or len(known) < len(facts):
        return None
    views = alike(view for view, _ in known)
    return (views, {required for _, required in known}) if views else None


@kind("stale-parameter-table")
def wrong_required_in_table(plot: Plot) -> Iterator[Plant]:
    """A row that calls an optional parameter required, or the other way round."""
    for name, _, cell, _, place in _rows(plot):
        facts = _facts(plot, name, place)
        wrong = {"Yes": "No", "No": "Yes"}.get(cell.text)
        if facts and wrong and facts[1] == {cell.text == "Yes"} and not facts[0][0].has("default"):
            yield plot.plant(Edit(cell.span, MARK + wrong))


@kind("stale-parameter-table")
def wrong_type_in_table(plot: Plot) -> Iterator[Plant]:
    """A row with a type that the parameter does not have."""
    wrong = {
        "string": "boolean",
        "integer": "boolean",
        "number": "boolean",
        "boolean": "integer",
        "array": "integer",
        "object": "integer",
    }
    for name, _, _, cell, place in _rows(plot):
        facts = _facts(plot, name, place)
        kinds = {view.kinds for view in facts[0]} if facts else set()
        known = next(iter(kinds)) if len(kinds) == 1 else None
        if known and known == {cell.text}:
            yield plot.plant(Edit(cell.span, MARK + wrong[cell.text]))


@kind("stale-parameter-table")
def misspelt_name_in_table(plot: Plot) -> Iterator[Plant]:
    """A row with two letters of its parameter's name swapped."""
    for name, cell, _, _, place in _rows(plot):
        facts = _facts(plot, name, place)
        head, dot, word = name.rpartition(".")
        wrong = misspelt(word) if word.isidentifier() else None
        if facts and wrong and _is_closed(plot, head, wrong, place):
            yield plot.plant(Edit(cell.span, f"{MARK}`{head}{dot}{wrong}`"))


@kind("stale-parameter-table")
def invented_row_in_table(plot: Plot) -> Iterator[Plant]:
    """A row about a parameter that the operation does not have, below rows that are right."""
    for name, cell, _, _, place in _rows(plot):
        fits = place != "Path" and "." not in name and _facts(plot, name, place)
        if fits and _is_closed(plot, "", "lamp_oil", place):
            at = plot.end_of_line(cell.span.end)
            row = f"\n| {MARK}`lamp_oil` | No | string | For the lamps |"
            yield plot.plant(Edit(Span(at, at), row))


def _is_closed(plot: Plot, head: str, name: str, place: str) -> bool:
    """Whether the API lists all that may be where a name is in a table, and not this one."""
    for operation in plot.endpoint:
        if operation.unknown_parameters:
            return False
        if place != "Request Body":
            listed = [p for p in operation.parameters if p.location == place.lower()]
            kinds = {p.schema.get("type") if p.schema else None for p in listed}
            if None in kinds or any(p.base == name for p in listed):
                return False
            continue
        schema = operation.body.schema("json", "*") if operation.body else None
        if schema is None:
            return False
        view = see([schema], None) if not head else None
        if head:
            found = _fact(operation, head, place)
            view = found[0] if found else None
        if view is None or view.takes_more or name in view.properties:
            return False
    return bool(plot.endpoint)


@kind("undocumented-response")
def status_in_heading(plot: Plot) -> Iterator[Plant]:
    """A section about an answer with a status that the operation does not declare."""
    fences = {fence.span.start for fence, _ in responses(plot)} if plot.endpoint else set()
    for section in plot.seed.sections:
        match = re.search(r"\b[2-5]\d\d\b", section.title)
        about = any(start in range(*section.span) for start in fences)
        if match is None or not about or section.heading.level == 1:
            continue
        declared = [operation for operation in plot.endpoint if operation.responses]
        for code in (508, 451, 206):
            fits = all(
                not operation.declares(code)
                and not any(key.startswith("3") for key in operation.responses)
                for operation in declared
            )
            expected = {s for step in plot.seed.steps for s in step.expected_statuses}
            if fits and len(declared) == len(plot.endpoint) and code not in expected:
                start = section.heading.text_span.start + match.start()
                if plot.text[start : start + 3] == match[0]:
                    yield plot.plant(Edit(Span(start, start + 3), f"{MARK}{code}"))
                    break
