"""A block of JSON that is not JSON.

Readers paste examples into their tools, and this one stops there. JSON has no comments, no `...`
for the rest and no comma behind the last item; what is left out is better said in the text.

~~~markdown bad
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# List loans

## Summary

What is out, and until when.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
```

## Expected Response (200)

```json
{
  "loans": [
    {"uid": "a2f4c9d0", "renewals": 0},
    ...
  ]
}
```
~~~

~~~markdown good
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# List loans

## Summary

What is out, and until when.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
```

## Expected Response (200)

The first of many:

```json
{
  "loans": [
    {"uid": "a2f4c9d0", "renewals": 0}
  ]
}
```
~~~

Only the first mistake of a block is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.jsontext import examine
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.DOCUMENTATION, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for fence in seed.document.fences:
        if fence.language != "json" or not fence.closed:
            continue
        problem = examine(fence.content.text)
        if problem is not None:
            empty = problem.start == problem.end
            span = fence.opening if empty else fence.content.place(problem.start, problem.end)
            yield Finding(span, problem.message)
