"""An ignore comment that ignores nothing.

What it was for has been mended, so the next finding it hides would be a new one.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]  # seedlint: ignore[invalid-value] the API answers 299
~~~

~~~yaml good
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Edit, Fix, Safety
from seedlint.finding import Finding, Severity
from seedlint.ignores import VERBS
from seedlint.regex import regex
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.ignores import Ignore
    from seedlint.seed import Part, Seed
    from seedlint.source import Source

_OPENING = regex(r"#{1,6}(?:[ \t\r\n]|\Z)|```|~~~")
"""The start of a heading or a code block, which is a block of its own whatever is above it."""


@rule(on=whole_seed, group=Group.IGNORES, severity=Severity.WARNING, fix=Safety.SAFE)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for ignore in context.ignores:
        if ignore.verb.text not in VERBS:
            continue
        unused = [
            part
            for part in ignore.rules
            if part.text in context.enabled and part.text not in ignore.used
        ]
        if unused and len(unused) == len(ignore.rules):
            fix = Fix("remove the comment", (Edit(_with_its_line(seed, ignore), ""),))
            kept = None if _hides(seed.source, ignore.span) else fix
            yield Finding(unused[0].span, _message(unused[0]), fix=kept)
            continue
        for part in unused:
            fix = Fix("remove the name", (Edit(_with_its_comma(seed, ignore, part), ""),))
            yield Finding(part.span, _message(part), fix=fix)


def _hides(source: Source, comment: Span) -> bool:
    """Whether something else is read without a comment.

    What follows one at the very top may become the frontmatter; and of a line that begins with one,
    the rest is no Markdown as long as it does (CommonMark, section 4.6).
    """
    before = Span(source.line_around(comment.start).start, comment.start)
    after = Span(comment.end, source.line_around(comment.end).end)
    if not source.text[: comment.start].strip():
        return True
    begins = source.text.startswith("<", comment.start) and not before.of(source.text).strip()
    return begins and bool(after.of(source.text).strip())


def _message(part: Part) -> str:
    return f"this ignores nothing: there is no `{part.text}` here"


def _with_its_line(seed: Seed, ignore: Ignore) -> Span:
    """The comment and the blanks before it; the whole line where it holds nothing else.

    In Markdown an empty line is left between two that are not, which could become one block.
    """
    text = seed.source.text
    start, end = ignore.span
    while start and text[start - 1] in " \t":
        start -= 1
    if (start and text[start - 1] not in "\r\n") or text[end : end + 1] not in ("\n", "\r", ""):
        return Span(start, end)
    if text.startswith("<", ignore.span.start) and _divides(seed.source, ignore.span):
        return Span(start, end)
    end += 2 if text.startswith("\r\n", end) else 1
    return Span(start, min(end, len(text)))


def _divides(source: Source, comment: Span) -> bool:
    """Whether the line above a comment and the one below it could become one block."""
    above = source.position(comment.start).line - 1
    below = source.position(comment.end).line + 1
    if above < 0 or below >= source.line_count:
        return False
    after = source.line_span(below).of(source.text)
    between = source.line_span(above).of(source.text).strip() and after.strip()
    return bool(between) and not _OPENING.match(after)


def _with_its_comma(seed: Seed, ignore: Ignore, part: Part) -> Span:
    text = seed.source.text
    start, end = part.span
    index = ignore.rules.index(part)
    if index + 1 < len(ignore.rules):
        return Span(start, ignore.rules[index + 1].span.start)
    while text[start - 1] in " \t,":
        start -= 1
    return Span(start, end)
