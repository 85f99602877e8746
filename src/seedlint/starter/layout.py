"""Where the seeds lie, and the specs: `seeds`, `exclude` and `specs`."""

from __future__ import annotations

from collections import Counter
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING

from seedlint import markdown, paths
from seedlint.report.summary import plural
from seedlint.seed import Frontmatter
from seedlint.settings import Settings
from seedlint.spelling import listed
from seedlint.starter.globs import covering, literal
from seedlint.starter.toml import Setting

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from seedlint.source import Source
    from seedlint.starter.tree import Tree


def settings(tree: Tree) -> Iterator[Setting]:
    """The settings that say which files count."""
    seeds = [source.path for source in tree.seeds]
    globs = covering(seeds, tree.prose)
    yield Setting(("seeds",), globs, f"{plural(len(seeds), 'seed')}.")
    if to_copy := [p for p in tree.to_copy if any(paths.matches(p, glob) for glob in globs)]:
        why = f"Not to be run, but to be copied or read: {listed(to_copy, 'and')}."
        names = sorted({basename(path) for path in to_copy})
        yield Setting(("exclude",), [f"**/{literal(name)}" for name in names], why)
    if tree.specs:
        why = f"{plural(len(tree.specs), 'OpenAPI or Swagger file')}."
        yield Setting(("specs",), covering(tree.specs, _unrelated(tree)), why)
    else:
        why = "There is no OpenAPI or Swagger file here, so no step is held against its operation."
        yield Setting(("specs",), ["swagger/**/*.json"], why, off=True)


def homes(tree: Tree) -> list[str]:
    """The folders that the seeds' own `swagger` goes from, where that is not the tree's root."""
    files = frozenset(tree.files)
    votes = Counter(home for s in tree.seeds if (home := _home(s, files)) is not None)
    below = sorted(home for home in votes if home)
    return below if sum(votes[home] for home in below) > votes[""] else []


def _unrelated(tree: Tree) -> list[str]:
    """The data that is no part of a spec: that is what lies in a folder beside one."""
    owners = {dirname(spec) for spec in tree.specs} - {""}
    return [
        path
        for path in tree.data
        if not any(folder in owners for folder in paths.upward(dirname(dirname(path))))
    ]


def _home(source: Source, files: Container[str]) -> str | None:
    """The nearest folder around a seed in which there is the spec that it names."""
    block = markdown.frontmatter(source.text)
    spec = Frontmatter(block, Settings()).swagger if block else None
    folders = paths.upward(dirname(source.path)) if spec else ()
    return next((f for f in folders if spec and normpath(join(f, spec.text)) in files), None)
