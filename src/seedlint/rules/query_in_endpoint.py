"""A query string in `endpoint`.

An endpoint is an operation of the API: a method and a path. Its query is the business of a step,
where it can be filled in; here it only keeps others from finding the seed by its endpoint.

~~~markdown bad
---
endpoint: GET /lending/v1/loans?reader_uid={reader_uid}
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
    params:
      reader_uid: "{{client_uid}}"
    expect:
      status: [200]
```
~~~

~~~markdown good
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
    params:
      reader_uid: "{{client_uid}}"
    expect:
      status: [200]
```
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.parameters import arguments
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Frontmatter


@rule(on=readable_frontmatter, group=Group.FRONTMATTER, severity=Severity.WARNING)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    endpoint = frontmatter.endpoint
    if endpoint is None or "?" not in endpoint.path.text:
        return
    path = endpoint.path.text
    bare, _, query = path.partition("?")
    span = endpoint.path.place(len(bare), len(path))
    message = f"an endpoint is a method and a path; `?{query}`"
    names = {name for piece in query.split("&") if (name := piece.partition("=")[0])}
    for step in context.seed.test_steps:
        if context.resolver.tests(step) and names <= {each.name for each in arguments(step)}:
            note = Note("it is sent here", step.grip)
            yield Finding(span, f"{message} can be dropped, since the test sends it", (note,))
            return
    where = "`params`" if endpoint.method.text.upper() == "GET" else "path"
    yield Finding(span, f"{message} belongs in the {where} of a step")
