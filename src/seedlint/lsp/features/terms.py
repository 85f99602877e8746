"""What the seed's vocabulary says of a key or a value: the effective JSON Schemas, as pages."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from seedlint.lsp.features import prose
from seedlint.lsp.features.offer import Kind, Offer
from seedlint.named import NamedTuple
from seedlint.schema import frontmatter_schema, steps_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seedlint.lsp.features.outline import Place
    from seedlint.schema import Schema
    from seedlint.settings import Settings


class Term(NamedTuple):
    """A key that a mapping may have, with the part of the schema that says what it holds."""

    name: str
    required: bool
    schema: dict[str, Any]

    @property
    def page(self) -> str:
        """What the vocabulary says of it, as Markdown; the schemas are our own words."""
        lines = [str(self.schema.get("description", ""))]
        told = self.schema.get("enumDescriptions", ())
        pairs = zip(self.schema.get("enum", ()), told, strict=False)
        lines += ["\n".join(f"- {prose.code(str(value))}: {says}" for value, says in pairs if says)]
        return "\n\n".join(filter(None, lines))

    @property
    def kind(self) -> str:
        """The kind of value that it holds, if it is of one."""
        kind = self.schema.get("type")
        return kind if isinstance(kind, str) else ""


class Vocabulary:
    """The effective schema of the frontmatter, or of a block of steps."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def terms(self, path: Sequence[str | None]) -> list[Term]:
        """The keys of the mapping that a path leads to; required ones first."""
        holder = self._at(path)
        required = holder.get("required", ())
        found = [
            Term(name, name in required, self._resolved(part))
            for name, part in holder.get("properties", {}).items()
        ]
        return sorted(found, key=lambda term: not term.required)

    def term(self, path: Sequence[str | None]) -> Term | None:
        """The key that a path ends with."""
        *holder, name = path or (None,)
        return next((term for term in self.terms(holder) if term.name == name), None)

    def keys(self, place: Place) -> Iterator[Offer]:
        """The keys that may be written at a place."""
        for term in self.terms(place.path):
            if term.name not in place.taken:
                detail = ", ".join(filter(None, [term.kind, "required" if term.required else ""]))
                yield Offer(term.name, Kind.KEY, term.name, detail, term.page, term.required)

    def choices(self, path: Sequence[str | None]) -> Iterator[Offer]:
        """The values that may be written where a path leads, where these are few."""
        part = self._at(path)
        values = [True, False] if part.get("type") == "boolean" else part.get("enum", ())
        told = part.get("enumDescriptions", ())
        for value, says in zip_longest(values, told[: len(values)], fillvalue=""):
            yield Offer(prose.word(value), Kind.VALUE, value, documentation=says)

    def _at(self, path: Sequence[str | None]) -> dict[str, Any]:
        part: dict[str, Any] = self._schema
        for key in path:
            below = part.get("items") if key is None else part.get("properties", {}).get(key)
            part = self._resolved(below or {})
        return part

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        """A part of the schema with what its `$ref` leads to; its own words count first."""
        name = str(part.get("$ref", "")).rpartition("/")[2]
        return {**self._schema["$defs"].get(name, {}), **part}


def of_frontmatter(settings: Settings) -> Vocabulary:
    """The vocabulary of the frontmatter."""
    return Vocabulary(frontmatter_schema(settings))


def of_steps(settings: Settings) -> Vocabulary:
    """The vocabulary of a block of steps."""
    return Vocabulary(steps_schema(settings))
