"""What a step's response holds, as the JSONPaths that read it."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from seedlint import jsonpath
from seedlint.lsp.features import expected, prose
from seedlint.lsp.features.offer import Kind, Offer
from seedlint.response import look_up, schemas_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seedlint.lsp.features.expected import Field
    from seedlint.shape import Shape
    from seedlint.spec import Cursor, Operation

_STATUS = re.compile(r"[1-5][0-9]{2}")
_SUCCESS = re.compile(r"2[0-9]{2}")
_NOBODY = "\ufffd"  # the name of what no response has
_PROBES = 30

MOST = 100
"""How many paths are offered at once; more of them come up as the path is typed."""


def declared(operations: Iterable[Operation]) -> dict[str, str]:
    """The statuses that some operations declare, each with what the spec says of it."""
    found: dict[str, str] = {}
    for operation in operations:
        for status, entry in operation.responses.items():
            if _STATUS.fullmatch(status):
                response = entry.resolved()
                found.setdefault(status, (response and response.text("description")) or "")
    return found


def statuses(operations: Iterable[Operation]) -> Iterator[Offer]:
    """The statuses that some operations declare, as they are written."""
    for status, told in sorted(declared(operations).items()):
        yield Offer(status, Kind.VALUE, int(status), prose.plain(told, 60), prose.said(told))


def readable(operations: Iterable[Operation], typed: str) -> Iterator[tuple[str, Field]]:
    """The paths into the successful responses of some operations that a typed one may become.

    The shallow ones come first; what follows the last whole step of `typed` is not looked at.
    """
    base, steps = _base(typed)
    seen: set[str] = set()
    for schema in _schemas(operations):
        shapes = expected.follow(expected.options([schema]), [step.name for step in steps])
        for path, field in _below(base, shapes):
            if len(seen) >= MOST:
                return
            if path not in seen:
                seen.add(path)
                yield path, field


def shown(operations: Sequence[Operation], typed: str) -> Iterator[tuple[str, str]]:
    """The paths that the examples of those responses have, each with the kind of its value."""
    statuses = [int(s) for s in declared(operations) if _SUCCESS.fullmatch(s)]
    waiting = deque([_base(typed)[0]])
    for _ in range(_PROBES):
        if not waiting:
            return
        base = waiting.popleft()
        probe = jsonpath.parse(f"{base}.{_NOBODY}")
        if isinstance(probe, jsonpath.Problem):
            continue
        evidence = look_up(operations, statuses, probe)
        if not evidence.by_example or evidence.step != len(probe.steps) - 1:
            continue
        if evidence.kind == "array":
            waiting.append(f"{base}[0]")
        for name in evidence.names:
            path = jsonpath.parse(f"{base}.{name}")
            if isinstance(path, jsonpath.Path):
                type_ = look_up(operations, statuses, path).type
                yield f"{base}.{name}", prose.kind(type_)
                waiting.append(f"{base}.{name}")


def _below(base: str, shapes: list[Shape]) -> Iterator[tuple[str, Field]]:
    waiting = deque([(base, shapes)])
    for _ in range(MOST):
        if not waiting:
            return
        path, shapes = waiting.popleft()
        for field in expected.members(shapes, sent=False):
            below = f"{path}.{field.name}"
            if isinstance(jsonpath.parse(below), jsonpath.Path):
                yield below, field
                waiting.append((below, [*field.shapes]))
        if any(shape.items for shape in shapes):
            waiting.append((f"{path}[0]", expected.follow(shapes, [None])))


def _base(typed: str) -> tuple[str, tuple[jsonpath.Step, ...]]:
    """The beginning of a path that says which value it goes into, and its steps."""
    for end in range(len(typed), 0, -1):
        if typed[end : end + 1] in (".", "["):
            path = jsonpath.parse(typed[:end])
            if isinstance(path, jsonpath.Path):
                return typed[:end], path.steps
    return "$", ()


def _schemas(operations: Iterable[Operation]) -> Iterator[Cursor]:
    for operation in operations:
        for status in operation.responses:
            response = operation.response(int(status)) if _SUCCESS.fullmatch(status) else None
            if response:
                yield from filter(None, schemas_of(response, "application/json"))
