"""What is found wrong is no JSON and lies in the text; what is not found wrong is JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fuzz.structures.specs import WRITTEN
from fuzz.targets import text_of
from schemas import values
from seedlint import jsontext

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = WRITTEN | values().map(json.dumps) | st.text("[]{}\",:.'/\\#<… \n1a-")


def samples() -> Iterable[str]:
    return ('{"a": [1, 2.5e3, "\\u00e9", null],\n "b": {}}', "{'a': None, // why\n ...}", "[NaN]")


def check(data: bytes) -> None:
    text = text_of(data)
    problem = jsontext.examine(text)
    try:
        json.loads(text, parse_constant=_none)
    except (ValueError, RecursionError):
        right = False
    else:
        right = True
    if problem is not None:
        assert not right
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.start < problem.end or not text.strip()
        assert problem.message


def _none(constant: str) -> None:
    """JSON has no `NaN`, and no `Infinity`."""
    raise ValueError(constant)
