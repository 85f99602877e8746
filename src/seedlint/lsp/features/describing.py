"""Operations as pages: what they take, and what they answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.lsp.features import expected, prose, responses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seedlint.lsp.features.expected import Field
    from seedlint.spec import Operation


def operation(found: Operation, others: Sequence[Operation] = ()) -> str:
    """An operation's page, as Markdown; `others` are what the same call may mean as well."""
    parameters = [*expected.parameters(found, "path", "query", "header", "formData")]
    parameters.sort(key=lambda field: not field.required)
    summary = found.cursor.text("summary") or ""
    description = found.cursor.text("description") or ""
    body = expected.body(found) or expected.form(found)
    properties = [*expected.members(expected.options([body]))] if body else []
    properties.sort(key=lambda field: not field.required)
    needed = "required" if found.body and found.body.required else "optional"
    declared = responses.declared([found])
    where = prose.codes(dict.fromkeys(each.spec.path for each in (found, *others)), 4)
    parts = [
        f"**{prose.code(found.name)}**",
        "Deprecated." if found.cursor.get("deprecated") is True else "",
        prose.said(summary),
        prose.said(description) if description != summary else "",
        _listed("Parameters", parameters),
        _listed(f"Body, {needed}", properties),
        _titled("Responses", (f"{prose.code(s)} {prose.said(t, 80)}" for s, t in declared.items())),
        f"In {where}",
    ]
    return "\n\n".join(filter(None, parts))


def field(found: Field) -> str:
    """A property's or a parameter's page, as Markdown."""
    head = f"**{prose.code(found.name)}**"
    return "\n\n".join(filter(None, [f"{head} {found.told}".strip(), found.page]))


def _listed(title: str, fields: Iterable[Field]) -> str:
    return _titled(title, map(_line, fields))


def _titled(title: str, lines: Iterable[str]) -> str:
    bullets = prose.bullets(lines)
    return f"{title}:\n\n{bullets}" if bullets else ""


def _line(found: Field) -> str:
    said = prose.said(found.description, 100)
    told = f"{prose.code(found.name)} {found.told}".strip()
    return f"{told}: {said}" if said else told
