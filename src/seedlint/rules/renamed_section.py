"""A section under an old name, or with its name misspelt.

The runner plays sections by their names, and readers look for them: what stands under `Setup` is
never run. The old names are configured (`aliases.sections`); a heading with more in it than the
name is not looked through either.

~~~markdown bad
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# List loans

## Overview

What is out, and until when.

## Pre-requisites

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

The fix is unsafe where it makes steps run that did not run before, and there is none where it would
lose words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Fix, Safety
from seedlint.finding import Finding, Severity
from seedlint.headings import addition
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Section, Seed


@rule(on=whole_seed, group=Group.DOCUMENTATION, severity=Severity.WARNING, fix=Safety.SAFE)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for title, section in context.renamed.items():
        span = section.heading.text_span
        asleep = title in seed.run_sections and _has_steps(seed, section)
        message = f"the section `{section.title}` should be called `{title}`"
        if asleep:
            message += ": its steps do not run"
        fix = None
        if not addition(section.title, title):
            safety = Safety.UNSAFE if asleep else Safety.SAFE
            fix = Fix.replace(f"call the section `{title}`", span, title, safety)
        yield Finding(span, message, fix=fix)


def _has_steps(seed: Seed, section: Section) -> bool:
    """Whether a block of steps stands in a section, be they readable or not."""
    return any(section in block.sections for block in seed.blocks)
