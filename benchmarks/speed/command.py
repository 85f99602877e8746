"""The command: `python benchmarks/speed/run.py`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.speed import page
from benchmarks.speed.cases import CASES
from benchmarks.speed.ground import Ground, UnmeasuredError
from benchmarks.speed.stopwatch import FailedError
from benchmarks.speed.tables import GROWTH, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.speed.page import Table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 where a mark is missed that must be met, 2 where it cannot run."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join([*CASES, *GROWTH]))
        return 0
    wanted = options.only or [*CASES, *GROWTH]
    for name in wanted:
        if name not in CASES and name not in GROWTH:
            parser.error(f"there is no row `{name}`; `--list` shows them all")
    if options.runs < 1:
        parser.error("--runs: one at least")
    with TemporaryDirectory(prefix="seedlint-speed-") as folder:
        try:
            ground = Ground(Path(folder), options.corpus, options.config)
            peers = options.peer_bin if options.peers else None
            made = tables(ground, wanted, options.runs, peers)
            return _print(ground, made) if options.markdown else _show(made)
        except (FailedError, UnmeasuredError, OSError) as error:
            parser.error(str(error))


def _show(tables: Iterable[Table]) -> int:
    held = True
    for table in tables:
        print("\n".join(table.text()), end="\n\n\n", flush=True)
        held &= table.holds
    return int(not held)


def _print(ground: Ground, tables: Iterable[Table]) -> int:
    held = True
    print(page.opening(ground), flush=True)
    for table in tables:
        print("\n".join(table.markdown()), end="\n\n", flush=True)
        held &= table.holds
    print(page.closing())
    return int(not held)


def _parser() -> ArgumentParser:
    parser = ArgumentParser("run.py", description="Time seedlint in turn with its floor.")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="lint a copy of this project")
    parser.add_argument("--config", type=Path, metavar="FILE", help="its configuration")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="turns for each row")
    parser.add_argument("--only", action="append", default=[], metavar="ROW", help="this row alone")
    parser.add_argument("--list", action="store_true", help="list the rows")
    parser.add_argument("--markdown", action="store_true", help="print docs/performance.md")
    parser.add_argument("--peers", action="store_true", help="time other linters as well")
    parser.add_argument(
        "--peer-bin",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a folder with their programs, where they are not on PATH",
    )
    return parser
