"""What the specs of a project describe, as far as their bytes tell it without being decoded.

To decode all specs takes longer than to lint many seeds, and most seeds call what a few of them
describe. So a spec is decoded only where its outline leaves room for what is looked for. The
outline errs on one side: it may promise more than there is, and never less.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from seedlint import servers
from seedlint.lazy import lazy
from seedlint.pathtree import PathTree, segments
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_KEY = regex(
    rb'"(/[^"\\]*+(?:\\.[^"\\]*+){0,20}+'  # of one with more escapes this much is enough
    rb'|\\(?:/|u002[fF])[^"]*)(?:"\s*:|\\)'
)
_BASE = b'"basePath"', regex(rb'"basePath"\s*:\s*"([^"]*)"')
_SERVERS = b'"servers"', regex(rb'"servers"\s*:\s*(\[[^\[\]]*\])?')
_MOST = 50
"""How many different servers of one spec are looked at."""


class Outline:
    """The outline of some specs, each by its name with its bytes; None for what is no JSON.

    `templates` has the keys that look like path templates, without what stands before them, such
    as a `basePath`, and the files that have them. Of the files in `opaque` nothing is known before
    they are decoded: they are YAML, or write such keys with escapes.
    """

    def __init__(self, contents: Mapping[str, bytes | None]) -> None:
        self._contents = contents
        self._tree: PathTree[str] = PathTree()
        self.templates: dict[str, list[str]] = {}
        self.opaque: set[str] = set()
        for file, content in contents.items():
            keys = {b"/"} if content is None else set(_KEY.findall(content))
            if any(b"\\" in key or not key.strip(b"/") for key in keys):
                self.opaque.add(file)
                continue
            for key in keys:
                self.templates.setdefault(key.decode("utf-8", "replace"), []).append(file)
        for template, files in self.templates.items():
            self._tree.add("/".join(segments(template)[::-1]), *files)

    @lazy
    def prefixes(self) -> dict[str | None, list[str]]:
        """What may stand before the paths, and the files that have it, None if nothing is known."""
        found: dict[str | None, list[str]] = {}
        for file, content in self._contents.items():
            try:
                prefixes = [None] if content is None else sorted(set(_prefixes(content)))
            except (ValueError, RecursionError):
                prefixes = [None]
            for prefix in prefixes:
                found.setdefault(prefix, []).append(file)
        return found

    def fitting(self, path: str) -> set[str]:
        """The files that may describe a path: those with a template that its end fits."""
        return self.opaque.union(*self._tree.matches(segments(path)[::-1], in_part=True))

    def naming(self, segment: str, files: Iterable[str]) -> list[str]:
        """Those of some files in which a segment of a path stands behind a slash."""
        wanted = f"/{segment}".encode("utf-8", "surrogatepass")
        contents = ((file, self._contents[file]) for file in files)
        return [file for file, content in contents if content is None or wanted in content]


def _prefixes(content: bytes) -> Iterator[str]:
    """What may stand before the paths of a file, wherever in it that is said.

    Raises ValueError or RecursionError where it is said in a way that has to be decoded.
    """
    bases, listed = (
        set(pattern.findall(content)) if key in content else set()  # `in` takes a tenth of that
        for key, pattern in (_BASE, _SERVERS)
    )
    if len(bases) + len(listed) > _MOST:
        raise ValueError("more than a spec has")
    for base in bases:
        yield servers.prefix(json.loads(b'"%b"' % base))
    for each in listed:
        yield from servers.prefixes(json.loads(each))
