"""Specs that are not right, lead nowhere, or are on their way out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.accuracy.kinds.operations import swagger
from benchmarks.accuracy.plant import MARK, Plant, edited, kind, mark
from benchmarks.accuracy.plot import misspelt, text_of
from benchmarks.accuracy.values import sent
from seedlint.edit import Edit
from seedlint.settings import is_yaml
from seedlint.source import Span
from seedlint.spec import Cursor
from seedlint.validity import flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Plot
    from seedlint.seed import Step
    from seedlint.spec import Operation, Spec


@kind("deprecated-operation")
def deprecated_parameter(plot: Plot) -> Iterator[Plant]:
    """A query parameter that is on its way out."""
    for call in plot.calls:
        for parameter in call.operations[0].parameters:
            everywhere = all(
                any(
                    p.name == parameter.name and p.cursor.get("deprecated") is True
                    for p in operation.parameters
                )
                for operation in call.operations
            )
            if not everywhere or call.method != "GET" or parameter.location != "query":
                continue
            kind_ = parameter.schema.get("type") if parameter.schema else None
            params = call.step.mapping("params")
            entry = f"{parameter.name}: Tench"
            if kind_ == "string" and params and not params.pair(parameter.name):
                edit = plot.adding(params, entry)
                if edit:
                    yield plot.plant(edit)
            elif kind_ == "string" and call.step.get("params") is None:
                edit = plot.adding(call.step.node, f"params: {{{entry}}}")
                if edit:
                    yield plot.plant(edit)


@kind("deprecated-operation")
def operation_becomes_deprecated(plot: Plot) -> Iterator[Plant]:
    """An operation that its spec marks as deprecated, in the spec and nowhere else."""
    for call in plot.calls:
        operation = call.operations[0]
        if len(call.operations) == 1 and operation.cursor.get("deprecated") is None:
            places = [
                (other, step.path.span)
                for other, step in plot.ground.callers(operation)
                if step.path and not step.negative
            ]
            yield from _with_key(plot, operation.cursor, "deprecated", "true", places)


@kind("deprecated-operation")
def property_becomes_deprecated(plot: Plot) -> Iterator[Plant]:
    """A property that its spec marks as deprecated, of a body that one step sends."""
    for call in plot.calls:
        operation = call.operations[0]
        callers = [step for _, step in plot.ground.callers(operation) if not step.negative]
        if len(call.operations) > 1 or len(callers) != 1:
            continue
        for value in sent(call):
            schema = value.views[0].parts[0]
            inline = schema.pointer[: len(operation.cursor.pointer)] == operation.cursor.pointer
            if value.owner and value.pair and inline and len(value.views[0].parts) == 1:
                place = plot, value.pair.key.span
                yield from _with_key(plot, schema, "deprecated", "true", [place])


@kind("unsupported-token")
def token_that_the_spec_rules_out(plot: Plot) -> Iterator[Plant]:
    """A token that the operation does not take, by its `security` and nothing else."""
    for call in plot.calls:
        operation = call.operations[0]
        callers = [
            (other, step.pair("token"))
            for other, step in plot.ground.callers(operation)
            if not step.negative
        ]
        places = [(other, pair.value.span) for other, pair in callers if pair]
        sent = {text_of(pair.value) for _, pair in callers if pair}
        free = [token for token in plot.ground.settings.tokens if token not in sent]
        known = len(places) == len(callers) and operation.cursor.get("security") is None
        if free and known and len(call.operations) == 1:
            value = f'[{{"{free[0]}": []}}]'
            yield from _with_key(plot, operation.cursor, "security", value, places)


def _with_key(
    plot: Plot, cursor: Cursor, key: str, value: str, places: list[tuple[Plot, Span]]
) -> Iterator[Plant]:
    """One more key in a spec, which makes some places in seeds wrong; one of them in this seed."""
    path = cursor.document.path
    text = with_key(cursor, key, value)
    if text is None or not places:
        return
    texts: dict[str, str | None] = {path: text}
    for other in {place[0].path: place[0] for place in places}.values():
        marks = {span.start for home, span in places if home is other}
        texts[other.path] = edited(other.text, [mark(at) for at in sorted(marks)])
    if plot.path in texts:
        yield Plant(texts)


def with_key(cursor: Cursor, key: str, value: str) -> str | None:
    """The text of a cursor's file with one more key in its object."""
    located = cursor.locate()
    if located is None:
        return None
    text, span = located[0].text, located[1]
    if is_yaml(cursor.document.path):
        line_end = text.find("\n", span.end)
        brace = text.find("{", span.end, line_end)
        if brace >= 0:
            return f"{text[: brace + 1]} {key}: {value},{text[brace + 1 :]}"
        following = re.compile(r"\n([ ]*)(?=[^ \n#])").search(text, span.end)
        if following is None or text[span.end : line_end].strip() != ":":
            return None
        return f"{text[:line_end]}\n{following[1]}{key}: {value}{text[line_end:]}"
    opening = re.compile(r"\s*:\s*\{").match(text, span.end)
    if opening is None:
        return None
    return f'{text[: opening.end()]}"{key}": {value}, {text[opening.end() :]}'


def _own(plot: Plot) -> Spec | None:
    """The seed's own spec, where nothing is found in it, or in the seeds that name it."""
    own = plot.resolver.own if swagger(plot) else None
    if own is None or flaw(own.document) is not None:
        return None
    namers = (other for other in plot.ground.plots if other.resolver.own is not None)
    named = [other for other in namers if other.resolver.own_path == own.path]
    return own if all(other.tidy for other in named) else None


@kind("invalid-spec")
def spec_without_version(plot: Plot) -> Iterator[Plant]:
    """A spec whose `info` does not say its version."""
    spec = _own(plot)
    info = spec.document.root.child("info") if spec else None
    located = info.child("version") if info else None
    place = info.locate() if info else None
    version = located.locate() if located else None
    if spec is None or place is None or version is None:
        return
    text = spec.document.source.text
    start = text.rfind("\n", 0, version[1].start)
    end = text.find("\n", version[1].start)
    line = text[start:end]
    if line.count(":") != 1:
        return
    renamed = line.replace("version", "x-version", 1)
    yield Plant({spec.path: edited(text, [mark(place[1].start), Edit(Span(start, end), renamed)])})


@kind("invalid-spec")
def no_such_type_in_spec(plot: Plot) -> Iterator[Plant]:
    """A type in a response's schema that does not exist."""
    spec = _own(plot)
    for operation in plot.endpoint:
        for key in operation.responses:
            response = operation.responses[key].resolved()
            if spec is None or response is None or operation.spec is not spec:
                continue
            for place in _types(response, 0):
                located = place.locate()
                if place.document is spec.document and located:
                    text = spec.document.source.text
                    match = re.compile(r"[\"']?type[\"']?:\s*[\"']?(\w+)").match(
                        text, located[1].start
                    )
                    if match:
                        edit = Edit(Span(*match.span(1)), f"{MARK}strnig")
                        yield Plant({spec.path: edited(text, [edit])})


def _types(cursor: Cursor, depth: int) -> Iterator[Cursor]:
    """The `type` keys below a place that are written there, without following references."""
    if depth > 8:
        return
    for key, child in cursor.items():
        if key == "type" and isinstance(child.data, str) and "in" not in cursor:
            yield child
        elif key not in ("properties", "example", "examples", "$ref"):
            yield from _types(child, depth + 1)


@kind("invalid-spec")
def spec_that_cannot_be_read(plot: Plot) -> Iterator[Plant]:
    """A spec with a comma, or a colon, too few."""
    spec = _own(plot)
    place = spec.document.root.child("info") if spec else None
    located = place.locate() if place else None
    if spec is None or located is None:
        return
    text = spec.document.source.text
    yaml = is_yaml(spec.path)
    match = re.compile(r":(?= )" if yaml else r",(?=\s*\n)").search(text, located[1].end + 1)
    if match:
        yield Plant({spec.path: edited(text, [Edit(Span(*match.span()), MARK)])})


@kind("invalid-spec")
def spec_of_no_version(plot: Plot) -> Iterator[Plant]:
    """A spec in a version that does not exist."""
    spec = _own(plot)
    if spec is None:
        return
    text = spec.document.source.text
    match = re.compile(r"[\"']?(?:openapi|swagger)[\"']?:\s*[\"']?([\d.]+)").search(text)
    if match and text.count("\n", 0, match.start()) < 2:
        yield Plant({spec.path: edited(text, [Edit(Span(*match.span(1)), f"{MARK}7.0")])})


@kind("unresolved-reference")
def misspelt_reference(plot: Plot) -> Iterator[Plant]:
    """A `$ref` of a request's body, or of a response, that leads nowhere."""
    if _own(plot) is None:
        return
    for call in plot.calls:
        operation = call.operations[0]
        if len(call.operations) > 1 or operation.spec is not plot.resolver.own:
            continue
        for place in _references(operation, call.step):
            target = place.text("$ref") or ""
            located = Cursor(place.document, (*place.pointer, "$ref"), target).locate()
            head, slash, word = target.rpartition("/")
            wrong = misspelt(word)
            if located is None or not wrong or place.document is not operation.spec.document:
                continue
            text = place.document.source.text
            at = text.find(target, located[1].start)
            yield Plant(
                {
                    place.document.path: edited(
                        text, [Edit(Span(at, at + len(target)), f"{MARK}{head}{slash}{wrong}")]
                    )
                }
            )


def _references(operation: Operation, step: Step) -> Iterator[Cursor]:
    """The schemas of an operation that a step's body and its answer are held against."""
    schema = operation.body.schema("json", "*") if operation.body else None
    if schema is not None and step.get("body") is not None:
        yield schema
        properties = schema.child("properties")
        for _, child in properties.items() if properties else ():
            if child.pointer[: len(operation.cursor.pointer)] == operation.cursor.pointer:
                yield child
