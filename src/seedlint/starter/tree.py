"""What lies in a folder: the files that are seeds, those that are specs, and other data."""

from __future__ import annotations

import os
import re
from functools import cached_property
from posixpath import basename
from typing import TYPE_CHECKING

from seedlint import disk, markdown, paths, project
from seedlint.seed import METHODS, Frontmatter, is_seed
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.starter.globs import covering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ENOUGH = 256 * 1024
"""How many bytes are looked at of a file that may be anything."""

_MARKDOWN = (".md", ".markdown")
_DATA = (".json", ".yaml", ".yml")
_SPEC = re.compile(
    rb"(?:^|[{,\s\xbf])[\"']?(?:"
    rb"(?:openapi|swagger)[\"']?\s*+:\s*+[\"']?(?:2\.0|3\.[0-9](?:\.[0-9]+)?)[\"']?(?=[\s,}]|\Z)"
    rb"|paths[\"']?\s*+:\s*+(?:\{\s*+)?[\"']?/)"
)
"""The version that a document says it is of, or the first of its paths."""
_TO_COPY = re.compile(
    r"(?:(?:.*[^a-z])?(template|skeleton|boilerplate|example|sample)s?"
    r"|(readme|contributing|changelog))(?:[^a-z].*)?",
    re.I | re.S,
)


class Tree:
    """The files of a folder. All paths are relative to it, with `/`, and come in order.

    `read` gives a number of bytes of a file, or all for -1, and None where it cannot be read; it is
    the only way out.
    """

    def __init__(self, files: Iterable[str], read: Callable[[str, int], bytes | None]) -> None:
        self.files = tuple(sorted(files))
        self._read = read

    @classmethod
    def below(cls, root: str) -> Tree:
        """What lies below a folder; links that lead out of it are not followed."""
        root = os.path.realpath(root)

        def read(path: str, most: int) -> bytes | None:
            try:
                return disk.content(os.path.join(root, path), most)
            except (OSError, ValueError):
                return None

        found = project.walk(root, root)
        return cls(filter(None, (paths.within(path, root) for path in found)), read)

    @cached_property
    def seeds(self) -> tuple[Source, ...]:
        """The seeds that are meant to run.

        Without an endpoint a file is one only in the company of others: what explains how seeds
        are written has a block of steps, too.
        """
        candidates = [s for path, s in self._in_the_format.items() if path not in self.to_copy]
        sure = [source.path for source in candidates if _names_an_endpoint(source)]
        if not sure:
            return tuple(candidates)
        globs = covering(sure, self.prose)
        return tuple(
            source
            for source in candidates
            if any(paths.matches(source.path, glob) for glob in globs)
        )

    @cached_property
    def to_copy(self) -> tuple[str, ...]:
        """The paths of what has the format of a seed, and is there to be copied or read alone."""
        return tuple(path for path, source in self._in_the_format.items() if _is_to_copy(source))

    @property
    def prose(self) -> tuple[str, ...]:
        """The paths of the Markdown files that do not have the format of a seed."""
        return tuple(path for path in self._markdown if path not in self._in_the_format)

    @cached_property
    def specs(self) -> tuple[str, ...]:
        """The paths of the OpenAPI and Swagger documents."""
        return tuple(path for path in self._data if _SPEC.search(self._read(path, ENOUGH) or b""))

    @cached_property
    def data(self) -> tuple[str, ...]:
        """The paths of the other JSON and YAML files."""
        specs = set(self.specs)
        return tuple(path for path in self._data if path not in specs)

    def text(self, path: str, most: int = ENOUGH) -> str:
        """The text of a file, or as much of it as `most` bytes are."""
        return Source.decode(path, self._read(path, most) or b"").text

    @cached_property
    def _markdown(self) -> tuple[str, ...]:
        return tuple(path for path in self.files if path.lower().endswith(_MARKDOWN))

    @cached_property
    def _data(self) -> tuple[str, ...]:
        return tuple(path for path in self.files if path.endswith(_DATA))

    @cached_property
    def _in_the_format(self) -> dict[str, Source]:
        contents = ((path, self._read(path, -1)) for path in self._markdown)
        sources = (Source.decode(path, content) for path, content in contents if content)
        return {source.path: source for source in sources if is_seed(source)}


def _frontmatter(source: Source) -> Frontmatter | None:
    block = markdown.frontmatter(source.text)
    return Frontmatter(block, Settings()) if block else None


def _names_an_endpoint(source: Source) -> bool:
    frontmatter = _frontmatter(source)
    return frontmatter is not None and "endpoint" in frontmatter.content.text


def _is_to_copy(source: Source) -> bool:
    """Whether a seed is named for what it shows, and not for the endpoint that it tests."""
    stem = basename(source.path).rpartition(".")[0]
    named = _TO_COPY.fullmatch(stem)
    if named is None or stem.partition("_")[0].upper() in METHODS:
        return False
    frontmatter = _frontmatter(source)
    endpoint = frontmatter.endpoint if frontmatter else None
    word = (named[1] or named[2]).lower()
    return endpoint is None or word not in endpoint.path.text.lower()
