"""The seed's vocabulary as JSON Schema, and what breaks it.

`schemas/*.schema.json` holds the vocabulary; the settings narrow it into the *effective* schemas.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from seedlint.lazy import lazy
from seedlint.violation import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seedlint.settings import Settings
    from seedlint.violation import Violation

_HERE = os.path.dirname(__file__)
_FOLDERS = (
    os.path.join(_HERE, "schemas"),
    os.path.join(_HERE, "..", "..", "schemas"),
)  # the wheel's, the checkout's


class Schema(dict[str, Any]):
    """An effective JSON Schema: a JSON object that keeps its judge.

    Schemas are shared; nobody changes one.
    """

    @lazy
    def judge(self) -> Judge:
        """What holds instances against the schema."""
        return Judge(self, self["$defs"])


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
    """What is wrong with plain data, each mistake once, in the order of the schema."""
    return schema.judge.violations(instance)


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
    files = [os.path.join(folder, f"{name}.schema.json") for folder in _FOLDERS]
    with open(next(filter(os.path.isfile, files), files[0]), "rb") as file:
        return Schema(json.load(file))


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
