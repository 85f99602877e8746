"""A key that the runner never reads.

It looks as if it did something, and does nothing: the request goes out without it. A spelling that
the settings accept (`aliases`) is rewritten, a close one is suggested, and a key in the wrong place
is sent home.

~~~markdown bad
---
endpoint: "GET /lending/v1/loans"
domain: lending
tags: [loans]
status: skip
skipReason: "The desk is closed in January"
savedAt: 2026-01-05T09:00:00Z
---

# Loans

## Summary
What a reader has borrowed.

## Prerequisites
None.

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
status: skip
skip_reason: "The desk is closed in January"
savedAt: 2026-01-05T09:00:00Z
---

# Loans

## Summary
What a reader has borrowed.

## Prerequisites
None.

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

from seedlint.edit import Fix, Safety
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.vocabulary import Holder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed
    from seedlint.vocabulary import Unknown

_HINTS = {
    (Holder.FRONTMATTER, "skip"): "a seed is skipped with `status: skip`",
    (Holder.STEP, "headers"): "for `X-On-Behalf-Of` there is `x_on_behalf_of`",
    (Holder.EXPECT, "body"): "it checks the status alone",
}


@rule(on=whole_seed, group=Group.SHAPE, severity=Severity.WARNING, fix=Safety.SAFE)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for unknown in context.breaches.unknown:
        key = unknown.pair.key
        fix = None
        if unknown.alias and unknown.meant and not unknown.beside:
            place = key.place(0, len(key.text))
            fix = Fix.replace(f"rename it to `{unknown.meant}`", place, unknown.meant)
        yield Finding(key.span, _message(unknown), fix=fix)


def _message(unknown: Unknown) -> str:
    key, holder, meant = unknown.pair.key.text, unknown.holder.any, unknown.meant
    home = unknown.home.any if unknown.home else None
    hint = _HINTS.get((unknown.holder, key))
    if unknown.beside:
        return f"`{key}` is another spelling of `{meant}`, and both are given; delete one of them"
    if unknown.alias:
        return f"`{key}` should be `{meant}`"
    if hint:
        return f"the runner does not read `{key}` in {holder}; {hint}"
    if home:
        end = f"; in {holder} it is `{meant}`" if meant else f", not in {holder}"
        return f"`{key}` belongs in {home}{end}"
    end = f"; did you mean `{meant}`?" if meant else ""
    return f"the runner does not read `{key}` in {holder}{end}"
