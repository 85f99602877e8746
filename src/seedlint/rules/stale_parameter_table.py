"""A row of a parameter table that the API contradicts.

A table is copied once and believed for years. This rule reads it beside the spec: a parameter that
is not there, one that is required after all, a type that is another one.

~~~markdown bad
---
endpoint: POST /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Lend a copy

## Summary

Hands a copy to a reader.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      reader_uid: "{{client_uid}}"
      copy_uid: c0ffee
    expect:
      status: [201]
```

## Request Body Parameters

| Parameter | Required | Type | Description |
|-----------|----------|------|-------------|
| `reader_id` | Yes | string | Who takes it home |
| `copy_uid` | No | string | From the catalogue |
| `weeks` | No | string | Three unless told otherwise |
~~~

~~~markdown good
---
endpoint: POST /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Lend a copy

## Summary

Hands a copy to a reader.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      reader_uid: "{{client_uid}}"
      copy_uid: c0ffee
    expect:
      status: [201]
```

## Request Body Parameters

| Parameter | Required | Type | Description |
|-----------|----------|------|-------------|
| `reader_uid` | Yes | string | Who takes it home |
| `copy_uid` | Yes | string | From the catalogue |
| `weeks` | No | integer | Three unless told otherwise |
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
                weeks: {type: integer}
      responses:
        "201": {description: Lent.}
~~~

A table belongs to the endpoint if a heading above it names parameters, fields or the body, and its
header has a column for names beside one for `Required`, `Type` or `In`. `Conditional` and the like
claim nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import template
from seedlint.claims import elsewhere, fact, names, tables
from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import closest, listed
from seedlint.types import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seedlint.claims import Claim, Fact
    from seedlint.markdown import Cell
    from seedlint.seed import Seed
    from seedlint.spec import Operation


@rule(on=whole_seed, group=Group.DOCUMENTATION, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    operations, endpoint = context.endpoint, seed.endpoint
    if not operations or endpoint is None:
        return
    own = {variable.name for variable in template.single_braces(endpoint.path.text)}
    for claims in tables(seed):
        facts = [[fact(claim, operation) for operation in operations] for claim in claims]
        another = not any(any(known) for known in facts)
        for claim, known in zip(claims, facts, strict=True):
            agreed = [one for one in known if one is not None]
            if len(agreed) == len(known):
                yield from _contradicted(claim, agreed)
            elif not agreed and not ("path" in claim.places and claim.name.text in own):
                yield from _unknown(claim, operations, another)


def _unknown(claim: Claim, operations: Sequence[Operation], another: bool) -> Iterator[Finding]:
    """A row whose parameter there is not; `another`: so it is with all rows of the table."""
    operation, name = operations[0], claim.name.text
    what = f"{claim.places[0]} parameter" if len(claim.places) == 1 else "parameter"
    note = Note("the operation", operation.cursor)
    place = elsewhere(claim, operation)
    taken = names(operation, claim.places)
    meant = closest(name, taken)
    if place is not None:
        yield Finding(claim.name.span, f"`{name}` is a {place} parameter, and no {what}", (note,))
    elif meant or not another:
        parent = name.rpartition(".")[0]
        beside = sorted(one for one in taken if one.rpartition(".")[0] == parent)
        has = f"; it has {listed(beside, 'and')}" if beside else ""
        hint = f"; did you mean `{meant}`?" if meant else has
        yield Finding(claim.name.span, f"`{operation.name}` has no {what} `{name}`{hint}", (note,))


def _contradicted(claim: Claim, facts: Sequence[Fact]) -> Iterator[Finding]:
    name, notes = claim.name.text, (Note("the spec says so", facts[0].cursor),)
    required, kinds = claim.required_cell, claim.type_cell
    if claim.required is not None and all(one.required is (not claim.required) for one in facts):
        really = "optional" if claim.required else "required"
        yield from _wrong(required, f"`{name}` is {really}", notes)
    if claim.kinds and not any(one.admits(claim.kinds) for one in facts):
        yield from _wrong(kinds, f"`{name}` is {worded(facts[0].kinds or frozenset())}", notes)


def _wrong(cell: Cell | None, really: str, notes: tuple[Note, ...]) -> Iterator[Finding]:
    if cell is not None:
        yield Finding(cell.span, f"{really}, and the table says `{cell.text.strip('`*')}`", notes)
