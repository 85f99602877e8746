"""What a rule can look at: each selector yields the pieces of a seed that a check is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Block, Frontmatter, Seed, Step


def seed(seed: Seed) -> Iterator[Seed]:
    """The seed as a whole."""
    yield seed


def frontmatter(seed: Seed) -> Iterator[Frontmatter]:
    """The frontmatter, where there is one that can be read as a mapping."""
    if seed.frontmatter is not None and seed.frontmatter.root is not None:
        yield seed.frontmatter


def blocks(seed: Seed) -> Iterator[Block]:
    """The step blocks, those that never run included."""
    yield from seed.blocks


def steps(seed: Seed) -> Iterator[Step]:
    """The steps that run, in their order."""
    yield from seed.steps
