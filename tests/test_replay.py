"""A report is printed again only where a run would print the same, whatever that depends on."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint import cachefile, disk, replay
from seedlint.cli import main
from seedlint.replay import Replay
from test_cache import ARCHIVE, CHANGES, CONFIG, CONFIGS, SEEDS, begin, rarely, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FORMATS = ("full", "json", "sarif", "junit")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    begin()
    yield
    disk.forget()


class Printed(NamedTuple):
    """What a call of the program prints, and its exit status."""

    status: int
    out: bytes
    err: bytes


def call(*args: str) -> tuple[Printed, bool]:
    """What a call prints, and whether it only had to print it again."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        known = Replay(args)
        played = known.play()
        status = main(args, known) if played is None else played
        disk.forget()
        for stream in (out, err):
            stream.flush()
        printed = Printed(status, out.buffer.getvalue(), err.buffer.getvalue())
    return printed, played is not None


def played(*args: str) -> bool:
    """Whether a call only has to print again what a run without any memory prints too."""
    printed, again = call(*args)
    assert printed == call(*args, "--no-cache")[0]
    return again


@settings(max_examples=14, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from((None,) * 40 + CHANGES),
            rarely(CONFIG, *CONFIGS),
            st.sampled_from(((), ("seeds/a",), ("--output-format", "json"))),
        ),
        min_size=6,
        max_size=9,
    )
)
def test_a_replayed_run_says_what_a_run_says(steps: list[Any]) -> None:
    """The law: whatever changes, in whatever order."""
    begin()
    for change, configured, args in steps:
        write("seedlint.toml", configured)
        if change:
            write(*change)
        played(*args)


@pytest.mark.parametrize(
    "args",
    [(), ("seeds/a",), ("check", "--select", "all", "--exit-zero"), ("--statistics",)]
    + [("--output-format", name) for name in FORMATS],
)
def test_what_a_run_has_printed_is_printed_again(args: tuple[str, ...]) -> None:
    assert [played(*args) for _ in range(3)] == [False, True, True]


def nested() -> None:
    write("seeds/a/deep/er.md", SEEDS[0])


def record() -> None:
    assert main(["baseline"]) == 0


def drop_a_recorded_file() -> None:
    record()
    call()
    os.unlink("seeds/b/three.md")


def name_variables() -> None:
    write("variables.json", '["who"]')
    write("seedlint.toml", f'variables-from = ["variables.json"]\n{CONFIG}')
    call()
    write("variables.json", '["whose"]')


def lead_elsewhere() -> None:
    """The same files, but seen twice."""
    shutil.copytree("seeds/b", "seeds/c")
    os.symlink("c", "seeds/link")
    call()
    os.unlink("seeds/link")
    os.symlink("../seeds/b", "seeds/link")


def become_a_folder() -> None:
    """What nobody looked at has seeds in it now."""
    write("seeds/notes", "later")
    call()
    os.unlink("seeds/notes")
    write("seeds/notes/new.md", SEEDS[0])


@pytest.mark.parametrize(
    "change",
    [
        nested,
        become_a_folder,
        record,
        drop_a_recorded_file,
        name_variables,
        lead_elsewhere,
        lambda: write("seeds/README.md", SEEDS[0]),
        lambda: write("seeds/a/one.md", None),
        lambda: write("swagger/new.yaml", "openapi: 3.1.0\n"),
        lambda: write("swagger/lending/api.json", None),
        lambda: write(
            "seedlint.toml", CONFIG.replace('["all"]', '["all"]\nignore = ["bare-status"]')
        ),
        lambda: os.rename("seeds/a/one.md", "seeds/a/won.md"),
        lambda: os.rename("swagger/archive.yaml", "swagger/archives.yaml"),
    ],
)
def test_what_has_changed_is_seen(change: Callable[[], object]) -> None:
    call()
    change()
    assert not played()
    assert played()


def test_a_large_file_is_compared_to_its_end() -> None:
    """It is read piece by piece; a byte that differs, is more, or is missing is seen."""
    for end, seen in (("x", [False, True]), ("y", [False]), ("yy", [False]), ("", [False, True])):
        write("swagger/archive.yaml", f"{ARCHIVE}# {'x' * 200_000}{end}")
        assert [played() for _ in seen] == seen


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_is_no_file_stands_in_no_way() -> None:
    os.mkfifo("seeds/pipe")
    os.symlink("nowhere", "seeds/gone")
    assert [played() for _ in range(2)] == [False, True]


def test_a_nearer_configuration_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("seeds/a")
    assert [played(), played()] == [False, True]
    write("seedlint.toml", 'select = ["bare-status"]\n')
    assert not played()


def test_who_asks_otherwise_gets_another_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arguments, folder, day, colours, and the system that reads along, each on its own."""
    call()
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb"), ("GITHUB_ACTIONS", "true")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert [played(), played()] == [False, True]
    with monkeypatch.context() as patch:
        patch.setattr(replay, "_today", lambda: "2026-01-01")
        assert not played()
    assert not played("--exit-zero")
    assert not played("seeds")
    assert not played("./seeds")
    assert played()
    os.rename("seeds/a/one.md", "seeds/a/two.md")
    monkeypatch.chdir("seeds")
    assert not played()


def test_a_run_that_leaves_more_than_print_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for args in (("--output-file", "report"), ("--output-format", "json=report.json")):
        for _ in range(2):
            assert not call(*args)[1]
            os.unlink(args[1].removeprefix("json="))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    sizes = []
    for _ in range(2):
        assert not call()[1]
        sizes.append(os.path.getsize("summary.md"))
    assert sizes[1] == 2 * sizes[0]


@pytest.mark.parametrize("args", [("--fix",), ("--diff",), ("--show-files",), ("--isolated",)])
def test_a_run_that_is_no_plain_one_is_run(args: tuple[str, ...]) -> None:
    begin()
    assert not call(*args)[1]
    assert not call(*args)[1]


def test_what_cannot_be_read_is_told_each_time() -> None:
    os.symlink("nowhere.md", "seeds/gone.md")
    for _ in range(2):
        printed, again = call()
        assert (printed.status, again) == (2, False)
        assert b"a link that leads nowhere" in printed.err


def test_a_disk_that_changes_under_a_run_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two looks at one file that differ: nobody knows which of them was reported."""
    looks = disk.remember()
    for text in SEEDS[:2]:
        write("seeds/a/one.md", text)
        disk.content("seeds/a/one.md")
    Replay(()).keep(cachefile.place("."), looks, 0, [b""])
    assert not os.path.lexists(cachefile.FOLDER)


def pages(folder: str = cachefile.FOLDER) -> list[Path]:
    return sorted(Path(folder).glob("report-*"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.write_bytes(page.read_bytes()[:-1]),
        lambda page: page.write_bytes(page.read_bytes().replace(b"seeds", b"sneds")),
        lambda page: page.write_bytes(b""),
        lambda page: (page.unlink(), page.mkdir()),
    ],
)
def test_a_damaged_page_is_not_believed(spoil: Callable[[Path], object]) -> None:
    call()
    (page,) = pages()
    spoil(page)
    assert not played()


def test_only_so_many_pages_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "MOST", 2)
    for args in ((), ("seeds",), ("seeds/a",)):
        call(*args)
    assert len(pages()) == 2
    assert [played("seeds/a"), played("seeds"), played()] == [True, True, False]


def test_what_else_lies_in_the_folder_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "MOST", 1)
    call()
    (page,) = pages()
    digits = page.name.removeprefix("report-")
    others = [f"report-{digits[:-1]}", f"report-{digits[:-1]}x", digits, f"note-{digits}"]
    for name in others:
        page.with_name(name).touch()
        os.utime(page.with_name(name), (0, 0))
    call("seeds")
    assert not page.exists()
    assert all(page.with_name(name).exists() for name in others)


def test_a_terminal_has_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours go to a terminal alone."""
    call()
    monkeypatch.setattr("seedlint.replay._terminal", lambda: True)
    assert Replay(()).play() is None


def test_names_that_are_no_unicode() -> None:
    """Arguments and paths are bytes to the system, and Python writes odd ones as surrogates."""
    try:
        write("seeds/a/\udce9.md", SEEDS[0])
    except OSError:
        pytest.skip("a file system of Unicode names")
    for args in ((), ("seeds/a/\udce9.md",)):
        assert [played(*args), played(*args)] == [False, True]


class Stream(io.BytesIO):
    """Bytes that were written, if they could be."""

    broken = False

    def writelines(self, lines: Iterable[Any]) -> None:
        if self.broken:
            raise BrokenPipeError
        super().writelines(lines)


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", b"\xc3\xa9 \xe2\x80\xa6\n"),
        ("latin-1", b"\xe9 \\u2026\n"),
        ("ascii", b"\\xe9 \\u2026\n"),
    ],
)
def test_what_a_stream_cannot_say_is_escaped(
    encoding: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Stream()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream, encoding))
    assert replay.printed(["é ".encode(), "…\n".encode()])
    assert stream.getvalue() == written


def test_what_cannot_be_printed_again_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who really runs says what is wrong."""
    call()
    stream = Stream()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream, "utf-8"))
    stream.broken = True
    assert Replay(()).play() is None
    stream.broken = False
    assert Replay(()).play() is not None
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert Replay(()).play() is None
    assert not replay.printed([b""])


def test_another_folder_for_the_cache() -> None:
    for args in (("--cache-dir", "mine"), ("--cache-dir=mine",)):
        assert [call(*args)[1], call(*args)[1]] == [False, True]
    assert len(pages("mine")) == 2
    assert not pages()


WATCHED = """
import os, sys

looked = set()

def note(path):
    if isinstance(path, (str, bytes, os.PathLike)):
        looked.add(os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(path))))

def watching(name):
    really = getattr(os, name)
    def look(path, *args, **options):
        note(path)
        return really(path, *args, **options)
    return look

def heard(event, args):
    if event in ("open", "os.listdir", "os.scandir"):
        note(args[0])

import seedlint.cli
from seedlint import disk
from seedlint.replay import Replay

for name in ("stat", "lstat", "readlink", "access"):
    setattr(os, name, watching(name))
sys.addaudithook(heard)
known = Replay(sys.argv[1:])
seedlint.cli.main(sys.argv[1:], known)
sys.stdout.flush()
seen = {path for _, path in disk._looks.seen}
print("\\n".join(sorted(looked - seen)), file=sys.stderr)
"""


@pytest.mark.parametrize("name", ["full", "json", "sarif", "gitlab"])
def test_no_look_at_the_disk_is_missed(name: str, tmp_path: Path) -> None:
    """Whatever a run looks at in a project, it remembers that it has looked at it."""
    write("variables.json", '["who"]')
    write("seedlint.toml", f'variables-from = ["variables.json"]\n{CONFIG}')
    record()
    with open("seeds/a/two.md", "a", encoding="utf-8") as seed:
        seed.write("\n\n<!-- seedlint: ignore-file[all] -->\n")
    os.symlink("../a", "seeds/b/link")
    program = tmp_path.with_name(f"{tmp_path.name}-program.py")
    program.write_text(WATCHED, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, program, "--output-format", name],
        capture_output=True,
        text=True,
        check=True,
    )
    here = os.fspath(tmp_path)
    missed = {path for path in run.stderr.splitlines() if path.startswith(here)}
    own = {path for path in missed if cachefile.FOLDER in path}
    above = {here}  # which the path of each of them leads through
    assert missed - own - above == set()
