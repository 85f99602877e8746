"""Every value that a seed sends or shows, with what the API wants there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.accuracy.api import View, alike, see
from seedlint import yamltree
from seedlint.response import schemas_of
from seedlint.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Call, Plot
    from seedlint.markdown import Fence
    from seedlint.spec import Cursor, Operation
    from seedlint.yamltree import Data, Node, Pair


TEXT = frozenset({"string"})
"""The kinds of what takes text and nothing else."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value with what each candidate wants there.

    `pair` is the key that it stands behind, None for a list's item. `trail` leads to it from the
    root: names, and `[]` for an item. `by_tags` is true below an alternative of a `oneOf`.
    """

    node: Node
    views: tuple[View, ...]
    pair: Pair | None
    trail: tuple[str, ...] = ()
    by_tags: bool = False
    owner: Value | None = None

    @property
    def name(self) -> str:
        return self.trail[-1] if self.trail else ""

    @property
    def data(self) -> Data:
        return yamltree.data(self.node)

    @property
    def literal(self) -> bool:
        """Whether it is a scalar on one line, without a template in it."""
        return isinstance(self.node, Scalar) and not {"{", "}", "\n"} & set(self.node.text)

    @property
    def is_tag(self) -> bool:
        """Whether it tells which alternative its object is."""
        owner = self.owner
        return owner is not None and any(self.name in view.tags for view in owner.views)

    def only(self, *kinds: str) -> bool:
        """Whether every candidate wants one of some kinds, and nothing else."""
        return all(
            view.kinds is not None and view.kinds <= set(kinds) and not view.nullable
            for view in self.views
        )

    def never(self, kind: str) -> bool:
        """Whether no candidate takes a value of a kind."""
        return all(
            view.kinds is not None
            and kind not in view.kinds
            and not (kind == "integer" and "number" in view.kinds)
            for view in self.views
        )

    @property
    def plain_text(self) -> bool:
        """Whether any text will do."""
        return all(
            view.kinds == TEXT
            and view.enum is None
            and not view.has("format", "pattern", "maxLength")
            for view in self.views
        )


def bodies(plot: Plot) -> Iterator[Value]:
    """The values in the JSON bodies of a seed's calls."""
    for call in plot.calls:
        yield from sent(call)


def texts(plot: Plot) -> Iterator[tuple[Value, Pair]]:
    """The properties of bodies, on lines of their own, that take any text."""
    for value in bodies(plot):
        mapping = value.owner.node if value.owner else None
        block = isinstance(mapping, Mapping) and not mapping.flow
        if value.pair and block and value.plain_text and value.literal and not value.is_tag:
            yield value, value.pair


def sent(call: Call) -> Iterator[Value]:
    """The values in the JSON body of a call, the body itself first."""
    step = call.step
    body = step.pair("body")
    if body is None or body.merged or call.method == "GET" or step.get("content_type"):
        return
    if not isinstance(body.value, Mapping) or not body.value.pairs:
        return
    views = alike(
        see([schema], yamltree.data(body.value)) if schema else None
        for schema in map(_json, call.operations)
    )
    if views:
        yield from _below(Value(body.value, views, body), request=True)


def form(call: Call) -> Iterator[Value]:
    """The fields of the form that a call sends, the form itself first."""
    step = call.step
    pair = step.pair("form_fields")
    if pair is None or not isinstance(pair.value, Mapping) or step.get("content_type") is None:
        return
    views = alike(
        see([schema], yamltree.data(pair.value)) if schema else None
        for operation in call.operations
        for schema in [operation.body.schema("multipart", "form") if operation.body else None]
    )
    if views:
        yield from _below(Value(pair.value, views, pair), request=True)


def arguments(call: Call) -> Iterator[Value]:
    """The query parameters of a call that every candidate has by exactly this name."""
    params = call.step.mapping("params")
    if call.method != "GET" or params is None:
        return
    for pair in params.pairs:
        if pair.merged:
            return
        views = alike(parameter(operation, pair) for operation in call.operations)
        if views:
            yield Value(pair.value, views, pair, (pair.key.text,))


def parameter(operation: Operation, pair: Pair) -> View | None:
    """What an operation wants of a query parameter, or of a part of one in brackets."""
    base, bracket, rest = pair.key.text.partition("[")
    for declared in operation.parameters:
        if declared.location != "query" or declared.schema is None:
            continue
        if declared.name == pair.key.text:
            return see([declared.schema], yamltree.data(pair.value))
        if bracket and declared.name == base and rest.endswith("]"):
            whole = see([declared.schema], {})
            inner = rest.removesuffix("]")
            return whole.property(inner, yamltree.data(pair.value)) if whole else None
    return None


def shown(plot: Plot) -> Iterator[tuple[Fence, list[Value]]]:
    """The values of each example response that the endpoint declares a schema for."""
    for fence, status in responses(plot):
        node = yamltree.parse(fence.content)
        if not isinstance(node, Mapping) or not node.pairs or not plot.clean(fence.span):
            continue
        views = alike(_answer(operation, status, node) for operation in plot.endpoint)
        if views:
            yield fence, list(_below(Value(node, views, None), request=False))


def responses(plot: Plot) -> Iterator[tuple[Fence, int]]:
    """The JSON blocks that stand right below a heading with a status in it."""
    for fence in plot.seed.document.fences:
        if fence.language != "json" or not fence.closed:
            continue
        around = [s for s in plot.seed.sections if fence.span.start in range(*s.span)]
        if not around:
            continue
        title = around[-1].title
        words = title.replace("(", " ").replace(")", " ").split()
        status = next((word for word in words if word.isdigit() and len(word) == 3), None)
        above = [section.title.lower() for section in around if section.heading.level > 1]
        if status and "respons" in " ".join(above):
            yield fence, int(status)


def extracted(call: Call, names: list[str | None]) -> tuple[View, ...] | None:
    """What every candidate answers with at a path: names lead into objects, None into lists."""
    found: list[View | None] = []
    for operation in call.operations:
        for status in _successes(call, operation):
            view = _answer(operation, status, None)
            for name in names:
                if view is not None:
                    view = view.item(None) if name is None else view.property(name, None)
            found.append(view)
    return alike(found)


def examples(call: Call) -> list[Data] | None:
    """The example of each answer to a call, where all have one, and none has a schema."""
    found: list[Data] = []
    for operation in call.operations:
        for status in _successes(call, operation):
            response = operation.response(status)
            own = list(_examples(response)) if response and not any(schemas_of(response)) else []
            if not own:
                return None
            found += own
    return found or None


def _examples(response: Cursor) -> Iterator[Data]:
    """The examples in JSON: Swagger's `examples`, or those of an OpenAPI media type."""
    swagger = response.get("examples")
    if isinstance(swagger, dict):
        yield from (value for name, value in swagger.items() if "json" in name)
    content = response.child("content")
    for name, media in content.items() if content else ():
        if "json" in name and "example" in media:
            yield media.get("example")


def _successes(call: Call, operation: Operation) -> Iterator[int]:
    """The successes that a call expects and an operation declares."""
    for status in call.step.expected_statuses:
        if 200 <= status < 300 and operation.response(status) is not None:
            yield status


def _answer(operation: Operation, status: int, node: Node | None) -> View | None:
    response = operation.response(status)
    schemas = schemas_of(response, "application/json") if response else []
    schema = next(filter(None, schemas), None)
    return see([schema], yamltree.data(node)) if schema else None


def _json(operation: Operation) -> Cursor | None:
    return operation.body.schema("json", "*") if operation.body else None


def _below(value: Value, *, request: bool) -> Iterator[Value]:
    yield value
    node = value.node
    by_tags = value.by_tags or any(view.tags for view in value.views)
    if isinstance(node, Mapping):
        if any(pair.merged or "{{" in pair.key.text for pair in node.pairs):
            return
        for pair in node.pairs:
            name = pair.key.text
            data = yamltree.data(pair.value)
            views = alike(view.property(name, data) for view in value.views)
            hidden = "readOnly" if request else "writeOnly"
            if views and not any(view.has(hidden) for view in views):
                yield from _below(
                    Value(pair.value, views, pair, (*value.trail, name), by_tags, value),
                    request=request,
                )
    elif isinstance(node, Sequence):
        for item in node.items:
            views = alike(view.item(yamltree.data(item)) for view in value.views)
            if views:
                yield from _below(
                    Value(item, views, None, (*value.trail, "[]"), by_tags, value), request=request
                )
