"""What a run is asked for: the options of `seedlint check`, and which of them go together."""

from __future__ import annotations

from seedlint.cli.refusal import RefusalError
from seedlint.named import NamedTuple

_EXCLUSIVE = (
    ("diff", "formats"),
    ("diff", "statistics"),
    ("diff", "watch"),
    ("show_files", "fix"),
    ("show_files", "diff"),
    ("show_files", "add_ignores"),
    ("add_ignores", "watch"),
    ("add_ignores", "no_ignores"),
    ("show_files", "watch"),
    ("show_files", "formats"),
    ("show_files", "output_file"),
    ("show_files", "statistics"),
    ("no_cache", "cache_dir"),
)
"""Options that do not go together."""

_RENAMED = {"formats": "output_format", "config_file": "config"}
"""The fields that are not called as their options are."""


class Asked(NamedTuple):
    """What the options of `seedlint check` ask for; the names are those of the options."""

    given: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    no_ignores: bool = False
    no_baseline: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    add_ignores: str | None = None
    diff: bool = False
    watch: bool = False
    fail_on: str = "warning"
    exit_zero: bool = False
    formats: tuple[tuple[str, str | None], ...] = ()
    output_file: str | None = None
    statistics: bool = False
    show_files: bool = False
    allow_empty: bool = False
    force_exclude: bool = False
    stdin_filename: str | None = None
    config_file: str | None = None
    isolated: bool = False
    no_cache: bool = False
    cache_dir: str | None = None
    jobs: int | None = None
    color: str = "auto"

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
        """Raise RefusalError where two options do not go together."""
        if self.stdin:
            if len(self.given) > 1:
                raise RefusalError("`-` does not go with other paths")
            if self.watch:
                raise RefusalError("`-` does not go with --watch")
        elif self.stdin_filename:
            raise RefusalError("--stdin-filename goes with `-` alone")
        for one, other in _EXCLUSIVE:
            if _given(getattr(self, one)) and _given(getattr(self, other)):
                raise RefusalError(f"{option(one)} does not go with {option(other)}")


def _given(value: object) -> bool:
    return value is not None and value is not False and value != ()


def option(name: str) -> str:
    return f"--{_RENAMED.get(name, name).replace('_', '-')}"
