"""The GitHub action: what it may say, and what its scripts do when a runner runs them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, LINT = ACTION["runs"]["steps"]
LOAN = "seeds/lending/post_lending_v1_loans.md"
BASH = shutil.which("bash") or pytest.skip("there is no bash", allow_module_level=True)


class Ran(NamedTuple):
    """What a step of the action gave: its exit status, what it printed, what it put out."""

    status: int
    log: str
    output: str


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout of seeds in which nothing is wrong, beside the runner's own files."""
    folder = tmp_path / "workspace"
    for name in ("seeds", "swagger"):
        shutil.copytree(ROOT / name, folder / name)
    script(tmp_path / "bin" / "seedlint", f'exec "{sys.executable}" -m seedlint "$@"')
    return folder


def script(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


def run(step: dict[str, Any], workspace: Path, **environment: str) -> Ran:
    """Run a step as a runner does: its shell, its environment, the files for what it puts out.

    Source: GitHub Docs, "Workflow syntax for GitHub Actions", `jobs.<job_id>.steps[*].shell`.
    """
    runner = workspace.parent
    output = runner / "output"
    output.touch()
    own = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "src"),
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        "RUNNER_TEMP": str(runner),
        "BIN": str(runner / "bin"),
    }
    done = subprocess.run(
        (BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]),
        cwd=workspace,
        env=own | dict.fromkeys(("PATHS", "ARGS", "SARIF_FILE"), "") | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return Ran(done.returncode, done.stdout, output.read_text(encoding="utf-8"))


def rot(workspace: Path) -> None:
    file = workspace / LOAN
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("language: cy", "language: kw"), encoding="utf-8")


def test_schema() -> None:
    """GitHub takes the file: the schema is the one that SchemaStore has for actions."""
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema")
    subprocess.run((*command, "vendor.github-actions", "action.yml"), cwd=ROOT, check=True)


@pytest.mark.parametrize("step", ACTION["runs"]["steps"], ids=lambda step: str(step["name"]))
def test_no_input_becomes_code(step: dict[str, Any]) -> None:
    """What stands in `${{ }}` in a script is pasted into it before a shell reads it."""
    assert "${{" not in step["run"]
    assert step["shell"] == "bash"


@pytest.mark.parametrize("step", ACTION["runs"]["steps"], ids=lambda step: str(step["name"]))
def test_other_actions_are_pinned(step: dict[str, Any]) -> None:
    """A tag can be moved to other code; a commit cannot."""
    assert re.fullmatch(r"|[\w./-]+@[0-9a-f]{40}", step.get("uses", ""))


def test_every_input_is_used_and_explained() -> None:
    """An input that nothing reads does nothing, and one that no page names is not found."""
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name, given in ACTION["inputs"].items():
        assert f"inputs.{name} }}}}" in str(ACTION["runs"])
        assert given["description"].endswith(".")
        assert f"| `{name}` |" in page


def test_clean(workspace: Path) -> None:
    """Where nothing is found the step succeeds."""
    assert run(LINT, workspace) == (
        0,
        "checked 14 seeds: no findings\n",
        "exit-status=0\n",
    )


def test_findings(workspace: Path) -> None:
    """A finding is an annotation and a row on the page of the job, and fails the step."""
    rot(workspace)
    ran = run(LINT, workspace, SARIF_FILE="reports/seed lint.sarif")
    assert (ran.status, ran.output) == (1, "exit-status=1\n")
    assert f"::error file={LOAN},line=53,endLine=53,col=19,endColumn=21,title=" in ran.log
    assert "invalid-property" in (workspace.parent / "summary.md").read_text(encoding="utf-8")
    assert (workspace / "reports" / "seed lint.sarif").is_file()


def test_paths_and_options(workspace: Path) -> None:
    """Paths are one a line, blanks and all; options have blanks or line breaks between them."""
    rot(workspace)
    (workspace / "seeds" / "archive").rename(workspace / "seeds" / "old archive")
    assert run(LINT, workspace, PATHS="seeds/catalogue\nseeds/lending\n").status == 1
    ran = run(
        LINT, workspace, PATHS="\nseeds/old archive\n", ARGS="--select\nvariables --no-ignores"
    )
    assert ran[:2] == (0, "checked 3 seeds: no findings\n")
    assert run(LINT, workspace, ARGS="--exit-zero").output.endswith("exit-status=0\n")


@pytest.mark.parametrize("name", ["PATHS", "ARGS", "SARIF_FILE"])
def test_no_input_is_run(workspace: Path, name: str) -> None:
    """Inputs often hold what a pull request brings: names of its files, its branch."""
    run(LINT, workspace, **{name: '$(touch owned) `touch owned`; touch owned # " && touch owned'})
    assert not (workspace / "owned").exists()


def test_a_path_is_no_option(workspace: Path) -> None:
    """A file may be called as an option is."""
    rot(workspace)
    ran = run(LINT, workspace, PATHS="--exit-zero")
    assert ran.status == 2
    assert "`--exit-zero` does not exist" in ran.log


def test_install(workspace: Path) -> None:
    """What is installed is the action's own checkout, and Python reads nothing of the other."""
    calls = workspace.parent / "calls"
    record = f'echo "$0 $*" >> "{calls}"'
    python = workspace.parent / "python"
    bin_folder = workspace.parent / "seedlint" / "bin"
    script(python, f'{record}\nmkdir -p "$4/bin"\ncp "$0" "$4/bin/python"')
    ran = run(INSTALL, workspace, PYTHON=str(python))
    assert ran == (0, "", f"bin={bin_folder}\n")
    pip = f"{bin_folder}/python -I -m pip install --quiet --disable-pip-version-check {ROOT}"
    assert calls.read_text(encoding="utf-8") == (
        f"{python} -I -m venv {workspace.parent}/seedlint\n{pip}\n"
    )
