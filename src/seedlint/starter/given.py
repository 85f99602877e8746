"""What the runner gives to every seed: `variables`, or the file that names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from seedlint import datafile
from seedlint.named import NamedTuple
from seedlint.paths import leaves
from seedlint.scope import Scope
from seedlint.settings import CONFIGURED_VARIABLES, GENERATED_VARIABLES
from seedlint.starter.evidence import counted, is_slip, several, tally
from seedlint.starter.toml import Setting
from seedlint.starter.tree import ENOUGH

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from seedlint.scope import Use
    from seedlint.seed import Seed
    from seedlint.starter.tree import Tree
    from seedlint.yamltree import Data

_NAME = re.compile(r"[A-Za-z0-9_]+")
_DEEPEST = 6
_OF_SCHEMAS = frozenset({
    "properties", "patternProperties", "definitions", "$defs", "required", "enum", "parameters",
})  # fmt: skip
"""What stands above the names of a schema, which are of no runner."""


@dataclass(frozen=True, slots=True)
class Needs:
    """In how many seeds a variable is needed that no step of theirs extracts.

    `believed` leaves out what only fills the parameter of the same name in the seed's own endpoint:
    that may be a placeholder that was never filled. `extracted` are the seeds that make it.
    """

    seeds: int
    all: Counter[str]
    believed: Counter[str]
    extracted: Counter[str]

    @property
    def common(self) -> set[str]:
        """What several seeds rely on, so that it must come from somewhere."""
        return {
            name
            for name, count in self.believed.items()
            if count >= several(self.seeds)
            and 2 * count >= self.extracted[name]
            and not is_slip(name, self.all | self.extracted)
        }


class Place(NamedTuple):
    """Where a file lists names: the keys of an object, or the items of a list."""

    path: str
    pointer: tuple[str, ...]
    names: frozenset[str]

    @property
    def reference(self) -> str:
        """The place as `variables-from` has it (RFC 6901, section 6)."""
        return "#".join((self.path, "".join(f"/{_escaped(key)}" for key in self.pointer)))


def settings(tree: Tree, seeds: Sequence[Seed]) -> Iterator[Setting]:
    """The settings that name what the runner gives.

    What is not in the file that names the rest is not given, save for the runner's own.
    """
    needs = _needs(seeds)
    own = CONFIGURED_VARIABLES & needs.all.keys()
    places = _places(tree, needs.common | own)
    held: AbstractSet[str] = needs.all.keys() & {name for place in places for name in place.names}
    kept = frozenset[str]() if places else CONFIGURED_VARIABLES
    if places:
        why = "The variables that the runner gives; of these, seeds use and do not extract "
        why += f"{_said(needs, held)}."
        yield Setting(("variables-from",), [place.reference for place in places], why)
        given: AbstractSet[str] = own - held
        why = f"More of the runner's own, which seeds use as well: {_said(needs, given)}."
    else:
        given = needs.common - own
        why = "The runner's own, and what several seeds use and do not extract: "
        why += f"{_said(needs, given)}."
    if given:
        yield Setting(("variables",), sorted(given | kept), why)
    left = needs.all.keys() - held - own - given
    if left:
        why = f"Used, but neither given nor extracted, and so reported: {_said(needs, left)}. "
        why += "If the runner gives one of them, add it to `variables`."
        yield Setting(("variables",), None if given else sorted(left | kept), why, off=True)


def _said(needs: Needs, names: Collection[str]) -> str:
    return counted({name: needs.all[name] for name in names})


def _needs(seeds: Sequence[Seed]) -> Needs:
    scopes = [(seed, Scope(seed, GENERATED_VARIABLES)) for seed in seeds]
    needed = [(seed, list(_needed(scope))) for seed, scope in scopes]
    return Needs(
        len(seeds),
        tally({use.name for use in uses} for _, uses in needed),
        tally({use.name for use in uses if not _fills_itself(use, seed)} for seed, uses in needed),
        tally({extract.name for extract in scope.extracts} for _, scope in scopes),
    )


def _needed(scope: Scope) -> Iterator[Use]:
    for use in scope.uses:
        if not (scope.is_defined(use) or scope.is_out_of_sight(use) or scope.after(use)):
            yield use


def _fills_itself(use: Use, seed: Seed) -> bool:
    path, endpoint = use.step.path, seed.endpoint
    in_path = path is not None and use.span.start in range(*path.span)
    return in_path and endpoint is not None and f"{{{use.name}}}" in endpoint.path.text


def _places(tree: Tree, wanted: AbstractSet[str]) -> list[Place]:
    """The places, all in one file, that hold most of what is wanted; none if none holds half."""
    if len(wanted) < 2:
        return []
    best: list[Place] = []
    held: set[str] = set()
    for path in tree.data:
        found = list(_choice(_read(tree, path, wanted), wanted))
        names = {name for place in found for name in place.names & wanted}
        if 2 * len(names) >= len(wanted) and len(names) > len(held):
            best, held = found, names
    return best


def _choice(places: list[Place], wanted: AbstractSet[str]) -> Iterator[Place]:
    """Of the places of a file those that are needed, the one with most of the names first."""
    left = set(wanted)
    while places:
        best = max(places, key=lambda place: (len(place.names & left), -len(place.names)))
        if len(best.names & left) < 2:
            return
        left -= best.names
        yield best


def _read(tree: Tree, path: str, wanted: AbstractSet[str]) -> list[Place]:
    if "#" in path or leaves(path) or not path.isprintable():
        return []
    text = tree.text(path, ENOUGH + 1)
    if len(text) > ENOUGH or sum(name in text for name in wanted) < 2:
        return []
    return list(_names(datafile.load(path, text).data, path, ()))


def _names(data: Data, path: str, pointer: tuple[str, ...]) -> Iterator[Place]:
    """Every place below some data that lists names."""
    items: list[tuple[str, Data]] = []
    if isinstance(data, dict):
        yield Place(path, pointer, frozenset(data))
        items = list(data.items())
    elif isinstance(data, list):
        names = [item for item in data if isinstance(item, str)]
        if names and len(names) == len(data):
            yield Place(path, pointer, frozenset(names))
        items = [(str(index), item) for index, item in enumerate(data)]
    if len(pointer) < _DEEPEST:
        for key, value in items:
            if key not in _OF_SCHEMAS:
                yield from _names(value, path, (*pointer, key))


def _escaped(key: str) -> str:
    """A key in a JSON Pointer that is a fragment; blanks are left as they are to be read."""
    return quote(key.replace("~", "~0").replace("/", "~1"), safe=" ~!$&'()*+,;=:@/?")
