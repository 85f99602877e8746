"""Query and path parameters that are absent, unknown or wrong, and tokens that do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import misspelt
from benchmarks.accuracy.values import Value, arguments
from seedlint import template
from seedlint.edit import Edit
from seedlint.pathtree import segments
from seedlint.source import Span
from seedlint.yamltree import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Call, Plot
    from seedlint.spec import Operation


_INVENTED = "lamp_oil"


def _declared(operation: Operation, name: str) -> bool:
    """Whether an operation may take a query parameter, or has one that may take any."""
    base = name.partition("[")[0]
    for parameter in operation.parameters:
        if parameter.location == "query":
            schema = parameter.schema.resolved() if parameter.schema else None
            spreads = schema is None or schema.get("type") in (None, "object")
            deep = parameter.cursor.text("style") == "deepObject"
            if parameter.base in (name, base) or (spreads and not deep):
                return True
    return operation.unknown_parameters


@kind("missing-parameter")
def required_parameter_gone(plot: Plot) -> Iterator[Plant]:
    """A step without a required query parameter; that is said at `params`, or else at its id."""
    for call in plot.calls:
        params, whole = call.step.mapping("params"), call.step.pair("params")
        for pair in params.pairs if params and call.method == "GET" else ():
            required = all(
                any(p.name == pair.key.text and p.required for p in operation.parameters)
                for operation in call.operations
            )
            if not required or not plot.can_lose(pair.value) or not params or not whole:
                continue
            if edit := plot.removing(params, pair):
                yield plot.plant(plot.marking(whole.key.span), edit)
            elif edit := plot.removing(call.step.node, whole):
                yield plot.plant(plot.marking(call.step.grip), edit)


@kind("missing-parameter")
def required_header_off(plot: Plot) -> Iterator[Plant]:
    """A required header that the step keeps the runner from sending."""
    for call in plot.calls:
        required = all(
            any(
                p.location == "header" and p.required and p.name.lower() == "x-on-behalf-of"
                for p in operation.parameters
            )
            for operation in call.operations
        )
        pair = call.step.pair("x_on_behalf_of")
        if required and pair:
            yield plot.plant(plot.replacing(pair, "false"))
        elif required and (edit := plot.adding(call.step.node, "x_on_behalf_of: false")):
            yield plot.plant(edit)


@kind("unknown-parameter")
def misspelt_parameter(plot: Plot) -> Iterator[Plant]:
    """A query parameter with two letters swapped, be it required or not."""
    for call in plot.calls:
        for value in arguments(call):
            base, bracket, rest = value.name.partition("[")
            wrong = misspelt(base)
            if value.pair and wrong and not any(_declared(o, wrong) for o in call.operations):
                whole = wrong + bracket + rest
                yield plot.plant(Edit(value.pair.key.span, MARK + whole))


@kind("unknown-parameter")
def invented_parameter(plot: Plot) -> Iterator[Plant]:
    """A query parameter that the operation has never had."""
    for call in plot.calls:
        node, params = call.step.node, call.step.mapping("params")
        if call.method != "GET" or any(_declared(o, _INVENTED) for o in call.operations):
            continue
        edit = (
            plot.adding(params, f"{_INVENTED}: true")
            if params
            else plot.adding(node, f"params: {{{_INVENTED}: true}}")
        )
        if edit and (params or call.step.get("params") is None):
            yield plot.plant(edit)


@kind("unknown-parameter")
def misspelt_part_of_parameter(plot: Plot) -> Iterator[Plant]:
    """A name in the brackets of a query parameter with two letters swapped."""
    for call in plot.calls:
        for value in arguments(call):
            base, bracket, rest = value.name.partition("[")
            wrong = misspelt(rest.removesuffix("]"))
            if not bracket or not wrong or not value.pair:
                continue
            if _closed(call, base):
                yield plot.plant(Edit(value.pair.key.span, f"{MARK}{base}[{wrong}]"))


def _closed(call: Call, base: str) -> bool:
    """Whether every candidate lists the parts of a parameter, and takes no others."""
    for operation in call.operations:
        schema = next((p.schema for p in operation.parameters if p.name == base), None)
        whole = schema.resolved() if schema else None
        if whole is None or whole.get("additionalProperties") is not False:
            return False
    return True


@kind("unknown-parameter")
def unknown_parameter_in_path(plot: Plot) -> Iterator[Plant]:
    """A query parameter behind the path that the operation has never had."""
    for call in plot.calls:
        path = call.step.path
        taken = any(_declared(operation, _INVENTED) for operation in call.operations)
        if path and not taken and "?" not in path.text and plot.slice(path.span)[:1] == '"':
            end = path.span.end - 1
            yield plot.plant(Edit(Span(end, end), f"{MARK}?{_INVENTED}=1"))


def _wrong(value: Value) -> Iterator[str]:
    """Values that a query parameter cannot have; in a query everything is text."""
    for view in value.views[:1]:
        enum = view.enum
        if enum and all(isinstance(word, str) for word in enum) and len(value.views) == 1:
            yield f"{misspelt(str(enum[0])) or 'sepia'}"
        if value.only("integer", "number"):
            yield "many"
            least, most = view.get("minimum"), view.get("maximum")
            if isinstance(least, int) and len(value.views) == 1:
                yield str(least - 1)
            if isinstance(most, int) and len(value.views) == 1:
                yield str(most + 1)
        if value.only("boolean"):
            yield "perhaps"
        if value.only("string") and len(value.views) == 1:
            wrong = {"date": "2026-02-30", "date-time": "tomorrow at noon", "uuid": "the-first"}
            named = view.get("format")
            if isinstance(named, str) and named in wrong:
                yield f'"{wrong[named]}"'


@kind("invalid-parameter")
def wrong_value_of_parameter(plot: Plot) -> Iterator[Plant]:
    """A query parameter with a value that its schema rules out."""
    for call in plot.calls:
        for value in arguments(call):
            if value.pair and plot.can_lose(value.node):
                for wrong in _wrong(value):
                    yield plot.plant(plot.replacing(value.pair, wrong))


@kind("invalid-parameter")
def wrong_item_of_parameter(plot: Plot) -> Iterator[Plant]:
    """One value of several in a query parameter that its schema does not list."""
    for call in plot.calls:
        for value in arguments(call):
            views = [view.item(None) for view in value.views]
            if not value.only("array") or len(views) != 1 or views[0] is None:
                continue
            enum = views[0].enum
            node = value.node
            if not enum or not value.pair:
                continue
            if isinstance(node, Scalar) and not template.has_template(node.text):
                yield plot.plant(plot.replacing(value.pair, f'"{node.text},sepia"'))
            elif isinstance(node, Sequence):
                yield plot.plant(plot.replacing(value.pair, f"[{enum[0]}, sepia]"))


@kind("invalid-parameter")
def wrong_word_in_path(plot: Plot) -> Iterator[Plant]:
    """A word in a path where the operation wants a UUID or a number."""
    for call in plot.calls:
        path = call.step.path
        if path is None:
            continue
        given = segments(path.text.partition("?")[0])
        for position, ours in enumerate(given):
            name = template.whole(ours)
            spare = name and plot.spares(name)
            text = path.text.replace(f"/{ours}", "/the-first", 1)
            methods = [o for o in plot.ground.specs.find(text) if o.method == call.method]
            same = {id(o) for o in methods} == {id(o) for o in call.operations}
            if spare and same and all(_picky(o, position) for o in call.operations):
                at = path.text.index(ours)
                yield plot.plant(Edit(path.place(at, at + len(ours)), f"{MARK}the-first"))


def _picky(operation: Operation, position: int) -> bool:
    """Whether a parameter of the path is a UUID or a number."""
    wanted = segments(operation.path)
    for parameter in operation.parameters:
        if parameter.location == "path" and wanted[position] == f"{{{parameter.name}}}":
            schema = parameter.schema
            return schema is not None and (
                schema.get("format") == "uuid" or schema.get("type") in ("integer", "number")
            )
    return False


@kind("unsupported-token")
def token_that_is_not_listed(plot: Plot) -> Iterator[Plant]:
    """A step of the test with a token that the frontmatter's `tokens` leaves out."""
    pair = plot.head.pair("tokens") if plot.head else None
    listed = (
        {item.text for item in pair.value.items if isinstance(item, Scalar)}
        if pair and isinstance(pair.value, Sequence)
        else set()
    )
    other = next((word for word in plot.ground.settings.tokens if word not in listed), None)
    for call in plot.calls if listed and other else ():
        if call.step not in plot.seed.test_steps or not plot.resolver.tests(call.step):
            continue
        token = call.step.pair("token")
        if token:
            yield plot.plant(plot.replacing(token, other or ""))
        elif edit := plot.adding(call.step.node, f"token: {other}"):
            yield plot.plant(edit)
