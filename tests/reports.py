"""An invented report for the tests of formats, and text that would forge what is printed."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from seedlint.edit import Edit, Fix, Safety
from seedlint.finding import Diagnostic, Finding, Note, Severity
from seedlint.project import Report
from seedlint.report import render
from seedlint.report.terminal import Style
from seedlint.source import Source, Span

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


PIECES = (
    *"ab \t\r\n\0\x1b\x07\x85\x9b|`*_<>&\"'[](){}#@:%,;\\é日😀",
    *"\u2028\u202e\ufeff\ufffe\uffff\ud800\udc80\ud83d\u180e\u3164\U000e0100",
    "::error::", "::error file=a::", "##[error]", "##vso[x]y", "::", "%0A", "%3A", "\\](x)",
    "]]>", "<!--", "-->", "</failure>", "<script>", "&lt;", "[a](1)", "](1)", "https://x.org",
    "www.x.org", "@all", "\n\n# a", "\n| a |", '",', "\\u0023", "\x1b]8;;x\x07", "section_end:1:a",
)  # fmt: skip
FORGING = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


few = settings(max_examples=40)
"""For the tests of `forged` reports: each of these holds many tries."""


@st.composite
def forged(draw: st.DrawFn) -> Report:
    """A report in which whatever comes from files tries to be taken for something else."""
    diagnostics = []
    for _ in range(draw(st.integers(1, 3))):
        source = Source(draw(FORGING), draw(FORGING), bom=draw(st.booleans()))
        starts = st.integers(0, len(source.text))
        first, last = draw(starts), draw(starts)
        where = Span(min(first, last), max(first, last))
        note = Note(draw(FORGING), draw(st.sampled_from((None, where, There((SEED, span("who")))))))
        fix = Fix.replace(draw(FORGING), where, draw(FORGING))
        finding = Finding(where, draw(FORGING), (note,), draw(st.sampled_from((None, fix))))
        severity = draw(st.sampled_from(Severity))
        diagnostics.append(Diagnostic("bare-status", severity, source, finding, draw(FORGING)))
    found = sorted(diagnostics, key=Diagnostic.sort_key)
    return Report(tuple(found), (draw(FORGING),), failures=(draw(FORGING),))
