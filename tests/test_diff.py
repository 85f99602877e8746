"""A diff is the patch that git itself would make: applied, it does what `--fix` does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint.cli import main
from seedlint.report import diff
from seedlint.report.terminal import Style
from seedlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLAIN = Style()
SEED = """\
---
endpoint: "GET /v1/loans"
---

## Test Request

Caf\u00e9 \U0001f600, and what other programs take for ends of lines: \x0c, \x1c, \x85, \u2028.

```yaml
steps:
  - id: list_loans
    method: GET
    path: /v1/loans
    expect:
      status: {}
```
"""
OLD, NEW = SEED.format("200"), SEED.format("[200]")
FORMS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "windows": lambda text: text.replace("\n", "\r\n"),
    "mixed": lambda text: text.replace("\n", "\r\n", 7),
    "carriage returns": lambda text: text.replace("  - id", "\r  - id"),
    "byte order mark": lambda text: "\ufeff" + text,
    "no end": lambda text: text.removesuffix("\n"),
    "windows, no end": lambda text: text.replace("\n", "\r\n").removesuffix("\r\n"),
    "status last": lambda text: text.removesuffix("\n```\n"),
}
NAMES = [
    *("a.md", "with blanks.md", "café.md", "שלום.md", "😀.md", 'quo"te.md', "back\\slash.md"),
    *("new\nline.md", "tab\there.md", "bell\x07.md", "del\x7f.md", "'single'.md", " blank.md"),
    *("a b/c\nd/e.md", "deep/folder/x.md", "--- a.md", "a.md\t2026.md", "\u202eevil.md"),
    *([os.fsdecode(b"latin-\xe9.md")] if sys.platform == "linux" else []),
]
git_only = pytest.mark.skipif(shutil.which("git") is None, reason="takes git")


def git(*arguments: str, given: bytes | None = None) -> bytes:
    """What git prints; the user's own configuration has no part in it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    run = subprocess.run(["git", *arguments], input=given, capture_output=True, env=environment)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("seedlint.toml").write_text('select = ["bare-status"]\n')
    git("init", "-q")
    return tmp_path


def write(name: str, text: str = OLD) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(text.encode())


def contents() -> dict[str, bytes]:
    return {os.fspath(path): path.read_bytes() for path in Path().rglob("*.md")}


def printed(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> bytes:
    capfdbinary.readouterr()
    assert main(["--diff", *arguments]) == 1
    out, err = capfdbinary.readouterr()
    assert err == b""
    return out


def own(patch: bytes) -> Iterator[bytes]:
    """The lines of a patch of git's that do not depend on its object names and its guesses."""
    for line in patch.split(b"\n"):
        if not line.startswith(b"index "):
            yield line[: line.index(b"@@", 2) + 2] if line.startswith(b"@@") else line


@git_only
@pytest.mark.parametrize("form", FORMS)
def test_it_applies_to_each_form_of_text(
    form: str, repository: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    shape = FORMS[form]
    write("seeds/a.md", shape(OLD))
    write("seeds/b.md", shape(OLD + "\nMore.\n"))
    held_to_git(capfdbinary)
    assert Path("seeds/a.md").read_bytes() == shape(NEW).encode()


@git_only
def test_it_applies_to_files_of_every_name(
    repository: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name in NAMES:
        write(name)
    patch = held_to_git(capfdbinary)
    assert patch.count(b"\ndiff --git ") == len(NAMES) - 1
    assert set(contents().values()) == {NEW.encode()}


def held_to_git(capfdbinary: pytest.CaptureFixture[bytes]) -> bytes:
    """The patch, which is what git makes of what `--fix` does, and does it itself."""
    git("add", "--all")
    patch = printed(capfdbinary)
    assert main(["--fix"]) == 0
    assert sorted(own(git("diff"))) == sorted(own(patch))
    fixed = contents()
    git("checkout", "--", ".")
    assert contents() != fixed
    git("apply", "--check", "-", given=patch)
    git("apply", "-", given=patch)
    assert contents() == fixed
    return patch


@git_only
@pytest.mark.parametrize("paths", [[], ["deep", "a.md"], [".."]])
def test_it_applies_from_wherever_it_was_made(
    paths: list[str],
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Its paths begin at the top of the repository; git leaves alone what lies above the folder."""
    for name in ("seeds/a.md", "seeds/deep/c.md", "b.md"):
        write(name)
    before = contents()
    fixed = before | {name: NEW.encode() for name in before if paths == [".."] or "/" in name}
    monkeypatch.chdir("seeds")
    patch = printed(capfdbinary, *paths)
    if paths != [".."]:
        git("apply", "-", given=patch)
        monkeypatch.chdir(repository)
        assert contents() == fixed
        git("apply", "--reverse", "-", given=patch)
    monkeypatch.chdir(repository)
    git("apply", "-", given=patch)
    assert contents() == fixed


@git_only
def test_a_link_is_a_name_of_its_file(
    repository: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """git does not write through links; a file that has several names is changed once."""
    write("real/a.md")
    Path("seeds").mkdir()
    Path("seeds/one.md").symlink_to("../real/a.md")
    Path("seeds/two.md").symlink_to("../real/a.md")
    Path("folder").symlink_to("real")
    git("add", "--all")
    patch = printed(capfdbinary, "seeds", "folder", "real")
    assert patch.count(b"diff --git") == 1
    git("apply", "-", given=patch)
    assert Path("real/a.md").read_bytes() == NEW.encode()
    write("real/a.md")
    assert main(["--fix", "seeds", "folder", "real"]) == 0
    assert Path("real/a.md").read_bytes() == NEW.encode()


@git_only
def test_a_file_takes_the_patch_as_well(
    repository: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name in ("café.md", "b\n.md"):
        write(name, FORMS["windows"](OLD))
    assert printed(capfdbinary, "--output-file=x.patch") == b""
    assert Path("x.patch").read_bytes() == printed(capfdbinary)
    git("apply", "x.patch")
    assert set(contents().values()) == {FORMS["windows"](NEW).encode()}


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\n", "a\nb\n", []),
        ("a\nb\n", "a\nc\n", ["@@ -1,2 +1,2 @@", " a", "-b", "+c"]),
        ("-- a", "++ b\n", ["@@ -1 +1 @@", "--- a", r"\ No newline at end of file", "+++ b"]),
        ("a\r\n\fb\x1b\r\n", "a\r\n", ["@@ -1,2 +1 @@", " a\r", "-\fb\x1b\r"]),
    ],
)
def test_its_lines(
    before: str, after: str, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    change = Source("x y.md", before), Source("x y.md", after)
    header = ["diff --git a/x y.md b/x y.md", "--- a/x y.md\t", "+++ b/x y.md\t"]
    assert [*diff.render([change], PLAIN, exact=True)] == ([*header, *lines] if lines else [])


LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n", "-- c\r\n"]), max_size=25)
TEXTS = st.tuples(LINES.map("".join), st.sampled_from(["", "", "a", "end"])).map("".join)


def patched(before: str, patch: list[str]) -> str:
    """What a patch makes of a text; it fails where a line is not the one that the patch has."""
    old = before.splitlines(keepends=True)
    done = 0
    made: list[str] = []
    lines = [f"{line}\n" for line in patch]
    for number, line in enumerate(lines):
        if lines[number + 1 : number + 2] == ["\\ No newline at end of file\n"]:
            line = line.removesuffix("\n")
        if match := re.match(r"@@ -(\d+)(?:,(\d+))? \+", line):
            start = int(match[1]) - (match[2] != "0")
            made += old[done:start]
            done = start
        elif line[0] in " -":
            assert old[done] == line[1:]
            done += 1
        if line[0] in " +":
            made.append(line[1:])
    return "".join(made + old[done:])


@settings(deadline=None, max_examples=200)
@given(TEXTS, TEXTS)
def test_it_says_all_that_changes(before: str, after: str) -> None:
    """However much that is; the lines that both texts have are not all looked for."""
    lines = [*diff.render([(Source("x.md", before), Source("x.md", after))], PLAIN, exact=True)]
    assert patched(before, lines[3:]) == after
    assert bool(lines) == (before != after)


@pytest.mark.parametrize("every", [1, 2, 7])
def test_a_long_file_with_many_changes_takes_no_hours(every: int) -> None:
    """To find the shortest of all diffs would."""
    step = "  - id: s{0}\n    path: /v1/{0}\n    expect:\n      status: {1}\n"
    for form in (step, "status: {1}\n"):
        old = [form.format(number, "200") for number in range(5000)]
        new = [line if n % every else line.replace("200", "[200]") for n, line in enumerate(old)]
        before, after = "".join(old), "".join(new)
        changed = Source("x.md", before), Source("x.md", after)
        lines = [*diff.render([changed], PLAIN, exact=True)]
        assert patched(before, lines[3:]) == after


def test_on_a_terminal_it_is_painted_and_steers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    change = Source("\x1bx.md", "a\n-b\r\n", bom=True), Source("\x1bx.md", "a\n\x1b\r\n", bom=True)
    assert [*diff.render([change], Style(color=True), exact=False)] == [
        '\x1b[1mdiff --git "a/\\033x.md" "b/\\033x.md"\x1b[0m',
        '\x1b[1m--- "a/\\033x.md"\x1b[0m',
        '\x1b[1m+++ "b/\\033x.md"\x1b[0m',
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m",
        " \\ufeffa",
        "\x1b[31m--b\x1b[0m",
        "\x1b[32m+\\x1b\x1b[0m",
    ]
