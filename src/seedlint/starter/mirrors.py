"""Remote references whose files lie here as well: `references`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from posixpath import basename, dirname
from typing import TYPE_CHECKING
from urllib.parse import unquote

from seedlint.paths import leaves
from seedlint.report.summary import plural
from seedlint.starter.evidence import counted
from seedlint.starter.toml import Setting
from seedlint.starter.tree import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from seedlint.starter.tree import Tree

_REMOTE = re.compile(r"\$ref[\"']?\s*+:\s*+[\"']?(https?://[^\s\"'#?]+/[^\s\"'#?/]+)")


def settings(tree: Tree) -> Iterator[Setting]:
    """The settings that say which folder stands for the beginning of an address."""
    wanted = _remote(tree)
    files = {path for path in (*tree.specs, *tree.data) if not leaves(path)}
    lost = set(wanted)
    for (prefix, folder), found in _mirrors(wanted, files).items():
        lost -= found
        uses = sum(wanted[url] for url in found)
        why = f"{plural(uses, 'remote reference')}, to {plural(len(found), 'file')} of this folder."
        yield Setting(("references", prefix), folder, why)
    if lost:
        sites = Counter(f"{'/'.join(url.split('/')[:3])}/" for url in lost)
        why = (
            f"Remote files that are not here, so that their schemas are unknown: {counted(sites)}."
        )
        yield Setting(("references",), None, why)


def _remote(tree: Tree) -> Counter[str]:
    """How often each remote file is referred to."""
    whole = ((path, -1) for path in tree.specs)
    parts = ((path, ENOUGH) for path in tree.data)
    return Counter(
        url
        for path, most in (*whole, *parts)
        if "$ref" in (text := tree.text(path, most))
        for url in _REMOTE.findall(text)
    )


def _mirrors(urls: Collection[str], files: set[str]) -> dict[tuple[str, str], set[str]]:
    """The beginnings of addresses with their folders, and what is found through each.

    A folder stands for an address of the same name if it has half of what is asked of it, for
    another one if it has it all.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        by_name[basename(file)].append(file)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    left = set(urls)
    for url in left:
        for file in by_name[unquote(basename(url))]:
            for pair in _common_ends(url, file):
                found[pair].add(url)
    mirrors: dict[tuple[str, str], set[str]] = {}
    for pair in sorted(found, key=lambda p: (-len(found[p]), not _same_name(*p), p)):
        asked = sum(url.startswith(pair[0]) for url in urls)
        enough = asked / 2 if _same_name(*pair) else max(2, asked)
        if (here := found[pair] & left) and len(found[pair]) >= enough:
            mirrors[pair] = here
            left -= here
    return mirrors


def _same_name(prefix: str, folder: str) -> bool:
    """Whether an address ends with the name of the folder."""
    return bool(folder) and basename(prefix[:-1]) == basename(folder[:-1])


def _common_ends(url: str, file: str) -> Iterator[tuple[str, str]]:
    """A beginning of the address and a folder, behind which both say the same."""
    prefix, folder = dirname(url), dirname(file)
    while True:
        yield f"{prefix}/", f"{folder}/" if folder else ""
        if not folder or basename(prefix) != basename(folder):
            return
        prefix, folder = dirname(prefix), dirname(folder)
