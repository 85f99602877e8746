"""A real editor does it: Neovim, set up as the documentation has it, mends a broken seed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import broken
from samples import ROOT

NEOVIM = shutil.which("nvim") or pytest.skip("there is no Neovim", allow_module_level=True)
SCRIPT = Path(__file__).with_name("neovim.lua")
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")


def configuration() -> str:
    """The page's configuration for the Neovim that is here: one is for 0.11 and newer."""
    newer, older = re.findall(r"^```lua\n(.*?)^```", PAGE, re.M | re.S)
    said = subprocess.run((NEOVIM, "--version"), capture_output=True, encoding="utf-8", check=True)
    found = re.match(r"NVIM v(\d+)\.(\d+)", said.stdout)
    assert found
    return str(newer if tuple(map(int, found.groups())) >= (0, 11) else older)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample seeds, one of them broken, and beside them a home for Neovim and `seedlint`."""
    folder = tmp_path / "project"
    broken.write(folder)
    broken.install(tmp_path / "bin")
    (tmp_path / "init.lua").write_text(configuration(), encoding="utf-8")
    return folder


def neovim(project: Path, **environment: str) -> dict[str, Any]:
    """What Neovim shows while the script edits the seed."""
    home = project.parent
    own = {
        "HOME": str(home),
        **{f"XDG_{name}_HOME": str(home) for name in ("CACHE", "CONFIG", "DATA", "STATE")},
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "SEED": broken.SEED,
        "SHOWN": str(home / "shown.json"),
    }
    done = subprocess.run(
        (NEOVIM, "--headless", "-n", "-i", "NONE", "-u", home / "init.lua", "-S", SCRIPT),
        cwd=project,
        env=os.environ | own | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown: dict[str, Any] = json.loads((home / "shown.json").read_text(encoding="utf-8"))
    return shown


def test_a_broken_seed(project: Path) -> None:
    """Places are right behind characters of two, three and four bytes."""
    text = (project / broken.SEED).read_text(encoding="utf-8")
    use = text[: text.index("{{copy_uid}}")].count("\n") + 1
    shown = neovim(
        project,
        ACTION=broken.FIX,
        USE=str(use),
        VARIABLE="copy_uid}}",
        NAME=broken.NAME,
    )
    status = {"line": 26, "code": "bare-status", "text": "200"}
    variable = {"line": 49, "code": "undefined-variable", "text": "{{copy_id}}"}
    assert shown["broken"] == [status, variable]
    assert shown["fixed"] == shown["renamed"] == [variable]
    assert (project / broken.SEED).read_text(encoding="utf-8") == broken.mended(text)
