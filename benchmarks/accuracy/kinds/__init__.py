"""The kinds of defects, a module for each group of rules; importing this registers them all."""

from benchmarks.accuracy.kinds import (
    bodies,
    disguised,
    documentation,
    frontmatter,
    harmless,
    ignores,
    operations,
    parameters,
    responses,
    shape,
    specs,
    steps,
    syntax,
    variables,
)

__all__ = [
    "bodies",
    "disguised",
    "documentation",
    "frontmatter",
    "harmless",
    "ignores",
    "operations",
    "parameters",
    "responses",
    "shape",
    "specs",
    "steps",
    "syntax",
    "variables",
]
