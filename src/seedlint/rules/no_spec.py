"""A seed that names no spec.

Without `swagger:`, nothing says which description of the API the seed is meant to follow, and a
parameter that was renamed years ago goes on being tested.

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
~~~

~~~markdown good
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/lending/loans.yaml
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
~~~

~~~yaml spec swagger/lending/loans.yaml
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    get:
      responses:
        "200": {description: The loans.}
~~~

The fix names the file that describes the endpoint. In a project without any spec nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Safety
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter
from seedlint.spelling import closest, listed
from seedlint.yamltree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Frontmatter
    from seedlint.yamltree import Node


@rule(on=readable_frontmatter, group=Group.OPERATIONS, severity=Severity.WARNING, fix=Safety.UNSAFE)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    given = frontmatter.pair("swagger")
    if (given and not _null(given.value)) or not context.specs.describe:
        return
    if _names_one_otherwise(frontmatter, context):
        return
    endpoint = frontmatter.endpoint
    describing = [spec.path for spec in context.resolver.describing(endpoint)] if endpoint else []
    message = "no `swagger` says which spec describes the endpoint"
    if given:
        message = "`swagger` does not say which spec describes the endpoint"
    fix = None
    if describing:
        message += f"; {listed(describing[:2], 'and')} {'does' if len(describing) == 1 else 'do'}"
        fix = context.naming(describing[0])
    yield Finding(given.key.span if given else frontmatter.opening, message, fix=fix)


def _names_one_otherwise(frontmatter: Frontmatter, context: Context) -> bool:
    """Whether a spec stands there under another key, or the key is misspelt: `unknown-field`."""
    return frontmatter.root is not None and any(
        closest(key, ["swagger"])
        or (isinstance(pair.value, Scalar) and pair.value.text in context.specs.files)
        for key, pair in frontmatter.root.items()
    )


def _null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.data is None
