"""Which variables there are when: what the runner gives, what each step extracts, who uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from seedlint import template, yamltree
from seedlint.spelling import closest
from seedlint.yamltree import Mapping, Problem, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Block, Seed, Step
    from seedlint.source import Span
    from seedlint.template import Malformed
    from seedlint.yamltree import Node

_SENT = frozenset(
    {
        "path",
        "params",
        "body",
        "token",
        "content_type",
        "form_fields",
        "file_fields",
        "x_on_behalf_of",
    }
)
_SAID = frozenset({"id", "description", "skipReason", "extract"})
_VAGUELY = 0.6
_KEY = re.compile(r"(?<![A-Za-z0-9_])([A-Za-z0-9_]++)[\"']?[ \t]*+:")
_BRACED = re.compile(r"\{\{([^{}\n]*+)\}\}")
_WORD = re.compile(r"[A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Extract:
    """A variable that a step takes from its response. `order` is the step's place in the run."""

    name: str
    key: Scalar
    path: Scalar
    step: Step
    order: int

    @property
    def certain(self) -> bool:
        """Whether the variable is there afterwards: a step that is passed over extracts nothing."""
        return not self.step.optional


@dataclass(frozen=True, slots=True)
class Use:
    """A `{{variable}}` in what a step sends."""

    name: str
    span: Span
    step: Step
    order: int


@dataclass(frozen=True, slots=True)
class Slip:
    """What looks like a template in what a step sends, and is none.

    `names` are the variables that it may mean. `malformed` is None for single braces in a path.
    """

    text: str
    names: tuple[str, ...]
    malformed: Malformed | None
    span: Span
    step: Step
    order: int


class Scope:
    """The variables of one seed, over its steps in the order in which they run."""

    def __init__(self, seed: Seed, given: frozenset[str]) -> None:
        self.given = given
        self._seed = seed
        self.extracts = [
            Extract(key.text, key, path, step, order)
            for order, step in enumerate(seed.steps)
            for key, path in step.extract
        ]
        self._by_name: dict[str, list[Extract]] = {}
        for extract in self.extracts:
            self._by_name.setdefault(extract.name, []).append(extract)
        self.uses: list[Use] = []
        self.slips: list[Slip] = []
        self._meant: dict[tuple[tuple[str, ...], int], str | None] = {}
        for order, step in enumerate(seed.steps):
            for scalar in sent(step):
                self._read(scalar, step, order)

    def before(self, use: Use) -> list[Extract]:
        """The extracts of a name that stand before its use, the latest last."""
        return [e for e in self._by_name.get(use.name, ()) if e.order < use.order]

    def after(self, use: Use) -> list[Extract]:
        """The extracts of a name that come too late for its use."""
        return [e for e in self._by_name.get(use.name, ()) if e.order >= use.order]

    def names_before(self, order: int) -> frozenset[str]:
        """Every variable that is there when a step begins."""
        return self.given | {e.name for e in self.extracts if e.order < order}

    def is_defined(self, use: Use) -> bool:
        """Whether the variable is given, or extracted before its use."""
        return use.name in self.given or bool(self.before(use))

    def is_out_of_sight(self, use: Use) -> bool:
        """Whether something above the use means to extract it, and cannot be read or never runs.

        That is the mistake then, and not the use.
        """
        return any(
            use.name in names and position < use.span.start for position, names in self._unread
        )

    def meant(self, names: tuple[str, ...], order: int) -> str | None:
        """Which of the variables that are there before a step some names mean; none is near: None.

        The names are of one place, the likeliest first; the first may be misspelt. An extract which
        nothing uses is meant rather than another one, and may be spelled quite differently.
        """
        asked = names, order
        if asked not in self._meant:
            self._meant[asked] = self._nearest(*asked)
        return self._meant[asked]

    def _nearest(self, names: tuple[str, ...], order: int) -> str | None:
        known = self.names_before(order)
        exact = next((name for name in names if name in known), None)
        if exact or not names:
            return exact
        claimed = {use.name for use in self.uses}.union(*(slip.names for slip in self.slips))
        unclaimed = known - self.given - claimed
        return (
            closest(names[0], unclaimed)
            or closest(names[0], known)
            or closest(names[0], unclaimed, _VAGUELY)
        )

    def is_used(self, extract: Extract) -> bool:
        """Whether anything uses the extract, or means to: that is a mistake of another kind."""
        return extract.name in self._used

    def _read(self, scalar: Scalar, step: Step, order: int) -> None:
        malformed = template.malformed(scalar.text)
        for each in malformed:
            span = scalar.place(each.start, each.end)
            self.slips.append(Slip(each.text, each.names, each, span, step, order))
        for variable in template.variables(scalar.text):
            if not any(each.start <= variable.start < each.end for each in malformed):
                span = scalar.place(variable.start, variable.end)
                self.uses.append(Use(variable.name, span, step, order))
        if scalar is step.path:
            for single in template.single_braces(scalar.text):
                text = scalar.text[single.start : single.end]
                span = scalar.place(single.start, single.end)
                self.slips.append(Slip(text, (single.name,), None, span, step, order))

    @cached_property
    def _unread(self) -> list[tuple[int, set[str]]]:
        """Names that something below a place seems to extract, and does not."""
        found = [
            (block.fence.span.start, _names_in(block))
            for block in self._seed.blocks
            if not block.runs or isinstance(block.parsed, Problem)
        ]
        found += [(step.grip.start, set(_misplaced(step))) for step in self._seed.steps]
        return found

    @cached_property
    def _used(self) -> frozenset[str]:
        """The names that are used anywhere, or are meant to be."""
        found = {use.name for use in self.uses}
        for slip in self.slips:
            found.update(slip.names)
            found.add(self.meant(slip.names, slip.order) or "")
        for use in self.uses:
            if not self.is_defined(use):
                found.add(self.meant((use.name,), use.order) or "")
        read = {block.fence.span for block in self._seed.blocks if block.steps and block.runs}
        for fence in self._seed.document.fences:
            if fence.span not in read:
                for braced in _BRACED.finditer(fence.content.text):
                    found.update(_WORD.findall(braced[1]))
        for step in self._seed.steps:
            for pair in step.node.pairs:
                if pair.key.text not in _SENT | _SAID:
                    for scalar in yamltree.scalars(pair.value):
                        found.update(each.name for each in template.variables(scalar.text))
        return frozenset(found)


def sent(step: Step) -> Iterator[Scalar]:
    """The scalars of a step in which the runner replaces variables, keys included."""
    for pair in step.node.pairs:
        if pair.key.text in _SENT:
            yield from yamltree.scalars(pair.value)


def _names_in(block: Block) -> set[str]:
    """The names that a block extracts which does not run, or may extract if it can be read."""
    if isinstance(block.parsed, Problem):
        return set(_KEY.findall(block.fence.content.text))
    return {key.text for step in block.steps for key, _ in step.extract}


def _misplaced(step: Step) -> Iterator[str]:
    """The names of what looks like an `extract`, and stands where the runner reads none."""
    for pair in step.node.pairs:
        if pair.key.text == "extract" and isinstance(pair.value, Mapping):
            for inner in pair.value.pairs:
                if not isinstance(inner.value, Scalar):
                    yield inner.key.text
        elif pair.key.text == "extract":
            yield from (scalar.text for scalar in yamltree.scalars(pair.value))
        elif pair.key.text not in _SENT:
            yield from _paths_by_name(pair.value)


def _paths_by_name(node: Node) -> Iterator[str]:
    """The keys of all mappings in a node whose values look like a JSONPath."""
    for mapping in yamltree.mappings(node):
        for pair in mapping.pairs:
            if isinstance(pair.value, Scalar) and pair.value.text.startswith("$"):
                yield pair.key.text
