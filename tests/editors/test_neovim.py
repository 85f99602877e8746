"""A real editor does it: Neovim, set up as the documentation has it, mends a broken seed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from samples import ROOT, SEEDS

NEOVIM = shutil.which("nvim") or pytest.skip("there is no Neovim", allow_module_level=True)
SCRIPT = Path(__file__).with_name("neovim.lua")
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
SEED = "seeds/lending/post_lending_v1_loans.md"

BREAKS = {
    "steps:\n  - id: find_copy": "steps:\n"
    '  - {id: "é✅😀", method: GET, path: /catalogue/v1/copies, expect: {status: 200}}\n'
    "  - id: find_copy",
    '"{{copy_uid}}"\n        reader_uid: "{{client_uid}}"\n        due_on': '"é✅😀-{{copy_id}}"\n'
    '        reader_uid: "{{client_uid}}"\n        due_on',
    '"{{copy_uid}}"': '"é✅😀-{{copy_uid}}"',
}
MENDS = {
    "status: 200}": "status: [200]}",
    'copy_uid: "$.': 'shelf_copy: "$.',
    "{{copy_uid}}": "{{shelf_copy}}",
}


def changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


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
    for name in ("seeds", "swagger"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "seedlint.toml").write_text('select = ["default", "bare-status"]', encoding="utf-8")
    (folder / SEED).write_text(changed(SEEDS[SEED], BREAKS), encoding="utf-8")
    (tmp_path / "init.lua").write_text(configuration(), encoding="utf-8")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "seedlint"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seedlint "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


def neovim(project: Path, **environment: str) -> dict[str, Any]:
    """What Neovim shows while the script edits the seed."""
    home = project.parent
    own = {
        "HOME": str(home),
        **{f"XDG_{name}_HOME": str(home) for name in ("CACHE", "CONFIG", "DATA", "STATE")},
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "SEED": SEED,
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
    text = (project / SEED).read_text(encoding="utf-8")
    use = text[: text.index("{{copy_uid}}")].count("\n") + 1
    shown = neovim(
        project,
        ACTION="write it as a list",
        USE=str(use),
        VARIABLE="copy_uid}}",
        NAME="shelf_copy",
    )
    status = {"line": 26, "code": "bare-status", "text": "200"}
    variable = {"line": 49, "code": "undefined-variable", "text": "{{copy_id}}"}
    assert shown["broken"] == [status, variable]
    assert shown["fixed"] == shown["renamed"] == [variable]
    assert (project / SEED).read_text(encoding="utf-8") == changed(text, MENDS)
