"""What a shell may complete: commands before options, names of rules, formats with files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def rules(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Rules, which go on from what is typed."""
    from click.shell_completion import CompletionItem

    from seedlint.rules import RULES

    return [
        CompletionItem(rule.name, help=rule.summary)
        for rule in RULES
        if rule.name.startswith(incomplete)
    ]


def selections(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Rules and groups that go on from what is typed, which may be a list with commas."""
    from click.shell_completion import CompletionItem

    from seedlint.rules import BY_NAME, SELECTIONS

    before, comma, begun = incomplete.rpartition(",")
    return [
        CompletionItem(before + comma + name, help=BY_NAME[name].summary if name in BY_NAME else "")
        for name in SELECTIONS
        if name.startswith(begun)
    ]


def formats(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The formats; after `=` a file."""
    from click.shell_completion import CompletionItem

    from seedlint.report import FORMATS

    if "=" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]
