"""The JSON Schemas as the site serves them: the vocabulary, and beside it its draft-07."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seedlint import draft_07

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parents[1] / "schemas"
DRAFT_07 = FOLDER / "draft-07"


def files() -> dict[Path, Callable[[], str]]:
    """Every file that is generated, with what makes its content."""
    return {
        DRAFT_07 / path.name: partial(_rendered, path) for path in sorted(FOLDER.glob("*.json"))
    }


def _rendered(path: Path) -> str:
    rendered = draft_07.render(json.loads(path.read_text(encoding="utf-8")))
    return json.dumps(rendered, indent=2, ensure_ascii=False) + "\n"
