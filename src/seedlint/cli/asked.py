"""What a run is asked for: the options of `seedlint check`, and which of them go together."""

from __future__ import annotations

from typing import NamedTuple

import click

_EXCLUSIVE = (
    ("diff", "statistics"),
    ("diff", "watch"),
    ("show_files", "fix"),
    ("show_files", "diff"),
    ("show_files", "add_ignores"),
    ("add_ignores", "watch"),
    ("add_ignores", "no_ignores"),
    ("show_files", "watch"),
    ("no_cache", "cache_dir"),
)
"""Options that do not go together."""


class Asked(NamedTuple):
    """What the options of `seedlint check` ask for; the names are those of the options."""

    given: tuple[str, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    no_ignores: bool
    no_baseline: bool
    fix: bool
    unsafe_fixes: bool
    add_ignores: str | None
    diff: bool
    watch: bool
    fail_on: str
    exit_zero: bool
    formats: tuple[tuple[str, str | None], ...]
    output_file: str | None
    statistics: bool
    show_files: bool
    allow_empty: bool
    force_exclude: bool
    stdin_filename: str | None
    config_file: str | None
    isolated: bool
    no_cache: bool
    cache_dir: str | None
    color: str

    @property
    def stdin(self) -> bool:
        """Whether standard input is what is linted."""
        return "-" in self.given

    @property
    def filtering(self) -> bool:
        """Whether a changed text goes to standard output, and the report out of its way."""
        return self.stdin and self.changing and not self.diff

    @property
    def changing(self) -> bool:
        """Whether seeds are to be changed, or shown as they would be."""
        return self.fix or self.diff or self.add_ignores is not None

    def refuse_contradictions(self) -> None:
        """Raise click.UsageError where two options do not go together."""
        if self.stdin:
            if len(self.given) > 1:
                raise click.UsageError("`-` does not go with other paths")
            if self.watch:
                raise click.UsageError("`-` does not go with --watch")
        elif self.stdin_filename:
            raise click.UsageError("--stdin-filename goes with `-` alone")
        for one, other in _EXCLUSIVE:
            if _given(getattr(self, one)) and _given(getattr(self, other)):
                raise click.UsageError(f"{_option(one)} does not go with {_option(other)}")


def _given(value: object) -> bool:
    return value is not None and value is not False


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
