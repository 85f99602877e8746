"""What an ignore comment asks for stands in it, and what it covers lies in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.seeds import SEEDS
from fuzz.targets import text_of
from samples import SEEDS as LIBRARY
from seedlint.ignores import ignores
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = SEEDS
_COMMENTED = """\
---
endpoint: GET /loans  # seedlint: ignore[a] why
---
<!-- seedlint: ignore-file[b, c] -->
## Test Request <!-- seedlint: ignore[d] -->

```yaml
steps:
  # seedlint: ignore[e,f]
  - id: one
    body: {a: 1}  # seedlint: ignore
```
"""


def samples() -> Iterable[str]:
    return (_COMMENTED, *LIBRARY.values())


def check(data: bytes) -> None:
    text = text_of(data)
    end = 0
    for ignore in ignores(read(Source("seeds/a.md", text), Settings())):
        start, stop = ignore.span
        assert 0 <= start < stop <= len(text)
        assert text.startswith(("#", "<!--"), start)
        assert end <= start
        end = stop
        for part in (ignore.verb, *ignore.rules):
            assert start <= part.span.start <= part.span.end <= stop
            assert part.span.of(text) == part.text
        assert 0 <= ignore.covers.start <= ignore.covers.end <= len(text)
