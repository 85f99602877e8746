"""The command: `python tests/fuzz`."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING

from fuzz import regressions
from fuzz.attack import Result, attack
from fuzz.probe import Tally
from fuzz.targets import SHARES
from fuzz.worker import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = "{:<10} {:>10} {:>9} {:>6} {:>9} {:>9}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Attack the targets; 1 where a law is broken, by inputs that are kept."""
    parser = _parser()
    options = parser.parse_args(arguments)
    targets = options.targets or [*SHARES]
    for name in targets:
        if name not in SHARES:
            parser.error(f"there is no target `{name}`, but {', '.join(SHARES)}")
    if options.guide == "atheris" and not find_spec("atheris"):
        parser.error("--guide: atheris is not installed")
    print(_ROW.format("target", "inputs", "inputs/s", "finds", "slowest", "peak"), flush=True)
    whole, begun = Tally(), monotonic()
    with TemporaryDirectory(prefix="seedlint-fuzz-") as passing:
        corpus = (options.corpus or Path(passing)) if options.guide == "atheris" else None
        for result in attack(orders(targets, options.inputs, options.seed, corpus), options.jobs):
            whole += result.tally
            print(_row(result), flush=True)
            for find in result.tally.finds:
                path = regressions.keep(result.target, find.what, find.data, options.keep)
                print(f"  {find.what}: {os.path.relpath(path)}", flush=True)
    print(_row(Result("together", whole, monotonic() - begun)))
    return int(bool(whole.finds))


def orders(targets: Sequence[str], inputs: int, seed: int, corpus: Path | None) -> list[Order]:
    """Orders that have so many inputs together, each target as many as its share says."""
    parts = sum(SHARES[name] for name in targets)
    return [
        Order(
            name, -(-inputs * SHARES[name] // parts), seed, str(corpus / name) if corpus else None
        )
        for name in targets
    ]


def _row(result: Result) -> str:
    inputs, slowest, peak, finds = result.tally
    pace = inputs / result.seconds if result.seconds else 0
    return _ROW.format(
        result.target,
        f"{inputs:,}",
        f"{pace:,.0f}",
        len(finds),
        f"{slowest * 1000:,.0f} ms",
        f"{peak >> 20} MiB",
    )


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "fuzz", description="Look for inputs that break a law. What is found is kept for the tests."
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="attack these alone")
    parser.add_argument("--inputs", type=_number, default=20_000, metavar="N", help="in all")
    parser.add_argument("--jobs", type=_number, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another begins elsewhere")
    parser.add_argument(
        "--guide",
        choices=("atheris", "chance"),
        default="atheris" if find_spec("atheris") else "chance",
        help="who chooses the next input; atheris where it is installed",
    )
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR", help="where atheris goes on from the last time"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", default=regressions.FOLDER, help="where finds are kept"
    )
    return parser


def _number(text: str) -> int:
    """A number of at least one."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number
