"""Where reports go: to standard output, to files, to the page of a GitHub job."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from seedlint import atomic, report
from seedlint.cli.output import complain, emit, style_of
from seedlint.cli.refusal import RefusalError
from seedlint.named import NamedTuple
from seedlint.paths import unwritable
from seedlint.report.terminal import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from seedlint.project import Report


class Destination(NamedTuple):
    """A report's format, and the file that it goes to; None is standard output."""

    format: str
    file: str | None


def destinations(
    formats: Sequence[tuple[str, str | None]], output_file: str | None
) -> list[Destination]:
    """Where reports go as the options have it: one to standard output, or to `output_file`.

    Raises RefusalError where two reports would go to one place.
    """
    own = [name for name, file in formats if file is None]
    if len(own) > 1:
        raise RefusalError(
            f"`{own[0]}` and `{own[1]}` cannot both go to standard output; give one of them a "
            f"file: --output-format {own[1]}=FILE"
        )
    first = Destination(own[0] if own else "github" if in_github_job() else "full", output_file)
    found = [first, *(Destination(name, file) for name, file in formats if file is not None)]
    seen: set[str] = set()
    for file in (each.file for each in found if each.file):
        if (real := os.path.realpath(file)) in seen:
            raise RefusalError(f"two reports cannot both go to `{file}`")
        seen.add(real)
    return found


def write_reports(
    found: Report, wanted: Iterable[Destination], color: str, *, err: bool = False
) -> list[str]:
    """Write each report to where it goes; `err` is for standard error in place of output.

    What went to a standard stream comes back.
    """
    printed = []
    for destination in wanted:
        render = partial(report.pieces, destination.format, found)
        printed += deliver(render, destination.file, color, err=err)
        if destination.format == "github":
            _summarize(found)
    return printed


def deliver(
    render: Callable[[Style], Iterable[str]], file: str | None, color: str, *, err: bool = False
) -> list[str]:
    """Write lines to a file, else to a standard stream, painted as each of them allows.

    What went to a standard stream comes back.
    """
    if file is None:
        return emit(render(style_of(color, sys.stderr if err else sys.stdout)), err=err)
    write_file(file, render(Style(color == "always")))
    return []


def write_file(path: str, lines: Iterable[str]) -> None:
    """Write lines to a file, as a whole; its folder is made where it is missing."""
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    try:
        if os.path.exists(path) and not os.path.isfile(path):  # a pipe, a device
            with open(path, "wb") as stream:
                stream.write(content)
        else:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            atomic.replace(path, content)
    except OSError as error:
        raise RefusalError(unwritable(path, error)) from error


def in_github_job() -> bool:
    """Whether this runs in GitHub Actions, where the log obeys what stands in it."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _summarize(found: Report) -> None:
    """Add a table to the page of the GitHub job, where this is one.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", "Adding a job summary".
    """
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from seedlint.report.step_summary import render

    try:
        with open(path, "a", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in render(found, Style()))
    except OSError as error:
        complain(unwritable(path, error))
