"""`--add-ignores` on the command line: comments are written, counted, shown, or refused."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from samples import SMALL
from seedlint.cli import main

SEED = SMALL.format("?page=1", "200")
FIXED = SEED.replace("200", "[200]")
COMMENT = "# seedlint: ignore[{}] the API says so\n"
IGNORED = SEED.replace("    path", "    " + COMMENT.format("query-in-path") + "    path").replace(
    "      status", "      " + COMMENT.format("bare-status") + "      status"
)
ADD = ("--add-ignores", "the API says so")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("seedlint.toml").write_text('select = ["bare-status", "query-in-path"]\n')
    Path("a.md").write_text(SEED)


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    return main(args), *capfd.readouterr()


def test_comments_are_written_and_counted(capfd: pytest.CaptureFixture[str]) -> None:
    clean = "checked 1 seed: no findings\n"
    assert run(capfd, *ADD) == (0, f"ignored 2 findings by comments; {clean}", "")
    assert Path("a.md").read_text() == IGNORED
    assert run(capfd) == (0, clean, "")
    assert run(capfd, *ADD) == (0, clean, "")
    assert Path("a.md").read_text() == IGNORED


def test_what_is_not_asked_for_gets_no_comment(capfd: pytest.CaptureFixture[str]) -> None:
    """Neither what is not selected, nor what is fixed, nor what the baseline knows."""
    assert run(capfd, *ADD, "--select=variables")[1] == "checked 1 seed: no findings\n"
    assert Path("a.md").read_text() == SEED
    assert run(capfd, *ADD, "--fix")[1] == (
        "fixed 1 finding in 1 seed; ignored 1 finding by comments; checked 1 seed: no findings\n"
    )
    assert "ignore[bare-status]" not in Path("a.md").read_text()
    Path("a.md").write_text(SEED)
    assert main(["baseline"]) == 0
    capfd.readouterr()
    clean = "checked 1 seed: no new findings; 2 findings baselined\n"
    assert run(capfd, *ADD) == (0, clean, "")
    assert Path("a.md").read_text() == SEED
    assert run(capfd, *ADD, "--no-baseline")[1].startswith("ignored 2 findings by comments; ")


def test_what_a_spec_says_can_be_ignored(capfd: pytest.CaptureFixture[str]) -> None:
    Path("seedlint.toml").write_text('select = ["undocumented-status"]\n')
    responses = {"200": {"description": "What is out."}}
    loans = {"openapi": "3.0.3", "paths": {"/v1/loans": {"get": {"responses": responses}}}}
    Path("swagger").mkdir()
    Path("swagger/library.json").write_text(json.dumps(loans))
    seed = SMALL.format("", "[202]").replace("---\n\n", "swagger: swagger/library.json\n---\n\n")
    Path("a.md").write_text(seed)
    clean = "checked 1 seed: no findings\n"
    assert run(capfd, *ADD) == (0, f"ignored 1 finding by comments; {clean}", "")
    comment = COMMENT.format("undocumented-status")
    assert Path("a.md").read_text() == seed.replace("status", f"{comment}      status")


def test_a_diff_shows_them(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, *ADD, "--diff")
    assert (status, err) == (1, "")
    assert [line for line in out.splitlines() if line.startswith("+ ")] == [
        "+    # seedlint: ignore[query-in-path] the API says so",
        "+      # seedlint: ignore[bare-status] the API says so",
    ]
    assert Path("a.md").read_text() == SEED


def test_standard_input_is_filtered(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SEED.encode())))
    assert run(capfd, *ADD, "-") == (
        0,
        IGNORED,
        "ignored 2 findings by comments; checked 1 seed: no findings\n",
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--add-ignores", " "], "--add-ignores: an ignore comment says why: give a reason that "
         "is not empty"),
        (["--add-ignores", "a --> b"], "--add-ignores: the reason cannot have `-->` in it, which "
         "ends a comment"),
        ([*ADD, "--no-ignores"], "--add-ignores does not go with --no-ignores"),
        ([*ADD, "--show-files"], "--show-files does not go with --add-ignores"),
        ([*ADD, "--watch"], "--add-ignores does not go with --watch"),
    ],
)  # fmt: skip
def test_what_is_refused(args: list[str], message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, *args) == (2, "", f"seedlint: {message}\n")
    assert Path("a.md").read_text() == SEED


def test_comments_that_are_not_needed_go_without_a_trace(
    capfd: pytest.CaptureFixture[str],
) -> None:
    text = FIXED.replace("---\n\n## Test Request\n\n", "---\n# Loans\n## Test Request\nThe list:\n")
    comment = "<!-- seedlint: ignore[bare-status] the API says so -->\n"
    for line in ("# Loans", "## Test Request", "```yaml"):
        commented = text.replace(f"\n{line}\n", f"\n{comment}{line}\n")
        assert commented != text
        Path("a.md").write_text(commented)
        assert run(capfd, "--fix", "--select=bare-status,unused-ignore") == (
            0,
            "fixed 1 finding in 1 seed; checked 1 seed: no findings\n",
            "",
        )
        assert Path("a.md").read_text() == text
