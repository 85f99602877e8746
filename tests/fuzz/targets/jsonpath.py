"""A path has steps one behind the other; a problem lies in the text, and its remedy is a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.scalars import JSONPATHS
from fuzz.targets import law, text_of
from seedlint import jsonpath
from test_jsonpath import test_a_problem_lies_in_the_text_and_its_remedy_is_a_path

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = JSONPATHS
_remedies_are_paths = law(test_a_problem_lies_in_the_text_and_its_remedy_is_a_path)


def samples() -> Iterable[str]:
    return ("$", "$.copies[0].uid", "$.a[?(@.name=='x')].b", "a.b", "$['a']", "$.a || $.b", "$..a")


def check(data: bytes) -> None:
    text = text_of(data)
    _remedies_are_paths(text)
    found = jsonpath.parse(text)
    end = 1
    for step in found.steps if isinstance(found, jsonpath.Path) else ():
        assert end <= step.start <= step.end <= len(text)
        assert step.name in (None, text[step.start : step.end])
        end = step.end
