"""What a run has seen of the disk is told from what there is now, and nothing waits or is lost."""

from __future__ import annotations

import errno
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seedlint import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    Path("seed.md").write_bytes(b"# Loans\n")
    Path("seeds").mkdir()
    Path("seeds/a.md").touch()
    yield
    disk.forget()


def listed(folder: str) -> list[str]:
    """What stands in a folder, which may be missing."""
    try:
        return [entry.name for entry in disk.listing(folder)]
    except OSError:
        return []


def read(path: str, most: int = -1) -> bytes:
    """What a file holds, which may be missing."""
    try:
        return disk.content(path, most)
    except OSError:
        return b""


def replaced(path: str) -> Path:
    """The path of a file that was there, for something else."""
    Path(path).unlink()
    return Path(path)


def seen(look: Callable[[], object]) -> bool:
    """Whether what a look showed would be shown again."""
    looks = disk.remember()
    look()
    disk.forget()
    assert looks.steady
    (((how, path), was),) = looks.seen.items()
    return not [*disk.differing([(how, path, was)])]


def remembered(look: Callable[[], object], change: Callable[[], object]) -> bool:
    """Whether a look would show the same after a change."""
    looks = disk.remember()
    look()
    disk.forget()
    change()
    return not [*disk.differing((*at, was) for at, was in looks.seen.items())]


LOOKS = [
    lambda: read("seed.md"),
    lambda: read("gone.md"),
    lambda: read("seed.md", 100),
    lambda: read("seed.md", 9),
    lambda: listed("seeds"),
    lambda: listed("gone"),
    lambda: disk.kind("seeds"),
    lambda: disk.kind("gone"),
    lambda: disk.there("seed.md"),
    lambda: disk.there("gone"),
    lambda: disk.identity("seeds/../seed.md"),
]


@pytest.mark.parametrize("look", LOOKS)
def test_what_has_not_changed_is_seen_again(look: Callable[[], object]) -> None:
    assert seen(look)


@pytest.mark.parametrize(
    ("look", "change"),
    [
        (lambda: read("seed.md"), lambda: Path("seed.md").write_bytes(b"# Loan \n")),
        (lambda: read("seed.md"), lambda: Path("seed.md").write_bytes(b"# Loans\n\n")),
        (lambda: read("seed.md"), lambda: Path("seed.md").write_bytes(b"# Loans")),
        (lambda: read("seed.md"), lambda: Path("seed.md").write_bytes(b"")),
        (lambda: read("seed.md"), lambda: Path("seed.md").unlink()),
        (lambda: read("gone.md"), lambda: Path("gone.md").touch()),
        (lambda: listed("seeds"), lambda: Path("seeds/b.md").touch()),
        (lambda: listed("seeds"), lambda: Path("seeds/a.md").rename("seeds/b.md")),
        (
            lambda: listed("seeds"),
            lambda: replaced("seeds/a.md").mkdir(),
        ),
        (lambda: listed("gone"), lambda: Path("gone").mkdir()),
        (lambda: disk.kind("seeds"), lambda: Path("seeds").rename("sown")),
        (lambda: disk.kind("gone"), lambda: Path("gone").touch()),
        (lambda: disk.there("gone"), lambda: Path("gone").touch()),
        (lambda: disk.there("seed.md"), lambda: Path("seed.md").unlink()),
    ],
)
def test_what_has_changed_is_told(look: Callable[[], object], change: Callable[[], object]) -> None:
    assert not remembered(look, change)


def test_an_empty_folder_and_none_are_not_the_same() -> None:
    """Only one of them is an error to whoever asks for it."""
    Path("empty").mkdir()
    assert not remembered(lambda: listed("empty"), lambda: Path("empty").rmdir())


@posix
@pytest.mark.parametrize(
    "change",
    [
        lambda: replaced("seeds/a.md").symlink_to("../seed.md"),
        lambda: replaced("seeds/a.md").symlink_to("a.md"),
        lambda: Path("seeds/link").symlink_to("."),
    ],
)
def test_a_link_is_no_plain_file(change: Callable[[], object]) -> None:
    assert not remembered(lambda: listed("seeds"), change)
    assert seen(lambda: listed("seeds"))


@pytest.mark.parametrize("most", [0, 1, 7, 8])
def test_what_was_read_in_part_counts_as_changed(most: int) -> None:
    """Nothing is known of the rest, which may decide over a report the next time."""
    assert read("seed.md", most) == b"# Loans\n"[:most]
    assert not seen(lambda: read("seed.md", most))


@pytest.mark.parametrize("size", [0, 1, disk._PIECE - 1, disk._PIECE, disk._PIECE + 1, 200_000])
def test_files_of_any_size(size: int) -> None:
    content = b"x" * size
    large = Path("large")
    large.write_bytes(content)
    assert read("large") == content
    assert seen(lambda: read("large"))
    for other in (content[:-1] + b"y", content + b"x"):
        assert not remembered(lambda: read("large"), partial(large.write_bytes, other))
        large.write_bytes(content)


@pytest.mark.parametrize("most", [-1, 5, 8, 9, 100])
def test_a_read_that_brings_little_is_not_the_last(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal may cut it short, or a file system of its own mind."""
    whole = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: whole(descriptor, min(size, 3)))
    assert read("seed.md", most) == (b"# Loans\n" if most < 0 else b"# Loans\n"[:most])


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no file of unknown size")
def test_a_file_that_tells_no_size_is_read_to_its_end() -> None:
    path = "/proc/self/status"
    assert os.stat(path).st_size == 0
    assert read(path).count(b"\n") == Path(path).read_bytes().count(b"\n") > 10
    assert len(read(path, 20)) == 1  # as much as it says, and the one more that tells of more


@posix
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_refused_at_once(make: Callable[[str], None]) -> None:
    make("odd")
    with pytest.raises(OSError, match=r"regular file|directory") as caught:
        disk.content("odd")
    assert caught.value.errno in (errno.EINVAL, errno.EISDIR)
    assert disk.kind("odd") == (disk.FOLDER if make is os.mkdir else disk.OTHER)


def test_kinds() -> None:
    kinds = {path: disk.kind(path) for path in ("seed.md", "seeds", "gone", "a\0b")}
    assert kinds == {"seed.md": disk.FILE, "seeds": disk.FOLDER, "gone": None, "a\0b": None}


def test_two_looks_that_differ_are_not_steady() -> None:
    looks = disk.remember()
    read("seed.md")
    assert looks.steady
    Path("seed.md").write_bytes(b"")
    read("seed.md")
    assert looks.steady is False
