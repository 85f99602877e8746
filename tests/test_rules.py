"""Every rule keeps the promises of its page: its examples run, its fix works, its cases hold."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linting import PAGES, brief, corner_cases, diagnose, settings_of
from seedlint import rules
from seedlint.edit import apply
from seedlint.examples import Example, cases, example
from seedlint.rules import BY_NAME, RULES

if TYPE_CHECKING:
    from seedlint.rulekit import Entry

HERE = Path(__file__).parent
MODULES = sorted(
    path.stem for path in Path(rules.__file__).parent.glob("*.py") if path.stem != "__init__"
)

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_listed(module: str) -> None:
    """A rule that is not in the catalogue never runs."""
    name = module.replace("_", "-")
    assert name in BY_NAME, f"add `{module}.check` to RULES in src/seedlint/rules/__init__.py"


@each_rule
def test_page_begins_with_a_summary(rule: Entry) -> None:
    """The first line stands in lists, the rest is the page."""
    assert re.match(r"[A-Z].*\.\n\n", rule.doc), (
        f"begin the docstring of {rule.name} with one sentence and an empty line"
    )


@each_rule
def test_bad_example_breaks_this_rule_alone(rule: Entry) -> None:
    """A page that shows something else than its rule misleads."""
    shown = example(rule.doc)
    assert shown.bad is not None, f"add a `~~~yaml bad` example to the docstring of {rule.name}"
    settings = settings_of(shown, select=("default", rule.name))
    found = diagnose(shown.bad, shown.files, settings, shown.bad_path, shown.seeds)
    assert {d.rule for d in found} == {rule.name}, brief(found)


@each_rule
def test_good_example_is_clean_under_all_rules(rule: Entry) -> None:
    """What a page recommends must not be criticised by another page."""
    shown = example(rule.doc)
    assert shown.good is not None, f"add a `~~~yaml good` example to the docstring of {rule.name}"
    settings = settings_of(shown, select=("all",))
    found = diagnose(shown.good, shown.good_files, settings, shown.good_path, shown.seeds)
    assert brief(found) == ""


@each_rule
def test_fix_turns_bad_into_good(rule: Entry) -> None:
    """A fix does what the page says, to the letter; a rule without one declares none."""
    shown = example(rule.doc)
    assert shown.bad is not None
    settings = settings_of(shown, select=("default", rule.name))
    found = diagnose(shown.bad, shown.files, settings, shown.bad_path, shown.seeds)
    fixes = [d.finding.fix for d in found if d.finding.fix]
    assert {fix.safety for fix in fixes} == ({rule.fix} if rule.fix else set())
    if fixes:
        assert apply(shown.bad, fixes)[0] == shown.good


@each_rule
def test_corner_cases_are_written(rule: Entry) -> None:
    """What must not be found is as much of a rule as what must."""
    assert (HERE / "rules" / f"{rule.name}.md").is_file(), (
        f"write the corner cases of {rule.name} in tests/rules/{rule.name}.md"
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    """The corner cases of a rule; run with UPDATE_CASES=1 to write the output that they have."""
    assert path.stem in BY_NAME, f"{path.name} is named like no rule"
    expected, printed = {}, {}
    for case in corner_cases(path):
        text = case.bad or case.good
        assert text is not None, f"{case.title}: a case needs a `bad` or `good` seed"
        settings = settings_of(case, extend_select=(path.stem,))
        place = case.bad_path or case.good_path
        found = diagnose(text, case.files, settings, place, case.seeds)
        expected[case.title] = "" if case.bad is None else case.output
        printed[case.title] = brief(found)
        if case.bad is not None and os.environ.get("UPDATE_CASES"):
            expected[case.title] = printed[case.title]
            _update(path, case, printed[case.title])
        assert case.bad is None or path.stem in {each.rule for each in found}, case.title
    assert printed == expected


def _update(path: Path, case: Example, output: str) -> None:
    text = path.read_text(encoding="utf-8")
    span = next(other.span for other in cases(text) if other.title == case.title)
    section = re.sub(r"(?ms)\n*^~~~text output\n.*?^~~~\n", "\n", span.of(text)).rstrip()
    section += f"\n\n~~~text output\n{output}~~~\n" + ("\n" if span.end < len(text) else "")
    path.write_text(text[: span.start] + section + text[span.end :], encoding="utf-8")
