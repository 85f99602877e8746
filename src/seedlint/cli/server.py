"""`seedlint server`: the language server, on standard input and output."""

from __future__ import annotations

import gc
import os

import click

from seedlint.cli import options
from seedlint.cli.refusal import RefusalError


@click.command("server")
@options.config_file
@click.option("--stdio", is_flag=True, hidden=True, help="What it does anyway; editors add it.")
def command(config_file: str | None, stdio: bool) -> None:
    """Serve editors: findings, completion and the rest, for what is in their buffers.

    It speaks the Language Server Protocol on standard input and output.
    """
    try:
        from seedlint.lsp.server import serve
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("pygls", "lsprotocol")):
            raise
        raise RefusalError(
            "the language server needs pygls: `python -m pip install 'seedlint[lsp]'`"
        ) from error
    gc.enable()  # it goes on for a day, and not for a run
    serve(os.path.abspath(config_file) if config_file else "")
