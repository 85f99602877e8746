"""JUnit reports: exact, and read by a reader of its own; nothing in a file can end an element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from junitparser import Error, Failure, JUnitXml, TestCase

from reports import BARE, KNOWN, PLAIN, UNDEFINED, few, forged, report
from seedlint.finding import Severity
from seedlint.report import render
from seedlint.report.terminal import escape

if TYPE_CHECKING:
    from seedlint.project import Report


def xml(found: Report) -> str:
    return "\n".join(render("junit", found, PLAIN))


def cases(found: Report) -> list[TestCase]:
    """The cases as a reader finds them, which also adds up the counts."""
    (suite,) = JUnitXml.fromstring(xml(found).encode())
    read = [*suite]
    assert suite.tests == len(read)
    assert suite.failures == sum(isinstance(r, Failure) for each in read for r in each.result)
    assert suite.errors == sum(isinstance(r, Error) for each in read for r in each.result)
    return read


def test_junit() -> None:
    found = report(UNDEFINED, BARE)._replace(failures=("`x.md` cannot be read: permission denied",))
    assert xml(found) == (
        """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="seedlint" tests="4" failures="1" errors="1" skipped="0" time="0">
  <testsuite name="seedlint" tests="4" failures="1" errors="1" skipped="0" time="0">
    <testcase classname="seedlint" name="seeds/0.md" file="seeds/0.md" time="0"/>
    <testcase classname="seedlint" name="seeds/1.md" file="seeds/1.md" time="0"/>
    <testcase classname="seedlint" name="seeds/lending/post_loans.md" \
file="seeds/lending/post_loans.md" time="0">
      <failure message="1 error and 1 warning" type="error">
seeds/lending/post_loans.md:4:19: error[undefined-variable] `staf_id` is not defined here
  note: `who` extracts it, which is too late (seeds/lending/post_loans.md:9:7)
  note: required here (swagger/lending.json:2:16)
  note: the runner sends it as it stands
  note: a place that nobody finds
  fix: write `staff_id` (`--fix --unsafe-fixes`)
seeds/lending/post_loans.md:6:15: warning[bare-status] the expected status should be a list
  fix: write it as a list (`--fix`)
</failure>
    </testcase>
    <testcase classname="seedlint" name="`x.md` cannot be read: permission denied" time="0">
      <error message="`x.md` cannot be read: permission denied"/>
    </testcase>
  </testsuite>
</testsuites>"""
    )


def test_what_is_only_worth_knowing_fails_no_test() -> None:
    (seed,) = cases(report(KNOWN, seeds=0))
    assert seed.is_passed
    assert seed.system_out == (
        "\nseeds/lending/post_loans.md:7:9: info[bare-status] worth knowing\n"
    )
    assert [each.is_passed for each in cases(report())] == [True, True]


@few
@given(forged())
def test_junit_reads_back_what_was_meant(found: Report) -> None:
    """Characters that XML cannot hold are seen as their escapes."""
    read = cases(found)
    paths = sorted({*found.seeds, *(each.source.path for each in found.diagnostics)})

    def seen(text: str) -> str:
        return escape(text).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")

    assert [each.name for each in read] == [*map(seen, paths), *map(seen, found.failures)]
    for path, case in zip(paths, read, strict=False):
        own = [each for each in found.diagnostics if each.source.path == path]
        told = case.system_out or "".join(result.text for result in case.result)
        failed = any(each.severity > Severity.INFO for each in own)
        assert case.is_failure == failed
        for each in own:
            assert f"[bare-status] {seen(each.finding.message)}\n" in told
