"""Changes after which a seed is as good as before: nothing should be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.accuracy.kinds.disguised import DISGUISES
from benchmarks.accuracy.kinds.specs import with_key
from benchmarks.accuracy.plant import Plant, edited, kind
from benchmarks.accuracy.plot import keys, misspelt, status_of
from benchmarks.accuracy.values import arguments, bodies, sent, texts
from seedlint import template, yamltree
from seedlint.edit import Edit
from seedlint.source import Span
from seedlint.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Plot
    from seedlint.seed import Step
    from seedlint.yamltree import Pair


def _refused(plot: Plot) -> Iterator[Step]:
    """The steps that want to be refused."""
    return (step for step in plot.steps if step.negative)


def _put(plot: Plot, pair: Pair, text: str) -> Plant:
    return plot.plant(Edit(Span(pair.key.span.end, plot.end(pair)), f": {text}"))


@kind()
def bad_body_on_purpose(plot: Plot) -> Iterator[Plant]:
    """A body that lacks something, or has something wrong, in a step that wants to be refused."""
    for step in _refused(plot):
        for mapping in yamltree.mappings(step.get("body")):
            for pair in keys(mapping):
                if not plot.can_lose(pair.value):
                    continue
                edit = plot.removing(mapping, pair)
                if edit:
                    yield plot.plant(edit)
                yield _put(plot, pair, "[]")
                yield _put(plot, pair, "-1")
            if edit := plot.adding(mapping, "lamp_oil: 12", ""):
                yield plot.plant(edit)


@kind()
def no_body_on_purpose(plot: Plot) -> Iterator[Plant]:
    """A step that wants to be refused for its lack of a body."""
    for step in _refused(plot):
        pair = step.pair("body")
        edit = plot.removing(step.node, pair) if pair and plot.can_lose(pair.value) else None
        if edit:
            yield plot.plant(edit)


@kind()
def template_for_a_whole_value(plot: Plot) -> Iterator[Plant]:
    """A given variable for a value of any kind: nobody knows what it holds."""
    given = sorted(plot.scope.given)
    for value in bodies(plot):
        if value.pair and value.trail and plot.can_lose(value.node) and given:
            name = given[len(value.name) % len(given)]
            yield _put(plot, value.pair, f'"{{{{{name}}}}}"')


@kind()
def template_for_a_parameter(plot: Plot) -> Iterator[Plant]:
    """A given variable for a query parameter of any kind."""
    given = sorted(plot.scope.given)
    for call in plot.calls:
        for value in arguments(call):
            if value.pair and plot.can_lose(value.node) and given:
                name = given[len(value.name) % len(given)]
                yield _put(plot, value.pair, f'"{{{{{name}}}}}"')


@kind()
def template_within_text(plot: Plot) -> Iterator[Plant]:
    """A given variable in a text that has a length, a pattern or a format."""
    given = sorted(plot.scope.given)
    for value in bodies(plot):
        node = value.node
        free = value.only("string") and not any(view.enum for view in value.views)
        if value.pair and free and value.literal and isinstance(node, Scalar) and given:
            text = node.text.replace('"', "").replace("\\", "")
            yield _put(plot, value.pair, f'"{text[:3]}{{{{{given[0]}}}}}"')


@kind()
def more_where_more_may_come(plot: Plot) -> Iterator[Plant]:
    """A property that is not listed, in an object whose schema takes more."""
    for value in bodies(plot):
        node = value.node
        asked = any(view.get("additionalProperties") is True for view in value.views)
        edit = plot.adding(node, "lamp_oil: 12", "") if isinstance(node, Mapping) else None
        if asked and edit:
            yield plot.plant(edit)


@kind()
def schema_that_takes_more(plot: Plot) -> Iterator[Plant]:
    """A property that is not listed, and in the spec `additionalProperties: true`."""
    for call in plot.calls:
        for value in sent(call):
            schema = value.views[0].parts[0]
            text = with_key(schema, "additionalProperties", "true")
            alone = len(call.operations) == 1 and len(value.views[0].parts) == 1
            closed = value.views[0].has("additionalProperties", "unevaluatedProperties")
            if isinstance(value.node, Mapping) and alone and text and not closed:
                edit = plot.adding(value.node, "lamp_oil: 12", "")
                if edit:
                    yield Plant({schema.document.path: text, plot.path: edited(plot.text, [edit])})


@kind()
def null_where_null_will_do(plot: Plot) -> Iterator[Plant]:
    """Null for a property that may be null."""
    for value in bodies(plot):
        nullable = all(view.nullable for view in value.views)
        if value.pair and nullable and not value.is_tag and plot.can_lose(value.node):
            yield _put(plot, value.pair, "null")


@kind()
def optional_property_left_out(plot: Plot) -> Iterator[Plant]:
    """A body without a property that may be left out."""
    for value in bodies(plot):
        owner = value.owner
        if owner and value.pair and isinstance(owner.node, Mapping) and plot.can_lose(value.node):
            needed = any(value.name in view.required for view in owner.views)
            counted = any(view.has("minProperties") for view in owner.views)
            edit = plot.removing(owner.node, value.pair)
            if edit and not needed and not counted and not value.is_tag:
                yield plot.plant(edit)


@kind()
def another_allowed_word(plot: Plot) -> Iterator[Plant]:
    """Another one of the allowed words."""
    for value in bodies(plot):
        enum = value.views[0].enum
        if value.pair and enum and len(value.views) == 1 and not value.is_tag:
            for word in enum:
                if isinstance(word, str) and plot.can_lose(value.node):
                    yield _put(plot, value.pair, f'"{word}"')


@kind()
def number_at_its_bound(plot: Plot) -> Iterator[Plant]:
    """The least, or the greatest number that will do."""
    for value in bodies(plot):
        for key in ("minimum", "maximum"):
            bound = value.views[0].get(key)
            strict = value.views[0].has("exclusiveMinimum", "exclusiveMaximum", "multipleOf")
            alone = len(value.views) == 1 and not strict
            if value.pair and isinstance(bound, int) and alone and plot.can_lose(value.node):
                yield _put(plot, value.pair, str(bound))


@kind()
def body_in_flow_style(plot: Plot) -> Iterator[Plant]:
    """A body that is written in flow style."""
    for step in plot.steps:
        pair = step.pair("body")
        text = plot.flowed(pair.value) if pair and not pair.merged else None
        if pair and text:
            yield _put(plot, pair, text)


@kind()
def text_in_several_lines(plot: Plot) -> Iterator[Plant]:
    """A text in a block, literal or folded."""
    for _, pair in texts(plot):
        indent = " " * (plot.column(pair.key.span.start) + 2)
        for style in ("|", ">-"):
            yield _put(plot, pair, f"{style}\n{indent}One: two\n{indent}# {{three}}")


@kind()
def values_in_quotes(plot: Plot) -> Iterator[Plant]:
    """Words of the vocabulary in quotes of either kind."""
    for step in plot.steps:
        for key in ("id", "method", "token", "onFail"):
            pair = step.pair(key)
            if pair and isinstance(pair.value, Scalar) and pair.value.plain and not pair.merged:
                yield _put(plot, pair, f"'{pair.value.text}'")
                yield _put(plot, pair, f'"{pair.value.text}"')


@kind()
def comments_in_steps(plot: Plot) -> Iterator[Plant]:
    """Comments at the end of lines, and on lines of their own."""
    for step in plot.steps:
        for pair in list(keys(step.node))[1:]:
            start = plot.start_of_line(pair.key.span.start)
            yield plot.plant(Edit(Span(start, start), "# {{not_a_variable}}: {x\n"))
            if (
                isinstance(pair.value, Scalar)
                and pair.value.text
                and pair.value.span.end < (plot.end_of_line(pair.key.span.end) + 1)
            ):
                end = pair.value.span.end
                yield plot.plant(Edit(Span(end, end), "  # for now: {{later}}"))


@kind()
def keys_in_another_order(plot: Plot) -> Iterator[Plant]:
    """The first two keys of a body in the other order."""
    for value in bodies(plot):
        own = list(keys(value.node))
        if len(own) > 1 and isinstance(value.node, Mapping):
            one, two = own[0], own[1]
            spans = Span(one.key.span.start, plot.end(one)), Span(two.key.span.start, plot.end(two))
            texts = plot.slice(spans[0]), plot.slice(spans[1])
            if "#" not in "".join(texts):
                yield plot.plant(Edit(spans[0], texts[1]), Edit(spans[1], texts[0]))


@kind()
def anchor_and_alias(plot: Plot) -> Iterator[Plant]:
    """A value with an anchor, and a second step that repeats it by an alias."""
    for block in plot.seed.blocks:
        if not block.runs or not plot.clean(block.fence.span):
            continue
        for step, later in zip(block.steps, block.steps[1:], strict=False):
            first, second = step.pair("expect"), later.pair("expect")
            if first and second and plot.slice(first.value.span) == plot.slice(second.value.span):
                at = first.value.span.start
                line = plot.start_of_line(at)
                opening = Edit(Span(first.key.span.end, first.key.span.end + 1), ": &same")
                if plot.slice(Span(first.key.span.end, line)).strip() == ":":
                    alias = Edit(Span(second.key.span.end, plot.end(second)), ": *same")
                    yield plot.plant(opening, alias)


@kind()
def windows_line_ends(plot: Plot) -> Iterator[Plant]:
    """The same seed with the line ends of Windows."""
    yield Plant({plot.path: plot.text.replace("\n", "\r\n")})


@kind()
def byte_order_mark(plot: Plot) -> Iterator[Plant]:
    """The same seed behind a byte order mark."""
    yield Plant({plot.path: f"\ufeff{plot.text}"})


@kind()
def blanks_at_the_ends_of_lines(plot: Plot) -> Iterator[Plant]:
    """The same seed with blanks at the end of every line of text and steps."""
    if plot.head and "|" not in plot.text[: plot.head.span.end]:
        yield Plant({plot.path: re.sub(r"(?<=[\w\"\]])\n", "  \n", plot.text)})


@kind()
def fences_of_tildes(plot: Plot) -> Iterator[Plant]:
    """The same seed with fences of tildes, or of more backticks."""
    if "~~~" not in plot.text:
        yield Plant({plot.path: re.sub(r"(?m)^```", "~~~", plot.text)})
        yield Plant({plot.path: re.sub(r"(?m)^```", "`````", plot.text)})


@kind()
def headings_written_otherwise(plot: Plot) -> Iterator[Plant]:
    """Headings with closing marks, in other case, or underlined."""
    yield Plant({plot.path: re.sub(r"(?m)^(##+) (.*)$", r"\1 \2 \1", plot.text)})
    for section in plot.seed.sections:
        heading = section.heading
        if heading.level == 2 and plot.slice(heading.span).startswith("## "):
            yield plot.plant(Edit(heading.text_span, heading.text.upper()))
            yield plot.plant(Edit(heading.span, f"{heading.text}\n---"))


@kind()
def frontmatter_written_otherwise(plot: Plot) -> Iterator[Plant]:
    """Values of the frontmatter in quotes, lists over several lines, dates in other forms."""
    for pair in keys(plot.head.root if plot.head else None):
        value = pair.value
        if isinstance(value, Sequence) and value.flow and value.items:
            lines = [f"\n  - {plot.slice(item.span)}" for item in value.items]
            yield _put(plot, pair, "".join(lines).lstrip(" "))
        if isinstance(value, Scalar) and pair.key.text in ("domain", "status", "swagger"):
            yield _put(plot, pair, f'"{value.text}"  # {{as}} before')
        if pair.key.text == "savedAt" and plot.head and plot.head.pair("verifiedAt") is None:
            for date in ("2026-01-05", "'2026-01-05t10:00:00z'", "2026-01-05T10:00:00.5+14:00"):
                yield _put(plot, pair, date)


@kind()
def steps_in_a_list(plot: Plot) -> Iterator[Plant]:
    """Every block of steps within an item of a list."""
    text = DISGUISES["several-in-a-list"](plot.text)
    if "\n~~~" not in text:
        yield Plant({plot.path: text})


@kind()
def steps_in_two_blocks(plot: Plot) -> Iterator[Plant]:
    """A block of steps that is split into two."""
    for block in plot.seed.blocks:
        starts = [plot.start_of_line(step.node.span.start) for step in block.steps[1:]]
        for start in starts:
            if plot.text[:start].endswith("\n\n") and block.runs:
                split = "```\n\nAnd then:\n\n```yaml\nsteps:\n"
                yield plot.plant(Edit(Span(start - 1, start), split))


@kind()
def sections_of_ones_own(plot: Plot) -> Iterator[Plant]:
    """A section that nobody asked for, with braces, a table and an example of something else."""
    text = (
        "\n## History\n\nOnce it was `{{old_name}}`, and `GET /v0/{x}`.\n\n"
        "| Year | Required | Why |\n|---|---|---|\n| `1887` | No | The storm |\n\n"
        '```json\n{"lamp_oil": [1, 2]}\n```\n\n```yaml\nlamps: {oil: 12}\n```\n'
    )
    yield Plant({plot.path: plot.text.rstrip("\n") + "\n" + text})


@kind()
def description_with_braces(plot: Plot) -> Iterator[Plant]:
    """A description that speaks of variables."""
    for step in plot.steps:
        if step.pair("description") is None:
            edit = plot.adding(step.node, 'description: "Sends {{ no such thing }}, or {x}"', "")
            if edit:
                yield plot.plant(edit)


@kind()
def json_within_text(plot: Plot) -> Iterator[Plant]:
    """JSON as the text of a property."""
    for _, pair in texts(plot):
        yield _put(plot, pair, """'{"a": {"b": {"c": 1}}}'""")


@kind()
def number_as_text_in_query(plot: Plot) -> Iterator[Plant]:
    """A number of a query in quotes: in a query everything is text."""
    for call in plot.calls:
        for value in arguments(call):
            node = value.node
            if value.pair and isinstance(node, Scalar) and node.plain and value.literal:
                yield _put(plot, value.pair, f'"{node.text}"')


@kind()
def query_behind_the_path(plot: Plot) -> Iterator[Plant]:
    """A query parameter behind the path, which is a matter of taste."""
    for call in plot.calls:
        params, path, whole = call.step.mapping("params"), call.step.path, call.step.pair("params")
        for value in arguments(call):
            node = value.node
            plain = isinstance(node, Scalar) and re.fullmatch(r"[\w-]+", node.text)
            if not (params and path and whole and plain and value.pair) or "?" in path.text:
                continue
            assert isinstance(node, Scalar)
            edit = plot.removing(params, value.pair)
            end = path.place(0, len(path.text)).end
            if edit and path.span.end > end:
                query = Edit(Span(end, end), f"?{value.name}={node.text}")
                yield plot.plant(query, edit)


@kind()
def list_of_one_for_a_parameter(plot: Plot) -> Iterator[Plant]:
    """A list for a query parameter that takes several, or one value for it."""
    for call in plot.calls:
        for value in arguments(call):
            node = value.node
            if value.pair and value.only("array") and isinstance(node, Sequence) and node.items:
                first = node.items[0]
                if isinstance(first, Scalar):
                    yield _put(plot, value.pair, plot.slice(first.span))
                    yield _put(plot, value.pair, f"[{plot.slice(first.span)}]")


@kind()
def optional_parameter_left_out(plot: Plot) -> Iterator[Plant]:
    """A query without a parameter that may be left out."""
    for call in plot.calls:
        params = call.step.mapping("params")
        for value in arguments(call):
            required = any(
                parameter.required and parameter.name == value.name
                for operation in call.operations
                for parameter in operation.parameters
            )
            if params and value.pair and not required and plot.can_lose(value.node):
                edit = plot.removing(params, value.pair)
                if edit:
                    yield plot.plant(edit)


@kind()
def status_in_another_form(plot: Plot) -> Iterator[Plant]:
    """One status without its list, or in a list of lines."""
    for step in plot.steps:
        pair, status = status_of(step), step.expected_status
        if pair and isinstance(status, Sequence) and len(status.items) == 1:
            code = plot.slice(status.items[0].span)
            yield _put(plot, pair, code)
            indent = " " * (plot.column(pair.key.span.start) + 2)
            expect = step.mapping("expect")
            if expect and not expect.flow:
                yield _put(plot, pair, f"\n{indent}- {code}")


@kind()
def one_more_declared_status(plot: Plot) -> Iterator[Plant]:
    """Another status that the operation declares beside the expected one."""
    for call in plot.calls:
        pair, status = status_of(call.step), call.step.expected_status
        if pair and isinstance(status, Sequence) and status.items and len(call.operations) == 1:
            inner = ", ".join(plot.slice(item.span) for item in status.items)
            codes = [key for key in call.operations[0].responses if key.isdigit() and key >= "400"]
            for code in codes:
                yield _put(plot, pair, f"[{inner}, {code}]")


@kind()
def what_is_not_there_on_purpose(plot: Plot) -> Iterator[Plant]:
    """A path that no spec has, in a step that wants to be told so."""
    for step in _refused(plot):
        path = step.path
        word = next((w for w in path.text.split("/") if misspelt(w)), None) if path else None
        calls_test = plot.resolver.tests(step) and len(plot.seed.test_steps) == 1
        if path and word and "{" not in word and 404 in step.expected_statuses and not calls_test:
            at = path.text.index(word)
            wrong = misspelt(word) or word
            text = path.text[:at] + wrong + path.text[at + len(word) :]
            if not plot.known(text):
                yield plot.plant(Edit(path.place(at, at + len(word)), wrong))


@kind()
def ignored_on_purpose(plot: Plot) -> Iterator[Plant]:
    """A property that the operation does not have, and a comment that asks to ignore it."""
    for value in bodies(plot):
        pair, owner = value.pair, value.owner
        wrong = misspelt(value.name)
        if not pair or not owner or not wrong or value.is_tag:
            continue
        block = isinstance(owner.node, Mapping) and not owner.node.flow
        first = block and next(iter(keys(owner.node))).key is pair.key
        closed = all(wrong not in view.properties and not view.takes_more for view in owner.views)
        if block and not first and closed:
            start = plot.start_of_line(pair.key.span.start)
            indent = plot.text[start : pair.key.span.start]
            comment = f"{indent}# seedlint: ignore[unknown-property] it is new\n"
            yield plot.plant(Edit(Span(start, start), comment), Edit(pair.key.span, wrong))


@kind()
def seed_that_is_skipped(plot: Plot) -> Iterator[Plant]:
    """A seed that is skipped with a reason."""
    root = plot.head.root if plot.head else None
    status = root.pair("status") if root else None
    if root and status and root.pair("skip_reason") is None and not plot.seed.skipped:
        edit = plot.adding(root, 'skip_reason: "The harbour is closed until May"', "")
        if edit:
            change = Edit(Span(status.key.span.end, plot.end(status)), ": skip")
            yield plot.plant(change, edit)


@kind()
def given_variable_elsewhere(plot: Plot) -> Iterator[Plant]:
    """A given variable in the path, where an extracted one stood that others use as well."""
    given = sorted(plot.scope.given)
    for call in plot.calls:
        path = call.step.path
        for variable in template.variables(path.text) if path else ():
            if path and given and plot.uses(variable.name) > 1:
                span = path.place(variable.start, variable.end)
                yield plot.plant(Edit(span, f"{{{{{given[0]}}}}}"))
