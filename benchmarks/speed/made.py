"""Any number of specs and seeds, all of one kind: libraries, with a shelf for each operation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OPERATIONS = 64
"""How many operations each spec of a project has."""

_SEED = """\
---
endpoint: "GET /library_{library}/v1/shelf_{shelf}/{{shelf_uid}}/books"
domain: made
tags: [books]
swagger: swagger/made/library_{library}.json
status: verified
savedAt: 2026-01-05T09:00:00Z
verifiedAt: 2026-01-05T09:00:00Z
timesReused: 1
tokens: [staff]
---

# The books of a shelf

## Summary

What stands on shelf {shelf} of library {library}.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_books
    method: GET
    path: "/library_{library}/v1/shelf_{shelf}/{{{{client_uid}}}}/books"
    params:
      per_page: 20
    expect:
      status: [200]
```
"""


def spec(operations: int, library: int = 0) -> str:
    """A valid spec in JSON of so many operations, each with a parameter, a query and a schema."""
    paths = {path(shelf): {"get": _operation(shelf)} for shelf in range(operations)}
    return json.dumps(
        {
            "openapi": "3.0.3",
            "info": {"title": f"Library {library}", "version": "1"},
            "servers": [{"url": f"https://api.example.com/library_{library}"}],
            "paths": paths,
        }
    )


def path(shelf: int, uid: str = "{shelf_uid}") -> str:
    """The path of one operation."""
    return f"/v1/shelf_{shelf}/{uid}/books"


def project(folder: Path, *, seeds: int, specs: int, needed: int) -> None:
    """Write a project: the seeds name only so many of the specs, each as often as any other."""
    for library in range(specs):
        file = folder / "swagger" / "made" / f"library_{library}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(spec(OPERATIONS, library), encoding="utf-8")
    for number in range(seeds):
        text = _SEED.format(library=number % needed, shelf=number % OPERATIONS)
        file = folder / "seeds" / "made" / f"seed_{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _operation(shelf: int) -> dict[str, object]:
    text = {"type": "string"}
    book = {name: {**text, "description": f"The {name}."} for name in ("uid", "title", "author")}
    books = {"type": "array", "items": {"type": "object", "properties": book}}
    answer = {"type": "object", "properties": {"books": books}}
    return {
        "summary": f"The books of shelf {shelf}",
        "parameters": [
            {"name": "shelf_uid", "in": "path", "required": True, "schema": text},
            {"name": "per_page", "in": "query", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {"description": "Them.", "content": {"application/json": {"schema": answer}}}
        },
    }
