"""`seedlint schema`: the effective JSON Schemas, for editors and for the curious."""

from __future__ import annotations

from pathlib import Path

import click

from seedlint import schema
from seedlint.cli import options
from seedlint.cli.output import emit_json


@click.command("schema")
@click.argument("name", type=click.Choice(("frontmatter", "steps", "config")))
@options.configured
def command(name: str, config_file: str | None, isolated: bool) -> None:
    """Print the JSON Schema of a seed's frontmatter, of its steps, or of the configuration.

    A seed's is the one that the configuration makes: its statuses, tokens and domains are in it.
    """
    effective = _config() if name == "config" else _of_seeds(name, config_file, isolated)
    emit_json(effective)


def _config() -> schema.Schema:
    from seedlint.rules import BY_NAME, GROUPS, SELECTIONS

    return schema.config_schema((*BY_NAME, *GROUPS), SELECTIONS)


def _of_seeds(name: str, config_file: str | None, isolated: bool) -> schema.Schema:
    settings = options.configuration(Path(), config_file, isolated).settings
    of_steps = name == "steps"
    return schema.steps_schema(settings) if of_steps else schema.frontmatter_schema(settings)
