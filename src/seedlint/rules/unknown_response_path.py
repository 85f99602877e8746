"""An `extract` that reads what the declared response does not have.

The runner finds nothing there, and every later step is sent without the variable. The response's
schema is what counts; where it says nothing, its example is asked, which is weaker evidence: an
example may be abridged.

~~~yaml bad
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      copy_uid: c0ffee
    extract:
      loan_uid: "$.data.laon.uid"
    expect:
      status: [201]

  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      copy_uid: c0ffee
    extract:
      loan_uid: "$.data.loan.uid"
    expect:
      status: [201]

  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}"
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                copy_uid: {type: string}
      responses:
        "201":
          description: Lent.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data:
                    type: object
                    properties:
                      loan:
                        type: object
                        properties:
                          uid: {type: string}
  /v1/loans/{loan_uid}:
    get:
      parameters:
        - {name: loan_uid, in: path, required: true, schema: {type: string}}
      responses:
        "200": {description: The loan.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import jsonpath
from seedlint.finding import Finding, Note, Severity
from seedlint.response import Verdict
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import closest, listed
from seedlint.types import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.response import Evidence
    from seedlint.scope import Extract
    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.RESPONSES, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for extract in context.scope.extracts:
        evidence = context.flow.evidence(extract)
        path = jsonpath.parse(extract.path.text)
        if evidence.verdict is Verdict.ABSENT and isinstance(path, jsonpath.Path):
            step = path.steps[evidence.step]
            above = extract.path.text[: step.start].rstrip(".")
            if evidence.inner is not None:
                first, step = step.filter[0], step.filter[evidence.inner]
                above += "[0]" + extract.path.text[first.start - 1 : step.start - 1]
            yield _finding(extract, step, above, evidence)


def _finding(extract: Extract, step: jsonpath.Step, above: str, evidence: Evidence) -> Finding:
    """What a step leads to in vain; `above` is the path that leads there."""
    response = "the example of the response" if evidence.by_example else "the declared response"
    if step.name is None:
        is_ = worded(frozenset({evidence.kind})) if evidence.kind else "no list"
        message = f"{response} has no list at `{above}` to take an item of: it is {is_}"
    elif evidence.kind == "array":
        message = f"{response} has a list at `{above}`; name an item of it, such as `{above}[0]`"
    elif evidence.kind not in ("object", None):
        is_ = worded(frozenset({evidence.kind}))
        message = f"{response} has nothing below `{above}`: it is {is_}"
    else:
        meant = closest(step.name, evidence.names)
        hint = f"; did you mean `{meant}`?" if meant else ""
        if not meant and evidence.names:
            hint = f"; it has {listed(sorted(evidence.names), 'and')}"
        message = f"{response} has no `{step.name}` at `{above}`{hint}"
    notes: list[Note] = []
    if evidence.cursor:
        said = "the example" if evidence.by_example else "what the response declares there"
        notes.append(Note(said, evidence.cursor))
    if evidence.by_example:
        notes.append(Note("no schema says so, and an example may be abridged"))
    return Finding(extract.path.place(step.start, step.end), message, tuple(notes))
