"""Templates and what stands between them make up the text, and no two findings overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.scalars import TEMPLATES
from fuzz.targets import law, text_of
from seedlint import template
from test_template import test_nothing_is_two_things

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = TEMPLATES
_nothing_is_two_things = law(test_nothing_is_two_things)


def samples() -> Iterable[str]:
    return ("/v1/{{a}}/{b}", "{{ a | slice: -4 }}", "{{{a}}}", '{"a": {"b": "{{c}}"}}', "${a}}")


def check(data: bytes) -> None:
    text = text_of(data)
    _nothing_is_two_things(text)
    found = template.variables(text)
    braced = [f"{{{{{each.name}}}}}" for each in found]
    assert [text[each.start : each.end] for each in found] == braced
    first, *others = template.pieces(text)
    assert first + "".join(map(str.__add__, braced, others)) == text
    assert template.has_template(text) == bool(found)
    assert (template.whole(text) is not None) == (braced == [text])
