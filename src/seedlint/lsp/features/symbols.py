"""The outline of a seed: its sections, and their steps."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from seedlint.lsp.features import prose
from seedlint.named import NamedTuple

if TYPE_CHECKING:
    from seedlint.lsp.view import View
    from seedlint.seed import Section, Step
    from seedlint.source import Span

_LONGEST = 200


class Kind(Enum):
    """What kind of thing a symbol is."""

    SECTION = "section"
    STEP = "step"


class Symbol(NamedTuple):
    """A section or a step; `selection` is the part of `span` that says its name."""

    name: str
    detail: str
    kind: Kind
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


def symbols(view: View) -> list[Symbol]:
    """The sections of a seed in each other, with the steps of each, in order."""
    seed = view.seed
    inside: dict[Section | None, list[Symbol]] = {None: []}
    for block in seed.blocks:
        section = block.sections[-1] if block.sections else None
        inside.setdefault(section, []).extend(map(_step, block.steps))
    for section in reversed(seed.sections):
        below = sorted(inside.pop(section, ()), key=lambda symbol: symbol.span)
        name = prose.plain(section.title, _LONGEST) or "…"
        detail = "runs" if any(b.runs for b in seed.blocks if section in b.sections[-1:]) else ""
        symbol = Symbol(
            name, detail, Kind.SECTION, section.span, section.heading.span, tuple(below)
        )
        inside.setdefault(section.parent, []).append(symbol)
    return sorted(inside[None], key=lambda symbol: symbol.span)


def _step(step: Step) -> Symbol:
    method, path = step.method, step.path
    call = " ".join(scalar.text for scalar in (method, path) if scalar)
    called = prose.plain(call, _LONGEST)
    name = prose.plain(step.name, _LONGEST)
    span = step.node.span
    grip = step.grip
    selection = grip if span.start <= grip.start and grip.end <= span.end else span
    return Symbol(name or called or "…", called if name else "", Kind.STEP, span, selection)
