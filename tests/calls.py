"""Steps with the operations that they call, for the tests of what a step sends."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from seedlint.examples import wrap
from seedlint.resolve import Resolver
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.conform import Mismatch
    from seedlint.seed import Step
    from seedlint.spec import Operation

PREFIX = "/v1/items"


def call(
    rest: str, *operations: str, request: str = f"GET {PREFIX}", swagger: bool = False
) -> tuple[Step, tuple[Operation, ...]]:
    """A step, and its candidates: one spec for each operation, all without a name in the seed.

    `rest` is what the step has besides its method and path. The operations stand at the path of
    the request, with `{id}` for all that follows the prefix.
    """
    method, path = request.split(" ", 1)
    steps = f'steps:\n  - id: it\n    method: {method}\n    path: "{path}"\n'
    steps += textwrap.indent(textwrap.dedent(rest).strip("\n"), "    ") + "\n"
    template = PREFIX if path.partition("?")[0] == PREFIX else f"{PREFIX}/{{id}}"
    head = 'swagger: "2.0"' if swagger else "openapi: 3.1.0"
    head += f"\npaths:\n  {template}:\n    {method.lower()}:\n      responses: {{}}\n"
    files = {
        f"swagger/{number}.yaml": head
        + textwrap.indent(textwrap.dedent(operation).strip("\n"), "      ")
        + "\n"
        for number, operation in enumerate(operations)
    }
    contents = {name: text.encode() for name, text in files.items()}
    seed = read(Source("seed.md", wrap(steps, None)), Settings())
    step = seed.steps[0]
    resolution = Resolver(seed, Specs(tuple(files), contents.get)).step(step)
    assert resolution is not None
    assert len(resolution.operations) == len(operations)
    return step, resolution.operations


def said(step: Step, mismatches: Sequence[Mismatch]) -> list[str]:
    """Each mismatch as `kind@place: message`, in the order of the text."""
    text = step.fence.content
    offset = {text.offset(index): index for index in range(len(text.text) + 1)}
    return [
        f"{m.kind.value}@{text.text[offset[m.span.start] : offset[m.span.end]]}: {m.message}"
        for m in sorted(mismatches, key=lambda m: (m.span, m.message))
    ]
