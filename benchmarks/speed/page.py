"""The results as tables, for the terminal and as the page of the documentation."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import date
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.cases import MANY, MIB, percentile
from benchmarks.speed.growth import NEEDED
from benchmarks.speed.stopwatch import median_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.speed.cases import Again, Case
    from benchmarks.speed.ground import Ground
    from benchmarks.speed.growth import Growth
    from benchmarks.speed.peers import Peer
    from benchmarks.speed.stopwatch import Duel

    Row = Sequence[str]

_AS_GOOD_AS_ONE = 1.25

CASES = ("case", "seedlint", "beside", "ratio", "from – to", "CPU", "peak", "must", "stretch")
SEEDS = ("seeds", "time", "CPU", "peak", "CPU a seed", "memory a seed")
SPECS = ("specs needed", "time", "CPU", "peak", "CPU a spec", "memory a spec")
OPERATIONS = ("operations", "one step")
PEERS = ("linter", "from", "version", "time", "× floor", "CPU", "peak")

ABOUT_CASES = f"""\
Medians of {{runs}} runs in turn. *Ratio* is the time on the clock to that of what ran beside it in
the same turn; *CPU* is the same in time of all processors; *peak* is the memory of the largest
process. Beside seedlint runs the *floor* of the same seeds: reading, scanning and composing them,
and decoding the specs that they name, with nothing checked (`benchmarks/speed/floor.py`). *Cold* is
without a cache, and without `invalid-spec`, which has rows of its own; all else has every default
rule. {MANY} × is that many copies of each seed, which `duplicate-seed` reports as what they are.

1. Beside openapi-spec-validator on those of the specs that are invalid.
2. Beside the same run without `invalid-spec`.
3. With every default rule; another seed in each turn.
4. Every seed many times, each time with a change at its end: the time within which 99 of 100 are
   done, and that of half of them.
5. Beside `python -c "import click"`."""

ABOUT_SEEDS = "All seeds, cold, and each of them several times."
ABOUT_SPECS = f"""\
{max(NEEDED)} seeds in a project of {max(NEEDED)} specs, which name only some of these; every
default rule, cold."""
ABOUT_OPERATIONS = "A step against the specs' index of operations, within a process."
ABOUT_PEERS = """\
Whole processes in turn with the floor of all seeds. None does the work of another, and none that of
seedlint; each looks at the part of the project that it understands:
"""

_OPENING = """\
# Performance

How long seedlint takes on a project of {project}.
Measured on {day}: {machine}. Ratios travel from machine to machine; times do not.
"""

_CLOSING = """\
## Measure again

```console
python benchmarks/speed/run.py
python benchmarks/speed/run.py --corpus DIR --config FILE --peers --markdown > docs/performance.md
```

The first command measures with the project's own samples, the second with another project, and
writes this page.\
"""


def opening(ground: Ground) -> str:
    """How the page begins: what was measured, where and when."""
    size = sum((ground.root / spec).stat().st_size for spec in ground.specs)
    project = f"{len(ground.seeds)} seeds that name {len(ground.specs)} specs ({size / 1e6:.1f} MB)"
    return _OPENING.format(project=project, day=date.today(), machine=machine())


def closing() -> str:
    """How it ends: how to make it anew."""
    return _CLOSING


def machine() -> str:
    """Processor, cores, system, Python, and how busy it all is."""
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}, load {load} at the start"
    )


def case_row(case: Case, result: Duel) -> Row:
    """A case in the table: times, ratios, and whether what must be is."""
    ours, theirs, ratios = median_cost(result.ours), median_cost(result.theirs), result.ratios
    memory = "" if case.most_memory is None else f", ≤ {case.most_memory} MiB"
    stretch = case.stretch is not None and f"≤ {case.stretch}: {_verdict(case.stretched(result))}"
    return (
        case.name,
        _time(ours.wall),
        _time(theirs.wall),
        f"{result.ratio:.2f}",
        f"{ratios[0]:.2f} – {ratios[-1]:.2f}",
        f"{result.cpu_ratio:.2f}",
        _memory(ours.peak),
        f"≤ {case.must}{memory}: {_verdict(case.holds(result))}",
        stretch or "",
    )


def again_row(case: Again, times: Sequence[float]) -> Row:
    """The editor's case, which has no floor."""
    most = percentile(times, 0.99)
    return (
        case.name,
        f"{_time(most)}, {_time(percentile(times, 0.5))}",
        *[""] * 5,
        f"≤ {_time(case.must)}: {_verdict(case.holds(times))}",
        f"≤ {_time(case.stretch)}: {_verdict(case.stretched(times))}",
    )


def growth_rows(growth: Growth) -> Iterator[Row]:
    """What each size costs, and each one more since the size before; last on the whole."""
    slopes = [("", ""), *map(_slope, growth.slopes)]
    for (size, cost), slope in zip(growth.costs.items(), slopes, strict=True):
        yield str(size), _time(cost.wall), _time(cost.cpu), _memory(cost.peak), *slope
    yield f"linear: {_verdict(growth.linear)}", "", "", "", *_slope(growth.slope)


def operations_rows(times: Mapping[int, float]) -> Iterator[Row]:
    """What a step costs at each size; last whether it is the same at all of them."""
    for size, seconds in times.items():
        yield f"{size:,}", _time(seconds)
    growth = times[max(times)] / times[min(times)]
    yield f"the same: {_verdict(growth <= _AS_GOOD_AS_ONE)}", f"× {growth:.2f}"


def peer_row(peer: Peer, version: str, result: Duel) -> Row:
    """Another linter, and what it takes."""
    cost = median_cost(result.ours)
    ratios = f"{result.ratio:.1f}", f"{result.cpu_ratio:.1f}"
    return peer.name, peer.source, version, _time(cost.wall), *ratios, _memory(cost.peak)


def about_peers(peers: Iterable[Peer]) -> str:
    """How much less each of the others does."""
    return "\n".join([ABOUT_PEERS, *(f"- {peer.name}: {peer.less}." for peer in peers)])


def empty_row(name: str, reason: str, header: Row) -> Row:
    """A row that could not be measured, and why."""
    return name, reason, *[""] * (len(header) - 2)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header, and what they are about; `holds` is false where a mark is missed."""

    title: str
    header: Row
    rows: Sequence[Row]
    about: str
    holds: bool = True

    def text(self) -> Iterator[str]:
        """The table for the terminal; all but the first column stand to the right."""
        if self.title:
            yield from (self.title, "")
        table = [self.header, *self.rows]
        widths = [max(len(row[at]) for row in table) for at in range(len(self.header))]
        for first, *others in table:
            cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
            yield "  ".join((first.ljust(widths[0]), *cells)).rstrip()
        yield from ("", self.about)

    def markdown(self) -> Iterator[str]:
        """The table for the page, what it is about below it."""
        if self.title:
            yield from (f"## {self.title}", "")
        yield f"| {' | '.join(self.header)} |"
        yield "|---" + "|--:" * (len(self.header) - 1) + "|"
        for row in self.rows:
            yield f"| {' | '.join(row)} |"
        yield from ("", self.about)


def _verdict(good: bool) -> str:
    return "yes" if good else "no"


def _slope(slope: tuple[float, float]) -> tuple[str, str]:
    return _time(slope[0]), f"{slope[1] / 1024:.0f} KiB"


def _time(seconds: float) -> str:
    """A time to about three digits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if abs(seconds) >= size:
            count = seconds / size
            return f"{count:.{max(0, 2 - int(log10(abs(count))))}f} {unit}"
    return f"{seconds * 1e6:.0f} µs"


def _memory(size: int) -> str:
    return f"{size / MIB:.0f} MiB"


def _processor() -> str:
    """The processor's own name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
