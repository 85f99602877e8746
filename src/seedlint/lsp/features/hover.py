"""What there is to know of the thing at an offset, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.examples import OPENING, title
from seedlint.ignores import ignores
from seedlint.lsp.features import describing, expected, prose, terms, variables
from seedlint.lsp.features.spot import operations, spot
from seedlint.named import NamedTuple
from seedlint.rules import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.lsp.features.spot import Spot
    from seedlint.lsp.features.variables import Mention
    from seedlint.lsp.view import View
    from seedlint.rulekit import Entry
    from seedlint.source import Span


class Hover(NamedTuple):
    """A page about what stands at `span`."""

    span: Span
    markdown: str


def hover(view: View, offset: int) -> Hover | None:
    """The page about what stands at an offset, if there is one."""
    for ignore in ignores(view.seed):
        for part in ignore.rules:
            if part.span.start <= offset <= part.span.end:
                entry = BY_NAME.get(part.text)
                return Hover(part.span, rule(entry)) if entry else None
    mention = variables.mention(view, offset)
    if mention is not None:
        return Hover(mention.span, _variable(view, mention))
    found = spot(view, offset)
    if found is None:
        return None
    page = "\n\n---\n\n".join(filter(None, _pages(view, found)))
    return Hover(found.span, page) if page else None


def rule(entry: Entry) -> str:
    """A rule's page, its examples under titles of their own."""
    lines = [f"**{entry.name}** · {entry.severity} · {entry.group.value}", ""]
    for line in entry.doc.strip().splitlines():
        opening = OPENING.fullmatch(line)
        if opening:
            lines += [title(*opening.groups()), "", f"~~~{opening[1]}"]
        else:
            lines.append(line)
    return "\n".join([*lines, "", f"[{entry.url}]({entry.url})"])


def _variable(view: View, mention: Mention) -> str:
    """Where a variable comes from, and what it holds."""
    name = mention.name
    head = f"**{prose.code(name)}**"
    extracts = [each for each in view.context.scope.extracts if each.name == name]
    lines = [
        f"{prose.code(each.path.text)} of {prose.code(each.step.name or 'a step')}"
        f"{', ' + kind if (kind := variables.kind(view, each)) else ''}"
        for each in extracts
    ]
    if name in view.settings.given_variables:
        lines.append(variables.source(name, None))
    if not lines:
        return f"{head}\n\nneither given nor extracted by a step that runs"
    return f"{head}\n\n{prose.bullets(lines)}"


def _pages(view: View, found: Spot) -> Iterator[str]:
    """What the specs say of a key or a value, and what the vocabulary does."""
    candidates = operations(view, found)
    if found.calls and candidates:
        yield describing.operation(candidates[0], candidates[1:])
    elif field := expected.field(candidates, found.request):
        yield describing.field(field)
        return
    vocabulary = (terms.of_frontmatter if found.in_frontmatter else terms.of_steps)(view.settings)
    term = vocabulary.term(found.path)
    if term is not None and (found.on_key or not (found.calls and candidates)):
        yield "\n\n".join([f"**{prose.code(term.name)}** {term.kind}".strip(), term.page])
