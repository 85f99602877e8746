"""Globs for the files that are wanted, as few and as plain as can be."""

from __future__ import annotations

import re
from collections import defaultdict
from posixpath import splitext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_WILD = re.compile(r"[*?\[~]")
_UNSPEAKABLE = re.compile("[:\\\\\ud800-\udfff]")
"""What TOML cannot write, or what the configuration takes for the way out of the project."""


def covering(wanted: Iterable[str], others: Iterable[str]) -> list[str]:
    """Globs that mean every wanted path, and few of the others.

    A folder is taken as a whole where most of its files are wanted, those of one kind together.
    """
    by_kind: dict[str, set[str]] = defaultdict(set)
    for path in wanted:
        by_kind[splitext(path)[1]].add(path)
    beside = set(others)
    return sorted(
        glob
        for kind, paths in by_kind.items()
        for glob in _covering("", kind, paths, {o for o in beside - paths if o.endswith(kind)})
    )


def literal(name: str) -> str:
    """The glob that means one path; no character of it is a wildcard, or leads out of a folder."""
    return _UNSPEAKABLE.sub("?", _WILD.sub(r"[\g<0>]", name))


def _covering(
    folder: str, kind: str, wanted: Collection[str], others: Collection[str]
) -> Iterator[str]:
    if folder and len(others) <= len(wanted):
        yield f"{literal(folder)}**/*{literal(kind)}"
        return
    here, below = _sorted_into_folders(folder, wanted)
    others_here, others_below = _sorted_into_folders(folder, others)
    if here and len(others_here) < len(here):
        yield f"{literal(folder)}*{literal(kind)}"
    else:
        yield from map(literal, here)
    for name, paths in below.items():
        yield from _covering(f"{folder}{name}/", kind, paths, others_below.get(name, ()))


def _sorted_into_folders(
    folder: str, paths: Iterable[str]
) -> tuple[list[str], dict[str, list[str]]]:
    """The files of a folder itself, and those below it by the name of the next folder."""
    here: list[str] = []
    below: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        name, inside, _ = path[len(folder) :].partition("/")
        (below[name] if inside else here).append(path)
    return here, below
