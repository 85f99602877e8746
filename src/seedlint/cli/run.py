"""One run: collect, change, lint, report, and let the exit status tell."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from seedlint import disk, project
from seedlint.cli.destinations import (
    Destination,
    deliver,
    destinations,
    in_github_job,
    write_reports,
)
from seedlint.cli.linting import configured, fails, lint
from seedlint.cli.names import COMMANDS
from seedlint.cli.output import complain, emit, emit_bytes, encoded, style_of
from seedlint.cli.progress import progress
from seedlint.cli.refusal import RefusalError
from seedlint.paths import unwritable, within
from seedlint.report import BY_FILE
from seedlint.report.summary import plural
from seedlint.report.terminal import inert, opening
from seedlint.spelling import closest, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seedlint.cache import Cache
    from seedlint.cli.asked import Asked
    from seedlint.config import Config
    from seedlint.project import Collection, Report
    from seedlint.replay import Replay
    from seedlint.source import Source

_ALIVE: list[Report] = []
"""What the last run has built: it outlives the run, for the process to end without freeing it."""


def run(asked: Asked, replay: Replay | None = None) -> int:
    """Do what is asked, once or again and again; the exit status.

    What is only printed, `replay` remembers.
    """
    asked.refuse_contradictions()
    wanted = destinations(asked.formats, asked.output_file)
    if asked.statistics and wanted[0].format not in ("full", "concise", "grouped", "github"):
        raise RefusalError(f"--statistics does not go with --output-format {wanted[0].format}")
    if not asked.watch:
        status = None
        if replay and replay.outdated:
            from seedlint.cli.renew import renew

            status = renew(asked, wanted[0].format, replay, replay.outdated)
        return _once(asked, wanted, replay) if status is None else status
    from seedlint.cli.watch import watch

    written = [each.file for each in wanted if each.file]
    return watch(lambda: _once(asked, wanted), _watched(asked), written, asked.color)


def _once(asked: Asked, wanted: Sequence[Destination], replay: Replay | None = None) -> int:
    looks = disk.remember() if replay and not asked.no_cache else None
    config = configured(asked)
    content = _standard_input() if asked.stdin else b""
    cached = _cache(asked, config)
    read = _collect(asked, config, content, cached)
    for file in (each.file for each in wanted if each.file):
        if part := project.part(file, read, config):
            what = "diff" if asked.diff else "report"
            raise RefusalError(f"`{file}` is {part}; name another file for the {what}")
    seeds = _changed(asked, config, read) if asked.changing else read

    for failure in seeds.failures:
        complain(failure)
    status = 2 if seeds.failures else 0
    if not (seeds.seeds or asked.allow_empty or _all_files(asked.given)):
        if not status:
            complain(_nothing(seeds, asked.given, config))
        return 2
    if asked.show_files:
        emit(opening(file.source.path) for file in seeds.seeds)
        return status
    if asked.diff:
        differs = _show_diff(asked, read, seeds)
        return status or int(differs)
    if asked.filtering:
        fixed = (after.encode(after.text) for _, after in _changes(read, seeds))
        emit_bytes(next(fixed, content))

    found = lint(asked, config, seeds, cached)
    found = found._replace(unsafe_fixes=asked.unsafe_fixes)
    _ALIVE[:] = [found]
    printed = _report(asked, found, wanted)
    status = status or int(fails(found, asked))
    if cached:
        _keep(cached)
        if replay and looks and status < 2 and not _leaves_more(wanted):
            texts = encoded(printed)
            pieces: Iterable[str] = ()
            if wanted[0].format in BY_FILE and not asked.statistics:
                pieces = _pieces(cached, config, seeds, found, texts)
            replay.keep(cached.file, looks, status, texts, pieces)
    return status


def _pieces(
    cached: Cache, config: Config, seeds: Collection, found: Report, texts: Sequence[bytes]
) -> Iterable[str]:
    """The lines that tell of the pieces of a report, for it to be renewed one day."""
    from seedlint import renewal

    sizes = [len(each) for each in texts]
    known = renewal.pieces(cached, found, sizes, home=config.home, whole=seeds.whole)
    return renewal.written(known) if known else ()


def _leaves_more(wanted: Sequence[Destination]) -> bool:
    """Whether a run leaves more behind than what it prints."""
    return any(each.file for each in wanted) or bool(os.environ.get("GITHUB_STEP_SUMMARY"))


def _report(asked: Asked, found: Report, wanted: Sequence[Destination]) -> list[str]:
    """Write what is wanted to where it goes; what of it went to a standard stream."""
    if not asked.statistics:
        return write_reports(found, wanted, asked.color, err=asked.filtering)
    from seedlint.report import statistics

    first, *others = wanted
    render = partial(statistics.render, found)
    printed = deliver(render, first.file, asked.color, err=asked.filtering)
    return printed + write_reports(found, others, asked.color, err=asked.filtering)


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusalError(f"standard input cannot be read: {reason}") from error


def _cache(asked: Asked, config: Config) -> Cache | None:
    """What runs have found before; a run that changes seeds, or has no root, does without."""
    alone = asked.stdin or asked.changing or asked.show_files
    if asked.no_cache or alone or config.file is None:
        return None
    from seedlint.cache import Cache
    from seedlint.cachefile import place

    root = config.root
    file = place(root, asked.cache_dir)
    return Cache(root, file, config.settings, heed_ignores=not asked.no_ignores)


def _keep(cached: Cache) -> None:
    """Keep what a run has found; where that cannot be done, the next one works it out again."""
    try:
        cached.save()
    except OSError as error:
        complain(f"running without a cache: {unwritable(os.path.dirname(cached.file), error)}")


def _collect(asked: Asked, config: Config, content: bytes, cached: Cache | None) -> Collection:
    if asked.stdin:
        name = asked.stdin_filename or "<stdin>"
        return project.collect_text(name, content, config.settings.limits)
    try:
        return project.collect(
            asked.given,
            config,
            force_exclude=asked.force_exclude,
            allow_empty=asked.allow_empty,
            cached=cached,
        )
    except project.MissingPathError as error:
        raise RefusalError(f"{error}{_meant(error.path)}") from error


def _changed(asked: Asked, config: Config, read: Collection) -> Collection:
    """The seeds as what is asked for makes them, here or in their files too."""
    from seedlint import rewrite
    from seedlint.ignoring import ReasonError

    seeds = read
    if asked.fix or asked.add_ignores is None:
        seeds = rewrite.fix(
            seeds,
            config,
            unsafe=asked.unsafe_fixes,
            heed_ignores=not asked.no_ignores,
            each=partial(progress, label="fixing"),
        )
    if asked.add_ignores is not None:
        found = lint(asked, config, seeds).diagnostics
        try:
            seeds = rewrite.ignore(seeds, config, asked.add_ignores, found)
        except ReasonError as error:
            raise RefusalError(f"--add-ignores: {error}") from error
    return seeds if asked.stdin or asked.diff else rewrite.write(read, seeds)


def _show_diff(asked: Asked, before: Collection, after: Collection) -> bool:
    """Show how a collection would change; whether it would at all."""
    from seedlint.report.diff import render

    changes = _changes(before, after)
    if asked.output_file:
        deliver(partial(render, changes, exact=True), asked.output_file, asked.color)
    else:
        lines = render(changes, style_of(asked.color), exact=not sys.stdout.isatty())
        if in_github_job():
            lines = map(inert, lines)
        emit_bytes("".join(f"{line}\n" for line in lines).encode())
    return bool(changes)


def _changes(before: Collection, after: Collection) -> list[tuple[Source, Source]]:
    """The seeds that a run would change, as they are and as they become."""
    pairs = zip(before.seeds, after.seeds, strict=True)
    return [(old.source, new.source) for old, new in pairs if new.source is not old.source]


def _all_files(given: Sequence[str]) -> bool:
    """Whether all that was asked for are files: then none of them has to be a seed."""
    return bool(given) and not any(disk.kind(path) == disk.FOLDER for path in given)


def _nothing(collection: Collection, given: Sequence[str], config: Config) -> str:
    if given:
        where = f"in {listed(given)}"
    else:
        where = "among the configured `seeds`" if config.seeds else "in the working directory"
    passed = len(collection.passed_over)
    rest = f", {plural(passed, 'file')} passed over" if passed else ""
    return f"nothing to lint: no seed {where}{rest} (--allow-empty lets that pass)"


def _meant(path: str) -> str:
    """The option, or the command, that a path which does not exist may stand for."""
    from seedlint.cli.asked import Asked, option

    if f"--{path}" in (option(field) for field in Asked._fields if field != "given"):
        return f"; did you mean `--{path}`?"
    meant = closest(path, COMMANDS)
    return f"; did you mean the command `{meant}`?" if meant else ""


def _watched(asked: Asked) -> list[str]:
    """The folders in which a change matters: the project's, and those of paths outside of it."""
    root = os.fspath(configured(asked).root)
    folders = [
        path if os.path.isdir(path) else os.path.dirname(path) or "." for path in asked.given
    ]
    outside = [os.path.abspath(each) for each in folders if within(each, root) is None]
    return sorted({root, *outside})
