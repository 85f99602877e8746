"""A seed whose test section never calls the endpoint that the seed is about.

The frontmatter promises a test of one endpoint, and the steps call others: either they were copied
from another seed, or the endpoint was. A path that no spec has is another rule's business.

~~~markdown bad
---
endpoint: GET /lending/v1/holds
domain: lending
tags: [holds]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# List holds

## Summary

Who is waiting for what.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
```
~~~

~~~markdown good
---
endpoint: GET /lending/v1/holds
domain: lending
tags: [holds]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# List holds

## Summary

Who is waiting for what.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/holds
    expect:
      status: [200]
```
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    endpoint = seed.endpoint
    if endpoint is None or not context.resolver.untested:
        return
    notes = tuple(
        Note(f"`{step.name}` calls `{step.method.text} {step.path.text}`", step.path.span)
        for step in seed.test_steps
        if step.method and step.path
    )
    title = context.settings.test_section
    yield Finding(endpoint.span, f"no step under `{title}` calls this endpoint", notes)
