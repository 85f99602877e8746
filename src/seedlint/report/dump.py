"""JSON as reports print it: ASCII in which nothing steers a terminal or the log of a CI job."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from seedlint.report.terminal import LOG_COMMAND

if TYPE_CHECKING:
    Json = str | int | dict[str, "Json"] | list["Json"]


def dump(document: Json, indent: int | None = None) -> str:
    """The document as JSON; it is the same to whoever parses it, whatever is escaped in it."""
    # `#` stands in strings alone, where its escape means the same.
    return LOG_COMMAND.sub(r"\\u0023", json.dumps(document, indent=indent))
