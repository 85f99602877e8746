"""A value that its key cannot have.

Of the wrong type, not one of the allowed words, not a date, not a path: whoever reads the seed next
stumbles over it, be it the runner or a dashboard. Words that the settings accept for another one
(`aliases`) are rewritten.

~~~markdown bad
---
endpoint: "GET /lending/v1/loans"
domain: lending
tags: [loans]
status: success
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
status: verified
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
from seedlint.finding import Finding, Respelling, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.seed import METHODS
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import closest
from seedlint.yamltree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed
    from seedlint.vocabulary import Invalid
    from seedlint.yamltree import Node

_SHOWN = 40


@rule(on=whole_seed, group=Group.SHAPE, severity=Severity.ERROR, fix=Safety.SAFE)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for invalid in context.breaches.invalid:
        yield (
            _accepted(invalid) or _small_method(invalid, seed) or _other(invalid, seed.source.text)
        )


def _accepted(invalid: Invalid) -> Finding | None:
    """A word that the settings accept for another one."""
    node, meant = invalid.node, invalid.meant
    if meant is None or not isinstance(node, Scalar):
        return None
    fix = Fix.replace(f"write `{meant}`", node.place(0, len(node.text)), meant)
    return Finding(invalid.span, f"{invalid.name} should be `{meant}`, not `{node.text}`", fix=fix)


def _small_method(invalid: Invalid, seed: Seed) -> Finding | None:
    """An endpoint with nothing wrong but its method in small letters."""
    endpoint = seed.endpoint
    if endpoint is None or invalid.violation.path != ("endpoint",):
        return None
    method, path = endpoint.method, endpoint.path
    capitals = method.text.upper()
    written = f"{method.text} {path.text}"
    if method.text == capitals or capitals not in METHODS or written != invalid.violation.value:
        return None
    fix = Fix.replace("write the method in capitals", method.span, capitals)
    return Finding(method.span, f"the method should be in capitals: `{capitals}`", fix=fix)


def _other(invalid: Invalid, text: str) -> Finding:
    node, meant = invalid.node, _meant(invalid)
    respelling = Respelling(node.text, meant) if isinstance(node, Scalar) and meant else None
    message = _message(invalid, text) + (f"; did you mean `{meant}`?" if meant else "")
    return Finding(invalid.span, message, respelling=respelling)


def _meant(invalid: Invalid) -> str | None:
    """The allowed value that a wrong one may be a misspelling of."""
    node, violation = invalid.node, invalid.violation
    if not isinstance(node, Scalar) or violation.key is not None or violation.value is None:
        return None
    return closest(node.text, violation.allowed)


def _message(invalid: Invalid, text: str) -> str:
    violation, node = invalid.violation, invalid.node
    message = f"{invalid.name} should be {violation.wanted}"
    if violation.key is not None:
        return message
    if violation.value is None:
        return f"{invalid.name} is empty; it should be {violation.wanted}"
    if shown := _shown(node, text):
        message += f", not {shown}"
    wants_text = violation.wanted in ("a string", "a non-empty string")
    if wants_text and isinstance(node, Scalar) and node.plain and node.text:
        message += "; put it in quotes"
    return message


def _shown(node: Node, text: str) -> str:
    """What stands there, as it is written, unless it is too long to be repeated."""
    if not isinstance(node, Scalar):
        kind = "mapping" if isinstance(node, Mapping) else "list"
        children = node.pairs if isinstance(node, Mapping) else node.items
        return f"a {kind}" if children else f"an empty {kind}"
    if node.data == "":
        return "an empty string"
    written = node.span.of(text)
    return f"`{written}`" if len(written) <= _SHOWN and written.isprintable() else ""
