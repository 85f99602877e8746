"""`seedlint completion`: the script that makes a shell complete."""

from __future__ import annotations

import os

import click

from seedlint.cli import options
from seedlint.cli.output import emit_bytes

SHELLS = {
    "bash": 'eval "$(seedlint completion bash)"  # in ~/.bashrc',
    "zsh": 'eval "$(seedlint completion zsh)"  # in ~/.zshrc',
    "fish": "seedlint completion fish > ~/.config/fish/completions/seedlint.fish",
}


@click.command(
    "completion",
    epilog="\b\n" + "\n".join(SHELLS.values()),
)
@click.argument("shell", type=options.Word(tuple(SHELLS)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that lets a shell complete commands, options, rules and paths."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is None:
        raise click.ClickException(f"click completes nothing in {shell} here")
    root = context.find_root()
    source = script(root.command, {}, "seedlint", "_SEEDLINT_COMPLETE").source()
    emit_bytes((source.rstrip("\n") + "\n").replace(os.linesep, "\n").encode())
