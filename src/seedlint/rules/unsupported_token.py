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

A step that names no token is sent with `staff`. Steps that call something else may do so with any
token. A spec rules a token out where the names of its security schemes are the names of tokens.
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
    token, finding = step.scalar("token"), None
    if token is None:
        finding = _unsaid(step, context)
    elif token.text in context.settings.tokens:
        finding = _unlisted(token, step, context) or _unsecured(token, step, context)
    if finding is not None and not step.negative:
        yield finding


def _unsaid(step: Step, context: Context) -> Finding | None:
    """A step that names no token, and that the runner's own is no good for."""
    default, taken = context.settings.default_token, _listed(context.seed)
    if step.pair("token") or context.breaches.stands_in(step.node, "token"):
        return None
    if default not in context.settings.tokens:
        return None
    unsaid = f"the step has no `token`, so it is sent with `{default}`, and"
    if _rules_out(taken, default, step, context):
        message = f"{unsaid} `tokens` lists {listed(taken, 'and')} alone"
        return Finding(step.grip, message, _tokens(context.seed))
    if (taking := _security(default, step, context)) is None:
        return None
    return Finding(step.grip, f"{unsaid} {taking[0]}", (taking[1],))


def _unlisted(token: Scalar, step: Step, context: Context) -> Finding | None:
    taken = _listed(context.seed)
    if not _rules_out(taken, token.text, step, context):
        return None
    message = f"the endpoint takes {listed(taken)} by the seed's `tokens`, not `{token.text}`"
    return Finding(token.span, message, _tokens(context.seed))


def _unsecured(token: Scalar, step: Step, context: Context) -> Finding | None:
    if (taking := _security(token.text, step, context)) is None:
        return None
    return Finding(token.span, f"{taking[0]}, not `{token.text}`", (taking[1],))


def _security(token: str, step: Step, context: Context) -> tuple[str, Note] | None:
    """What tokens every candidate takes by its security, and where it says so, if not this one."""
    operations, tokens = context.operations(step), frozenset(context.settings.tokens)
    secured = [_secured(operation, tokens) for operation in operations]
    if not secured or not all(one and token not in one for one in secured):
        return None
    operation = operations[0]
    note = Note("its security", operation.cursor.child("security") or operation.cursor)
    return f"`{operation.name}` takes {listed(sorted(secured[0]))} by its security", note


def _rules_out(taken: list[str], token: str, step: Step, context: Context) -> bool:
    """Whether the seed's list, where each of its words is a token, lacks one that tests."""
    known = bool(taken) and set(taken) <= set(context.settings.tokens)
    return known and token not in taken and context.resolver.tests(step)


def _tokens(seed: Seed) -> tuple[Note, ...]:
    pair = seed.frontmatter.pair("tokens") if seed.frontmatter else None
    return (Note("the tokens that it takes", pair.key.span),) if pair else ()


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
