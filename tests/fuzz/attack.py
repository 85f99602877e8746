"""Attacks on targets, some at a time: workers are started until all inputs are spent."""

from __future__ import annotations

from collections import deque
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, cast

from fuzz.probe import Find, Tally
from fuzz.worker import BOX, Order, taken, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from ctypes import Array, c_char

    Work = Callable[[Order, Array[c_char], Connection, str], None]

SILENCE = 300.0
"""How many seconds a worker may be silent: at an input that keeps it from noticing the time."""

MOST_DEATHS = 5
"""How many workers may die of a target before it is let alone."""

_SPAWN = get_context("spawn")


class Result(NamedTuple):
    """What came of a target, and how many seconds its workers took together."""

    target: str
    tally: Tally = Tally()
    seconds: float = 0.0
    deaths: int = 0


def attack(orders: Iterable[Order], jobs: int, work: Work = work) -> Iterator[Result]:
    """Carry orders out, so many at a time. Raises RuntimeError where a target has no inputs."""
    left = deque((order, Result(order.target)) for order in orders)
    running: dict[Connection, tuple[_Worker, Result]] = {}
    with TemporaryDirectory(prefix="seedlint-fuzz-") as logs:
        try:
            while left or running:
                while left and len(running) < jobs:
                    order, before = left.popleft()
                    worker = _Worker(order, work, logs)
                    running[worker.answer] = worker, before
                wait(running, timeout=1.0)
                for answer, (worker, before) in [*running.items()]:
                    if (came := worker.result()) is None:
                        continue
                    del running[answer]
                    result = _together(before, came)
                    rest = worker.order.inputs - came.tally.inputs
                    if rest > 0 and result.deaths < MOST_DEATHS:
                        order = worker.order._replace(inputs=rest, seed=worker.order.seed + 1)
                        left.appendleft((order, result))
                    else:
                        yield result
        finally:
            for worker, _ in running.values():
                worker.end()


def _together(before: Result, came: Result) -> Result:
    return Result(
        before.target,
        before.tally + came.tally,
        before.seconds + came.seconds,
        before.deaths + came.deaths,
    )


class _Worker:
    """A process with an order, seen from outside."""

    def __init__(self, order: Order, work: Work, logs: str) -> None:
        self.order = order
        self.answer, its_end = _SPAWN.Pipe(duplex=False)
        self._log = Path(logs, f"{order.target}-{order.seed}")
        self._box = _SPAWN.RawArray("c", BOX)
        self._process = _SPAWN.Process(
            target=work, args=(order, self._box, its_end, str(self._log)), daemon=True
        )
        self._process.start()
        its_end.close()
        self._begun = self._moved = monotonic()
        self._count = 0

    def result(self) -> Result | None:
        """What came of it; None where it is still at work."""
        tally, dead = None, self._is_stuck()
        if self.answer.poll():
            try:
                tally = cast(Tally, self.answer.recv())
            except EOFError:
                dead = True
        if tally is None and not dead:
            return None
        self.end()
        return Result(
            self.order.target, tally or self._last(), monotonic() - self._begun, int(tally is None)
        )

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.answer.close()

    def _is_stuck(self) -> bool:
        count, _ = taken(self._box)
        if count != self._count:
            self._count, self._moved = count, monotonic()
        return monotonic() - self._moved > SILENCE

    def _last(self) -> Tally:
        """What is known of a process that does not say it itself."""
        count, data = taken(self._box)
        lines = self._log.read_text("utf-8", "replace").split("\n") if self._log.exists() else []
        said = next((line for line in reversed(lines) if line.strip()), "nothing said")
        if not count:
            raise RuntimeError(f"{self.order.target} does not even begin: {said}")
        why = f"kills the process ({self._process.exitcode}): {said}"
        return Tally(count, finds=(Find(why, data),))
