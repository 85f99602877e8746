"""A status that its own test request contradicts.

`verified` promises that the endpoint works. If the test request wants nothing but failures, the
seed has verified that it does not, unless `expectedOutcome` says that this is the point; and then
it has to be the outcome that the test request expects.

~~~markdown bad
---
endpoint: POST /lending/v1/holds
domain: lending
tags: [holds]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# A hold on nothing is refused

## Summary

Nobody can wait for zero copies.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: hold_nothing
    method: POST
    path: /lending/v1/holds
    body:
      copies: 0
    expect:
      status: [422]
```
~~~

~~~markdown good
---
endpoint: POST /lending/v1/holds
domain: lending
tags: [holds]
status: verified
expectedOutcome: 422
expectedOutcomeReason: "Zero copies are not worth waiting for"
savedAt: 2026-01-05T09:00:00Z
---

# A hold on nothing is refused

## Summary

Nobody can wait for zero copies.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: hold_nothing
    method: POST
    path: /lending/v1/holds
    body:
      copies: 0
    expect:
      status: [422]
```
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.seed import statuses
from seedlint.selectors import frontmatter as readable_frontmatter
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Frontmatter


@rule(on=readable_frontmatter, group=Group.FRONTMATTER, severity=Severity.WARNING)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    steps = context.seed.test_steps
    tests = [step for step in steps if not context.resolver.calls_another(step)] or steps
    expected = {status for step in tests for status in step.expected_statuses}
    if not tests or not all(step.expected_statuses for step in tests):
        return
    said = listed([str(status) for status in sorted(expected)])
    notes = tuple(
        Note(f"`{step.name}` expects that", step.expected_status.span)
        for step in tests
        if step.expected_status
    )
    outcome = frontmatter.pair("expectedOutcome")
    if outcome is None:
        if context.breaches.stands_in(frontmatter.root, "expectedOutcome"):
            return
        status = frontmatter.status
        if status and frontmatter.standing == "verified" and all(s.negative for s in tests):
            message = f"`{status.text}`, yet the test request expects {said}"
            yield Finding(status.span, f"{message}; say so in `expectedOutcome`", notes)
        return
    meant = statuses(outcome.value)
    if meant and expected.isdisjoint(meant):
        message = f"`expectedOutcome` is not what the test request expects, which is {said}"
        yield Finding(outcome.value.span, message, notes)
