"""Files written as a whole: who looks, at whatever moment, finds the old content or the new one."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from seedlint.interruption import Cleanup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PREFIX = ".seedlint-"
"""Of what is not in its place yet: hidden, and of no kind that is ever linted."""
_STALE = 3600
"""After how many seconds that cannot be anybody's work any more."""
_BINARY = getattr(os, "O_BINARY", 0)  # Windows


def replace(path: str, content: bytes, expected: bytes | None = None) -> bool:
    """Put `content` in the place of a file, or where there is none yet; follow a link to its file.

    The file keeps its mode and, where the system lets us, its owner. With `expected`, False if the
    file has neither that nor the new content any longer; then nothing is changed. Raises OSError,
    with the file as it was; one without a write bit is refused to everybody, root included.
    """
    path = os.path.realpath(path)
    owned = _writable(path)
    with _beside(path) as temporary:
        with open(temporary, "xb") as file:
            if owned:
                _inherit(temporary, owned)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a rename may reach the disk before the content does
        if expected is not None and _content(path) not in (expected, content):
            return False
        os.replace(temporary, path)
    return True


def renew(path: str, content: Iterable[bytes | memoryview]) -> None:
    """Put `content` in the place of a file that can be made again, for its owner alone to read.

    It comes in pieces. A link there is replaced itself, for it may lead anywhere, and nothing waits
    for the disk: after a crash of the system the file may be damaged. Raises OSError, with the file
    as it was.
    """
    with _beside(path) as temporary:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with open(descriptor, "wb") as file:
            file.writelines(content)
        os.replace(temporary, path)


def sweep(folder: str) -> None:
    """Delete what runs that were killed have left in a folder, as far as that can be done."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _is_temporary(entry.name) and entry.is_file(follow_symlinks=False):
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if age > _STALE:
                    os.unlink(entry.path)


@contextmanager
def _beside(path: str) -> Iterator[str]:
    """A path in the same folder, at which there is nothing any more at the end."""
    temporary = os.path.join(os.path.dirname(path), f"{_PREFIX}{os.urandom(8).hex()}")
    with Cleanup(partial(_discard, temporary)):
        yield temporary


def _is_temporary(name: str) -> bool:
    """Whether a name is one of `_beside`; a project's own files may begin alike."""
    prefix, random = name[:-16], name[-16:]
    return prefix == _PREFIX and not random.strip("0123456789abcdef")


def _discard(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _writable(path: str) -> os.stat_result | None:
    """What a file is, or None where there is none; PermissionError where it must not be written."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    if not status.st_mode & 0o222:
        raise PermissionError(errno.EACCES, "it is read-only")
    if not os.access(path, os.W_OK):
        os.close(os.open(path, os.O_WRONLY))  # which says why, such as that the whole disk is so
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return status


def _inherit(path: str, owned: os.stat_result) -> None:
    """Give a new file the owner and the mode of another one, before there is anything in it."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root gives files away
            os.chown(path, owned.st_uid, owned.st_gid)
    os.chmod(path, stat.S_IMODE(owned.st_mode))


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
