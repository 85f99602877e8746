"""The laws of linting: it never raises, its places are true, and nothing but its input counts."""

from __future__ import annotations

import random
from collections import Counter
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from linting import brief, specs_of
from samples import PIECES, SEEDS, SPECS, mutated, odd_specs
from seedlint import jsonpath, markdown, schema, template
from seedlint.engine import enabled, lint, lint_project, lint_seed
from seedlint.finding import Diagnostic, Severity
from seedlint.rules import BY_NAME, RULES
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source, Span
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Sized

ALL = Settings(select=("all",))
SAMPLE = specs_of(SPECS, ALL)
NAME = "seeds/lending/post_lending_v1_loans.md"

quick = settings(deadline=None, max_examples=60)
few = settings(deadline=None, max_examples=30)


def nothing(path: str) -> None:
    return None


def found(
    source: Source, specs: Specs, chosen: Settings = ALL, path: str = NAME
) -> list[Diagnostic]:
    """What linting finds in a seed, and in it together with its specs; each place is checked."""
    outcome = lint_seed(source, specs, chosen, path)
    whole = lint_project([outcome.member], specs, chosen).diagnostics
    diagnostics = [*outcome.diagnostics, *whole]
    for diagnostic in diagnostics:
        check_places(diagnostic)
    return diagnostics


def check_places(diagnostic: Diagnostic) -> None:
    """Law 2: every place is in its file."""
    text, finding = diagnostic.source.text, diagnostic.finding
    places = [(finding.span, text)]
    for note in finding.notes:
        if isinstance(note.place, Span):
            places.append((note.place, text))
        elif note.place and (located := note.place.locate()):
            places.append((located[1], located[0].text))
    if finding.fix:
        places += [(edit.span, text) for edit in finding.fix.edits]
    for (start, end), of in places:
        assert 0 <= start <= end <= len(of), (diagnostic.rule, start, end)
    assert finding.message


# Laws 1 and 2: any input has findings, and each of these a place


@quick
@given(st.binary(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example(b"\xff\xfe---\nendpoint: GET /\n---\n")
@example("---\nendpoint: GET /a\n---\n\ud800")
def test_any_bytes_can_be_linted(data: bytes | str) -> None:
    source = Source.decode(NAME, data) if isinstance(data, bytes) else Source(NAME, data)
    found(source, SAMPLE)


@quick
@given(mutated([*SEEDS.values()], most=8), st.sampled_from([ALL, Settings()]))
def test_any_seed_can_be_linted(text: str, chosen: Settings) -> None:
    """A seed that somebody is working on, whatever is left of it."""
    found(Source(NAME, text), SAMPLE, chosen)


@few
@given(mutated([*SEEDS.values()], most=2), odd_specs() | st.none(), mutated([*SPECS.values()]))
def test_a_seed_can_be_held_against_any_spec(
    text: str, odd: dict[str, str] | None, broken: str
) -> None:
    """Valid JSON that says strange things, and what is no JSON at all."""
    files = odd or {**SPECS, "swagger/lending/lending.json": broken}
    files = {path: content.encode("utf-8", "replace").decode() for path, content in files.items()}
    found(Source(NAME, text), specs_of(files, ALL))


def of(schema: str) -> str:
    """A spec with this schema for a body that a seed sends."""
    body = f'{{"content": {{"application/json": {{"schema": {schema}}}}}}}'
    return f'{{"openapi": "3.1.0", "paths": {{"{PATH}": {{"post": {{"requestBody": {body}}}}}}}}}'


PATH = "/lending/v1/loans"
NESTED = 400


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "null",
        "[]",
        '"text"',
        "{",
        "{}",
        '{"swagger": "2.0"}',
        '{"openapi": "3.1.0", "paths": []}',
        '{"openapi": "3.1.0", "paths": {"/lending/v1/loans": []}}',
        '{"openapi": "3.1.0", "paths": {"$ref": "#/paths"}}',
        '{"swagger": "2.0", "paths": {"/v1/loans": {"$ref": "#/paths/~1v1~1loans"}}}',
        of('{"$ref": "#"}'),
        of('{"$ref": "#/paths"}'),
        of('{"allOf": [{"$ref": "#/paths/~1lending~1v1~1loans/post/requestBody"}]}'),
        of('{"allOf": [' * NESTED + "{}" + "]}" * NESTED),
        of('{"oneOf": [{}, ' * NESTED + "{}" + "]}" * NESTED),
        of('{"properties": {"loan": ' * NESTED + "{}" + "}}" * NESTED),
        of('{"enum": ' + "[" * NESTED + "]" * NESTED + "}"),
        of('{"not": ' * NESTED + "{}" + "}" * NESTED),
        "[" * 100_000,
        '{"a": ' + "9" * 5_000 + "}",
    ],
    ids=lambda spec: repr(spec[:12] + spec[134:160]),
)
def test_a_seed_can_be_held_against_the_oddest_specs(spec: str) -> None:
    start = process_time()
    found(Source(NAME, SEEDS[NAME]), specs_of({"swagger/lending/lending.json": spec}, ALL))
    assert process_time() - start < 1


# Law 6: a broken fence costs only itself

ACROSS = {
    "duplicate-step-id",
    "malformed-template",
    "no-test-request",
    "possibly-undefined-variable",
    "redefined-variable",
    "renamed-section",
    "status-contradiction",
    "type-mismatch",
    "undefined-variable",
    "unknown-response-path",
    "untested-endpoint",
    "unused-extract",
}
"""The rules that may need one block to know what is wrong with another."""


def test_rules_that_look_across_blocks_are_rules() -> None:
    assert set(BY_NAME) > ACROSS


@few
@given(st.sampled_from(sorted(SEEDS)), st.data())
def test_a_broken_fence_leaves_the_findings_of_the_others(path: str, data: st.DataObject) -> None:
    """Outside of it, what is found in one place alone stays to the letter, and nothing is new.

    What some rule knew from the broken block may be lost with it, or be said in fewer words.
    """
    text = data.draw(mutated([SEEDS[path]], most=3) | st.just(SEEDS[path]))
    seed = read(Source(path, text), ALL)
    assume(not seed.broken and len(seed.document.fences) > 1)
    fence = data.draw(st.sampled_from(seed.document.fences))
    content = fence.content.text
    begin = content.find("\n") + 1 or len(content)  # behind `steps:`, which makes it what it is
    at = fence.content.offset(begin + len(content[begin:]) - len(content[begin:].lstrip()))
    broken = f"{text[:at]}]{text[at + 1 :]}"  # a bracket that closes nothing
    again = read(Source(path, broken), ALL)
    assume([each.span for each in again.document.fences] == [e.span for e in seed.document.fences])

    def outside(content: str) -> list[tuple[str, Span, str]]:
        return [
            (each.rule, each.finding.span, each.finding.message)
            for each in found(Source(path, content), SAMPLE, ALL, path)
            if each.source.path == path
            if not fence.span.start <= each.finding.span.start < fence.span.end
        ]

    before, after = outside(text), outside(broken)
    assert [each for each in after if each[0] not in ACROSS] == [
        each for each in before if each[0] not in ACROSS
    ]
    assert Counter(rule for rule, *_ in after) <= Counter(rule for rule, *_ in before)


# Law 8: order and company change nothing

PROJECT = {
    path: text.replace("{{", "{{un", 1).replace("- id: ", "- name: ", 1).replace("uid", "uuid", 2)
    for path, text in SEEDS.items()
}


def linted(order: list[str], *, shared: bool) -> dict[str, str]:
    """What is found in each seed, and in the project, where its seeds are linted in an order."""
    files = {**SPECS, "swagger/lending/lending.json": SPECS["swagger/lending/lending.json"][:-2]}
    specs = specs_of(files, ALL)
    members, reports = {}, {}
    for path in order:
        each = specs if shared else specs_of(files, ALL)
        outcome = lint_seed(Source(path, PROJECT[path]), each, ALL, path)
        members[path] = outcome.member
        reports[path] = brief([*outcome.diagnostics])
    if not shared:
        specs = specs_of(files, ALL)
        members = {
            path: lint_seed(Source(path, PROJECT[path]), specs, ALL, path).member for path in order
        }
    whole = lint_project([members[path] for path in sorted(members)], specs, ALL)
    return {**reports, "": brief([*whole.diagnostics])}


def test_the_order_of_the_seeds_changes_nothing() -> None:
    """Nor whether they share what was read of the specs."""
    paths = sorted(PROJECT)
    expected = linted(paths, shared=True)
    assert sum(map(len, expected.values())) > 1000
    assert linted(paths[::-1], shared=True) == expected
    assert linted(random.Random(1).sample(paths, len(paths)), shared=True) == expected
    assert linted(paths[::-1], shared=False) == expected


def test_the_sample_project_is_clean() -> None:
    """Alone and together."""
    specs = specs_of(SPECS, Settings())
    outcomes = [
        lint_seed(Source(path, text), specs, Settings(), path) for path, text in SEEDS.items()
    ]
    together = lint_project([outcome.member for outcome in outcomes], specs, Settings())
    assert brief([each for outcome in (*outcomes, together) for each in outcome.diagnostics]) == ""


# Which rules run, and how severe they are

SEED = """\
---
endpoint: GET /loans
---

## Test Request

```yaml
steps:
  - id: one
    method: GET
    path: "/loans/{{b}}/{{a}}"
    expect:
      status: 200
```
"""


def rules(path: str = "seeds/x.md", **changes: object) -> set[str]:
    return {rule.name for rule in enabled(Settings()._replace(**changes), path)}  # type: ignore[arg-type]


def test_rules_are_chosen_by_name_and_by_group() -> None:
    everything, default = {r.name for r in RULES}, {r.name for r in RULES if r.default}
    assert rules() == default < everything
    assert rules(select=("all",)) == everything
    assert rules(select=()) == rules(select=("no-such-rule",)) == set()
    assert rules(select=("bare-status",)) == {"bare-status"}
    assert rules(extend_select=("bare-status",)) == default | {"bare-status"}
    assert rules(select=("ignores",)) == {"unused-ignore", "unknown-rule"}
    assert rules(select=("docs",)) == rules(select=("documentation",)) != set()
    assert rules(select=("all",), ignore=("ignores",)) == everything - rules(select=("ignores",))
    assert rules(select=("bare-status",), extend_select=("all",), ignore=("all",)) == set()


def test_rules_may_be_off_for_some_files() -> None:
    off = {"seeds/legacy/**": ("docs",), "**/x.md": ("bare-status",)}
    chosen = {"select": ("bare-status", "docs"), "per_file_ignores": off}
    assert rules("seeds/y.md", **chosen) == {"bare-status"} | rules(select=("docs",))
    assert rules("seeds/legacy/y.md", **chosen) == {"bare-status"}
    assert rules("seeds/legacy/x.md", **chosen) == set()


def test_findings_come_in_order_and_once() -> None:
    chosen = Settings(select=("undefined-variable", "bare-status"))
    report = lint(Source("seeds/x.md", SEED), Specs((), nothing), chosen)
    assert [(each.rule, each.finding.span.of(SEED)) for each in report] == [
        ("undefined-variable", "{{b}}"),
        ("undefined-variable", "{{a}}"),
        ("bare-status", "200"),
    ]
    assert report == sorted(report, key=Diagnostic.sort_key)


def test_a_rule_is_as_severe_as_the_settings_say() -> None:
    chosen = Settings(select=("bare-status",), severity={"bare-status": Severity.INFO})
    (diagnostic,) = lint(Source("seeds/x.md", SEED), Specs((), nothing), chosen)
    assert diagnostic.severity is Severity.INFO
    assert BY_NAME["bare-status"].severity is Severity.WARNING


def test_the_path_is_where_the_seed_is_shown_unless_it_is_given() -> None:
    chosen = Settings(select=("bare-status",), per_file_ignores={"a/*": ("all",)})
    specs = Specs((), nothing)
    assert lint(Source("a/x.md", SEED), specs, chosen) == []
    assert len(lint(Source("a/x.md", SEED), specs, chosen, "b/x.md")) == 1
    assert lint(Source("b/x.md", SEED), specs, chosen, "a/x.md") == []


def test_comments_hide_what_a_project_finds_in_a_seed() -> None:
    chosen = Settings(select=("duplicate-seed",))
    specs = Specs((), nothing)
    hidden = SEED + "\n<!-- seedlint: ignore-file[duplicate-seed] both are needed -->\n"
    members = [
        lint_seed(Source(name, text), specs, chosen, name).member
        for name, text in (("a.md", SEED), ("b.md", hidden))
    ]
    outcome = lint_project(members, specs, chosen)
    assert [diagnostic.source.path for diagnostic in outcome.diagnostics] == ["a.md"]
    assert outcome.suppressed == 1
    assert lint_project(members, specs, Settings(select=("bare-status",))).diagnostics == ()


def test_all_that_is_hidden_is_counted_and_nothing_else_goes() -> None:
    chosen = Settings(
        select=("duplicate-seed",), per_file_ignores={"seeds/a.md": ("duplicate-seed",)}
    )
    specs = Specs((), nothing)
    hidden = SEED + "\n<!-- seedlint: ignore-file[duplicate-seed] both are needed -->\n"
    texts = {"a": SEED, "b": hidden, "c": hidden, "d": SEED}
    members = [
        lint_seed(Source(f"seeds/{name}.md", text), specs, chosen).member
        for name, text in texts.items()
    ]
    outcome = lint_project(members, specs, chosen)
    assert [diagnostic.source.path for diagnostic in outcome.diagnostics] == ["seeds/d.md"]
    assert outcome.suppressed == 2
    about = members[3].source
    assert lint_project(members, specs, chosen, about).diagnostics == outcome.diagnostics
    assert lint_project(members, specs, chosen, Source("x.md", "")).diagnostics == ()


def test_what_a_project_finds_may_be_off_for_some_files() -> None:
    """It is the seed that the finding is in whose path counts."""
    chosen = Settings(
        select=("duplicate-seed",), per_file_ignores={"seeds/legacy/*": ("frontmatter",)}
    )
    specs = Specs((), nothing)
    paths = ("seeds/a.md", "seeds/legacy/a.md")
    members = [lint_seed(Source(path, SEED), specs, chosen).member for path in paths]
    outcome = lint_project(members, specs, chosen)
    assert [diagnostic.source.path for diagnostic in outcome.diagnostics] == ["seeds/a.md"]
    assert outcome.suppressed == 0


def test_a_project_is_told_the_spec_of_a_seed_where_there_is_one() -> None:
    specs = specs_of({"swagger/library.json": "{}"}, ALL)
    for named, there in (("library", "swagger/library.json"), ("other", None)):
        text = SEED.replace("/loans\n", f"/loans\nswagger: swagger/{named}.json\n", 1)
        assert lint_seed(Source("seeds/a.md", text), specs, ALL).member.spec == there


def test_what_a_project_finds_in_a_spec_is_off_for_no_seed() -> None:
    off = {"**": ("unresolved-reference",)}
    chosen = Settings(select=("unresolved-reference",), per_file_ignores=off)
    spec = '{"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/b"}}}}}}'
    specs = specs_of({"swagger/library.json": spec}, chosen)
    assert specs.all()[0].operations[0].response(200) is None
    [diagnostic] = lint_project([], specs, chosen).diagnostics
    assert diagnostic.rule == "unresolved-reference"


def test_many_seeds_for_one_endpoint_name_a_few() -> None:
    """Each names the others; but a thousand of them make no million notes."""
    chosen, specs = Settings(select=("duplicate-seed",)), Specs((), nothing)
    members = [lint_seed(Source(f"{n:02}.md", SEED), specs, chosen).member for n in range(12)]
    found = lint_project(members, specs, chosen).diagnostics
    assert len(found) == 12
    assert found[0].finding.message.endswith(" has another seed: `01.md`")
    assert [note.message for note in found[0].finding.notes] == [
        "the other endpoint",
        *(f"another one is `{n:02}.md`" for n in range(2, 9)),
        "and there are 3 more",
    ]


def test_seeds_of_another_project_are_no_others() -> None:
    """`seedlint a b` holds both to one configuration; they may well have the same endpoints."""
    chosen, specs = Settings(select=("duplicate-seed",)), Specs((), nothing)
    paths = ("seeds/a.md", "../b/seeds/a.md", "../b/seeds/b.md")
    members = [lint_seed(Source(path, SEED), specs, chosen, path).member for path in paths]
    assert lint_project(members, specs, chosen).diagnostics == ()


# Limits


@pytest.mark.parametrize(
    "piece",
    [
        "{{", "}}", "{{a", "a}}", "{a}", "{{a}} ", "{{ a | b }}", "$.a", ".", "[0]", "['a']",
        "[?(@.", "[?(@.a=='b')]", "|| ", "`", "`a", "|", "| ", "\\", "<!-- ", "-->", "<a ",
        "<a b=", "</", "[a]: ", "- ", "> ", "# ", "-", "=", "9", "2026-01-01T", "GET /", "/a", "a@",
        "a:", " ", "\t", "é", "*", "seedlint: ignore[", "a_", "A.", "%41",
    ],
)  # fmt: skip
def test_a_long_line_takes_no_time(piece: str) -> None:
    """Whatever it repeats: no pattern looks at it again and again."""
    text = piece * (30_000 // len(piece))
    start = process_time()
    for line in (text, f"{text}\n---\n", f"a {text} b", f"| a |\n|---|\n| {text} |"):
        markdown.scan(line)
    template.variables(text)
    template.whole(f"{{{{{text}")
    template.malformed(text)
    template.single_braces(text)
    jsonpath.parse(text)
    jsonpath.parse(f"${text}")
    fields = dict.fromkeys(("endpoint", "domain", "savedAt", "verifiedAt", "tags", "status"), text)
    schema.violations(fields, schema.frontmatter_schema(Settings()))
    step = dict.fromkeys(("id", "method", "path", "onFail", "token"), text)
    extract = {"extract": {text: text}, "expect": {"status": [text]}}
    schema.violations({"steps": [{**step, **extract}]}, schema.steps_schema(Settings()))
    assert process_time() - start < 1


@pytest.mark.parametrize(
    "piece",
    ["{{", "{{a", "a}}", "{a}", "{{a}}", "/a", "/{{a}}", ".a", "[0]", "a ", "9", "eyJ", "a=b&"],
)  # fmt: skip
def test_a_long_value_takes_no_time(piece: str) -> None:
    """What rules do with a value does not grow with its square either."""
    text, long = SEEDS[NAME], piece * (4_000 // len(piece))
    for value in (
        '"/lending/v1/loans"',
        '"{{next_week_date}}"',
        '"$.copies[0].uid"',
        "2026-03-05T11:00:00Z",
        "`receipt.language`",
    ):
        assert value in text
        quote = "`" if value.startswith("`") else '"'
        begin = {"/": "/", "$": "$"}.get(value[1], "")
        text = text.replace(value, f"{quote}{begin}{long}{quote}", 1)
    start = process_time()
    for swagger in ("swagger/lending/lending.json", f'"{long}"'):
        changed = text.replace("swagger/lending/lending.json", swagger)
        found(Source(NAME, changed), SAMPLE)
    assert process_time() - start < 2


def test_linting_again_remembers_no_more() -> None:
    """An editor lints one seed against the same specs all day."""
    specs = specs_of(SPECS, ALL)
    source = Source(NAME, SEEDS[NAME])
    lint(source, specs, ALL, NAME)
    known: list[Sized] = [specs.shapes, specs.resolutions, specs.nearest, specs.located]
    before = [len(each) for each in known]
    for _ in range(3):
        lint(source, specs, ALL, NAME)
    assert before[0] > 0
    assert [len(each) for each in known] == before
