"""A `domain` other than the folder of the seed, or of its spec.

Seeds and specs are sorted by domain. A seed that says one thing and lies somewhere else was copied,
most likely, and whoever runs a single domain leaves it out.

~~~markdown bad seeds/catalogue/get_catalogue_v1_branches.md
---
endpoint: GET /catalogue/v1/branches
domain: lending
tags: [branches]
swagger: swagger/catalogue/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# List branches

## Summary

Where the shelves are.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_branches
    method: GET
    path: /catalogue/v1/branches
    expect:
      status: [200]
```
~~~

~~~markdown good seeds/catalogue/get_catalogue_v1_branches.md
---
endpoint: GET /catalogue/v1/branches
domain: catalogue
tags: [branches]
swagger: swagger/catalogue/api.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# List branches

## Summary

Where the shelves are.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_branches
    method: GET
    path: /catalogue/v1/branches
    expect:
      status: [200]
```
~~~

~~~yaml spec swagger/catalogue/api.yaml
openapi: 3.1.0
info: {title: Catalogue, version: "1"}
servers: [{url: "https://api.example.org/catalogue"}]
paths:
  /v1/branches:
    get:
      responses:
        "200": {description: The branches.}
~~~

A folder is a domain if the configuration lists it in `domains`, or, without such a list, if the
specs have a folder of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from seedlint.seed import Frontmatter


@rule(on=readable_frontmatter, group=Group.FRONTMATTER, severity=Severity.WARNING)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    scalar = frontmatter.scalar("domain")
    listed = context.settings.domains
    if scalar is None or (listed is not None and scalar.text not in listed):
        return
    domain = scalar.text
    known: Container[str] = context.specs.folders if listed is None else listed
    spec = _spec(context)
    here = _other(context.path, domain, known)
    there = _other(spec, domain, known) if spec else None
    if here is None and domain in _folders(context.path) and domain not in known:
        there = None
    if here and here == there:
        lies = f"the seed and its spec are in `{here}`"
    elif here and there:
        lies = f"the seed is in `{here}` and its spec in `{there}`"
    elif here or there:
        lies = f"the seed is in `{here}`" if here else f"its spec is in `{there}`"
    else:
        return
    notes = (
        (Note(f"its spec is `{spec}`", frontmatter.swagger.span),)
        if there and frontmatter.swagger
        else ()
    )
    yield Finding(scalar.span, f"`domain` is `{domain}`, but {lies}", notes)


def _spec(context: Context) -> str | None:
    """The spec that the seed names, where it has the endpoint and so is the right one."""
    own = context.resolver.own
    return own.path if own and any(o.spec is own for o in context.endpoint) else None


def _other(path: str, domain: str, known: Container[str]) -> str | None:
    """The domain that a file's folders say, where they do not say this one."""
    folders = _folders(path)
    if domain in folders:
        return None
    return next((folder for folder in folders if folder in known), None)


def _folders(path: str) -> list[str]:
    return path.split("/")[:-1]
