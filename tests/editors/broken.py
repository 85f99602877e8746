"""A sample seed that is broken, for editors to mend; places lie behind `é`, `✅` and `😀`."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from samples import ROOT, SEEDS

if TYPE_CHECKING:
    from pathlib import Path

SEED = "seeds/lending/post_lending_v1_loans.md"
FIX = "write it as a list"
NAME = "shelf_copy"
"""What the variable `copy_uid` is to be called."""

_BREAKS = {
    "steps:\n  - id: find_copy": "steps:\n"
    '  - {id: "é✅😀", method: GET, path: /catalogue/v1/copies, expect: {status: 200}}\n'
    "  - id: find_copy",
    '"{{copy_uid}}"\n        reader_uid: "{{client_uid}}"\n        due_on': '"é✅😀-{{copy_id}}"\n'
    '        reader_uid: "{{client_uid}}"\n        due_on',
    '"{{copy_uid}}"': '"é✅😀-{{copy_uid}}"',
}
_MENDS = {
    "status: 200}": "status: [200]}",
    'copy_uid: "$.': f'{NAME}: "$.',
    "{{copy_uid}}": f"{{{{{NAME}}}}}",
}


def write(folder: Path) -> None:
    """Write a project of the samples in which one seed is broken."""
    for name in ("seeds", "swagger"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "seedlint.toml").write_text('select = ["default", "bare-status"]', encoding="utf-8")
    (folder / SEED).write_text(_changed(SEEDS[SEED], _BREAKS), encoding="utf-8")


def mended(text: str) -> str:
    """The seed once the fix is applied and the variable has its new name."""
    return _changed(text, _MENDS)


def install(folder: Path) -> None:
    """Put a `seedlint` into a folder that runs the one that is being tested."""
    folder.mkdir(parents=True)
    script = folder / "seedlint"
    source = ROOT / "src"
    script.write_text(
        f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -m seedlint "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)


def _changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
