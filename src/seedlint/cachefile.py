"""The file that a cache is kept in: its lines come back as they were written, or not at all.

A project may come from a stranger, and so may a cache in it. What is taken for our own is sealed
with a key that is of this machine alone, and no link of the project leads us to its place.
"""

from __future__ import annotations

import errno
import os
import stat

from seedlint.digest import digest

TYPE_CHECKING = False  # nothing slow is imported here: a run that knows all ends before that
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER = ".seedlint_cache"
"""The folder for the file, in the root of the project, unless another one is asked for."""

MAX_SIZE = 64 * 1024 * 1024
"""How many bytes the file may have; a larger one is neither written nor read."""

_TAG = b"""\
Signature: 8a477f597d28d172789f06886806bc55
# This folder holds what seedlint can work out again: it may be deleted at any time.
# Source: Cache Directory Tagging Specification, https://bford.info/cachedir/
"""


def place(root: str, folder: str | None = None) -> str:
    """The path of a project's file, in its own folder or in one that projects may share.

    Only the latter, which whoever runs this has named, is found where a link leads.
    """
    root = os.path.abspath(root)
    folder = os.path.realpath(folder) if folder else os.path.join(root, FOLDER)
    try:
        home = os.path.relpath(root, folder)  # which stays when both are moved
    except ValueError:  # another drive, on Windows
        home = root
    name = digest(os.fsencode(home))[:16]
    return os.path.join(folder, f"findings-{name}")


def load(path: str, key: str) -> list[str]:
    """The lines of a file, if it is intact and was saved with the same key; else none."""
    body = load_bytes(path, key)
    try:
        return str(body, "ascii").split("\n") if body else []
    except UnicodeDecodeError:
        return []


def load_bytes(path: str, key: str) -> memoryview:
    """What a file holds, if it is intact and we saved it with the same key; else nothing.

    It is not copied: to get memory for some megabytes takes longer than to read them.
    """
    nothing = memoryview(b"")
    if _is_led_away(path):
        return nothing
    try:
        with open(path, "rb", buffering=0, opener=_at_once) as file:
            status = os.fstat(file.fileno())
            if not _ours(status) or status.st_size > MAX_SIZE:
                return nothing
            content = file.readall()
    except (OSError, ValueError):
        return nothing
    begin = content.find(b"\n") + 1
    body = memoryview(content)[begin:]
    return body if content[:begin] == _head(key, [body]) else nothing


def save(path: str, key: str, lines: Iterable[str]) -> None:
    """Write a file as a whole, for nobody else to read; its folder is made where it is missing.

    The lines are ASCII. The key, of at most 64 characters, is not written. Raises OSError.
    """
    save_bytes(path, key, ["\n".join(lines).encode("ascii")])


def save_bytes(path: str, key: str, body: Sequence[bytes | memoryview]) -> None:
    """Write a file as `save` does; one that would be too large is deleted. Raises OSError."""
    if _is_led_away(path):
        raise OSError(errno.ELOOP, "it is a link, which may lead anywhere")
    if sum(map(len, body)) > MAX_SIZE:
        if os.path.lexists(path):
            os.unlink(path)
        return
    from seedlint import atomic

    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        _make(folder)
    atomic.sweep(folder)
    atomic.renew(path, [_head(key, body), *body])


def _make(folder: str) -> None:
    """Make a folder that git and backups pass over."""
    from seedlint import atomic

    os.makedirs(folder, exist_ok=True)
    for name, content in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", _TAG)):
        atomic.renew(os.path.join(folder, name), [content])


def _at_once(path: str, flags: int) -> int:
    """Open a file, or a pipe that a project comes with, without waiting for anybody."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_led_away(path: str) -> bool:
    """Whether the folder for a file is a link, which a project from elsewhere may come with."""
    return os.path.islink(os.path.dirname(path))


def _ours(status: os.stat_result) -> bool:
    """Whether a file is a regular one that nobody else has put there."""
    return stat.S_ISREG(status.st_mode) and status.st_uid == getattr(os, "getuid", int)()


def _head(key: str, body: Iterable[bytes | memoryview]) -> bytes:
    return f"seedlint cache {digest(b'', key.encode(), body)}\n".encode()
