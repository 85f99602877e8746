"""`seedlint explain`: a rule's page, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seedlint.cli import complete, options
from seedlint.cli.output import emit, style_of
from seedlint.examples import OPENING, title
from seedlint.report.summary import OPTIONS
from seedlint.report.terminal import BOLD, COLORS, CYAN, GREEN, RED, Style
from seedlint.rules import BY_NAME, GROUPS
from seedlint.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.rulekit import Entry

_FENCE = "~~~"
_COLORS = {"bad": RED, "good": GREEN}


@click.command("explain")
@click.argument("rule", shell_complete=complete.rules)
@options.color
def command(rule: str, color: str) -> None:
    """Explain a rule: what it finds, why that matters, and what would be right."""
    if rule in GROUPS:
        raise click.ClickException(f"`{rule}` is a group; `seedlint rules` lists the rules of it")
    if rule not in BY_NAME:
        raise click.ClickException(f"`{rule}` is no rule{did_you_mean(rule, BY_NAME)}")
    emit(_page(BY_NAME[rule], style_of(color)))


def _page(rule: Entry, style: Style) -> Iterator[str]:
    yield style.paint(rule.name, BOLD)
    severity = style.paint(str(rule.severity), BOLD, COLORS[rule.severity])
    default = "on by default" if rule.default else "off by default"
    fix = OPTIONS[rule.fix] if rule.fix else "no fix"
    yield f"{severity} · {rule.group.value} · {default} · {fix}"
    yield ""
    inside = False
    for line in rule.doc.strip().splitlines():
        if line.startswith(_FENCE):
            inside = not inside
            if opening := OPENING.fullmatch(line):
                color = _COLORS.get(opening[2], CYAN)
                yield style.paint(title(*opening.groups()), BOLD, color)
        else:
            yield f"    {line}".rstrip() if inside else line
