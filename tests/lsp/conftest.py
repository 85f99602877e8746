"""One server for all tests in an encoding; each test has a project of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from lsp.editor import Editor, write
from samples import SPECS
from seedlint.source import Encoding

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest_asyncio.fixture(
    scope="session",
    loop_scope="session",
    params=[(Encoding.UTF16, False), (Encoding.UTF8, True)],
    ids=["utf-16 told", "utf-8 asking"],
)
async def editor(request: pytest.FixtureRequest) -> AsyncIterator[Editor]:
    """An editor that counts in UTF-16 and is told, and one that counts in UTF-8 and asks."""
    encoding, pulls = request.param
    editor = await Editor.start(encoding, pulls=pulls, options={"inlayHints": True})
    yield editor
    await editor.stop()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the samples' specs, and no seed on disk."""
    return write(
        tmp_path / "project", [("seedlint.toml", 'seeds = ["seeds/**/*.md"]\n'), *SPECS.items()]
    )
