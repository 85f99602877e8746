"""Seeds as an editor shows them: a view of a text, with the cursor where a `‸` stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samples import SPECS
from seedlint.lsp.view import View
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = "/library"
PATH = "seeds/lending/post_lending_v1_loans.md"
CURSOR = "‸"

SEED = """\
---
endpoint: "POST /lending/v1/loans"
domain: lending
status: verified
swagger: swagger/lending/lending.json
---

# Lend a copy

<!-- seedlint: ignore[empty-section] -->
## Test Request

```yaml
steps:
  - id: find_copy
    method: GET
    path: "/catalogue/v1/copies"
    params:
      available: true
    extract:
      copy_uid: "$.copies[0].uid"

  - id: lend_copy
    method: POST
    path: "/lending/v1/loans"
    body:
      loan:
        copy_uid: "{{copy_uid}}"
        reader_uid: "{{client_uid}}"
        due_on: "{{next_week_date}} {{nowhere}}"
      receipt:
        language: cy
    onFail: abort
```
"""


def specs_of(files: Mapping[str, str] = SPECS) -> Specs:
    """Some files as specs; what they reference under `schemas/` is no spec itself."""

    def read(path: str) -> bytes | None:
        return files[path].encode("utf-8", "surrogatepass") if path in files else None

    return Specs([path for path in files if "/schemas/" not in path], read)


LIBRARY = specs_of()
"""The specs of the samples."""


def view_of(text: str, specs: Specs = LIBRARY, path: str = PATH, **changes: Any) -> View:
    """A view of a text; `changes` are settings."""
    return View(Source(path, text), specs, Settings(**changes), path, ROOT)


def pointed(text: str) -> tuple[str, int]:
    """A text without its cursor, and where that stood."""
    assert text.count(CURSOR) == 1
    offset = text.index(CURSOR)
    return text.replace(CURSOR, ""), offset


def looking_at(text: str, specs: Specs = LIBRARY, **changes: Any) -> tuple[View, int]:
    """A view of a text with a cursor in it, and where that stands."""
    bare, offset = pointed(text)
    return view_of(bare, specs, **changes), offset
