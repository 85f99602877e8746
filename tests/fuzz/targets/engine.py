"""Any bytes can be linted with all rules, and every place lies in its file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

from fuzz.structures.seeds import SEEDS
from linting import specs_of
from samples import SEEDS as LIBRARY
from samples import SPECS
from seedlint.source import Source
from test_engine import ALL, NAME, found

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = SEEDS
_FILES = {path: json.dumps(yaml.load(text, yaml.CSafeLoader)) for path, text in SPECS.items()}


def samples() -> Iterable[str]:
    return LIBRARY.values()


def check(data: bytes) -> None:
    found(Source.decode(NAME, data), specs_of(_FILES, ALL))
