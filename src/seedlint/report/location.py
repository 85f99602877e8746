"""Where things stand, as reports number it: lines and columns from 1, in code points."""

from __future__ import annotations

import os
import posixpath
from functools import cache
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.paths import shown, work_tree
from seedlint.source import Span

if TYPE_CHECKING:
    from seedlint.finding import Note
    from seedlint.source import Source


class Location(NamedTuple):
    """A range of a file; the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, source: Source, span: Span) -> Location:
        start, end = source.position(span.start), source.position(max(span))
        return cls(source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


def located(note: Note, source: Source) -> tuple[Source, Span] | None:
    """The file and the span that a note of a finding in `source` is about, if it has one."""
    if isinstance(note.place, Span):
        return source, note.place
    return note.place.locate() if note.place else None


def from_top(path: str) -> str:
    """A path from the working directory, as one from the top of the git work tree around that.

    By such a path a service knows a file of the repository, in whichever folder of it this runs.
    """
    below = _below_top(os.getcwd())
    return path if below == "." or os.path.isabs(path) else posixpath.normpath(f"{below}/{path}")


@cache
def _below_top(folder: str) -> str:
    """A folder as seen from the top of its git work tree; `.` where it is that, or in none."""
    return shown(folder, work_tree(folder) or folder)
