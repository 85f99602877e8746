"""Services find the file of a finding, from whichever folder of a repository seedlint is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seedlint.cli import main
from seedlint.report.location import from_top

if TYPE_CHECKING:
    from pathlib import Path

SEED = """\
---
endpoint: GET /v1/loans
status: verfied
---
"""


@pytest.fixture(autouse=True)
def _below_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (".git", "api/seeds"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "api/seeds/a b.md").write_text(SEED, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "api")


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("sarif", '"uri": "api/seeds/a%20b.md"'),
        ("github", "::error file=api/seeds/a b.md,line=3,"),
        ("gitlab", '"path": "api/seeds/a b.md"'),
        ("json", '"path": "seeds/a b.md"'),
        ("rdjson", '"path": "seeds/a b.md"'),
        ("concise", "seeds/a b.md:3:9: "),
    ],
)
def test_what_a_file_is_called(name: str, named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--isolated", "--select=invalid-value", f"--output-format={name}"]) == 1
    assert named in capsys.readouterr().out


def test_a_finding_is_known_again_from_another_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ["--isolated", "--select=invalid-value", "--output-format=gitlab"]
    assert main(call) == 1
    first = capsys.readouterr().out
    monkeypatch.chdir("seeds")
    assert main(call) == 1
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("path", "top"),
    [("a.md", "api/a.md"), ("../a.md", "a.md"), ("../../a.md", "../a.md"), ("/a.md", "/a.md")],
)
def test_from_top(path: str, top: str) -> None:
    assert from_top(path) == top


def test_outside_of_a_work_tree_it_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("plain"))
    assert from_top("../é.md") == "../é.md"
