"""Calls of what the API does not have, and specs that are not named as they should be."""

from __future__ import annotations

from posixpath import splitext
from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import misspelt
from seedlint.edit import Edit
from seedlint.paths import is_local
from seedlint.yamltree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Call, Plot
    from seedlint.yamltree import Pair

_SIBLINGS = {"POST": "PUT", "PUT": "PATCH", "PATCH": "PUT", "DELETE": "PUT", "GET": "DELETE"}


def swagger(plot: Plot) -> tuple[Pair, str] | None:
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
                yield from _rewritten(
                    plot, path, "/".join((*words[:index], wrong, *words[index + 1 :]))
                )


@kind("unknown-operation")
def segment_in_other_words(plot: Plot) -> Iterator[Plant]:
    """A word of a step's path with a capital, or in the singular for the plural."""
    for path, _ in _paths(plot):
        words = path.text.split("/")
        for index, word in enumerate(words):
            for wrong in (word.capitalize(), word.removesuffix("s")):
                if "{" not in word and wrong:
                    text = "/".join((*words[:index], wrong, *words[index + 1 :]))
                    yield from _rewritten(plot, path, text)


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
        if endpoint and wrong and swagger(plot):
            path = "/".join((*words[:index], wrong, *words[index + 1 :]))
            if not plot.known(path):
                yield plot.plant(Edit(endpoint.path.span, MARK + path))


@kind("unknown-operation")
def misspelt_everywhere(plot: Plot) -> Iterator[Plant]:
    """The same word misspelt in `endpoint` and in the one step that calls it: one mistake."""
    endpoint = plot.seed.endpoint if plot.endpoint else None
    calls = [step for step in plot.seed.steps if plot.resolver.tests(step)]
    if endpoint is None or len(calls) != 1 or calls[0].negative or not swagger(plot):
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
    if endpoint and wrong and swagger(plot) and wrong not in plot.known(endpoint.path.text):
        yield plot.plant(Edit(endpoint.method.span, MARK + wrong))


@kind("missing-spec")
def misspelt_file(plot: Plot) -> Iterator[Plant]:
    """A `swagger` with two letters of its file's name swapped, or another ending or folder."""
    known = swagger(plot)
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
    known = swagger(plot)
    root = plot.head.root if plot.head else None
    edit = plot.removing(root, known[0]) if known and root else None
    if plot.head and edit:
        yield plot.plant(plot.marking(plot.head.span), edit)


@kind("wrong-spec")
def spec_of_something_else(plot: Plot) -> Iterator[Plant]:
    """A `swagger` that names a spec without the endpoint."""
    known = swagger(plot)
    if known is None:
        return
    describing = {operation.spec.path for operation in plot.endpoint}
    endpoint = plot.seed.endpoint
    for spec in plot.ground.specs.all():
        here = endpoint and spec.tree.find_method(endpoint.method.text, endpoint.path.text)
        if spec.operations and spec.path not in describing and not here:
            yield plot.plant(plot.replacing(known[0], spec.path))
