"""Seeds linted by several processes at once: each takes a share, and tells what it has found.

The others are forks of this process, so that they know all that it has read. What they find comes
back as a cache keeps it; what does not come back is linted here.
"""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

from seedlint import memory
from seedlint.named import NamedTuple
from seedlint.record import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import NoReturn

    from seedlint.cache import Files
    from seedlint.engine import SeedOutcome
    from seedlint.project import SeedFile
    from seedlint.spec import Specs


def possible() -> int:
    """How many processes the system lets run at the same time."""
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Work(NamedTuple):
    """How a seed is linted, and what that is held against.

    `path_of` is its path from the root, and `files` are those that have been read, if anybody
    keeps account of them.
    """

    lint: Callable[[SeedFile], SeedOutcome]
    specs: Specs
    path_of: Callable[[SeedFile], str]
    files: Files | None = None


class Shared:
    """Work on some seeds, which are to be asked for in their order, for a number of processes."""

    def __init__(self, work: Work, files: Sequence[SeedFile], jobs: int) -> None:
        size = -(-len(files) // jobs)
        self._work = work
        self._shares = [files[start : start + size] for start in range(size, len(files), size)]
        self._others: dict[SeedFile, _Process] | None = None

    def lint(self, file: SeedFile) -> SeedOutcome:
        """What a seed has, whoever has found it."""
        if self._others is None:
            outcome = self._work.lint(file)  # which imports what every process needs
            self._others = {each: process for process in self._begun() for each in process.share}
            return outcome
        process = self._others.get(file)
        return (process and process.told(file)) or self._work.lint(file)

    def _begun(self) -> Iterator[_Process]:
        """The other processes, each at work on its share."""
        for share in self._shares if hasattr(os, "fork") else ():
            reader, writer = os.pipe()
            try:
                number = os.fork()
            except OSError:  # there may be no more processes: then this one lints the rest
                os.close(reader)
                os.close(writer)
                return
            if not number:
                _tell(self._work, share, writer)
            os.close(writer)
            yield _Process(self._work, share, number, reader)


class _Process:
    """Another process, and what it has told."""

    def __init__(self, work: Work, share: Sequence[SeedFile], number: int, reader: int) -> None:
        self.share = share
        self._work = work
        self._number = number
        self._reader = reader
        self._found: dict[SeedFile, object] | None = None

    def told(self, file: SeedFile) -> SeedOutcome | None:
        """What it has found in a seed; None where it has not told."""
        from seedlint.engine import SeedOutcome

        if self._found is None:
            self._found = self._heard()
        specs = self._work.specs
        match self._found.get(file):
            case [str(told), losses]:
                if known := memory.known(told, file.source, Texts(specs)):
                    memory.lose(memory.losses(losses), specs)
                    member = memory.member(known, file.source, self._work.path_of(file))
                    return SeedOutcome(known.diagnostics, known.suppressed, member)
        return None

    def _heard(self) -> dict[SeedFile, object]:
        with open(self._reader, "rb") as stream:
            said = stream.read()
        os.waitpid(self._number, 0)
        try:
            found, digests = json.loads(said)
        except ValueError:  # it was killed before it had told all
            return {}
        if self._work.files:
            self._work.files.learn(digests)
        return dict(zip(self.share, found, strict=True))


def _tell(work: Work, share: Sequence[SeedFile], writer: int) -> NoReturn:
    """Lint a share as a process of its own; what goes wrong is told by who does it again."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        found = [_found(work, file) for file in share]
        said = json.dumps([found, work.files.digests if work.files else {}])
        with open(writer, "wb") as stream:
            stream.write(said.encode("ascii"))
    finally:
        os._exit(0)


def _found(work: Work, file: SeedFile) -> object:
    work.specs.unresolved = {}
    told = memory.told(work.lint(file), Texts(work.specs))
    return told and [told, memory.losses_told(memory.met(work.specs))]
