"""An address says where a finding stands, and stays the same while all around it moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import SEEDS, mutated
from seedlint.address import Addresses
from seedlint.engine import lint
from seedlint.examples import specs_of
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source, Span

SEED = """\
---
endpoint: "POST /v1/loans"
tags: [loans, desk]
---

# Lend a copy

What is lent at the desk.

## Prerequisites

```yaml
steps:
  # before the first
  - id: find_copy
    method: GET
    path: /v1/copies
    params:
      - name: shelf
        value: 12
      - value: 13
  - method: POST
    path: /v1/readers
    body: {reader: {name: O. Marsh, phone: }}
  - name: third
  - bare
```

## Test Request

### At the desk

1. Ask for it:

   ```yaml
   defaults: &desk {desk: north}
   steps:
     - id: lend
       body:
         copy:
           id: c0ffee
           until: someday
         <<: *desk
   ```

## Parameters

| name | type |
|---|---|
| `copy` | string |

```json
{"until": "never"}
```
"""


def address(mark: str, text: str = SEED, *, after: int = 0) -> str:
    start = text.index(mark) + after
    return Addresses(read(Source("x.md", text), Settings())).of(Span(start, start + 1))


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("---", "frontmatter"),
        ("endpoint:", "frontmatter"),
        ("POST /v1/loans", "frontmatter/endpoint"),
        ("desk]", "frontmatter/tags/1"),
        ("# Lend", ""),
        ("What is lent", ""),
        ("## Prerequisites", "Prerequisites"),
        ("```yaml", "Prerequisites"),
        ("steps:", "Prerequisites"),
        ("# before", "Prerequisites"),
        ("id: find_copy", "Prerequisites/find_copy"),
        ("find_copy", "Prerequisites/find_copy"),
        ("method: GET", "Prerequisites/find_copy"),
        ("GET", "Prerequisites/find_copy/method"),
        ("params:", "Prerequisites/find_copy"),
        ("value: 12", "Prerequisites/find_copy/params/shelf"),
        ("12", "Prerequisites/find_copy/params/shelf/value"),
        ("13", "Prerequisites/find_copy/params/1/value"),
        ("O. Marsh", "Prerequisites/POST /v1/readers/body/reader/name"),
        ("bare", "Prerequisites/3"),
        ("At the desk", "Test Request/At the desk"),
        ("&desk", "Test Request/At the desk/defaults"),
        ("north", "Test Request/At the desk/defaults/desk"),
        ("lend\n", "Test Request/At the desk/lend"),
        ("copy:", "Test Request/At the desk/lend/body"),
        ("c0ffee", "Test Request/At the desk/lend/body/copy"),
        ("someday", "Test Request/At the desk/lend/body/copy/until"),
        ("<<", "Test Request/At the desk/lend/body"),
        ("`copy`", "Parameters"),
        ("never", "Parameters"),
    ],
)
def test_the_address_of_a_place(mark: str, expected: str) -> None:
    """A key and an `id` stand for their mapping: a finding about all of it goes there."""
    assert address(mark) == expected


def test_a_value_that_is_missing() -> None:
    start = SEED.index("phone:") + len("phone:")
    seed = read(Source("x.md", SEED), Settings())
    found = Addresses(seed).of(Span(start, start))
    assert found == "Prerequisites/POST /v1/readers/body/reader/phone"


def test_a_block_that_cannot_be_read_has_its_section() -> None:
    text = SEED.replace("id: find_copy", "id: [find_copy")
    assert address("GET", text) == "Prerequisites"
    assert address("---", "---\nendpoint: [\n---\n", after=5) == "frontmatter"
    assert address("x", "x") == ""


def test_titles_of_one_level_are_no_title() -> None:
    text = SEED.replace("## ", "# ")
    assert address("GET", text) == "Prerequisites/find_copy/method"
    assert address("What is lent", text) == "Lend a copy"


def test_steps_that_are_misspelt_are_steps() -> None:
    text = SEED.replace("steps:\n  #", "stpes:\n  #")
    assert address("GET", text) == "Prerequisites/find_copy/method"


def test_what_is_shared_has_an_address_where_it_stands() -> None:
    text = (
        "## T\n\n```yaml\nsteps:\n  - &a {id: x, body: {k: v}}\n  - *a\n  - {id: y, <<: *a}\n```\n"
    )
    assert address("v}", text) == "T/x/body/k"


def test_secrets_and_endless_names_are_not_repeated() -> None:
    token = "glpat-" + "Ab3" * 10
    text = SEED.replace("id: find_copy", f"id: {token}").replace("method: GET", "method: FETCH")
    found = lint(Source("x.md", text), specs_of({}, Settings()), Settings())
    assert all(token not in each.address for each in found)
    assert "Prerequisites/***/method" in {each.address for each in found}
    text = SEED.replace("id: find_copy", f"id: {'x' * 5000}").replace("GET", "FETCH")
    found = lint(Source("x.md", text), specs_of({}, Settings()), Settings())
    assert max(len(each.address) for each in found) == 1000


@given(text=mutated([*SEEDS.values(), SEED]), data=st.data())
def test_every_place_has_an_address(text: str, data: st.DataObject) -> None:
    """Whatever the text: none raises, and asking in another order gives the same."""
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    seed = read(Source("x.md", text), Settings())
    addresses = Addresses(seed)
    found = {place: addresses.of(Span(place, place)) for place in places}
    assert all(Addresses(seed).of(Span(at, at)) == said for at, said in reversed(found.items()))


@given(
    path=st.sampled_from([*SEEDS]), more=st.lists(st.integers(0, 10_000)), at=st.integers(0, 10**5)
)
def test_blank_lines_change_no_address(path: str, more: list[int], at: int) -> None:
    """Nor do comments between steps, or other line ends."""
    text = SEEDS[path]
    at %= len(text)
    before = Addresses(read(Source(path, text), Settings())).of(Span(at, at))
    places = [match for match in range(len(text)) if text.startswith(("\n\n", "\n  - "), match)]
    moved, shift = text, 0
    for index in sorted({places[number % len(places)] for number in more}, reverse=True):
        line = "\n  # more\n\n" if text.startswith("\n  - ", index) else "\n\n\n"
        moved = moved[:index] + line + moved[index + 1 :]
        shift += len(line) - 1 if index < at else 0
    assert Addresses(read(Source(path, moved), Settings())).of(Span(at + shift, at)) == before
    windows = moved.replace("\n", "\r\n")
    shift += moved.count("\n", 0, at + shift)
    assert Addresses(read(Source(path, windows), Settings())).of(Span(at + shift, at)) == before
