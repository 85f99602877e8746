"""A `swagger:` that names a spec without the seed's endpoint, which another spec has, or no spec.

The linter finds the operation all the same. People look for it in the file that the seed names, and
so does a tool that reads no other. A path of another machine is `machine-local-path`, which says as
much in a note.

~~~markdown bad
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/catalogue/titles.yaml
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

~~~yaml spec swagger/catalogue/titles.yaml
openapi: 3.1.0
info: {title: Catalogue, version: "1"}
servers: [{url: "https://api.example.org/catalogue"}]
paths:
  /v1/titles:
    get:
      responses:
        "200": {description: The titles.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Safety
from seedlint.finding import Finding, Severity
from seedlint.paths import is_local
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Frontmatter


@rule(on=readable_frontmatter, group=Group.OPERATIONS, severity=Severity.WARNING, fix=Safety.UNSAFE)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    swagger, endpoint, resolver = frontmatter.swagger, frontmatter.endpoint, context.resolver
    if swagger is None or is_local(swagger.text):
        return
    describing, verbs = context.elsewhere, ("does", "do")
    if resolver.names_no_spec:
        message, verbs = (
            f"`{resolver.own_path}` is no spec",
            ("describes the endpoint", "describe the endpoint"),
        )
        found = resolver.describing(endpoint) if endpoint else ()
        describing = tuple(spec.path for spec in found)
    elif endpoint is None or not describing:
        return
    else:
        message = f"`{resolver.own_path}` does not describe `{endpoint.name}`"
    fix = None
    if describing:
        message += f"; {listed(describing[:2], 'and')} {verbs[len(describing) > 1]}"
        fix = context.naming(describing[0])
    yield Finding(swagger.place(0, len(swagger.text)), message, fix=fix)
