"""A seed that tests nothing: no step stands under the test section.

The runner plays the steps in the sections that it knows by name. A seed whose test is missing, or
written down as anything but `steps:`, passes every time.

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

```json
{"method": "GET", "path": "/lending/v1/loans"}
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

A seed that is skipped needs no test. A test under an old name of the section is `renamed-section`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span
from seedlint.yamltree import Problem, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Block, Section, Seed


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    title = context.settings.test_section
    if not title or seed.test_steps or _skipped(seed):
        return
    section = seed.section(title) or context.renamed.get(title)
    blocks = [block for block in seed.blocks if block.within(title) or section in block.sections]
    if any(block.steps or not _readable(block) for block in blocks):
        return
    stray = context.stray_test
    if stray is not None:
        inner = stray.sections[-1] if stray.sections else None
        span = inner.heading.text_span if inner else stray.fence.opening
        where = f"under `{inner.title}`" if inner else "under no heading"
        yield Finding(span, f"the test stands {where}, and runs under `{title}` alone")
    elif section is None:
        yield Finding(_start(seed), f"there is no test: the seed has no section `{title}`")
    elif blocks:
        yield Finding(blocks[0].grip, "there is no test: this list of steps is empty")
    else:
        yield Finding(
            section.heading.text_span,
            f"there is no test: `{section.title}` has no `yaml` block with `steps:`",
            tuple(_instead(seed, section)),
        )


def _skipped(seed: Seed) -> bool:
    """Whether the seed is not meant to run, or cannot be asked."""
    frontmatter = seed.frontmatter
    if frontmatter is None or seed.skipped:
        return seed.skipped
    return isinstance(frontmatter.parsed, Problem) or frontmatter.scalar("skip_reason") is not None


def _readable(block: Block) -> bool:
    """Whether the block's steps are a list, so that an empty one has none."""
    steps = block.listed.value if block.listed else None
    if isinstance(steps, Scalar):
        return steps.data is None
    return isinstance(steps, Sequence) and len(steps.items) == len(block.steps)


def _instead(seed: Seed, section: Section) -> Iterator[Note]:
    """What stands in the section where the steps should."""
    for fence in seed.document.fences:
        if fence.span.start in range(*section.span):
            if fence.language in ("yaml", "yml"):
                yield Note("this block has no `steps:`", fence.opening)
            else:
                yield Note("the runner does not read this block", fence.opening)


def _start(seed: Seed) -> Span:
    """Where a finding goes about something that is not there: what should have been tested."""
    frontmatter = seed.frontmatter
    if frontmatter is None:
        return seed.sections[0].heading.text_span if seed.sections else Span(0, 0)
    endpoint = frontmatter.endpoint
    if endpoint is None:
        return frontmatter.opening
    return endpoint.span
