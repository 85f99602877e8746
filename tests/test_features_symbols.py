"""The outline of a seed, and the types that are shown in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from samples import SEEDS, mutated
from seedlint.lsp.features.hints import hints
from seedlint.lsp.features.symbols import symbols
from seedlint.source import Span
from viewing import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.lsp.features.symbols import Symbol

SEED = """\
# Lend a copy

## Prerequisites

```yaml
steps:
  - id: find_copy
    method: GET
    path: "/catalogue/v1/copies"
    extract:
      "copy_uid": "$.copies[0].uid"
      total: "$.paging.total"
      nothing: "$.copies[0].nothing"
```

## Test Request

```yaml
steps:
  - method: POST
    path: "/lending/v1/loans"
    body: {loan: {copy_uid: "{{copy_uid}}", reader_uid: "{{nothing}} {{total}}"}}
```

### Later

## Other

```yaml
steps:
  - id: idle
```
"""


def outline(found: Iterable[Symbol], depth: int = 0) -> Iterator[str]:
    for symbol in found:
        selected = symbol.selection.of(SEED)
        yield f"{'  ' * depth}{symbol.kind.value} {symbol.name} ({symbol.detail}): {selected}"
        yield from outline(symbol.children, depth + 1)


def test_sections_hold_their_steps_and_each_other() -> None:
    assert [*outline(symbols(view_of(SEED)))] == [
        "section Lend a copy (): # Lend a copy",
        "  section Prerequisites (runs): ## Prerequisites",
        "    step find_copy (GET /catalogue/v1/copies): find_copy",
        "  section Test Request (runs): ## Test Request",
        "    step POST /lending/v1/loans (): method",
        "    section Later (): ### Later",
        "  section Other (): ## Other",
        "    step idle (): idle",
    ]


def test_steps_under_no_heading_stand_alone() -> None:
    text = "```yaml\nsteps:\n  - id: alone\n```\n"
    assert [symbol.name for symbol in symbols(view_of(text))] == ["alone"]


def test_types_are_shown_where_variables_are_extracted_and_used() -> None:
    shown = SEED
    for hint in reversed(hints(view_of(SEED), Span(0, len(SEED)))):
        shown = f"{shown[: hint.offset]}«{hint.label}»{shown[hint.offset :]}"
    assert [line.strip() for line in shown.splitlines() if "«" in line] == [
        '"copy_uid«: string (uuid)»": "$.copies[0].uid"',
        'total«: integer»: "$.paging.total"',
        'body: {loan: {copy_uid: "{{copy_uid«: string (uuid)»}}", '
        'reader_uid: "{{nothing}} {{total«: integer»}}"}}',
    ]


def test_hints_are_those_of_the_part_that_is_seen() -> None:
    at = SEED.index("total")
    assert [hint.label for hint in hints(view_of(SEED), Span(at, at + 9))] == [": integer"]


@settings(max_examples=60, deadline=None)
@given(text=mutated([*SEEDS.values()]))
def test_symbols_and_hints_never_fail_and_lie_within_each_other(text: str) -> None:
    view = view_of(text)
    waiting = [(symbol, Span(0, len(text))) for symbol in symbols(view)]
    for symbol, around in waiting:
        assert symbol.name
        assert around.start <= symbol.span.start <= symbol.selection.start
        assert symbol.selection.end <= symbol.span.end <= around.end
        waiting += [(child, symbol.span) for child in symbol.children]
    for hint in hints(view, Span(0, len(text))):
        assert 0 <= hint.offset <= len(text)
