"""What the API wants of a value, read plainly from its spec.

This is another reading of schemas than the linter's own, and a much poorer one: whatever is not
plain is unknown (None), and nothing is planted there. So the linter is not measured by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.spec import Cursor
    from seedlint.yamltree import Data

_TOO_CLEVER = frozenset(
    ["if", "then", "else", "not", "dependentSchemas", "dependentRequired", "propertyNames"]
)
_HARMLESS = frozenset(["$ref", "type", "description", "summary", "title", "example", "examples"])
"""What may stand beside a `$ref` and changes nothing, whether it counts there or not."""

_MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class View:
    """The schemas that a value has to fit at one place.

    `tags` are the properties by which one alternative of a `oneOf` was chosen; `by_all_of` is true
    where some of the schemas came in through an `allOf`.
    """

    parts: tuple[Cursor, ...]
    tags: frozenset[str] = frozenset()
    by_all_of: bool = False
    or_null: bool = False

    @property
    def kinds(self) -> frozenset[str] | None:
        """The types that are declared, less null; None where none is."""
        found: frozenset[str] | None = None
        for part in self.parts:
            declared = part.get("type")
            names = declared if isinstance(declared, list) else [declared]
            own = frozenset(name for name in names if isinstance(name, str)) - {"null"}
            if own:
                found = own if found is None else found & own
        return found or None

    @property
    def nullable(self) -> bool:
        """Whether null will do."""
        return self.or_null or any(
            part.get("nullable") is True
            or part.get("x-nullable") is True
            or "null" in _listed(part.get("type"))
            or None in _listed(part.get("enum"))
            for part in self.parts
        )

    @property
    def enum(self) -> list[Data] | None:
        """The values that there are, where they are listed; a constant is a list of one."""
        for part in self.parts:
            if "const" in part:
                return [part.get("const")]
            listed = part.get("enum")
            if isinstance(listed, list):
                return listed
        return None

    @property
    def properties(self) -> dict[str, list[Cursor]]:
        """The properties that are listed, with their schemas."""
        found: dict[str, list[Cursor]] = {}
        for part in self.parts:
            listed = part.child("properties")
            for name, schema in listed.items() if listed else ():
                found.setdefault(name, []).append(schema)
        return found

    @property
    def required(self) -> frozenset[str]:
        """The properties that have to be there."""
        return frozenset(
            name
            for part in self.parts
            for name in _listed(part.get("required"))
            if isinstance(name, str)
        )

    @property
    def takes_more(self) -> bool:
        """Whether properties may come that are not listed."""
        return not self.properties or any(
            part.get(key) not in (None, False)
            for part in self.parts
            for key in ("additionalProperties", "unevaluatedProperties", "patternProperties")
        )

    def get(self, key: str) -> Data:
        """The value of a keyword in the first schema that has it."""
        return next((part.get(key) for part in self.parts if key in part), None)

    def has(self, *keys: str) -> bool:
        """Whether any of some keywords is in any of the schemas."""
        return any(key in part for part in self.parts for key in keys)

    def property(self, name: str, value: Data) -> View | None:
        """What is wanted of a property that has some value; None where that is unknown."""
        schemas = self.properties.get(name)
        return see(schemas, value) if schemas else None

    def item(self, value: Data) -> View | None:
        """What is wanted of a list's item."""
        if self.has("prefixItems"):
            return None
        schemas = [child for part in self.parts if (child := part.child("items"))]
        return see(schemas, value) if schemas else None


def see(schemas: Iterable[Cursor], value: Data) -> View | None:
    """What some schemas want together of a value, which chooses among alternatives by its tags."""
    parts: list[Cursor] = []
    tags: set[str] = set()
    by_all_of = or_null = False
    waiting = list(schemas)
    while waiting:
        schema = waiting.pop(0)
        if isinstance(schema.data, dict) and set(schema.data) - _HARMLESS and "$ref" in schema:
            return None  # what stands beside a reference counts or not, by the version
        part = schema.resolved()
        if part is None or not isinstance(part.data, dict) or len(parts) > _MOST_PARTS:
            return None
        if _TOO_CLEVER & set(part.data) or ("discriminator" in part and "oneOf" not in part):
            return None
        parts.append(part)
        merged = part.child("allOf")
        for _, branch in merged.items() if merged else ():
            by_all_of = True
            waiting.append(branch)
        for keyword in ("oneOf", "anyOf"):
            listed = part.child(keyword)
            branches = [branch for _, branch in listed.items()] if listed else []
            if not branches:
                continue
            real = [branch for branch in branches if branch.get("type") != "null"]
            or_null = or_null or len(real) < len(branches)
            chosen = (real[0], frozenset[str]()) if len(real) == 1 else _chosen(real, value)
            if chosen is None or (keyword == "anyOf" and chosen[1]):
                return None
            waiting.append(chosen[0])
            tags |= chosen[1]
    return View(tuple(parts), frozenset(tags), by_all_of, or_null)


def alike(views: Iterable[View | None]) -> tuple[View, ...] | None:
    """The views of all candidates, if every one is known."""
    found = tuple(views)
    known = tuple(view for view in found if view is not None)
    return known if known and len(known) == len(found) else None


def _chosen(branches: list[Cursor], value: Data) -> tuple[Cursor, frozenset[str]] | None:
    """The one alternative whose constants a value has, and which these are."""
    if not isinstance(value, dict):
        return None
    fitting: list[tuple[Cursor, frozenset[str]]] = []
    tagged: list[dict[str, list[Data]]] = []
    for branch in branches:
        view = see([branch], value)
        if view is None:
            return None
        constants = dict(_constants(view))
        tagged.append(constants)
        if all(value[name] in allowed for name, allowed in constants.items() if name in value):
            fitting.append((branch, frozenset(constants) & set(value)))
    if len(fitting) != 1 or not fitting[0][1]:
        return None
    branch, names = fitting[0]
    telling = {name for name in names if all(name in constants for constants in tagged)}
    return (branch, frozenset(telling)) if telling else None


def _constants(view: View) -> Iterator[tuple[str, list[Data]]]:
    """The properties of an alternative that have one value only."""
    for name, schemas in view.properties.items():
        for schema in schemas:
            part = schema.resolved()
            if part is None:
                continue
            listed = [part.get("const")] if "const" in part else part.get("enum")
            if isinstance(listed, list) and len(listed) == 1:
                yield name, listed


def _listed(value: object) -> list[Data]:
    return value if isinstance(value, list) else []
