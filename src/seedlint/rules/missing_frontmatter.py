"""Steps, but no frontmatter above them.

The frontmatter says which endpoint a seed is about, where that is described, and how the last run
went. Without it the seed is a heap of requests that nobody can find again.

~~~markdown bad
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

import re
from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.regex import regex
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed

_FIRST_LINE = regex(r"[^\s](?:[^\r\n]*[^\s])?")
_FIELD = regex(r"(?:endpoint|domain|tags|status|savedAt)[ \t]*:")
_STRAY = regex(
    r"^(?P<rule>-{3,})[ \t]*(?:\r\n?|\n)"
    rf"(?:(?!---)(?:[\w-]+[ \t]*:|[ \t#-])[^\r\n]*(?:\r\n?|\n))*?{_FIELD.pattern}",
    re.M,
)


@rule(on=whole_seed, group=Group.SHAPE, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    frontmatter, text = seed.frontmatter, seed.source.text
    if frontmatter is not None:
        if frontmatter.parsed is None:
            yield Finding(frontmatter.opening, "the frontmatter is empty")
        return
    if not seed.blocks:
        return
    first = _FIRST_LINE.search(text)
    place = Span(*first.span()) if first else Span(0, 0)
    stray = _STRAY.search(text)
    if stray is not None and stray.start() > place.start:
        message = "the frontmatter has to begin in the first line of the file"
        yield Finding(Span(*stray.span("rule")), message)
    elif stray is not None:
        yield Finding(place, "the frontmatter is never closed; end it with a line of `---`")
    elif _FIELD.match(text, place.start):
        yield Finding(place, "the frontmatter is never opened; begin it with a line of `---`")
    else:
        yield Finding(place, "the seed has no frontmatter that says which endpoint it tests")
