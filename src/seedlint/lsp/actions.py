"""What an editor offers to do about findings: fix one, fix all, ignore one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lsprotocol import types

from seedlint import fixing, ignoring
from seedlint.edit import Edit, Fix, Safety
from seedlint.lsp.diagnostics import diagnostic
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seedlint.finding import Diagnostic
    from seedlint.lsp.convert import Open
    from seedlint.lsp.view import View

FIX_ALL = "source.fixAll.seedlint"

REASON = "TODO: say why"
"""What an ignore comment gives as its reason until somebody has thought of a better one."""

_HARMLESS = re.compile(r"[\w./-]+")
"""What means itself in YAML, quoted or not, and in Markdown."""

_QUICK_FIX = types.CodeActionKind.QuickFix


def actions(
    found: Sequence[Diagnostic], span: Span, only: Sequence[str] | None, view: View, file: Open
) -> Iterator[types.CodeAction]:
    """What can be done about a seed's findings that touch a span, and about all of them.

    `only` are the kinds that are asked for; each stands for those below it, too.
    """
    here = [each for each in found if _touch(each.finding.span, span)]
    if _wanted(_QUICK_FIX, only):
        for each in here:
            if each.finding.fix:
                yield _fix(each, each.finding.fix, file)
            yield from _respell(each, file)
        for each in here:
            yield from _ignore(each, view, file)
    if _wanted(FIX_ALL, only) and any(_is_safe(each.finding.fix) for each in found):
        yield _fix_all(view, file)


def _fix(found: Diagnostic, fix: Fix, file: Open) -> types.CodeAction:
    safe = _is_safe(fix)
    return types.CodeAction(
        fix.title if safe else f"{fix.title} (unsafe: the requests may change)",
        kind=_QUICK_FIX,
        diagnostics=[diagnostic(found, file)],
        is_preferred=safe,
        edit=file.workspace_edit(fix.edits),
    )


def _respell(found: Diagnostic, file: Open) -> Iterator[types.CodeAction]:
    """To write what may be meant, where the word stands once and is as harmless in any quotes."""
    finding, text = found.finding, found.source.text
    if finding.fix or finding.respelling is None:
        return
    word, meant = finding.respelling
    if finding.span.of(text).count(word) == 1 and _HARMLESS.fullmatch(meant):
        start = text.index(word, finding.span.start)
        yield types.CodeAction(
            f"change to `{meant}`",
            kind=_QUICK_FIX,
            diagnostics=[diagnostic(found, file)],
            edit=file.workspace_edit([Edit(Span(start, start + len(word)), meant)]),
        )


def _ignore(found: Diagnostic, view: View, file: Open) -> Iterator[types.CodeAction]:
    done = ignoring.add(view.source, view.specs, view.settings, view.path, REASON, [found])
    if done.added:
        yield types.CodeAction(
            f"ignore `{found.rule}` here, with a comment",
            kind=_QUICK_FIX,
            diagnostics=[diagnostic(found, file)],
            edit=file.workspace_edit(_edits(view.source.text, done.source.text)),
        )


def _fix_all(view: View, file: Open) -> types.CodeAction:
    fixed = fixing.fix(view.source, view.specs, view.settings, view.path)
    return types.CodeAction(
        "fix all that can be fixed safely",
        kind=FIX_ALL,
        edit=file.workspace_edit(_edits(view.source.text, fixed.source.text)),
    )


def _is_safe(fix: Fix | None) -> bool:
    return fix is not None and fix.safety is Safety.SAFE


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any((kind + ".").startswith(each + ".") for each in only)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _edits(before: str, after: str) -> Iterator[Edit]:
    """The lines that differ, as edits: what stays keeps its cursors and its folds."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, new_first, new_last in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield Edit(Span(starts[first], starts[last]), "".join(new[new_first:new_last]))
