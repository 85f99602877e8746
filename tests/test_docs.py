"""The generated pages are those that the rules' docstrings make today."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PAGES: Callable[[], dict[Path, str]] = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]
WANTED = PAGES()


@pytest.mark.parametrize("path", WANTED, ids=lambda path: str(path.relative_to(ROOT)))
def test_page_is_current(path: Path) -> None:
    """A stale page shows output that nobody gets."""
    current = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert current == WANTED[path], "run `python docs/generate.py`"


def test_no_page_is_left_over() -> None:
    """A page whose rule is gone explains what cannot happen."""
    assert set((ROOT / "docs" / "rules").glob("*.md")) <= WANTED.keys()
