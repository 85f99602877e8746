"""A file holds data or says why not, and all that it holds has a place in it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from fuzz.structures.specs import WRITTEN
from fuzz.targets import law, text_of
from samples import SPECS
from seedlint import datafile
from test_datafile import below, test_any_text_can_be_looked_at

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = WRITTEN
_can_be_looked_at = law(test_any_text_can_be_looked_at)
_MOST = 50


def samples() -> Iterable[str]:
    return (*(text[:1500] for text in SPECS.values()), '{"a": [{"b": "c"}]}', "a:\n- &b {c: d}\n")


def check(data: bytes) -> None:
    text = text_of(data)
    for path in ("a.json", "a.yaml"):
        _can_be_looked_at(path, text)
        for pointer, value in islice(below(datafile.load(path, text).data), _MOST):
            for span in (
                datafile.locate(path, text, pointer),
                datafile.locate(path, text, pointer, value),
            ):
                assert span is not None
                assert 0 <= span.start <= span.end <= len(text)
    keys = datafile.pointer(text)
    assert keys is None or "/".join(keys).count("/") >= len(keys) - 1
