"""Each table, measured."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.speed import growth, page
from benchmarks.speed.cases import CASES, Again
from benchmarks.speed.ground import UnmeasuredError, each
from benchmarks.speed.page import Table
from benchmarks.speed.peers import PEERS, version
from benchmarks.speed.stopwatch import FailedError, duel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.speed.ground import Ground
    from benchmarks.speed.page import Row


def tables(
    ground: Ground, wanted: Sequence[str], runs: int, peer_bins: Sequence[Path] | None
) -> Iterator[Table]:
    """What is wanted, by the names of rows and of tables of growth.

    Other linters are looked for in `peer_bins` and on PATH; where it is None, they are left out.
    Raises FailedError and UnmeasuredError.
    """
    if any(name in CASES for name in wanted):
        yield _cases(ground, wanted, runs)
    yield from (measure(ground, runs) for name, measure in GROWTH.items() if name in wanted)
    if peer_bins is not None:
        rows = list(_peers(ground, peer_bins, runs))
        yield Table("Beside other linters", page.PEERS, rows, page.about_peers(PEERS))


def _cases(ground: Ground, wanted: Sequence[str], runs: int) -> Table:
    rows: list[Row] = []
    holds = True
    for case in (case for name, case in CASES.items() if name in wanted):
        _progress(case.name)
        try:
            if isinstance(case, Again):
                times = case.measure(ground)
                rows.append(page.again_row(case, times))
                holds &= case.holds(times)
            else:
                result = case.measure(ground, runs)
                rows.append(page.case_row(case, result))
                holds &= case.holds(result)
        except UnmeasuredError as error:
            rows.append(page.empty_row(case.name, str(error), page.CASES))
    return Table("", page.CASES, rows, page.ABOUT_CASES.format(runs=runs), holds)


def _by_seeds(ground: Ground, runs: int) -> Table:
    rows = list(page.growth_rows(growth.by_seeds(ground, runs)))
    return Table("Growth with the seeds", page.SEEDS, rows, page.ABOUT_SEEDS)


def _by_specs(ground: Ground, runs: int) -> Table:
    rows = list(page.growth_rows(growth.by_specs(ground, runs)))
    return Table("Growth with the specs", page.SPECS, rows, page.ABOUT_SPECS)


def _by_operations(ground: Ground, runs: int) -> Table:
    rows = list(page.operations_rows(growth.by_operations(ground)))
    return Table("Growth with the operations", page.OPERATIONS, rows, page.ABOUT_OPERATIONS)


GROWTH = {"by-seeds": _by_seeds, "by-specs": _by_specs, "by-operations": _by_operations}
"""The tables of growth by their names."""


def _peers(ground: Ground, folders: Sequence[Path], runs: int) -> Iterator[Row]:
    for peer in PEERS:
        _progress(peer.name)
        program = peer.find(folders)
        if program is None:
            yield page.empty_row(peer.name, "not installed", page.PEERS)
            continue
        try:
            command = peer.command(ground, program)
            result = duel(each(command), each(ground.floor()), runs)
        except FailedError as error:
            yield page.empty_row(peer.name, f"broke down: {error}", page.PEERS)
        else:
            yield page.peer_row(peer, version(program), result)


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{name:60}", end="\r", file=sys.stderr, flush=True)
