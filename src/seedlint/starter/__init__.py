"""The configuration to start with: what a project's own files say for each setting."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seedlint import config, project
from seedlint.paths import shown, within
from seedlint.project import SeedFile
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.spelling import listed
from seedlint.starter import conventions, given, layout, mirrors, titles, words
from seedlint.starter.toml import Setting, document
from seedlint.starter.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from seedlint.project import Report

_TITLE = (
    "Written by `seedlint init` from what it found in this project; a number in brackets says in "
    "how many seeds. Change what is not so. What is commented out is the default, or a proposal. "
    "`seedlint schema config` has every setting."
)


class StartError(Exception):
    """Why there is no configuration to start with, in one sentence."""


@dataclass(frozen=True, slots=True)
class Start:
    """The text of a configuration, and what is found under it."""

    text: str
    report: Report


def start(root: Path, each: Callable[[Sequence[SeedFile]], Iterable[SeedFile]] = iter) -> Start:
    """The configuration to start with in a folder; `each` is as for `project.lint`.

    Raises StartError.
    """
    tree = Tree.below(os.fspath(root))
    if not tree.seeds:
        raise StartError(
            f"there is no seed below `{shown(root)}`, so there is nothing to start from"
        )
    if homes := layout.homes(tree):
        there = listed([shown(root / home) for home in homes], "and")
        raise StartError(
            f"the seeds name their specs as seen from {there}; run `seedlint init` there"
        )
    if above := _above(tree, os.fspath(root)):
        raise StartError(
            f"the seeds name their specs as seen from `{shown(above)}`; "
            f"run `seedlint init {shlex.quote(shown(above))}`"
        )
    learnt = list(learn(tree))
    draft = config.parse(text(learnt), root)
    seeds = [os.path.join(root, source.path) for source in tree.seeds]
    report = project.lint(project.collect(seeds, draft), draft, each=each)
    return Start(text([*learnt, *conventions.settings(report)]), report)


def _above(tree: Tree, root: str) -> str | None:
    """The folder around the tree that most of its seeds name their specs from, if they do."""
    roots = project.Roots(config.Config(root))
    files = (SeedFile(os.path.join(root, source.path), source) for source in tree.seeds)
    votes = Counter(held for file in files if (held := roots.holding(file)) is not None)
    home, count = votes.most_common(1)[0] if votes else (root, 0)
    return home if 2 * count > votes.total() and within(home, root) is None else None


def text(learnt: Iterable[Setting]) -> str:
    """The file that has some settings."""
    return document(_TITLE, learnt)


def learn(tree: Tree) -> Iterator[Setting]:
    """What the files of a tree say for each setting; first of all, which sections run."""
    seeds = [read(source, Settings()) for source in tree.seeds]
    sections = list(titles.settings(seeds))
    run = next((each.value for each in sections if each.key == ("sections", "run")), None)
    if run is not None:
        known = Settings(run_sections=tuple(run))
        seeds = [read(source, known) for source in tree.seeds]
    yield from layout.settings(tree)
    yield from given.settings(tree, seeds)
    yield from words.settings(seeds)
    yield from sections
    yield from mirrors.settings(tree)
