"""A block of `steps:` in a section that never runs.

Only the sections that the runner knows by name are played. Steps anywhere else look like a part of
the test, and clean up, prepare or check nothing.

~~~markdown bad
---
endpoint: DELETE /lending/v1/holds/{hold_uid}
domain: lending
tags: [holds]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Cancel a hold

## Summary

Lets the next reader have it.

## Preparation of the Reader

```yaml
steps:
  - id: list_readers
    method: GET
    path: /lending/v1/readers
    expect:
      status: [200]
```

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: cancel_hold
    method: DELETE
    path: "/lending/v1/holds/{{matter_uid}}"
    expect:
      status: [204]
```
~~~

~~~markdown good
---
endpoint: DELETE /lending/v1/holds/{hold_uid}
domain: lending
tags: [holds]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Cancel a hold

## Summary

Lets the next reader have it.

## Prerequisites

```yaml
steps:
  - id: list_readers
    method: GET
    path: /lending/v1/readers
    expect:
      status: [200]
```

## Test Request

```yaml
steps:
  - id: cancel_hold
    method: DELETE
    path: "/lending/v1/holds/{{matter_uid}}"
    expect:
      status: [204]
```
~~~

A section under an old name of one that runs is `renamed-section`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    run = context.settings.run_sections
    idle = [block for block in seed.blocks if block.steps and not block.runs]
    if not idle or not run:
        return
    elsewhere = context.renamed
    asleep = [section for title, section in elsewhere.items() if title in run]
    for block in idle:
        if block is context.stray_test or any(s in asleep for s in block.sections):
            continue
        notes: tuple[Note, ...] = ()
        if block.sections:
            heading = block.sections[-1].heading
            notes = (Note(f"they stand under `{heading.text}`", heading.text_span),)
        message = f"these steps never run; the runner plays {listed(run, 'and')} alone"
        yield Finding(block.grip, message, notes)
