"""What users write as a glob means what they expect, and no path leads out of the root unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint import paths

if TYPE_CHECKING:
    from collections.abc import Sequence
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


@given(
    names=st.lists(st.just("**") | st.text("ab*?", min_size=1, max_size=5), min_size=1, max_size=6),
    path=st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=6),
)
def test_a_glob_means_what_trying_everything_finds(names: list[str], path: list[str]) -> None:
    """However it is compiled; what lies in a folder that it means, it means as well."""
    ends = [len(path)] if names[-1] == "**" else range(1, len(path) + 1)
    tried = any(tries(path[:end], names) for end in ends)
    assert paths.matches("/".join(path), "/".join(names)) is tried


def tries(given: Sequence[str], names: Sequence[str]) -> bool:
    """Whether some names are what those of a glob mean, each of them; `**` at the end is some."""
    if not names:
        return not given
    if names[0] == "**":
        rest = names[1:]
        return any(tries(given[skip:], rest) for skip in range(not rest, len(given) + 1))
    return bool(given) and fits(given[0], names[0]) and tries(given[1:], names[1:])


def fits(name: str, wanted: str) -> bool:
    if not wanted:
        return not name
    if wanted[0] == "*":
        return any(fits(name[skip:], wanted[1:]) for skip in range(len(name) + 1))
    return name != "" and wanted[0] in ("?", name[0]) and fits(name[1:], wanted[1:])


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("*a" * 40 + "b", "a" * 250),
        ("**/a/" * 20 + "b", "a/" * 1000),
        ("**/*/" * 20 + "b", "a/" * 1000),
    ],
)
def test_many_wildcards_fail_at_once(glob: str, path: str) -> None:
    """A stranger's configuration cannot keep a run busy: trying everything would take years."""
    assert not paths.matches(path, glob)


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
