"""A file is replaced as a whole or not at all, keeps what is its own, and leaves nothing beside."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from seedlint import atomic

OLD, NEW = b"old\r\n", b"new"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def file(content: bytes = OLD, mode: int = 0o644) -> Path:
    path = Path("a.md")
    path.write_bytes(content)
    path.chmod(mode)
    return path


def refused(error: int) -> str:
    """Try to replace the file; what the error says."""
    with pytest.raises(OSError, match=f"^.Errno {error}. ") as raised:
        atomic.replace("a.md", NEW, OLD)
    return str(raised.value.strerror)


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o4750, 0o666])
def test_a_file_keeps_its_mode(mode: int) -> None:
    path = file(mode=mode)
    assert atomic.replace("a.md", NEW)
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (NEW, mode)
    assert os.listdir() == ["a.md"]


def test_where_there_is_no_file_yet_there_is_one() -> None:
    """As any new file, it is what the user's mask leaves of it."""
    assert atomic.replace("b.md", NEW)
    Path("c.md").touch()
    assert Path("b.md").read_bytes() == NEW
    assert Path("b.md").stat().st_mode == Path("c.md").stat().st_mode


def test_a_file_keeps_its_owner_where_the_system_lets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container runs as root on the files of its user; another user's file may just be ours."""
    owners: list[tuple[int, int]] = []

    def give(path: str, user: int, group: int) -> None:
        owners.append((user, group))
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "chown", give)
    path = file()
    status = path.stat()
    assert atomic.replace("a.md", NEW)
    assert owners == [(status.st_uid, status.st_gid)]
    assert path.read_bytes() == NEW


def test_a_link_is_followed_to_its_file() -> None:
    path = file()
    Path("links").mkdir()
    Path("links/one.md").symlink_to("two.md")
    Path("links/two.md").symlink_to("../a.md")
    assert atomic.replace("links/one.md", NEW)
    assert path.read_bytes() == NEW
    assert not path.is_symlink()
    assert [os.readlink(f"links/{name}.md") for name in ("one", "two")] == ["two.md", "../a.md"]
    assert sorted(os.listdir("links")) == ["one.md", "two.md"]


def test_nobody_reads_the_new_content_who_may_not_read_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    modes = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: modes.append(os.fstat(descriptor).st_mode))
    path = file(mode=0o600)
    atomic.replace("a.md", NEW)
    assert modes == [path.stat().st_mode]


def test_what_is_not_as_expected_is_left_alone() -> None:
    """What somebody else wrote meanwhile is not lost; it may be what we are about to write."""
    path = file(b"theirs")
    assert not atomic.replace("a.md", NEW, OLD)
    assert path.read_bytes() == b"theirs"
    assert atomic.replace("a.md", b"theirs", OLD)
    path.unlink()
    refused(errno.ENOENT)
    assert os.listdir() == []


def test_a_read_only_file_is_so_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Root could write it, and in a container everybody is root."""
    path = file(mode=0o444)
    assert refused(errno.EACCES) == "it is read-only"
    path.chmod(0o644)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert refused(errno.EACCES) == os.strerror(errno.EACCES)
    assert path.read_bytes() == OLD
    assert os.listdir() == ["a.md"]


@pytest.mark.parametrize("name", ["fsync", "chmod", "replace"])
def test_what_fails_half_way_leaves_the_file_as_it_was(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = file()
    monkeypatch.setattr(os, name, full)
    refused(errno.ENOSPC)
    assert path.read_bytes() == OLD
    assert os.listdir() == ["a.md"]


def test_a_disk_that_is_full_after_some_bytes() -> None:
    """A limit on the size of files stops a real write in the middle, as a full disk does."""
    resource = pytest.importorskip("resource")
    path = file()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            atomic.replace("a.md", NEW * 100_000, OLD)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == OLD
    assert os.listdir() == ["a.md"]


def test_what_killed_runs_have_left_is_swept() -> None:
    """Only that, and only what is so old that nobody can be at work on it; never the baseline."""
    long_ago = time.time() - 2 * 3600
    Path(".seedlint-0000000000000000").mkdir()
    own = [".seedlint-0000000000000000", ".seedlint-baseline.json", ".seedlint.toml", "a.md"]
    for name in (".seedlint-0123456789abcdef", f"{own[0]}/x", *own[1:]):
        Path(name).touch()
        os.utime(name, (long_ago, long_ago))
    Path(".seedlint-fedcba9876543210").touch()
    atomic.sweep(".")
    assert sorted(os.listdir()) == sorted((*own, ".seedlint-fedcba9876543210"))
    atomic.sweep("nowhere")
