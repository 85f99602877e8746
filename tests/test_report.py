"""Reports are exact to the letter, and nothing from a file can steer a terminal."""

from __future__ import annotations

import json
import re
from itertools import accumulate, dropwhile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import BARE, KNOWN, PLAIN, SEED, UNDEFINED, report, text
from seedlint.edit import Fix
from seedlint.finding import Diagnostic, Finding, Note, Severity
from seedlint.report import FORMATS, render, statistics, summary
from seedlint.report.frame import MAX_WIDTH, Mark, frame
from seedlint.report.terminal import RED, Style, cells, escape, opening, width
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def test_grouped() -> None:
    other = KNOWN._replace(source=Source("a.md", "x" * 200))
    assert text("grouped", other, UNDEFINED, BARE, KNOWN) == (
        """\
a.md
  1:100  info  bare-status  worth knowing

seeds/lending/post_loans.md
  4:19  error    undefined-variable  `staf_id` is not defined here
  6:15  warning  bare-status         the expected status should be a list
  7:9   info     bare-status         worth knowing

1 error, 1 warning and 2 infos in 2 seeds (1 fixable with --fix, 1 more with --unsafe-fixes)"""
    )
    painted = text("grouped", BARE, style=Style(color=True))
    assert painted.splitlines()[:2] == [
        "\x1b[1mseeds/lending/post_loans.md\x1b[0m",
        "  6:15  \x1b[1;33mwarning\x1b[0m  bare-status  the expected status should be a list",
    ]


def test_json_lines() -> None:
    """A line is to the byte's meaning what `json` has in its list; nothing found is nothing."""
    lines = [*render("json-lines", report(UNDEFINED, KNOWN), PLAIN)]
    assert [json.loads(line) for line in lines] == (
        json.loads(text("json", UNDEFINED, KNOWN))["findings"]
    )
    assert not [*render("json-lines", report(), PLAIN)]


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
    found = report(*[BARE] * 9, *[UNDEFINED] * 10, KNOWN)
    summary_line = (
        "10 errors, 9 warnings and 1 info in 2 seeds "
        "(9 fixable with --fix, 10 more with --unsafe-fixes)"
    )
    assert [*statistics.render(found, PLAIN)] == [
        "findings  files  fixable  rule",
        "      10      1       10  error[undefined-variable]",
        "       9      1        9  warning[bare-status]",
        "       1      1           info[bare-status]",
        "",
        "findings  file",
        "      20  seeds/lending/post_loans.md",
        "",
        "where to start",
        "  seedlint --fix mends 9 of them; --fix --diff shows how",
        "  seedlint explain undefined-variable is about the most frequent error",
        "",
        summary_line,
    ]
    assert [*statistics.render(report(), PLAIN)] == ["checked 2 seeds: no findings"]


def test_statistics_of_many() -> None:
    """Only the worst files are named; a baseline is the way to begin, unless there is one."""
    many = [
        KNOWN._replace(source=Source(f"{name}\x1b.md", SEED.text))
        for name in "abcdefg"
        for _ in range(11 - "abcdefg".index(name))
    ]
    lines = [*statistics.render(report(*many), PLAIN)]
    assert lines[3:10] == [
        "findings  file",
        *(f"{11 - n:>8}  {name}\\x1b.md" for n, name in enumerate("abcde")),
        "      11  in 2 other files",
    ]
    assert "  seedlint baseline records them all, so that only new ones fail" in lines
    begun = report(*many)._replace(known=(BARE,))
    assert not any("seedlint baseline rec" in line for line in statistics.render(begun, PLAIN))


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
    found = report(*diagnostics)._replace(fixed=3, rewritten=1)
    assert summary.line(found, PLAIN) == line
    assert json.loads("".join(render("json", found, PLAIN)))["summary"]["fixed"] == 3


def test_unsafe_fixes_that_were_asked_for_count_as_fixable() -> None:
    found = report(UNDEFINED, BARE)._replace(unsafe_fixes=True)
    assert (
        summary.line(found, PLAIN)
        == "1 error and 1 warning in 2 seeds (2 fixable with --fix --unsafe-fixes)"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_the_same_twice_and_never_empty(name: str) -> None:
    assert text(name, UNDEFINED, BARE) == text(name, UNDEFINED, BARE)
    assert text(name) or name == "json-lines"


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


def test_what_a_log_would_obey_is_made_visible() -> None:
    """`##[…]` is a command anywhere in a line of a CI log, `::` where the line begins."""
    assert escape("a ##[error]b ##vso[x] ###[ # ## [x] #[") == (
        "a \\x23#[error]b \\x23#vso[x] #\\x23#[ # ## [x] #["
    )
    assert "".join(cells("\té##[x]")) == "    é\\x23#[x]"
    assert opening("::error::.md:1:1") == "./::error::.md:1:1"
    assert opening(" \u3000::x.md") == "./ \u3000::x.md"
    assert opening("seeds/::x.md") == "seeds/::x.md"
    assert '"\\u0023#[error]"' in text(
        "json", KNOWN._replace(finding=Finding(Span(0, 0), "##[error]"))
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
    for name in ("full", "concise", "grouped"):
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
