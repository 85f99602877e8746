"""The pages of the rules and of their groups, from the docstrings of the rules' modules.

A page shows what the rule's bad example really prints, so a page that is current is also true.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seedlint.cli.rules import markdown
from seedlint.examples import OPENING, diagnose, example, title
from seedlint.project import Report
from seedlint.report import render
from seedlint.report.summary import OPTIONS
from seedlint.report.terminal import Style
from seedlint.rulekit import Group
from seedlint.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.examples import Example
    from seedlint.rulekit import Entry

FOLDER = Path(__file__).parent

SAYS = {
    Group.SYNTAX: "What cannot be read, or is read as something else than it looks like.",
    Group.SHAPE: "Keys and values, held against the vocabulary of [the seed](../seeds.md).",
    Group.FRONTMATTER: "What a seed says of itself, held against where it lies and what it does.",
    Group.STEPS: "Whether the steps run, and test what the seed is about.",
    Group.VARIABLES: "Templates and extracts, followed from step to step.",
    Group.OPERATIONS: "Specs, and the operations of steps and seeds in them.",
    Group.REQUESTS: "What a step sends, held against what its operation takes.",
    Group.RESPONSES: "What a step expects and reads, held against what its operation answers.",
    Group.DOCUMENTATION: "The prose: sections, tables and examples, held against the spec.",
    Group.IGNORES: "The comments that ask for findings to be ignored.",
}
"""What the rules of each group have in common."""

_FENCE = re.compile(r"^~~~(.*?)^~~~$", re.M | re.S)


def pages() -> dict[Path, Callable[[], str]]:
    """Every page about rules, with what makes its content."""
    of_rules = {FOLDER / "rules" / f"{rule.name}.md": partial(page, rule) for rule in RULES}
    of_groups = {
        FOLDER / "rules" / f"{group.value}.md": partial(group_page, group) for group in SAYS
    }
    return {FOLDER / "rules.md": overview, **of_groups, **of_rules}


def page(rule: Entry) -> str:
    """A rule's page."""
    default = "on by default" if rule.default else "off by default"
    fix = f"fixed by `{OPTIONS[rule.fix]}`" if rule.fix else "no fix"
    group = rule.group.value
    head = f"# {rule.name}\n\n[{group}]({group}.md) · {rule.severity} · {default} · {fix}\n\n"
    shown = example(rule.doc)
    body = _FENCE.sub(_fenced, OPENING.sub(_titled, rule.doc.strip()))
    return f"{head}{body}\n\n## What it prints\n\n```text\n{output(rule, shown)}\n```\n"


def output(rule: Entry, shown: Example) -> str:
    """What linting the bad example prints, in the format `full`, without its summary."""
    settings = shown.settings(select=("default", rule.name))
    found = diagnose(shown.bad or "", shown.files, settings, shown.bad_path, shown.seeds)
    report = Report(tuple(found), (shown.bad_path,))
    return "\n".join([*render("full", report, Style())][:-2])


def group_page(group: Group) -> str:
    """The page of a group: its rules, and what they have in common."""
    rules = [rule.name for rule in RULES if rule.group is group]
    table = _tables()[group].replace("](rules/", "](")
    return f"# {group.value}\n\n{SAYS[group]}\n\n{table}\n{_toctree(rules)}"


def overview() -> str:
    """The list of all rules by their groups."""
    parts = ["# Rules\n"]
    for group, table in _tables().items():
        says = SAYS[group].replace("](../", "](")
        parts.append(f"## [{group.value}](rules/{group.value}.md)\n\n{says}\n\n{table}")
    return "\n".join((*parts, _toctree([f"rules/{group.value}" for group in SAYS])))


def _tables() -> dict[Group, str]:
    """The table of each group, as `seedlint rules --output-format markdown` has it."""
    _, *parts = "\n".join(markdown()).split("## ")
    tables = {}
    for part in parts:
        group, _, table = part.partition("\n\n")
        tables[Group(group)] = table.strip() + "\n"
    return tables


def _toctree(names: list[str]) -> str:
    return "\n".join(("```{toctree}", ":hidden:", "", *names, "```", ""))


def _titled(match: re.Match[str]) -> str:
    return f"{title(*match.groups())}\n\n~~~{match[1]}"


def _fenced(match: re.Match[str]) -> str:
    """An example in backticks: more of them than it holds itself."""
    marks = "````" if "```" in match[1] else "```"
    return f"{marks}{match[1]}{marks}"
