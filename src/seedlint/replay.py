"""A report that was printed before, printed again while a run would see all the same again.

What a run looks at on the disk, `disk` remembers. The rest that decides over its output is known
before anything is imported: the arguments, where it is called, what it writes to, and the day.
"""

from __future__ import annotations

import io
import os
import sys
import time

from seedlint import cachefile, disk
from seedlint.digest import WIDTH, digest
from seedlint.program import program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST = 16
"""How many reports are kept."""

FEW = 32
"""How many files may have changed for the rest of a report to be worth keeping."""

_PAGE, _PIECES = "report-", "pieces-"
_HEAD = 100
"""No fewer bytes than those of a page before what was seen."""

_ENVIRONMENT = ("NO_COLOR", "TERM", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")
"""The variables that decide over what is printed."""


class Replay:
    """What a call with these arguments printed before, and what it prints now."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._day = _today()
        self._arguments = arguments
        asked = [*arguments, _here(), self._day, str(_terminal())]
        asked += [f"{name}={os.environ.get(name)}" for name in _ENVIRONMENT]
        self._name = digest("\0".join(asked).encode("utf-8", "surrogateescape"))
        self.outdated: Outdated | None = None

    def play(self) -> int | None:
        """Print what was printed before, where that holds, and return the exit status; or None.

        Where a few files alone have changed since, it is `outdated`.
        """
        if not isinstance(sys.stdout, io.TextIOWrapper):
            return None
        for folder in self._folders():
            path = os.path.join(folder, _PAGE + self._name)
            if os.path.lexists(path) and (page := cachefile.load_bytes(path, self._key())):
                return self._played(page, folder)
        return None

    def keep(
        self,
        beside: str,
        looks: disk.Looks,
        status: int,
        text: Sequence[bytes | memoryview],
        pieces: Iterable[str] = (),
    ) -> None:
        """Remember what was printed, beside the file of a cache, as far as that can be done.

        Where the disk changed while a run looked at it, nothing tells which of it was reported.
        `pieces` say in ASCII, if anything, what the text is made of.
        """
        if not looks.steady or self._day != _today():
            return
        folder = os.path.dirname(beside)
        fields = [field for look, was in looks.seen.items() for field in (*look, was)]
        seen = "\0".join(fields).encode("utf-8", "surrogatepass")
        page = [b"%d %d\n" % (status, len(seen)), seen, *text]
        try:
            cachefile.save_bytes(os.path.join(folder, _PAGE + self._name), self._key(), page)
            if lines := [*pieces]:
                cachefile.save(os.path.join(folder, _PIECES + self._name), self._key(seen), lines)
            _drop_the_oldest(folder)
        except OSError:
            return

    def _folders(self) -> list[str]:
        """The folders of the caches that may have it."""
        own = [
            value or following
            for argument, following in zip(
                self._arguments, [*self._arguments[1:], ""], strict=False
            )
            for option, _, value in [argument.partition("=")]
            if option == "--cache-dir"
        ]
        return own or [os.path.join(each, cachefile.FOLDER) for each in _upward(_here())]

    def _played(self, page: memoryview, folder: str) -> int | None:
        head, _, _ = bytes(page[:_HEAD]).partition(b"\n")
        status, length = map(int, head.split())
        begin = len(head) + 1 + length
        seen, text = page[begin - length : begin], page[begin:]
        looks = str(seen, "utf-8", "surrogatepass").split("\0")
        pieces = os.path.join(folder, _PIECES + self._name)
        few = FEW if os.path.lexists(pieces) else 0
        changed: list[str] = []
        for how, path in disk.differing(zip(looks[::3], looks[1::3], looks[2::3], strict=True)):
            if how != disk.CONTENT or len(changed) == few:
                return None
            changed.append(path)
        if not changed:
            return status if printed([text]) else None
        self.outdated = Outdated(looks, changed, text, pieces, self._key(seen))
        return None

    def _key(self, page: bytes | memoryview = b"") -> str:
        """What pages of this program are sealed with; with what one has seen, its pieces."""
        return digest(page, program().encode()) if page else program()


class Outdated:
    """What was printed before some files have `changed`."""

    def __init__(
        self, looks: list[str], changed: list[str], text: memoryview, pieces: str, key: str
    ) -> None:
        self.changed = changed
        self.text = text
        self._looks = looks
        self._pieces = pieces
        self._key = key

    @property
    def looked(self) -> Iterator[str]:
        """The paths of all files that were read."""
        hows, paths = self._looks[::3], self._looks[1::3]
        return (path for how, path in zip(hows, paths, strict=True) if how == disk.CONTENT)

    def pieces(self) -> list[str]:
        """What is known of the pieces that the text is made of; nothing where that is lost."""
        return cachefile.load(self._pieces, self._key)

    def rest(self) -> dict[tuple[str, str], str]:
        """All that was looked at but what has changed, by how and where, and what was seen."""
        looks = self._looks
        seen = dict(zip(zip(looks[::3], looks[1::3], strict=True), looks[2::3], strict=True))
        for path in self.changed:
            del seen[disk.CONTENT, path]
        return seen


def printed(text: Iterable[bytes | memoryview]) -> bool:
    """Print a text in UTF-8 as it is, piece by piece; False where that does not work."""
    stream = sys.stdout
    if not isinstance(stream, io.TextIOWrapper):
        return False
    stream.reconfigure(errors="backslashreplace")
    try:
        if stream.encoding == "utf-8" and os.linesep == "\n":
            stream.buffer.writelines(text)
        else:
            stream.write(b"".join(text).decode())
        stream.flush()
    except OSError:
        return False  # who really runs says what is wrong
    return True


def _drop_the_oldest(folder: str) -> None:
    with os.scandir(folder) as entries:
        pages = [entry for entry in entries if _is_page(entry.name)]
    if len(pages) > MOST:
        for entry in sorted(pages, key=lambda entry: entry.stat().st_mtime_ns)[:-MOST]:
            os.unlink(entry.path)
            pieces = os.path.join(folder, _PIECES + entry.name.removeprefix(_PAGE))
            if os.path.lexists(pieces):
                os.unlink(pieces)


def _is_page(name: str) -> bool:
    """Whether a file is one of ours; what else lies in a folder is not."""
    rest = name.removeprefix(_PAGE)
    return name != rest and len(rest) == WIDTH and not rest.strip("0123456789abcdef")


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # it is gone, as who really runs will say
        return ""


def _today() -> str:
    return time.strftime("%Y-%m-%d")


def _terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _upward(folder: str) -> Iterator[str]:
    above = ""
    while folder != above:
        yield folder
        folder, above = os.path.dirname(folder), folder
