"""Paths as text: how they are shown to people, and which of them a glob means."""

from __future__ import annotations

import os
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint import disk

if TYPE_CHECKING:
    from collections.abc import Iterator

_WILDCARDS = re.compile(r"\*|\?|\[!?\]?[^\]]*\]")


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


def leaves(path: str) -> bool:
    """Whether a path in a file, which should go from the root, leads out of it on some system."""
    inside = posixpath.normpath(path.replace("\\", "/"))
    return inside.startswith(("/", "~/")) or inside[1:2] == ":" or inside.split("/", 1)[0] == ".."


def is_local(path: str) -> bool:
    """Whether a path in a file means nothing on another machine."""
    return leaves(path) or "\\" in path


def unreadable(path: str | os.PathLike[str], error: OSError) -> str:
    """One sentence on why a file cannot be read."""
    if isinstance(error, FileNotFoundError) and os.path.islink(path):
        return f"`{_told(path)}` is a link that leads nowhere"
    return f"`{_told(path)}` cannot be read: {_reason(error)}"


def unwritable(path: str | os.PathLike[str], error: OSError) -> str:
    """One sentence on why a file cannot be written."""
    return f"`{_told(path)}` cannot be written: {_reason(error)}"


def _told(path: str | os.PathLike[str]) -> str:
    """A path in a sentence: shown, unless that would lead up out of the working directory."""
    return within(os.path.abspath(path), os.getcwd()) or os.fspath(path)


def matches(path: str, glob: str) -> bool:
    """Whether a path relative to the root is one that a glob means, or lies in a folder that is.

    `*` and `?` stay within one name, `[…]` is one character of a set, `**` is any depth.
    """
    return _regex(glob).fullmatch(path) is not None


def base(glob: str) -> str:
    """The folder that holds all that a glob can mean: its names before the first wildcard."""
    names = _normal(glob).split("/")
    plain = [index for index, name in enumerate(names) if _WILDCARDS.search(name)]
    return "/".join(names[: plain[0]] if plain else names)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _normal(glob: str) -> str:
    normal = posixpath.normpath(glob)
    return "" if normal == "." else normal


@lru_cache(maxsize=256)
def _regex(glob: str) -> re.Pattern[str]:
    names = _normal(glob).split("/")
    deep = [name == "**" for name in names]
    pattern = ""
    for index, name in enumerate(names):
        last = index + 1 == len(names)
        if not deep[index]:
            pattern += _name(name) + ("" if last else "/")
        elif last:
            pattern += ".+"
        elif not deep[index + 1]:
            pattern += "(?:[^/]+/)*"
    return re.compile(f"{pattern}(?:/.*)?" if pattern else ".*", re.S)


def _name(name: str) -> str:
    """The regular expression of one name of a glob."""
    parts, at = [], 0
    for wildcard in _WILDCARDS.finditer(name):
        parts.append(re.escape(name[at : wildcard.start()]))
        at = wildcard.end()
        if wildcard[0] == "*":
            parts.append("[^/]*")
        elif wildcard[0] == "?":
            parts.append("[^/]")
        else:
            parts.append(_set(wildcard[0]))
    return "".join(parts) + re.escape(name[at:])


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
