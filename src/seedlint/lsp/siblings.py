"""The seeds of a project by what they are about, so that each finds those that it repeats."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from seedlint import project
from seedlint.named import NamedTuple
from seedlint.rulekit import Member
from seedlint.seed import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.config import Config
    from seedlint.project import SeedFile


class Sibling(NamedTuple):
    """A seed as the others see it; `root` is the folder that its `swagger:` is relative to."""

    root: str
    member: Member

    @property
    def about(self) -> tuple[str, ...]:
        """What the seeds that have something to do with one another have in common."""
        return (self.root, *(self.member.subject or ()))


class Siblings:
    """Seeds by their absolute paths, and by what they are about."""

    def __init__(self) -> None:
        self._by_path: dict[str, Sibling] = {}
        self._about: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)

    def put(self, path: str, sibling: Sibling | None) -> set[str]:
        """Take a seed for what it is now (None: it is no more); whom that may matter to."""
        before = self._by_path.pop(path, None)
        if sibling:
            self._by_path[path] = sibling
        if before and sibling and before.about == sibling.about:
            return set()
        if before:
            self._about[before.about].discard(path)
        concerned = set(self._about[before.about]) if before else set()
        if sibling:
            concerned |= self._about[sibling.about]
            self._about[sibling.about].add(path)
        return concerned

    def like(self, sibling: Sibling) -> list[Member]:
        """The seeds that are about the same, in the order of their paths."""
        return [self._by_path[path].member for path in sorted(self._about[sibling.about])]


def survey(config: Config) -> dict[str, Sibling]:
    """The seeds that a configuration means, as they are on disk, by their absolute paths."""
    given = () if config.seeds else (config.root,)
    try:
        found = project.collect(given, config, allow_empty=True)
    except project.MissingPathError:
        return {}
    roots = project.Roots(config)
    return {file.path: _sibling(file, config, roots) for file in found.seeds}


def on_disk(path: str, config: Config) -> Sibling | None:
    """A file as it is on disk, where it is a seed that the configuration means."""
    return next(_on_disk(path, config), None)


def _on_disk(path: str, config: Config) -> Iterator[Sibling]:
    try:
        found = project.collect((path,), config, force_exclude=True)
    except project.MissingPathError:
        return
    for file in found.seeds:
        yield _sibling(file, config, project.Roots(config))


def _sibling(file: SeedFile, config: Config, roots: project.Roots) -> Sibling:
    root = roots.root(file)
    path = os.path.relpath(file.path, root).replace(os.sep, "/")
    endpoint = read(file.source, config.settings).endpoint
    return Sibling(root, Member(file.source, endpoint, None, (), path))
