"""Whole processes, timed; two kinds of them in turn, so that both meet the same machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Turns = Callable[[int], "Command"]

_UNIT = 1 if sys.platform == "darwin" else 1024
"""What `ru_maxrss` counts in, in bytes."""


class FailedError(Exception):
    """A process that was to be timed broke down."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, where, and the exit statuses with which it has done its work."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    good: tuple[int, ...] = (0,)


class Cost(NamedTuple):
    """What a process took: seconds on the clock and of all processors, bytes of memory at most.

    Processes that it started count too: their time is added, of their memory the largest is taken.
    """

    wall: float
    cpu: float
    peak: int


def median_cost(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    wall, cpu, peak = (median(figures) for figures in zip(*costs, strict=True))
    return Cost(wall, cpu, int(peak))


@dataclass(frozen=True, slots=True)
class Duel:
    """The costs of two kinds of processes, turn by turn."""

    ours: tuple[Cost, ...]
    theirs: tuple[Cost, ...]

    @property
    def ratios(self) -> list[float]:
        """How long ours took on the clock for each second of theirs, by turns, sorted."""
        turns = zip(self.ours, self.theirs, strict=True)
        return sorted(ours.wall / theirs.wall for ours, theirs in turns)

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def peak(self) -> int:
        """The memory that ours took, in bytes."""
        return median_cost(self.ours).peak

    @property
    def cpu_ratio(self) -> float:
        turns = zip(self.ours, self.theirs, strict=True)
        return median(ours.cpu / theirs.cpu for ours, theirs in turns)


def run(command: Command) -> Cost:
    """Run a command to its end. Raises FailedError.

    A child begins with the peak of its parent, so whoever measures has to stay small.
    """
    with tempfile.TemporaryFile() as errors:
        start = perf_counter()
        with subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=command.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            wall = perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in command.good:
            errors.seek(0)
            raise _failed(command, process.returncode, errors.read().decode("utf-8", "replace"))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT)


def output(command: Command) -> str:
    """What a command prints. Raises FailedError."""
    done = subprocess.run(
        command.arguments,
        cwd=command.folder,
        env=command.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in command.good:
        raise _failed(command, done.returncode, done.stderr)
    return done.stdout


def in_turn(contenders: Sequence[Turns], runs: int) -> list[tuple[Cost, ...]]:
    """The costs of some kinds of processes, A B A B; turn 0 warms up and is not counted."""
    costs = [tuple(run(turn(at)) for turn in contenders) for at in range(runs + 1)]
    return list(zip(*costs[1:], strict=True))


def duel(ours: Turns, theirs: Turns, runs: int) -> Duel:
    """Two kinds of processes in turn."""
    return Duel(*in_turn((ours, theirs), runs))


def _failed(command: Command, status: int, errors: str) -> FailedError:
    last = (errors.strip().splitlines() or ["nothing on standard error"])[-1]
    return FailedError(f"`{' '.join(command.arguments[:4])}` ended with {status}: {last}")
