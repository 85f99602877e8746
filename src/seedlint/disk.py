"""The disk as a run sees it: every look at it goes through here, and can be remembered.

A run that would see all the same again has nothing to find out; `replay` lives by that. So what
decides over a report asks here for files, folders and what there is, and nowhere else.
"""

from __future__ import annotations

import errno
import os
import stat

from seedlint.digest import digest

TYPE_CHECKING = False  # to import `typing` takes as long as all else that a cached run does
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FILE, FOLDER, OTHER = "file", "folder", "other"
CONTENT = "content"
"""How a file is looked at that is read."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""How files are opened: opening a pipe waits for nobody."""

_PIECE = 64 * 1024
"""How much is read at once to be compared: for more, the system gives new memory each time."""

_MORE = 1024 * 1024
_TOO_MUCH = "0 too much to be looked at again"


class Entry:
    """What stands in a folder, whether it is a link, and whether it is or leads to a folder."""

    __slots__ = ("folder", "link", "name", "path")

    def __init__(self, found: os.DirEntry[str]) -> None:
        self.name = found.name
        self.path = found.path
        self.link = found.is_symlink()
        try:
            self.folder = found.is_dir()
        except OSError:  # a link to itself
            self.folder = False

    @property
    def state(self) -> str:
        """What matters of it: its name, and of what is no plain file whether it is the others."""
        return (
            f"{self.name}/{self.link:d}{self.folder:d}" if self.link or self.folder else self.name
        )


class Looks:
    """What has been seen, by how and where it was looked at; the first look counts."""

    def __init__(self, seen: Mapping[tuple[str, str], str]) -> None:
        self.seen = {**seen}
        self.steady = True

    def note(self, how: str, path: str, seen: str) -> None:
        """Remember a look; if it differs from an earlier one, the disk was not `steady`."""
        if self.seen.setdefault((how, os.path.abspath(path)), seen) != seen:
            self.steady = False


_looks: Looks | None = None


def remember(seen: Mapping[tuple[str, str], str] | None = None) -> Looks:
    """Remember all looks from now on, besides what has been `seen` before."""
    global _looks
    _looks = Looks(seen or {})
    return _looks


def forget() -> None:
    """Remember no more looks."""
    global _looks
    _looks = None


def content(path: str, most: int = -1) -> bytes:
    """The first bytes of a regular file, or all. Raises OSError.

    What is no regular file is refused: reading a pipe or a device might never end.
    """
    try:
        found = _content(path, most)
    except (OSError, ValueError):
        _note(CONTENT, path, "")
        raise
    if _looks:
        whole = most < 0 or len(found) < most
        _looks.note(CONTENT, path, _told(found) if whole else _TOO_MUCH)
    return found


def listing(folder: str) -> list[Entry]:
    """What stands in a folder, in the order of names. Raises OSError."""
    try:
        found = _listing(folder)
    except OSError:
        _note("listing", folder, "")
        raise
    if _looks:
        _looks.note("listing", folder, _digest_of(each.state for each in found))
    return found


def kind(path: str) -> str | None:
    """What a path leads to: a file, a folder, something other, or nothing."""
    found = _kind(path)
    _note("kind", path, found or "")
    return found


def there(path: str) -> bool:
    """Whether there is anything at a path, be it a link that leads nowhere."""
    found = os.path.lexists(path)
    _note("there", path, "yes" if found else "")
    return found


def identity(path: str) -> str:
    """The path of a file or a folder itself, whatever links lead to it."""
    found = os.path.realpath(path)
    _note("identity", path, found)
    return found


def differing(looks: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """The looks that would show something else now; each is how and where, and what was seen."""
    return ((how, path) for how, path, was in looks if _AGAIN[how](path, was) != was)


def _note(how: str, path: str, seen: str) -> None:
    if _looks:
        _looks.note(how, path, seen)


def _content(path: str, most: int) -> bytes:
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        found = b""
        wanted = min(most, status.st_size + 1) if most >= 0 else status.st_size + 1
        while len(found) < wanted and (more := os.read(descriptor, wanted - len(found))):
            found += more
            if len(found) == status.st_size:
                break
            if most < 0:  # it grows, or is of a system that tells no sizes
                wanted += _MORE
    finally:
        os.close(descriptor)
    return found


def _listing(folder: str) -> list[Entry]:
    with os.scandir(folder) as scan:
        return sorted(map(Entry, scan), key=lambda entry: entry.name)


def _kind(path: str) -> str | None:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return None
    return FILE if stat.S_ISREG(mode) else FOLDER if stat.S_ISDIR(mode) else OTHER


def _digest_of(states: Iterable[str]) -> str:
    """The digest of what matters of all that stands in a folder."""
    return digest(os.fsencode("\0".join(sorted(states))))


def _told(content: bytes) -> str:
    return f"{len(content)} {digest(content)}"


def _content_again(path: str, was: str) -> str:
    """What a file holds, read no further than to know whether that is what it was."""
    size, _, told = was.partition(" ")
    try:
        most = int(size or 0) + 1
        descriptor = os.open(path, _FLAGS)
        try:
            if most <= _PIECE:
                found = digest(os.read(descriptor, most))
            else:
                found = digest(b"", rest=_pieces(descriptor, most))
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return ""
    return was if found == told else "something else"


def _pieces(descriptor: int, most: int) -> Iterator[bytes]:
    """What a file holds, as far as the most that is wanted of it."""
    while most > 0 and (piece := os.read(descriptor, min(most, _PIECE))):
        yield piece
        most -= len(piece)


def _listing_again(path: str, was: str) -> str:
    try:
        with os.scandir(path) as scan:
            return _digest_of(
                [
                    each.name if each.is_file(follow_symlinks=False) else Entry(each).state
                    for each in scan
                ]
            )
    except OSError:
        return ""


_AGAIN: Mapping[str, Callable[[str, str], str]] = {
    CONTENT: _content_again,
    "listing": _listing_again,
    "kind": lambda path, was: _kind(path) or "",
    "there": lambda path, was: "yes" if os.path.lexists(path) else "",
    "identity": lambda path, was: os.path.realpath(path),
}
"""What is seen by each kind of look now, where it `was` something before."""
