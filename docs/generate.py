#!/usr/bin/env python3
"""Write the generated parts of the documentation; with `--check`, only say which are stale."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs import published, rule_pages, screens, tables

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent


def pages() -> dict[Path, Callable[[], str]]:
    """Every file that is generated, or in part, with what makes its content."""
    of_rules = rule_pages.pages()
    written = {path for path in (ROOT / "README.md", *FOLDER.glob("*.md")) if path not in of_rules}
    of_people = {path: partial(renewed, path) for path in sorted(written)}
    return {**of_rules, **of_people, **published.files()}


def renewed(path: Path) -> str:
    """A page that people write, with its tables and screens as they are today."""
    return screens.play(tables.fill(path.read_text(encoding="utf-8")))


def left_over() -> set[Path]:
    """Pages of rules and groups that are gone, and renderings of schemas that are."""
    present = {*(FOLDER / "rules").glob("*.md"), *published.DRAFT_07.glob("*.json")}
    return present - pages().keys()


def main(check: bool) -> int:
    """Write what is stale, or (`check`) name it and return 1."""
    wanted = {path: make() for path, make in pages().items()}
    stale = [p for p, text in wanted.items() if not p.is_file() or p.read_text("utf-8") != text]
    gone = left_over()
    for path in sorted((*stale, *gone)):
        print(f"{path.relative_to(ROOT)}{' is stale' if check else ''}")
    if not check:
        for path in stale:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        for path in gone:
            path.unlink()
    elif stale or gone:
        print("run `python docs/generate.py`")
    return int(check and bool(stale or gone))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
