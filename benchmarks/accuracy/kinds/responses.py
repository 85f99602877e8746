"""Answers that the API does not give, and what is read from them that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import misspelt, status_of
from benchmarks.accuracy.values import bodies, examples, extracted
from seedlint import jsonpath
from seedlint.edit import Edit
from seedlint.yamltree import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.accuracy.api import View
    from benchmarks.accuracy.plot import Call, Plot
    from benchmarks.accuracy.values import Value
    from seedlint.yamltree import Data

_OBJECT, _LIST = frozenset({"object"}), frozenset({"array"})
_CODES = (202, 206, 418, 451, 508)


def _undeclared(call: Call) -> list[int]:
    """Statuses that no candidate declares; the API speaks of errors if these are errors."""
    speaks = all(
        operation.responses and not any(key[0] == "3" for key in operation.responses)
        for operation in call.operations
    )
    return [
        code
        for code in _CODES
        if code < 300 and speaks and not any(o.declares(code) for o in call.operations)
    ]


def _free(plot: Plot) -> bool:
    """Whether the frontmatter says nothing of the statuses."""
    return plot.head is not None and plot.head.pair("expectedOutcome") is None


@kind("undocumented-status")
def status_that_is_not_declared(plot: Plot) -> Iterator[Plant]:
    """A step that expects a success which the operation does not declare."""
    for call in plot.calls:
        pair = status_of(call.step)
        if pair and not list(call.step.extract) and plot.tidy and _free(plot):
            for code in _undeclared(call):
                yield plot.plant(plot.replacing(pair, f"[{code}]"))
                yield plot.plant(plot.replacing(pair, str(code)))


@kind("extra-undocumented-status")
def one_status_too_many(plot: Plot) -> Iterator[Plant]:
    """A step that expects a success which the operation declares, or one that it does not."""
    for call in plot.calls:
        pair, status = status_of(call.step), call.step.expected_status
        declared = all(
            o.declares(code) for code in call.step.expected_statuses for o in call.operations
        )
        if pair and declared and isinstance(status, Sequence) and status.items:
            inner = ", ".join(plot.slice(item.span) for item in status.items)
            for code in _undeclared(call):
                yield plot.plant(plot.replacing(pair, f"[{inner}, {code}]"))


def _paths(plot: Plot) -> Iterator[tuple[Call, Scalar, list[str | None], list[tuple[View, ...]]]]:
    """Each extract with the steps of its path, and what the API answers at every one of them."""
    for call in plot.calls:
        for _, scalar in call.step.extract:
            path = jsonpath.parse(scalar.text)
            if not isinstance(path, jsonpath.Path):
                continue
            names = [step.name for step in path.steps]
            views = [extracted(call, names[:index]) for index in range(len(names) + 1)]
            known = [each for each in views if each is not None]
            if len(known) == len(views):
                yield call, scalar, names, known


def _written(names: list[str | None], index: int, word: str, scalar: Scalar) -> str | None:
    """A path with one of its names written otherwise."""
    path = jsonpath.parse(scalar.text)
    assert isinstance(path, jsonpath.Path)
    step = path.steps[index]
    if names[index] is None:
        return None
    return scalar.text[: step.start] + word + scalar.text[step.end :]


def _objects(views: tuple[View, ...], name: str) -> bool:
    """Whether every candidate answers with an object that surely has no such property."""
    return all(
        view.kinds == _OBJECT and name not in view.properties and not view.takes_more
        for view in views
    )


def _read(plot: Plot, scalar: Scalar, text: str) -> Plant:
    return plot.plant(Edit(scalar.span, f'{MARK}"{text}"'))


@kind("unknown-response-path")
def misspelt_name_in_path(plot: Plot) -> Iterator[Plant]:
    """An `extract` with two letters of a name swapped."""
    for _, scalar, names, views in _paths(plot):
        for index, name in enumerate(names):
            wrong = misspelt(name) if name else None
            if wrong and _objects(views[index], wrong):
                text = _written(names, index, wrong, scalar)
                if text:
                    yield _read(plot, scalar, text)


@kind("unknown-response-path")
def another_root(plot: Plot) -> Iterator[Plant]:
    """An `extract` that looks for everything below `data`."""
    for _, scalar, _, views in _paths(plot):
        if _objects(views[0], "data"):
            yield _read(plot, scalar, scalar.text.replace("$.", "$.data.", 1))


@kind("unknown-response-path")
def list_without_index(plot: Plot) -> Iterator[Plant]:
    """An `extract` that reads a property of a list, and not of an item."""
    for _, scalar, names, views in _paths(plot):
        path = jsonpath.parse(scalar.text)
        for index, name in enumerate(names[:-1]):
            lists = all(view.kinds == _LIST for view in views[index])
            if name is None and lists and isinstance(path, jsonpath.Path):
                step = path.steps[index]
                yield _read(plot, scalar, scalar.text[: step.start] + scalar.text[step.end :])


@kind("unknown-response-path")
def index_into_object(plot: Plot) -> Iterator[Plant]:
    """An `extract` that takes the first item of an object."""
    for _, scalar, names, views in _paths(plot):
        path = jsonpath.parse(scalar.text)
        for index, name in enumerate(names[:-1]):
            objects = all(view.kinds == _OBJECT for view in views[index + 1])
            if name and objects and isinstance(path, jsonpath.Path):
                end = path.steps[index].end
                yield _read(plot, scalar, f"{scalar.text[:end]}[0]{scalar.text[end:]}")


@kind("unknown-response-path")
def below_a_scalar(plot: Plot) -> Iterator[Plant]:
    """An `extract` that looks for something below a string or a number."""
    for _, scalar, _, views in _paths(plot):
        if all(view.kinds and view.kinds <= {"string", "integer"} for view in views[-1]):
            yield _read(plot, scalar, f"{scalar.text}.value")


@kind("unknown-response-path")
def misspelt_name_by_example(plot: Plot) -> Iterator[Plant]:
    """An `extract` with a name misspelt that the examples, for want of a schema, have right."""
    for call in plot.calls:
        shown = examples(call)
        for _, scalar in call.step.extract if shown else ():
            path = jsonpath.parse(scalar.text)
            names = [step.name for step in path.steps] if isinstance(path, jsonpath.Path) else []
            holders = [_reached(example, names[:-1]) for example in shown or ()]
            name = names[-1] if names else None
            wrong = misspelt(name) if name else None
            if wrong and all(isinstance(h, dict) and name in h and wrong not in h for h in holders):
                text = _written(names, len(names) - 1, wrong, scalar)
                if text:
                    yield _read(plot, scalar, text)


def _reached(data: Data, names: list[str | None]) -> Data:
    """What a path leads to in an example: names into objects, None to the first of a list."""
    for name in names:
        if isinstance(data, dict) and name is not None:
            data = data.get(name)
        elif isinstance(data, list) and data and name is None:
            data = data[0]
        else:
            return None
    return data


@kind("type-mismatch")
def text_sent_as_number(plot: Plot) -> Iterator[Plant]:
    """A variable that holds text, by the response that it is from, where a number is wanted."""
    yield from _sent(plot, "string", lambda value: value.only("integer", "number"))


@kind("type-mismatch")
def number_sent_as_text(plot: Plot) -> Iterator[Plant]:
    """A variable that holds a number, sent where text is wanted."""
    yield from _sent(plot, "integer", lambda value: value.only("string") and not value.is_tag)


@kind("type-mismatch")
def text_sent_as_list(plot: Plot) -> Iterator[Plant]:
    """A variable that holds text, sent where a list or an object is wanted."""
    yield from _sent(
        plot,
        "string",
        lambda value: value.only("array") or (value.only("object") and value.never("string")),
    )


def _sent(plot: Plot, kind_: str, wrong: Callable[[Value], bool]) -> Iterator[Plant]:
    """Every variable of a kind in the place of a later value, where `wrong` says that it is."""
    for name, kinds in _typed(plot):
        for value in bodies(plot):
            later = value.node.span.start > _at(plot, name)
            if kinds != {kind_} or not later or not value.pair or not value.trail:
                continue
            if wrong(value) and plot.can_lose(value.node):
                yield plot.plant(plot.replacing(value.pair, f'"{{{{{name}}}}}"'))


def _typed(plot: Plot) -> Iterator[tuple[str, frozenset[str]]]:
    """The variables that are extracted once, by a step that has to succeed, and their kinds."""
    for call in plot.calls:
        for key, scalar in call.step.extract:
            path = jsonpath.parse(scalar.text)
            once = sum(extract.name == key.text for extract in plot.scope.extracts) == 1
            if not isinstance(path, jsonpath.Path) or not once or call.step.optional:
                continue
            views = extracted(call, [step.name for step in path.steps])
            kinds = {view.kinds for view in views} if views else set()
            known = next(iter(kinds)) if len(kinds) == 1 else None
            if known and key.text not in plot.scope.given and plot.uses(key.text):
                yield key.text, known


def _at(plot: Plot, name: str) -> int:
    """Where the step ends that extracts a variable."""
    return next(e.step.node.span.end for e in plot.scope.extracts if e.name == name)
