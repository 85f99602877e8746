"""Other linters, each on the part of the project that it understands."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.speed import floor
from benchmarks.speed.ground import ROOT
from benchmarks.speed.stopwatch import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.speed.ground import Ground


@dataclass(frozen=True, slots=True)
class Peer:
    """Another linter: where it comes from, how much less it does, and what it is given."""

    name: str
    source: str
    less: str
    arguments: Callable[[Ground, Path], Sequence[str]]

    def find(self, folders: Sequence[Path]) -> str | None:
        """Its program in some folders, or else on PATH."""
        path = os.pathsep.join([*map(os.path.abspath, folders), os.environ.get("PATH", "")])
        return shutil.which(self.name, path=path)

    def command(self, ground: Ground, program: str) -> Command:
        """What is timed; findings are what it is there for."""
        scratch = ground.scratch(f"peer_{self.name}")
        arguments = (program, *self.arguments(ground, scratch))
        quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
        return Command(arguments, ground.root, {**ground.environment, **quiet}, (0, 1))


def version(program: str) -> str:
    """What a program says its version is: the last word of it."""
    done = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False, timeout=60
    )
    words = (done.stdout or done.stderr).split()
    return next((word.lstrip("v") for word in words if word.lstrip("v")[:1].isdigit()), "?")


def _yamllint(ground: Ground, scratch: Path) -> list[str]:
    for name, frontmatter, blocks in _yaml(ground):
        for number, text in enumerate([frontmatter, *blocks]):
            (scratch / f"{name}_{number}.yaml").write_text(text, encoding="utf-8")
    return ["--no-warnings", str(scratch)]


def _check_jsonschema(ground: Ground, scratch: Path) -> list[str]:
    for name, frontmatter, _ in _yaml(ground):
        (scratch / f"{name}.yaml").write_text(frontmatter, encoding="utf-8")
    schema = ROOT / "schemas" / "frontmatter.schema.json"
    return ["--schemafile", str(schema), *map(str, sorted(scratch.iterdir()))]


def _markdownlint(ground: Ground, scratch: Path) -> list[str]:
    return [f"{ground.home}/**/*.md"]


def _redocly(ground: Ground, scratch: Path) -> list[str]:
    return ["lint", *ground.specs]


def _spectral(ground: Ground, scratch: Path) -> list[str]:
    rules = scratch / "ruleset.yaml"
    rules.write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
    return ["lint", "--ruleset", str(rules), *ground.specs]


def _yaml(ground: Ground) -> Iterator[tuple[str, str, list[str]]]:
    for number, seed in enumerate(ground.seeds):
        text = (ground.root / seed).read_text("utf-8", "replace")
        yield f"seed_{number}", *floor.yaml_of(text)


PEERS = (
    Peer(
        "yamllint",
        "PyPI",
        "the YAML of the seeds, cut out for it: whether it parses, and how it is laid out; not what"
        " a key means",
        _yamllint,
    ),
    Peer(
        "check-jsonschema",
        "PyPI",
        "the frontmatter alone, cut out for it, held against the same schema; no steps, no spec",
        _check_jsonschema,
    ),
    Peer(
        "markdownlint-cli2",
        "npm",
        "the seeds as prose: headings, blank lines, lists; their YAML is text to it",
        _markdownlint,
    ),
    Peer(
        "redocly",
        "npm: @redocly/cli",
        "the specs that the seeds name, with its recommended rules; no seed",
        _redocly,
    ),
    Peer(
        "spectral",
        "npm: @stoplight/spectral-cli",
        "the same, with the rules of `spectral:oas`",
        _spectral,
    ),
)
