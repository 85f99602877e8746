"""What one schema asks for, with its references followed and its `allOf` merged.

JSON Schema as Swagger 2.0, OpenAPI 3.0 (`nullable`) and 3.1 (lists of types) use it. Where
schemas contradict each other, the shape is the wider one: a spec is easily wrong, and a finding
must not be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seedlint.spec import Cursor
from seedlint.types import ANY, KINDS, Type, kind_admits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Key = tuple[str, tuple[str, ...]]

_MAX_PARTS = 200
_MAX_OPTIONS = 100
_MAX_TAKEN = 12
_CONDITIONS = ("if", "then", "else", "dependentSchemas")


class Choice(NamedTuple):
    """The alternatives of a `oneOf` or an `anyOf`; `holder` is the schema that it stands in."""

    holder: Cursor
    keyword: str
    branches: tuple[Cursor, ...]

    @property
    def key(self) -> Key:
        """What tells this choice from every other one."""
        path, pointer = self.holder.key
        return path, (*pointer, self.keyword)


class Shape:
    """Some schemas that must all hold, seen as one.

    `prefix` are the schemas of a list's first items, `items` those of all that follow. `patterns`
    are schemas for properties by the pattern of their names. `open` is true where properties that
    are not listed may come: the schemas say so, or a part of them is unknown. `closed` is true
    where the schemas rule them out. `taken` are the choices that have been decided.
    """

    def __init__(
        self, taken: frozenset[Key] = frozenset(), *, open: bool = False, unknown: bool = False
    ) -> None:
        self.parts: list[Cursor] = []
        self.kinds: frozenset[str] | None = None
        self.nullable = False
        self.properties: dict[str, list[Cursor]] = {}
        self.patterns: list[tuple[str, Cursor]] = []
        self.required: dict[str, Cursor] = {}
        self.extra: list[Cursor] = []
        self.prefix: list[list[Cursor]] = []
        self.items: list[Cursor] = []
        self.choices: list[Choice] = []
        self.open = open
        self.closed = False
        self.unknown = unknown
        self.taken = taken

    @property
    def type(self) -> Type:
        """The kinds and the format of its values."""
        if self.kinds is None:
            return ANY
        formats = {part.text("format") for part in self.parts} - {None}
        return Type(self.kinds, formats.pop() if len(formats) == 1 else None)

    def any_part(self, key: str) -> Cursor | None:
        """The first part that has a key."""
        return next((part for part in self.parts if part.get(key) is not None), None)

    def flag(self, key: str) -> bool:
        """Whether some part sets a key to true."""
        return any(part.get(key) is True for part in self.parts)

    def deciding(self, choice: Choice, branch: Cursor) -> Shape:
        """This shape with one alternative of a choice merged in."""
        return shape([*self.parts, branch], self.taken | {choice.key})


def shape(schemas: Sequence[Cursor], taken: frozenset[Key] = frozenset()) -> Shape:
    """Merge some schemas and all that their `allOf` brings in, less the choices in `taken`."""
    if len(schemas) != 1 or taken:
        return _merged(schemas, taken)
    [schema] = schemas
    known = schema.document.specs.shapes
    if schema not in known:
        known[schema] = _merged(schemas, taken)
    return known[schema]


def _merged(schemas: Sequence[Cursor], taken: frozenset[Key]) -> Shape:
    merged = Shape(taken)
    _merge(merged, schemas, set())
    if len(taken) > _MAX_TAKEN:
        merged.choices, merged.open, merged.unknown = [], True, True
    return merged


def expanded(current: Shape) -> list[Shape]:
    """The shape with each alternative of its choices merged in, or the shape itself."""
    found: list[Shape] = []
    waiting = [current]
    while waiting:
        if len(found) + len(waiting) > _MAX_OPTIONS:
            return [*found, Shape(open=True, unknown=True)]
        option = waiting.pop()
        if option.choices:
            choice = option.choices[0]
            waiting += [option.deciding(choice, branch) for branch in reversed(choice.branches)]
        else:
            found.append(option)
    return found


def kinds_of(current: Shape) -> frozenset[str] | None:
    """The kinds of value that a shape admits by any of its alternatives; None for any kind."""
    kinds: frozenset[str] = frozenset()
    for option in expanded(current):
        if option.kinds is None:
            return None
        kinds |= option.kinds | ({"null"} if option.nullable else set())
    return kinds


def _merge(into: Shape, schemas: Sequence[Cursor], seen: set[Key]) -> None:
    for schema in schemas:
        for part in _hops(schema):
            if part is None or part.data is True or len(seen) > _MAX_PARTS:
                into.unknown = into.unknown or part is None or len(seen) > _MAX_PARTS
                into.open = True
            elif part.key not in seen and isinstance(part.data, dict):
                seen.add(part.key)
                _merge_part(into, part, seen)


def _hops(schema: Cursor) -> Iterator[Cursor | None]:
    """The schema that a `$ref` leads to, after what stands beside the `$ref` on the way there."""
    cursor: Cursor | None = schema
    visited: set[Key] = set()
    while cursor is not None and cursor.text("$ref") is not None and cursor.key not in visited:
        visited.add(cursor.key)
        if isinstance(cursor.data, dict) and len(cursor.data) > 1:
            beside = {key: value for key, value in cursor.data.items() if key != "$ref"}
            yield Cursor(cursor.document, cursor.pointer, beside)
        cursor = cursor.followed()
    yield None if cursor is None or cursor.key in visited else cursor


def _merge_part(into: Shape, part: Cursor, seen: set[Key]) -> None:
    into.parts.append(part)
    _merge_kinds(into, part)
    _merge_object(into, part)
    _merge_list(into, part)
    for keyword in ("oneOf", "anyOf"):
        listed = part.child(keyword)
        if listed is not None and isinstance(listed.data, list) and listed.data:
            choice = Choice(part, keyword, tuple(branch for _, branch in listed.items()))
            if choice.key not in into.taken:
                into.choices.append(choice)
    merged = part.child("allOf")
    if merged is not None and isinstance(merged.data, list):
        _merge(into, [branch for _, branch in merged.items()], seen)


def _merge_kinds(into: Shape, part: Cursor) -> None:
    declared = part.get("type")
    names = declared if isinstance(declared, list) else [declared]
    kinds = frozenset(name for name in names if isinstance(name, str))
    enum = part.get("enum")
    into.nullable = (
        into.nullable
        or part.get("nullable") is True
        or part.get("x-nullable") is True
        or "null" in kinds
        or (isinstance(enum, list) and None in enum)
    )
    if declared is None:
        kinds = frozenset(
            kind
            for keyword, kind in (("properties", "object"), ("items", "array"))
            if isinstance(part.get(keyword), dict)
        )
    if not kinds or not kinds.issubset(KINDS):
        return
    into.kinds = kinds if into.kinds is None else _both(into.kinds, kinds)


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    common = frozenset(
        [kind for kind in one if kind_admits(other, kind)]
        + [kind for kind in other if kind_admits(one, kind)]
    )
    return common or one | other


def _merge_object(into: Shape, part: Cursor) -> None:
    properties = part.child("properties")
    if properties is not None and isinstance(properties.data, dict):
        for name, schema in properties.items():
            into.properties.setdefault(name, []).append(schema)
    patterns = part.child("patternProperties")
    if patterns is not None and isinstance(patterns.data, dict):
        into.patterns += patterns.items()
    required = part.get("required")
    if isinstance(required, list):
        for key in required:
            if isinstance(key, str):
                into.required.setdefault(key, part)
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        extra = part.child(keyword)
        if extra is None:
            continue
        if extra.data is False:
            into.closed = True
        else:
            into.open = True
            if isinstance(extra.data, dict) and extra.data:
                into.extra.append(extra)
    if any(key in part for key in _CONDITIONS):
        into.open = True


def _merge_list(into: Shape, part: Cursor) -> None:
    prefix = part.child("prefixItems")
    listed = prefix if prefix is not None else part.child("items")
    if listed is not None and isinstance(listed.data, list):
        for index, (_, schema) in enumerate(listed.items()):
            if index == len(into.prefix):
                into.prefix.append([])
            into.prefix[index].append(schema)
    items = part.child("items")
    if items is not None and isinstance(items.data, dict):
        into.items.append(items)
