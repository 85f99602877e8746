"""The findings that a project has already: they are counted apart, so that only new ones fail.

An entry names its file, its address in it, its rule and its message. No line is in it, so that
only a change to what it is about makes it another one.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING

from seedlint import atomic, disk
from seedlint.named import NamedTuple
from seedlint.paths import leads_out, led_out, shown, unreadable, unwritable
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from seedlint.finding import Diagnostic

NAME = ".seedlint-baseline.json"
"""The file, in the root of the project."""

VERSION = 1
"""Of the file's shape."""

MAX_SIZE = 64 * 1024 * 1024
"""How many bytes a baseline may have: some 200,000 findings."""

_CONFLICT = regex(rb"^(?:<{7}|={7}|>{7})(?:[ \r]|$)", re.M)
_ANEW = "restore it from version control, or record it anew with `seedlint baseline --force`"


class BaselineError(Exception):
    """Why a baseline cannot be read or written, in one sentence for people."""


class Entry(NamedTuple):
    """A known finding. `path` is relative to the project's root, with `/`."""

    path: str
    address: str
    rule: str
    message: str


class Split(NamedTuple):
    """Diagnostics that are new and those that are known, and the entries whose finding is gone."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    stale: tuple[Entry, ...]


class Baseline(NamedTuple):
    """The known findings of the project below `root`, in order; equal ones count each."""

    root: str
    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, root: str, diagnostics: Iterable[Diagnostic]) -> Baseline:
        """The baseline under which these diagnostics are known, and no others."""
        return cls(root, tuple(sorted(_entry(each, root) for each in diagnostics)))

    def about(self, paths: Container[str]) -> Baseline:
        """The baseline as far as it is about some files."""
        return Baseline(self.root, tuple(each for each in self.entries if each.path in paths))

    def split(self, diagnostics: Iterable[Diagnostic], reached: Callable[[Entry], bool]) -> Split:
        """Tell the diagnostics of a run apart; of equal ones the first are known.

        An entry that none of them has is stale if the run `reached` it: would have found it.
        """
        left = Counter(self.entries)
        new: list[Diagnostic] = []
        known: list[Diagnostic] = []
        for diagnostic in diagnostics:
            entry = _entry(diagnostic, self.root)
            if left[entry]:
                left[entry] -= 1
                known.append(diagnostic)
            else:
                new.append(diagnostic)
        stale = tuple(entry for entry in left.elements() if reached(entry))
        return Split(tuple(new), tuple(known), stale)

    def without(self, entries: Iterable[Entry]) -> Baseline:
        """The baseline less some of its entries."""
        left = Counter(self.entries)
        left.subtract(entries)
        return Baseline(self.root, tuple(left.elements()))

    @property
    def text(self) -> str:
        """The content of the file: JSON in ASCII, laid out with one finding a line."""
        import json

        lines = (f"    {json.dumps(entry._asdict())}" for entry in self.entries)
        findings = ",\n".join(lines)
        listed = f"[\n{findings}\n  ]" if findings else "[]"
        return f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'

    def save(self) -> None:
        """Write the file, as a whole or not at all. Raises BaselineError."""
        path = os.path.join(self.root, NAME)
        _stay(path, self.root)
        try:
            atomic.replace(path, self.text.encode("ascii"))
        except OSError as error:
            raise BaselineError(unwritable(path, error)) from error


def load(root: str) -> Baseline | None:
    """The baseline of the project below a root, or None where it has none. Raises BaselineError."""
    path = os.path.join(root, NAME)
    if not disk.there(path):
        return None
    _stay(path, root)
    try:
        return Baseline(root, parse(_content(path)))
    except OSError as error:
        raise BaselineError(unreadable(path, error)) from error
    except ValueError as error:
        raise BaselineError(f"`{shown(path)}` {error}") from error


def parse(content: bytes) -> tuple[Entry, ...]:
    """The entries that a file's content lists, in order.

    Raises ValueError with what is wrong with the file, as the end of a sentence.
    """
    read = _json(content)
    data = read if isinstance(read, dict) else {}
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise ValueError(
            f"is of version {version}, and this seedlint reads version {VERSION}; "
            "it takes a newer seedlint"
        )
    if version != VERSION:
        raise ValueError(f"has no `version`: {VERSION}, so it is no baseline; {_ANEW}")
    findings = data.get("findings")
    if not isinstance(findings, list):
        raise ValueError(f"has no list of `findings`; {_ANEW}")
    return tuple(sorted(_read(finding, number) for number, finding in enumerate(findings, 1)))


def _entry(diagnostic: Diagnostic, root: str) -> Entry:
    path = shown(os.path.abspath(diagnostic.source.path), root)
    return Entry(path, diagnostic.address, diagnostic.rule, diagnostic.finding.message)


def _stay(path: str, root: str) -> None:
    """Refuse a baseline that a project from elsewhere would have read or written out of it."""
    if leads_out(path, root):
        raise BaselineError(led_out(path))


def _content(path: str) -> bytes:
    content = disk.content(path, MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise ValueError(f"is too large for a baseline; {_ANEW}")
    return content


def _json(content: bytes) -> object:
    import json

    if conflict := _CONFLICT.search(content):
        line = content.count(b"\n", 0, conflict.start()) + 1
        raise ValueError(
            f"has the marks of a merge conflict in line {line}; keep the findings of both sides, "
            "then drop those that are gone with `seedlint baseline --prune`"
        )
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError(f"is nested too deep for a baseline; {_ANEW}") from None
    except json.JSONDecodeError as error:
        torn = error.msg.startswith("Unterminated") or not error.doc[error.pos :].strip()
        problem = "breaks off" if torn else "is no JSON"
        raise ValueError(f"{problem} in line {error.lineno}; {_ANEW}") from None
    except ValueError:
        raise ValueError(f"is no JSON; {_ANEW}") from None


def _read(finding: object, number: int) -> Entry:
    values = finding if isinstance(finding, dict) else {}
    for key in Entry._fields:
        if not isinstance(values.get(key), str):
            raise ValueError(f"has no text for `{key}` in its finding {number}; {_ANEW}")
    return Entry(*(values[key] for key in Entry._fields))
