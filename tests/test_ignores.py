"""What an ignore comment asks for, and what of the seed it covers."""

from __future__ import annotations

from time import process_time

import pytest

from linting import brief
from seedlint.engine import lint, lint_seed
from seedlint.ignores import VERBS, Ignore, ignores
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source, Span
from seedlint.spec import Specs

SEED = """\
---
endpoint: GET /loans
tags: [loans]
---

# Loans

## Test Request

```yaml
{}
```
"""

STEPS = """\
steps:
  - id: one
    method: GET
    body:
      a: 1
      b: [x,
          y]
    expect:
      status: [
        200
      ]
  - id: two
    extract:

      uid: $.uid
"""


def found(text: str) -> list[Ignore]:
    return ignores(read(Source("seeds/x.md", text), Settings()))


def covered(text: str) -> str:
    """What the one ignore comment of a text covers."""
    (ignore,) = found(text)
    assert text.count("seedlint:") == 1
    return ignore.covers.of(text)


def commented(line: str, comment: str, *, above: bool = False) -> str:
    """The steps with a comment on a line, or above it."""
    assert STEPS.count(line) == 1
    return SEED.format(STEPS.replace(line, f"{comment}\n{line}" if above else f"{line}  {comment}"))


# What a comment asks for


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("# seedlint: ignore[a] reason", ["a"]),
        ("# seedlint: ignore[a, b-c,d e]", ["a", "b-c", "d", "e"]),
        ("#seedlint:ignore[a]", ["a"]),
        ("#\tseedlint:\tignore[ a ]", ["a"]),
        ("# seedlint: ignore[]", []),
        ("# seedlint: ignore", []),
        ("# seedlint: ignore [a]", []),
        ("# seedlint: ignore[a", []),
        ("# seedlint: ignore-file[a]", ["a"]),
    ],
)
def test_a_comment_names_its_rules(comment: str, rules: list[str]) -> None:
    for text in (
        SEED.format(f"steps: []  {comment}"),
        SEED.format("steps: []") + f"<!-- {comment.removeprefix('#')} -->",
        f"---\n{comment}\nendpoint: GET /loans\n---\n",
    ):
        (ignore,) = found(text)
        assert [part.text for part in ignore.rules] == rules
        assert [part.span.of(text) for part in ignore.rules] == rules
        assert ignore.verb.text in VERBS
        assert ignore.verb.span.of(text) == ignore.verb.text
        assert ignore.span.of(text).startswith(comment[0] if comment in text else "<!--")


@pytest.mark.parametrize(
    "text",
    [
        SEED.format("steps: []  # seedlint"),
        SEED.format("steps: []  # see seedlint: ignore[a]"),
        SEED.format("steps: [a#seedlint: ignore[a]]"),
        SEED.format("steps: ['# seedlint: ignore[a]']"),
        SEED.format("steps:\n  - body: |\n      x\n      # seedlint: ignore[a]\n"),
        SEED.format('steps:\n  - body: "\n      # seedlint: ignore[a]"\n'),
        SEED.format("") + "<!-- write seedlint: ignore[a] -->",
        SEED.format("") + "seedlint: ignore[a]",
        "```yaml\nother:  # seedlint: ignore[a]\n```\n",
        "```html\n<!-- seedlint: ignore[a] -->\n```\n",
        "`<!-- seedlint: ignore[a] -->`\n",
    ],
)
def test_what_is_no_comment_asks_for_nothing(text: str) -> None:
    assert found(text) == []


def test_a_list_ends_with_its_comment() -> None:
    (ignore,) = found("<!-- seedlint: ignore[a --> b]\n")
    assert ignore.rules == ()


def test_other_comments_hide_none_that_follow() -> None:
    text = SEED.format("steps:\n  - body: |\n      # seedlint: ignore[no]\n    # {}\n    path: /")
    text = text.replace("tags:", "# seedlint: ignore-file[a]\n# seedlint: ignore[b]\ntags:")
    text = text.replace("# {}", "# seedlint: ignore[c]")
    text += "<!-- text -->\n<!-- seedlint: ignore[d] -->\n"
    assert [ignore.rules[0].text for ignore in found(text)] == ["a", "b", "c", "d"]


# What it covers


@pytest.mark.parametrize(
    ("line", "covers"),
    [
        ("steps:", STEPS.rstrip()),
        ("  - id: one", STEPS[STEPS.index("id: one") : STEPS.index("\n  - id: two")]),
        ("    method: GET", "method: GET"),
        ("    body:", "body:\n      a: 1\n      b: [x,\n          y]"),
        ("      a: 1", "a: 1"),
        ("      b: [x,", "b: [x,\n          y]"),
        ("          y]", "y"),
        ("        200", "200"),
        ("      ]", "status: [\n        200\n      ]"),
        ("    extract:", "extract:\n\n      uid: $.uid"),
    ],
)
def test_a_comment_at_the_end_of_a_line_covers_what_begins_there(line: str, covers: str) -> None:
    """The outermost of it: on the first line of a step, the step. Or else what ends there."""
    text = commented(line, "# seedlint: ignore[a]")
    assert covered(text).replace("  # seedlint: ignore[a]", "") == covers


@pytest.mark.parametrize(
    ("line", "covers"),
    [
        ("steps:", STEPS.rstrip()),
        ("  - id: one", STEPS[STEPS.index("id: one") : STEPS.index("\n  - id: two")]),
        ("  - id: two", STEPS[STEPS.index("id: two") :].rstrip()),
        ("    body:", "body:\n      a: 1\n      b: [x,\n          y]"),
        ("      a: 1", "a: 1"),
        ("          y]", "y"),
        ("      uid: $.uid", "uid: $.uid"),
    ],
)
def test_a_comment_on_a_line_of_its_own_covers_what_is_below(line: str, covers: str) -> None:
    assert covered(commented(line, "# seedlint: ignore[a]", above=True)) == covers


def test_a_comment_covers_the_next_node_wherever_it_is_indented() -> None:
    text = commented("  - id: two", "        # seedlint: ignore[a]\n\n  # else\n", above=True)
    assert covered(text).startswith("id: two")


@pytest.mark.parametrize("header", ["|", ">", "|-", ">2+", "!!str |", "&text >"])
def test_a_comment_may_stand_behind_the_header_of_a_block_scalar(header: str) -> None:
    """What looks like one in the lines below is a part of the text."""
    scalar = f"a: {header}{{}}\n      # text\n      more"
    text = SEED.format(f"steps:\n  - id: one\n    {scalar}\n    method: GET\n")
    covers = scalar.format("  # seedlint: ignore[a]")
    assert covered(text.format("  # seedlint: ignore[a]")) == covers
    assert found(text.format("").replace("# text", "# seedlint: ignore[a]")) == []


@pytest.mark.parametrize(
    ("item", "covers"),
    [
        ("- {}\n    id: one\n    method: GET", "id: one\n    method: GET"),
        ("- - {}\n      - one\n    - two", "- {}\n      - one\n    - two"),
        ("- &a {}\n    id: one", "&a {}\n    id: one"),
    ],
)
def test_a_comment_behind_a_dash_covers_the_item(item: str, covers: str) -> None:
    comment = "# seedlint: ignore[a]"
    assert covered(SEED.format(f"steps:\n  {item.format(comment)}\n")) == covers.format(comment)


def test_a_comment_below_everything_covers_nothing() -> None:
    (ignore,) = found(SEED.format(f"{STEPS}# seedlint: ignore[a]"))
    assert ignore.covers == ignore.span


def test_a_comment_in_broken_yaml_covers_itself() -> None:
    (ignore,) = found(SEED.format("steps:\n  - id: 'one  # seedlint: ignore[a]"))
    assert ignore.covers == ignore.span


def test_a_comment_in_the_frontmatter_covers_its_field() -> None:
    text = SEED.format("").replace("tags:", "# seedlint: ignore[a]\ntags:")
    assert covered(text) == "tags: [loans]"


def test_a_comment_may_stand_on_an_empty_value() -> None:
    """A finding about a value that is not there has its place behind the key."""
    text = SEED.format("steps:  # seedlint: ignore[a]")
    (ignore,) = found(text)
    at = text.index("steps:") + 6
    assert ignore.covers == (at - 6, at)
    assert ignore.covers_finding("a", Span(at, at))
    assert not ignore.covers_finding("a", Span(at, at + 1))
    assert not ignore.covers_finding("b", Span(at, at))


def test_an_alias_is_covered_where_it_stands() -> None:
    steps = "a: &x {{b: 1}}\nsteps:\n  - *x{}\n  - c: *x\n{}    d: 1\n"
    (ignore,) = found(SEED.format(steps.format("  # seedlint: ignore[a]", "")))
    assert ignore.covers == ignore.span
    assert covered(SEED.format(steps.format("", "    # seedlint: ignore[a]\n"))) == "d: 1"


@pytest.mark.parametrize(
    ("below", "covers"),
    [
        ("```yaml\nsteps: []\n```\n\nText", "```yaml\nsteps: []\n```"),
        ("\n\n```json\n{}\n```\n", "```json\n{}\n```"),
        ("| a |\n|---|\n| b |\n\nText", "| a |\n|---|\n| b |"),
        ("Text\nand more\n\nand more\n", "\nText\nand more\n"),
        ("Text\n```json\n{}\n```\n", "\nText\n"),
        (
            "## One\n\nText\n\n### Two\n\nText\n\n## Three\n",
            "## One\n\nText\n\n### Two\n\nText\n\n",
        ),
        ("<!-- and -->\n\n<!-- another -->\n```json\n{}\n```\n", "```json\n{}\n```"),
        ("", "\n"),
    ],
)
def test_a_comment_in_markdown_covers_the_block_below(below: str, covers: str) -> None:
    assert covered(f"# Loans\n\n<!-- seedlint: ignore[a] -->\n{below}") == covers


@pytest.mark.parametrize(
    ("line", "covers"),
    [
        ("## One <!-- seedlint: ignore[a] -->", "## One <!-- seedlint: ignore[a] -->"),
        ("| <!-- seedlint: ignore[a] --> | c |", "| <!-- seedlint: ignore[a] --> | c |"),
        ("Text <!-- seedlint: ignore[a] --> text", "Text <!-- seedlint: ignore[a] --> text"),
    ],
)
def test_a_comment_in_a_line_of_markdown_covers_the_line(line: str, covers: str) -> None:
    assert covered(f"| a | c |\n|---|---|\n{line}\n\nText\n") == covers


def test_a_section_does_not_cover_the_next_one() -> None:
    text = "<!-- seedlint: ignore[a] -->\n## One\n\nTwo\n---\n\nText\n"
    (ignore,) = found(text)
    assert ignore.covers_finding("a", Span(text.index("## One"), text.index("## One") + 1))
    assert not ignore.covers_finding("a", Span(text.index("Two"), text.index("\n---")))


@pytest.mark.parametrize(
    "text",
    [
        SEED.format("steps:  # seedlint: ignore-file[a]"),
        SEED.format("steps: []") + "\n<!-- seedlint: ignore-file[a] -->\n",
        SEED.format("steps: []").replace("tags:", "# seedlint: ignore-file[a]\ntags:"),
    ],
)
def test_a_whole_file_is_covered_from_anywhere(text: str) -> None:
    assert covered(text) == text


def test_comments_come_in_order() -> None:
    text = SEED.format(STEPS + "  # seedlint: ignore[b]")
    text = text.replace("tags:", "# seedlint: ignore[a]\ntags:") + "<!-- seedlint: ignore[c] -->\n"
    assert [ignore.rules[0].text for ignore in found(text)] == ["a", "b", "c"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like(end: str) -> None:
    text = commented("    method: GET", "# seedlint: ignore[a]").replace("\n", end)
    assert covered(text) == "method: GET"
    text = commented("      a: 1", "# seedlint: ignore[a]", above=True).replace("\n", end)
    assert covered(text) == "a: 1"


# What becomes of the findings

SLOPPY = SEED.format(
    """\
steps:
  - id: one
    method: GET
    path: "/loans/{{loan}}/{{copy}}"  # seedlint: ignore[undefined-variable, bare-status]
    expect:
      status: 200
"""
)


def test_ignored_findings_are_counted_and_unused_rules_told() -> None:
    settings = Settings(select=("undefined-variable", "bare-status", "unused-ignore"))
    outcome = lint_seed(Source("seeds/x.md", SLOPPY), Specs((), lambda path: None), settings)
    assert outcome.suppressed == 2
    assert brief(list(outcome.diagnostics)) == (
        "14:78: warning[unused-ignore] this ignores nothing: there is no `bare-status` here\n"
        "16:15: warning[bare-status] the expected status should be a list\n"
    )


def test_comments_may_go_unheeded() -> None:
    settings = Settings(select=("undefined-variable", "unused-ignore"))
    source, specs = Source("seeds/x.md", SLOPPY), Specs((), lambda path: None)
    outcome = lint_seed(source, specs, settings, heed_ignores=False)
    assert outcome.suppressed == 0
    assert [diagnostic.rule for diagnostic in outcome.diagnostics] == ["undefined-variable"] * 2


def test_an_ignore_can_be_ignored() -> None:
    text = SLOPPY.replace("bare-status]", "unused-ignore]")
    text += "\n<!-- seedlint: ignore-file[unused-ignore] -->\n"
    settings = Settings(select=("undefined-variable", "unused-ignore"))
    assert lint(Source("seeds/x.md", text), Specs((), lambda path: None), settings) == []


@pytest.mark.parametrize(
    ("hidden", "mistake"),
    [("unused-ignore", "bare-status"), ("unknown-rule", "bear-status")],
)
def test_a_comment_about_ignores_is_used_where_it_stands_first(hidden: str, mistake: str) -> None:
    """It covers a comment that comes later, and so is judged before that."""
    comments = f"  # seedlint: ignore[{hidden}]\n  - id: one  # seedlint: ignore[{mistake}]\n"
    source = Source("seeds/x.md", SEED.format(f"steps:\n{comments}    method: GET\n"))
    settings = Settings(select=("bare-status", "ignores"))
    outcome = lint_seed(source, Specs((), lambda path: None), settings)
    assert outcome.diagnostics == ()
    assert outcome.suppressed == 1


@pytest.mark.parametrize(
    "text",
    [
        SEED.format("steps:\n" + "  - a: 1  # seedlint: ignore[a]\n" * 2_000),
        SEED.format("steps:\n" + "  # seedlint: ignore[a]\n  - a: 1\n" * 2_000),
        SEED.format("steps:\n" + "  - [\n  ]  # seedlint: ignore[a]\n" * 2_000),
        SEED.format("steps: []  # seedlint: ignore[" + "a," * 60_000),
        SEED.format("steps: []") + "<!-- seedlint: ignore[a] -->\n" * 2_000,
        SEED.format("steps: []") + "<!-- seedlint: ignore[a] -->\n## a\n" * 2_000,
        SEED.format("steps: []") + "<!-- seedlint: ignore[a] -->" * 2_000,
        SEED.format("steps: []") + "<!-- seedlint: ignore[" * 8_000,
        SEED.format("steps: []  " + "# seedlint: ignore[" * 10_000),
        SEED.format("steps: []  " + "# " * 100_000),
    ],
    ids=lambda text: repr(text[75:120]),
)
def test_many_comments_take_no_time(text: str) -> None:
    start = process_time()
    found(text)
    assert process_time() - start < 2
