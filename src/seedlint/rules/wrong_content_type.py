"""A form for an operation that takes JSON, or JSON for one that takes a form.

The API cannot read a body in the wrong encoding, however right its fields are. A step sends a form
with `content_type: multipart`, `form_fields` and `file_fields`, and JSON with `body`.

~~~yaml bad
steps:
  - id: add_scan
    method: POST
    path: "/archive/v1/items/{{matter_uid}}/scans"
    body:
      side: back
    expect:
      status: [201]
~~~

~~~yaml good
steps:
  - id: add_scan
    method: POST
    path: "/archive/v1/items/{{matter_uid}}/scans"
    content_type: multipart
    form_fields:
      side: back
    file_fields:
      - field_name: scan
        file_path: regatta.jpg
    expect:
      status: [201]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Archive, version: "1"}
servers: [{url: "https://api.example.org/archive"}]
paths:
  /v1/items/{item_uid}/scans:
    post:
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [scan, side]
              properties:
                scan: {type: string, format: binary}
                side: {type: string, enum: [front, back]}
      responses:
        "201": {description: Stored.}
~~~

A file goes into `file_fields` and a text into `form_fields`: where the spec says for sure which of
them a field is, it is told of one that stands with the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.request import (
    Encoding,
    accepted,
    body_pair,
    encoding,
    form_pair,
    misplaced_fields,
    takes_body,
)
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step
    from seedlint.source import Span
    from seedlint.spec import Operation


@rule(on=steps, group=Group.REQUESTS, severity=Severity.ERROR)
def check(step: Step, context: Context) -> Iterator[Finding]:
    operations = context.operations(step)
    if not operations or not takes_body(step):
        return
    taken = [accepted(operation) for operation in operations]
    if not all(taken):
        return
    everything = set().union(*(one or () for one in taken))
    problem = _problem(step, everything, operations[0])
    if problem is not None:
        span, message = problem
        body = operations[0].body
        note = Note("what it takes", body.cursor if body else operations[0].cursor)
        yield Finding(span, message, (note,))
        return
    for field, schema, is_file in misplaced_fields(step, operations):
        message = f"`{field.name}` is a file" if is_file else f"`{field.name}` is no file"
        message += f"; send it with `{'file_fields' if is_file else 'form_fields'}`"
        yield Finding(field.span, message, (Note("its schema", schema),))


def _problem(step: Step, taken: set[Encoding], operation: Operation) -> tuple[Span, str] | None:
    sent, declared = encoding(step), step.scalar("content_type")
    body, form = body_pair(step), form_pair(step)
    is_form = declared is not None and sent is Encoding.FORM
    if form and not is_form and Encoding.FORM in taken:
        return form.key.span, f"`{form.key.text}` is sent with `content_type: multipart` alone"
    if body and not form and is_form and Encoding.FORM in taken:
        return body.key.span, "a form sends `form_fields`, and not `body`"
    pair = (form or body) if sent is Encoding.FORM else body
    if pair is None or sent is Encoding.OTHER or sent in taken:
        return None
    span = declared.span if declared and is_form else pair.key.span
    media = listed(list(operation.body.content)) if operation.body else Encoding.FORM.value
    message = f"`{operation.name}` takes {media}, and this step sends {sent.value}"
    if sent is Encoding.FORM and Encoding.JSON in taken:
        message += "; write `body`, without `content_type`" if is_form else "; write `body`"
    elif Encoding.FORM in taken:
        message += "; write `form_fields`, with `content_type: multipart`"
    return span, message
