"""Steps that test nothing, or something else, and requests that are not sent as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.values import texts
from seedlint import template, yamltree
from seedlint.edit import Edit
from seedlint.pathtree import segments
from seedlint.resolve import plain
from seedlint.seed import METHODS
from seedlint.source import Span
from seedlint.yamltree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Plot
    from seedlint.seed import Block
    from seedlint.spec import Operation

_UUID = "5e2b9c04-7d1f-4a36-8c5e-9b3a0f6d2e71"
_SECRETS = (
    ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIyNDE2In0", "Zk3Qw9xT7rLm2VbYc8Nd4Ps6Hj1Ga5Fe")),
    "AKIA" + "Q3EGRIKJ2T5M7WZY",
    "ghp_" + "k2Vw8LqZ4Rt6Yb1Nc7Xd3Mf9Hs5Jp0GaTe2U",
    "sk_live_" + "4eC9HqLyjWDarjtT1zdp7dcR",
    "xoxb-" + "2417630985-tQ7rKd2Wm9Zs4LpXv",
)
_KEY = ("-----BEGIN RSA PRIVATE" + " KEY-----", "MIIEowIBAAKCAQEA0vx7agoebGcQSuuPiLJXZptN9")


@kind("duplicate-step-id")
def id_given_twice(plot: Plot) -> Iterator[Plant]:
    """A step with the id of an earlier one."""
    for earlier, step in zip(plot.seed.steps, plot.seed.steps[1:], strict=False):
        pair = step.pair("id")
        if pair and earlier.name and plot.clean(step.node.span):
            yield plot.plant(plot.replacing(pair, earlier.name))


@kind("no-test-request")
def test_gone(plot: Plot) -> Iterator[Plant]:
    """A test section without its block of steps."""
    for block in _only_test(plot):
        heading = block.sections[-1].heading
        yield plot.plant(plot.marking(heading.span), Edit(block.fence.span, "Soon."))


@kind("no-test-request")
def test_in_another_language(plot: Plot) -> Iterator[Plant]:
    """A test whose fence does not say that it is YAML."""
    for block in _only_test(plot):
        opening = block.fence.opening
        for info in ("", "text"):
            edit = Edit(opening, f"{block.fence.marker}{info}")
            yield plot.plant(plot.marking(block.sections[-1].heading.span), edit)


@kind("no-test-request")
def empty_list_of_steps(plot: Plot) -> Iterator[Plant]:
    """A test with an empty list of steps."""
    for block in _only_test(plot):
        content = block.fence.content.span
        yield plot.plant(Edit(content, f"{MARK}steps: []\n"))


@kind("no-test-request")
def test_under_another_heading(plot: Plot) -> Iterator[Plant]:
    """A test under a heading that has nothing to do with it."""
    for block in _only_test(plot):
        heading = block.sections[-1].heading
        if heading.level == 2:
            yield plot.plant(Edit(heading.text_span, f"{MARK}Ideas for Later"))


@kind("untested-endpoint")
def endpoint_of_another_operation(plot: Plot) -> Iterator[Plant]:
    """An `endpoint` that exists, and that no step of the test calls."""
    endpoint = plot.seed.endpoint if plot.tidy else None
    own = plot.resolver.own
    if endpoint is None or own is None or not plot.seed.test_steps:
        return
    called = {id(o) for call in plot.calls for o in call.operations}
    if any(step.negative or step not in [c.step for c in plot.calls] for step in plot.steps):
        return
    taken = {
        tuple(segments(plain(other.seed.endpoint.path.text)))
        for other in plot.ground.plots
        if other.seed.endpoint
    }
    for operation in own.operations:
        free = tuple(segments(plain(operation.path))) not in taken
        if id(operation) not in called and free and operation.method in METHODS:
            span = Span(endpoint.method.span.start, endpoint.path.span.end)
            yield plot.plant(Edit(span, f"{MARK}{operation.name}"))


@kind("unused-steps")
def steps_that_never_run(plot: Plot) -> Iterator[Plant]:
    """Another block of steps, in a section that is not played."""
    if plot.tidy and plot.calls:
        step = plot.calls[0].step
        end = len(plot.text.rstrip())
        if step.method and step.path and step.method.text == "GET":
            lines = [
                "\n\n## Clean-up\n",
                f"```yaml\n{MARK}steps:",
                "  - id: tidy_up",
                "    method: GET",
                f"    path: {plot.slice(step.path.span)}",
                "```\n",
            ]
            yield plot.plant(Edit(Span(end, len(plot.text)), "\n".join(lines)))


@kind("ignored-body")
def body_with_get(plot: Plot) -> Iterator[Plant]:
    """A body in a step with GET."""
    for call in plot.calls:
        if call.method == "GET" and call.step.get("body") is None:
            edit = plot.adding(call.step.node, "body: {page: 2}")
            if edit is not None:
                yield plot.plant(edit)


@kind("ignored-body")
def params_without_get(plot: Plot) -> Iterator[Plant]:
    """`params` in a step that sends a body."""
    for call in plot.calls:
        if call.method in ("POST", "PUT", "PATCH") and call.step.get("params") is None:
            edit = plot.adding(call.step.node, "params: {dry_run: true}")
            if edit is not None:
                yield plot.plant(edit)


@kind("query-in-path")
def query_in_path(plot: Plot) -> Iterator[Plant]:
    """A parameter that stands behind the path, instead of in `params`."""
    for call in plot.calls:
        params, path = call.step.mapping("params"), call.step.path
        for pair in params.pairs if params and path and "?" not in path.text else ():
            value = pair.value
            edit = plot.removing(params, pair) if params else None
            if isinstance(value, Scalar) and value.text and edit and path:
                end = path.place(0, len(path.text)).end
                query = f"?{pair.key.text}={value.text}{MARK}"
                if path.span.end > end and " " not in query and pair.key.text.isidentifier():
                    yield plot.plant(Edit(Span(end, end), query), edit)


@kind("literal-identifier")
def literal_in_path(plot: Plot) -> Iterator[Plant]:
    """A UUID in a path, where a variable stood."""
    for call in plot.calls:
        path = call.step.path
        if path is None:
            continue
        wanted = segments(call.operations[0].path)
        given = segments(path.text.partition("?")[0])
        if len(wanted) != len(given):
            continue
        for ours, theirs in zip(given, wanted, strict=True):
            name = template.whole(ours)
            if name is None or not theirs.startswith("{") or not plot.spares(name):
                continue
            if all(_takes_uuid(operation, theirs[1:-1]) for operation in call.operations):
                at = path.text.index(ours)
                yield plot.plant(Edit(path.place(at, at + len(ours)), MARK + _UUID))


@kind("literal-identifier")
def literal_in_query(plot: Plot) -> Iterator[Plant]:
    """A UUID in a query parameter that is called an identifier."""
    for call in plot.calls:
        params = call.step.mapping("params") if call.method == "GET" else None
        for pair in params.pairs if params else ():
            name = template.whole(pair.value.text) if isinstance(pair.value, Scalar) else None
            called = pair.key.text.endswith(("_uid", "_id"))
            if name and called and plot.spares(name):
                declared = [
                    parameter
                    for operation in call.operations
                    for parameter in operation.parameters
                    if parameter.name == pair.key.text and parameter.schema
                ]
                if declared and all(
                    p.schema and p.schema.get("type") == "string" for p in declared
                ):
                    yield plot.plant(plot.replacing(pair, f'"{_UUID}"'))


@kind("hard-coded-secret")
def secret_in_body(plot: Plot) -> Iterator[Plant]:
    """A token in a property that takes any text."""
    for index, (_, pair) in enumerate(texts(plot)):
        yield plot.plant(plot.replacing(pair, f'"{_SECRETS[index % len(_SECRETS)]}"'))


@kind("hard-coded-secret")
def private_key_in_block(plot: Plot) -> Iterator[Plant]:
    """A private key in a text of several lines."""
    for _, pair in texts(plot):
        indent = " " * (plot.column(pair.key.span.start) + 2)
        lines = [f"\n{indent}{MARK}{_KEY[0]}", f"\n{indent}{_KEY[1]}"]
        edit = Edit(Span(pair.key.span.end, plot.end(pair)), ": |" + "".join(lines))
        yield plot.plant(edit)


@kind("hard-coded-secret")
def secret_in_text(plot: Plot) -> Iterator[Plant]:
    """A bearer token in a sentence."""
    section = plot.seed.section("Summary")
    if section:
        end = section.heading.span.end
        said = f"\n\nSend `Authorization: Bearer {MARK}{_SECRETS[0]}` with it."
        yield plot.plant(Edit(Span(end, end), said))


@kind("hard-coded-secret")
def secret_in_example(plot: Plot) -> Iterator[Plant]:
    """A token in a JSON example."""
    for fence in plot.seed.document.fences:
        if fence.language != "json" or not plot.clean(fence.span):
            continue
        root = yamltree.parse(fence.content)
        for scalar in () if isinstance(root, yamltree.Problem) else yamltree.scalars(root):
            if plot.text[scalar.span.end : scalar.span.end + 1] in (",", "\n") and (
                plot.slice(scalar.span).startswith('"') and " " in scalar.text
            ):
                yield plot.plant(Edit(scalar.span, f'{MARK}"{_SECRETS[1]}"'))


def _only_test(plot: Plot) -> list[Block]:
    """The block of the test, where there is one and the seed is to run."""
    blocks = list(plot.seed.test_blocks)
    fine = plot.tidy and not plot.seed.skipped and len(blocks) == 1 and plot.seed.endpoint
    return blocks if fine else []


def _takes_uuid(operation: Operation, name: str) -> bool:
    """Whether a UUID will do for a parameter of the path."""
    for parameter in operation.parameters:
        if parameter.location == "path" and parameter.name == name and parameter.schema:
            schema = parameter.schema
            limits = [schema.get(key) for key in ("enum", "pattern", "maxLength")]
            return schema.get("type") == "string" and limits == [None] * 3
    return False
