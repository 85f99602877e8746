"""What an editor has open, and what holds for it: configurations, specs, the other seeds.

All paths are absolute. Nothing here speaks the protocol or writes a file.
"""

from __future__ import annotations

import os
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from seedlint import baseline, disk, engine
from seedlint.baseline import Baseline, BaselineError
from seedlint.finding import Diagnostic
from seedlint.lsp.configurations import Configurations
from seedlint.lsp.siblings import Sibling, Siblings, on_disk
from seedlint.lsp.view import View
from seedlint.paths import shown, within
from seedlint.project import Roots, SeedFile, is_spec, wants
from seedlint.seed import is_seed
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from seedlint.baseline import Entry
    from seedlint.config import Config
    from seedlint.engine import SeedOutcome
    from seedlint.lsp.buffer import Buffer, Change
    from seedlint.settings import Settings

_MARKDOWN = (".md", ".markdown")
_NO_SPECS = Specs((), lambda path: None)


class Reading:
    """What there is to say about one version of an open file, each thing worked out once."""

    def __init__(self, view: View) -> None:
        self.view = view

    def holds(self, source: Source, specs: Specs, settings: Settings) -> bool:
        """Whether nothing has changed that it was worked out from."""
        view = self.view
        return view.source is source and view.specs is specs and view.settings is settings

    @cached_property
    def is_seed(self) -> bool:
        return is_seed(self.view.source)

    @cached_property
    def outcome(self) -> SeedOutcome:
        """What linting it alone finds."""
        view = self.view
        return engine.lint_seed(view.source, view.specs, view.settings, view.path)

    @cached_property
    def sibling(self) -> Sibling:
        """The seed as the others see it; without its spec, for what is wrong in that is not its."""
        return Sibling(self.view.root, self.outcome.member._replace(spec=None))


class Project:
    """What the seeds of one configuration share: their specs, their baseline, each other.

    `content` reads files as `Roots` does. `known` is the baseline of each file in it, by the file's
    path from the root. Those `siblings` that are not open are known only once the project is
    `surveyed`, but for those `reread` since.
    """

    def __init__(self, config: Config, content: Callable[[str, int], bytes] = disk.content) -> None:
        self.config = config
        self.root = os.fspath(config.root)
        self.roots = Roots(config, content=content)
        self.siblings = Siblings()
        self.surveyed = False
        self.reread: set[str] = set()
        self.known: dict[str, Baseline] = {}

    def __repr__(self) -> str:
        return f"Project({self.root!r})"

    def learn(self) -> None:
        """Read the baseline. Raises BaselineError."""
        whole = baseline.load(self.root)
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in whole.entries if whole else ():
            entries[entry.path].append(entry)
        self.known = {path: Baseline(self.root, tuple(own)) for path, own in entries.items()}

    def unknown(self, found: Sequence[Diagnostic], path: str) -> tuple[Diagnostic, ...]:
        """Those diagnostics of a file that the baseline does not know."""
        known = self.known.get(shown(path, self.root))
        return known.split(found, lambda entry: False).new if known else tuple(found)


class Workspace:
    """The open files: seeds, and specs that they are held against.

    `stale` are the files that have to be looked at again; its reader empties it.
    `complain` is called with one sentence for people where something is wrong with a file that is
    no seed.
    """

    def __init__(self, complain: Callable[[str], None]) -> None:
        self.stale: set[str] = set()
        self._complain = complain
        self._configurations = Configurations(complain)
        self._buffers: dict[str, Buffer] = {}
        self._large: set[str] = set()
        self._unseen: set[str] = set()
        self._readings: dict[str, Reading] = {}
        self._projects: dict[tuple[str | None, str], Project] = {}

    def configure(self, *, folders: Sequence[str] | None = None, file: str | None = None) -> None:
        """Say which folders the editor has open, or which file holds in the place of any other."""
        if folders is not None:
            self._configurations.folders = tuple(folders)
        if file is not None:
            self._configurations.file = os.path.abspath(file) if file else None
        self._reconsider()

    def open(self, buffer: Buffer) -> None:
        """Take a file's text for what its editor says, whatever is on disk."""
        self._buffers[buffer.path] = buffer
        self._edited(buffer.path)

    def change(self, path: str, changes: Iterable[Change], version: int | None) -> None:
        """Make the changes of the editor. Raises KeyError where the file is not open."""
        self._buffers[path] = self._buffers[path].changed(changes, version)
        self._edited(path)

    def close(self, path: str) -> None:
        """Take a file for what is on disk again."""
        self._buffers.pop(path, None)
        self._readings.pop(path, None)
        self._large.discard(path)
        self._unseen.discard(path)
        self.stale.discard(path)
        if _may_be_seed(path):
            self._reread(path)
        else:
            self._forget(path)

    def touch(self, paths: Iterable[str]) -> bool:
        """Heed that files have changed on disk; whether any is more than a seed.

        That is a spec, a configuration, a baseline, or a file that one of these names.
        """
        others = []
        for path in paths:
            if _may_be_seed(path):
                self._reread(path)
            else:
                others.append(path)
        for project in self._projects.values() if others else ():
            for path in others:
                project.roots.forget(path)
            if os.path.join(project.root, baseline.NAME) in others:
                self._learn(project)
        if others:
            self._reconsider()
        return bool(others)

    def buffer(self, path: str) -> Buffer | None:
        """An open file."""
        return self._buffers.get(path)

    def view(self, path: str) -> View | None:
        """An open file that is a seed, or that the configuration says is to be one."""
        project = self._project(path)
        reading = self._reading(path, project)
        to_be = project is not None and project.config.seeds
        return reading.view if reading and (to_be or reading.is_seed) else None

    def refused(self, path: str) -> str | None:
        """Why an open file is not read, in one sentence; None where it is, or is none of ours."""
        buffer, config = self._buffers.get(path), self._configurations.of(os.path.dirname(path))
        if buffer is None or config is None:
            return None
        limits, relative = config.settings.limits, within(path, config.root)
        if _may_be_seed(path):
            most = limits.seed_kib
            seed = wants(path, config) and _larger(buffer, most)
            large = seed and _begins_seed(buffer.source, most)
            return f"this seed is {limits.large_seed()}" if large else None
        spec = relative is not None and is_spec(relative, config)
        large = spec and _larger(buffer, limits.of_spec(path))
        return f"this spec is {limits.large_spec(path)}" if large else None

    def diagnose(self, path: str) -> tuple[Diagnostic, ...]:
        """What is found in an open seed: what the command line finds in it among all others."""
        self._unseen.add(path)
        while self._unseen:
            self._see(self._unseen.pop())
        project = self._project(path)
        reading = self._reading(path, project)
        if project is None or reading is None or not reading.is_seed:
            return ()
        alike = project.siblings.like(reading.sibling)
        settings, source = project.config.settings, reading.view.source
        together = engine.lint_project(alike, _NO_SPECS, settings, source).diagnostics
        found = sorted((*reading.outcome.diagnostics, *together), key=Diagnostic.sort_key)
        return project.unknown(found, path)

    def unsurveyed(self) -> list[Project]:
        """The projects whose seeds on disk nobody has looked for; from now on somebody does."""
        found = [project for project in self._projects.values() if not project.surveyed]
        for project in found:
            project.surveyed = True
        return found

    def adopt(self, project: Project, found: Mapping[str, Sibling]) -> None:
        """Take in the seeds that a survey of a project found on disk."""
        for path in found.keys() - self._buffers.keys() - project.reread:
            self._put(path, project, found[path])

    def _project(self, path: str) -> Project | None:
        """The project that a file belongs to, if its configuration means it."""
        config = self._configurations.of(os.path.dirname(path))
        if config is None or not wants(path, config):
            return None
        key = config.file, config.root
        project = self._projects.get(key)
        if project is None or project.config != config:
            project = self._projects[key] = Project(config, self._content)
            self._unseen |= self._seeds
            self._learn(project)
        return project

    def _reading(self, path: str, project: Project | None) -> Reading | None:
        buffer = self._buffers.get(path)
        if buffer is None or project is None:
            return None
        if _larger(buffer, project.config.settings.limits.seed_kib):
            return None
        file = SeedFile(path, buffer.source)
        specs, relative = project.roots.place(file)
        settings = project.config.settings
        reading = self._readings.get(path)
        if reading is None or not reading.holds(buffer.source, specs, settings):
            root = project.roots.root(file)
            reading = Reading(View(buffer.source, specs, settings, relative, root))
            self._readings[path] = reading
        return reading

    def _content(self, path: str, most: int) -> bytes:
        """A file as its editor has it, saved or not, else as it is on disk. Raises OSError."""
        buffer = self._buffers.get(os.path.normpath(path))
        return buffer.content(most) if buffer else disk.content(path, most)

    def _edited(self, path: str) -> None:
        """Heed that an open file has another text."""
        if _may_be_seed(path):
            self._unseen.add(path)
            self.stale.add(path)
        else:
            self._forget(path)
            self._weigh(path)

    def _forget(self, path: str) -> None:
        """Let the seeds be looked at again where a file may be a part of what describes them."""
        for project in self._projects.values():
            if project.roots.forget(path):
                self.stale |= self._seeds

    def _weigh(self, path: str) -> None:
        """Heed that an open spec may be too large now, or no more."""
        before = path in self._large
        self._large.discard(path)
        if self.refused(path):
            self._large.add(path)
        if before or path in self._large:
            self.stale.add(path)

    @property
    def _seeds(self) -> set[str]:
        """The open files that may be seeds."""
        return {*filter(_may_be_seed, self._buffers)}

    def _see(self, path: str) -> None:
        """Let the others know what an open file is about now."""
        project = self._project(path)
        reading = self._reading(path, project)
        self._put(path, project, reading.sibling if reading and reading.is_seed else None)

    def _reread(self, path: str) -> None:
        """Heed that a seed may have changed on disk; one that is open is what its editor says."""
        if path in self._buffers:
            return
        for project in self._projects.values():
            if within(path, project.root) is not None:
                project.reread.add(path)
                self._put(path, project, on_disk(path, project.config))

    def _put(self, path: str, project: Project | None, sibling: Sibling | None) -> None:
        concerned = project.siblings.put(path, sibling) if project else set()
        self.stale |= concerned & self._buffers.keys() - {path}

    def _reconsider(self) -> None:
        self._configurations.recheck()
        self.stale |= self._seeds
        for path in self._buffers.keys() - self._seeds:
            self._weigh(path)

    def _learn(self, project: Project) -> None:
        try:
            project.learn()
        except BaselineError as error:
            self._complain(f"{error}; until that is mended, what it said before holds")


def _may_be_seed(path: str) -> bool:
    return path.lower().endswith(_MARKDOWN)


def _larger(buffer: Buffer, kib: int) -> bool:
    """Whether a file would be too large to be read, if it were saved."""
    most = 1024 * kib
    return len(buffer.content(most + 1)) > most


@lru_cache(maxsize=8)
def _begins_seed(source: Source, kib: int) -> bool:
    """Whether a text that is too large is a seed by as much of it as may be looked at."""
    return is_seed(Source(source.path, source.text[: 1024 * kib]))
