"""Linting as the options want it: under which configuration and baseline, and what fails."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from seedlint import project
from seedlint.cli.configuration import configuration
from seedlint.cli.progress import progress
from seedlint.cli.refusal import RefusalError
from seedlint.config import ConfigError
from seedlint.finding import Severity
from seedlint.paths import shown
from seedlint.settings import Settings

if TYPE_CHECKING:
    from seedlint.baseline import Baseline
    from seedlint.cache import Cache
    from seedlint.cli.asked import Asked
    from seedlint.config import Config
    from seedlint.project import Collection, Report
    from seedlint.renewal import Renewal

_FAIL_ON = {str(severity): severity for severity in Severity}


def configured(asked: Asked) -> Config:
    """The configuration that holds for what is asked for."""
    first = asked.stdin_filename or "." if asked.stdin else next(iter(asked.given), ".")
    config = configuration(first, asked.config_file, asked.isolated)
    try:
        config = config.override(
            select=asked.select, extend_select=asked.extend_select, ignore=asked.ignore
        )
    except ConfigError as error:
        raise RefusalError(str(error)) from error
    if not (asked.show_files or _any_rule(config.settings)):
        raise RefusalError("no rule is on: `select` and `ignore` leave none")
    return config


def _any_rule(settings: Settings) -> bool:
    """Whether a rule is on; only where somebody chooses may none be."""
    if settings.select == Settings().select and not settings.ignore:
        return True
    from seedlint.engine import enabled

    return bool(enabled(settings, ""))


def lint(
    asked: Asked,
    config: Config,
    seeds: Collection,
    cached: Cache | Renewal | None = None,
    *,
    alone: bool = False,
) -> Report:
    """What some seeds have; the baseline counts as far as it is about these `alone`, if need be."""
    baseline = None if asked.no_baseline or asked.isolated else _baseline(config)
    if baseline and alone:
        baseline = baseline.about({shown(file.path, config.home) for file in seeds.seeds})
    return project.lint(
        seeds,
        config,
        heed_ignores=not asked.no_ignores,
        baseline=baseline,
        each=partial(progress, label="linting"),
        cached=cached,
        jobs=1 if asked.watch else asked.jobs,  # whoever watches has threads, which no fork has
    )


def _baseline(config: Config) -> Baseline | None:
    from seedlint.baseline import BaselineError, load

    try:
        return load(config.home)
    except BaselineError as error:
        raise RefusalError(str(error)) from error


def fails(found: Report, asked: Asked) -> bool:
    """Whether a report is bad enough for the exit status to be 1."""
    threshold = _FAIL_ON.get(asked.fail_on)
    if found.worst is None or threshold is None or asked.exit_zero:
        return False
    return found.worst >= threshold
