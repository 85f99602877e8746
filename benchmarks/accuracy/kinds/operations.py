"""Calls of what the API does not have, and specs that are not there, not right or on their way out."""

from __future__ import annotations

import re
from posixpath import splitext
from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, edited, kind, mark
from benchmarks.accuracy.plot import misspelt
from benchmarks.accuracy.values import sent
from seedlint import datafile
from seedlint.edit import Edit
from seedlint.paths import is_local
from seedlint.source import Span
from seedlint.yamltree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Call, Plot
    from seedlint.seed import Step
    from seedlint.spec import Cursor, Operation, Spec
    from seedlint.yamltree import Pair

_SIBLINGS = {"POST": "PUT", "PUT": "PATCH", "PATCH": "PUT", "DELETE": "PUT", "GET": "DELETE"}


def _swagger(plot: Plot) -> tuple[Pair, str] | None:
    """The key that names the spec, where that is there and has the endpoint."""
    pair = plot.head.root.pair("swagger") if plot.head and plot.head.root else None
    if pair is None or not isinstance(pair.value, Scalar) or is_local(pair.value.text):
        return None
    own = plot.resolver.own
    if own is None or not any(operation.spec is own for operation in plot.endpoint):
        return None
    return pair, pair.value.text


def _paths(plot: Plot) -> Iterator[tuple[Scalar, Call]]:
    """The paths of calls of the seed's own spec, without a query."""
    own = plot.resolver.own
    for call in plot.calls:
        path = call.step.path
        described = own is not None and any(o.spec is own for o in call.operations)
        if path and described and "?" not in path.text:
            yield path, call


def _rewritten(plot: Plot, path: Scalar, text: str) -> Iterator[Plant]:
    if text != path.text and not plot.known(text):
        span = path.place(0, len(path.text))
        yield plot.plant(Edit(span, MARK + text))


@kind("unknown-operation")
def misspelt_segment(plot: Plot) -> Iterator[Plant]:
    """A word of a step's path with two letters swapped."""
    for path, _ in _paths(plot):
        words = path.text.split("/")
        for index, word in enumerate(words):
            wrong = misspelt(word) if "{" not in word else None
            if wrong:
                yield from _rewritten(plot, path, "/".join((*words[:index], wrong, *words[index + 1 :])))


@kind("unknown-operation")
def dropped_segment(plot: Plot) -> Iterator[Plant]:
    """A step's path that lacks a word."""
    for path, _ in _paths(plot):
        words = path.text.split("/")
        for index, word in enumerate(words):
            if word and "{" not in word:
                yield from _rewritten(plot, path, "/".join((*words[:index], *words[index + 1 :])))


@kind("unknown-operation")
def one_segment_more(plot: Plot) -> Iterator[Plant]:
    """A step's path with a word too many, at its end."""
    for path, _ in _paths(plot):
        yield from _rewritten(plot, path, f"{path.text}/overview")


@kind("unknown-operation")
def lacking_prefix(plot: Plot) -> Iterator[Plant]:
    """A step's path without the prefix of its server."""
    for path, call in _paths(plot):
        for prefix in call.operations[0].spec.prefixes:
            if prefix and path.text.startswith(f"{prefix}/"):
                yield from _rewritten(plot, path, path.text.removeprefix(prefix))


@kind("unknown-operation")
def doubled_prefix(plot: Plot) -> Iterator[Plant]:
    """A step's path with the prefix of its server twice."""
    for path, call in _paths(plot):
        for prefix in call.operations[0].spec.prefixes:
            if prefix and path.text.startswith(f"{prefix}/"):
                yield from _rewritten(plot, path, prefix + path.text)


@kind("unknown-operation")
def misspelt_endpoint(plot: Plot) -> Iterator[Plant]:
    """An `endpoint` with two letters of its path swapped, which the steps have right."""
    endpoint = plot.seed.endpoint if plot.endpoint else None
    words = endpoint.path.text.split("/") if endpoint else []
    for index, word in enumerate(words):
        wrong = misspelt(word) if "{" not in word else None
        if endpoint and wrong and _swagger(plot):
            path = "/".join((*words[:index], wrong, *words[index + 1 :]))
            if not plot.known(path):
                yield plot.plant(Edit(endpoint.path.span, MARK + path))


@kind("unknown-operation")
def misspelt_everywhere(plot: Plot) -> Iterator[Plant]:
    """The same word misspelt in `endpoint` and in the one step that calls it: one mistake."""
    endpoint = plot.seed.endpoint if plot.endpoint else None
    calls = [step for step in plot.seed.steps if plot.resolver.tests(step)]
    if endpoint is None or len(calls) != 1 or calls[0].negative or not _swagger(plot):
        return
    path = calls[0].path
    word = next((w for w in reversed(endpoint.path.text.split("/")) if misspelt(w)), None)
    if path is None or word is None or "{" in word or f"/{word}" not in path.text:
        return
    wrong = misspelt(word) or word
    there = endpoint.path.text.replace(f"/{word}", f"/{wrong}")
    here = path.text.replace(f"/{word}", f"/{wrong}")
    if not plot.known(here) and not plot.known(there) and plot.clean(calls[0].node.span):
        yield plot.plant(
            Edit(endpoint.path.span, there), Edit(path.place(0, len(path.text)), MARK + here)
        )


@kind("wrong-method")
def method_of_another_operation(plot: Plot) -> Iterator[Plant]:
    """A step with a method that its path does not have."""
    for path, call in _paths(plot):
        pair, wrong = call.step.pair("method"), _SIBLINGS.get(call.method)
        if call.method == "GET" and call.step.get("params"):
            continue
        if call.method == "DELETE" and call.step.get("params"):
            continue
        if pair and wrong and wrong not in plot.known(path.text):
            yield plot.plant(plot.replacing(pair, wrong))


@kind("wrong-method")
def method_of_endpoint(plot: Plot) -> Iterator[Plant]:
    """An `endpoint` with a method that its path does not have, which the steps have right."""
    endpoint = plot.seed.endpoint if plot.endpoint else None
    wrong = _SIBLINGS.get(endpoint.method.text) if endpoint else None
    if endpoint and wrong and _swagger(plot) and wrong not in plot.known(endpoint.path.text):
        yield plot.plant(Edit(endpoint.method.span, MARK + wrong))


@kind("missing-spec")
def misspelt_file(plot: Plot) -> Iterator[Plant]:
    """A `swagger` with two letters of its file's name swapped, or another ending or folder."""
    known = _swagger(plot)
    if known is None:
        return
    pair, path = known
    folder, slash, name = path.rpartition("/")
    stem, ending = splitext(name)
    other = ".json" if ending != ".json" else ".yaml"
    for wrong in (
        f"{folder}{slash}{misspelt(stem) or stem + 's'}{ending}",
        f"{folder}{slash}{stem}{other}",
        f"{folder}/v2/{name}",
        f"specs/{path}",
    ):
        if not plot.ground.specs.exists(wrong):
            yield plot.plant(plot.replacing(pair, wrong))


@kind("no-spec")
def spec_not_named(plot: Plot) -> Iterator[Plant]:
    """A seed without `swagger`; that is said at its opening."""
    known = _swagger(plot)
    root = plot.head.root if plot.head else None
    edit = plot.removing(root, known[0]) if known and root else None
    if plot.head and edit:
        yield plot.plant(plot.marking(plot.head.span), edit)


@kind("wrong-spec")
def spec_of_something_else(plot: Plot) -> Iterator[Plant]:
    """A `swagger` that names a spec without the endpoint."""
    known = _swagger(plot)
    if known is None:
        return
    describing = {operation.spec.path for operation in plot.endpoint}
    endpoint = plot.seed.endpoint
    for spec in plot.ground.specs.all():
        here = endpoint and spec.tree.find_method(endpoint.method.text, endpoint.path.text)
        if spec.operations and spec.path not in describing and not here:
            yield plot.plant(plot.replacing(known[0], spec.path))


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
            yield from _deprecated(plot, operation.cursor, places)


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
                yield from _deprecated(plot, schema, [(plot, value.pair.key.span)])


def _deprecated(plot: Plot, cursor: Cursor, places: list[tuple[Plot, Span]]) -> Iterator[Plant]:
    path = cursor.document.path
    located = cursor.locate()
    text = with_key(cursor, "deprecated", "true") if located else None
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
    source, span = cursor.locate() or (cursor.document.source, Span(0, 0))
    text = source.text
    if datafile.is_yaml(cursor.document.path):
        line_end = text.find("\n", span.end)
        opening = text.find("{", span.end, line_end)
        if opening >= 0:
            return f"{text[: opening + 1]} {key}: {value},{text[opening + 1 :]}"
        following = re.compile(r"\n([ ]*)(?=[^ \n#])").search(text, span.end)
        if following is None or text[span.end : line_end].strip() != ":":
            return None
        return f"{text[:line_end]}\n{following[1]}{key}: {value}{text[line_end:]}"
    opening = re.compile(r"\s*:\s*\{").match(text, span.end)
    if opening is None:
        return None
    return f'{text[: opening.end()]}"{key}": {value}, {text[opening.end() :]}'


def _own(plot: Plot) -> Spec | None:
    """The seed's own spec, named by its path, where nothing is found in it so far."""
    own = plot.resolver.own if _swagger(plot) else None
    return own if own and own.document.problem is None else None


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
    yaml = datafile.is_yaml(spec.path)
    at = text.find(":" if yaml else ",", located[1].end + (1 if yaml else 0))
    if yaml:
        at = text.find(":", text.find("\n", located[1].end))
    if at > 0:
        yield Plant({spec.path: edited(text, [Edit(Span(at, at + 1), MARK)])})


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
            reference = place.child("$ref") if place.text("$ref") else None
            located = reference.locate() if reference else None
            target = place.text("$ref") or ""
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
