"""A `$ref` in a spec that leads nowhere.

The schema behind it is unknown, so nothing is held against it. Nothing is ever fetched: a remote
reference is followed where `[tool.seedlint.references]` says which local folder it means. Where one
leads on to another, and so on, they are followed as far as `[tool.seedlint.limits]` allows.

~~~yaml bad
steps:
  - id: lend_copy
    method: POST
    path: /v1/loans
    body:
      copy_uid: c0ffee
    expect:
      status: [201]
~~~

~~~yaml good
steps:
  - id: lend_copy
    method: POST
    path: /v1/loans
    body:
      copy_uid: c0ffee
    expect:
      status: [201]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
paths:
  /v1/loans:
    post:
      requestBody:
        content:
          application/json:
            schema:
              $ref: https://example.org/schemas/loan.yaml
      responses:
        "201": {description: Lent.}
~~~

~~~yaml spec-good
openapi: 3.1.0
info: {title: Lending, version: "1"}
paths:
  /v1/loans:
    post:
      requestBody:
        content:
          application/json:
            schema:
              $ref: "#/components/schemas/Loan"
      responses:
        "201": {description: Lent.}
components:
  schemas:
    Loan:
      type: object
      properties:
        copy_uid: {type: string}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Group, Project, project_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.source import Source


@project_rule(group=Group.OPERATIONS, severity=Severity.INFO)
def check(project: Project) -> Iterator[tuple[Source, Finding]]:
    limits = project.specs.limits
    for (_, target), cursor in sorted(project.specs.unresolved.items()):
        reference = cursor.document.at((*cursor.pointer, "$ref")) or cursor
        located = reference.locate()
        if located is None:
            continue
        source, span = located
        if barred := project.specs.barred(cursor, target):
            how = f"it is {barred}"
        elif "://" in target:
            how = "it is remote, and `references` maps it to no local file"
        elif len(cursor.chain()) > limits.ref_hops + 1:
            how = limits.too_many_hops()
        elif cursor.followed():
            how = "it leads back to itself"
        elif target.startswith("#"):
            how = "the document has nothing there"
        else:
            how = "there is no such file, or nothing there in it"
        yield source, Finding(span, f"`{target}` leads nowhere: {how}")
