"""The configuration that a command runs with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seedlint import disk
from seedlint.cli.refusal import RefusalError
from seedlint.config import ConfigError, load

if TYPE_CHECKING:
    from seedlint.config import Config


def configuration(path: str, file: str | None, isolated: bool) -> Config:
    """The configuration that holds for a path, as the options want it. Raises RefusalError."""
    if file and isolated:
        raise RefusalError("--config and --isolated exclude each other")
    start = path if disk.kind(path) == disk.FOLDER else os.path.dirname(path)
    try:
        return load(start, file=file, isolated=isolated)
    except ConfigError as error:
        raise RefusalError(str(error)) from error
