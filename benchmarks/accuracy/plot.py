"""One seed of the ground: where a defect can be put, and the edits that put it there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, edited, mark
from seedlint import template
from seedlint.edit import Edit
from seedlint.finding import Severity
from seedlint.likeness import ANYTHING
from seedlint.pathtree import segments
from seedlint.resolve import Resolver, plain
from seedlint.scope import Scope
from seedlint.seed import read
from seedlint.source import Span
from seedlint.yamltree import Mapping, Scalar, Sequence, scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.ground import Found, Ground
    from seedlint.seed import Frontmatter, Step
    from seedlint.source import Source
    from seedlint.spec import Operation
    from seedlint.yamltree import Node, Pair


@dataclass(frozen=True, slots=True)
class Call:
    """A step that wants to succeed, and the operations that it may be calling."""

    step: Step
    operations: tuple[Operation, ...]

    @property
    def method(self) -> str:
        return self.step.method.text.upper() if self.step.method else ""


class Plot:
    """A seed, with what a planter may ask about it.

    Only what is in order is offered: a step, or the frontmatter, with no finding in it so far.
    """

    def __init__(self, ground: Ground, path: str, source: Source) -> None:
        self.ground = ground
        self.path = path
        self.source = source
        self.text = source.text
        self.seed = read(source, ground.settings)
        self.resolver = Resolver(self.seed, ground.specs)
        self.scope = Scope(self.seed, ground.settings.given_variables)

    def __repr__(self) -> str:
        return f"Plot({self.path!r})"

    # what is there

    @property
    def found(self) -> list[Found]:
        """What is found in the seed as it is."""
        return self.ground.found(self.path)

    @cached_property
    def _flawed(self) -> set[int]:
        return {each.line for each in self.found if each.severity > Severity.INFO}

    def beside(self, step: Step) -> list[Step]:
        """The steps of the block that a step is in, itself included."""
        return [each for block in self.seed.blocks if step in block.steps for each in block.steps]

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return self.source.position(offset).line + 1

    def clean(self, span: Span) -> bool:
        """Whether nothing is found in the lines of a span."""
        lines = range(self.line(span.start), self.line(max(span.start, span.end - 1)) + 1)
        return self._flawed.isdisjoint(lines)

    @property
    def tidy(self) -> bool:
        """Whether nothing that matters is found in the seed."""
        return not self._flawed

    @cached_property
    def head(self) -> Frontmatter | None:
        """The frontmatter, where it is a plain mapping."""
        front = self.seed.frontmatter
        if front is None or front.root is None or front.root.flow or not self.clean(front.span):
            return None
        return front

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that run, written in block style."""
        return tuple(
            step for step in self.seed.steps if not step.node.flow and self.clean(step.node.span)
        )

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The steps that want to succeed, and call what some spec describes."""
        return tuple(
            Call(step, resolution.operations)
            for step in self.steps
            if not step.negative
            and (resolution := self.resolver.step(step))
            and resolution.operations
        )

    @cached_property
    def endpoint(self) -> tuple[Operation, ...]:
        """The operations that the seed is about, where it tests them."""
        endpoint = self.seed.endpoint
        if endpoint is None or self.head is None:
            return ()
        operations = self.resolver.endpoint(endpoint).operations
        tested = any(self.resolver.tests(step) for step in self.seed.test_steps)
        return operations if tested else ()

    def uses(self, name: str) -> int:
        """How often a variable is used in the steps."""
        return sum(use.name == name for use in self.scope.uses)

    def spares(self, *names: str) -> bool:
        """Whether one use of each variable can go, and it is still there for somebody."""
        extracted = {extract.name for extract in self.scope.extracts}
        return all(name not in extracted or self.uses(name) > 1 for name in names)

    def can_lose(self, node: Node) -> bool:
        """Whether a value can go, and no variable is left that is extracted for nobody."""
        return self.spares(*self.uses_in(node))

    def uses_in(self, node: Node) -> set[str]:
        """The variables that are used in a value."""
        return {
            variable.name
            for scalar in scalars(node)
            for variable in template.variables(scalar.text)
        }

    def known(self, path: str) -> set[str]:
        """The methods under which some spec of the project has a path."""
        given = segments(plain(path))
        return {
            operation.method
            for operation in self.ground.specs.operations
            if len(wanted := segments(plain(operation.path))) == len(given)
            and all(
                ours == theirs or ANYTHING in ours + theirs
                for ours, theirs in zip(given, wanted, strict=True)
            )
        }

    # plants

    def plant(self, *edits: Edit) -> Plant:
        """The project with this seed edited."""
        return Plant({self.path: edited(self.text, edits)})

    def slice(self, span: Span) -> str:
        return span.of(self.text)

    def start_of_line(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def end_of_line(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def column(self, offset: int) -> int:
        return offset - self.start_of_line(offset)

    def replacing(self, pair: Pair, text: str) -> Edit:
        """Give a key another value; the key's line is where that should be found."""
        return Edit(Span(pair.key.span.end, self.end(pair)), f": {MARK}{text}")

    def end(self, pair: Pair) -> int:
        return max(pair.key.span.end, pair.value.span.end)

    def removing(self, mapping: Mapping, pair: Pair, marked: str = "") -> Edit | None:
        """Take a key out of a mapping that has others; None where that cannot be told apart."""
        own = [each for each in mapping.pairs if not each.merged]
        if pair.merged or len(own) < 2 or len(own) < len(mapping.pairs):
            return None
        at = own.index(pair)
        if at + 1 < len(own):
            return Edit(Span(pair.key.span.start, own[at + 1].key.span.start), marked)
        return Edit(Span(self.end(own[at - 1]), self.end(pair)), marked)

    def adding(self, mapping: Mapping, entry: str, marked: str = MARK) -> Edit | None:
        """Put an entry of one line at the end of a mapping."""
        own = [each for each in mapping.pairs if not each.merged]
        if not own or len(own) < len(mapping.pairs):
            return None
        end = self.end(own[-1])
        if mapping.flow:
            return Edit(Span(end, end), f", {marked}{entry}")
        at = self.end_of_line(end)
        indent = " " * self.column(own[0].key.span.start)
        return Edit(Span(at, at), f"\n{indent}{marked}{entry}")

    def marking(self, span: Span) -> Edit:
        """Mark a place that an edit elsewhere makes wrong."""
        return mark(span.start)

    def flowed(self, node: Node, swap: tuple[Node, str] | None = None) -> str | None:
        """A value written in flow style on one line, with one node of it written otherwise."""
        if swap is not None and node is swap[0]:
            return swap[1]
        if isinstance(node, Mapping):
            if any(pair.merged for pair in node.pairs):
                return None
            parts = [
                (self.slice(pair.key.span), self.flowed(pair.value, swap)) for pair in node.pairs
            ]
            if any(value is None for _, value in parts):
                return None
            return "{" + ", ".join(f"{key}: {value}" for key, value in parts) + "}"
        if isinstance(node, Sequence):
            items = [self.flowed(item, swap) for item in node.items]
            known = [item for item in items if item is not None]
            return f"[{', '.join(known)}]" if len(known) == len(items) else None
        written = self.slice(node.span)
        if "\n" in written or not written:
            return None
        if node.plain and any(character in ",[]{}#:" for character in written):
            return None
        return written


def misspelt(word: str) -> str | None:
    """A word with two neighbouring letters swapped near its middle; None where that is no slip."""
    middle = len(word) / 2
    for at in sorted(range(1, len(word) - 1), key=lambda at: abs(at + 1 - middle)):
        if len(word) >= 4 and word[at : at + 2].isalpha() and word[at] != word[at + 1]:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return None


def other_case(word: str) -> str | None:
    """A name in the case of another language: `loan_uid` as `loanUid`, and the other way round."""
    first, *rest = word.split("_")
    if rest and all(word.split("_")) and word.islower():
        return first + "".join(part.capitalize() for part in rest)
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()
    return snake if snake != word and word.isidentifier() else None


def keys(node: Node | None) -> Iterator[Pair]:
    """The pairs of a mapping that stand there themselves."""
    if isinstance(node, Mapping):
        yield from (pair for pair in node.pairs if not pair.merged)


def text_of(node: Node | None) -> str | None:
    """The text of a scalar."""
    return node.text if isinstance(node, Scalar) else None


def status_of(step: Step) -> Pair | None:
    """The `status` in a step's `expect`."""
    expect = step.mapping("expect")
    return expect.pair("status") if expect else None
