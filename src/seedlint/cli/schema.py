"""`seedlint schema`: the effective JSON Schemas, for editors and for the curious."""

from __future__ import annotations

import click

from seedlint import draft_07, schema
from seedlint.cli import options
from seedlint.cli.configuration import configuration
from seedlint.cli.output import emit_json


@click.command("schema")
@click.argument("name", type=options.Word(("frontmatter", "steps", "config")))
@click.option(
    "--draft",
    type=options.Word(("2020-12", "07")),
    default="2020-12",
    show_default=True,
    help="The draft of JSON Schema; some tools read no newer one than 07.",
)
@options.configured
def command(name: str, draft: str, config_file: str | None, isolated: bool) -> None:
    """Print the JSON Schema of a seed's frontmatter, of its steps, or of the configuration.

    A seed's is the one that the configuration makes: its statuses, tokens and domains are in it.
    """
    effective = _config() if name == "config" else _of_seeds(name, config_file, isolated)
    emit_json(draft_07.render(effective) if draft == "07" else effective)


def _config() -> schema.Schema:
    from seedlint.rules import BY_NAME, GROUPS, SELECTIONS

    return schema.config_schema((*BY_NAME, *GROUPS), SELECTIONS)


def _of_seeds(name: str, config_file: str | None, isolated: bool) -> schema.Schema:
    settings = configuration(".", config_file, isolated).settings
    of_steps = name == "steps"
    return schema.steps_schema(settings) if of_steps else schema.frontmatter_schema(settings)
