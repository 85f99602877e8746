"""What is measured inside of one process: `python inside.py again|matching FOLDER [CONFIG]`.

It prints JSON, with times in seconds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.speed import made
from seedlint import config, engine, project, seed
from seedlint.resolve import Resolver
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.spec import Specs

LINTED = 2000
"""How often a seed is linted again, at least."""

SIZES = (100, 1_000, 10_000)
"""How many operations a step is matched against."""

STEPS = 100
ROUNDS = 20


def again(folder: str, file: str | None = None) -> list[float]:
    """The time for each seed when it is linted again and has changed, as in an editor."""
    configuration = config.load(Path(folder), file=Path(file) if file else None)
    seeds = project.collect([folder], configuration).seeds
    roots = project.Roots(configuration)
    placed = [(each.source, *roots.place(each)) for each in seeds]
    times: list[float] = []
    for turn in range(LINTED // max(1, len(seeds)) + 2):
        for source, specs, path in placed:
            text = f"{source.text}\n<!-- typed {turn} -->\n"
            start = perf_counter()
            engine.lint_seed(Source(source.path, text), specs, configuration.settings, path)
            times.append(perf_counter() - start)
    return times[len(seeds) :]


def matching(folder: str, file: str | None = None) -> dict[int, float]:
    """The time to match one step, by how many operations the specs have."""
    return {size: min(_matched(size)) for size in SIZES}


def _matched(size: int) -> list[float]:
    content = made.spec(size).encode()
    specs = Specs(["swagger/library.json"], lambda path: content)
    reader = seed.read(Source("seed.md", ""), Settings())
    Resolver(reader, specs).resolve("GET", "/")  # which reads the specs
    times: list[float] = []
    for turn in range(ROUNDS):
        resolver = Resolver(reader, specs)
        shelves = range(0, size, size // STEPS)
        paths = [f"/library_0{made.path(shelf, f'{{{{uid_{turn}}}}}')}" for shelf in shelves]
        start = perf_counter()
        for path in paths:
            if not resolver.resolve("GET", path).operations:
                raise AssertionError(f"nothing matches {path}")
        times.append((perf_counter() - start) / len(paths))
    return times


if __name__ == "__main__":
    print(json.dumps({"again": again, "matching": matching}[sys.argv[1]](*sys.argv[2:])))
