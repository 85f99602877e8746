"""What users write as a glob means what they expect, and no path leads out of the root unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint import paths

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("glob", "meant", "others"),
    [
        ("seeds/**/*.md", ["seeds/a.md", "seeds/x/y/a.md"], ["seeds/a.txt", "x/seeds/a.md"]),
        ("**/TEMPLATE.md", ["TEMPLATE.md", "a/b/TEMPLATE.md"], ["aTEMPLATE.md"]),
        ("seeds/legacy", ["seeds/legacy", "seeds/legacy/a/b.md"], ["seeds/legacy2/a.md"]),
        ("seeds/legacy/**", ["seeds/legacy/a/b.md"], ["seeds/legacy", "seeds/legacyx"]),
        ("./seeds/", ["seeds", "seeds/a.md"], ["a/seeds"]),
        (".", ["a", "a/b"], []),
        ("**", ["a", "a/b"], []),
        ("a/*/c", ["a/b/c", "a/b/c/d"], ["a/c", "a/b/b/c"]),
        ("a/**/**/b", ["a/b", "a/x/y/b"], ["ab"]),
        ("*.md", ["a.md"], ["x/a.md", "amd"]),
        ("?.md", ["a.md", "é.md"], ["ab.md", ".md"]),
        ("[ab-d^]x", ["ax", "cx", "^x"], ["ex", "-x"]),
        ("[!a]x", ["bx"], ["ax", "/x"]),
        ("[]]", ["]"], ["["]),
        ("a[", ["a["], ["a"]),
        ("a+(b).md", ["a+(b).md"], ["aab.md"]),
    ],
)
def test_a_glob_means(glob: str, meant: list[str], others: list[str]) -> None:
    assert [path for path in meant if not paths.matches(path, glob)] == []
    assert [path for path in others if paths.matches(path, glob)] == []


@given(glob=st.text("ab*?[]!^-/.\\", max_size=12), path=st.text("ab[]!^-/.\\", max_size=12))
def test_any_glob_can_be_asked_and_lies_in_its_base(glob: str, path: str) -> None:
    """A malformed glob is text; what it matches is always below `base`."""
    base = paths.base(glob)
    if paths.matches(path, glob):
        assert path.startswith(base)


@pytest.mark.parametrize(
    ("glob", "base"),
    [
        ("seeds/**/*.md", "seeds"),
        ("**/x.json", ""),
        ("swagger/api.json", "swagger/api.json"),
        ("./a/b/", "a/b"),
        ("a*/b", ""),
        (".", ""),
    ],
)
def test_the_base_of_a_glob(glob: str, base: str) -> None:
    assert paths.base(glob) == base


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "C:\\x", "c:/x", "..\\x", "..", "~/x"])
def test_a_path_that_leaves_the_root(path: str) -> None:
    assert paths.leaves(path)


@pytest.mark.parametrize("path", ["x", "a/../b", "./x", "...", "..x", "~x", ""])
def test_a_path_that_stays_in_the_root(path: str) -> None:
    assert not paths.leaves(path)
    assert not paths.is_local(path)


def test_a_path_that_only_windows_reads() -> None:
    """It stays in the root, and no other system finds it."""
    assert not paths.leaves("swagger\\x.json")
    assert paths.is_local("swagger\\x.json")
    assert paths.is_local("/x")


def test_paths_are_shown_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert paths.shown(tmp_path / "here" / "a" / "b.md") == "a/b.md"
    assert paths.shown(tmp_path / "c.md") == "../c.md"
    assert paths.within(str(tmp_path / "here" / "a.md"), str(tmp_path)) == "here/a.md"
    assert paths.within(str(tmp_path / "c.md"), str(tmp_path / "here")) is None
    assert paths.within(str(tmp_path / "..c.md"), str(tmp_path)) == "..c.md"
