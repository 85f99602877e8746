"""A report printed again where a few seeds have changed: these are linted, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import disk, project, report
from seedlint.cachefile import place
from seedlint.cli.linting import configured, fails, lint
from seedlint.cli.output import encoded, style_of
from seedlint.renewal import ChangedError, Renewal, written
from seedlint.replay import printed

if TYPE_CHECKING:
    from seedlint.cli.asked import Asked
    from seedlint.replay import Outdated, Replay


def renew(asked: Asked, name: str, replay: Replay, before: Outdated) -> int | None:
    """Print an outdated report in the format of this name as it is now; the exit status.

    None where more than these seeds has changed, or changes meanwhile: then nothing is printed.
    """
    if not (lines := before.pieces()):
        return None
    looks = disk.remember(before.rest())
    config = configured(asked)
    try:
        renewal = Renewal(lines, config, before.looked)
        seeds = project.collect_again(before.changed, config, whole=renewal.whole)
        if seeds is None:
            return None
        found = lint(asked, config, seeds, renewal, alone=True)
    except ChangedError:
        return None
    found = found._replace(unsafe_fixes=asked.unsafe_fixes, others=renewal.others)
    parts = report.pieces(name, found, style_of(asked.color))
    text, pieces = renewal.renewed(before.text, found, encoded(f"{part}\n" for part in parts))
    if not looks.steady or not printed(text):
        return None
    status = int(fails(found, asked))
    replay.keep(place(config.root, asked.cache_dir), looks, status, text, written(pieces))
    return status
