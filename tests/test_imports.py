"""A run imports what it needs, and nothing that would cost more than the run itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ast import literal_eval
from typing import TYPE_CHECKING

import pytest

from samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROBE = """
import sys

chains = {}

class Probe:
    def find_spec(self, name, path=None, target=None):
        frame, chain = sys._getframe(1), [name]
        while frame is not None:
            importer = frame.f_globals["__name__"]
            if not importer.startswith(("importlib", "_frozen", chain[-1])):
                chain.append(importer)
            frame = frame.f_back
        chains.setdefault(name, chain)

sys.meta_path.insert(0, Probe())
from seedlint.cli import main
status = main(sys.argv[1:])
print()
print({name: chain for name, chain in chains.items() if name in sys.modules})
sys.exit(status)
"""

NEVER = (
    "importlib.metadata", "jsonschema", "openapi_spec_validator", "rich", "pygls", "watchfiles",
    "http", "ssl", "urllib.request",
    "seedlint.examples", "seedlint.rewrite", "seedlint.cli.watch",
)  # fmt: skip
"""What no clean run needs."""

NATIVE = ("jsonschema_rs", "email", "random", "socket", "tempfile", "zipfile")
"""What only `invalid-spec` needs: the native engine, and what it imports itself."""

RARE = (
    "_hashlib", "hashlib", "seedlint.cache", "seedlint.cachefile", "seedlint.replay",
    "copy", "frontmatter", "unicodedata", "urllib",
)  # fmt: skip
"""What some seeds need, and hashes, for which a run without a cache has no use."""

RULES = ("seedlint.project", "seedlint.config", "seedlint.rules", "seedlint.report", "yaml", "json")
"""What is needed only where something is linted."""


def imports(folder: Path, *args: str) -> dict[str, list[str]]:
    """The modules that a run imports, each with the chain of those that wanted it."""
    for name in ("seeds", "swagger"):
        shutil.copytree(ROOT / name, folder / name)
    paths = os.pathsep.join(sys.path)
    run = subprocess.run(
        [sys.executable, "-c", PROBE, *args],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )
    assert (run.returncode, run.stderr) == (0, "")
    found: dict[str, list[str]] = literal_eval(run.stdout.splitlines()[-1])
    return found


def chains(found: dict[str, list[str]], *packages: str) -> list[str]:
    """How those of some packages that were imported came in."""
    return [
        " imported by ".join(chain)
        for name, chain in found.items()
        for package in packages
        if f"{name}.".startswith(f"{package}.") and not f"{chain[1]}.".startswith(f"{package}.")
    ]


def forbid(found: dict[str, list[str]], *packages: str) -> None:
    """Fail with the chain that pulled a package in, if one did."""
    if unwanted := chains(found, *packages):
        pytest.fail("\n".join(unwanted), pytrace=False)


@pytest.mark.parametrize("args", [["--version"], ["--help"]])
def test_what_lints_nothing_imports_nothing(args: list[str], tmp_path: Path) -> None:
    """Whoever asks for the version waits for the command line alone."""
    forbid(imports(tmp_path, *args), *NEVER, *NATIVE, *RULES, "seedlint.cli.check")


@pytest.mark.parametrize("format_", ["full", "concise", "grouped"])
def test_a_clean_run_imports_nothing_heavy(format_: str, tmp_path: Path) -> None:
    """Each of these takes longer to import than a hundred seeds take to lint."""
    forbid(imports(tmp_path, "seeds", "--output-format", format_), *NEVER, "click")


def test_a_seed_imports_nothing_that_it_has_no_use_for(tmp_path: Path) -> None:
    """A hook lints one seed, and to import what lints takes three quarters of its time."""
    found = imports(tmp_path, "seeds", "--no-cache", "--ignore", "invalid-spec")
    forbid(found, *RARE)


def test_seeds_need_no_engine(tmp_path: Path) -> None:
    """The native engine is for specs; seeds are held against the vocabulary without one."""
    found = imports(tmp_path, "seeds", "--select", "all", "--ignore", "invalid-spec")
    forbid(found, *NEVER, *NATIVE)


def test_a_wrong_seed_needs_no_engine(tmp_path: Path) -> None:
    """One seed in three is wrong somewhere, so it must not cost more to say so."""
    (tmp_path / "a.md").write_text(
        "---\nendpoint: GET loans\nstatus: odd\n---\n\n## Test Request\n\n"
        "```yaml\nsteps:\n  - id: list\n    method: get\n    expect: {status: [20]}\n```\n",
        encoding="utf-8",
    )
    found = imports(tmp_path, "a.md", "--exit-zero", "--ignore", "invalid-spec")
    forbid(found, "jsonschema", "jsonschema_rs")


def test_a_wrong_spec_needs_no_second_engine(tmp_path: Path) -> None:
    """The native engine explains what it finds: jsonschema takes longer to import than to lint."""
    (tmp_path / "api.json").write_text('{"swagger": "2.0", "info": {}, "paths": {}}', "utf-8")
    (tmp_path / "a.md").write_text(
        "---\nendpoint: GET /loans\nswagger: api.json\n---\n\n```yaml\nsteps: []\n```\n", "utf-8"
    )
    found = imports(tmp_path, "a.md", "--exit-zero", "--select", "invalid-spec")
    assert "jsonschema_rs" in found
    forbid(found, "jsonschema")


def test_the_chain_is_told(tmp_path: Path) -> None:
    """Whoever breaks the budget learns which import did it."""
    found = imports(tmp_path, "seeds", "--ignore", "invalid-spec")
    [chain] = chains(found, "yaml")
    assert chain.startswith("yaml imported by seedlint.")
    assert chain.endswith(" imported by seedlint.cli imported by __main__")
