"""The tools from npm that the tests here drive; where they are not installed, a test is skipped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "node_modules"
NODE = shutil.which("node") or ""


def script(package: str, file: str) -> tuple[str, str]:
    """The command that runs a file of a package."""
    path = FOLDER / package / file
    if not NODE or not path.is_file():
        pytest.skip(f"{package} is not here; `npm ci --prefix tests/editors` installs it")
    return NODE, str(path)
