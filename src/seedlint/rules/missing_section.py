"""A section that every seed should have.

Whoever opens a seed looks for the same headings in the same order. A summary that is not there is
a question to a colleague; prerequisites that are not there may be none, or forgotten.

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

`sections.required` in the configuration says which sections these are. A section under an old name
is `renamed-section`; a seed without its test is `no-test-request`, unless it is skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.seed import same_title
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.DOCUMENTATION, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    absent = [title for title in context.settings.required_sections if not seed.section(title)]
    if not seed.skipped:
        absent = [t for t in absent if not same_title(t, context.settings.test_section)]
    if absent:
        elsewhere = context.renamed
        absent = [title for title in absent if title not in elsewhere]
    if absent:
        sections = "section" if len(absent) == 1 else "sections"
        yield Finding(_title(seed), f"the seed lacks the {sections} {listed(absent, 'and')}")


def _title(seed: Seed) -> Span:
    """Where a finding about the whole text goes: its title, the frontmatter, or its start."""
    title = next((s.heading for s in seed.sections if s.heading.level == 1 and s.title), None)
    if title is not None:
        return title.text_span
    return seed.frontmatter.opening if seed.frontmatter else Span(0, 0)
