"""The configuration that holds for a folder, and the last good one while its file is a bad one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.config import ConfigError, load
from seedlint.paths import within

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.config import Config


class Configurations:
    """Configurations by the folders that they hold for, read again only after `recheck`.

    `file` takes the place of every other one, where it is given. A folder without any is a
    project of its own, or a part of the one of `folders`, the editor's own, that it lies in.
    `complain` is called once with what is wrong with a file, in a sentence.
    """

    def __init__(self, complain: Callable[[str], None]) -> None:
        self.file: str | None = None
        self.folders: tuple[str, ...] = ()
        self._complain = complain
        self._good: dict[str, Config] = {}
        self._checked: set[str] = set()
        self._wrong: dict[str, str] = {}

    def recheck(self) -> None:
        """Let every configuration be read again when it is asked for."""
        self._checked.clear()

    def of(self, folder: str) -> Config | None:
        """The configuration that holds for a folder; None where there has been no good one."""
        if folder not in self._checked:
            self._checked.add(folder)
            self._check(folder)
        return self._good.get(folder)

    def _check(self, folder: str) -> None:
        try:
            config = load(folder, file=self.file)
        except ConfigError as error:
            known = folder in self._good
            until = "what it said before holds" if known else "nothing is linted"
            if str(error) not in self._wrong.values():
                self._complain(f"{error}; until that is mended, {until}")
            self._wrong[folder] = str(error)
            return
        if config.file is None:
            config = config._replace(root=self._around(folder))
        self._good[folder] = config
        self._wrong.pop(folder, None)

    def _around(self, folder: str) -> str:
        """The innermost of the editor's folders that a folder lies in, else itself."""
        holders = [each for each in self.folders if within(folder, each) is not None]
        return max(holders, key=len, default=folder)
