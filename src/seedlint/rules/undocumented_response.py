"""A response that the seed describes and the API does not declare.

The seed knows more than the spec: whoever builds on the API finds it out the hard way. Better told
there, too.

~~~markdown bad
---
endpoint: POST /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Lend a copy

## Summary

Hands a copy to a reader.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    expect:
      status: [201]
```

## Error Responses

### 422 - Too Many Books at Home

Twelve loans are the most at a time.
~~~

~~~markdown good
---
endpoint: POST /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Lend a copy

## Summary

Hands a copy to a reader.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    expect:
      status: [201]
```

## Error Responses

### 409 - Too Many Books at Home

Twelve loans are the most at a time.
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    post:
      responses:
        "201": {description: Lent.}
        "409": {description: Out on loan.}
~~~

A status is told once, at the first heading that names it, and not at all where
`undocumented-status` tells it of a step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.response import undeclared, unexpected
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed
    from seedlint.spec import Operation


@rule(on=whole_seed, group=Group.DOCUMENTATION, severity=Severity.INFO)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    operations = context.endpoint
    if not operations:
        return
    told = _told(seed, context, operations)
    declared = sorted({status for operation in operations for status in operation.responses})
    note = Note("its responses", operations[0].cursor.child("responses"))
    for answer in context.answers:
        statuses = undeclared(operations, answer.codes)
        if not statuses or len(statuses) < len(answer.codes) or told.issuperset(statuses):
            continue
        told.update(statuses)
        span = Span(answer.statuses[0].span.start, answer.statuses[-1].span.end)
        yield Finding(
            span,
            f"`{operations[0].name}` declares no {listed([str(s) for s in statuses])}; "
            f"it declares {listed(declared, 'and')}",
            (note,),
        )


def _told(seed: Seed, context: Context, operations: tuple[Operation, ...]) -> set[int]:
    """The statuses that a step of the endpoint expects in vain."""
    told: set[int] = set()
    for step in seed.steps:
        resolution = context.resolution(step)
        if resolution is not None and resolution.operations == operations:
            statuses = unexpected(step, operations)
            if len(statuses) == len(step.expected_statuses):
                told.update(statuses)
    return told
