"""The kinds of defects, a module for each group of rules; importing this registers them all."""

from benchmarks.accuracy.kinds import (
    syntax,
    shape,
    frontmatter,
    steps,
    variables,
    operations,
    parameters,
    bodies,
    responses,
    documentation,
    ignores,
    harmless,
)

__all__ = [
    "bodies",
    "documentation",
    "frontmatter",
    "harmless",
    "ignores",
    "operations",
    "parameters",
    "responses",
    "shape",
    "steps",
    "syntax",
    "variables",
]
