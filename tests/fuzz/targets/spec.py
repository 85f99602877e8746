"""A spec is read as far as it goes, its flaw has a place in it, and seeds go with any.

The text is a spec in JSON or in YAML, beside a seed that calls what the library's specs describe:
it is held against the spec, and edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.specs import WRITTEN
from samples import SEEDS, SPECS
from seedlint.lsp.features.completion import complete
from seedlint.lsp.features.definition import definition
from seedlint.lsp.features.hover import hover
from seedlint.settings import Settings
from seedlint.shape import shape
from seedlint.source import Source
from seedlint.spec import Specs
from test_engine import found
from viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.spec import Operation

STRUCTURED = WRITTEN
_MOST = 20
_CURSORS = ('path: "/lending', "loan:\n        ", "language: ", "status: [", "method: ")
_CALLING = Source(
    "seeds/lending/post_lending_v1_loans.md", SEEDS["seeds/lending/post_lending_v1_loans.md"]
)


def samples() -> Iterable[str]:
    return SPECS.values()


def check(data: bytes) -> None:
    path = "swagger/lending/lending.json"
    if not data.lstrip().startswith((b"{", b"[")):
        path = "swagger/lending/lending.yaml"
    specs = Specs((path,), {path: data}.get)
    spec = specs.spec(path)
    assert spec is not None
    for operation in spec.operations[:_MOST]:
        _look_at(operation)
    text = _CALLING.text.replace("swagger/lending/lending.json", path)
    found(Source(_CALLING.path, text), specs, Settings(select=("all",)), _CALLING.path)
    view = view_of(text, specs, _CALLING.path)
    for part in _CURSORS:
        at = text.index(part) + len(part)
        complete(view, at)
        hover(view, at)
        definition(view, at)


def _look_at(operation: Operation) -> None:
    bodies = [operation.body.content.values()] if operation.body else []
    schemas = [each.schema for each in operation.parameters]
    schemas += [schema for content in bodies for schema in content]
    for schema in schemas:
        if schema is not None:
            shape([schema])
            schema.locate()
    for status in (200, 404):
        operation.response(status)
    assert operation.name
