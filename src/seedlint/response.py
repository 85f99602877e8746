"""Which responses operations declare, and what they hold: by their schemas, or their examples.

A schema is what the API promises. An example only shows one answer, so it is weaker evidence, and
whoever reports it says so.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.shape import expanded, shape
from seedlint.types import ANY, Type, kind_of_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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

    `cursor` is where the spec says so. Where it is ABSENT, `step` is the number of the path's step
    that leads nowhere, `kind` is the kind of value that it was to be taken of, and `names` are the
    names that there are instead. `by_example` marks the weaker evidence.
    """

    verdict: Verdict
    type: Type = ANY
    cursor: Cursor | None = None
    step: int = 0
    kind: str | None = None
    names: tuple[str, ...] = ()
    by_example: bool = False


UNKNOWN = Evidence(Verdict.UNKNOWN)


def look_up(operations: Sequence[Operation], statuses: Sequence[int], path: Path) -> Evidence:
    """What a path reads from the expected successes of some operations.

    It is ABSENT only where every candidate declares a success, and each of these lacks it.
    """
    found: list[Evidence] = []
    for operation in operations:
        responses = _successes(operation, statuses)
        found += [_of_response(response, path) for response in responses] or [UNKNOWN]
    present = [evidence for evidence in found if evidence.verdict is Verdict.FOUND]
    if present:
        alike = {evidence.type for evidence in present} if len(present) == len(found) else set()
        return present[0] if len(alike) == 1 else Evidence(Verdict.FOUND, ANY, present[0].cursor)
    if found and all(evidence.verdict is Verdict.ABSENT for evidence in found):
        return max(found, key=lambda evidence: (not evidence.by_example, evidence.step))
    return UNKNOWN


def undeclared(operations: Sequence[Operation], statuses: Iterable[int]) -> list[int]:
    """The statuses that no candidate declares.

    None where a candidate declares nothing, or a redirection: a runner may follow that to the
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


def schema_of(response: Cursor) -> Cursor | None:
    """The schema of a response's JSON, in Swagger 2.0 or OpenAPI 3."""
    schema = response.child("schema")
    if schema is not None:
        return schema
    media = _json_media(response)
    return media.child("schema") if media else None


def _successes(operation: Operation, statuses: Sequence[int]) -> Iterator[Cursor]:
    for status in statuses:
        if 200 <= status < 300:
            response = operation.response(status)
            if response is not None:
                yield response


def _of_response(response: Cursor, path: Path) -> Evidence:
    schema = schema_of(response)
    by_schema = _of_schema(schema, path) if schema else UNKNOWN
    if by_schema.verdict is Verdict.FOUND and by_schema.type.kinds is not None:
        return by_schema
    by_example = _of_examples([*_examples(response), *(_examples(schema) if schema else ())], path)
    if by_schema.verdict is Verdict.FOUND:
        return by_example if by_example.verdict is Verdict.FOUND else by_schema
    if by_schema.verdict is Verdict.ABSENT and by_example.verdict is not Verdict.FOUND:
        return by_schema
    return by_example


def _of_schema(schema: Cursor, path: Path) -> Evidence:
    shapes = [shape([schema])]
    for number, step in enumerate(path.steps):
        following: dict[tuple[object, ...], Shape] = {}
        names: dict[str, None] = {}
        kinds: set[str] = set()
        unknown = False
        for option in _options(shapes):
            schemas = option.items if step.name is None else option.properties.get(step.name, [])
            if schemas:
                key = tuple(each.key for each in schemas)
                following[key] = following.get(key) or shape(schemas)
                continue
            names.update(dict.fromkeys(option.properties))
            unknown = unknown or _may_have(option, step.name)
            kinds |= option.kinds or frozenset()
        if len(following) > _MOST:
            return UNKNOWN
        if not following:
            if unknown:
                return UNKNOWN
            kind = kinds.pop() if len(kinds - {"null"}) == 1 and "null" not in kinds else None
            where = shapes[0].parts[0] if shapes[0].parts else schema
            return Evidence(Verdict.ABSENT, ANY, where, number, kind, tuple(names))
        shapes = [*following.values()]
    options = [*_options(shapes)]
    types = {option.type for option in options}
    type_ = types.pop() if len(types) == 1 and not any(o.unknown for o in options) else ANY
    where = shapes[0].parts[0] if shapes[0].parts else schema
    return Evidence(Verdict.FOUND, type_, where)


def _options(shapes: Iterable[Shape]) -> Iterator[Shape]:
    for current in shapes:
        yield from expanded(current)


def _may_have(option: Shape, name: str | None) -> bool:
    """Whether a place may have what a step asks for, though no schema lists it."""
    if option.unknown or not option.parts:
        return True
    kinds = option.kinds
    if name is None:
        return kinds is None or "array" in kinds
    if kinds is not None and "object" not in kinds:
        return False
    return option.open or bool(option.patterns) or not option.properties


def _examples(holder: Cursor) -> Iterator[Cursor]:
    """The examples of a response (Swagger 2.0 `examples`, OpenAPI 3 `content`) or of a schema."""
    media = _json_media(holder)
    sources = [media] if media else []
    swagger = holder.child("examples")
    for name, entry in swagger.items() if swagger else ():
        if "json" in name:
            yield entry
    resolved = holder.resolved()
    for source in [*sources, *([resolved] if resolved else [])]:
        example = source.child("example")
        if example is not None:
            yield example
        named = source.child("examples") if source is media else None
        for _, entry in named.items() if named else ():
            value = entry.child("value")
            if value is not None:
                yield value


def _json_media(response: Cursor) -> Cursor | None:
    content = response.child("content")
    for name, media in content.items() if content else ():
        if "json" in name or name == "*/*":
            return media
    return None


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
