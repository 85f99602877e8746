"""Nobody's file stops the linter: what is too much is refused in a word, and the rest is quick."""

from __future__ import annotations

import gc
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import hostile
from hostile import PROJECTS, Project, lend, seed, spec
from seedlint import yamltree
from seedlint.cli import main
from seedlint.config import ConfigError, parse
from seedlint.engine import lint
from seedlint.project import collect_text
from seedlint.report.frame import Mark, frame
from seedlint.report.terminal import Style
from seedlint.settings import Limits, Settings
from seedlint.source import Region, Source, Span
from seedlint.spec import Specs
from seedlint.yamltree import Mapping, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.finding import Diagnostic

STEP = "  - {{id: s{0}, method: GET, path: '/v1/loans{1}', expect: {{status: [200]}}{2}}}\n"


def found(text: str, described: object = None) -> list[Diagnostic]:
    content = json.dumps(spec() if described is None else described).encode()
    specs = Specs(["swagger/lending.json"], lambda _: content)
    return lint(Source("seeds/a.md", text), specs, Settings())


@pytest.mark.parametrize("name", sorted(PROJECTS.keys() - hostile.LONG))
def test_a_hostile_project_is_answered(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """`python tests/hostile.py` measures them as processes, with their memory, and some more."""
    project = PROJECTS[name]()
    project.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = time.process_time()
    status = main(("--no-cache", "--output-format=full"))
    took = time.process_time() - before
    out, err = capfd.readouterr()
    assert project.word in out + err
    assert "internal error" not in err
    assert status in (0, 1, 2)
    assert took < hostile.SECONDS


def test_a_process_is_measured(tmp_path: Path) -> None:
    """What the long list says of time and memory is of the linter itself."""
    PROJECTS["a pattern that runs away"]().write(tmp_path)
    answer = hostile.ask(tmp_path)
    assert answer.status == 1
    assert "should match the pattern `(a+)+$`" in answer.said
    assert 0 < answer.seconds < hostile.SECONDS
    assert 1 < answer.mebibytes < hostile.MEBIBYTES


GROWTHS: dict[str, Callable[[int], str]] = {
    "steps": lambda n: seed(steps(n, "", "")),
    "misspelt variables": lambda n: seed(
        steps(n, "?a={{{{laon_uid{0}}}}}", ", extract: {{loan_uid_{0}: $.a}}")
    ),
    "malformed templates": lambda n: seed(steps(n, "?a={{{{ loan uid{0} }}}}", "")),
    "extracts that may fail": lambda n: seed(
        steps(n, "?a={{{{loan_uid}}}}", ", onFail: skip, extract: {{loan_uid: $.a}}")
    ),
    "unknown paths": lambda n: seed(steps(n, "/laons{0}", "")),
    "ignored findings": lambda n: seed(
        steps(n, "", ", extract: {{v{0}: $.a}}").replace(
            "}\n", "}  # seedlint: ignore[unused-extract] why\n"
        )
    ),
    "comments in prose": lambda n: seed(
        before="<!-- seedlint: ignore[empty-section] a -->\n\n" * n
    ),
    "tables": lambda n: seed(
        before="".join(f"## T{k}\n\n| Name | In |\n|---|---|\n| a | query |\n\n" for k in range(n))
    ),
    "rows": lambda n: seed(
        before="## Parameters\n\n| Name | In |\n|---|---|\n" + "| a | query |\n" * n + "\n"
    ),
    "sections": lambda n: seed(before="".join(f"## Sumary {k}\n\nText.\n\n" for k in range(n))),
    "fences": lambda n: seed(before='```json\n{"a": 1}\n```\n\n' * n),
    "fences that are not closed": lambda n: seed(before="```json\n\n## A\n\n" * n),
    "code spans that are not closed": lambda n: seed(
        before="<!-- a --> " + " ".join("`" * k for k in range(1, int((200 * n) ** 0.5))) + "\n\n"
    ),
    "keys of the frontmatter": lambda n: seed(more="".join(f"statsu{k}: 1\n" for k in range(n))),
    "properties": lambda n: lend("{" + ", ".join(f"naem{k}: 1" for k in range(n)) + "}"),
    "parameters": lambda n: seed(steps(1, "?" + "&".join(f"a{k}=1" for k in range(n)), "")),
    "segments": lambda n: seed(steps(1, "/loans" * n, "")),
    "templates in one value": lambda n: lend(f"'{'x{{nix}}' * n}'"),
    "a long value": lambda n: lend('"' + "a\\n" * 20 * n + '{{nix}}"'),
    "aliases": lambda n: lend("{a: &a {x: 1}, b: [" + "*a, " * n + "]}"),
}


def steps(count: int, path: str, more: str) -> str:
    rows = (STEP.format(k, path.format(k), more.format(k)) for k in range(count))
    return "steps:\n" + "".join(rows)


@pytest.mark.parametrize("name", GROWTHS)
def test_time_grows_with_the_file(name: str) -> None:
    """Four times as much takes four times as long; with the square, it would be sixteen."""
    properties = {f"name{k}": {"type": "string"} for k in range(300)}
    described = spec({"properties": properties})
    found(seed(), described)
    small, large = (GROWTHS[name](size) for size in (100, 400))
    least = min(_took(small, described) for _ in range(2))
    assert _took(large, described) < 9 * least + 0.05


def _took(text: str, described: dict[str, Any]) -> float:
    gc.disable()  # as in a run
    try:
        before = time.process_time()
        found(text, described)
        return time.process_time() - before
    finally:
        gc.enable()


def test_of_one_rule_a_thousand_findings_are_told() -> None:
    """The last of them says that there are more, and no comment is called unused for that."""
    extracts = "".join(f"\n      v{k}: $.a" for k in range(1100))
    comment = "# seedlint: ignore[unused-extract] the report reads it"
    steps = hostile.STEPS.replace("[200]", "[201]")
    diagnostics = found(seed(f"{steps}    extract:{extracts}  {comment}\n"))
    unused = [each for each in diagnostics if each.rule == "unused-extract"]
    assert len(unused) == 1001
    assert unused[-2].finding.message == "`v999` is extracted and never used"
    assert unused[-1].finding.message == (
        "there is more of this: no more than 1,000 findings of a rule are told of one seed"
    )
    assert {each.rule for each in diagnostics} == {"unused-extract", "undocumented-status"}


def test_the_title_of_a_fix_is_cut() -> None:
    name = "x" * 1000
    steps = STEP.format(1, "", f", extract: {{{name}: $.a}}") + STEP.format(2, f"?a={{{name}}}", "")
    [finding] = [e.finding for e in found(seed(f"steps:\n{steps}")) if "brace" in e.rule]
    assert finding.fix is not None
    assert (len(finding.fix.title), finding.fix.title[-3:]) == (1000, "...")
    assert finding.fix.edits[0].text == f"{{{{{name}}}}}"


@pytest.mark.parametrize(("count", "rest"), [(50, []), (51, ["and 1 more"]), (60, ["and 10 more"])])
def test_of_one_finding_fifty_notes_are_told(count: int, rest: list[str]) -> None:
    extract = ", onFail: skip, extract: {a: $.a}"
    extracts = "".join(STEP.format(k, "", extract) for k in range(count))
    diagnostics = found(seed("steps:\n" + extracts + STEP.format("x", "?a={{a}}", "")))
    [finding] = [e.finding for e in diagnostics if e.rule == "possibly-undefined-variable"]
    assert [note.message for note in finding.notes[50:]] == rest
    assert all(note.place for note in finding.notes[:50])


def test_a_long_line_is_cut_around_the_place() -> None:
    """What is secret in it stays masked, and a tab far away moves nothing."""
    token = "ghp_" + "a1B2c3D4e5" * 4
    line = "x" * 1_000_000 + f" {token} here " + "y" * 1_000_000
    source = Source("a.md", f"first\n{line}\nlast\n")
    at = source.text.index("here")
    marks = [Mark(Span(6, 9), "-", "", "start"), Mark(Span(at, at + 4), "^", "", "end")]
    shown = "\n".join(frame(source, marks, 1, Style(False)))
    assert re.sub("x{9,}|y{9,}", "...", shown) == (
        f"  |\n2 | ...…\n  | --- start\n2 | …{'*' * 39} here ...…\n  | {'':41}^^^^ end"
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("seed-kib = 255", "`limits.seed-kib` should be at least 256, the default, not 255"),
        ("spec-kib = 1", "`limits.spec-kib` should be at least 16384, the default, not 1"),
        ('seed-kib = "1 MiB"', "`limits.seed-kib` should be an integer, not a string"),
        ("seed-kib = true", "`limits.seed-kib` should be an integer, not a boolean"),
        ("yaml-depth = 99", "`limits.yaml-depth` should be at least 100, the default, not 99"),
        ("yaml-depth = 201", "`limits.yaml-depth` should be at most 200, not 201"),
        ("ref-hops = 1", "`limits.ref-hops` should be at least 10, the default, not 1"),
        ("spec-mib = 1", "`limits.spec-mib` is not a setting; did you mean `spec-kib`?"),
    ],
)
def test_limits_may_only_be_raised(table: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(f"[limits]\n{table}\n")
    assert str(caught.value) == f"seedlint.toml: {message}"
    assert parse("[limits]\nseed-kib = 512\n").settings.limits == Limits(seed_kib=512)


LARGE = {
    "yaml-depth = 110": (
        {"a.md": lend("[" * 98 + "]" * 98)},
        "syntax-error] nested more than 100 levels deep, the most that is read "
        "(`limits.yaml-depth`)",
    ),
    "yaml-depth = 120": (
        {
            "a.md": seed(spec="swagger/a.yaml"),
            "swagger/a.yaml": json.dumps(spec(x=0)).replace("0}", "[" * 110 + "]" * 110 + "}"),
        },
        "invalid-spec] this spec is not YAML: nested more than 100 levels deep, the most that is "
        "read (`limits.yaml-depth`)",
    ),
    "alias-nodes = 300_000": (
        {"a.md": lend("{a: &a [" + "x, " * 500 + "], b: [" + "*a, " * 450 + "]}")},
        "syntax-error] its aliases write out to more than 200,000 nodes, the most that is read "
        "(`limits.alias-nodes`)",
    ),
    "ref-hops = 31": (
        hostile.chain(30, "").files,
        "unresolved-reference] `#/components/schemas/S0` leads nowhere: it begins a chain of more "
        "than 10 `$ref`s, the most that are followed (`limits.ref-hops`)",
    ),
}


@pytest.mark.parametrize("raised", LARGE)
def test_what_is_too_large_names_the_key_that_lets_it_in(
    raised: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """At once, whatever the cache holds, and for as long as it is there."""
    monkeypatch.chdir(tmp_path)
    files, refused = LARGE[raised]
    configurations = {"": 1, f"[limits]\n{raised}\n": 0, "# as before\n": 1}
    Project({"swagger/lending.json": json.dumps(spec()), **files}, "").write(tmp_path)
    for configuration, times in configurations.items():
        Path("seedlint.toml").write_text(configuration, encoding="utf-8")
        main(("--output-format=concise",))
        printed = capfd.readouterr()
        assert (printed.out.count(refused), printed.err) == (times, "")


def test_a_seed_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is an error; any other large file is passed over, and a raised limit lets it in."""
    monkeypatch.chdir(tmp_path)
    large = seed(after="text\n" * 60_000)
    files = {"a.md": large, "b.md": "steps\n" * 60_000, "c.md": seed().replace("GET", "POST")}
    described = {"swagger/lending.json": json.dumps(spec()).replace("201", "200")}
    Project(files | described, "").write(tmp_path)
    assert main(("--output-format=concise", "--no-cache")) == 2
    assert capfd.readouterr() == (
        "checked 1 seed: no findings; 1 file passed over\n",
        "seedlint: `a.md` is larger than 256 KiB, the most that is read (`limits.seed-kib`)\n",
    )
    Path("seedlint.toml").write_text("limits.seed-kib = 512\n", encoding="utf-8")
    assert main(("--output-format=concise", "--no-cache")) == 0
    assert collect_text("a.md", large.encode(), Limits()).failures == (
        "`a.md` is larger than 256 KiB, the most that is read (`limits.seed-kib`)",
    )


def test_a_spec_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is told once, however many steps and seeds need it; YAML counts four times."""
    monkeypatch.chdir(tmp_path)
    one = seed(spec="swagger/a.yaml")
    other = one.replace("GET", "DELETE")
    files = {"seeds/a.md": one, "seeds/b.md": other, "swagger/a.yaml": "openapi: 3.0.3\n"}
    project = Project(files, "")
    project._replace(sizes={"swagger/a.yaml": 4 * 2**20 + 1}).write(tmp_path)
    assert main(("--output-format=concise", "--no-cache")) == 1
    assert capfd.readouterr().out == (
        "swagger/a.yaml:1:1: warning[invalid-spec] this spec is larger than 4096 KiB, the most "
        "that is read (a quarter of `limits.spec-kib`, for YAML)\n"
        "1 warning in 2 seeds\n"
    )


def test_variables_may_not_come_from_too_large_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = 'variables-from = ["names.json"]\n'
    project = Project({"names.json": "[]", "seedlint.toml": settings, "a.md": seed()}, "")
    project._replace(sizes={"names.json": 2**25}).write(tmp_path)
    assert main(("--no-cache",)) == 2
    assert capfd.readouterr().err == (
        "seedlint: seedlint.toml: `variables-from[0]` names `names.json`, which is larger than "
        "16384 KiB, the most that is read (`limits.spec-kib`)\n"
    )


def test_only_what_aliases_add_is_counted() -> None:
    """A long text is not refused for one alias in it."""

    def parsed(text: str) -> object:
        return yamltree.parse(Region(text, Span(0, len(text))), limits=Limits(alias_nodes=100))

    long = "a: &a [x]\nb: [" + "x, " * 1000 + "]\nc: "
    assert isinstance(parsed(long + "*a"), Mapping)
    assert isinstance(parsed(long + "[" + "*a, " * 1200 + "]"), Problem)
