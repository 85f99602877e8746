"""`seedlint rules`: the catalogue, for people, for programs and for documents."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from seedlint.cli import options
from seedlint.cli.output import emit, emit_json, style_of
from seedlint.edit import Safety
from seedlint.report.terminal import BOLD, COLORS, Style
from seedlint.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.rulekit import Entry

_FIXES = {None: "", Safety.SAFE: "fix", Safety.UNSAFE: "fix!"}


@click.command("rules")
@click.option(
    "--output-format",
    type=options.Word(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="How to list them.",
)
@options.color
def command(output_format: str, color: str) -> None:
    """List all rules by their groups."""
    if output_format == "json":
        emit_json([_row(rule) for rule in RULES])
    elif output_format == "markdown":
        emit(markdown())
    else:
        emit(_text(style_of(color)))


def _groups() -> Iterator[tuple[str, list[Entry]]]:
    for group, rules in groupby(RULES, lambda rule: rule.group):
        yield group.value, list(rules)


def _text(style: Style) -> Iterator[str]:
    widest = max(len(rule.name) for rule in RULES)
    for group, rules in _groups():
        yield style.paint(group, BOLD)
        for rule in rules:
            severity = style.paint(f"{rule.severity!s:7}", COLORS[rule.severity])
            default = "" if rule.default else "off"
            flags = f"{default:3}  {_FIXES[rule.fix]:4}"
            yield f"  {rule.name:{widest}}  {severity}  {flags}  {rule.summary}"
        yield ""
    yield "off: not in `default` · fix: by --fix · fix!: by --unsafe-fixes"


def markdown() -> Iterator[str]:
    for number, (group, rules) in enumerate(_groups()):
        if number:
            yield ""
        yield f"## {group}"
        yield ""
        yield "| rule | severity | default | fix | what it finds |"
        yield "|---|---|---|---|---|"
        for rule in rules:
            default = "on" if rule.default else "off"
            summary = rule.summary.replace("|", r"\|")
            yield (
                f"| [`{rule.name}`](rules/{rule.name}.md) | {rule.severity} | {default} "
                f"| {rule.fix.value if rule.fix else ''} | {summary} |"
            )


def _row(rule: Entry) -> dict[str, str | bool | None]:
    return {
        "name": rule.name,
        "group": rule.group.value,
        "severity": str(rule.severity),
        "default": rule.default,
        "fix": rule.fix.value if rule.fix else None,
        "summary": rule.summary,
        "url": rule.url,
    }
