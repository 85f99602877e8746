"""What breaks a JSON Schema, in our own words: each mistake once, at its JSON path.

Only the keywords that the vocabulary uses are known here, for to import an engine that knows all of
them takes longer than to judge a thousand seeds. jsonschema is what the tests hold every verdict
and every place against. Source: JSON Schema, draft 2020-12.

What is right in place of a wrong value is worked out from the schema that refuses it, or else is
said by that schema itself in `errorMessage` ("should be …"), an annotation that editors show too.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Any

from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    JsonSchema = Mapping[str, Any]
    Path = tuple[str | int, ...]
    Test = Callable[[Any], bool]

_WHOLE_TEMPLATE = regex(r"\{\{[^{}]*\}\}")

# YAML 1.1, bool type; YAML 1.2's core schema reads these words as text.
_YAML_1_1_BOOLEANS = frozenset(
    spell(word)
    for word in ("yes", "no", "on", "off")
    for spell in (str.lower, str.title, str.upper)
)

_SHOWN = 12
"""How many values a sentence can bear; which ones are right is worth a long one."""

_NOUNS = {
    "array": "a list",
    "boolean": "`true` or `false`",
    "integer": "an integer",
    "number": "a number",
    "object": "a mapping",
    "string": "a string",
}


class Kind(Enum):
    """How an instance breaks a schema."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    INVALID = "invalid"


class Violation(NamedTuple):
    """One place where an instance breaks its schema.

    `path` is the JSON path of the mapping that lacks a key (MISSING) or has one too many
    (UNKNOWN), or of the wrong value (INVALID); `key` is the key in question. An INVALID violation
    with a key is about that key of the mapping at `path`, not about its value. `allowed` holds the
    mapping's known keys, or the values of an enumeration. `wanted` says, for INVALID, what would
    be right: it reads on after "should be". `value` is what stands there instead.
    """

    path: Path
    kind: Kind
    key: str | None = None
    allowed: tuple[str, ...] = ()
    wanted: str = ""
    value: object = None


class Judge:
    """A JSON Schema made ready to be held against many values.

    Its `$ref`s lead to `definitions`; what stands beside one only annotates.
    """

    def __init__(self, schema: JsonSchema, definitions: Mapping[str, JsonSchema]) -> None:
        def inner(keyword: str) -> Judge | None:
            found = schema.get(keyword)
            return Judge(found, definitions) if isinstance(found, dict) else None

        while "$ref" in schema:
            schema = definitions[schema["$ref"].removeprefix("#/$defs/")]
        properties, types = schema.get("properties", {}), schema.get("type", ())
        self._schema = schema
        self._required = schema.get("required", ())
        self._types = [types] if isinstance(types, str) else types
        self._tests = [make(schema[word]) for word, make in ASSERTIONS.items() if word in schema]
        self._branches = [Judge(branch, definitions) for branch in schema.get("anyOf", ())]
        self._properties = {key: Judge(properties[key], definitions) for key in properties}
        self._names, self._others = inner("propertyNames"), inner("additionalProperties")
        self._items = inner("items")

    def violations(self, value: object, path: Path = ()) -> list[Violation]:
        """What is wrong with plain data, each mistake once, in the order of the schema.

        A value that is one whole `{{template}}` is unknown, so it is never INVALID; nor is a
        boolean in the words of YAML 1.1, such as `yes`.
        """
        found: list[Violation] = []
        self._judge(value, path, found)
        return found

    def _judge(self, value: object, path: Path, found: list[Violation]) -> None:
        """Put what is wrong with a value to what was `found` before."""
        if self._refuses(value) and not self._may_be_right(value):
            found.append(self._invalid(value, path))
        if isinstance(value, dict):
            self._judge_mapping(value, path, found)
        elif isinstance(value, list) and self._items:
            for index, item in enumerate(value):
                self._items._judge(item, (*path, index), found)
        if self._branches:
            found += self._of_choice(value, path)

    def _judge_mapping(
        self, mapping: dict[str, object], path: Path, found: list[Violation]
    ) -> None:
        properties, names = self._properties, self._names
        lacking = [key for key in self._required if key not in mapping]
        found += [Violation(path, Kind.MISSING, key, tuple(properties)) for key in lacking]
        for key, value in mapping.items():
            if names and names._refuses(key):
                found.append(Violation(path, Kind.INVALID, key, (), names._wanted(), key))
            if key in properties:
                continue
            if self._others:
                self._others._judge(value, (*path, key), found)
            elif self._schema.get("additionalProperties") is False:
                found.append(Violation(path, Kind.UNKNOWN, key, tuple(properties), value=value))
        for key, judge in properties.items():
            if key in mapping:
                judge._judge(mapping[key], (*path, key), found)

    def _of_choice(self, value: object, path: Path) -> list[Violation]:
        """Where no branch is right, judge by the one that the value has the type for."""
        fitting = []
        for branch in self._branches:
            found = branch.violations(value, path)
            if not found:
                return []
            if branch._asks_for(value):
                fitting.append(found)
        return fitting[0] if len(fitting) == 1 else [self._invalid(value, path)]

    def _refuses(self, value: object) -> bool:
        """Whether a value is wrong as a whole, whatever is in it."""
        for test in self._tests:  # noqa: SIM110 - `any` takes twice as long, at every value
            if not test(value):
                return True
        return False

    def _asks_for(self, value: object) -> bool:
        """Whether a value is of the right type."""
        return any(_TYPES[name](value) for name in self._types)

    def _may_be_right(self, value: object) -> bool:
        """Whether a value that is refused as the text that it is may stand for a right one."""
        if not isinstance(value, str):
            return False
        if value in _YAML_1_1_BOOLEANS and self._asks_for(True):
            return True
        return _WHOLE_TEMPLATE.fullmatch(value) is not None

    def _invalid(self, value: object, path: Path) -> Violation:
        values = tuple(self._schema.get("enum", ()))
        return Violation(path, Kind.INVALID, None, values, self._wanted(), value)

    def _wanted(self) -> str:
        """What the schema asks for, in words that read on after "should be"."""
        schema = self._schema
        if message := schema.get("errorMessage"):
            return str(message).removeprefix("should be ")
        if values := schema.get("enum"):
            return "one of " * (len(values) > 1) + listed(values, most=_SHOWN)
        if schema.get("minLength"):
            return "a non-empty string"
        wanted = " or ".join(_NOUNS[name] for name in self._types)
        if required := schema.get("required"):
            wanted += " with " + listed(required, "and")
        return wanted


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: dict[str, Test] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and value % 1 == 0,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _of_type(types: str | list[str]) -> Test:
    if isinstance(types, str):
        return _TYPES[types]
    return lambda value: any(_TYPES[name](value) for name in types)


def _pattern(pattern: str) -> Test:
    search = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


ASSERTIONS: dict[str, Callable[[Any], Test]] = {
    "type": _of_type,
    "enum": lambda values: lambda value: value in values,
    "minLength": lambda least: lambda value: not isinstance(value, str) or len(value) >= least,
    "pattern": _pattern,
    "minimum": lambda least: lambda value: not (_is_number(value) and value < least),
    "maximum": lambda most: lambda value: not (_is_number(value) and value > most),
    "minItems": lambda least: lambda value: not isinstance(value, list) or len(value) >= least,
}
"""The keywords that ask something of a value as a whole, each with the test that it makes."""
