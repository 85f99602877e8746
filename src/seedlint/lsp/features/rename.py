"""Another name for a variable, in every place of its seed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.edit import Edit
from seedlint.lsp.features import variables

if TYPE_CHECKING:
    from seedlint.lsp.features.variables import Mention
    from seedlint.lsp.view import View
    from seedlint.source import Span

_NAME = re.compile(r"[A-Za-z0-9_]{1,200}")


class RenameError(Exception):
    """Why a variable cannot have another name, in one sentence."""


def prepare(view: View, offset: int) -> tuple[Span, str] | None:
    """The variable's name at an offset and its place; None where there is none.

    Raises RenameError where it has to keep its name.
    """
    found = variables.mention(view, offset)
    if found is None:
        return None
    _places(view, found.name)
    return found.span, found.name


def rename(view: View, offset: int, new: str) -> list[Edit]:
    """The edits after which the variable at an offset has a new name, in order.

    Raises RenameError where that cannot be, or would make two variables one.
    """
    found = variables.mention(view, offset)
    if found is None:
        raise RenameError("no variable stands here")
    places = _places(view, found.name)
    if not _NAME.fullmatch(new):
        raise RenameError("a variable's name is made of letters, digits and `_`")
    if new in view.settings.given_variables:
        raise RenameError(f"`{new}` is a variable that the runner gives to every seed")
    if new != found.name and any(each.name == new for each in variables.mentions(view)):
        raise RenameError(f"`{new}` is a variable of this seed already")
    return [Edit(each.span, new) for each in places]


def _places(view: View, name: str) -> list[Mention]:
    """The places of a variable, each of which can be written anew."""
    places = [each for each in variables.mentions(view) if each.name == name]
    if name in view.settings.given_variables:
        raise RenameError(f"the runner gives `{name}` to every seed, under this name")
    if not any(each.extracts for each in places):
        raise RenameError(f"no step of this seed extracts `{name}`")
    if view.seed.broken:
        raise RenameError("some YAML of this seed cannot be read, and may use the variable, too")
    if not all(each.exact for each in places):
        raise RenameError(
            f"`{name}` is written with escapes in one place; write it out there first"
        )
    return places
