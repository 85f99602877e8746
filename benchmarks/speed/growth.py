"""How time and memory grow: with the seeds, with the specs that are needed, with operations."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.speed import made
from benchmarks.speed.ground import each
from benchmarks.speed.stopwatch import in_turn, median_cost, output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.speed.ground import Ground
    from benchmarks.speed.stopwatch import Command, Cost

TIMES = (1, 2, 4, 8, 16)
NEEDED = (1, 4, 16, 64)
_ABOUT = 1.25
"""How much more the largest size may cost; of a square it would be 1.9 times as much."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The median cost at each size."""

    costs: Mapping[int, Cost]

    @property
    def slopes(self) -> list[tuple[float, float]]:
        """The seconds of processors and the bytes for each one more, from size to size."""
        return [self._slope(*sizes) for sizes in pairwise(self.costs)]

    @property
    def slope(self) -> tuple[float, float]:
        """The same on the whole."""
        return self._slope(min(self.costs), max(self.costs))

    @property
    def linear(self) -> bool:
        """Whether the largest costs about what a line through the sizes before it foretells."""
        first, *_, middle, last = self.costs
        known, most = self.costs[middle], self.costs[last]
        seconds, size = (max(0, slope) * (last - middle) for slope in self._slope(first, middle))
        in_time = most.cpu <= _ABOUT * (known.cpu + seconds)
        return in_time and most.peak <= _ABOUT * (known.peak + size)

    def _slope(self, less: int, more: int) -> tuple[float, float]:
        low, high = self.costs[less], self.costs[more]
        step = more - less
        return (high.cpu - low.cpu) / step, (high.peak - low.peak) / step


def by_seeds(ground: Ground, runs: int) -> Growth:
    """A project with its seeds there once, twice, and so on; cold."""
    roots = {times * len(ground.seeds): ground.copied(times) for times in TIMES}
    commands = {size: ground.cold("--ignore", "invalid-spec", root=roots[size]) for size in roots}
    return _measured(commands, runs)


def by_specs(ground: Ground, runs: int) -> Growth:
    """As many seeds, among as many specs, that name few or many of them; cold."""
    roots = {needed: ground.scratch(f"needs_{needed}") for needed in NEEDED}
    for needed, root in roots.items():
        made.project(root, seeds=max(NEEDED), specs=max(NEEDED), needed=needed)
    return _measured({size: ground.alone(root) for size, root in roots.items()}, runs)


def by_operations(ground: Ground) -> dict[int, float]:
    """The seconds to match one step against so many operations."""
    found = json.loads(output(ground.inside("matching")))
    return {int(size): seconds for size, seconds in found.items()}


def _measured(commands: Mapping[int, Command], runs: int) -> Growth:
    costs = in_turn([each(command) for command in commands.values()], runs)
    return Growth(dict(zip(commands, map(median_cost, costs), strict=True)))
