"""What in a seed breaks the vocabulary: each mistake once, at its place.

A key in a wrong spelling is one mistake: the key that it was meant for is not missing as well. A
key with nothing behind it is as good as no key. Blocks that never run are not looked at.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from seedlint import yamltree
from seedlint.lazy import lazy
from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.schema import frontmatter_schema, steps_schema, violations
from seedlint.seed import grip
from seedlint.source import Span
from seedlint.spelling import closest
from seedlint.violation import Kind
from seedlint.yamltree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.schema import Schema
    from seedlint.seed import Frontmatter, Seed, Step
    from seedlint.settings import Settings
    from seedlint.violation import Violation
    from seedlint.yamltree import Data, Node, Pair

_ANCHORED = regex(r"[ \t]*:\s*&")

Path = tuple[str | int, ...]
"""A JSON path: the keys and indexes from the root of a document to a place in it."""


class Holder(Enum):
    """The mappings that have a vocabulary, as a sentence names them."""

    FRONTMATTER = "the frontmatter"
    BLOCK = "the block of steps"
    STEP = "the step"
    EXPECT = "`expect`"
    FILE = "the file"

    @property
    def any(self) -> str:
        """A mapping of this kind, where none is meant in particular."""
        name: str = self.value
        return name if self is Holder.FRONTMATTER else name.replace("the ", "a ")


_REQUEST = frozenset({"params", "body", "content_type", "form_fields", "file_fields"})
"""The keys of a step that make up what it sends."""

_HOMES = {
    Holder.FRONTMATTER: (Holder.STEP,),
    Holder.BLOCK: (Holder.STEP, Holder.FRONTMATTER),
    Holder.STEP: (Holder.EXPECT, Holder.FRONTMATTER),
    Holder.EXPECT: (Holder.STEP,),
    Holder.FILE: (),
}
"""Where else a key may belong that stands in the wrong mapping."""

_SYNONYMS = {
    Holder.STEP: {
        "name": "id",
        "url": "path",
        "endpoint": "path",
        "query": "params",
        "query_params": "params",
        "data": "body",
        "json": "body",
        "payload": "body",
        "files": "file_fields",
        "wait": "sleep",
        "delay": "sleep",
    },
    Holder.EXPECT: {"code": "status", "status_code": "status"},
    Holder.FILE: {"name": "field_name", "field": "field_name", "path": "file_path"},
}
"""What other tools call the same thing."""


class Missing(NamedTuple):
    """A key that a mapping has to have, and has not, or with no value (`empty`)."""

    holder: Holder
    key: str
    span: Span
    empty: bool = False


class Unknown(NamedTuple):
    """A key that nobody reads where it stands.

    `meant` is the key that it is another spelling of: one that the settings accept (`alias`), or a
    guess. An alias is not read `beside` that key itself, or another alias of it. `home` is the
    mapping that does have a key of this name.
    """

    holder: Holder
    mapping: Mapping
    pair: Pair
    meant: str | None = None
    alias: bool = False
    beside: bool = False
    home: Holder | None = None


class Invalid(NamedTuple):
    """A value that its key cannot have; `name` is what the value is called.

    `node` is the value or, where the key is no good name, the key. `meant` is what the settings
    accept it for.
    """

    name: str
    span: Span
    node: Node
    violation: Violation
    meant: str | None = None


class Breaches:
    """All that breaks the vocabulary in one seed."""

    def __init__(self, seed: Seed, settings: Settings) -> None:
        self.missing: list[Missing] = []
        self.unknown: list[Unknown] = []
        self.invalid: list[Invalid] = []
        self._text = seed.source.text
        self._settings = settings
        self._schemas = (frontmatter_schema(settings), steps_schema(settings))
        self._garbled: set[int] = set()
        self._stand_ins: set[tuple[int, str | None]] = set()
        if seed.frontmatter is not None:
            self._judge_frontmatter(seed.frontmatter)
        for block in seed.blocks:
            if block.runs and block.root is not None:
                self._judge_block(block.root)

    def stands_in(self, mapping: Mapping | None, key: str) -> bool:
        """Whether a key that nobody reads was meant to be `key` of a mapping."""
        return (id(mapping), key) in self._stand_ins

    def garble(self, step: Step) -> bool:
        """Whether a breach keeps from being seen what the step is meant to send."""
        return id(step.node) in self._garbled

    @lazy
    def _definitions(self) -> dict[Holder, dict[str, Any]]:
        """The part of the vocabulary that each mapping has."""
        frontmatter, steps = self._schemas
        step = steps["$defs"]["step"]
        return {
            Holder.FRONTMATTER: frontmatter,
            Holder.BLOCK: steps,
            Holder.STEP: step,
            Holder.EXPECT: step["properties"]["expect"],
            Holder.FILE: steps["$defs"]["fileField"],
        }

    def _judge_frontmatter(self, frontmatter: Frontmatter) -> None:
        root, schema = frontmatter.root, self._schemas[0]
        if root is None:
            if isinstance(frontmatter.parsed, Scalar | yamltree.Sequence):
                document = _Document(
                    frontmatter.parsed, Holder.FRONTMATTER, frontmatter.opening, {}
                )
                self._judge(document, yamltree.data(frontmatter.parsed), schema)
            return
        known = schema["properties"]
        fields: dict[str, Data] = {}
        spelled: dict[str, str] = {}
        for key, pair in root.items():
            meant = self._settings.frontmatter_aliases.get(key)
            if meant is None or meant not in known or key in known:
                fields[key] = yamltree.data(pair.value)
                continue
            read = frontmatter.pair(meant) == pair
            unknown = Unknown(Holder.FRONTMATTER, root, pair, meant, alias=True, beside=not read)
            self._note(unknown)
            if read:
                fields[meant] = yamltree.data(pair.value)
                spelled[meant] = key
        self._judge(
            _Document(root, Holder.FRONTMATTER, frontmatter.opening, spelled), fields, schema
        )

    def _judge_block(self, root: Mapping) -> None:
        instance = yamltree.data(root)
        if isinstance(instance, dict) and instance.get("steps", ()) is None:
            instance["steps"] = []  # whether there must be steps is a question of sections
        self._judge(_Document(root, Holder.BLOCK, grip(root), {}), instance, self._schemas[1])

    def _judge(self, document: _Document, instance: Data, schema: Schema) -> None:
        found = violations(instance, schema)
        for violation in found:
            if violation.kind is Kind.UNKNOWN:
                for unknown in self._unknown(document, violation):
                    self._note(unknown)
        for violation in found:
            if violation.kind is Kind.MISSING:
                self.missing += self._missing(document, violation)
            elif violation.kind is Kind.INVALID:
                if self._is_empty(document, violation):
                    continue
                self.invalid += self._invalid(document, violation)
            if _REQUEST & set(violation.path[2:3]):
                self._garbled.add(id(document.node(violation.path[:2])))

    def _note(self, unknown: Unknown) -> None:
        self.unknown.append(unknown)
        self._stand_ins.add((id(unknown.mapping), unknown.meant))

    def _unknown(self, document: _Document, violation: Violation) -> Iterator[Unknown]:
        mapping, key = document.node(violation.path), violation.key
        pair = mapping.pair(key) if isinstance(mapping, Mapping) and key else None
        if not isinstance(mapping, Mapping) or key is None or pair is None:
            return
        holder = document.holder(violation.path)
        if holder is None:
            return
        if holder is Holder.BLOCK and _ANCHORED.match(self._text, pair.key.span.end):
            return  # it is read: where an alias repeats it
        absent = [name for name in violation.allowed if mapping.pair(name) is None]
        meant = _SYNONYMS.get(holder, {}).get(key)
        if meant not in absent:
            meant = closest(key, absent)
        if meant in _REQUEST:
            self._garbled.add(id(mapping))
        homes = (home for home in _HOMES[holder] if key in self._definitions[home]["properties"])
        yield Unknown(holder, mapping, pair, meant, home=next(homes, None))

    def _missing(self, document: _Document, violation: Violation) -> Iterator[Missing]:
        mapping, key = document.node(violation.path), violation.key
        holder = document.holder(violation.path)
        if holder and key and isinstance(mapping, Mapping) and not self.stands_in(mapping, key):
            yield Missing(holder, key, document.grip(violation.path))

    def _is_empty(self, document: _Document, violation: Violation) -> bool:
        """Whether a key of the vocabulary has no value; then it is missing, if it is required."""
        pair = document.pair(violation.path)
        if violation.value is not None or violation.key is not None or pair is None:
            return False
        holder = document.holder(violation.path[:-1])
        key = str(violation.path[-1])
        if holder is None:
            return False
        definition = self._definitions[holder]
        if key in definition.get("required", ()):
            self.missing.append(Missing(holder, key, pair.key.span, empty=True))
        return key in definition["properties"]

    def _invalid(self, document: _Document, violation: Violation) -> Iterator[Invalid]:
        node = document.node(violation.path)
        if violation.key is not None and isinstance(node, Mapping):
            if pair := node.pair(violation.key):
                yield Invalid(f"`{violation.key}`", pair.key.span, pair.key, violation)
        elif node is not None:
            meant = None
            if document.top is Holder.FRONTMATTER and violation.path == ("status",):
                meant = self._settings.status_aliases.get(str(violation.value))
            if meant not in violation.allowed:
                meant = None
            name = document.name(violation.path)
            yield Invalid(name, document.span(violation.path, self._text), node, violation, meant)


class _Document(NamedTuple):
    """What is held against a schema, and the way from a path in it to a place in the file.

    `opening` stands for the document as a whole; `spelled` has the keys of its root that stand in
    the file in another spelling.
    """

    root: Node
    top: Holder
    opening: Span
    spelled: dict[str, str]

    def node(self, path: Path) -> Node | None:
        if path and path[0] in self.spelled:
            path = (self.spelled[str(path[0])], *path[1:])
        return yamltree.at(self.root, path)

    def pair(self, path: Path) -> Pair | None:
        """The key with its value that a path leads to; None where it leads to an item."""
        parent = self.node(path[:-1]) if path else None
        if not isinstance(parent, Mapping):
            return None
        key = str(path[-1])
        return parent.pair(self.spelled.get(key, key) if len(path) == 1 else key)

    def holder(self, path: Path) -> Holder | None:
        """Which mapping a path leads to, if it is one that has a vocabulary."""
        match path:
            case ():
                return self.top
            case ("steps", int()):
                return Holder.STEP
            case ("steps", int(), "expect"):
                return Holder.EXPECT
            case ("steps", int(), "file_fields", int()):
                return Holder.FILE
        return None

    def grip(self, path: Path) -> Span:
        """The narrowest place that stands for a mapping as a whole."""
        if not path:
            return self.opening
        node, pair = self.node(path), self.pair(path)
        if pair is not None:
            return pair.key.span
        return grip(node) if isinstance(node, Mapping) else self.opening

    def name(self, path: Path) -> str:
        """What a value is called."""
        if not path:
            return self.top.value
        if pair := self.pair(path):
            return f"`{pair.key.text}`"
        return Holder.STEP.value if path[-2] == "steps" else f"an item of `{path[-2]}`"

    def span(self, path: Path, text: str) -> Span:
        """Where a value stands: its key, if it has lines of its own."""
        node, pair = self.node(path), self.pair(path)
        span = node.span if node else self.opening
        lines = "\n" in span.of(text) or "\r" in span.of(text)
        if pair is not None and (lines or span.start == span.end):
            return pair.key.span
        if span.start == span.end:  # an item with nothing in it, behind its dash
            return Span(max(span.start - 1, 0), span.end)
        if lines and isinstance(node, Mapping):
            return grip(node)
        return Span(span.start, span.start + len(span.of(text).splitlines()[0])) if lines else span
