"""Defects of other kinds in seeds that are written otherwise: they should be found all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.accuracy.kinds import (
    bodies,
    documentation,
    operations,
    responses,
    shape,
    steps,
    syntax,
    variables,
)
from benchmarks.accuracy.plant import KINDS, Plant, register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.accuracy.plant import Planter
    from benchmarks.accuracy.plot import Plot

    Disguise = Callable[[str], str]

_STEPS = re.compile(r"^```yaml\n(?:.*\n)*?```$", re.M)
_BASES: tuple[Planter, ...] = (
    syntax.unclosed_bracket,
    syntax.key_of_step_twice,
    shape.misspelt_key_of_step,
    shape.key_of_frontmatter_gone,
    steps.secret_in_body,
    variables.misspelt_variable,
    variables.variable_in_several_lines,
    variables.path_that_the_runner_cannot_read,
    operations.misspelt_segment,
    bodies.misspelt_nested_property,
    bodies.wrong_value_deep_down,
    responses.another_root,
    documentation.comma_forgotten,
    documentation.wrong_kind_in_example,
    documentation.misspelt_name_in_table,
)


def _windows(text: str) -> str:
    """Defects of several kinds in a seed with the line ends of Windows."""
    return text.replace("\n", "\r\n")


def _tildes(text: str) -> str:
    """Defects of several kinds in a seed with fences of tildes."""
    return re.sub(r"(?m)^```", "~~~~", text)


def _accents(text: str) -> str:
    """Defects of several kinds below letters and signs of several bytes."""
    return text.replace("\n# ", "\n# Café 🕯️ 𝔄rchive — ", 1)


def _in_list(text: str) -> str:
    """Defects of several kinds where every block of steps is within an item of a list."""

    def indented(match: re.Match[str]) -> str:
        block = re.sub(r"(?m)^(?=.)", "  ", match[0])
        return f"- The steps:\n\n{block}"

    return _STEPS.sub(indented, text)


DISGUISES: dict[str, Disguise] = {
    "several-with-windows-line-ends": _windows,
    "several-in-tildes": _tildes,
    "several-below-accents": _accents,
    "several-in-a-list": _in_list,
}


_KINDS = tuple(kind for kind in KINDS.values() if kind.plants in _BASES)


def _disguised(disguise: Disguise) -> Planter:
    def plants(plot: Plot) -> Iterator[Plant]:
        for kind in _KINDS:
            for plant in kind.plants(plot):
                text = plant.texts[plot.path]
                if text is not None and "\n~~~" not in text:
                    yield Plant({plot.path: disguise(text)}, kind.rules)

    return plants


for _name, _disguise in DISGUISES.items():
    _rules = tuple(dict.fromkeys(rule for kind in _KINDS for rule in kind.rules))
    register(_name, _rules, f"{_disguise.__doc__}", _disguised(_disguise))
