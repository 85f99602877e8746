"""Law 5: fixes settle, are idempotent, parse, and give no other rule a new finding.

A safe fix keeps the requests equal as well: what the steps that run send, and what they expect.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as options
from hypothesis import strategies as st

from samples import SEEDS, SPECS, mutated
from seedlint import fixing, yamltree
from seedlint.edit import Fix, Safety
from seedlint.engine import SeedOutcome, lint
from seedlint.examples import cases, example, specs_of
from seedlint.finding import Diagnostic, Finding, Severity
from seedlint.fixing import fix
from seedlint.rulekit import Member
from seedlint.rules import RULES
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source, Span
from seedlint.yamltree import Problem

if TYPE_CHECKING:
    from seedlint.examples import Example
    from seedlint.spec import Specs

ALL = Settings(select=("all",))
SAMPLE = specs_of(SPECS, ALL)

SENT = (
    *("method", "path", "params", "body", "token", "content_type", "form_fields", "file_fields"),
    *("x_on_behalf_of", "extract", "onFail", "useFallback"),
)
_BLANKS = re.compile(r"\{\{(?: |\\t)*(\w+)(?: |\\t)*\}\}")


def requests(text: str, settings: Settings) -> list[list[str]]:
    """What the steps that run send and expect.

    Braces that only blanks keep from being a template count as the template: as they stand they
    are sent to nobody's joy.
    """
    sent = []
    for step in read(Source("", text), settings).steps:
        values = [repr(yamltree.data(step.get(key))) for key in SENT]
        sent.append([_BLANKS.sub(r"{{\1}}", value) for value in values])
        sent[-1].append(str(step.expected_statuses))
    return sent


def broken(text: str, settings: Settings) -> int:
    """How many pieces of YAML in a seed cannot be read as they stand."""
    seed = read(Source("", text), settings)
    pieces = [block.fence.content for block in seed.blocks]
    pieces += [seed.frontmatter.content] if seed.frontmatter else []
    return sum(isinstance(yamltree.parse(piece), Problem) for piece in pieces)


def hold_to_the_law(
    text: str, specs: Specs, settings: Settings, path: str, *, unsafe: bool, reveals: bool = False
) -> None:
    """`reveals`: whether an unsafe fix may bring to light what it did not bring about."""

    def found(source: Source) -> Counter[str]:
        diagnostics = lint(source, specs, settings, path)
        rules = Counter(diagnostic.rule for diagnostic in diagnostics)
        if any(d.rule == "machine-local-path" and d.finding.notes for d in diagnostics):
            rules["wrong-spec"] += 1  # its note says so already
        return rules

    before = Source(path, text)
    fixed = fix(before, specs, settings, path, unsafe=unsafe)
    after = fixed.source
    assert fixed.settled
    assert fix(after, specs, settings, path, unsafe=unsafe).fixes == ()
    assert broken(after.text, settings) <= broken(text, settings)
    assert found(after) - found(before) == Counter() or (unsafe and reveals)
    if not unsafe:
        assert all(each.safety is Safety.SAFE for each in fixed.fixes)
        assert requests(after.text, settings) == requests(text, settings)


SLIPS = tuple(
    (re.compile(pattern, re.M), wrong)
    for pattern, wrong in (
        (r'"(\{\{\w+\}\})"', r"\1"),
        (r"\{\{(\w+)\}\}", r"{{ \1 }}"),
        (r"\{\{(\w+)\}\}", r"{{\t\1}}"),
        (r"\{\{(\w+)\}\}", r"{\1}"),
        (r"status: \[(\d+)\]", r"status: \1"),
        (r"status: verified", "status: success"),
        (r"status: verified", "status: 'skipped' # why"),
        (r"^status: .*", r"\g<0>\nskipReason: 'it''s late'"),
        (r"^savedAt: .*", r"\g<0>\nuseFallbackApi: true"),
        (r"^endpoint: \"(\w+)", lambda match: match[0].lower()),
        (r"^swagger: (.*)", r"swagger: /srv/app/\1"),
        (r"^swagger: (.*)", r"swagger: '../here/\1'"),
        (r"^swagger: (\w+)/(.*)", r"swagger: \1\\\\\2"),
        (r"^swagger: (\w+/).*", r"swagger: \1nowhere.json"),
        (r"^swagger: .*", "swagger: swagger/archive/archive.json"),
        (r"^swagger: .*\n", ""),
        (r"^## Summary", "## Overview"),
        (r"^## Prerequisites", "## Setup"),
        (r"^## Test Request", "## Test"),
        (r"^(#+ .*)$", r"\1 #"),
        (r"(    path: \"[^\"?]*)\"", r'\1?page=1&sort={{today_date}}"'),
        (r"^    (path|body|params|onFail|description):", r"    \1s:"),
        (r"^    onFail: (\w+)", r"    on_fail: \1"),
        (r"$", "  # seedlint: ignore[bare-status, unused-extract]"),
        (r"^", "<!-- seedlint: ignore[renamed-section] -->\n"),
        (r"\n", "\r\n"),
    )
)


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """The path and the text of a sample seed with some of the slips that there are fixes for."""
    path, text = draw(st.sampled_from([*SEEDS.items()]))
    for pattern, wrong in draw(st.lists(st.sampled_from(SLIPS), min_size=1, max_size=5)):
        if places := [*pattern.finditer(text)]:
            match = draw(st.sampled_from(places))
            text = text[: match.start()] + pattern.sub(wrong, match[0], 1) + text[match.end() :]
    return path, text


def examples() -> list[Example]:
    """Those of all rules: the ones on their pages, and their corner cases."""
    pages = sorted(Path(__file__).with_name("rules").glob("*.md"))
    return [replace(example(rule.doc), title=rule.name) for rule in RULES] + [
        replace(case, title=f"{page.stem}: {case.title}")
        for page in pages
        for case in cases(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("shown", examples(), ids=lambda shown: shown.title)
def test_examples(shown: Example, unsafe: bool) -> None:
    settings = shown.settings(select=("all",))
    specs = specs_of(shown.files, settings)
    for text, path in ((shown.bad, shown.bad_path), (shown.good, shown.good_path)):
        if text is not None:
            hold_to_the_law(text, specs, settings, path, unsafe=unsafe)


patient = options(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@patient
@given(seed=slipped(), unsafe=st.booleans())
def test_slips(seed: tuple[str, str], unsafe: bool) -> None:
    path, text = seed
    hold_to_the_law(text, SAMPLE, ALL, path, unsafe=unsafe, reveals=True)


@patient
@given(text=mutated([*SEEDS.values()]), path=st.sampled_from([*SEEDS]), unsafe=st.booleans())
def test_careless_hands(text: str, path: str, unsafe: bool) -> None:
    hold_to_the_law(text, SAMPLE, ALL, path, unsafe=unsafe, reveals=True)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("status: [200]", "status: 200]"),
        ("status: [200]", 'status: "{{today_date}}"'),
        ("---\nendpoint", "<!-- seedlint: ignore[bare-status] -->\n---\nendpoint"),
    ],
)
def test_what_no_fix_can_be_sure_of_is_left_alone(right: str, wrong: str) -> None:
    """A list would be broken; a frontmatter would begin."""
    path = "seeds/archive/get_archive_v1_items.md"
    text = SEEDS[path].replace(right, wrong, 1)
    assert text != SEEDS[path]
    assert fix(Source(path, text), SAMPLE, ALL, path, unsafe=True).source.text == text


def test_fixes_follow_one_another_until_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are told in the order in which they were applied; a circle ends after some rounds."""

    def turning(turns: dict[str, str]) -> None:
        def lint_seed(source: Source, *args: object, **options: object) -> SeedOutcome:
            span, text = Span(0, 1), turns.get(source.text)
            turn = Fix.replace(f"write {text}", span, text) if text else None
            found = Diagnostic("x", Severity.INFO, source, Finding(span, "", fix=turn))
            return SeedOutcome((found,), 0, Member(source, None, None))

        monkeypatch.setattr(fixing, "lint_seed", lint_seed)

    turning({"a": "b", "b": "c"})
    fixed = fix(Source("x.md", "a", bom=True), SAMPLE, ALL)
    assert (fixed.source.text, fixed.source.bom, fixed.settled) == ("c", True, True)
    assert [each.title for each in fixed.fixes] == ["write b", "write c"]
    turning({"a": "b", "b": "a"})
    fixed = fix(Source("x.md", "a"), SAMPLE, ALL)
    assert (len(fixed.fixes), fixed.settled) == (fixing.MAX_ROUNDS, False)
