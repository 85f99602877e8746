"""A query in a step's `path` that could stand in `params`.

`params` shows each parameter on its own line and takes lists and special characters as they are; in
a path the eye has to take them apart, and every `&` and `%` has to be right.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: "/lending/v1/loans?reader_uid={{client_uid}}&per_page=50"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: list_loans
    method: GET
    path: "/lending/v1/loans"
    params:
      reader_uid: "{{client_uid}}"
      per_page: 50
    expect:
      status: [200]
~~~

Only `GET` sends `params`, so that the query of any other method stays in its path. The fix is
unsafe because the runner encodes what it finds in `params`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.edit import Edit, Fix, Safety
from seedlint.escapes import unescaped_query
from seedlint.finding import Finding, Severity
from seedlint.parameters import sends_params
from seedlint.regex import regex
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.source import Span
from seedlint.yamltree import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step
    from seedlint.source import Source

_PATH = regex(r":[ \t]+[\"']?[^\s&*|>]+")
_KEY = regex(r"[A-Za-z_][\w.-]*(?:\[[\w.-]*\])*", re.ASCII)
_TEXT = regex(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z_]\w*|0|[1-9]\d{0,17}", re.I | re.A)


@rule(
    on=steps,
    group=Group.STEPS,
    severity=Severity.WARNING,
    default=False,
    fix=Safety.UNSAFE,
)
def check(step: Step, context: Context) -> Iterator[Finding]:
    path = step.path
    if path is None or not step.query or not sends_params(step) or step.negative:
        return
    start = path.text.index("?")
    query = path.place(start, start + 1 + len(step.query))
    yield Finding(
        query, "this query belongs in `params`", fix=_fix(step, query, context.seed.source)
    )


def _fix(step: Step, query: Span, source: Source) -> Fix | None:
    """Move the query into `params`, where both are written plainly enough."""
    pair, entries = step.pair("path"), _entries(step.query)
    if pair is None or entries is None or step.node.flow:
        return None
    number = source.position(pair.key.span.start).line
    line = source.line_span(number)
    before = source.text[line.start : pair.key.span.start]
    between = source.text[pair.key.span.end : query.start]
    if before.strip(" -") or not _PATH.fullmatch(between):
        return None
    if query.end > line.end or query.of(source.text) != f"?{step.query}":
        return None
    params = step.pair("params")
    if params is None:
        indent = " " * len(before)
        lines = [f"{indent}params:", *(f"{indent}  {entry}" for entry in entries.values())]
    else:
        known = params.value
        if not isinstance(known, Mapping) or known.flow or not known.pairs or params.merged:
            return None
        if any(pair.merged or pair.key.text in entries for pair in known.pairs):
            return None
        indent = " " * source.position(known.pairs[0].key.span.start).column
        lines = [f"{indent}{entry}" for entry in entries.values()]
        number = source.position(params.key.span.start).line
    line = source.line_span(number)
    newline = source.text[source.line_span(number - 1).end : line.start]
    at = Span(line.end, line.end)
    edit = Edit(at, "".join(newline + each for each in lines))
    return Fix("move it into `params`", (Edit(query, ""), edit), Safety.UNSAFE)


def _entries(query: str) -> dict[str, str] | None:
    """Each parameter of a query as a line of YAML; None where that would not say the same."""
    found: dict[str, str] = {}
    for piece in query.split("&"):
        name, equals, value = piece.partition("=")
        name, value = unescaped_query(name), unescaped_query(value)
        if not equals or not _KEY.fullmatch(name) or name in found or not value.isprintable():
            return None
        if not _TEXT.fullmatch(value):
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            value = f'"{escaped}"'
        found[name] = f"{name}: {value}"
    return found
