"""Fix one seed: apply what fits together, lint again, until nothing is left to apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Fix, Safety, apply
from seedlint.engine import lint_seed
from seedlint.named import NamedTuple
from seedlint.source import Source

if TYPE_CHECKING:
    from seedlint.settings import Settings
    from seedlint.spec import Specs

MAX_ROUNDS = 10
"""How often a fix may make room for another; fixes that go on longer undo one another."""


class Fixed(NamedTuple):
    """The fixed source, the fixes in the order in which they were applied, and whether it ended.

    `settled` is false where the fixes go on for ever, which is a bug in a rule.
    """

    source: Source
    fixes: tuple[Fix, ...] = ()
    settled: bool = True


def fix(
    source: Source,
    specs: Specs,
    settings: Settings,
    path: str | None = None,
    *,
    unsafe: bool = False,
    heed_ignores: bool = True,
) -> Fixed:
    """Apply a seed's safe fixes, and with `unsafe` the others too.

    What ignore comments cover is left alone, unless `heed_ignores` is false.
    """
    done: list[Fix] = []
    for _ in range(MAX_ROUNDS):
        linted = lint_seed(source, specs, settings, path, heed_ignores=heed_ignores)
        fixes = [
            found.finding.fix
            for found in linted.diagnostics
            if found.finding.fix and (unsafe or found.finding.fix.safety is Safety.SAFE)
        ]
        text, applied = apply(source.text, fixes)
        if text == source.text:
            return Fixed(source, tuple(done))
        done += applied
        source = Source(source.path, text, bom=source.bom)
    return Fixed(source, tuple(done), settled=False)
