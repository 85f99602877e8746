"""Annotations and the job's page: exact, open about what is left out, and not to be forged."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from markdown_it import MarkdownIt

from reports import BARE, KNOWN, PLAIN, UNDEFINED, few, forged, report, text
from seedlint.finding import Finding, Severity
from seedlint.report import FORMATS, render, step_summary
from seedlint.report.location import Location
from seedlint.report.terminal import escape
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from seedlint.project import Report


def test_github() -> None:
    assert text("github", KNOWN, UNDEFINED, BARE).splitlines() == [
        "::error file=seeds/lending/post_loans.md,line=4,endLine=4,col=19,endColumn=30,"
        "title=undefined-variable::seeds/lending/post_loans.md:4:19: `staf_id` is not defined here"
        "%0Anote: `who` extracts it, which is too late (seeds/lending/post_loans.md:9:7)"
        "%0Anote: required here (swagger/lending.json:2:16)"
        "%0Anote: the runner sends it as it stands"
        "%0Anote: a place that nobody finds"
        "%0Afix: write `staff_id` (`--fix --unsafe-fixes`)",
        "::warning file=seeds/lending/post_loans.md,line=6,endLine=6,col=15,endColumn=18,"
        "title=bare-status::seeds/lending/post_loans.md:6:15: the expected status should be a list"
        "%0Afix: write it as a list (`--fix`)",
        "::notice file=seeds/lending/post_loans.md,line=7,endLine=7,col=9,endColumn=12,"
        "title=bare-status::seeds/lending/post_loans.md:7:9: worth knowing",
        "1 error, 1 warning and 1 info in 2 seeds (1 fixable with --fix, 1 more with "
        "--unsafe-fixes)",
    ]
    assert text("github") == "checked 2 seeds: no findings"


def test_github_escapes_what_ends_a_property() -> None:
    """Columns are left out where a finding has several lines: the runner would drop them."""
    source = Source("50%: a,b\n.md", "one\ntwo")
    odd = KNOWN._replace(source=source, finding=Finding(Span(0, 5), "100% :: sure\n"))
    assert text("github", odd).splitlines()[0] == (
        r"::notice file=50%25%3A a%2Cb\n.md,line=1,endLine=2,title=bare-status"
        r"::50%25: a,b\n.md:1:1: 100%25 :: sure\n"
    )


def test_github_says_what_it_does_not_annotate() -> None:
    lines = text("github", *[KNOWN] * 12, *[BARE] * 11, *[UNDEFINED] * 10).splitlines()
    assert [line.partition(" ")[0] for line in lines[:-2]] == (
        ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    )
    assert lines[-2] == (
        "1 warning and 2 infos without an annotation: GitHub shows at most 10 of each severity"
    )
    assert lines[-1].startswith("10 errors, 11 warnings and 12 infos in 2 seeds (")


COMMANDS = {"error", "warning", "notice", "debug", "add-mask", "set-env", "add-matcher", "group"}


def obeyed(line: str) -> tuple[str, dict[str, str], str] | None:
    """What GitHub's runner takes a line of a log for: a command, its properties, its data.

    Source: actions/runner, `src/Runner.Common/ActionCommand.cs`.
    """
    if match := re.match(r"\s*::(.*?)::(.*)", line, re.S):
        name, _, rest = match[1].partition(" ")
        if name in COMMANDS:
            pairs = (pair.split("=", 1) for pair in rest.strip().split(",") if "=" in pair)
            return name, {key: unescaped(value) for key, value in pairs}, unescaped(match[2])
    if (match := re.search(r"##\[(.*?)\]", line)) and match[1].partition(" ")[0] in COMMANDS:
        return match[1], {}, ""
    return None


def unescaped(text: str) -> str:
    for code, char in {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}.items():
        text = text.replace(code, char)
    return text


def test_what_the_runner_obeys() -> None:
    """The reader of these tests reads."""
    assert obeyed("  ::error file=a%3Ab,line=1::c%0Ad") == (
        "error",
        {"file": "a:b", "line": "1"},
        "c\nd",
    )
    assert obeyed("a ##[debug]b") == ("debug", {}, "")
    assert obeyed("a ::error::b") is obeyed("::nothing::") is None


@few
@given(forged())
def test_an_annotation_is_read_back_as_it_was_meant(found: Report) -> None:
    lines = [*render("github", found, PLAIN)]
    worst_first = sorted(found.diagnostics, key=lambda each: -each.severity)
    assert [obeyed(line) is None for line in lines] == [*[False] * len(worst_first), True]
    for line, each in zip(lines, worst_first, strict=False):
        place = Location.of(each.source, each.finding.span)
        name, properties, data = obeyed(line) or ("", {}, "")
        assert name == {Severity.INFO: "notice"}.get(each.severity, str(each.severity))
        assert properties["line"] == str(place.line)
        assert properties["file"] == escape(place.path) or place.path != place.path.strip()
        assert data.split("\n")[0] == escape(f"{place}: {each.finding.message}")


@few
@given(forged())
def test_no_other_format_makes_the_runner_obey(found: Report) -> None:
    """Whatever is printed in a job lands in its log."""
    for name in FORMATS.keys() - {"github"}:
        for line in render(name, found, PLAIN):
            assert obeyed(line) is None
            assert line.isprintable() or escape(line) == line
            assert not re.search(r"##\w*\[", line)


def summarized(found: Report) -> str:
    return "\n".join(step_summary.render(found, PLAIN))


def test_the_step_summary() -> None:
    assert summarized(report(UNDEFINED, BARE)) == (
        """\
### seedlint

1 error and 1 warning in 2 seeds (1 fixable with --fix, 1 more with --unsafe-fixes)

| severity | place | rule | message |
| --- | --- | --- | --- |
| error | seeds/lending/post&#95;loans&#46;md&#58;4&#58;19 \
| [undefined-variable](https://seedlint.dev/rules/undefined-variable) \
| <code>staf&#95;id</code> is not defined here |
| warning | seeds/lending/post&#95;loans&#46;md&#58;6&#58;15 \
| [bare-status](https://seedlint.dev/rules/bare-status) \
| the expected status should be a list |"""
    )
    assert summarized(report()) == "### seedlint\n\nchecked 2 seeds: no findings\n"


def test_the_step_summary_is_cut_openly() -> None:
    """GitHub takes 1024 KiB, or shows nothing at all."""
    many = [KNOWN._replace(finding=Finding(Span(0, 1), "é" * 1000))] * 1000
    shown = summarized(report(*many))
    assert 980 * 1024 < len(shown.encode()) < 1024 * 1024
    rows = shown.count("\n| info |")
    assert shown.endswith(f"|\n\n{1000 - rows} more findings left out: GitHub shows at most 1 MiB")


@few
@given(forged())
def test_the_step_summary_is_read_back_as_it_was_meant(found: Report) -> None:
    """Rows and cells are ours, and so are all links and tags; the text is the message's."""
    tokens = MarkdownIt("commonmark").enable("table").parse(summarized(found))
    cells = [after for token, after in pairwise(tokens) if token.type == "td_open"]
    assert len(cells) == 4 * len(found.diagnostics)
    assert sum(token.type == "heading_open" for token in tokens) == 1
    for row, each in enumerate(found.diagnostics):
        place = str(Location.of(each.source, each.finding.span))
        message = each.finding.message.replace("`", "")
        for column, meant in ((1, escape(place)), (3, escape(message))):
            children = cells[4 * row + column].children or []
            shown = "".join(child.content for child in children if child.type != "html_inline")
            tags = {child.content for child in children if child.type == "html_inline"}
            assert tags <= {"<code>", "</code>"}
            assert {child.type for child in children} <= {"text", "html_inline", "text_special"}
            assert shown.split() == meant.split()
