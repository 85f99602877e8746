"""A body that lacks a property which its operation requires.

At any depth: through `$ref` and `allOf`, in the items of a list, in the best alternative of a
`oneOf` or `anyOf`. What is read-only need not be sent.

~~~yaml bad
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      reader_uid: "{{client_uid}}"
    expect:
      status: [201]
~~~

~~~yaml good
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      reader_uid: "{{client_uid}}"
      copy_uid: c0ffee
    expect:
      status: [201]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [reader_uid, copy_uid]
              properties:
                reader_uid: {type: string}
                copy_uid: {type: string}
      responses:
        "201": {description: Lent.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.conform import Kind
from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.conform import Mismatch
    from seedlint.seed import Step
    from seedlint.source import Span


@rule(on=steps, group=Group.REQUESTS, severity=Severity.ERROR)
def check(step: Step, context: Context) -> Iterator[Finding]:
    lacking: dict[tuple[Span, str], list[Mismatch]] = {}
    for mismatch in context.body_mismatches(step):
        if mismatch.kind is Kind.MISSING:
            what = mismatch.span, mismatch.holder or mismatch.message
            lacking.setdefault(what, []).append(mismatch)
    for mismatches in lacking.values():
        yield _finding(mismatches)


def _finding(mismatches: list[Mismatch]) -> Finding:
    """All that one value lacks, with every list in which the schema says so."""
    first, *others = mismatches
    if not others:
        return first.finding("it is required here")
    names = listed([mismatch.name for mismatch in mismatches], "and")
    places = {mismatch.schema.key: mismatch.schema for mismatch in others}
    places.pop(first.schema.key, None)
    found = first.finding("they are required here")
    more = (Note("and here", place) for place in places.values())
    message = f"{first.holder} lacks the required {names}"
    return found._replace(message=message, notes=(*found.notes, *more))
