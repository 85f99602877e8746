"""The recipes of the documentation are right for those who read them, and do what they say."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from seedlint import __version__
from seedlint.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
_RECIPE = re.compile(r"^```yaml\n# (\S+\.ya?ml)\n(.*?)^```$", re.M | re.S)


class Recipe(NamedTuple):
    """A file that a page tells its readers to write."""

    page: str
    path: str
    text: str

    @property
    def data(self) -> Any:
        return yaml.safe_load(self.text)


def _recipes() -> Iterator[Recipe]:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for path, text in _RECIPE.findall(page.read_text(encoding="utf-8")):
            yield Recipe(page.name, path, text)


RECIPES = [*_recipes()]
KINDS = {
    ".github/workflows": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    ".pre-commit-config.yaml": None,
}


def kind(recipe: Recipe) -> str:
    return next(kind for kind in KINDS if recipe.path.startswith(kind))


def recipes(path: str) -> list[Recipe]:
    return [recipe for recipe in RECIPES if kind(recipe) == path]


def test_both_pages_have_all_kinds() -> None:
    """A test of recipes that finds none proves nothing."""
    for page in ("README.md", "ci.md"):
        assert {kind(recipe) for recipe in RECIPES if recipe.page == page} == KINDS.keys()


@pytest.mark.parametrize("path", [path for path, schema in KINDS.items() if schema])
def test_schema(path: str, tmp_path: Path) -> None:
    """The schemas are those that SchemaStore and GitLab publish."""
    files = []
    for number, recipe in enumerate(recipes(path)):
        files.append(tmp_path / f"{number}.yml")
        files[-1].write_text(recipe.text, encoding="utf-8")
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", str(KINDS[path]))
    subprocess.run((*command, *files), check=True)


def test_hooks(tmp_path: Path) -> None:
    """pre-commit takes the hooks, and the recipes that use them."""
    command = (sys.executable, "-m", "pre_commit")
    subprocess.run((*command, "validate-manifest", HOOKS), check=True)
    known = {hook["id"] for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
    for number, recipe in enumerate(recipes(".pre-commit-config.yaml")):
        file = tmp_path / f"{number}.yaml"
        file.write_text(recipe.text, encoding="utf-8")
        subprocess.run((*command, "validate-config", file), check=True)
        (repo,) = recipe.data["repos"]
        assert {hook["id"] for hook in repo["hooks"]} == known
        assert repo["rev"] == f"v{__version__}"


def test_action() -> None:
    """A workflow gives the action of this version the inputs that it has."""
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    uses = [
        step
        for recipe in recipes(".github/workflows")
        for job in recipe.data["jobs"].values()
        for step in job["steps"]
        if "seedlint/seedlint" in str(step)
    ]
    assert uses
    for step in uses:
        assert f"seedlint/seedlint@v{__version__}" in step.get("uses", step.get("run"))
        assert set(step.get("with", ())) <= set(inputs)


def _commands() -> Iterator[str]:
    for recipe in recipes(".gitlab-ci.yml"):
        yield from recipe.data["seedlint"]["script"]
    for recipe in recipes(".github/workflows"):
        for step in recipe.data["jobs"]["seedlint"]["steps"]:
            if step.get("run", "").startswith("seedlint"):
                yield step["run"]


@pytest.mark.parametrize("command", sorted(set(_commands())))
def test_commands(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a recipe runs is a command that there is, and writes the reports that it names."""
    for name in ("seeds", "swagger"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    program, *args = shlex.split(command)
    assert (program, main(args)) == ("seedlint", 0)
    for name in re.findall(r"=(\S+\.\w+)", command):
        assert (tmp_path / name).is_file()
