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
    from collections.abc import Iterator, Sequence

MOST = 16
"""How many reports are kept."""

_PREFIX = "report-"
_ENVIRONMENT = ("NO_COLOR", "TERM", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")
"""The variables that decide over what is printed."""


class Replay:
    """What a call with these arguments printed before, and what it prints now."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._day = _today()
        self._arguments = arguments
        asked = [*arguments, _here(), self._day, str(_terminal())]
        asked += [f"{name}={os.environ.get(name)}" for name in _ENVIRONMENT]
        self._name = _PREFIX + digest("\0".join(asked).encode("utf-8", "surrogateescape"))

    def play(self) -> int | None:
        """Print what was printed before, where that holds, and return the exit status; or None."""
        stream = sys.stdout
        if "--no-cache" in self._arguments or not isinstance(stream, io.TextIOWrapper):
            return None
        for folder in self._folders():
            path = os.path.join(folder, self._name)
            if os.path.lexists(path) and (page := cachefile.load_bytes(path, program())):
                return _printed(page, stream)
        return None

    def keep(self, beside: str, looks: disk.Looks, status: int, text: str) -> None:
        """Remember what was printed, beside the file of a cache, as far as that can be done.

        Where the disk changed while a run looked at it, nothing tells which of it was reported.
        """
        if not looks.steady or self._day != _today():
            return
        folder = os.path.dirname(beside)
        fields = [field for look, was in looks.seen.items() for field in (*look, was)]
        seen = "\0".join(fields).encode("utf-8", "surrogatepass")
        head = f"{status} {len(seen)}\n".encode()
        page = head + seen + text.encode("utf-8", "backslashreplace")
        try:
            cachefile.save_bytes(os.path.join(folder, self._name), program(), page)
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


def _printed(page: bytes, stream: io.TextIOWrapper) -> int | None:
    head, _, _ = page.partition(b"\n")
    status, length = map(int, head.split())
    begin = len(head) + 1 + length
    fields = page[begin - length : begin].decode("utf-8", "surrogatepass").split("\0")
    if not disk.same(zip(fields[::3], fields[1::3], fields[2::3], strict=True)):
        return None
    text = page[begin:]
    stream.reconfigure(errors="backslashreplace")
    try:
        if stream.encoding == "utf-8" and os.linesep == "\n":
            stream.buffer.write(text)
        else:
            stream.write(text.decode())
        stream.flush()
    except OSError:
        return None  # who really runs says what is wrong
    return status


def _drop_the_oldest(folder: str) -> None:
    with os.scandir(folder) as entries:
        pages = [entry for entry in entries if _is_page(entry.name)]
    if len(pages) > MOST:
        for entry in sorted(pages, key=lambda entry: entry.stat().st_mtime_ns)[:-MOST]:
            os.unlink(entry.path)


def _is_page(name: str) -> bool:
    """Whether a file is one of ours; what else lies in a folder is not."""
    rest = name.removeprefix(_PREFIX)
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
