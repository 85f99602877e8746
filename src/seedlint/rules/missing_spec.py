"""A `swagger:` path that leads to no file.

Nothing holds the seed to the API then: the linter has no operation to compare with, and neither has
the next person who reads it.

~~~markdown bad
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/lending/laons.yaml
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

The fix names the file that describes the endpoint. It is unsafe, because the missing one may have
said something else. A path outside of the project is `machine-local-path`.
"""

from __future__ import annotations

from posixpath import basename, splitext
from typing import TYPE_CHECKING

from seedlint.edit import Safety
from seedlint.finding import Finding, Severity
from seedlint.paths import is_local
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter
from seedlint.spelling import closest, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.seed import Frontmatter


_MOST = 10_000
"""How many files a path is held against, which a seed has but one of."""


@rule(on=readable_frontmatter, group=Group.OPERATIONS, severity=Severity.ERROR, fix=Safety.UNSAFE)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    swagger, path = frontmatter.swagger, context.resolver.own_path
    if swagger is None or path is None or is_local(swagger.text) or context.specs.exists(path):
        return
    span = swagger.place(0, len(swagger.text))
    message = f"there is no file `{swagger.text}`"
    endpoint = frontmatter.endpoint
    describing = [spec.path for spec in context.resolver.describing(endpoint)] if endpoint else []
    meant = _alike(path, describing) or _alike(path, () if describing else context.specs.files)
    if meant:
        message += f"; did you mean `{meant}`?"
    elif endpoint and describing:
        verb = "describes" if len(describing) == 1 else "describe"
        message += f"; {listed(describing[:2], 'and')} {verb} `{endpoint.name}`"
    best = meant if meant in describing else next(iter(describing), None)
    yield Finding(span, message, fix=context.naming(best) if best else None)


def _alike(path: str, files: Iterable[str]) -> str | None:
    """The file whose name a path misspells, or whose folder or ending it has wrong."""
    by_name: dict[str, list[str]] = {}
    for file in files:
        by_name.setdefault(_name(file), []).append(file)
    name = _name(path)
    alike = by_name.get(name) or by_name.get(closest(name, by_name, most=_MOST) or "")
    return closest(path, alike, 0, _MOST) if alike else None


def _name(path: str) -> str:
    return splitext(basename(path))[0]
