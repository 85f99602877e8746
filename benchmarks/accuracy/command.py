"""The command: `python benchmarks/accuracy/run.py`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.accuracy import kinds as _registered
from benchmarks.accuracy import tables
from benchmarks.accuracy.ground import Ground
from benchmarks.accuracy.measure import Score, measure
from benchmarks.accuracy.plant import KINDS
from seedlint.config import ConfigError
from seedlint.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.accuracy.plant import Kind

ROOT = Path(__file__).parents[2]
"""The project whose own samples are planted into where no other one is named."""

MOST_OTHERS = 0.1

__all__ = ["_registered", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 where too little is found or too much else, 2 for a wrong option."""
    parser = _parser()
    options = parser.parse_args(arguments)
    unknown = [name for name in options.kind if name not in KINDS]
    if unknown:
        parser.error(f"there is no kind `{unknown[0]}`; `--list` shows them all")
    if options.list:
        for kind in in_order():
            print(f"{tables.about(kind):28} {kind.name:36} {kind.doc}")
        return 0
    try:
        ground = Ground.at(options.corpus, options.config)
    except ConfigError as error:
        parser.error(str(error))
    chosen = [KINDS[name] for name in options.kind] or in_order()
    results = []
    for result in measure(ground, chosen, options.per_kind, options.seed):
        results.append(result)
        if options.verbose:
            print("\n".join(tables.wrong(result, ground)), end="", flush=True)
        elif sys.stderr.isatty():
            print(f"\r{result.kind.name:60}", end="\r", file=sys.stderr, flush=True)
    score = Score(tuple(results))
    if options.json:
        print(json.dumps(tables.data(score), indent=2))
    else:
        print("\n".join((tables.markdown if options.markdown else tables.text)(score)))
    return 0 if score.meets(options.bar, MOST_OTHERS) else 1


def in_order() -> list[Kind]:
    """Every kind: in the order of the catalogue, those about no rule, or several, last."""
    order = [*(rule.name for rule in RULES), "(several)", "(silence)"]
    return sorted(KINDS.values(), key=lambda kind: order.index(tables.about(kind)))


def _parser() -> ArgumentParser:
    parser = ArgumentParser("run.py", description="Plant one defect at a time, lint, and count.")
    parser.add_argument("--kind", action="append", default=[], help="look at this kind alone")
    parser.add_argument("--list", action="store_true", help="list the kinds")
    parser.add_argument(
        "--corpus", type=Path, default=ROOT, metavar="DIR", help="plant into the project there"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="its configuration")
    parser.add_argument("--per-kind", type=int, default=20, metavar="N", help="plants of a kind")
    parser.add_argument("--seed", type=int, default=0, help="which places are chosen")
    parser.add_argument("--bar", type=float, default=0.98, help="the share that must be right")
    parser.add_argument("--verbose", action="store_true", help="show what went wrong, with diffs")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--markdown", action="store_true", help="print a table in Markdown")
    return parser
