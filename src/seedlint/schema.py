"""The seed's vocabulary as JSON Schema, and what breaks it, in our own words.

`schemas/*.schema.json` holds the vocabulary; the settings narrow it into the *effective* schemas.
A native engine says whether an instance is valid, which most are; only what it refuses is handed
to jsonschema, whose errors carry the places. Source: JSON Schema, draft 2020-12.

What is right in place of a wrong value is worked out from the schema that refuses it, or else is
said by that schema itself in `errorMessage` ("should be …"), an annotation that editors show too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jsonschema.exceptions import ValidationError

    from seedlint.settings import Settings

_HERE = Path(__file__).parent
_FOLDERS = (_HERE / "schemas", _HERE.parents[1] / "schemas")  # the wheel's, the checkout's

_WHOLE_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")

# YAML 1.1, bool type; YAML 1.2's core schema reads these words as text.
_YAML_1_1_BOOLEANS = frozenset(
    spell(word)
    for word in ("yes", "no", "on", "off")
    for spell in (str.lower, str.title, str.upper)
)

_SHOWN = 12  # how many names a sentence can bear

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


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where an instance breaks its schema.

    `path` is the JSON path of the mapping that lacks a key (MISSING) or has one too many
    (UNKNOWN), or of the wrong value (INVALID); `key` is the key in question. An INVALID violation
    with a key is about that key of the mapping at `path`, not about its value. `allowed` holds the
    mapping's known keys, or the values of an enumeration. `wanted` says, for INVALID, what would
    be right: it reads on after "should be". `value` is what stands there instead.
    """

    path: tuple[str | int, ...]
    kind: Kind
    key: str | None = None
    allowed: tuple[str, ...] = ()
    wanted: str = ""
    value: object = None


class Schema(dict[str, Any]):
    """An effective JSON Schema: a JSON object that keeps its compiled validators.

    Schemas are shared; nobody changes one.
    """

    @cached_property
    def accepts(self) -> Callable[[object], bool]:
        """The native engine's verdict; it raises ValueError for what it cannot take in."""
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(self, validate_formats=False).is_valid

    @cached_property
    def errors(self) -> Callable[[object], Iterable[ValidationError]]:
        """The slow engine's errors, in the order of the schema."""
        import jsonschema

        return jsonschema.Draft202012Validator(self).iter_errors  # type: ignore[no-any-return]


def frontmatter_schema(settings: Settings) -> Schema:
    """The effective schema of a seed's frontmatter."""
    return _effective("frontmatter", settings.statuses, settings.domains or (), settings.tokens)


def steps_schema(settings: Settings) -> Schema:
    """The effective schema of a block of steps."""
    return _effective("steps", (), (), settings.tokens)


def config_schema(rules: Iterable[str], selections: Iterable[str]) -> Schema:
    """The schema of the configuration, with the names of rules and of whatever selects them."""
    schema = _read("config")
    schema["$defs"]["rule"]["enum"] = list(rules)
    schema["$defs"]["selection"]["enum"] = list(selections)
    return schema


def violations(instance: object, schema: Schema) -> list[Violation]:
    """What is wrong with plain data, each mistake once, in the order of the schema.

    A value that is one whole `{{template}}` is unknown, so it is never INVALID; nor is a boolean
    in the words of YAML 1.1, such as `yes`.
    """
    try:
        if schema.accepts(instance):
            return []
    except ValueError:
        pass  # a lone surrogate, say, which is no reason to refuse the whole instance
    found: dict[tuple[object, ...], Violation] = {}
    for error in schema.errors(instance):
        for violation in _explain(error):
            found.setdefault((violation.path, violation.kind, violation.key), violation)
    return list(found.values())


@lru_cache(maxsize=32)
def _effective(
    name: str, statuses: tuple[str, ...], domains: tuple[str, ...], tokens: tuple[str, ...]
) -> Schema:
    schema = _read(name)
    for definition, values in (("status", statuses), ("domain", domains), ("token", tokens)):
        if definition in schema["$defs"]:
            _narrow(schema["$defs"][definition], values)
    if "tokens" in schema["properties"]:
        schema["properties"]["tokens"]["examples"] = [list(tokens[:2])]
    return schema


def _read(name: str) -> Schema:
    files = [folder / f"{name}.schema.json" for folder in _FOLDERS]
    file = next((file for file in files if file.is_file()), files[0])
    return Schema(json.loads(file.read_text(encoding="utf-8")))


def _narrow(definition: dict[str, Any], values: Sequence[str]) -> None:
    """Allow these values alone; where there are none, any string will do."""
    before = definition.pop("enum", [])
    told = dict(zip(before, definition.pop("enumDescriptions", []), strict=False))
    if values:
        definition["enum"] = list(values)
        if not set(definition["examples"]) <= set(values):
            definition["examples"] = list(values)
        if told:
            definition["enumDescriptions"] = [told.get(value, "") for value in values]


def _explain(error: ValidationError) -> Iterator[Violation]:
    path, instance, refusing = tuple(error.absolute_path), error.instance, error.schema
    known = tuple(refusing.get("properties", ()))
    if "propertyNames" in error.relative_schema_path:
        yield Violation(path, Kind.INVALID, instance, (), _wanted(refusing), instance)
    elif error.validator == "required":
        for key in refusing["required"]:
            if key not in instance:
                yield Violation(path, Kind.MISSING, key=key, allowed=known)
    elif error.validator == "additionalProperties":
        for key in instance:
            if key not in known:
                yield Violation(path, Kind.UNKNOWN, key, known, value=instance[key])
    elif branch := _only_branch(error):
        for inner in branch:
            yield from _explain(inner)
    elif not _may_be_right(error):
        values = tuple(refusing.get("enum", ()))
        yield Violation(path, Kind.INVALID, None, values, _wanted(refusing), instance)


def _only_branch(error: ValidationError) -> list[ValidationError] | None:
    """The errors of the one branch of an `anyOf` that the instance has the type for."""
    branches = [
        list(errors)
        for _, errors in groupby(error.context or (), key=lambda inner: inner.schema_path[0])
    ]
    fitting = [
        errors
        for errors in branches
        if not any(inner.validator == "type" and not inner.relative_path for inner in errors)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _may_be_right(error: ValidationError) -> bool:
    """Whether a value that is refused as the text that it is may stand for a right one."""
    value = error.instance
    if not isinstance(value, str):
        return False
    if value in _YAML_1_1_BOOLEANS and "boolean" in _types(error.schema):
        return True
    return _WHOLE_TEMPLATE.fullmatch(value) is not None


def _wanted(schema: dict[str, Any]) -> str:
    """What a schema asks for, in words that read on after "should be"."""
    if message := schema.get("errorMessage"):
        return str(message).removeprefix("should be ")
    if values := schema.get("enum"):
        return "one of " * (len(values) > 1) + _joined(values, "or")
    if schema.get("minLength"):
        return "a non-empty string"
    wanted = " or ".join(_NOUNS[name] for name in _types(schema))
    if required := schema.get("required"):
        wanted += " with " + _joined(required, "and")
    return wanted


def _types(schema: dict[str, Any]) -> list[str]:
    types: str | list[str] = schema.get("type", [])
    return [types] if isinstance(types, str) else types


def _joined(names: Sequence[str], conjunction: str) -> str:
    shown = [f"`{name}`" for name in names]
    if len(shown) > _SHOWN + 1:
        shown[_SHOWN:] = [f"{len(shown) - _SHOWN} others"]
    *others, last = shown
    return f"{', '.join(others)} {conjunction} {last}" if others else last
