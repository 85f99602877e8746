"""The file of a cache: what it does not take, and what it does not give back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seedlint import cachefile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> str:
    return cachefile.place(str(tmp_path))


def test_lines_come_back_for_who_has_the_key(path: str) -> None:
    cachefile.save(path, "key", ["one", "two"])
    assert cachefile.load(path, "key") == ["one", "two"]
    assert cachefile.load(path, "another") == []


def test_what_grows_too_large_is_deleted(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old file in its place would be read, and found wrong, in each run from then on."""
    cachefile.save(path, "key", ["one"])
    monkeypatch.setattr(cachefile, "MAX_SIZE", 3)
    cachefile.save(path, "key", ["four"])
    cachefile.save(path, "key", ["four"])
    monkeypatch.undo()
    assert cachefile.load(path, "key") == []


def test_what_is_too_large_is_not_read(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project may come with a file of gigabytes."""
    cachefile.save(path, "key", ["four"])
    monkeypatch.setattr(cachefile, "MAX_SIZE", 3)
    assert cachefile.load(path, "key") == []
