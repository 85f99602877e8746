"""A project's files: which of them are seeds, where their specs lie, what linting them finds."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from seedlint import engine, markdown, paths
from seedlint.seed import Frontmatter, is_seed
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from seedlint.config import Config
    from seedlint.finding import Diagnostic, Severity
    from seedlint.rulekit import Member

_MARKDOWN = (".md", ".markdown")
_SPEC = (".json", ".yaml", ".yml")


class MissingPathError(Exception):
    """A path that was asked for does not exist; `path` is as it was given."""

    def __init__(self, path: str) -> None:
        super().__init__(f"`{path}` does not exist")
        self.path = path


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A seed and the absolute path that it was read from.

    `fixed` is how many fixes made its text what it is.
    """

    path: str
    source: Source
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Collection:
    """The files of a run, in the order of their paths.

    `passed_over` are Markdown files that are no seeds, and those that the configuration keeps
    out. `failures` say in a sentence each what could not be read, or written.
    """

    seeds: tuple[SeedFile, ...]
    passed_over: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `specs` is how many specs were read; paths are as people see them.

    `fixed` is how many findings were fixed before, in `rewritten` seeds; with `unsafe_fixes`, those
    that are left count as fixable by `--fix`, the unsafe ones too.
    """

    diagnostics: tuple[Diagnostic, ...]
    seeds: tuple[str, ...]
    passed_over: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    specs: int = 0
    suppressed: int = 0
    baselined: int = 0
    fixed: int = 0
    rewritten: int = 0
    unsafe_fixes: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding, or None where there is none."""
        return max((diagnostic.severity for diagnostic in self.diagnostics), default=None)


def collect(given: Sequence[str], config: Config, *, force_exclude: bool = False) -> Collection:
    """Find and read the seeds among some files and folders, each file once.

    Without any, the configuration's `seeds`, else all below the working directory. A file that is
    named is taken whatever the configuration's `seeds` and `exclude` say, unless `force_exclude`.
    Raises MissingPathError.
    """
    failures: list[str] = []
    found: set[str] = set()
    kept_out: set[str] = set()
    wanted = _Filter(config)
    for path in given:
        if not os.path.lexists(path):
            raise MissingPathError(path)
        absolute = os.path.abspath(path)
        if os.path.isdir(absolute):
            found.update(wanted.below(absolute, failures))
        elif force_exclude and not wanted.wants(absolute):
            kept_out.add(absolute)
        else:
            found.add(absolute)
    if not given:
        bases = [os.path.join(config.root, base) for base in _bases(config.seeds)]
        for base in bases or [os.getcwd()]:
            found.update(wanted.below(base, failures))
    seeds: list[SeedFile] = []
    for path in sorted(found):
        source = _source(path, failures)
        if source is None:
            continue
        with blamed_on(source):
            if is_seed(source):
                seeds.append(SeedFile(path, source))
            else:
                kept_out.add(path)
    return Collection(tuple(seeds), tuple(map(paths.shown, sorted(kept_out))), tuple(failures))


def collect_text(name: str, content: bytes) -> Collection:
    """A collection of one text that is not read from its file, such as an editor's buffer."""
    source = Source.decode(paths.shown(name), content)
    if not is_seed(source):
        return Collection((), (source.path,))
    return Collection((SeedFile(os.path.abspath(name), source),))


def lint(collection: Collection, config: Config, *, heed_ignores: bool = True) -> Report:
    """Lint every seed of a collection; ignore comments count unless `heed_ignores` is false."""
    outcomes: list[engine.Outcome] = []
    members: dict[Specs, list[Member]] = {}
    roots = Roots(config)
    for file in collection.seeds:
        specs, path = roots.place(file)
        with blamed_on(file.source):
            linted = engine.lint_seed(
                file.source, specs, config.settings, path, heed_ignores=heed_ignores
            )
        outcomes.append(linted)
        members.setdefault(specs, []).append(linted.member)
    for specs, together in members.items():
        outcomes.append(engine.lint_project(together, specs, config.settings))
    found = (diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)
    return Report(
        diagnostics=tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key())),
        suppressed=sum(outcome.suppressed for outcome in outcomes),
        seeds=tuple(file.source.path for file in collection.seeds),
        passed_over=collection.passed_over,
        failures=collection.failures,
        specs=sum(specs.loaded for specs in members),
        fixed=sum(file.fixed for file in collection.seeds),
        rewritten=sum(bool(file.fixed) for file in collection.seeds),
    )


class Roots:
    """The roots of a run's seeds; the seeds of one root share what is read of their specs."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._specs: dict[str, Specs] = {}
        self._work_tree = cache(_work_tree)

    def place(self, file: SeedFile) -> tuple[Specs, str]:
        """The specs that a seed is held against, and its own path from its root."""
        root = self.root(file)
        if root not in self._specs:
            self._specs[root] = specs_below(root, self._config)
        return self._specs[root], os.path.relpath(file.path, root).replace(os.sep, "/")

    def root(self, file: SeedFile) -> str:
        """The folder that a seed's `swagger:` is relative to.

        That of the configuration; without one the nearest folder, from the seed upward and within
        its git work tree, that holds the spec; else the work tree, else the working directory.
        """
        if self._config.file:
            return os.fspath(self._config.root)
        folder = os.path.dirname(file.path)
        top = self._work_tree(folder)
        block = markdown.frontmatter(file.source.text)
        spec = Frontmatter(block, Settings()).swagger if block else None
        if spec is not None and not paths.leaves(spec.text):
            for candidate in _upward(folder):
                if os.path.isfile(os.path.join(candidate, spec.text)):
                    return candidate
                if candidate == top:
                    break
        return top or os.getcwd()


def specs_below(root: str, config: Config) -> Specs:
    """The specs that the configuration means below a root; none is read before it is needed."""
    files = {
        relative
        for base in _bases(config.specs)
        for path in _walk(os.path.join(root, base))
        if (relative := paths.within(path, root)) is not None
        and relative.endswith(_SPEC)
        and any(paths.matches(relative, glob) for glob in config.specs)
    }

    def read(path: str) -> bytes | None:
        if paths.leaves(path):
            return None
        try:
            return _read(os.path.join(root, path))
        except (OSError, ValueError):  # no such file; a NUL in its name
            return None

    def shown(path: str) -> str:
        return paths.shown(os.path.join(root, path))

    return Specs(sorted(files), read, config.settings.references, shown)


@contextmanager
def blamed_on(source: Source) -> Iterator[None]:
    """Let an error that is a bug say which file brought it to light."""
    try:
        yield
    except Exception as error:
        error.add_note(f"in `{source.path}`")
        raise


class _Filter:
    """Which Markdown files the configuration means; outside of its root it means them all."""

    def __init__(self, config: Config) -> None:
        self._root = os.fspath(config.root)
        self._seeds = config.seeds
        self._exclude = config.exclude

    def below(self, path: str, failures: list[str]) -> Iterator[str]:
        """The wanted files in a folder, at any depth."""
        return filter(self.wants, _walk(path, failures, self._excludes))

    def wants(self, path: str) -> bool:
        if not path.lower().endswith(_MARKDOWN) or self._excludes(path):
            return False
        relative = paths.within(path, self._root) if self._seeds else None
        return relative is None or any(paths.matches(relative, glob) for glob in self._seeds)

    def _excludes(self, path: str) -> bool:
        relative = paths.within(path, self._root) if self._exclude else None
        return relative is not None and any(paths.matches(relative, glob) for glob in self._exclude)


def _work_tree(folder: str) -> str | None:
    """The git work tree that a folder lies in; in a linked one `.git` is a file."""
    return next((each for each in _upward(folder) if os.path.lexists(f"{each}/.git")), None)


def _upward(folder: str) -> Iterator[str]:
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _bases(globs: Iterable[str]) -> list[str]:
    """The folders that hold all that some globs can mean, none of them inside another."""
    bases: list[str] = []
    for base in sorted({paths.base(glob) for glob in globs}):
        if not any(paths.matches(base, outer) for outer in bases):
            bases.append(base)
    return bases


def _walk(
    path: str,
    failures: list[str] | None = None,
    excludes: Callable[[str], bool] = lambda path: False,
) -> Iterator[str]:
    """Every file at or below a path, in no order; hidden and installed folders are passed over.

    Each folder is entered once, by its real path before any link to it, so that links may loop.
    """
    if not os.path.isdir(path):
        if os.path.lexists(path):
            yield path
        return
    folders, links = [path], list[str]()
    seen: set[tuple[int, int]] = set()
    while folders or links:
        folder = folders.pop() if folders else links.pop(0)
        try:
            status = os.stat(folder)
            identity = status.st_dev, status.st_ino
            if identity in seen:
                continue
            seen.add(identity)
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            if failures is not None:
                failures.append(paths.unreadable(folder, error))
            continue
        for entry in entries:
            link = entry.is_symlink()
            if not (os.path.isdir(entry.path) if link else entry.is_dir()):
                yield entry.path
            elif not _skipped(entry.name) and not excludes(entry.path):
                (links if link else folders).append(entry.path)


def _skipped(folder: str) -> bool:
    return folder.startswith(".") or folder == "node_modules"


def _source(path: str, failures: list[str]) -> Source | None:
    try:
        return Source.decode(paths.shown(path), _read(path))
    except OSError as error:
        failures.append(paths.unreadable(path, error))
        return None


def _read(path: str) -> bytes:
    """The content of a regular file: reading a pipe or a device might never end."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    with open(path, "rb") as file:
        return file.read()
