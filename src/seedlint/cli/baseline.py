"""`seedlint baseline`: record what is found today, so that only new findings fail."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import click

from seedlint import baseline, project
from seedlint.baseline import Baseline, BaselineError
from seedlint.cli import options
from seedlint.cli.configuration import configuration
from seedlint.cli.output import complain, emit
from seedlint.cli.progress import progress
from seedlint.cli.refusal import RefusalError
from seedlint.paths import shown
from seedlint.report.summary import plural
from seedlint.report.terminal import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.config import Config
    from seedlint.project import Report


@click.command("baseline")
@click.argument("given", metavar="[PATHS]...", nargs=-1, type=click.Path())
@click.option("--prune", is_flag=True, help="Drop what is gone from the baseline; add nothing.")
@click.option("--force", is_flag=True, help="Record anew, in place of the baseline that is there.")
@options.config_file
def command(given: tuple[str, ...], prune: bool, force: bool, config_file: str | None) -> int:
    """Record today's findings, so that only new ones fail.

    They go to `.seedlint-baseline.json` in the root of the project; keep that file under version
    control. `seedlint check` then counts them apart, wherever their lines and steps move, and says
    when some are gone, which --prune drops. A baseline only ever shrinks, unless --force records it
    anew.

    Without PATHS, the configured `seeds`; where nothing is configured, all below the working
    directory.
    """
    if prune and force:
        raise RefusalError("--prune does not go with --force")
    if force and given:
        raise RefusalError("--force records the whole project, and goes without PATHS")
    first = next(iter(given), ".")
    config = configuration(first, config_file, isolated=False)
    try:
        return _prune(given, config) if prune else _record(given, config, force)
    except (BaselineError, project.MissingPathError) as error:
        raise RefusalError(str(error)) from error


def _record(given: Sequence[str], config: Config, force: bool) -> int:
    root, file = _places(config)
    if not force and baseline.load(root) is not None:
        raise RefusalError(
            f"`{file}` is there already, and a baseline only shrinks: --prune drops what is gone, "
            "--force records it anew"
        )
    found = _lint(given, config)
    if found.failures:
        return 2
    if not found.seeds:
        raise RefusalError("nothing to record: there is no seed")
    recorded = Baseline.of(root, found.diagnostics)
    if recorded.entries or force:
        recorded.save()
        count = plural(len(recorded.entries), "finding")
        _say(f"recorded {count} in `{file}`; only new ones count from now on")
    else:
        _say(f"nothing to record: no findings in {plural(len(found.seeds), 'seed')}")
    return 0


def _prune(given: Sequence[str], config: Config) -> int:
    root, file = _places(config)
    known = baseline.load(root)
    if known is None:
        raise RefusalError(f"there is no `{file}` to prune")
    found = _lint(given, config, known)
    if found.failures:
        return 2
    if not found.stale:
        _say(f"nothing to prune: no finding in `{file}` is gone")
        return 0
    rest = known.without(found.stale)
    rest.save()
    left = f"{len(rest.entries)} left" if rest.entries else "none left, so that it can be deleted"
    _say(f"dropped {plural(len(found.stale), 'finding')} from `{file}`; {left}")
    return 0


def _places(config: Config) -> tuple[str, str]:
    """The root of the project, and its baseline as people see it."""
    return config.home, shown(os.path.join(config.home, baseline.NAME))


def _lint(given: Sequence[str], config: Config, known: Baseline | None = None) -> Report:
    collection = project.collect(given, config)
    for failure in collection.failures:
        complain(failure)
    watched = partial(progress, label="linting")
    return project.lint(collection, config, baseline=known, each=watched)


def _say(message: str) -> None:
    emit((escape(message),))
