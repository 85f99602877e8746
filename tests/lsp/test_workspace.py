"""What the workspace finds in a buffer is what the command line finds in a file with its text."""

from __future__ import annotations

import contextlib
import io
import json
import os
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings

from lsp.editor import write
from lsp.fingers import strokes
from samples import SEEDS, SPECS, mutated
from seedlint import cli
from seedlint.lsp.buffer import Buffer, Change
from seedlint.lsp.siblings import survey
from seedlint.lsp.workspace import Workspace
from seedlint.report.json_report import finding
from seedlint.source import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "seeds/lending/post_lending_v1_loans.md"
OTHERS = ("seeds/lending/get_lending_v1_holds.md", "seeds/catalogue/get_catalogue_v1_titles.md")
GOOD = SEEDS[NAME]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a baseline and a seed whose endpoint has another one; and we are in it."""
    folder = write(
        tmp_path_factory.mktemp("project"),
        [
            (
                "seedlint.toml",
                'seeds = ["seeds/**/*.md"]\nper-file-ignores = {"x/**" = ["docs"]}\n',
            ),
            (NAME, GOOD.replace("{{random_email}}", "{{nobody}}")),
            *((name, SEEDS[name]) for name in OTHERS),
            *SPECS.items(),
        ],
    )
    before = os.getcwd()
    os.chdir(folder)
    assert cli.main(["baseline"]) == 0
    write(folder, [("seeds/lending/another.md", GOOD)])
    yield folder
    os.chdir(before)


def workspace(folder: Path, **texts: str) -> Workspace:
    """A workspace that has looked at its project, with some open files."""
    workspace = Workspace(pytest.fail)
    workspace.configure(folders=[str(folder)])
    for name, text in texts.items():
        workspace.open(Buffer(str(folder / name), text, 1, Encoding.UTF8))
        workspace.diagnose(str(folder / name))
    for project in workspace.unsurveyed():
        workspace.adopt(project, survey(project.config))
    return workspace


def found_in_buffer(workspace: Workspace, folder: Path) -> list[dict[str, Any]]:
    """What is found in the open seed, as the command line's `json` would have it."""
    found = [finding(each) for each in workspace.diagnose(str(folder / NAME))]
    shown: list[dict[str, Any]] = json.loads(json.dumps(found).replace(f"{folder}/", ""))
    return shown


def found_in_file(name: str, text: str) -> list[dict[str, Any]]:
    """What the command line finds in a file, in a run over the whole project."""
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        cli.main(["--output-format=json"])
    return [each for each in json.loads(out.getvalue())["findings"] if each["path"] == name]


@given(text=mutated(sorted(SEEDS.values())))
@settings(max_examples=15, deadline=None)
def test_the_same_findings(folder: Path, text: str) -> None:
    """Whatever the text: notes, fixes, what is ignored, what is known, and what others are like."""
    assume(text.isascii() or "\ud800" not in text)
    buffers = workspace(folder, **{NAME: text})
    assert found_in_buffer(buffers, folder) == found_in_file(NAME, text)


def test_typing(folder: Path) -> None:
    """Ten thousand changes leave the workspace in step: what it finds is what is in the text."""
    path = str(folder / NAME)
    buffers = workspace(folder, **{NAME: GOOD})
    seen = set()
    for number, stroke in enumerate(strokes(GOOD, Random(6), 10_000)):
        buffer = buffers.buffer(path)
        assert buffer is not None
        ends = (buffer.position(each) for each in (stroke.start, stroke.end))
        buffers.change(path, [Change(stroke.text, *ends)], number)
        if number % 500 == 0:
            again = workspace(folder, **{NAME: stroke.after})
            found = found_in_buffer(buffers, folder)
            assert found == found_in_buffer(again, folder)
            seen |= {each["rule"] for each in found}
    last = buffers.buffer(path)
    assert last is not None
    assert last.text == stroke.after
    assert {"duplicate-seed", "syntax-error"} <= seen


def test_open_files_know_of_each_other(folder: Path) -> None:
    """In whatever order they change, and when their configuration does."""
    one, other = str(folder / NAME), str(folder / "seeds/lending/unsaved.md")
    buffers = workspace(folder, **{NAME: GOOD, "seeds/lending/unsaved.md": GOOD})
    message = "`POST /lending/v1/loans` has another seed: `seeds/lending/another.md`"
    for path in (one, other):
        assert message in [each.finding.message for each in buffers.diagnose(path)]
    buffers.stale.clear()
    buffers.change(one, [Change(GOOD.replace("POST /lending", "PUT /lending"))], 2)
    (about,) = (each for each in buffers.diagnose(other) if each.rule == "duplicate-seed")
    assert [note.message for note in about.finding.notes] == ["the other endpoint"]
    assert buffers.stale == {one, other}
    write(folder, [("other.toml", 'ignore = ["docs"]\nspecs = ["swagger/**/*.json"]\n')])
    buffers.configure(file=str(folder / "other.toml"))
    buffers.change(one, [Change(GOOD)], 3)
    (about,) = (each for each in buffers.diagnose(one) if each.rule == "duplicate-seed")
    assert about.finding.message.endswith("`seeds/lending/unsaved.md`")


def test_open_parts_of_a_spec(folder: Path) -> None:
    """What a spec refers to counts as it is typed; what describes nothing disturbs nobody."""
    buffers = workspace(folder, **{NAME: GOOD})
    seed, part = str(folder / NAME), "swagger/catalogue/schemas/copy.yaml"
    found = [each.rule for each in buffers.diagnose(seed)]
    buffers.stale.clear()
    buffers.open(Buffer(str(folder / "package.json"), "{}", 1, Encoding.UTF8))
    assert not buffers.stale
    text = SPECS[part].replace("uid:", "number:").replace("[uid,", "[number,")
    buffers.open(Buffer(str(folder / part), text, 1, Encoding.UTF8))
    assert buffers.stale == {seed}
    now = [each.rule for each in buffers.diagnose(seed)]
    assert now == [*found, "unknown-response-path"]
    buffers.close(str(folder / part))
    assert [each.rule for each in buffers.diagnose(seed)] == found
