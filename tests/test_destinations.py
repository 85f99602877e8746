"""Where reports go: several at once, into files, and to GitHub's page where this runs there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from samples import SMALL
from seedlint.cli import main
from seedlint.report import FORMATS

SEED = SMALL.format("", "200")
CONCISE = """\
a.md:13:15: warning[bare-status] the expected status should be a list
1 warning in 1 seed (1 fixable with --fix)
"""


KNOWN = (
    "it should be `full`, `concise`, `grouped`, `json`, `json-lines`, `sarif`, `github`, `gitlab`, "
    "`junit` or `rdjson`"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("seedlint.toml").write_text('select = ["bare-status"]\n')
    Path("a.md").write_text(SEED)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    return main(args), *capfd.readouterr()


def test_several_formats_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    """One is for people; each of the others goes to its file, whose folder is made."""
    formats = ("--output-format=concise", "--output-format=json=out/é.json")
    assert run(capfd, *formats, "--output-format=sarif=out/all.sarif") == (1, CONCISE, "")
    assert json.loads(Path("out/é.json").read_bytes())["summary"]["warnings"] == 1
    assert json.loads(Path("out/all.sarif").read_bytes())["version"] == "2.1.0"


def test_a_format_with_a_file_leaves_the_terminal_to_the_usual_one(
    capfd: pytest.CaptureFixture[str],
) -> None:
    status, out, err = run(capfd, "--output-format=concise=b.txt")
    assert (status, err) == (1, "")
    assert out.startswith("warning[bare-status]: ")
    assert Path("b.txt").read_text() == CONCISE
    assert run(capfd, "--output-format=concise=b.txt", "--output-file=c.txt") == (1, "", "")
    assert Path("c.txt").read_text() == out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_report_to_write(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, f"--output-format={name}")
    assert (status, err) == (1, "")
    assert "the expected status should be a list" in out
    assert run(capfd, f"--output-format={name}={os.devnull}", "--statistics")[0] == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--output-format=jsno"], f"--output-format: `jsno` is no format; {KNOWN}; "
         "did you mean `json`?"),
        (["--output-format=text"], f"--output-format: `text` is no format; {KNOWN}"),
        (["--output-format=json="], "--output-format: `json=` names no file"),
        (["--output-format=json", "--output-format=concise"], "`json` and `concise` cannot both "
         "go to standard output; give one of them a file: --output-format concise=FILE"),
        (["--output-format=json=x", "--output-format=sarif=./x"], "two reports cannot both go to "
         "`./x`"),
        (["--output-format=json=x", "--output-file=x"], "two reports cannot both go to `x`"),
        (["--output-format=json=x", "--output-format=sarif=x", "--output-format=junit=y"],
         "two reports cannot both go to `x`"),
        (["--output-format=json", "--statistics"], "--statistics does not go with --output-format "
         "json"),
        (["--diff", "--output-format=json=x"], "--diff does not go with --output-format"),
        (["--diff", "--output-format", "concise"], "--diff does not go with --output-format"),
        (["--show-files", "--output-file=x"], "--show-files does not go with --output-file"),
        (["--show-files", "--output-format=json"], "--show-files does not go with "
         "--output-format"),
        (["--show-files", "--statistics"], "--show-files does not go with --statistics"),
        (["--output-format=json=a.md/x"], "`a.md/x` cannot be written: file exists"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(
    args: list[str], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capfd, *args)
    assert (status, err) == (2, f"seedlint: {message}\n")
    assert Path("a.md").read_text() == SEED


SPEC = '{"openapi": "3.1.0", "paths": {}}'


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("a.md", "a seed of this run"),
        ("seedlint.toml", "the configuration of this run"),
        (".seedlint-baseline.json", "the baseline of this project"),
        ("swagger/loans.json", "a spec of this project"),
        ("swagger/new.json", "a spec of this project"),
        ("shelf/linked.json", "a spec of this project"),
        ("shelf/named.json", "a spec of this run"),
        ("link/a.md", "a seed of this run"),
        ("link/link/swagger/../seedlint.toml", "the configuration of this run"),
    ],
)
@pytest.mark.parametrize("option", ["--output-file={}", "--output-format=json={}"])
def test_no_report_takes_the_place_of_what_the_run_reads(
    option: str, file: str, part: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever links lead to it; nothing is written at all, be it a report or a fix."""
    Path("a.md").write_text(SEED.replace("\n---", "\nswagger: shelf/named.json\n---", 1))
    for folder in ("swagger", "shelf"):
        Path(folder).mkdir()
    Path("shelf/named.json").write_text(SPEC)
    Path("shelf/linked.json").write_text(SPEC)
    Path("swagger/loans.json").write_text(SPEC)
    Path("swagger/linked.json").symlink_to("../shelf/linked.json")
    Path("link").symlink_to(".")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    refused = f"seedlint: `{file}` is {part}; name another file for the report\n"
    args = ("--fix", "--output-format=concise=x.txt", option.format(file))
    assert run(capfd, *args) == (2, "", refused)
    after = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert after == before


def test_without_a_configuration_a_spec_is_one_too(capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("b/swagger/loans.json", "b/shelf/named.json"):
        Path(name).parent.mkdir(parents=True)
        Path(name).write_text(SPEC)
        Path("b/a.md").write_text(SEED.replace("\n---", "\nswagger: shelf/named.json\n---", 1))
    for file, part in (
        ("b/swagger/loans.json", "a spec of this project"),
        ("b/shelf/named.json", "a spec of this run"),
    ):
        refused = f"seedlint: `{file}` is {part}; name another file for the report\n"
        args = ("b/a.md", "--isolated", f"--output-file={file}")
        assert run(capfd, *args) == (2, "", refused)


def test_no_diff_takes_the_place_of_a_seed(capfd: pytest.CaptureFixture[str]) -> None:
    refused = "seedlint: `a.md` is a seed of this run; name another file for the diff\n"
    assert run(capfd, "--diff", "--output-file=a.md") == (2, "", refused)
    assert Path("a.md").read_text() == SEED
    assert run(capfd, "--diff", "--output-file=README.md") == (1, "", "")


def test_a_spec_whose_name_is_none_is_no_part_of_a_run(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text(SEED.replace("\n---", '\nswagger: "a\\0b"\n---', 1))
    assert run(capfd, "--output-file=x.txt") == (1, "", "")


def test_in_a_github_job(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a format there are annotations, and a table is added to the job's page."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    page = tmp_path / "summary.txt"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    status, out, err = run(capfd)
    assert (status, err) == (1, "")
    assert out.startswith("::warning file=a.md,line=13,")
    table = page.read_text()
    assert table.startswith("before\n### seedlint\n")
    assert "| warning |" in table

    assert run(capfd, "--output-format=concise") == (1, CONCISE, "")
    assert page.read_text() == table
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    status, _, err = run(capfd)
    assert (status, err) == (1, "seedlint: `.` cannot be written: is a directory\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert run(capfd, "--output-format=concise", "--color=never")[1] == CONCISE
