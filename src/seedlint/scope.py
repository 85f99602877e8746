"""Which variables there are when: what the runner gives, what each step extracts, who uses it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from seedlint import template, yamltree
from seedlint.lazy import lazy
from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.spelling import CLOSE, Likeness
from seedlint.yamltree import Mapping, Problem, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_SENT_OR_SAID = _SENT | {"id", "description", "skipReason", "extract"}
_VAGUELY = 0.6
_MOST_COMPARED = 20_000
"""How many words of one seed are held against each other, before no more of them are."""

_KEY = regex(r"(?<![A-Za-z0-9_])([A-Za-z0-9_]++)[\"']?[ \t]*+:")
_BRACED = regex(r"\{\{([^{}\n]*+)\}\}")
_WORD = regex(r"[A-Za-z0-9_]+")


class Extract(NamedTuple):
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


class Use(NamedTuple):
    """A `{{variable}}` in what a step sends."""

    name: str
    span: Span
    step: Step
    order: int


class Slip(NamedTuple):
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
    """The variables of one seed, over its steps in the order in which they run: `orders`."""

    def __init__(self, seed: Seed, given: frozenset[str]) -> None:
        self.given = given
        self._seed = seed
        self.orders = {step: order for order, step in enumerate(seed.steps)}
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
        self._nearest: dict[str, list[tuple[int, str]]] = {}
        for order, step in enumerate(seed.steps):
            for scalar in sent(step):
                if "{" in scalar.text or "}" in scalar.text:
                    self._read(scalar, step, order)

    def before(self, use: Use) -> list[Extract]:
        """The extracts of a name that stand before its use, the latest last."""
        return self.extracts_before(use.name, use.order)

    def extracts_before(self, name: str, order: int) -> list[Extract]:
        """The extracts of a name in the steps before one, the latest last."""
        extracts = self._by_name.get(name, [])
        return extracts[: bisect_left(extracts, order, key=_order)]

    def is_certain(self, use: Use) -> bool:
        """Whether the variable is there at its use, whichever steps before it fail."""
        return use.name in self.given or self._certain.get(use.name, use.order) < use.order

    def after(self, use: Use) -> list[Extract]:
        """The extracts of a name that come too late for its use."""
        extracts = self._by_name.get(use.name, [])
        return extracts[bisect_left(extracts, use.order, key=_order) :]

    def knows(self, name: str, order: int) -> bool:
        """Whether a variable is there when a step begins: it is given, or was extracted."""
        return name in self.given or (
            name in self._by_name and self._by_name[name][0].order < order
        )

    def is_defined(self, use: Use) -> bool:
        """Whether the variable is given, or extracted before its use."""
        return self.knows(use.name, use.order)

    def unclaimed(self, name: str) -> Extract | None:
        """The first extract of a name that nothing uses: the name may be what is misspelt."""
        return None if name in self._names_used else next(iter(self._by_name.get(name, ())), None)

    def is_out_of_sight(self, use: Use) -> bool:
        """Whether something above the use means to extract it, and cannot be read or never runs.

        That is the mistake then, and not the use.
        """
        return self._unread.get(use.name, use.span.start) < use.span.start

    def meant(self, names: tuple[str, ...], order: int) -> str | None:
        """Which of the variables that are there before a step some names mean; none is near: None.

        The names are of one place, the likeliest first; the first may be misspelt. An extract which
        nothing uses is meant rather than another one, and may be spelled quite differently.
        """
        exact = next((name for name in names if self.knows(name, order)), None)
        if exact or not names or names[0] in self._beyond:
            return exact
        if names[0] not in self._nearest:
            self._nearest[names[0]] = [*self._approach(names[0])]
        nearer = self._nearest[names[0]]
        known = bisect_left(nearer, order, key=itemgetter(0))
        return nearer[known - 1][1] if known else None

    def _approach(self, word: str) -> Iterator[tuple[int, str]]:
        """What a word may be a misspelling of, and from behind which step on.

        In one go over all extracts: each step of a long seed may have the same word misspelt.
        """
        likeness = Likeness(word)
        ranks = [likeness.rank(name) for name in self.given]
        best, free = min((rank for rank in ranks if rank), default=None), None
        last = best.other if best else None
        if last:
            yield -1, last
        for name, extracts in self._by_name.items():
            vague = name not in self._claimed and name not in self.given
            rank = likeness.rank(name, _VAGUELY if vague else CLOSE)
            if rank and rank.ratio >= CLOSE:
                best = min(best or rank, rank)
            if rank and vague:
                free = min(free or rank, rank)
            chosen = free if free and (free.ratio >= CLOSE or not best) else best
            if chosen and chosen.other != last:
                last = chosen.other
                yield extracts[0].order, last

    def is_used(self, extract: Extract) -> bool:
        """Whether anything uses the extract, or means to: that is a mistake of another kind."""
        return extract.name in self._used

    def _read(self, scalar: Scalar, step: Step, order: int) -> None:
        malformed = template.malformed(scalar.text)
        for each in malformed:
            span = scalar.place(each.start, each.end)
            self.slips.append(Slip(each.text, each.names, each, span, step, order))
        starts = [each.start for each in malformed]
        for variable in template.variables(scalar.text):
            before = bisect_right(starts, variable.start)
            if not before or malformed[before - 1].end <= variable.start:
                span = scalar.place(variable.start, variable.end)
                self.uses.append(Use(variable.name, span, step, order))
        if scalar is step.path:
            for single in template.single_braces(scalar.text):
                text = scalar.text[single.start : single.end]
                span = scalar.place(single.start, single.end)
                self.slips.append(Slip(text, (single.name,), None, span, step, order))

    @lazy
    def _certain(self) -> dict[str, int]:
        """The names that some step extracts for certain, with the first such step of each."""
        certain = [extract for extract in self.extracts if extract.certain]
        return {extract.name: extract.order for extract in reversed(certain)}

    @lazy
    def _unread(self) -> dict[str, int]:
        """Names that something seems to extract, and does not, with the first place of each."""
        found: dict[str, int] = {}
        for block in self._seed.blocks:
            if not block.runs or isinstance(block.parsed, Problem):
                _note(found, _names_in(block), block.fence.span.start)
        for step in self._seed.steps:
            _note(found, _misplaced(step), step.grip.start)
        return found

    @lazy
    def _names_used(self) -> frozenset[str]:
        return frozenset(use.name for use in self.uses)

    @lazy
    def _claimed(self) -> frozenset[str]:
        """The names that are used, or that a slip may mean."""
        return self._names_used.union(*(slip.names for slip in self.slips))

    @lazy
    def _beyond(self) -> frozenset[str]:
        """The words that are held against no other, since too many come before them."""
        undefined = (use.name for use in self.uses if not self.is_defined(use))
        slips = (slip.names[0] for slip in self.slips if slip.names)
        most = _MOST_COMPARED // (len(self._by_name) + len(self.given) + 1)
        return frozenset(islice(dict.fromkeys([*undefined, *slips]), most, None))

    @lazy
    def _used(self) -> frozenset[str]:
        """The names that are used anywhere, or are meant to be."""
        found = {*self._names_used}
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
                if pair.key.text not in _SENT_OR_SAID:
                    for scalar in yamltree.scalars(pair.value):
                        found.update(each.name for each in template.variables(scalar.text))
        return frozenset(found)


def sent(step: Step) -> Iterator[Scalar]:
    """The scalars of a step in which the runner replaces variables, keys included."""
    for pair in step.node.pairs:
        if pair.key.text in _SENT:
            yield from yamltree.scalars(pair.value)


def _order(extract: Extract) -> int:
    return extract.order


def _note(places: dict[str, int], names: Iterable[str], place: int) -> None:
    """Note the first place of some names."""
    for name in names:
        places[name] = min(place, places.get(name, place))


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
