"""Paths as text: how they are shown to people, and which of them a glob means."""

from __future__ import annotations

import os
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint import disk
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WILDCARDS = regex(r"\*|\?|\[!?\]?[^\]]*\]")


def shown(path: str | os.PathLike[str], root: str = ".") -> str:
    """A path as people see it: relative to the working directory, or to a root, with `/`."""
    try:
        path = os.path.relpath(path, root)
    except ValueError:  # another drive, on Windows
        path = os.fspath(path)
    return path.replace(os.sep, "/")


def within(path: str, root: str) -> str | None:
    """A path relative to a root, with `/`, or None where it lies outside."""
    try:
        relative = os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # another drive, on Windows
        return None
    return None if relative == ".." or relative.startswith("../") else relative


def upward(folder: str) -> Iterator[str]:
    """A folder and each one around it, up to the root of the file system."""
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def work_tree(folder: str) -> str | None:
    """The git work tree that a folder lies in; in a linked one `.git` is a file."""
    return next((each for each in upward(folder) if disk.there(f"{each}/.git")), None)


def holds_home(folder: str) -> bool:
    """Whether the user's home lies in a folder, and with it what is nobody else's business."""
    return within(os.path.expanduser("~"), folder) is not None


def leaves(path: str) -> bool:
    """Whether a path in a file, which should go from the root, leads out of it on some system."""
    inside = posixpath.normpath(path.replace("\\", "/"))
    return inside.startswith(("/", "~/")) or inside[1:2] == ":" or inside.split("/", 1)[0] == ".."


def leads_out(path: str, root: str) -> bool:
    """Whether links lead from a path below a root out of that."""
    return within(disk.identity(path), disk.identity(root)) is None


def is_local(path: str) -> bool:
    """Whether a path in a file means nothing on another machine."""
    return leaves(path) or "\\" in path


def unreadable(path: str | os.PathLike[str], error: OSError) -> str:
    """One sentence on why a file cannot be read."""
    if isinstance(error, FileNotFoundError) and os.path.islink(path):
        return f"`{_told(path)}` is a link that leads nowhere"
    return f"`{_told(path)}` cannot be read: {reason(error)}"


def led_out(path: str | os.PathLike[str]) -> str:
    """One sentence on a path that is not gone, for links lead from it out of the project."""
    return f"`{_told(path)}` leads out of the project by a link"


def unwritable(path: str | os.PathLike[str], error: OSError) -> str:
    """One sentence on why a file cannot be written."""
    return f"`{_told(path)}` cannot be written: {reason(error)}"


def reason(error: OSError) -> str:
    """Why something cannot be done with a file, as the end of a sentence."""
    return (error.strerror or str(error)).lower()


def _told(path: str | os.PathLike[str]) -> str:
    """A path in a sentence: shown, unless that would lead up out of the working directory."""
    return within(os.path.abspath(path), os.getcwd()) or os.fspath(path)


def matches(path: str, glob: str) -> bool:
    """Whether a path relative to the root is one that a glob means, or lies in a folder that is.

    `*` and `?` stay within one name, `[…]` is one character of a set, `**` is any depth.
    """
    return _regex(glob).fullmatch(path) is not None


def is_glob(path: str) -> bool:
    """Whether there is a wildcard in a path."""
    return _WILDCARDS.search(path) is not None


def base(glob: str) -> str:
    """The folder that holds all that a glob can mean: its names before the first wildcard."""
    names = _normal(glob).split("/")
    plain = [index for index, name in enumerate(names) if _WILDCARDS.search(name)]
    return "/".join(names[: plain[0]] if plain else names)


def _normal(glob: str) -> str:
    normal = posixpath.normpath(glob)
    return "" if normal == "." else normal


@lru_cache(maxsize=256)
def _regex(glob: str) -> re.Pattern[str]:
    """The regular expression of a glob.

    What stands between two `**`, or two `*` of a name, is looked for once, as far to the left as it
    can be: the second wildcard takes the rest. Without that, many of them take for ever to fail.
    """
    normal = _normal(glob)
    if not normal:
        return re.compile(".*", re.S)
    first, *deeper = _runs(normal.split("/"))
    pattern = "".join(f"{name}/" for name in first)
    for run in deeper[:-1]:
        pattern += f"(?>(?:[^/]+/)*?{''.join(f'{name}/' for name in run)})" if run else ""
    if deeper and not deeper[-1]:
        return re.compile(f"{pattern}.+", re.S)
    pattern = f"{pattern}(?:[^/]+/)*{'/'.join(deeper[-1])}" if deeper else pattern[:-1]
    return re.compile(f"{pattern}(?:/.*)?", re.S)


def _runs(names: Iterable[str]) -> list[list[str]]:
    """The regular expressions of the names of a glob, in the runs that `**` parts them into."""
    runs: list[list[str]] = [[]]
    for name in names:
        if name == "**":
            runs.append([])
        else:
            runs[-1].append(_name(name))
    return runs


def _name(name: str) -> str:
    """The regular expression of one name of a glob."""
    parts, at = [""], 0
    for wildcard in _WILDCARDS.finditer(name):
        parts[-1] += re.escape(name[at : wildcard.start()])
        at = wildcard.end()
        if wildcard[0] == "*":
            parts.append("")
        else:
            parts[-1] += "[^/]" if wildcard[0] == "?" else _set(wildcard[0])
    parts[-1] += re.escape(name[at:])
    if len(parts) == 1:
        return parts[0]
    between = "".join(f"(?>[^/]*?{part})" for part in parts[1:-1] if part)
    return f"{parts[0]}{between}[^/]*{parts[-1]}"


def _set(written: str) -> str:
    """The regular expression of `[…]` or `[!…]`; one with nothing in it is text."""
    negated = written[1] == "!"
    found = []
    inside = written[1 + negated : -1]
    for match in re.finditer(r"(.)-(.)|(.)", inside, re.S):
        first, last = (match[3], match[3]) if match[3] else (match[1], match[2])
        if first <= last:
            found.append(f"{re.escape(first)}-{re.escape(last)}")
    if not inside:
        return re.escape(written)
    if not found:
        return "[^/]" if negated else "(?!)"
    return f"(?!/)[{'^' if negated else ''}{''.join(found)}]"
