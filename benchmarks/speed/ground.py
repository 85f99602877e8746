"""Temporary copies: seedlint as it is when installed, and a project to lint, once or many times."""

from __future__ import annotations

import compileall
import json
import os
import shutil
import sys
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed import floor
from benchmarks.speed.stopwatch import Command, output

if TYPE_CHECKING:
    from benchmarks.speed.stopwatch import Turns

ROOT = Path(__file__).parents[2]
"""The project whose own samples are linted where no other one is named."""

HERE = Path(__file__).parent

_SCRIPT = """\
from seedlint.cli import command_line
if __name__ == "__main__":
    command_line()
"""
_NOT_COPIED = shutil.ignore_patterns(".*", "node_modules", "__pycache__")


class UnmeasuredError(Exception):
    """Why something cannot be measured here, in a few words."""


class Ground:
    """A project in a temporary folder, and the commands that are timed in it."""

    def __init__(self, folder: Path, corpus: Path | None = None, config: Path | None = None):
        self._folder = folder
        self._config = ("--config", os.path.abspath(config)) if config else ()
        self.environment = _environment(folder / "lib")
        _install(folder / "lib")
        self.root = folder / "once"
        if corpus:
            shutil.copytree(corpus, self.root, ignore=_NOT_COPIED)
        else:
            for name in ("seeds", "swagger"):
                shutil.copytree(ROOT / name, self.root / name)
        self.copied = cache(self._copied)

    @cached_property
    def seeds(self) -> tuple[str, ...]:
        """The project's seeds, by their paths from its root."""
        return self._seeds_below(self.root)

    @cached_property
    def home(self) -> str:
        """The folder that holds all seeds."""
        return os.path.commonpath([os.path.dirname(seed) for seed in self.seeds]) or "."

    @cached_property
    def specs(self) -> tuple[str, ...]:
        """The specs that the seeds name, by their paths from the root."""
        texts = ((self.root / seed).read_text("utf-8", "replace") for seed in self.seeds)
        named = {floor.spec_of(floor.yaml_of(text)[0]) for text in texts}
        return tuple(sorted(path for path in named if (self.root / path).is_file()))

    @cached_property
    def invalid_specs(self) -> tuple[str, ...]:
        """The specs that `invalid-spec` finds something in."""
        lint = self.cold("--select", "invalid-spec", "--output-format", "json")
        findings = json.loads(output(lint))["findings"]
        return tuple(sorted({finding["path"] for finding in findings}))

    def cold(self, *options: str, root: Path | None = None, seed: str | None = None) -> Command:
        """Lint all seeds, or one, with nothing remembered."""
        return self._lint(*self._no_cache, *options, root=root, path=seed)

    def alone(self, root: Path) -> Command:
        """Lint all seeds of another project that has no configuration, with nothing remembered."""
        return self.cli("check", "--isolated", *self._no_cache, root=root)

    def warm(self, *options: str, root: Path | None = None) -> Command:
        """Lint all seeds with a cache of its own, which the first run fills."""
        if "--cache-dir" not in self._help:
            raise UnmeasuredError("no cache yet")
        made = sum(1 for _ in self._folder.glob("cache*"))
        folder = self._folder / f"cache{made}"
        folder.mkdir()
        return self._lint("--cache-dir", str(folder), *options, root=root)

    def floor(self, *, root: Path | None = None, seed: str | None = None) -> Command:
        """The floor of all seeds, or of one."""
        script = str(HERE / "floor.py")
        return self.python(script, ".", seed or self.home, root=root)

    def inside(self, what: str) -> Command:
        """Measure something within one process, which is not this one."""
        return self.python(str(HERE / "inside.py"), what, self.home, *self._config[1:])

    def cli(self, *arguments: str, root: Path | None = None) -> Command:
        """`seedlint` with some arguments."""
        script = str(self._folder / "lib" / "run_seedlint.py")
        return self.python(script, *arguments, root=root, good=(0, 1))

    def python(
        self, *arguments: str, root: Path | None = None, good: tuple[int, ...] = (0,)
    ) -> Command:
        """The interpreter itself; a shim in front of it may cost more than all that is measured."""
        return Command((sys.executable, *arguments), root or self.root, self.environment, good)

    def scratch(self, name: str) -> Path:
        """A new folder."""
        folder = self._folder / name
        folder.mkdir()
        return folder

    def _copied(self, times: int) -> Path:
        """The project with each seed several times, below a folder for each time."""
        root = self._folder / f"{times}x"
        shutil.copytree(self.root, root)
        for seed in self.seeds:
            inner = os.path.relpath(seed, self.home)
            for number in range(times):
                copy = root / self.home / f"copy_{number + 1}" / inner
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.root / seed, copy)
            (root / seed).unlink()
        if len(self._seeds_below(root)) != times * len(self.seeds):
            raise UnmeasuredError("the configuration does not mean copies of its seeds")
        return root

    def _seeds_below(self, root: Path) -> tuple[str, ...]:
        shown = output(self.cli("check", *self._config, "--show-files", root=root))
        return tuple(shown.splitlines())

    def _lint(self, *options: str, root: Path | None = None, path: str | None = None) -> Command:
        return self.cli("check", *self._config, *options, path or self.home, root=root)

    @cached_property
    def _no_cache(self) -> tuple[str, ...]:
        return ("--no-cache",) if "--no-cache" in self._help else ()

    @cached_property
    def _help(self) -> str:
        return output(self.cli("check", "--help"))


def each(command: Command) -> Turns:
    """The same command in every turn."""
    return lambda turn: command


def _install(folder: Path) -> None:
    """Put down seedlint as its wheel would: in bytecode, its schemas with it."""
    found = find_spec("seedlint")
    if found is None or found.origin is None:
        raise UnmeasuredError("seedlint is not installed")
    package = Path(found.origin).parent
    shutil.copytree(package, folder / "seedlint", ignore=_NOT_COPIED)
    if not (folder / "seedlint" / "schemas").is_dir():
        shutil.copytree(package.parents[1] / "schemas", folder / "seedlint" / "schemas")
    (folder / "run_seedlint.py").write_text(_SCRIPT, encoding="utf-8")
    compileall.compile_dir(folder, quiet=1)


def _environment(library: Path) -> dict[str, str]:
    """A user's environment, whatever the one is in which this runs."""
    odd = ("PYTHON", "SEEDLINT", "GITHUB", "REDOCLY")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(odd)}
    return {**kept, "PYTHONPATH": str(library)}
