"""Law 5: fixes settle and do no harm, whatever stands in the seed; and each rule has its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as options
from hypothesis import strategies as st

from linting import PAGES, corner_cases
from mending import hold_to_the_law
from samples import SEEDS, SMALL, SPECS, mutated
from seedlint import fixing
from seedlint.edit import Fix, Safety
from seedlint.engine import SeedOutcome
from seedlint.examples import example, specs_of
from seedlint.finding import Diagnostic, Finding, Severity
from seedlint.fixing import fix
from seedlint.rulekit import Member
from seedlint.rules import BY_NAME, RULES
from seedlint.settings import Settings
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from pathlib import Path

SAFE, UNSAFE = Safety.SAFE, Safety.UNSAFE
FIXES = {
    "unquoted-template": SAFE,
    "unknown-field": SAFE,
    "invalid-value": SAFE,
    "bare-status": SAFE,
    "machine-local-path": SAFE,
    "query-in-path": UNSAFE,
    "malformed-template": SAFE,
    "single-brace-parameter": UNSAFE,
    "missing-spec": UNSAFE,
    "no-spec": UNSAFE,
    "wrong-spec": UNSAFE,
    "renamed-section": SAFE,
    "unused-ignore": SAFE,
}
"""The rules that promise a fix, and what it does to what is sent and expected."""

ALL = Settings(select=("all",))
SAMPLE = specs_of(SPECS, ALL)

BITS = (
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\n",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\x85",
    b"\t",
    b"\xe2\x80\xa8",
)
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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_examples(path: Path) -> None:
    """On its page, a rule's fix does not bring to light anything else either."""
    page = example(BY_NAME[path.stem].doc)
    for shown in (page, *corner_cases(path)):
        settings = shown.settings(select=("all",))
        specs = specs_of(shown.files, settings)
        for text, place in ((shown.bad, shown.bad_path), (shown.good, shown.good_path)):
            if text is not None:
                source = Source(place, text)
                try:
                    hold_to_the_law(source, specs, settings, place, reveals=shown is not page)
                except AssertionError as error:
                    error.add_note(f"in {shown.title or 'its page'}")
                    raise


patient = options(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@patient
@given(seed=slipped())
def test_slips(seed: tuple[str, str]) -> None:
    path, text = seed
    hold_to_the_law(Source(path, text), SAMPLE, ALL, path, reveals=True)


@patient
@given(text=mutated([*SEEDS.values()]), path=st.sampled_from([*SEEDS]))
def test_careless_hands(text: str, path: str) -> None:
    hold_to_the_law(Source(path, text), SAMPLE, ALL, path, reveals=True)


@patient
@given(
    seed=slipped(),
    bom=st.booleans(),
    newline=st.sampled_from([b"\n", b"\r\n", b"\r"]),
    bits=st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 2), st.sampled_from(BITS) | st.binary(max_size=2)
        ),
        max_size=3,
    ),
)
def test_careless_machines(
    seed: tuple[str, str],
    bom: bool,
    newline: bytes,
    bits: list[tuple[float, int, bytes]],
) -> None:
    """Files are bytes, and not all of them are text; what no fix touches is written as it was."""
    path, text = seed
    data = (b"\xef\xbb\xbf" if bom else b"") + text.encode().replace(b"\n", newline)
    for share, width, bit in bits:
        start = int(share * len(data))
        data = data[:start] + bit + data[start + width :]
    source = Source.decode(path, data)
    fixed = hold_to_the_law(source, SAMPLE, ALL, path, reveals=True)
    if source.undecodable:
        assert not fixed.fixes
    elif not fixed.fixes:
        assert fixed.source.encode(fixed.source.text) == data


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_that_are_put_in_end_as_those_around_them(newline: str) -> None:
    """A file of mixed ends keeps each where it is; a lone return does not end a frontmatter."""
    path = "seeds/catalogue/get_catalogue_v1_titles.md"
    text = re.sub(r"^swagger: .*\n", "", SEEDS[path], flags=re.M)
    text = re.sub(r"^(    path: [^\n?]*[^\n?\"])(\"?)$", r"\1?page=1\2", text, count=1, flags=re.M)
    head, fence, steps = text.partition("```yaml\n")
    head = head if newline == "\r" else head.replace("\n", newline)
    mixed = head + (fence + steps).replace("\n", newline)
    titles = [each.title for each in fix(Source(path, text), SAMPLE, ALL, path, unsafe=True).fixes]
    assert titles == ["name `swagger/catalogue/catalogue.yaml`", "move it into `params`"]
    fixed = fix(Source(path, mixed), SAMPLE, ALL, path, unsafe=True)
    assert [each.title for each in fixed.fixes] == titles
    head, fence, steps = fixed.source.text.partition(f"```yaml{newline}")
    assert set(re.findall(r"\r\n|\r|\n", head)) == {"\n" if newline == "\r" else newline}
    assert set(re.findall(r"\r\n|\r|\n", fence + steps)) == {newline}


def test_the_rules_that_promise_a_fix_have_one() -> None:
    """Each shows on its page what it does; a fix that is not promised here is none to rely on."""
    assert {rule.name: rule.fix for rule in RULES if rule.fix} == FIXES


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Old.\n{0}\n---\n", "Old.\n\n---\n"),
        ("| a |\n|---|\n{0}\n| 1 |\n", "| a |\n|---|\n\n| 1 |\n"),
        ("Old.\n\n{0}\n| a |\n|---|\n", "Old.\n\n| a |\n|---|\n"),
        ("Old.\r\n{0}\r\n\r\nNew.\r\n", "Old.\r\n\r\nNew.\r\n"),
        ("Old. {0}\n---\n", "Old.\n---\n"),
        ("Old.\n{0}", "Old.\n"),
    ],
)
def test_a_comment_that_is_removed_joins_no_blocks(before: str, after: str) -> None:
    """A rule below a text would make a heading of it, and two tables would be one."""
    path = "seeds/archive/get_archive_v1_items.md"
    comment = "<!-- seedlint: ignore[renamed-section] -->"
    fixed = fix(Source(path, SEEDS[path] + before.format(comment)), SAMPLE, ALL, path)
    assert fixed.source.text == SEEDS[path] + after


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
    assert (fixed.source.path, fixed.source.text, fixed.source.bom) == ("x.md", "c", True)
    assert fixed.settled
    assert [each.title for each in fixed.fixes] == ["write b", "write c"]
    turning({"a": "b", "b": "a"})
    fixed = fix(Source("x.md", "a"), SAMPLE, ALL)
    assert (len(fixed.fixes), fixed.settled) == (fixing.MAX_ROUNDS, False)
    assert (fixed.source.path, fixed.source.text) == ("x.md", "a")
    turning({"a": "a"})
    assert fix(Source("x.md", "a"), SAMPLE, ALL).settled


def test_a_fix_is_safe_unless_more_is_asked_for() -> None:
    """And is only for the rules that are on for the file that it is."""
    chosen = Settings(
        select=("query-in-path", "bare-status"), per_file_ignores={"old/*": ("bare-status",)}
    )
    source = Source("a.md", SMALL.format("?page=1", "200"))
    assert fix(source, SAMPLE, chosen).source.text == SMALL.format("?page=1", "[200]")
    assert fix(source, SAMPLE, chosen, "old/a.md").source.text == source.text
