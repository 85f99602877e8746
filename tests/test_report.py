"""Reports are exact to the letter, and nothing from a file can steer a terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import accumulate, dropwhile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.edit import Edit, Fix, Safety
from seedlint.finding import Diagnostic, Finding, Note, Severity
from seedlint.project import Report
from seedlint.report import FORMATS, diff, render, statistics, summary
from seedlint.report.frame import MAX_WIDTH, Mark, frame
from seedlint.report.terminal import RED, Style, cells, escape, width
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN = Style()

SEED = Source(
    "seeds/lending/post_loans.md",
    """\
steps:
  - id: lend
    body:
      staff_uid: "{{staf_id}}"
    expect:
      status: 201
  - id: who
    extract:
      staf_id: $.id
""",
)
SPEC = Source("swagger/lending.json", '{\n  "required": ["staff_uid"]\n}\n')


def span(text: str, source: Source = SEED) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


class There:
    """A place in another file."""

    def __init__(self, located: tuple[Source, Span] | None) -> None:
        self.located = located

    def locate(self) -> tuple[Source, Span] | None:
        return self.located


UNDEFINED = Diagnostic(
    "undefined-variable",
    Severity.ERROR,
    SEED,
    Finding(
        span("{{staf_id}}"),
        "`staf_id` is not defined here",
        (
            Note("`who` extracts it, which is too late", span("staf_id: $")),
            Note("required here", There((SPEC, span('"staff_uid"', SPEC)))),
            Note("the runner sends it as it stands"),
            Note("a place that nobody finds", There(None)),
        ),
        Fix(
            "write `staff_id`",
            (Edit(span("staf_id}}"), "staff_id}}"), Edit(Span(0, 0), "# é\n")),
            Safety.UNSAFE,
        ),
    ),
)
BARE = Diagnostic(
    "bare-status",
    Severity.WARNING,
    SEED,
    Finding(
        span("201"),
        "the expected status should be a list",
        fix=Fix.replace("write it as a list", span("201"), "[201]"),
    ),
)
KNOWN = Diagnostic("bare-status", Severity.INFO, SEED, Finding(span("who"), "worth knowing"))


def report(*diagnostics: Diagnostic, seeds: int = 2, passed_over: int = 0) -> Report:
    return Report(
        diagnostics,
        tuple(f"seeds/{number}.md" for number in range(seeds)),
        tuple(f"{number}.md" for number in range(passed_over)),
        specs=1,
    )


def text(name: str, *diagnostics: Diagnostic, style: Style = PLAIN) -> str:
    return "\n".join(render(name, report(*diagnostics), style))


def test_full() -> None:
    assert text("full", UNDEFINED, BARE) == (
        """\
error[undefined-variable]: `staf_id` is not defined here
 --> seeds/lending/post_loans.md:4:19
  |
4 |       staff_uid: "{{staf_id}}"
  |                   ^^^^^^^^^^^
...
9 |       staf_id: $.id
  |       ---------- `who` extracts it, which is too late
 ::: swagger/lending.json:2:16
  |
2 |   "required": ["staff_uid"]
  |                ----------- required here
  = note: the runner sends it as it stands
  = note: a place that nobody finds
  = fix: write `staff_id` (`--fix --unsafe-fixes`)

warning[bare-status]: the expected status should be a list
 --> seeds/lending/post_loans.md:6:15
  |
6 |       status: 201
  |               ^^^
  = fix: write it as a list (`--fix`)

1 error and 1 warning in 2 seeds (1 fixable with --fix, 1 more with --unsafe-fixes)"""
    )


def test_full_in_colour_says_the_same() -> None:
    painted = text("full", UNDEFINED, BARE, KNOWN, style=Style(color=True))
    assert painted.startswith(
        "\x1b[1;31merror[undefined-variable]\x1b[0m\x1b[1m: `staf_id` is not defined here\x1b[0m\n"
        " \x1b[1;34m-->\x1b[0m seeds/lending/post_loans.md:4:19\n"
        "\x1b[1;34m  |\x1b[0m\n"
        '\x1b[1;34m4 |\x1b[0m       staff_uid: "{{staf_id}}"\n'
        "\x1b[1;34m  |\x1b[0m                   \x1b[1;31m^^^^^^^^^^^\x1b[0m\n"
    )
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == text("full", UNDEFINED, BARE, KNOWN)


def test_concise() -> None:
    assert text("concise", UNDEFINED, BARE) == (
        """\
seeds/lending/post_loans.md:4:19: error[undefined-variable] `staf_id` is not defined here
seeds/lending/post_loans.md:6:15: warning[bare-status] the expected status should be a list
1 error and 1 warning in 2 seeds (1 fixable with --fix, 1 more with --unsafe-fixes)"""
    )


def test_json() -> None:
    def place(line: int, start: int, end: int) -> dict[str, dict[str, int]]:
        return {
            "start": {"line": line, "column": start},
            "end": {"line": line, "column": end},
        }

    printed = text("json", UNDEFINED, KNOWN)
    assert printed.isascii()
    assert json.loads(printed) == {
        "version": 1,
        "summary": {
            "seeds": 2,
            "skipped_files": 0,
            "specs": 1,
            "errors": 1,
            "warnings": 0,
            "infos": 1,
            "fixable": 1,
            "suppressed": 0,
            "baselined": 0,
        },
        "findings": [
            {
                "rule": "undefined-variable",
                "group": "variables",
                "severity": "error",
                "message": "`staf_id` is not defined here",
                "path": "seeds/lending/post_loans.md",
                "range": place(4, 19, 30),
                "notes": [
                    {
                        "message": "`who` extracts it, which is too late",
                        "path": "seeds/lending/post_loans.md",
                        "range": place(9, 7, 17),
                    },
                    {
                        "message": "required here",
                        "path": "swagger/lending.json",
                        "range": place(2, 16, 27),
                    },
                    {"message": "the runner sends it as it stands"},
                    {"message": "a place that nobody finds"},
                ],
                "fix": {
                    "title": "write `staff_id`",
                    "safety": "unsafe",
                    "edits": [
                        {"range": place(4, 21, 30), "text": "staff_id}}"},
                        {"range": place(1, 1, 1), "text": "# é\n"},
                    ],
                },
                "url": "https://seedlint.dev/rules/undefined-variable",
            },
            {
                "rule": "bare-status",
                "group": "shape",
                "severity": "info",
                "message": "worth knowing",
                "path": "seeds/lending/post_loans.md",
                "range": place(7, 9, 12),
                "url": "https://seedlint.dev/rules/bare-status",
            },
        ],
    }


def test_json_keeps_what_no_encoding_can_write() -> None:
    """A lone surrogate, from a file's name or an escape in YAML, is still valid JSON."""
    source = Source("caf\udce9.md", "x")
    printed = text(
        "json", Diagnostic("bare-status", Severity.INFO, source, Finding(Span(0, 1), ""))
    )
    assert json.loads(printed.encode())["findings"][0]["path"] == "caf\udce9.md"


def test_statistics() -> None:
    lines = statistics.render(report(*[BARE] * 9, *[UNDEFINED] * 10, KNOWN), PLAIN)
    assert [*lines] == [
        "10  error    undefined-variable",
        " 9  warning  bare-status",
        " 1  info     bare-status",
        "",
        "10 errors, 9 warnings and 1 info in 2 seeds "
        "(9 fixable with --fix, 10 more with --unsafe-fixes)",
    ]
    assert [*statistics.render(report(), PLAIN)] == ["checked 2 seeds: no findings"]


@pytest.mark.parametrize(
    ("diagnostics", "seeds", "passed_over", "line"),
    [
        ([], 12, 0, "checked 12 seeds: no findings"),
        ([], 1, 1, "checked 1 seed: no findings; 1 file passed over"),
        ([], 0, 2, "no seeds to check; 2 files passed over"),
        ([KNOWN], 1, 0, "1 info in 1 seed"),
        ([BARE, BARE], 3, 0, "2 warnings in 3 seeds (2 fixable with --fix)"),
        ([UNDEFINED], 3, 4, "1 error in 3 seeds (1 fixable with --fix --unsafe-fixes); "
         "4 files passed over"),
    ],
)  # fmt: skip
def test_the_summary(
    diagnostics: Sequence[Diagnostic], seeds: int, passed_over: int, line: str
) -> None:
    found = report(*diagnostics, seeds=seeds, passed_over=passed_over)
    assert summary.line(found, PLAIN) == line


@pytest.mark.parametrize(
    ("diagnostics", "line"),
    [
        ([], "fixed 3 findings in 1 seed; checked 2 seeds: no findings"),
        ([KNOWN], "fixed 3 findings in 1 seed; 1 info in 2 seeds"),
    ],
)
def test_the_summary_of_what_is_left_after_fixes(
    diagnostics: Sequence[Diagnostic], line: str
) -> None:
    found = replace(report(*diagnostics), fixed=3, rewritten=1)
    assert summary.line(found, PLAIN) == line
    assert json.loads("".join(render("json", found, PLAIN)))["summary"]["fixed"] == 3


def test_unsafe_fixes_that_were_asked_for_count_as_fixable() -> None:
    found = replace(report(UNDEFINED, BARE), unsafe_fixes=True)
    assert summary.line(found, PLAIN) == "1 error and 1 warning in 2 seeds (2 fixable with --fix)"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\n", "a\nb\n", []),
        ("a\nb\n", "a\nc\n", ["@@ -1,2 +1,2 @@", " a", "-b", "+c"]),
        ("-- a", "++ b\n", ["@@ -1 +1 @@", "--- a", r"\ No newline at end of file", "+++ b"]),
        ("a\r\n\fb\x1b\r\n", "a\r\n", ["@@ -1,2 +1 @@", " a\r", "-\fb\x1b\r"]),
    ],
)
def test_the_diff(before: str, after: str, lines: list[str]) -> None:
    change = Source("x.md", before), Source("x.md", after)
    assert [*diff.render([change], PLAIN, exact=True)] == (
        ["--- x.md", "+++ x.md", *lines] if lines else []
    )


def test_the_diff_on_a_terminal_is_painted_and_steers_nothing() -> None:
    change = Source("\x1bx.md", "a\n-b\r\n", bom=True), Source("x.md", "a\n\x1b\r\n", bom=True)
    assert [*diff.render([change], Style(color=True), exact=False)] == [
        "\x1b[1m--- \\x1bx.md\x1b[0m",
        "\x1b[1m+++ \\x1bx.md\x1b[0m",
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m",
        " \\ufeffa",
        "\x1b[31m--b\x1b[0m",
        "\x1b[32m+\\x1b\x1b[0m",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_the_same_twice_and_never_empty(name: str) -> None:
    assert text(name, UNDEFINED, BARE) == text(name, UNDEFINED, BARE)
    assert text(name)


def framed(content: str, *marks: Mark) -> list[str]:
    return [*frame(Source("x.md", content), marks, 1, PLAIN)]


def caret(start: int, end: int, label: str = "") -> Mark:
    return Mark(Span(start, end), "^", RED, label)


def test_wide_characters_and_tabs_keep_the_caret_below() -> None:
    assert framed("\t日本: é\u0301x", caret(5, 8)) == [
        "  |",
        "1 |     日本: é\u0301x",
        "  |           ^^",
    ]


def test_a_span_of_nothing_gets_one_caret() -> None:
    assert framed("ab", caret(2, 2)) == ["  |", "1 | ab", "  |   ^"]
    assert framed("", caret(0, 0)) == ["  |", "1 |", "  | ^"]


def test_a_span_of_several_lines_shows_the_first() -> None:
    assert framed("one: |\n  two\n  three\n", caret(5, 20, "a block")) == [
        "  |",
        "1 | one: |",
        "  |      ^ a block (and 2 more lines)",
    ]
    assert framed("one\ntwo\n", caret(0, 5))[-1] == "  | ^^^ and 1 more line"
    assert framed("one\ntwo\n", caret(0, 4))[-1] == "  | ^^^"


def test_marks_on_one_line_and_on_neighbours() -> None:
    assert framed("a: 1\na: 2\nb\nc\nd", caret(5, 6, "again"), caret(0, 1), caret(14, 15)) == [
        "  |",
        "1 | a: 1",
        "  | ^",
        "2 | a: 2",
        "  | ^ again",
        "...",
        "5 | d",
        "  | ^",
    ]
    assert framed("a: 1", caret(3, 4, "value"), caret(0, 1, "key"))[2:] == [
        "  | ^ key",
        "  |    ^ value",
    ]


def test_a_long_line_is_cut_around_each_mark() -> None:
    line = "".join(f"{number:05}" for number in range(100))
    _, start, first, middle, second = framed(line, caret(3, 5), caret(250, 260))
    assert start == f"1 | {line[:160]}…"
    assert first == "  |    ^^"
    assert middle == f"1 | …{line[210:370]}…"
    assert second == "  | " + " " * 41 + "^" * 10
    _, end, last = framed(line, caret(498, 500))
    assert end == f"1 | …{line[340:]}"
    assert last == "  | " + " " * 159 + "^^"


def test_what_steers_a_terminal_is_made_visible() -> None:
    assert escape("a\x1b[31m\x07\n\t\x9b\x7f\u202e\u2066\udce9\ufeff\U000e0041é😀\u200d") == (
        "a\\x1b[31m\\x07\\n\\t\\x9b\\x7f\\u202e\\u2066\\udce9\\ufeff\\U000e0041é😀\u200d"
    )


HOSTILE = st.text(
    st.sampled_from("ab \t\x1b\x07\x9b\u202e\ufeff\udc80é日😀\u0301\u200d") | st.characters(),
    max_size=300,
)


@given(content=HOSTILE, data=st.data())
def test_no_report_for_people_lets_a_control_through(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    source = Source(f"{content}.md", content)
    finding = Finding(
        Span(start, data.draw(st.integers(start, len(content)))),
        content,
        (Note(content, Span(start, start)), Note(content)),
        Fix.replace(content, Span(0, 0), content),
    )
    diagnostic = Diagnostic("bare-status", Severity.INFO, source, finding)
    for name in ("full", "concise"):
        for line in render(name, report(diagnostic), PLAIN):
            assert escape(line) == line


@given(line=HOSTILE.map(lambda text: re.sub(r"[\r\n]", "", text)), data=st.data())
def test_the_underline_stands_under_what_it_is_about(line: str, data: st.DataObject) -> None:
    """Cell by cell, also on lines that are cut; only a span that leaves the window is shorter."""
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    _, code, underline = framed(line, caret(start, end))
    code, underline = code[4:], underline[4:]
    assert width(code) <= MAX_WIDTH + 2
    indent = underline.index("^")
    marked = "".join(dropwhile(lambda cell: not width(cell), cells(line)[start:end]))
    offsets = [*accumulate(map(width, code), initial=0)]
    under = (
        char
        for char, at in zip(code, offsets, strict=False)
        if indent <= at < indent + width(marked)
    )
    shown = "".join(dropwhile(lambda char: not width(char), under))  # accents of the cell before
    if width(marked):
        assert marked.startswith(shown.rstrip().removesuffix("…")) or shown.startswith(marked)
        assert len(underline) - indent in (width(marked), width(code) - indent - code.endswith("…"))
