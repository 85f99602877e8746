"""The variables of a seed: which one stands at a place, what it holds, where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.lsp.features import prose
from seedlint.named import NamedTuple
from seedlint.response import Verdict
from seedlint.settings import GENERATED_VARIABLES
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.lsp.view import View
    from seedlint.scope import Extract
    from seedlint.seed import Block
    from seedlint.yamltree import Scalar

_TEMPLATE = re.compile(r"\{\{([A-Za-z0-9_]+)\}\}")


class Mention(NamedTuple):
    """A variable's name where it stands, without its braces; `extracts` where it gets its value.

    It is not `exact` where the name is written with escapes: the span is then that of the whole.
    """

    name: str
    span: Span
    extracts: bool = False
    exact: bool = True


class Variable(NamedTuple):
    """A variable that there is at some place. `extract` is None for one that the runner gives."""

    name: str
    extract: Extract | None
    kind: str

    @property
    def told(self) -> str:
        """Its type and where it comes from, in a few words."""
        return ", ".join(filter(None, [self.kind, source(self.name, self.extract)]))


def mentions(view: View) -> list[Mention]:
    """Every variable's name in the seed, in its order.

    A template means its variable wherever it stands: in what is sent, in a block that does not run
    or cannot be read, in a table, in a sentence.
    """
    text = view.source.text
    found = {Mention(match[1], Span(*match.span(1))) for match in _TEMPLATE.finditer(text)}
    for key in _extracted(view):
        span = key.place(0, len(key.text))
        found.add(Mention(key.text, span, extracts=True, exact=span.of(text) == key.text))
    for use in view.context.scope.uses:
        if use.span.of(text) != f"{{{{{use.name}}}}}":
            found.add(Mention(use.name, use.span, exact=False))
    for slip in view.context.scope.slips:
        start = slip.span.start
        if slip.span.of(text) == slip.text:
            found |= {
                Mention(word[0], Span(start + word.start(), start + word.end()))
                for word in re.finditer(r"[A-Za-z0-9_]+", slip.text)
                if word[0] in slip.names
            }
    return sorted(found, key=lambda mention: mention.span)


def mention(view: View, offset: int) -> Mention | None:
    """The variable's name that an offset stands in, or at the end of, or in the braces of."""
    touching = (each for each in mentions(view) if each.span.start <= offset <= each.span.end)
    return next(touching, None)


def order(view: View, block: Block | None, offset: int) -> int:
    """How many steps have run before the one that an offset of a block lies in."""
    steps = [step for step in block.steps if step.node.span.start <= offset] if block else []
    for number, step in enumerate(view.seed.steps):
        if step in steps[-1:]:
            return number
    return sum(step.node.span.start < offset for step in view.seed.steps)


def known(view: View, before: int) -> list[Variable]:
    """The variables that are there after some steps, what was extracted last first."""
    found: dict[str, Variable] = {}
    for extract in reversed(view.context.scope.extracts):
        if extract.order < before and extract.name not in found:
            found[extract.name] = Variable(extract.name, extract, kind(view, extract))
    for name in sorted(view.settings.given_variables, key=lambda n: (n in GENERATED_VARIABLES, n)):
        found.setdefault(name, Variable(name, None, ""))
    return [*found.values()]


def kind(view: View, extract: Extract) -> str:
    """What an extract takes from its response, in the words of JSON Schema; may be nothing."""
    evidence = view.context.flow.evidence(extract)
    return prose.kind(evidence.type) if evidence.verdict is Verdict.FOUND else ""


def source(name: str, extract: Extract | None) -> str:
    """Where a variable comes from, in a few words."""
    if extract is not None:
        step = prose.plain(extract.step.name, 60)
        return f"extracted by {step}" if step else "extracted"
    if name in GENERATED_VARIABLES:
        return "made anew for every run"
    return "given by the runner's configuration"


def _extracted(view: View) -> Iterator[Scalar]:
    """The keys of all `extract`s, in blocks that run and in those that do not."""
    for block in view.seed.blocks:
        for step in block.steps:
            yield from (key for key, _ in step.extract)
