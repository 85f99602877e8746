"""A required section with nothing in it.

An empty section promises something and keeps it to itself. Where there is nothing to say, `None.`
says so: it tells a decision from an oversight.

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

A comment is nothing. The section of the test is the business of `no-test-request`, unless the seed
is skipped.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.seed import same_title
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Section, Seed


@rule(on=whole_seed, group=Group.DOCUMENTATION, severity=Severity.INFO)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    under_old_names = context.renamed
    for title in context.settings.required_sections:
        if same_title(title, context.settings.test_section) and not seed.skipped:
            continue
        sections = [section for section in seed.sections if same_title(section.title, title)]
        if title in under_old_names:
            sections.append(under_old_names[title])
        if sections and not any(_filled(seed, section) for section in sections):
            runs = any(same_title(title, run) for run in seed.run_sections)
            hint = (
                "; write `None.` where there is nothing to do" if runs else "; a sentence will do"
            )
            message = f"the section `{sections[0].title}` is empty{hint}"
            yield Finding(sections[0].heading.text_span, message)


def _filled(seed: Seed, section: Section) -> bool:
    """Whether anything but blanks and comments stands under a section's heading."""
    at, comments = section.heading.span.end, seed.document.comments
    first = bisect_left(comments, at, key=lambda comment: comment.span.start)
    for comment in islice(comments, first, None):
        if comment.span.start >= section.span.end:
            break
        if seed.source.text[at : comment.span.start].strip():
            return True
        at = max(at, comment.span.end)
    return bool(seed.source.text[at : section.span.end].strip())
