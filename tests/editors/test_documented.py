"""The configurations of the page on editors name what is there: commands, languages, settings."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import broken
from samples import ROOT
from seedlint.cli import main
from seedlint.lsp.actions import FIX_ALL
from seedlint.lsp.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
EXTENSION = ROOT / "editors" / "vscode"
ZED = ROOT / "editors" / "zed"


def snippet(heading: str, language: str, number: int = 0) -> str:
    """One of the snippets below a heading of the page."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return str(re.findall(rf"^```{language}\n(.*?)^```", section, re.M | re.S)[number])


def starts_the_server(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--help"]) == 0
    assert "Usage: seedlint server" in capsys.readouterr().out


def test_helix(capsys: pytest.CaptureFixture[str]) -> None:
    """The language's list of servers has ours, by the name under which it is configured."""
    given = tomllib.loads(snippet("Helix", "toml"))
    server = given["language-server"]["seedlint"]
    assert server["command"] == "seedlint"
    starts_the_server(server["args"], capsys)
    [language] = given["language"]
    assert language["name"] == "markdown"
    assert given["language-server"].keys() <= {*language["language-servers"]}
    assert language["roots"] == ["seedlint.toml", "pyproject.toml"]


def test_zed(capsys: pytest.CaptureFixture[str]) -> None:
    """Extension and settings call the server the same, and the options are those that it knows."""
    manifest = tomllib.loads((ZED / "extension.toml").read_text(encoding="utf-8"))
    [(name, server)] = manifest["language_servers"].items()
    assert server["languages"] == ["Markdown"]
    given = json.loads(snippet("Zed", "json"))["lsp"]
    assert given.keys() == {name}
    assert given[name]["binary"].keys() == {"path"}
    session = Session()
    session.settle(given[name]["initialization_options"])
    assert session.inlay_hints
    source = (ZED / "src" / "lib.rs").read_text(encoding="utf-8")
    assert 'worktree.which("seedlint")' in source
    starts_the_server(re.findall(r'args: vec!\["(\w+)"\.into\(\)\]', source), capsys)


def test_vscode() -> None:
    """The page and the extension's own say the same, and name settings that there are."""
    text = snippet("VS Code", "json")
    assert text in (EXTENSION / "README.md").read_text(encoding="utf-8")
    assert [*json.loads(text)["[markdown]"]["editor.codeActionsOnSave"]] == [FIX_ALL]
    package = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    for setting in package["contributes"]["configuration"]["properties"]:
        assert f"`{setting}`" in PAGE


def test_a_task_of_vscode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its pattern takes apart every line with a finding, and no other."""
    [task] = json.loads(snippet("VS Code", "json", 1))["tasks"]
    assert task["command"] == "seedlint"
    pattern = task["problemMatcher"]["pattern"]
    broken.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(task["args"]) == 1
    lines = capsys.readouterr().out.splitlines()
    found = [match for line in lines if (match := re.match(pattern["regexp"], line))]
    told = [
        tuple(each[pattern[part]] for part in ("file", "line", "column", "severity", "code"))
        for each in found
    ]
    assert told == [
        (broken.SEED, "26", "75", "warning", "bare-status"),
        (broken.SEED, "49", "24", "error", "undefined-variable"),
    ]
    assert found[1][pattern["message"]] == "`copy_id` is not defined here; did you mean `copy_uid`?"
