"""The clean project that defects are planted into, and linting it as it is and as it was."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.accuracy.plot import Plot
from seedlint import config, engine, paths, project
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from seedlint.config import Config
    from seedlint.finding import Diagnostic, Severity
    from seedlint.rulekit import Member
    from seedlint.seed import Step
    from seedlint.settings import Settings
    from seedlint.spec import Operation

    Contents = Mapping[str, bytes | None]

ABOUT_SPECS = ("invalid-spec", "unresolved-reference")
"""The rules that read specs and no seeds; they take their time, and run where a spec is changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is compared: `line` counts from 1, and `said` is what stands there."""

    rule: str
    message: str
    path: str
    line: int
    said: str
    severity: Severity


class Ground:
    """A project below a root, with its configuration."""

    def __init__(self, root: Path, configuration: Config) -> None:
        self.root = root
        self.config = configuration
        base = project.specs_below(str(root), configuration)
        self._files = base.files
        self._read: dict[str, bytes | None] = {}
        self.specs = self.overlaid({})
        seeds = root / "seeds"
        collected = project.collect([str(seeds if seeds.is_dir() else root)], configuration)
        self.sources = {
            (path := os.path.relpath(file.path, root).replace(os.sep, "/")): Source(
                path, file.source.text, undecodable=file.source.undecodable
            )
            for file in collected.seeds
        }
        self._linted: dict[tuple[str, tuple[str, ...]], tuple[list[Found], Member]] = {}
        self._wholes: dict[tuple[str, ...], list[Found]] = {}
        self._parts: dict[tuple[frozenset[str], tuple[str, ...]], list[Found]] = {}
        self.plots = tuple(Plot(self, path, source) for path, source in self.sources.items())

    @classmethod
    def at(cls, root: Path, file: Path | None = None) -> Ground:
        """The project at a root, with the configuration that seedlint finds there, or `file`.

        Raises ConfigError.
        """
        root = Path(os.path.abspath(root))
        found = config.load(root, file=file)
        if found.file is None or file is not None:
            found = found._replace(root=os.fspath(root))
        return cls(root if found.file is None else Path(found.root), found)

    @property
    def settings(self) -> Settings:
        return self.config.settings

    def text(self, path: str) -> str:
        """The text of a file of the project; empty where there is none."""
        if path in self.sources:
            return self.sources[path].text
        return (self.content(path) or b"").decode("utf-8", "replace")

    def content(self, path: str) -> bytes | None:
        """The bytes of a file below the root."""
        if path not in self._read:
            file = self.root / path
            inside = not paths.leaves(path) and file.is_file()
            self._read[path] = file.read_bytes() if inside else None
        return self._read[path]

    def overlaid(self, contents: Contents) -> Specs:
        """The project's specs with some files changed."""

        def read(path: str) -> bytes | None:
            return contents[path] if path in contents else self.content(path)

        return Specs(self._files, read, self.settings.references)

    @cached_property
    def calls(self) -> dict[int, list[tuple[Plot, Step]]]:
        """Who calls an operation, by the operation's `id`."""
        found: dict[int, list[tuple[Plot, Step]]] = {}
        for plot in self.plots:
            for step in plot.seed.steps:
                resolution = plot.resolver.step(step)
                for operation in resolution.operations if resolution else ():
                    found.setdefault(id(operation), []).append((plot, step))
        return found

    def callers(self, operation: Operation) -> list[tuple[Plot, Step]]:
        """Every step of the project that may be calling an operation."""
        return self.calls.get(id(operation), [])

    def new(self, contents: Contents, rules: Iterable[str] = ()) -> list[Found]:
        """What linting finds with some files changed, and does not find without.

        `rules` run whether the configuration selects them or not. A finding is no new one if there
        was one with the same rule and message before, or else if one in the same line is gone.
        """
        selected = {rule.name for rule in engine.enabled(self.settings, "")}
        extra = tuple(sorted(set(rules) - selected))
        specs = {path for path in contents if path not in self.sources and not path.endswith(".md")}
        before, after = (self._of_specs if specs else self._of_seeds)(contents, extra)
        before, after = _apart(before, after, lambda found: (found.rule, found.message))
        return _apart(before, after, lambda found: (found.path, found.said))[1]

    def _of_seeds(
        self, contents: Contents, extra: tuple[str, ...]
    ) -> tuple[list[Found], list[Found]]:
        """The findings before and after, where seeds alone are changed."""
        settings = self._settings(extra)
        members = {path: self._before(path, extra)[1] for path in self.sources}
        before = list(self._whole(extra))
        after: list[Found] = []
        for path, content in contents.items():
            if path in self.sources:
                before += self._before(path, extra)[0]
                del members[path]
            if content is not None:
                source = Source.decode(path, content)
                found, members[path] = _lint(source, self.specs, settings)
                after += found
        return before, after + self._together(members, self.specs, settings)

    def _of_specs(
        self, contents: Contents, extra: tuple[str, ...]
    ) -> tuple[list[Found], list[Found]]:
        """The findings before and after in the seeds that name what is changed, and in specs."""
        settings = self._settings(extra)
        affected = frozenset(
            plot.path
            for plot in self.plots
            if plot.path in contents or plot.resolver.own_path in contents
        )
        key = affected, extra
        if key not in self._parts:
            self._parts[key] = self._all(affected, {}, settings)
        return self._parts[key], self._all(affected, contents, settings)

    def _all(self, affected: Iterable[str], contents: Contents, settings: Settings) -> list[Found]:
        specs = self.overlaid(contents)
        found: list[Found] = []
        members: dict[str, Member] = {}
        for path in sorted(affected):
            content = contents.get(path)
            source = Source.decode(path, content) if content else self.sources[path]
            own, members[path] = _lint(source, specs, settings)
            found += own
        whole = engine.lint_project(members.values(), specs, settings).diagnostics
        return found + [_found(diagnostic) for diagnostic in whole]

    def found(self, path: str) -> list[Found]:
        """What is found in a seed as it is."""
        whole = [found for found in self._whole(()) if found.path == path]
        return self._before(path, ())[0] + whole

    def _whole(self, extra: tuple[str, ...]) -> list[Found]:
        """What is found about the seeds together, as they are."""
        if extra not in self._wholes:
            members = {path: self._before(path, extra)[1] for path in self.sources}
            self._wholes[extra] = self._together(members, self.specs, self._settings(extra))
        return self._wholes[extra]

    def _before(self, path: str, extra: tuple[str, ...]) -> tuple[list[Found], Member]:
        key = path, extra
        if key not in self._linted:
            settings = self._settings(extra)
            self._linted[key] = _lint(self.sources[path], self.specs, settings)
        return self._linted[key]

    def _together(
        self, members: Mapping[str, Member], specs: Specs, settings: Settings
    ) -> list[Found]:
        settings = settings._replace(ignore=(*settings.ignore, *ABOUT_SPECS))
        outcome = engine.lint_project(members.values(), specs, settings)
        return [_found(diagnostic) for diagnostic in outcome.diagnostics]

    def _settings(self, extra: tuple[str, ...]) -> Settings:
        own = self.settings
        return own._replace(extend_select=(*own.extend_select, *extra))


def _apart(
    before: Iterable[Found], after: Iterable[Found], key: Callable[[Found], tuple[str, str]]
) -> tuple[list[Found], list[Found]]:
    """What is left of two lists when each finding is paired off with one that has the same key."""
    both = Counter(map(key, before)) & Counter(map(key, after))
    left: list[list[Found]] = []
    for found in (before, after):
        paired = both.copy()
        left.append([])
        for each in found:
            if paired[key(each)]:
                paired[key(each)] -= 1
            else:
                left[-1].append(each)
    return left[0], left[1]


def _lint(source: Source, specs: Specs, settings: Settings) -> tuple[list[Found], Member]:
    outcome = engine.lint_seed(source, specs, settings)
    return [_found(diagnostic) for diagnostic in outcome.diagnostics], outcome.member


def _found(diagnostic: Diagnostic) -> Found:
    source, finding = diagnostic.source, diagnostic.finding
    line = source.position(finding.span.start).line
    said = source.line_span(line).of(source.text).strip()
    return Found(diagnostic.rule, finding.message, source.path, line + 1, said, diagnostic.severity)
