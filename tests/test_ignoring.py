"""Ignore comments that are written cover what they are for, and change nothing else."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from unittest.mock import ANY

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as options
from hypothesis import strategies as st

from samples import SEEDS, SPECS, mutated
from seedlint import yamltree
from seedlint.engine import lint, lint_project, lint_seed
from seedlint.examples import specs_of
from seedlint.finding import Diagnostic, Finding, Severity
from seedlint.ignoring import Ignored, ReasonError, add
from seedlint.rulekit import Group
from seedlint.rules import BY_NAME
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source, Span
from seedlint.spec import Specs
from test_fixing import slipped

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = Settings(select=("all",))
SAMPLE = specs_of(SPECS, ALL)
NONE = Specs((), lambda path: None)
FILE = "seeds/library/get_loans.md"
FRONTMATTER = "---\nendpoint: GET /loans\n---\n"
SEED = FRONTMATTER + "\n# Loans\n\n## Test Request\n\n```yaml\n{}\n```\n"

_NAMES = re.compile(r"ignore(?:-file)?\[([^]]*)\] why")
_LIST = re.compile(r"(?<=ignore\[)[^]\r\n]*(?=\])|(?<=ignore-file\[)[^]\r\n]*(?=\])")
_ADDED = re.compile(
    r"""(?:\r\n?|\n)<!--[ ]seedlint:[ ]ignore-file\[[^]\r\n]*\][ ]why[ ]-->\Z
    | (?<![^\r\n])[ \t]*(?:
      \#[ ]seedlint:[ ]ignore\[[^]\r\n]*\][ ]why
    | <!--[ ]seedlint:[ ]ignore(?:-file)?\[[^]\r\n]*\][ ]why[ ]-->
    )(?:\r\n?|\n)""",
    re.X,
)


def ignore(text: str, *rules: str) -> Ignored:
    """What becomes of a seed when all is ignored that some rules find in it."""
    return add(Source(FILE, text), NONE, Settings(select=rules), None, "why")


def without(text: str) -> str:
    """A seed before the lines were added whose reason is `why`."""
    return _ADDED.sub("", text)


def written(after: str) -> None:
    """Hold a seed with comments to what is written when its findings are to be ignored."""
    rules = {name for names in _NAMES.findall(after) for name in names.split(", ")}
    done = ignore(without(after), *rules)
    assert done.source.text == after
    assert done.left == ()
    assert done.added > 0


# Where a comment goes


@pytest.mark.parametrize(
    "steps",
    [
        """\
steps:
  - id: one
    method: GET
    # seedlint: ignore[undefined-variable] why
    path: /loans/{{loan}}
    expect:
      # seedlint: ignore[bare-status] why
      status: 200""",
        """\
steps:
  - id: one
    method: GET
    # seedlint: ignore[query-in-path, undefined-variable] why
    path: /loans?since={{nightly}}
  # between the steps
  # seedlint: ignore[duplicate-step-id] why
  - id: one
    method: GET
    path: /loans""",
        """\
steps:
  - id: one
    method: POST
    path: /loans
    body:
      # seedlint: ignore[undefined-variable] why
      flow: [one, {
          first: "{{a}}",
        second: "{{b}}"}]
      nested:
        -
          # seedlint: ignore[undefined-variable] why
          - "{{c}}"
          # seedlint: ignore[undefined-variable] why
          - - "{{d}}"
            # seedlint: ignore[undefined-variable] why
            - "{{e}}"
      # seedlint: ignore[undefined-variable] why
      text: |
        # {{f}}

        {{g}}
      # seedlint: ignore[undefined-variable] why
      plain: one
        {{h}}
      # seedlint: ignore[undefined-variable] why
      ? key
      : "{{i}}"
      shared: &all
        # seedlint: ignore[undefined-variable] why
        - {j: "{{j}}"}
      again: *all""",
        """\
# seedlint: ignore[undefined-variable] why
steps: [{id: one, method: GET, path: "/loans/{{loan}}"}]""",
    ],
)
def test_a_comment_in_yaml_goes_above_the_field_or_the_item(steps: str) -> None:
    """Never between braces or brackets, nor into a text; what has the same place shares it."""
    for end in ("\n", "\r\n", "\r"):
        written(SEED.format(steps).replace("\n", end))
    head, opening, block = SEED.format(steps).partition("```yaml\n")
    block = "".join(f"   {line}" for line in (opening + block).splitlines(keepends=True))
    written(f"{head}1. Play this:\n{block}")


TEST = SEED.format("steps: []")
TABLE = "| Parameter | Type |\n|---|---|\n| `uid` | string |\n"
KEY = "AKIA" + "QM7TXZ2LKV9RBN4W"


@pytest.mark.parametrize(
    "text",
    [
        "---\n# seedlint: ignore[query-in-endpoint] why\nendpoint: GET /loans?page=1\n---\n",
        "\n---\n  # seedlint: ignore[query-in-endpoint] why\n  endpoint: >\n    GET /a?a=1\n---",
        f"{TEST}\n<!-- seedlint: ignore[empty-section] why -->\n## Summary\n",
        f"{TEST}\nText\n\n<!-- seedlint: ignore[empty-section] why -->\nSummary\n---",
        f"{TEST}<!-- seedlint: ignore[hard-coded-secret] why -->\n```http\n{KEY}\n```\n",
        f"{TEST}Text\n<!-- seedlint: ignore[hard-coded-secret] why -->\n| a |\n|---|\n| {KEY} |",
        f"{TEST}<!-- seedlint: ignore[hard-coded-secret] why -->\n### Keys\n\nText\n\n{KEY}\n",
        f"{TEST}<!-- seedlint: ignore[syntax-error] why -->\n```yaml\nsteps: ]\n```\n",
        f"{TEST}- a\n  <!-- seedlint: ignore[syntax-error] why -->\n  ```yaml\n  steps: ]\n  ```\n",
        f"{TEST}<!-- seedlint: ignore[unclosed-fence] why -->\n```yaml\nsteps: []\n",
    ],
)
def test_a_comment_in_the_frontmatter_and_in_markdown(text: str) -> None:
    written(text)


@pytest.mark.parametrize(
    "text",
    [
        # about the frontmatter as a whole
        FRONTMATTER
        + "<!-- seedlint: ignore-file[missing-field, missing-section] why -->\n\nText\n",
        # of which nothing can be read
        "---\nendpoint: ]\n---\n<!-- seedlint: ignore-file[syntax-error] why -->\n# Loans\n",
        # a frontmatter that may still be written has nothing above it
        "# Loans\n\n```yaml\nsteps: []\n```\n"
        "<!-- seedlint: ignore-file[missing-frontmatter] why -->\n",
        # a bullet is in the way of the list that the fence stands in
        "Text\n\n- ```yaml\n  steps: ]\n  ```\n<!-- seedlint: ignore-file[syntax-error] why -->\n",
        # and so is a number
        "1. ```yaml\n   steps: ]\n   ```\n<!-- seedlint: ignore-file[syntax-error] why -->\n",
    ],
)
def test_what_has_no_place_of_its_own_is_ignored_in_the_whole_file(text: str) -> None:
    written(text)
    written(text.replace("\n", "\r\n"))


def test_findings_that_need_different_places_each_get_their_own() -> None:
    """One that is only ignored in the whole file leaves the others where they are narrowest."""
    written(
        SEED.removeprefix(FRONTMATTER).format(
            """\
steps:
  - id: one
    # seedlint: ignore[undefined-variable] why
    path: /loans/{{loan}}"""
        )
        + "<!-- seedlint: ignore-file[missing-frontmatter] why -->\n"
    )


def test_a_text_without_a_line_gets_one() -> None:
    comment = "<!-- seedlint: ignore-file[no-test-request] why -->"
    assert ignore("", "no-test-request").source.text == f"{comment}\n"
    for text in ("X", "Text"):
        written(f"{text}\n{comment}")


def test_a_last_line_without_an_end_stays_one() -> None:
    comment = "<!-- seedlint: ignore-file[missing-field] why -->"
    for end in ("\n", "\r\n"):
        text = FRONTMATTER.rstrip().replace("\n", end)
        written(text + end + comment)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("---\n# {}\nendpoint: GET /a?a=1\n---\n", "[a]", "[a, query-in-endpoint]"),
        (
            "---\nendpoint: GET /a?a=1  # {}\n---\n",
            "[ a, b ] old",
            "[ a, b, query-in-endpoint ] old",
        ),
        (f"{TEST}\n## Summary <!-- {{}} -->\n", "[a]", "[a, empty-section]"),
        (f"{TEST}\n<!-- {{}} -->\n\n## Summary\n", "[a] old", "[a, empty-section] old"),
        (
            TEST.replace("[]", "[{{\n  # {}\n  path: '{{{{b}}}}'}}]"),
            "[a]",
            "[a, undefined-variable]",
        ),
        ("---\nendpoint: ]\n---\n\n<!-- {} -->\n", "-file[a] old", "-file[a, syntax-error] old"),
    ],
)
def test_a_comment_that_is_there_gets_the_name(text: str, old: str, new: str) -> None:
    rules = ("query-in-endpoint", "empty-section", "undefined-variable", "syntax-error")
    before, after = (text.format(f"seedlint: ignore{names}") for names in (old, new))
    assert ignore(before, *rules).source.text == after
    assert ignore(after, *rules) == (ANY, 0, ())


@pytest.mark.parametrize(
    "rows", ["| {} | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| {} | d |"]
)
def test_a_comment_in_a_table_is_left_as_it_is(rows: str) -> None:
    """It is a part of what its cell says; that the findings are the same is not enough."""
    rows = rows.format(f"{KEY} <!-- seedlint: ignore[a] -->")
    written(f"{TEST}Text\n\n<!-- seedlint: ignore[hard-coded-secret] why -->\n{rows}\n")


# What is to be ignored


def test_what_is_given_is_ignored_and_nothing_else() -> None:
    """Also where it is known from a run without heed to comments, and is covered already."""
    settings = Settings(select=("undefined-variable",))
    text = SEED.format("steps:\n  - id: one\n    path: '{{a}}'\n    body: '{{b}}'")
    source = Source(FILE, text)
    first, second = lint(source, NONE, settings)
    done = add(source, NONE, settings, None, "why", [second])
    assert (done.added, done.left) == (1, ())
    assert without(done.source.text) == text
    assert [found.finding.message for found in lint(done.source, NONE, settings)] == [
        first.finding.message
    ]
    everything = lint_seed(done.source, NONE, settings, heed_ignores=False).diagnostics
    assert add(done.source, NONE, settings, None, "why", everything).added == 1
    assert add(done.source, NONE, settings, None, "why", everything[1:]) == (done.source, 0, ())


def test_a_comment_may_cover_more_than_it_was_asked_to() -> None:
    """A rule has several findings in one place, and only one of them is given."""
    settings = Settings(select=("missing-field",))
    source = Source(FILE, FRONTMATTER)
    first, *others = lint(source, NONE, settings)
    assert others
    done = add(source, NONE, settings, None, "why", [first])
    assert (done.added, lint(done.source, NONE, settings)) == (1, [])


def test_what_the_project_finds_can_be_ignored() -> None:
    settings = Settings(select=("duplicate-seed",))
    sources = [Source(name, TEST) for name in ("seeds/a.md", "seeds/b.md")]

    def found(sources: list[Source]) -> tuple[Diagnostic, ...]:
        members = [lint_seed(source, NONE, settings).member for source in sources]
        return lint_project(members, NONE, settings).diagnostics

    assert found(sources)
    done = [
        add(source, NONE, settings, None, "why", [d for d in found(sources) if d.source is source])
        for source in sources
    ]
    assert sum(each.added for each in done) == len(found(sources))
    assert found([each.source for each in done]) == ()
    assert {each.source.text for each in done if each.added} == {
        TEST.replace("endpoint", "# seedlint: ignore[duplicate-seed] why\nendpoint")
    }


def test_what_is_off_for_a_file_needs_no_comment_in_it() -> None:
    off = {"old/*": ("missing-field",)}
    settings = Settings(select=("missing-field",), per_file_ignores=off)
    source = Source(FILE, FRONTMATTER)
    assert add(source, NONE, settings, "old/get_loans.md", "why") == (source, 0, ())
    assert add(source, NONE, settings, None, "why").added > 0


def of_the_project(source: Source, span: Span) -> Diagnostic:
    return Diagnostic("duplicate-seed", Severity.WARNING, source, Finding(span, "twice"))


def test_what_the_project_finds_is_left_where_no_comment_does() -> None:
    """Linting the seed alone does not find it, so it cannot tell."""
    source = Source(FILE, "Text\n\n<!--\n")
    found = of_the_project(source, Span(0, 4))
    assert add(source, NONE, ALL, None, "why", [found]) == (source, 0, (found,))


@pytest.mark.parametrize("span", [Span(4, 12), Span(13, 13)])
def test_what_the_project_finds_is_ignored_where_it_is(span: Span) -> None:
    """Be it at the beginning of its line, or where a value would be."""
    text = "---\nendpoint:\n---\n"
    source = Source(FILE, text)
    found = of_the_project(source, span)
    done = add(source, NONE, Settings(select=("duplicate-seed",)), None, "why", [found])
    comment = "# seedlint: ignore[duplicate-seed] why\n"
    assert done.source.text == text.replace("endpoint", f"{comment}endpoint")


def test_a_finding_in_another_file_is_left() -> None:
    source, spec = Source(FILE, TEST), Source("swagger/a.json", "{}")
    found = Diagnostic("invalid-spec", Severity.WARNING, spec, Finding(Span(0, 1), "broken"))
    assert add(source, NONE, ALL, None, "why", [found]) == (source, 0, (found,))


def test_ignores_are_mended_and_not_ignored() -> None:
    text = TEST.replace("steps: []", "steps: []  # seedlint: ignore[bare-status, bear-status]")
    done = ignore(text, "bare-status", "ignores")
    assert done.source.text == text
    assert [found.rule for found in done.left] == ["unused-ignore", "unknown-rule"]


def test_bytes_that_are_no_text_are_not_written_back() -> None:
    source = Source.decode(FILE, TEST.encode() + b"\xff")
    done = add(source, NONE, ALL, None, "why")
    assert done.source is source
    assert done.left == tuple(lint(source, NONE, ALL))


def test_where_no_comment_does_the_findings_are_left() -> None:
    """An HTML comment that never ends swallows what would be said of the whole file."""
    text = "# Loans\n\n```yaml\nsteps: []\n```\n<!--\n"
    done = ignore(text, "missing-frontmatter")
    assert done.source.text == text
    assert [found.rule for found in done.left] == ["missing-frontmatter"]


def test_a_byte_order_mark_is_kept() -> None:
    source = Source.decode(FILE, b"\xef\xbb\xbf" + TEST.encode())
    done = add(source, NONE, Settings(select=("missing-field",)), None, "why")
    assert done.source.bom
    assert done.source.path == FILE


# The reason


@pytest.mark.parametrize(
    "reason",
    [
        "a] b",
        "# a",
        "seedlint: ignore[b] c",
        "<!-- a",
        "a --",
        "é 👩‍💻 一　二",
        "  blanks\t ",
        "`a`",
    ],
)
def test_a_reason_is_taken_as_it_is(reason: str) -> None:
    text = TEST + KEY
    done = add(Source(FILE, text), SAMPLE, ALL, None, reason)
    assert done.left == ()
    assert lint(done.source, SAMPLE, ALL) == []
    assert f"] {reason.strip()}" in done.source.text


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("", "an ignore comment says why: give a reason that is not empty"),
        (" \t\n", "an ignore comment says why: give a reason that is not empty"),
        *(
            (f"a{odd}b", "the reason has a line break or another control character in it")
            for odd in ("\n", "\r", "\x85", "\u2028", "\0", "\x1b[2J", "\ud800", "\uffff")
        ),
        ("a --> b", "the reason cannot have `-->` in it, which ends a comment"),
        ("a --!> b", "the reason cannot have `--!>` in it, which ends a comment"),
    ],
)
def test_a_reason_that_no_comment_can_hold(reason: str, message: str) -> None:
    """It is refused also where there is nothing to ignore."""
    with pytest.raises(ReasonError) as error:
        add(Source(FILE, TEST), NONE, Settings(select=("bare-status",)), None, reason)
    assert str(error.value) == message


# The laws


def hold_to_the_laws(path: str, text: str) -> Ignored:
    """What a comment covers is not found again; all else is, and means what it did."""
    source = Source(path, text)
    before = lint(source, SAMPLE, ALL, path)
    done = add(source, SAMPLE, ALL, path, "why")
    after = done.source
    assert done.added + len(done.left) == len(before)
    assert found_in(lint(after, SAMPLE, ALL, path)) == found_in(done.left)
    assert add(after, SAMPLE, ALL, path, "else").source.text == after.text
    assert meant(after) == meant(source)
    assert _LIST.sub("", without(after.text)) == _LIST.sub("", text)
    return done


def found_in(diagnostics: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((found.rule, found.finding.message) for found in diagnostics)


def meant(source: Source) -> list[str]:
    """What the YAML of a seed means, and how its sections are laid out."""
    seed = read(source, ALL)
    data = [repr(yamltree.data(tree)) for tree in seed.trees]
    return data + [f"{section.heading.level} {section.title}" for section in seed.sections]


patient = options(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@patient
@given(seed=slipped(), end=st.sampled_from(["\n", "\r\n"]))
def test_slips(seed: tuple[str, str], end: str) -> None:
    path, text = seed
    done = hold_to_the_laws(path, text.replace("\r\n", "\n").replace("\n", end))
    assert all(BY_NAME[found.rule].group is Group.IGNORES for found in done.left)


@patient
@given(text=mutated([*SEEDS.values()]), path=st.sampled_from([*SEEDS]))
def test_careless_hands(text: str, path: str) -> None:
    hold_to_the_laws(path, text)
