"""A `swagger:` path that only one machine has.

An absolute path is true on the laptop that wrote it and nowhere else: the colleague, the build and
the linter look for the spec in vain. The path goes from the root of the project.

~~~markdown bad
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
swagger: /home/ada/src/library-api/swagger/lending/api.yaml
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

~~~markdown good
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/lending/api.yaml
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

~~~yaml spec swagger/lending/api.yaml
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    get:
      responses:
        "200": {description: The loans.}
~~~

The end of the path is enough to find the file inside of the project, and the fix keeps no more than
that.
"""

from __future__ import annotations

from posixpath import basename
from typing import TYPE_CHECKING

from seedlint.edit import Fix, Safety
from seedlint.finding import Finding, Note, Severity
from seedlint.paths import is_local
from seedlint.regex import regex
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Frontmatter

_PLAIN = regex(r"\w[\w./-]*")


@rule(on=readable_frontmatter, group=Group.FRONTMATTER, severity=Severity.ERROR, fix=Safety.SAFE)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    swagger = frontmatter.swagger
    if swagger is None or not is_local(swagger.text):
        return
    path = swagger.text
    inside = context.resolver.own_path
    if inside is None:
        yield Finding(swagger.place(0, len(path)), f"{_wrong(path)}; {_meant(path, context)}")
        return
    end = len(path) - len(inside) if path.endswith(inside) else len(path)
    span = swagger.place(0, end)
    rest = "" if end < len(path) else inside
    fix = Fix.replace(f"write `{inside}`", span, rest) if _PLAIN.fullmatch(inside) else None
    notes = tuple(_elsewhere(inside, context))
    yield Finding(span, f"{_wrong(path)}; write `{inside}`", notes, fix)


def _elsewhere(inside: str, context: Context) -> Iterator[Note]:
    """Which spec the seed should name once its path is right, if that is another one."""
    describing, endpoint = context.elsewhere, context.seed.endpoint
    if endpoint and describing:
        verb = "describes" if len(describing) == 1 else "describe"
        message = f"{listed(describing[:2], 'and')} {verb} it, and `{inside}` does not"
        yield Note(message, endpoint.span)


def _wrong(path: str) -> str:
    if path.startswith(("/", "~")) or path[1:2] == ":":
        return "`swagger` is a path of one machine alone"
    if "\\" in path:
        return "`swagger` is written with backslashes, which Windows alone takes for folders"
    return "`swagger` leads out of the project"


def _meant(path: str, context: Context) -> str:
    name = basename(path.replace("\\", "/"))
    found = [file for file in context.specs.files if basename(file) == name]
    if not found:
        return "it should go from the root of the project"
    return f"did you mean {listed(found, most=2)}?"
