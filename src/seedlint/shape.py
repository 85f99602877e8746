"""What one schema asks for, with its references followed and its `allOf` merged.

JSON Schema as Swagger 2.0, OpenAPI 3.0 (`nullable`) and 3.1 (lists of types) use it. Where
schemas contradict each other, the shape is the wider one: a spec is easily wrong, and a finding
must not be.
"""

from __future__ import annotations

from types import EllipsisType
from typing import TYPE_CHECKING, Self

from seedlint import template
from seedlint.formats import matches
from seedlint.named import NamedTuple
from seedlint.types import ANY, KINDS, Type, kind_admits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from seedlint.spec import Cursor
    from seedlint.yamltree import Data as Json

    Key = tuple[str, tuple[str, ...]]

_MAX_PARTS = 200
_MAX_TAKEN = 12
_MAX_PATTERNS = 20
_ALONE = {kind: frozenset({kind}) for kind in KINDS}
_NONE: frozenset[str] = frozenset()


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
        self._admitted: frozenset[str] | EllipsisType | None = ...

    def altered(self, **attributes: object) -> Self:
        """The same with some attributes of its own."""
        other = object.__new__(type(self))
        other.__dict__ = self.__dict__ | attributes
        return other

    @property
    def type(self) -> Type:
        """The kinds and the format of its values."""
        if self.kinds is None:
            return ANY
        formats = {part.text("format") for part in self.parts} - {None}
        return Type(self.kinds, formats.pop() if len(formats) == 1 else None)

    def any_part(self, key: str) -> Cursor | None:
        """The first part that has a key."""
        for part in self.parts:
            if part.get(key) is not None:
                return part
        return None

    def flag(self, key: str) -> bool:
        """Whether some part sets a key to true."""
        for part in self.parts:  # noqa: SIM110 - `any` takes twice as long, at every property
            if part.get(key) is True:
                return True
        return False

    @property
    def admitted(self) -> frozenset[str] | None:
        """The kinds of value that any of its alternatives admits; None for any kind."""
        if isinstance(self._admitted, EllipsisType):
            self._admitted = _admitted(self)
        return self._admitted

    @property
    def extended(self) -> bool:
        """Whether the schemas may add to it that include it: it has a discriminator for them.

        One beside a `oneOf` or `anyOf` tells these apart.
        """
        return any(
            part.get("discriminator") and "oneOf" not in part and "anyOf" not in part
            for part in self.parts
        )

    def schemas(self, key: str) -> list[Cursor] | None:
        """The schemas of a property; empty where nothing is known of it, None if it is none."""
        if key in self.properties:
            return self.properties[key]
        if template.has_template(key) or key in self.required:
            return []
        if len(self.patterns) > _MAX_PATTERNS:
            return []
        verdicts = [(matches(pattern, key), schema) for pattern, schema in self.patterns]
        if any(verdict is None for verdict, _ in verdicts):
            return []
        matching = [schema for verdict, schema in verdicts if verdict]
        if matching or self.open:
            return matching or self.extra
        return None if self.properties or self.closed else []

    def deciding(self, choice: Choice, branch: Cursor) -> Shape:
        """This shape with one alternative of a choice merged in."""
        return shape([*self.parts, branch], self.taken | {choice.key})


def shape(schemas: Sequence[Cursor], taken: frozenset[Key] = frozenset()) -> Shape:
    """Merge some schemas and all that their `allOf` brings in, less the choices in `taken`."""
    if len(schemas) != 1 or taken:
        return _merged(schemas, taken)
    [schema] = schemas
    known = schema.document.specs.shapes
    key = schema.key
    if key not in known:
        known[key] = _merged(schemas, taken)
    return known[key]


def _merged(schemas: Sequence[Cursor], taken: frozenset[Key]) -> Shape:
    merged = Shape(taken)
    _merge(merged, schemas, set())
    if len(taken) > _MAX_TAKEN:
        merged.choices, merged.open, merged.unknown = [], True, True
    return merged


def expanded(current: Shape) -> list[Shape]:
    """The shape with each alternative of its choices merged in, or the shape itself."""
    if not current.choices:
        return [current]
    most = current.choices[0].holder.document.specs.limits.alternatives
    found: list[Shape] = []
    waiting = [current]
    while waiting:
        if len(found) + len(waiting) > most:
            return [*found, Shape(open=True, unknown=True)]
        option = waiting.pop()
        if option.choices:
            choice = option.choices[0]
            waiting += [option.deciding(choice, branch) for branch in reversed(choice.branches)]
        else:
            found.append(option)
    return found


def _admitted(current: Shape) -> frozenset[str] | None:
    kinds: frozenset[str] = frozenset()
    for option in expanded(current):
        if option.kinds is None:
            return None
        kinds |= option.kinds | ({"null"} if option.nullable else set())
    return kinds


def _merge(into: Shape, schemas: Sequence[Cursor], seen: set[Key]) -> None:
    for schema in schemas:
        for part in schema.parts():
            if part is None or part.data is True or len(seen) > _MAX_PARTS:
                into.unknown = into.unknown or part is None or len(seen) > _MAX_PARTS
                into.open = True
            elif isinstance(part.data, dict) and part.key not in seen:
                seen.add(part.key)
                _merge_part(into, part, part.data, seen)


def _merge_part(into: Shape, part: Cursor, data: Mapping[str, Json], seen: set[Key]) -> None:
    into.parts.append(part)
    _merge_kinds(into, data)
    for keyword, merge in _MERGES.items():
        if keyword in data and (below := part.child(keyword)):
            merge(into, part, below, keyword)
    if "allOf" in data and (merged := part.child("allOf")) and isinstance(merged.data, list):
        _merge(into, [branch for _, branch in merged.items()], seen)


def _merge_kinds(into: Shape, data: Mapping[str, Json]) -> None:
    declared, enum = data.get("type"), data.get("enum")
    if isinstance(declared, str):
        kinds = _ALONE.get(declared, _NONE)
    else:
        names = declared if isinstance(declared, list) else ()
        kinds = frozenset(name for name in names if isinstance(name, str))
    into.nullable = (
        into.nullable
        or data.get("nullable") is True
        or data.get("x-nullable") is True
        or "null" in kinds
        or (isinstance(enum, list) and None in enum)
    )
    if declared is None:
        kinds = frozenset(
            kind
            for keyword, kind in (("properties", "object"), ("items", "array"))
            if isinstance(data.get(keyword), dict)
        )
    if kinds and kinds.issubset(KINDS):
        into.kinds = kinds if into.kinds is None else _both(into.kinds, kinds)


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    common = frozenset(
        [kind for kind in one if kind_admits(other, kind)]
        + [kind for kind in other if kind_admits(one, kind)]
    )
    return common or one | other


def _merge_properties(into: Shape, part: Cursor, below: Cursor, keyword: str) -> None:
    if isinstance(below.data, dict):
        for name, schema in below.items():
            into.properties.setdefault(name, []).append(schema)


def _merge_patterns(into: Shape, part: Cursor, below: Cursor, keyword: str) -> None:
    if isinstance(below.data, dict):
        into.patterns += below.items()


def _merge_required(into: Shape, part: Cursor, below: Cursor, keyword: str) -> None:
    for key in below.data if isinstance(below.data, list) else ():
        if isinstance(key, str):
            into.required.setdefault(key, part)


def _merge_others(into: Shape, part: Cursor, below: Cursor, keyword: str) -> None:
    if below.data is False:
        into.closed = True
        return
    into.open = True
    if isinstance(below.data, dict) and below.data:
        into.extra.append(below)


def _merge_condition(into: Shape, part: Cursor, below: Cursor, keyword: str) -> None:
    into.open = True


def _merge_items(into: Shape, part: Cursor, below: Cursor, keyword: str) -> None:
    if isinstance(below.data, dict):
        if keyword == "items":
            into.items.append(below)
    elif isinstance(below.data, list) and (keyword == "prefixItems" or "prefixItems" not in part):
        for index, (_, schema) in enumerate(below.items()):
            if index == len(into.prefix):
                into.prefix.append([])
            into.prefix[index].append(schema)


def _merge_choice(into: Shape, part: Cursor, below: Cursor, keyword: str) -> None:
    if isinstance(below.data, list) and below.data:
        choice = Choice(part, keyword, tuple(branch for _, branch in below.items()))
        if choice.key not in into.taken:
            into.choices.append(choice)


_MERGES: dict[str, Callable[[Shape, Cursor, Cursor, str], None]] = {
    "properties": _merge_properties,
    "patternProperties": _merge_patterns,
    "required": _merge_required,
    "additionalProperties": _merge_others,
    "unevaluatedProperties": _merge_others,
    "if": _merge_condition,
    "then": _merge_condition,
    "else": _merge_condition,
    "dependentSchemas": _merge_condition,
    "prefixItems": _merge_items,
    "items": _merge_items,
    "oneOf": _merge_choice,
    "anyOf": _merge_choice,
}
"""What each keyword does to a shape, given the schema it stands in and what stands behind it."""
