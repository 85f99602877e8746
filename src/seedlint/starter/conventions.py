"""Rules that find something in most seeds: mistakes, or the way it is done here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.report.summary import plural
from seedlint.starter.evidence import counted, several, tally
from seedlint.starter.toml import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.project import Report


def settings(report: Report) -> Iterator[Setting]:
    """What to ignore, if those are no mistakes; nothing is hidden unasked."""
    rules: dict[str, set[str]] = {path: set() for path in report.seeds}
    for found in report.diagnostics:
        rules.get(found.source.path, set()).add(found.rule)
    counts = tally(rules.values())
    seeds = len(report.seeds)
    usual = {rule: count for rule, count in counts.items() if 2 * count > seeds >= several(seeds)}
    if usual:
        why = f"Found in most of the {plural(seeds, 'seed')}: {counted(usual)}. "
        why += "What is no mistake, but how it is done here, is better ignored."
        yield Setting(("ignore",), sorted(usual), why, off=True)
