"""One open seed as the editor's features see it: each thing about it is worked out once."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from seedlint.rulekit import Context
from seedlint.seed import read

if TYPE_CHECKING:
    from seedlint.seed import Seed
    from seedlint.settings import Settings
    from seedlint.source import Source
    from seedlint.spec import Specs


class View:
    """A seed with its specs and settings, for as long as its text stays what it is.

    `path` is the seed's own, relative to the project's `root`, which is absolute.
    """

    def __init__(
        self, source: Source, specs: Specs, settings: Settings, path: str, root: str
    ) -> None:
        self.source = source
        self.specs = specs
        self.settings = settings
        self.path = path
        self.root = root

    def __repr__(self) -> str:
        return f"View({self.path!r})"

    @cached_property
    def seed(self) -> Seed:
        """The seed as its runner sees it."""
        return read(self.source, self.settings)

    @cached_property
    def context(self) -> Context:
        """What the rules may ask about the seed: its variables, its operations, their types."""
        return Context(self.seed, self.specs, self.settings, self.path)

    def absolute(self, path: str) -> str:
        """Where a file is that has a path relative to the root."""
        return os.path.join(self.root, *path.split("/"))
