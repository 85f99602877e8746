"""Which program this is: what it has found holds for no other one."""

from __future__ import annotations

import os
import sys

from seedlint import __version__
from seedlint.digest import digest

_FOLDERS = ("", "cli", "report", "rules", "schemas")
"""The folders of this package that decide over what is found and said."""

_PACKAGES = ("frontmatter", "jsonschema", "jsonschema_rs", "openapi_spec_validator", "yaml")
"""What findings depend on besides this package."""


_here: dict[str, str] = {}
"""What tells the program in a folder: it is asked for wherever something is kept."""


def program() -> str:
    """What tells this program from other versions of it, also while somebody works on it.

    The dates of its files are there besides its version. Nobody else knows them, so that a cache
    which comes with a project is not taken for our own: above all that of when this folder was
    changed, which no archive, image or reproducible build can set.
    """
    here = os.path.dirname(__file__)
    if here not in _here:
        _here[here] = _told(here)
    return _here[here]


def _told(here: str) -> str:
    states: list[object] = [__version__, sys.version, _changed(here)]
    for folder in _FOLDERS:
        states += _states(os.path.join(here, folder))
    for folder in sys.path:
        for package in _PACKAGES:
            states += _state(os.path.join(folder, package, "__init__.py"))
    return digest(repr(states).encode("utf-8", "surrogateescape"))


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_ctime_ns
    except OSError:
        return 0


def _states(folder: str) -> list[object]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    files = (name for name in names if name.endswith((".py", ".json")))
    return [state for name in files for state in (name, *_state(os.path.join(folder, name)))]


def _state(path: str) -> list[object]:
    try:
        status = os.stat(path)
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]
