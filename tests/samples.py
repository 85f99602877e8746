"""The project's own seeds and specs, and what becomes of them under careless hands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]


def _files(folder: str) -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / folder).rglob("*.*"))
    }


SEEDS = _files("seeds")
SPECS = _files("swagger")

PIECES = (
    *"\n\t\r\"'`~|>-:,#*&!?%@\\{}[]()$.\0é✅😀",
    "  ", "\r\n", "\n\n", "\u00a0", "\u2028", "\x85", "\ufeff", "\ufffd", "\ud800",
    "{{", "}}", "{{client_uid}}", "{{ client_uid | slice: -4 }}", "{uid}", "$.", "[0]", "||",
    "- ", ": ", "? ", "<<: *a", "&a ", "*a", "!!str ", "!!map ", "---\n", "...\n", "%YAML 1.1\n",
    "null", "~", "[]", "{}", "0x1F", "1e999", "9" * 5000, ".nan", "true", "2026-01-01", "GET /",
    "```", "```yaml\n", "~~~", "# ", "## ", "## Test Request\n", "> ", "| a |\n|---|\n", "<!--",
    "-->", "<div>", "# seedlint: ignore[unused-extract]", "<!-- seedlint: ignore[a] -->",
    "# seedlint: ignore-file[", "steps:\n", "endpoint: ", "swagger: ", "$ref", '"$ref": "#/paths"',
    '"oneOf": [', '"allOf": [{}],', '"type": ["null"],',
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, texts: Sequence[str], most: int = 4) -> str:
    """One of some texts with a few characters and lines deleted, doubled, moved or put in."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, most))):
        start = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from(("insert", "delete", "double", "drop line", "move line")))
        if kind == "insert":
            text = text[:start] + draw(st.sampled_from(PIECES)) + text[start:]
            continue
        end = min(len(text), start + draw(st.sampled_from((1, 2, 5, 80))))
        if kind.endswith("line"):
            start = text.rfind("\n", 0, start) + 1
            end = text.find("\n", start) + 1 or len(text)
        part = text[start:end]
        rest = text if kind == "double" else text[:start] + text[end:]
        if kind in ("double", "move line"):
            start = draw(st.integers(0, len(rest))) if kind == "move line" else start
            start = rest.rfind("\n", 0, start) + 1 if kind == "move line" else start
            rest = rest[:start] + part + rest[start:]
        text = rest
    return text
