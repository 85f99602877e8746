"""What a rule can look at: each selector has the pieces of a seed that a check is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.seed import Block, Frontmatter, Seed, Step


def seed(seed: Seed) -> Sequence[Seed]:
    """The seed as a whole."""
    return (seed,)


def frontmatter(seed: Seed) -> Sequence[Frontmatter]:
    """The frontmatter, where there is one that can be read as a mapping."""
    found = seed.frontmatter
    return () if found is None or found.root is None else (found,)


def blocks(seed: Seed) -> Sequence[Block]:
    """The step blocks, those that never run included."""
    return seed.blocks


def steps(seed: Seed) -> Sequence[Step]:
    """The steps that run, in their order."""
    return seed.steps
