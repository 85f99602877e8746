"""A token that the seed, or its spec, says the endpoint does not take.

The frontmatter's `tokens` are those that the endpoint is known to accept. A test with another one
is refused at the door, or the list is out of date: one of them is wrong.

~~~markdown bad
---
endpoint: "GET /lending/v1/holds"
domain: lending
tags: [holds]
status: verified
savedAt: 2026-03-06T14:10:00Z
tokens: [staff, client]
---

# List holds

## Summary
What a reader is waiting for.

## Prerequisites
None.

## Test Request

```yaml
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/holds
    token: directory
    expect:
      status: [200]
```
~~~

~~~markdown good
---
endpoint: "GET /lending/v1/holds"
domain: lending
tags: [holds]
status: verified
savedAt: 2026-03-06T14:10:00Z
tokens: [staff, client]
---

# List holds

## Summary
What a reader is waiting for.

## Prerequisites
None.

## Test Request

```yaml
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/holds
    token: client
    expect:
      status: [200]
```
~~~

Steps that call something else may do so with any token. A spec rules a token out where the names of
its security schemes are the names of tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.spelling import listed
from seedlint.yamltree import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed, Step
    from seedlint.spec import Operation


@rule(on=steps, group=Group.REQUESTS, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    token = step.scalar("token")
    tokens = frozenset(context.settings.tokens)
    if token is None or token.text not in tokens or step.negative:
        return
    listed_ = _listed(context.seed)
    operations = context.operations(step)
    if listed_ and token.text not in listed_ and context.resolver.tests(step):
        message = f"the endpoint takes {listed(listed_)} by the seed's `tokens`, not `{token.text}`"
        frontmatter = context.seed.frontmatter
        pair = frontmatter.pair("tokens") if frontmatter else None
        notes = (Note("the tokens that it takes", pair.key.span),) if pair else ()
        yield Finding(token.span, message, notes)
        return
    secured = [_secured(operation, tokens) for operation in operations]
    if secured and all(one and token.text not in one for one in secured):
        operation = operations[0]
        message = f"`{operation.name}` takes {listed(sorted(secured[0]))} by its security"
        note = Note("its security", operation.cursor.child("security") or operation.cursor)
        yield Finding(token.span, f"{message}, not `{token.text}`", (note,))


def _listed(seed: Seed) -> list[str]:
    """The frontmatter's `tokens`, in their order."""
    pair = seed.frontmatter.pair("tokens") if seed.frontmatter else None
    items = pair.value.items if pair and isinstance(pair.value, Sequence) else []
    return [item.text for item in items if isinstance(item, Scalar) and item.text]


def _secured(operation: Operation, tokens: frozenset[str]) -> set[str]:
    """The tokens that the operation's security asks for; empty where it speaks of no tokens."""
    own = operation.cursor.get("security")
    declared = operation.spec.document.root.get("security") if own is None else own
    options = declared if isinstance(declared, list) else []
    names = [set(option) if isinstance(option, dict) else set() for option in options]
    found = {name.lower() for option in names for name in option}
    return found if found <= tokens and all(names) else set()
