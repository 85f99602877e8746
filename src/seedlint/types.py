"""What is known of a value without having it: kinds of JSON values, and strings' formats.

What is unknown is `ANY`, and `ANY` fits everywhere: the unknown is silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.yamltree import Mapping, Sequence

if TYPE_CHECKING:
    from seedlint.yamltree import Node

KINDS = ("null", "boolean", "integer", "number", "string", "array", "object")
"""The types of JSON Schema (2020-12 validation, section 6.1.1)."""

_WORDS = {
    "null": "null",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "string": "a string",
    "array": "a list",
    "object": "an object",
}


class Type(NamedTuple):
    """The kinds that a value may have (None: any), and the format where it is a string."""

    kinds: frozenset[str] | None = None
    format: str | None = None

    def __str__(self) -> str:
        if self.kinds is None:
            return "anything"
        if self.format and self.kinds == {"string"}:
            return f"a string ({self.format})"
        return worded(self.kinds)

    def admits(self, other: Type) -> bool:
        """Whether a value of the other type may be one of this; false only where none can be."""
        if self.kinds is None or other.kinds is None:
            return True
        return any(kind_admits(self.kinds, kind) for kind in other.kinds)


ANY = Type()


def kind_admits(kinds: frozenset[str], kind: str) -> bool:
    """Whether a value of one kind is among some kinds; every integer is a number."""
    return kind in kinds or (kind == "integer" and "number" in kinds)


def kind_of(node: Node) -> str:
    """The kind of a value in YAML; an integral number such as `1.0` counts as an integer."""
    if isinstance(node, Mapping):
        return "object"
    if isinstance(node, Sequence):
        return "array"
    return kind_of_data(node.data)


def kind_of_data(value: object) -> str:
    """The kind of plain data."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "string"


def worded(kinds: frozenset[str]) -> str:
    """Kinds as a sentence has them: `a string or null`."""
    known = [_WORDS[kind] for kind in KINDS if kind in kinds and kind != "null"]
    if "number" in kinds and "integer" in kinds:
        known.remove(_WORDS["integer"])
    if "null" in kinds:
        known.append("null")
    return " or ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)
