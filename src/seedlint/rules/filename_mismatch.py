"""A file name that is not made of the seed's method and path.

Where every seed is named after its endpoint, nobody has to search for one, and nobody writes it
twice.

~~~markdown bad seeds/lending/loans.md
---
endpoint: GET /lending/v1/loans/{loan_uid}
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Show a loan

## Summary

One loan, with its copy.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{matter_uid}}"
    expect:
      status: [200]
```
~~~

~~~markdown good seeds/lending/get_lending_v1_loans_loan_uid.md
---
endpoint: GET /lending/v1/loans/{loan_uid}
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Show a loan

## Summary

One loan, with its copy.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{matter_uid}}"
    expect:
      status: [200]
```
~~~
"""

from __future__ import annotations

import re
from posixpath import basename
from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Frontmatter


@rule(on=readable_frontmatter, group=Group.FRONTMATTER, severity=Severity.WARNING, default=False)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    endpoint = frontmatter.endpoint
    if endpoint is None:
        return
    name, wanted = basename(context.path), endpoint.file_name
    if _words(name) != _words(wanted):
        message = f"the file should be named `{wanted}` after this, and is `{name}`"
        yield Finding(endpoint.span, message)


def _words(name: str) -> list[str]:
    """What a file name says, whatever separates its words."""
    return re.findall(r"[^\W_]+", name.lower().rpartition(".")[0])
