"""A spec that is not valid OpenAPI or Swagger.

Many real specs are not, and still describe their API, so everything else is checked as well as it
can be. But what the spec says wrong, no check can hold a seed to. Only specs that a seed names are
looked at, each once. A key that the version does not know is passed over: nothing is read from it.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: /v1/loans
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: list_loans
    method: GET
    path: /v2/loans
    expect:
      status: [200]
~~~

~~~yaml spec swagger/lending.yaml
openapi: 3.1.0
info: {title: Lending}
paths:
  /v1/loans:
    get:
      responses:
        "200": {description: The loans.}
~~~

~~~yaml spec-good swagger/lending.yaml
openapi: 3.1.0
info: {title: Lending, version: "1"}
paths:
  /v2/loans:
    get:
      responses:
        "200": {description: The loans.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Group, Project, project_rule
from seedlint.validity import MOST, flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.source import Source


@project_rule(group=Group.OPERATIONS, severity=Severity.WARNING)
def check(project: Project) -> Iterator[tuple[Source, Finding]]:
    for path in sorted({member.spec for member in project.members if member.spec}):
        spec = project.specs.spec(path)
        found = flaw(spec.document) if spec and spec.describes else None
        if spec is not None and found is not None:
            over = "over " if found.more >= MOST else ""
            more = f" (and {over}{found.more:,} more)" if found.more else ""
            yield spec.document.source, Finding(found.span, found.message + more)
