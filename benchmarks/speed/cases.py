"""What is measured against what, and how long it may take."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from benchmarks.speed.ground import HERE, UnmeasuredError, each
from benchmarks.speed.stopwatch import duel, output

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.speed.ground import Ground
    from benchmarks.speed.stopwatch import Command, Duel, Turns

    Contenders = Callable[[Ground], tuple[Turns, Turns]]

T = TypeVar("T")

MANY = 28
"""How many times the seeds are there where there are many."""

MIB = 1024 * 1024
_GOLDEN = 0.6180339887
_NO_SPECS = ("--ignore", "invalid-spec")


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the table: `must` and `stretch` are ratios, `most_memory` is in MiB."""

    key: str
    name: str
    contenders: Contenders
    must: float
    stretch: float | None = None
    most_memory: int | None = None

    def measure(self, ground: Ground, runs: int) -> Duel:
        """Time it in turn with its floor. Raises UnmeasuredError and FailedError."""
        return duel(*self.contenders(ground), runs)

    def holds(self, result: Duel) -> bool:
        """Whether what must be is."""
        fits = self.most_memory is None or result.peak <= self.most_memory * MIB
        return fits and result.ratio <= self.must

    def stretched(self, result: Duel) -> bool:
        """Whether even the harder mark is met."""
        return self.stretch is not None and result.ratio <= self.stretch


@dataclass(frozen=True, slots=True)
class Again:
    """The row of the editor's case: `must` and `stretch` are seconds, for 99 of 100 times."""

    key: str
    name: str
    must: float
    stretch: float

    def measure(self, ground: Ground) -> list[float]:
        """The seconds of each time, sorted. Raises FailedError."""
        return sorted(json.loads(output(ground.inside("again"))))

    def holds(self, times: Sequence[float]) -> bool:
        """Whether what must be is."""
        return percentile(times, 0.99) <= self.must

    def stretched(self, times: Sequence[float]) -> bool:
        """Whether even the harder mark is met."""
        return percentile(times, 0.99) <= self.stretch


def percentile(times: Sequence[float], share: float) -> float:
    """The time within which such a share of some sorted times lies."""
    return times[ceil(share * len(times)) - 1]


CASES: dict[str, Case | Again] = {}
"""The rows by their keys, in the order of the table."""


def _case(
    name: str, must: float, stretch: float | None = None, most_memory: int | None = None
) -> Callable[[Contenders], Contenders]:
    def register(contenders: Contenders) -> Contenders:
        key = contenders.__name__.strip("_").replace("_", "-")
        CASES[key] = Case(key, name, contenders, must, stretch, most_memory)
        return contenders

    return register


@_case("all seeds, cold", 2.0, 1.5)
def all_cold(ground: Ground) -> tuple[Turns, Turns]:
    return each(ground.cold(*_NO_SPECS)), each(ground.floor())


@_case("`invalid-spec` on all specs, cold (1)", 1.2)
def specs_cold(ground: Ground) -> tuple[Turns, Turns]:
    if not ground.invalid_specs:
        raise UnmeasuredError("no spec is invalid")
    theirs = ground.python(str(HERE / "validator.py"), *ground.invalid_specs)
    return each(ground.cold("--select", "invalid-spec")), each(theirs)


@_case("the same, verdicts cached (2)", 1.05)
def specs_warm(ground: Ground) -> tuple[Turns, Turns]:
    return each(ground.warm()), each(ground.warm(*_NO_SPECS))


@_case("all seeds, nothing changed", 0.5, 0.35)
def all_warm(ground: Ground) -> tuple[Turns, Turns]:
    return each(ground.warm()), each(ground.floor())


@_case("one seed, cold, as a hook runs it (3)", 2.0, 1.5)
def hook(ground: Ground) -> tuple[Turns, Turns]:
    def seed(turn: int) -> str:
        return _spread(ground.seeds, turn)

    return (
        lambda turn: ground.cold("--force-exclude", seed=seed(turn)),
        lambda turn: ground.floor(seed=seed(turn)),
    )


@_case(f"{MANY} × the seeds, cold", 2.0, 1.3, most_memory=150)
def many_cold(ground: Ground) -> tuple[Turns, Turns]:
    root = ground.copied(MANY)
    return each(ground.cold(*_NO_SPECS, root=root)), each(ground.floor(root=root))


@_case(f"{MANY} × the seeds, nothing changed", 0.2, 0.1)
def many_warm(ground: Ground) -> tuple[Turns, Turns]:
    root = ground.copied(MANY)
    return each(ground.warm(root=root)), each(ground.floor(root=root))


@_case(f"{MANY} × the seeds, one changed", 0.25, 0.12)
def one_changed(ground: Ground) -> tuple[Turns, Turns]:
    root = ground.copied(MANY)
    ours, seeds = ground.warm(root=root), sorted((root / ground.home).rglob("*.md"))

    def change(turn: int) -> Command:
        with _spread(seeds, turn).open("a", encoding="utf-8") as file:
            file.write(f"\n<!-- changed {turn} -->\n")
        return ours

    return change, each(ground.floor(root=root))


CASES["again"] = Again("again", "one seed again, in a warm process (4)", 0.010, 0.003)


@_case("`seedlint --version` (5)", 1.6, 1.2)
def version(ground: Ground) -> tuple[Turns, Turns]:
    return each(ground.cli("--version")), each(ground.python("-c", "import click"))


@_case("`seedlint --help` (5)", 1.6, 1.2)
def help_(ground: Ground) -> tuple[Turns, Turns]:
    return each(ground.cli("--help")), each(ground.python("-c", "import click"))


def _spread(items: Sequence[T], turn: int) -> T:
    """Another item in every turn, spread evenly over them all however many turns there are."""
    return items[int(turn * _GOLDEN % 1 * len(items))]
