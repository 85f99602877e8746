"""A code fence that is never closed.

Markdown would let it run to the end of the page, and swallow every heading and every step that
follows. What stands behind it is checked as if it ended before the next heading.

~~~markdown bad
---
endpoint: "GET /lending/v1/loans"
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Loans

## Summary
What a reader has borrowed.

## Prerequisites

```json
{"loans": []}

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
```
~~~

~~~markdown good
---
endpoint: "GET /lending/v1/loans"
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Loans

## Summary
What a reader has borrowed.

## Prerequisites

```json
{"loans": []}
```

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
```
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.SYNTAX, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for fence in seed.document.fences:
        if not fence.closed:
            message = (
                f"this code fence is never closed; end it with a line of {_named(fence.marker)}"
            )
            yield Finding(fence.opening, message if fence.info else f"{message}, or delete it")


def _named(marker: str) -> str:
    """A fence's marker in words: backticks would end the code that they stand in."""
    return f"{len(marker)} {'backticks' if marker[0] == '`' else 'tildes'}"
