"""A shell completes commands, options, rules, formats and paths."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seedlint.cli import main
from seedlint.cli.completion import SHELLS
from seedlint.rules import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence


def completed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
              *words: str) -> list[str]:  # fmt: skip
    """What is offered for the last of some words, each with its kind."""
    monkeypatch.setenv("_SEEDLINT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(("seedlint", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    assert main([]) == 0
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["exp"], ["file,exp", "plain,explain"]),
        (["--sel"], ["plain,--select"]),
        (["seeds", "--fail"], ["plain,--fail-on"]),
        (["--fail-on", "e"], ["plain,error"]),
        (["check", "--select", "bare"], ["plain,bare-status"]),
        (["--ignore", "shape,bare"], ["plain,shape,bare-status"]),
        (["explain", "unused-e"], ["plain,unused-extract"]),
        (["--output-format", "conc"], ["plain,concise"]),
        (["--output-format", "json=ou"], ["file,json=ou"]),
        (["schema", "s"], ["plain,steps"]),
        (["seeds/le"], ["file,seeds/le"]),
        (["check", "seeds/le"], ["file,seeds/le"]),
    ],
)
def test_completion(
    words: Sequence[str],
    offered: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also where `check` is left out."""
    assert completed(monkeypatch, capsys, *words) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    out, err = capsys.readouterr()
    assert f"_SEEDLINT_COMPLETE={shell}_complete" in out
    assert err == "" or not shutil.which(shell)  # whose version click would like to know


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_itself(tmp_path: Path) -> None:
    """The script does in a real bash what it is for."""
    command = tmp_path / "seedlint"
    source = Path(__file__).parents[1] / "src"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -W error -m seedlint "$@"\n'
    )
    command.chmod(0o755)
    script = """
eval "$(seedlint completion bash)"
COMP_WORDS=(seedlint --select unused-) COMP_CWORD=2
_seedlint_completion seedlint
echo "${COMPREPLY[*]}"
"""
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        check=True,
    )
    assert ran.stdout.split() == [name for name in BY_NAME if name.startswith("unused-")]
