"""Which responses operations declare, and what they hold: by their schemas, or their examples.

A schema is what the API promises. An example only shows one answer, so it is weaker evidence, and
whoever reports it says so.
"""

from __future__ import annotations

from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.shape import expanded, shape
from seedlint.spec import JSON, fitting
from seedlint.types import ANY, Type, kind_of_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seedlint import jsonpath
    from seedlint.jsonpath import Path
    from seedlint.seed import Step
    from seedlint.shape import Shape
    from seedlint.spec import Cursor, Operation


_MOST = 20
"""How many schemas a path is followed through side by side, before it is lost among them."""


class Verdict(Enum):
    """Whether a response has what a path reads."""

    FOUND = "found"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Evidence(NamedTuple):
    """What is known of the place that a path reads.

    `cursor` is where the spec says so; where it is UNKNOWN, why no example can tell more. Where it
    is ABSENT, `step` is the number of the path's step that leads nowhere, `kind` is the kind of
    value that it was to be taken of, and `names` are the names that there are instead.
    `inner` is the number of the step in its filter, where that leads nowhere. `by_example` marks
    the weaker evidence.
    """

    verdict: Verdict
    type: Type = ANY
    cursor: Cursor | None = None
    step: int = 0
    kind: str | None = None
    names: tuple[str, ...] = ()
    by_example: bool = False
    inner: int | None = None


UNKNOWN = Evidence(Verdict.UNKNOWN)


def look_up(operations: Sequence[Operation], statuses: Sequence[int], path: Path) -> Evidence:
    """What a path reads from the expected successes of some operations.

    It is ABSENT only where every candidate declares a success, and each of these lacks it.
    """
    found: list[Evidence] = []
    for operation in operations:
        responses = [_of_response(each, path) for each in _successes(operation, statuses)]
        found += chain.from_iterable(responses or [[UNKNOWN]])
    present = [evidence for evidence in found if evidence.verdict is Verdict.FOUND]
    if present:
        alike = {evidence.type for evidence in present} if len(present) == len(found) else set()
        return present[0] if len(alike) == 1 else Evidence(Verdict.FOUND, ANY, present[0].cursor)
    if found and all(evidence.verdict is Verdict.ABSENT for evidence in found):
        return max(found, key=lambda evidence: (not evidence.by_example, evidence.step))
    return UNKNOWN


def undeclared(operations: Sequence[Operation], statuses: Iterable[int]) -> list[int]:
    """The statuses that no candidate declares.

    Empty where a candidate declares nothing, or a redirection: a runner may follow that to the
    answer of another operation.
    """
    if any(not o.responses or any(key.startswith("3") for key in o.responses) for o in operations):
        return []
    return [s for s in statuses if not any(operation.declares(s) for operation in operations)]


def unexpected(step: Step, operations: Sequence[Operation]) -> list[int]:
    """The statuses that a step expects and that no candidate declares.

    An API that declares no error at all says nothing about errors.
    """
    errors = any(key.startswith(("4", "5")) for o in operations for key in o.responses)
    if step.negative and not errors:
        return []
    return undeclared(operations, (s for s in step.expected_statuses if 100 <= s <= 599))


def schemas_of(response: Cursor, named: str = "") -> list[Cursor | None]:
    """The schemas that a response's JSON may have, in Swagger 2.0 or OpenAPI 3.

    That is the one of the media type that is `named`, where the response has it.
    """
    return [media.child("schema") for media in _media(response, named)]


def _successes(operation: Operation, statuses: Sequence[int]) -> Iterator[Cursor]:
    for status in statuses:
        if 200 <= status < 300:
            response = operation.response(status)
            if response is not None:
                yield response


def _of_response(response: Cursor, path: Path) -> list[Evidence]:
    """What a path reads from a response, in each media type that its JSON may have."""
    return [_of_media(media, path) for media in _media(response)] or [UNKNOWN]


def _media(response: Cursor, named: str = "application/json") -> list[Cursor]:
    """What has the schema of a response's JSON: a media type, or in Swagger 2.0 the response."""
    content = response.child("content")
    if content is None or response.child("schema") is not None:
        return [response]
    return fitting(dict(content.items()), JSON, named)


def _of_media(media: Cursor, path: Path) -> Evidence:
    schema = media.child("schema")
    by_schema = _of_schema(schema, path) if schema else UNKNOWN
    if by_schema.verdict is Verdict.FOUND and by_schema.type.kinds is not None:
        return by_schema
    by_example = _of_examples(_examples(media, schema), path)
    return by_example if by_example.verdict is Verdict.FOUND or not by_schema.cursor else by_schema


def _of_schema(schema: Cursor, path: Path) -> Evidence:
    return _of_shapes([shape([schema])], path.steps, schema)


def _of_shapes(shapes: list[Shape], way: Sequence[jsonpath.Step], schema: Cursor) -> Evidence:
    for number, step in enumerate(way):
        following: dict[tuple[object, ...], Shape] = {}
        names: dict[str, None] = {}
        kinds: set[str] = set()
        unknown = extended = False
        for option in _options(shapes):
            schemas = _below(option, step.name)
            if schemas:
                key = tuple(each.key for each in schemas)
                following[key] = following.get(key) or shape(schemas)
                continue
            names.update(dict.fromkeys(option.properties))
            unknown = unknown or schemas is not None
            extended = extended or option.extended
            kinds |= option.kinds or frozenset()
        if len(following) > _MOST:
            return UNKNOWN
        if not following:
            where = shapes[0].parts[0] if shapes[0].parts else schema
            if unknown:
                return Evidence(Verdict.UNKNOWN, cursor=where) if extended else UNKNOWN
            kind = kinds.pop() if len(kinds - {"null"}) == 1 and "null" not in kinds else None
            return Evidence(Verdict.ABSENT, ANY, where, number, kind, tuple(names))
        shapes = [*following.values()]
        compared = _of_shapes(shapes, step.filter, schema) if step.filter else UNKNOWN
        if compared.verdict is Verdict.ABSENT:
            return compared._replace(step=number, inner=compared.step)
    options = [*_options(shapes)]
    types = {option.type for option in options}
    type_ = types.pop() if len(types) == 1 and not any(o.unknown for o in options) else ANY
    where = shapes[0].parts[0] if shapes[0].parts else schema
    return Evidence(Verdict.FOUND, type_, where)


def _options(shapes: Iterable[Shape]) -> Iterator[Shape]:
    for current in shapes:
        yield from expanded(current)


def _below(option: Shape, name: str | None) -> list[Cursor] | None:
    """The schemas of what a step leads to; empty where that is unknown, None if it is nowhere."""
    if name is None and option.prefix:
        return []  # `items` is what follows these
    listed = option.items if name is None else option.properties.get(name, [])
    if listed or option.unknown or not option.parts:
        return listed
    if option.kinds is not None and ("array" if name is None else "object") not in option.kinds:
        return None
    found = option.schemas(name) if name is not None else []
    return [] if found is None and option.extended else found


def _examples(media: Cursor, schema: Cursor | None) -> Iterator[Cursor]:
    """The examples of a response (Swagger 2.0 `examples`), a media type or its schema."""
    named = media.child("examples")
    for name, entry in named.items() if named else ():
        if "/" not in name and (value := entry.child("value")):
            yield value
        elif "/" in name and "json" in name:
            yield entry
    for holder in filter(None, (media, schema)):
        if example := holder.child("example"):
            yield example


def _of_examples(examples: Iterable[Cursor], path: Path) -> Evidence:
    found = [_of_example(example, path) for example in examples]
    for verdict in (Verdict.FOUND, Verdict.UNKNOWN, Verdict.ABSENT):
        for evidence in found:
            if evidence.verdict is verdict:
                return evidence
    return UNKNOWN


def _of_example(example: Cursor, path: Path) -> Evidence:
    current = example
    if not isinstance(example.data, dict | list):
        return UNKNOWN
    for number, step in enumerate(path.steps):
        data = current.data
        following = current.child(step.name or "0")
        if following is not None and isinstance(data, dict) == (step.name is not None):
            current = following
            continue
        if data is None or data in ([], {}) or isinstance(data, str):
            return UNKNOWN
        names = tuple(data) if isinstance(data, dict) else ()
        return Evidence(
            Verdict.ABSENT, ANY, current, number, kind_of_data(data), names, by_example=True
        )
    type_ = ANY if current.data is None else Type(frozenset({kind_of_data(current.data)}))
    return Evidence(Verdict.FOUND, type_, current, by_example=True)
