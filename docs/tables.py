"""The generated parts of the pages that people write: fields, settings, commands.

Each stands between `<!-- generated: PART [NAME] -->` and `<!-- /generated -->`, and is made from
what the program itself goes by: the JSON Schemas, its settings, the command line's own help.
"""

from __future__ import annotations

import inspect
import json
import re
from typing import TYPE_CHECKING, Any

import click

from seedlint.cli.commands import seedlint
from seedlint.rules import BY_NAME, GROUPS, SELECTIONS
from seedlint.schema import config_schema, frontmatter_schema, steps_schema
from seedlint.settings import GENERATED_VARIABLES, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PART = re.compile(r"(<!-- generated: (\w+)(?: (\S+))? -->\n).*?(?=<!-- /generated -->)", re.S)
_OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*|\b[A-Z_]{4,}\b")
_WIDTH = 72
_NOUNS = {"array": "list", "object": "mapping", "boolean": "`true` or `false`"}
_SETTINGS = Settings()


def fill(page: str) -> str:
    """The page with its generated parts as they are today."""

    def filled(match: re.Match[str]) -> str:
        opening, part, name = match.groups()
        lines = _PARTS[part](name) if name else _PARTS[part]()
        return f"{opening}\n" + "".join(f"{line}\n" for line in lines) + "\n"

    return _PART.sub(filled, page)


def fields(name: str) -> Iterator[str]:
    """The keys of the frontmatter, of a step, or of another definition of the steps' schema."""
    schema = frontmatter_schema(_SETTINGS) if name == "frontmatter" else steps_schema(_SETTINGS)
    definitions = schema["$defs"]
    mapping = schema if name == "frontmatter" else definitions[name]
    rows = []
    for key, given in mapping["properties"].items():
        field = _resolved(given, definitions)
        needed = ", required" if key in mapping["required"] else ""
        rows.append((f"`{key}`", _kind(field, definitions) + needed, _meaning(field)))
    return _table(("key", "value", "what it says"), rows)


def settings() -> Iterator[str]:
    """The keys of the configuration, each under a heading of its own."""
    schema = config_schema((*BY_NAME, *GROUPS), SELECTIONS)
    aliases = {
        "aliases.frontmatter": _SETTINGS.frontmatter_aliases,
        "aliases.status": _SETTINGS.status_aliases,
        "aliases.sections": _SETTINGS.section_aliases,
    }
    for key, given in _leaves(schema["properties"]):
        setting = {"default": aliases.get(key)} | _resolved(given, schema["$defs"])
        yield f"### `{key}`"
        yield ""
        yield setting["description"]
        for label, values in (
            ("By default", [setting["default"]]),
            ("For example", setting.get("examples", [])),
        ):
            for value in values:
                if value:
                    yield from ("", f"{label}:", "", "```toml", *_toml(key, value), "```")
        yield ""


def command(name: str) -> Iterator[str]:
    """A command: how it is called, what it does, its options."""
    parent = click.Context(seedlint, info_name="seedlint", **seedlint.context_settings)
    called = seedlint.get_command(parent, name)
    assert called is not None, name
    context = click.Context(called, info_name=name, parent=parent)
    yield from ("```text", " ".join((context.command_path, *called.collect_usage_pieces(context))))
    yield from ("```", "", _quoted(inspect.cleandoc(called.help or "")), "")
    if called.epilog:
        yield from ("```text", called.epilog.removeprefix("\b\n"), "```", "")
    options = [each for each in called.get_params(context) if isinstance(each, click.Option)]
    records = filter(None, (option.get_help_record(context) for option in options))
    rows = [(f"`{names}`", _quoted(text)) for names, text in records]
    yield from _table(("option", "what it does"), rows)


def variables() -> Iterator[str]:
    """The variables that the runner computes afresh for every run."""
    yield ", ".join(f"`{name}`" for name in sorted(GENERATED_VARIABLES)) + "."


_PARTS: dict[str, Callable[..., Iterator[str]]] = {
    "fields": fields,
    "settings": settings,
    "command": command,
    "variables": variables,
}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        cells = (cell.replace("|", r"\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def _resolved(given: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A schema with what it refers to, its own keywords first."""
    name = given.get("$ref", "").rpartition("/")[2]
    referred: dict[str, Any] = definitions.get(name, {})
    return referred | given


def _kind(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        kinds = (_kind(_resolved(one, definitions), definitions) for one in field["anyOf"])
        return " or ".join(dict.fromkeys(kinds))
    if "type" not in field:
        return "anything" if "format" not in field else "string"
    types = [field["type"]] if isinstance(field["type"], str) else field["type"]
    return " or ".join(_NOUNS.get(name, name) for name in types)


def _meaning(field: dict[str, Any]) -> str:
    told = dict(zip(field.get("enum", ()), field.get("enumDescriptions", ()), strict=False))
    said = "".join(f" `{value}`: {text}" for value, text in told.items())
    simple = [value for value in field.get("examples", ()) if isinstance(value, str)]
    shown = f" For example: `{simple[0]}`." if simple and not told else ""
    return f"{field['description']}{said}{shown}"


def _leaves(properties: dict[str, Any], above: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, given in properties.items():
        if inner := given.get("properties"):
            yield from _leaves(inner, f"{above}{key}.")
        else:
            yield f"{above}{key}", given


def _toml(key: str, value: object) -> Iterator[str]:
    """A setting as it stands in `seedlint.toml`. JSON's strings and lists are TOML's, too."""
    table, _, name = key.rpartition(".")
    if isinstance(value, dict):
        yield f"[{key}]"
        yield from (f"{_key(name)} = {json.dumps(item)}" for name, item in value.items())
    else:
        if table:
            yield f"[{table}]"
        line = f"{name} = {json.dumps(value)}"
        if isinstance(value, list) and len(line) > _WIDTH:
            yield f"{name} = ["
            yield from (f"  {json.dumps(item)}," for item in value)
            yield "]"
        else:
            yield line


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.A) else json.dumps(name)


def _quoted(text: str) -> str:
    """Help as Markdown: options as code, and what looks like an HTML tag as text."""
    parts = text.split("`")
    parts[::2] = [_OPTION.sub(r"`\g<0>`", part).replace("<", r"\<") for part in parts[::2]]
    return "`".join(parts)
