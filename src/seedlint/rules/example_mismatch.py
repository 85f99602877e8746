"""An example of a response that the API's schema contradicts.

Nobody runs an example, so nobody notices when it ages. It is held against the schema of the
response that its heading names: property by property, by the kinds of values, by enumerations.

~~~markdown bad
---
endpoint: GET /lending/v1/loans/{loan_uid}
domain: lending
tags: [loans]
swagger: swagger/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Show a loan

## Summary

What is out, and until when.

## Prerequisites

```yaml
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.loans[0].uid"
    expect:
      status: [200]
```

## Test Request

```yaml
steps:
  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}"
    expect:
      status: [200]
```

## Expected Response (200)

```json
{
  "uid": "a2f4c9d0",
  "due_date": "2026-03-12",
  "renewals": "none",
  "state": "lent"
}
```
~~~

~~~markdown good
---
endpoint: GET /lending/v1/loans/{loan_uid}
domain: lending
tags: [loans]
swagger: swagger/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Show a loan

## Summary

What is out, and until when.

## Prerequisites

```yaml
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.loans[0].uid"
    expect:
      status: [200]
```

## Test Request

```yaml
steps:
  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}"
    expect:
      status: [200]
```

## Expected Response (200)

```json
{
  "uid": "a2f4c9d0",
  "due_on": "2026-03-12",
  "renewals": 0,
  "state": "out"
}
```
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    get:
      responses:
        "200": {description: All loans.}
  /v1/loans/{loan_uid}:
    get:
      responses:
        "200":
          description: A loan.
          content:
            application/json:
              schema:
                type: object
                required: [uid, due_on]
                properties:
                  uid: {type: string}
                  due_on: {type: string, format: date}
                  renewals: {type: integer}
                  state: {enum: [out, back]}
~~~

An example is made up, so formats and lengths are not held, and `null` may stand for anything. What
one object lacks and has too much is one finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint import yamltree
from seedlint.conform import Comparison, Kind, common
from seedlint.finding import Finding, Note, Severity
from seedlint.jsontext import examine
from seedlint.regex import regex
from seedlint.response import schemas_of
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span
from seedlint.yamltree import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.answers import Answer
    from seedlint.conform import Mismatch
    from seedlint.seed import Seed
    from seedlint.spec import Cursor
    from seedlint.yamltree import Node

_COMPARISON = Comparison(sent=False, outline=True)
_ELISION = regex(r'"\s*(?:\.{2,}|…)\s*"')
_PLACEHOLDER = regex(
    r'"(?:[^"]*(?:\.\.|[…<>{}|])[^"]*|string|integer|number|float|boolean|bool|array|object|date'
    r'|datetime|uuid|uid|null)"',
    re.I,
)


@rule(on=whole_seed, group=Group.DOCUMENTATION, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for answer in context.answers if context.endpoint else ():
        schemas = _schemas(answer, seed, context)
        for fence in answer.examples if all(schemas) else ():
            if examine(fence.content.text):
                continue
            node = yamltree.parse(fence.content, limits=context.settings.limits)
            if node is None or isinstance(node, yamltree.Problem):
                continue
            grip = Span(node.span.start, node.span.start + 1)
            found = common(
                [
                    _COMPARISON.compare(node, schema, "the response", grip)
                    for schema in schemas
                    if schema
                ]
            )
            yield from _findings(found, node, grip, seed.source.text)


def _schemas(answer: Answer, seed: Seed, context: Context) -> list[Cursor | None]:
    """The schemas of the declared responses that an answer may be."""
    statuses = answer.codes or {
        status
        for step in seed.test_steps
        if (resolution := context.resolution(step)) and resolution.operations == context.endpoint
        for status in step.expected_statuses
        if 200 <= status < 300
    }
    responses = [
        operation.response(status)
        for operation in context.endpoint
        for status in sorted(statuses)
        if operation.declares(status)
    ]
    known = [schemas_of(response) if response else [] for response in responses]
    return [schema for schemas in known for schema in schemas or [None]]


def _findings(found: list[Mismatch], root: Node, grip: Span, text: str) -> Iterator[Finding]:
    """What one object lacks and has too much as one finding, and every wrong value as one."""
    if _ELISION.search(root.span.of(text)):
        found = [mismatch for mismatch in found if mismatch.kind is not Kind.MISSING]
    homes = {
        (kind, span): number
        for number, (own, keys) in enumerate(_objects(root, grip))
        for kind, spans in ((Kind.MISSING, [own]), (Kind.UNKNOWN, keys))
        for span in spans
    }
    objects: dict[int, list[Mismatch]] = {}
    for mismatch in found:
        said = mismatch.span.of(text)
        home = homes.get((mismatch.kind, mismatch.span))
        if mismatch.kind is Kind.INVALID and not _PLACEHOLDER.fullmatch(said):
            yield mismatch.finding("its schema says so")
        elif home is not None and not _ELISION.fullmatch(said):
            objects.setdefault(home, []).append(mismatch)
    for mismatches in objects.values():
        mismatches.sort(key=lambda mismatch: mismatch.kind is Kind.MISSING)
        first, *others = mismatches
        notes = [Note(other.message, other.span) for other in others]
        notes.append(Note("its schema", first.schema))
        yield Finding(first.span, first.message, tuple(notes))


def _objects(node: Node, grip: Span) -> Iterator[tuple[Span, list[Span]]]:
    """Each object's grip, for what it lacks, and its keys, for what it has too much."""
    if isinstance(node, Mapping):
        yield grip, [pair.key.span for pair in node.pairs]
        for pair in node.pairs:
            yield from _objects(pair.value, pair.key.span)
    elif isinstance(node, Sequence):
        for item in node.items:
            head = item.pairs[0].key if isinstance(item, Mapping) and item.pairs else item
            yield from _objects(item, head.span)
