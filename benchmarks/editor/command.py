"""The command: `python benchmarks/editor/run.py`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.editor.measure import measure
from benchmarks.speed.cases import MANY, percentile
from benchmarks.speed.ground import Ground, UnmeasuredError
from benchmarks.speed.stopwatch import FailedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.editor.measure import Waits


class Mark(NamedTuple):
    """What is waited for, and the seconds within which it must come, 99 of 100 times."""

    name: str
    most: float


MARKS = (Mark("findings, after the rest of 150 ms", 0.020), Mark("completion", 0.030))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 where a mark is missed, 2 where it cannot run."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if min(options.edits, options.seeds, options.times) < 1:
        parser.error("--edits, --seeds and --times: one at least")
    with TemporaryDirectory(prefix="seedlint-editor-") as folder:
        try:
            ground = Ground(Path(folder), options.corpus)
            root = ground.copied(options.times)
            seeds = sorted((root / ground.home).rglob("*.md"))
            chosen = seeds[:: max(1, len(seeds) // options.seeds)][: options.seeds]
            waits = measure(ground, root, chosen, options.edits, options.rest)
        except (FailedError, UnmeasuredError, OSError, EOFError) as error:
            parser.error(str(error))
    print(f"{len(seeds)} seeds; the first findings after {waits.first:.1f} s\n")
    print("\n".join(table(waits)))
    return int(not holds(waits))


def table(waits: Waits) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'waited for':36}{'times':>7}{'median':>9}{'p99':>9}{'most':>9}{'mark':>9}"
    for mark, times in _rows(waits):
        shown = (percentile(times, share) for share in (0.5, 0.99, 1))
        figures = "".join(f"{1000 * each:6.1f} ms" for each in (*shown, mark.most))
        yield f"{mark.name:36}{len(times):7}{figures}"


def holds(waits: Waits) -> bool:
    """Whether every mark is met."""
    return all(percentile(times, 0.99) <= mark.most for mark, times in _rows(waits))


def _rows(waits: Waits) -> Iterator[tuple[Mark, list[float]]]:
    return zip(MARKS, (sorted(waits.diagnostics), sorted(waits.completion)), strict=True)


def _parser() -> ArgumentParser:
    parser = ArgumentParser("run.py", description="Time what an editor waits for.")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="open copies of this project")
    parser.add_argument(
        "--times", type=int, default=MANY, metavar="N", help="how many of each seed"
    )
    parser.add_argument("--seeds", type=int, default=10, metavar="N", help="in how many to type")
    parser.add_argument("--edits", type=int, default=30, metavar="N", help="how often in each")
    parser.add_argument("--rest", type=float, default=5, metavar="S", help="seconds to get warm")
    return parser
