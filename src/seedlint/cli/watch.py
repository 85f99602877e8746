"""`seedlint check --watch`: lint again whenever something changes, until it is interrupted."""

from __future__ import annotations

import gc
import os
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from seedlint.cli.output import complain, emit, style_of
from seedlint.cli.refusal import RefusalError
from seedlint.paths import shown
from seedlint.report.terminal import BOLD, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from watchfiles import Change

_SUFFIXES = (".md", ".markdown", ".json", ".yaml", ".yml", ".toml")
"""Of what a report can depend on: seeds, specs, configuration, baseline."""

_TICK = 250
"""Milliseconds to the first run, which waits until changes are seen: none is lost while it runs."""


def watch(
    lint: Callable[[], int], folders: Sequence[str], written: Iterable[str], color: str
) -> int:
    """Call `lint` now, and after every change below some folders, until that is interrupted.

    `written` are the files that `lint` itself writes. A mistake of the user, such as a
    configuration that is saved half-written, is told, and the watch goes on.
    """
    from watchfiles import DefaultFilter
    from watchfiles import watch as changes

    own = {os.path.realpath(path) for path in written}

    class Relevant(DefaultFilter):
        def __call__(self, change: Change, path: str) -> bool:
            relevant = path.lower().endswith(_SUFFIXES) and os.path.realpath(path) not in own
            return relevant and super().__call__(change, path)

    first = True
    try:
        for changed in changes(
            *folders,
            watch_filter=Relevant(),
            rust_timeout=_TICK,
            yield_on_timeout=True,
        ):
            if first or changed:
                _round(lint, folders, color)
                first = False
    except OSError as error:  # the system watches no more folders than it is configured to
        raise RefusalError(f"changes cannot be watched: {error}") from error
    return 0


def _round(lint: Callable[[], int], folders: Sequence[str], color: str) -> None:
    start = perf_counter()
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        import click

        click.clear()
    try:
        lint()
    except RefusalError as error:
        complain(str(error))
    took = style_of(color).paint(f"{perf_counter() - start:.2f} s", BOLD)
    places = ", ".join(f"`{escape(shown(folder))}`" for folder in folders)
    emit((f"took {took}; watching {places}, ctrl-c ends it",))
    gc.collect()  # the collector rests while a run builds what it keeps
