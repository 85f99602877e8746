"""Plant, lint, compare: how many defects of a kind are found, and what else is found with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy.ground import Found
from seedlint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.accuracy.ground import Ground
    from benchmarks.accuracy.plant import Kind, Plant

NEAR = 1
"""How many lines a finding may be away from the place of its defect."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One plant, with the new findings that are about it and those that are not."""

    plant: Plant
    found: tuple[Found, ...]
    others: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The trials of one kind. `right` is how many came out as they should."""

    kind: Kind
    trials: tuple[Trial, ...]

    @property
    def planted(self) -> int:
        return len(self.trials)

    @property
    def right(self) -> int:
        if self.kind.silent:
            return sum(not trial.others for trial in self.trials)
        return sum(bool(trial.found) for trial in self.trials)

    @property
    def others(self) -> int:
        """How many new findings there are beside those that should be."""
        return sum(len(trial.others) for trial in self.trials)

    @property
    def by(self) -> Counter[str]:
        """The rules of all new findings near the defects."""
        return Counter(
            found.rule
            for trial in self.trials
            for found in (*trial.found, *trial.others)
            if self.kind.silent or near(found, trial.plant.places)
        )


@dataclass(frozen=True, slots=True)
class Score:
    """All results of a run, summed up."""

    results: tuple[Result, ...] = field(repr=False)

    def _sum(self, *, silent: bool) -> tuple[int, int]:
        own = [result for result in self.results if result.kind.silent is silent]
        return sum(result.right for result in own), sum(result.planted for result in own)

    @property
    def defects(self) -> tuple[int, int]:
        """How many defects are found, of how many."""
        return self._sum(silent=False)

    @property
    def harmless(self) -> tuple[int, int]:
        """How many harmless changes are passed over in silence, of how many."""
        return self._sum(silent=True)

    @property
    def others(self) -> float:
        """How many other new findings there are for each plant."""
        planted = sum(result.planted for result in self.results)
        return sum(result.others for result in self.results) / max(1, planted)

    def meets(self, bar: float, most_others: float) -> bool:
        """Whether enough is found, and little else."""
        shares = (right >= bar * planted for right, planted in (self.defects, self.harmless))
        return all(shares) and self.others <= most_others


def measure(
    ground: Ground, kinds: Iterable[Kind], per_kind: int, seed: int = 0
) -> Iterator[Result]:
    """The result of each kind, from at most `per_kind` plants spread over all seeds."""
    for kind in kinds:
        plants = chosen(ground, kind, per_kind, seed)
        yield Result(kind, tuple(trial(ground, kind, plant) for plant in plants))


def chosen(ground: Ground, kind: Kind, most: int, seed: int) -> list[Plant]:
    """Some of all plants of a kind, one of each seed before a second one of any."""
    random = Random(f"{seed} {kind.name}")
    rows = [list(kind.plants(plot)) for plot in ground.plots]
    for row in rows:
        random.shuffle(row)
    random.shuffle(rows)
    found: list[Plant] = []
    depth = max(map(len, rows), default=0)
    for index in range(depth):
        for row in rows:
            if index < len(row) and len(found) < most:
                found.append(row[index])
    return found


def trial(ground: Ground, kind: Kind, plant: Plant) -> Trial:
    """Lint a plant. Each place takes one finding for its own; any more are others."""
    found: list[Found] = []
    others: list[Found] = []
    open_places = plant.places
    rules = plant.rules or kind.rules
    for each in _new(ground, plant, kind):
        place = near(each, open_places) if each.rule in rules else None
        if place is None:
            others.append(each)
        else:
            open_places.discard(place)
            found.append(each)
    return Trial(plant, tuple(found), tuple(others))


def _new(ground: Ground, plant: Plant, kind: Kind) -> list[Found]:
    """The new findings; a linter that breaks down on a plant has found that, and nothing else."""
    try:
        return ground.new(plant.contents, kind.rules)
    except Exception as error:
        return [Found("(crash)", f"{type(error).__name__}: {error}", "", 0, "", Severity.ERROR)]


def near(found: Found, places: set[tuple[str, int]]) -> tuple[str, int] | None:
    """The nearest of some places that a finding is at, if it is at any."""
    path, line = found.path, found.line
    reached = [place for place in places if place[0] == path and abs(place[1] - line) <= NEAR]
    return min(reached, key=lambda place: (abs(place[1] - line), place), default=None)
