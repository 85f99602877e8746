"""What a project has already is counted apart, wherever it moves; what is new is not."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as options
from hypothesis import strategies as st

from samples import SEEDS, SMALL, SPECS, mutated
from seedlint import baseline, engine, project
from seedlint.baseline import NAME, Baseline, BaselineError, Entry, load
from seedlint.cli import main
from seedlint.config import load as configuration
from seedlint.examples import specs_of
from seedlint.finding import Diagnostic, Finding, Severity
from seedlint.report import render
from seedlint.report.terminal import Style
from seedlint.settings import Settings
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.baseline import Split
    from seedlint.project import Report

SEED = (
    SMALL.format("", "200").removesuffix("```\n")
    + """\
  - id: list_late_loans
    method: GET
    path: /v1/loans
    expect:
      status: 200
```
"""
)
SHOULD = "the expected status should be a list"
LIST_LATE_LOANS = Entry(
    "seeds/a.md", "Test Request/list_late_loans/expect/status", "bare-status", SHOULD
)
LIST_LOANS = LIST_LATE_LOANS._replace(address="Test Request/list_loans/expect/status")
FILE = """\
{
  "version": 1,
  "findings": [
    {"path": "seeds/a.md", "address": "Test Request/list_late_loans/expect/status", \
"rule": "bare-status", "message": "the expected status should be a list"},
    {"path": "seeds/a.md", "address": "Test Request/list_loans/expect/status", \
"rule": "bare-status", "message": "the expected status should be a list"}
  ]
}
"""
NOTHING = '{\n  "version": 1,\n  "findings": []\n}\n'
CLEAN = SEED.replace("200", "[200]")
LESS = SEED.replace("200", "[200]", 1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty project in which one rule is on; it is the working directory."""
    monkeypatch.chdir(tmp_path)
    write("seedlint.toml", 'select = ["bare-status"]\n')
    return os.getcwd()


def write(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def recorded() -> str:
    return Path(NAME).read_text(encoding="utf-8")


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    return main(["baseline", *args]), *capfd.readouterr()


def check(*given: str, **changes: tuple[str, ...]) -> Report:
    """What a run says that knows the project's baseline."""
    config = configuration(Path()).override(**changes)
    known = load(os.fspath(config.root))
    return project.lint(project.collect(given, config), config, baseline=known)


def counts(report: Report) -> tuple[int, int, int]:
    """How many findings are new, known and gone."""
    return len(report.diagnostics), len(report.known), len(report.stale)


def diagnostic(
    message: str, path: str = "seeds/a.md", address: str = "", at: int = 0
) -> Diagnostic:
    finding = Finding(Span(at, at), message)
    return Diagnostic("bare-status", Severity.INFO, Source(path, ""), finding, address)


# The file


def test_the_file_has_one_finding_a_line_in_order(root: str) -> None:
    found = [
        diagnostic("two"),
        diagnostic("one", address="T/é\u2028"),
        diagnostic("two"),
        diagnostic("one", "seeds/a.b.md"),
    ]
    Baseline.of(root, found).save()
    assert recorded() == (
        '{\n  "version": 1,\n  "findings": [\n'
        '    {"path": "seeds/a.b.md", "address": "", "rule": "bare-status", "message": "one"},\n'
        '    {"path": "seeds/a.md", "address": "", "rule": "bare-status", "message": "two"},\n'
        '    {"path": "seeds/a.md", "address": "", "rule": "bare-status", "message": "two"},\n'
        '    {"path": "seeds/a.md", "address": "T/\\u00e9\\u2028", "rule": "bare-status",'
        ' "message": "one"}\n  ]\n}\n'
    )
    Baseline.of(root, found[::-1]).save()
    assert load(root) == Baseline.of(root, found)
    Baseline(root).save()
    assert recorded() == NOTHING
    assert os.listdir() == ["seedlint.toml", NAME] or os.listdir() == [NAME, "seedlint.toml"]


@given(entries=st.lists(st.builds(Entry, *[st.text(st.characters(codec=None))] * 4), max_size=5))
def test_what_is_written_is_read(entries: list[Entry]) -> None:
    """Whatever is in it, lone surrogates of odd file names included."""
    text = Baseline("", tuple(sorted(entries))).text
    assert text.isascii()
    assert text.count("\n") == (5 + len(entries) if entries else 4)
    assert baseline.parse(text.encode()) == tuple(sorted(entries))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "breaks off in line 1; ANEW"),
        (FILE[: len(FILE) // 2], "breaks off in line 4; ANEW"),
        (FILE[:-4], "breaks off in line 6; ANEW"),
        (FILE.replace("},\n", "}\n"), "is no JSON in line 5; ANEW"),
        (b"\xff", "is no JSON; ANEW"),
        ("hello", "is no JSON in line 1; ANEW"),
        ("[" * 100_000, "is nested too deep for a baseline; ANEW"),
        ("9" * 5000, "is no JSON; ANEW"),
        ("[]", "has no `version`: 1, so it is no baseline; ANEW"),
        ('{"version": "1"}', "has no `version`: 1, so it is no baseline; ANEW"),
        ('{"version": 2, "findings": []}', "is of version 2, and this seedlint reads version 1; "
         "it takes a newer seedlint"),
        ('{"version": 1}', "has no list of `findings`; ANEW"),
        (FILE.replace('"rule"', '"role"', 1), "has no text for `rule` in its finding 1; ANEW"),
        ('{"version": 1, "findings": [null]}', "has no text for `path` in its finding 1; ANEW"),
        (FILE.replace("    {", "<<<<<<< ours\n    {", 1), "has the marks of a merge conflict in "
         "line 4; keep the findings of both sides, then drop those that are gone with "
         "`seedlint baseline --prune`"),
        (FILE + "=======\r\n", "has the marks of a merge conflict in line 8; keep the findings of "
         "both sides, then drop those that are gone with `seedlint baseline --prune`"),
    ],
)  # fmt: skip
def test_a_file_that_is_damaged_is_told_and_left(
    root: str, content: str | bytes, problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    data = content if isinstance(content, bytes) else content.encode("latin-1")
    Path(NAME).write_bytes(data)
    write("seeds/a.md", SEED)
    anew = "restore it from version control, or record it anew with `seedlint baseline --force`"
    said = f"`{NAME}` {problem.replace('ANEW', anew)}"
    for args in ((), ("--prune",)):
        assert run(capfd, *args) == (2, "", f"seedlint: {said}\n")
    with pytest.raises(BaselineError) as caught:
        load(root)
    assert str(caught.value) == said
    assert Path(NAME).read_bytes() == data
    assert run(capfd, "--force")[0] == 0
    assert recorded() == FILE


def test_what_is_no_file_is_no_baseline(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(root) is None
    Path(NAME).symlink_to("nowhere")
    with pytest.raises(BaselineError, match=r"is a link that leads nowhere$"):
        load(root)
    Path(NAME).unlink()
    os.mkfifo(NAME)
    with pytest.raises(BaselineError, match=rf"^`{NAME}` cannot be read: not a regular file$"):
        load(root)
    Path(NAME).unlink()
    write(NAME, FILE)
    monkeypatch.setattr(baseline, "MAX_SIZE", 100)
    with pytest.raises(BaselineError, match=r"^`.*` is too large for a baseline; restore it"):
        load(root)


def test_a_file_that_cannot_be_written(root: str) -> None:
    with pytest.raises(BaselineError, match=rf"`nowhere/{NAME}` cannot be written: no such file"):
        Baseline(os.path.join(root, "nowhere")).save()


# What is new, known and gone


def test_of_equal_findings_each_counts(root: str) -> None:
    """Two that are known leave the third new: the last one, as good as any."""
    three = [diagnostic("x", at=number) for number in range(3)]
    known = Baseline.of(root, three[:2])
    split = known.split(three, lambda entry: True)
    assert split == (tuple(three[2:]), tuple(three[:2]), ())
    assert len(known.split([], lambda entry: True).stale) == 2
    assert known.split(three[:1], lambda entry: True).stale == known.entries[:1]
    assert known.split([], lambda entry: False).stale == ()
    assert known.without(known.entries[:1]).entries == known.entries[:1]


def test_a_path_is_the_projects_own(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("seeds").mkdir()
    whole = Baseline.of(root, [diagnostic("x")])
    monkeypatch.chdir("seeds")
    assert Baseline.of(root, [diagnostic("x", "a.md")]) == whole
    assert Baseline.of(root, [diagnostic("x", "../../b.md")]).entries[0].path == "../b.md"


def test_paths_have_slashes_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    import ntpath

    monkeypatch.setattr(ntpath, "abspath", ntpath.normpath)
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(os, "sep", "\\")
    for path in ("C:/api/seeds/lending/a.md", r"C:\api\seeds\lending\a.md"):
        assert Baseline.of(r"C:\api", [diagnostic("x", path)]).entries[0].path == (
            "seeds/lending/a.md"
        )
    assert Baseline.of(r"C:\api", [diagnostic("x", "D:/a.md")]).entries[0].path == "D:/a.md"


def test_an_entry_is_gone_where_a_run_would_have_found_it(
    root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("seeds/a.md", SEED)
    write("seeds/b.md", SEED)
    write("seeds/sub/c.md", CLEAN)
    Baseline.of(root, check().diagnostics).save()
    assert counts(check()) == counts(check("seeds")) == (0, 4, 0)
    assert counts(check("seeds/a.md")) == (0, 2, 0)
    write("seeds/a.md", LESS)
    assert counts(check()) == counts(check("seeds")) == (0, 3, 1)
    assert check().stale == (LIST_LOANS,)
    assert counts(check("seeds/a.md")) == (0, 1, 1)
    assert counts(check("seeds/b.md")) == (0, 2, 0)
    assert counts(check(ignore=("bare-status",))) == (0, 0, 0)
    assert counts(check(select=("unused-extract",))) == (0, 0, 0)
    monkeypatch.chdir("seeds/sub")
    assert counts(check()) == (0, 0, 0)
    assert counts(check("..")) == counts(check("../..")) == (0, 3, 1)


def test_an_entry_is_gone_with_its_file_or_its_rule(root: str) -> None:
    write("seeds/a.md", SEED)
    write("seeds/b.md", SEED)
    Baseline.of(root, check().diagnostics).save()
    Path("seeds/a.md").unlink()
    assert counts(check("seeds/b.md")) == (0, 2, 2)
    write("seeds/a.md", "# no seed any more")
    assert counts(check("seeds/b.md")) == (0, 2, 0)
    assert counts(check()) == (0, 2, 2)
    write(NAME, FILE.replace("bare-status", "a-rule-of-old").replace("a.md", "b.md"))
    assert counts(check("seeds/a.md")) == (0, 0, 2)


def test_nothing_is_gone_that_could_not_be_read(root: str) -> None:
    write("seeds/a.md", SEED)
    Baseline.of(root, check().diagnostics).save()
    Path("seeds/a.md").unlink()
    Path("seeds/a.md").symlink_to("nowhere")
    assert counts(check()) == (0, 0, 0)


def test_what_an_ignore_comment_covers_is_gone(root: str) -> None:
    write("seeds/a.md", SEED)
    Baseline.of(root, check().diagnostics).save()
    comment = "# seedlint: ignore[bare-status] the runner takes both"
    write("seeds/a.md", SEED.replace("status: 200", f"status: 200  {comment}", 1))
    assert check().stale == (LIST_LOANS,)
    write("seedlint.toml", 'select=["bare-status"]\nper-file-ignores={"seeds/*"=["bare-status"]}\n')
    assert counts(check()) == (0, 0, 0)


def test_findings_about_seeds_together_need_all_of_them(root: str) -> None:
    """One seed alone has no twin; its name in the message does not hang on the folder we are in."""
    write("seedlint.toml", 'select = ["duplicate-seed"]\nseeds = ["seeds/**"]\n')
    write("seeds/a.md", SEED)
    write("seeds/b.md", SEED)
    write("other/c.md", SEED)
    Baseline.of(root, check().diagnostics).save()
    messages = [entry.message for entry in load(root).entries]  # type: ignore[union-attr]
    assert messages == [
        "`GET /v1/loans` has another seed: `seeds/b.md`",
        "`GET /v1/loans` has another seed: `seeds/a.md`",
    ]
    assert counts(check("seeds/a.md")) == (0, 0, 0)
    assert counts(check("seeds")) == (0, 2, 0)
    os.chdir("other")
    assert counts(check()) == (0, 2, 0)
    os.chdir("..")
    write("seeds/b.md", SEED.replace("GET /v1", "GET /v2"))
    assert counts(check("other/c.md")) == counts(check("seeds/a.md", "seeds/b.md")) == (0, 0, 0)
    assert counts(check()) == (0, 0, 2)


# Laws

ALL = Settings(select=("all",))
SAMPLE = specs_of(SPECS, ALL)
PATH = "seeds/lending/post_lending_v1_loans.md"
FAULTY = (
    "  - id: list_copies\n    method: GET\n    path: /catalogue/v1/copies\n"
    "    expect: {status: 200}\n",
    "  - id: list_lones\n    method: GET\n    path: /lending/v1/lones\n    onFial: skip\n",
    "  - id: lend_it\n    method: POST\n    path: /lending/v1/loans\n"
    '    body: {loan: {copy_uid: "{{nobodys}}", reader_uid: "{{client_uid}}", weeks: 3}}\n',
    "  - method: GET\n    path: /catalogue/v1/copies\n    params: {page: 1}\n",
    "  - method: GET\n    path: /catalogue/v1/copies\n    params: {page: 2}\n",
)
"""Steps that need nothing of one another; each has something wrong, the last two the same."""

patient = options(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def found_in(text: str, path: str = PATH) -> list[Diagnostic]:
    return engine.lint(Source(path, text), SAMPLE, ALL, path)


def with_steps(steps: Sequence[str]) -> str:
    """A seed that begins with some steps more."""
    return SEEDS[PATH].replace("steps:\n", "steps:\n" + "".join(steps), 1)


@cache
def found_at_first() -> list[Diagnostic]:
    """What is found while the faulty steps stand as they do here."""
    return found_in(with_steps(FAULTY))


def told_apart(before: list[Diagnostic], after: list[Diagnostic]) -> Split:
    """What is new, known and gone where there is something else to find."""
    return Baseline.of(os.getcwd(), before).split(after, lambda entry: True)


def rules(diagnostics: Sequence[Diagnostic]) -> list[str]:
    return [each.rule for each in diagnostics]


@patient
@given(text=mutated([*SEEDS.values()]), path=st.sampled_from([*SEEDS]))
def test_what_is_recorded_is_known(text: str, path: str) -> None:
    split = told_apart(found_in(text, path), found_in(text, path))
    assert (split.new, split.stale) == ((), ())


@patient
@given(steps=st.permutations(FAULTY))
def test_steps_may_move(steps: list[str]) -> None:
    split = told_apart(found_at_first(), found_in(with_steps(steps)))
    assert (split.new, split.stale) == ((), ())
    assert {*rules(split.known)} >= {"bare-status", "unknown-property", "missing-field"}


@patient
@given(text=mutated([*SEEDS.values()], most=2), path=st.sampled_from([*SEEDS]), data=st.data())
def test_what_is_above_may_grow_and_line_ends_may_change(
    text: str, path: str, data: st.DataObject
) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    places = [at for at in range(len(text)) if text.startswith("\n\n## ", at)]
    after = text
    for at in sorted(data.draw(st.sets(st.sampled_from(places or [0]))), reverse=True):
        after = after[:at] + "\n" * data.draw(st.integers(0, 3)) + after[at:]
    if data.draw(st.booleans()):
        after = after.replace("\n", "\r\n")
    split = told_apart(found_in(text, path), found_in(after, path))
    assert (split.new, split.stale) == ((), ())


@patient
@given(steps=st.permutations(FAULTY), at=st.integers(0, 5))
def test_what_is_new_shows_alone(steps: list[str], at: int) -> None:
    """A faulty step more is all that is told, wherever it is put; one that is known is new too."""
    more = FAULTY[0].replace("list_copies", "list_copies_again")
    split = told_apart(found_at_first(), found_in(with_steps([*steps[:at], more, *steps[at:]])))
    assert (rules(split.new), split.stale) == (["bare-status"], ())
    again = with_steps([*steps[:at], FAULTY[4], *steps[at:]])
    split = told_apart(found_at_first(), found_in(again))
    assert (rules(split.new), split.stale) == (["missing-field"], ())


# The command


def test_findings_are_recorded_once(root: str, capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", SEED)
    said = f"recorded 2 findings in `{NAME}`; only new ones count from now on\n"
    assert run(capfd) == (0, said, "")
    assert recorded() == FILE
    refused = (
        f"seedlint: `{NAME}` is there already, and a baseline only shrinks: --prune drops what is "
        "gone, --force records it anew\n"
    )
    write("seeds/a.md", LESS)
    assert run(capfd) == (2, "", refused)
    assert recorded() == FILE
    said = f"recorded 1 finding in `{NAME}`; only new ones count from now on\n"
    assert run(capfd, "--force") == (0, said, "")
    assert recorded().count("bare-status") == 1


def test_a_baseline_shrinks(root: str, capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", SEED)
    assert run(capfd, "--prune") == (2, "", f"seedlint: there is no `{NAME}` to prune\n")
    run(capfd)
    kept = f"nothing to prune: no finding in `{NAME}` is gone\n"
    assert run(capfd, "--prune") == (0, kept, "")
    write("seeds/a.md", LESS)
    write("seeds/b.md", SEED)
    assert run(capfd, "--prune", "seeds/b.md") == (0, kept, "")
    assert recorded() == FILE
    dropped = f"dropped 1 finding from `{NAME}`; 1 left\n"
    assert run(capfd, "--prune", "seeds/a.md") == (0, dropped, "")
    assert load(root) == Baseline(root, (LIST_LATE_LOANS,))
    Path("seeds/a.md").unlink()
    dropped = f"dropped 1 finding from `{NAME}`; none left, so that it can be deleted\n"
    assert run(capfd, "--prune") == (0, dropped, "")
    assert recorded() == NOTHING


def test_where_there_is_nothing_nothing_is_recorded(
    root: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(capfd) == (2, "", "seedlint: nothing to record: there is no seed\n")
    write("seeds/a.md", CLEAN)
    assert run(capfd) == (0, "nothing to record: no findings in 1 seed\n", "")
    assert not Path(NAME).exists()
    said = f"recorded 0 findings in `{NAME}`; only new ones count from now on\n"
    assert run(capfd, "--force") == (0, said, "")
    assert recorded() == NOTHING


def test_a_run_that_cannot_read_all_records_nothing(
    root: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write("seeds/a.md", SEED)
    Path("seeds/b.md").symlink_to("nowhere")
    said = "seedlint: `seeds/b.md` is a link that leads nowhere\n"
    assert run(capfd) == (2, "", said)
    assert not Path(NAME).exists()
    write(NAME, FILE.replace("a.md", "c.md"))
    assert run(capfd, "--prune") == (2, "", said)
    assert recorded() == FILE.replace("a.md", "c.md")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--prune", "--force"], "--prune does not go with --force"),
        (["--force", "seeds"], "--force records the whole project, and goes without PATHS"),
        (["nowhere.md"], "`nowhere.md` does not exist"),
        (["--config", "nowhere.toml"], "`nowhere.toml` cannot be read"),
    ],
)
def test_what_makes_no_sense_is_refused(
    root: str, args: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capfd, *args)
    assert (status, out) == (2, "")
    assert err.startswith(f"seedlint: {said}")


def test_the_baseline_lies_in_the_root(
    root: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("seeds/a.md", SEED)
    monkeypatch.chdir("seeds")
    said = f"recorded 2 findings in `../{NAME}`; only new ones count from now on\n"
    assert run(capfd) == (0, said, "")
    monkeypatch.chdir(root)
    assert recorded() == FILE


# Reports


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SEED, "checked 1 seed: no new findings; 2 findings baselined"),
        (LESS, "checked 1 seed: no new findings; 1 finding baselined; 1 baselined finding is gone "
         "(drop it with `seedlint baseline --prune`)"),
        (CLEAN, "checked 1 seed: no findings; 2 baselined findings are gone (drop them with "
         "`seedlint baseline --prune`)"),
        (SEED.replace("late_loans", "loans_again"), "1 warning in 1 seed (1 fixable with --fix); "
         "1 finding baselined; 1 baselined finding is gone (drop it with "
         "`seedlint baseline --prune`)"),
    ],
)  # fmt: skip
def test_the_summary_counts_them_apart(root: str, text: str, line: str) -> None:
    write(NAME, FILE)
    write("seeds/a.md", text)
    report = check()
    assert [*render("concise", report, Style())][-1] == line
    summary = json.loads("".join(render("json", report, Style())))["summary"]
    assert (summary["warnings"], summary["baselined"], summary.get("stale", 0)) == counts(report)


def test_without_a_configuration_it_lies_at_the_top_of_the_work_tree(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that it is found from wherever in it one stands."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "api" / "seeds"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text('---\nendpoint: "GET /v1/loans"\n---\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path / "api")
    assert main([]) == 1
    assert main(["baseline"]) == 0
    assert (tmp_path / NAME).is_file()
    for place in (tmp_path, folder):
        monkeypatch.chdir(place)
        capfd.readouterr()
        assert main([]) == 0
        assert capfd.readouterr().out.startswith("checked 1 seed: no new findings; ")
