"""The file that a cache is kept in: its lines come back as they were written, or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from seedlint import atomic

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """The path of a project's file, in its own folder or in one that projects may share."""
    root = os.path.abspath(root)
    folder = os.path.abspath(folder or os.path.join(root, FOLDER))
    try:
        home = os.path.relpath(root, folder)  # which stays when both are moved
    except ValueError:  # another drive, on Windows
        home = root
    name = sha256(os.fsencode(home)).hexdigest()[:16]
    return os.path.join(folder, f"findings-{name}")


def load(path: str, program: str) -> list[str]:
    """The lines of a file, if it is intact and the same program wrote it; else none."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > MAX_SIZE:
            return []
        with open(path, "rb") as file:
            head, body = file.readline(MAX_SIZE), file.read(MAX_SIZE)
    except (OSError, ValueError):
        return []
    intact = head == _head(program, body) and body.isascii()
    return body.decode("ascii").split("\n") if intact else []


def save(path: str, program: str, lines: Iterable[str]) -> None:
    """Write a file as a whole, for nobody else to read; its folder is made where it is missing.

    The lines are ASCII. Raises OSError.
    """
    body = "\n".join(lines).encode("ascii")
    if len(body) > MAX_SIZE:
        with suppress(FileNotFoundError):
            os.unlink(path)
        return
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        _make(folder)
    atomic.sweep(folder)
    atomic.renew(path, _head(program, body) + body)


def _make(folder: str) -> None:
    """Make a folder that git and backups pass over."""
    os.makedirs(folder, exist_ok=True)
    for name, content in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", _TAG)):
        atomic.renew(os.path.join(folder, name), content)


def _head(program: str, body: bytes) -> bytes:
    return f"seedlint cache {program} {sha256(body).hexdigest()}\n".encode()
