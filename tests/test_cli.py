"""What the command line prints and how it exits, to the letter."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import seedlint
from samples import SMALL
from seedlint import project
from seedlint.cli import main
from seedlint.cli import rules as listing
from seedlint.edit import Safety
from seedlint.finding import Severity
from seedlint.rulekit import Entry, Group
from seedlint.rules import BY_NAME, RULES

if TYPE_CHECKING:
    from seedlint.project import Report

SEED = SMALL.format("", "200")
CLEAN = SEED.replace("200", "[200]")

FULL = """\
warning[bare-status]: the expected status should be a list
  --> {}:13:15
   |
13 |       status: 200
   |               ^^^
   = fix: write it as a list (`--fix`)

"""
CONCISE = "{}:13:15: warning[bare-status] the expected status should be a list\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty project in which one rule is on, and no terminal."""
    monkeypatch.chdir(tmp_path)
    write("seedlint.toml", 'select = ["bare-status"]\n')
    for name in ("NO_COLOR", "TERM", "SEEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def write(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


class Run:
    """What one call of the command line gave."""

    def __init__(self, capfd: pytest.CaptureFixture[str], *args: str) -> None:
        self.status = main(args)
        self.out, self.err = capfd.readouterr()

    @property
    def all(self) -> tuple[int, str, str]:
        return self.status, self.out, self.err


@pytest.mark.parametrize(
    "args", [(), ("check",), (".",), ("check", "seeds"), ("--fail-on", "info", "seeds/a.md")]
)
def test_findings_are_reported_and_exit_with_1(
    args: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    write("seeds/a.md", SEED)
    assert Run(capsys, *args).all == (
        1,
        FULL.format("seeds/a.md") + "1 warning in 1 seed (1 fixable with --fix)\n",
        "",
    )


def test_what_is_clean_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", CLEAN)
    write("seeds/b.md", CLEAN)
    write("README.md", "# How to lend")
    assert Run(capsys).all == (0, "checked 2 seeds: no findings; 1 file passed over\n", "")


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["--fail-on", "info"], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "never"], 0),
        (["--exit-zero"], 0),
        (["--ignore", "bare-status", "--extend-select", "variables"], 0),
        (["--ignore", "undefined-variable,shape", "--extend-select", "variables"], 0),
        (["--ignore", "bare-status", "--select", "bare-status,variables"], 0),
        (["--select", "variables"], 0),
        (["--select", "variables", "--extend-select", "bare-status"], 1),
        (["--select", "variables , shape"], 1),
        (["--select", "variables", "--select", "shape"], 1),
    ],
)
def test_options_that_decide_on_the_status(
    args: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a.md", SEED)
    assert Run(capsys, "--output-format", "concise", *args).status == status


def test_concise_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", SEED)
    run = Run(capsys, "--output-format=concise")
    assert run.out == CONCISE.format("a.md") + "1 warning in 1 seed (1 fixable with --fix)\n"
    run = Run(capsys, "--output-format=json")
    assert json.loads(run.out)["findings"][0]["range"]["start"] == {"line": 13, "column": 15}
    assert run.out.startswith('{\n  "version": 1,\n  "summary": {\n    "seeds": 1,\n')
    assert run.status == 1


def test_statistics(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", SEED)
    assert Run(capsys, "--statistics").all == (
        1,
        """\
findings  files  fixable  rule
       1      1        1  warning[bare-status]

findings  file
       1  a.md

where to start
  seedlint --fix mends 1 of them; --fix --diff shows how
  seedlint explain bare-status is about the most frequent warning

1 warning in 1 seed (1 fixable with --fix)
""",
        "",
    )


def test_files_are_shown_instead_of_linted(capsys: pytest.CaptureFixture[str]) -> None:
    write("b.md", SEED)
    write("a/c.md", SEED)
    write("README.md", "")
    assert Run(capsys, "--show-files").all == (0, "a/c.md\nb.md\n", "")


def test_a_report_goes_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", SEED)
    assert Run(capsys, "--output-format=concise", "--output-file", "out/é.txt").all == (1, "", "")
    assert Path("out/é.txt").read_bytes().decode() == (
        CONCISE.format("a.md") + "1 warning in 1 seed (1 fixable with --fix)\n"
    )
    assert Run(capsys, "--output-file", ".").all == (
        2,
        "",
        "seedlint: `.` cannot be written: is a directory\n",
    )


def stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("seeds/a.md", CLEAN)
    write("elsewhere/seedlint.toml", 'select = ["variables"]')
    stdin(monkeypatch, SEED)
    run = Run(capsys, "--output-format=concise", "--stdin-filename", "seeds/a.md", "-")
    assert run.out.splitlines()[0] == CONCISE.format("seeds/a.md").strip()
    stdin(monkeypatch, SEED)
    assert Run(capsys, "--stdin-filename", "elsewhere/a.md", "-").status == 0
    stdin(monkeypatch, SEED)
    assert Run(capsys, "-", "--output-format=concise").out.startswith("<stdin>:13:15: warning[")
    stdin(monkeypatch, "# Hello")
    assert Run(capsys, "-").all == (0, "no seeds to check; 1 file passed over\n", "")


def test_files_that_are_no_seeds_are_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    """A hook hands us every README."""
    write("README.md", "# Hello")
    write("CHANGELOG.md", "# Changes")
    assert Run(capsys, "README.md", "CHANGELOG.md").all == (
        0,
        "no seeds to check; 2 files passed over\n",
        "",
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "no seed in the working directory, 1 file passed over"),
        (["docs"], "no seed in `docs`, 1 file passed over"),
        (["docs", "empty"], "no seed in `docs` or `empty`, 1 file passed over"),
        (["empty"], "no seed in `empty`"),
        (["--config", "other.toml"], "no seed among the configured `seeds`"),
    ],
)
def test_nothing_to_lint(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("docs/a.md", "# Hello")
    Path("empty").mkdir()
    write("other.toml", 'seeds = ["empty/**"]')
    assert Run(capsys, *args).all == (
        2,
        "",
        f"seedlint: nothing to lint: {message} (--allow-empty lets that pass)\n",
    )
    run = Run(capsys, *args, "--allow-empty")
    assert (run.status, run.err) == (0, "")


def test_a_configured_folder_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """Its seeds would be passed over in silence; a project that has none yet allows that."""
    write("seedlint.toml", 'select = ["bare-status"]\nseeds = ["seeds/**", "sedes/*.md", "x/y"]')
    write("seeds/a.md", CLEAN)
    assert Run(capsys).all == (
        2,
        "checked 1 seed: no findings\n",
        "seedlint: the configured `seeds` name `sedes`, which does not exist; did you mean "
        "`seeds`?\nseedlint: the configured `seeds` name `x/y`, which does not exist\n",
    )
    assert Run(capsys, "seeds/a.md").status == 0
    assert Run(capsys, "--allow-empty").all == (0, "checked 1 seed: no findings\n", "")


def test_exclusion_is_forced(capsys: pytest.CaptureFixture[str]) -> None:
    write("seedlint.toml", 'select = ["bare-status"]\nexclude = ["TEMPLATE.md"]')
    write("TEMPLATE.md", SEED)
    assert Run(capsys, "TEMPLATE.md").status == 1
    assert Run(capsys, "TEMPLATE.md", "--force-exclude").all == (
        0,
        "no seeds to check; 1 file passed over\n",
        "",
    )


def test_each_project_is_linted_by_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One configuration holds for a run; what is outside of its project is told as just that."""
    for name in ("x", "y"):
        write(f"packages/{name}/seedlint.toml", 'select = ["bare-status"]')
        write(f"packages/{name}/seeds/a.md", CLEAN)
    outside = (
        "seedlint: `{}` is outside of the project `{}`, whose configuration holds here; run "
        "seedlint for each project by itself\n"
    )
    names = ("packages/x/seeds/a.md", "packages/y/seeds/a.md")
    told = outside.format(names[1], "packages/x")
    clean = "checked 1 seed: no findings\n"
    assert Run(capsys, "--force-exclude", *names).all == (2, clean, told)
    Path("packages/x/seeds/far.md").symlink_to("../../y/seeds/a.md")
    assert Run(capsys, "--force-exclude", names[0], "packages/x/seeds/far.md").all == (
        2,
        clean,
        "seedlint: `packages/x/seeds/far.md` leads out of the project by a link\n",
    )
    monkeypatch.chdir("packages/x/seeds")
    told = outside.format("../../y/seeds/a.md", "..")
    assert Run(capsys, "--force-exclude", "a.md", "../../y/seeds/a.md").all == (2, clean, told)
    assert Run(capsys, "--force-exclude", "--isolated", "a.md", "../../y/seeds/a.md").err == (
        "seedlint: `../../y/seeds/a.md` is outside of the project `.`; run seedlint for each "
        "project by itself\n"
    )


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("seeds/a.md", SEED)
    Path("seeds/b.md").symlink_to("nowhere")
    assert Run(capsys, "seeds", "--output-format=concise").all == (
        2,
        CONCISE.format("seeds/a.md") + "1 warning in 1 seed (1 fixable with --fix)\n",
        "seedlint: `seeds/b.md` is a link that leads nowhere\n",
    )
    run = Run(capsys, "seeds/b.md")
    assert (run.status, run.err) == (2, "seedlint: `seeds/b.md` is a link that leads nowhere\n")
    run = Run(capsys, "seeds", "--diff")
    assert (run.status, run.err) == (2, "seedlint: `seeds/b.md` is a link that leads nowhere\n")
    assert run.out.startswith("diff --git a/seeds/a.md b/seeds/a.md\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nowhere"], "`nowhere` does not exist"),
        (["seeds/**/*.md"], "`seeds/**/*.md` does not exist; a path is no glob here, and a folder "
         "means all seeds below it"),
        (["baseline", "a?.md"], "`a?.md` does not exist; a path is no glob here, and a folder "
         "means all seeds below it"),
        (["fix"], "`fix` does not exist; did you mean `--fix`?"),
        (["output-format"], "`output-format` does not exist; did you mean `--output-format`?"),
        (["given"], "`given` does not exist"),
        (["seeds/\x1b[31m.md"], "`seeds/\\x1b[31m.md` does not exist"),
        (["explian"], "`explian` does not exist; did you mean the command `explain`?"),
        (["--select", "bare-statu"], "--select: `bare-statu` is no rule or group; did you mean "
         "`bare-status`?"),
        (["--ignore", "xyzzy"], "--ignore: `xyzzy` is no rule or group"),
        (["--extend-select", "all,shaep"], "--extend-select: `shaep` is no rule or group; did you "
         "mean `shape`?"),
        (["--select="], "--select: no rule or group is named"),
        (["--ignore", " , "], "--ignore: no rule or group is named"),
        (["--fail-on", "eror"], "--fail-on: `eror` should be `error`, `warning`, `info` or "
         "`never`; did you mean `error`?"),
        (["schema", "stesp"], "`stesp` should be `frontmatter`, `steps` or `config`; did you mean "
         "`steps`?"),
        (["schema"], "missing argument '{frontmatter|steps|config}'"),
        (["-j", "x"], "--jobs: `x` should be a whole number, 1 or more"),
        (["--jobs=0"], "--jobs: `0` should be a whole number, 1 or more"),
        (["--ignore", "all"], "no rule is on: `select` and `ignore` leave none"),
        (["--ignore", "bare-status"], "no rule is on: `select` and `ignore` leave none"),
        (["--select", "bare-status,unknown-rule", "--ignore", "unknown-rule,shape"],
         "no rule is on: `select` and `ignore` leave none"),
        (["--config", "none-on.toml"], "no rule is on: `select` and `ignore` leave none"),
        (["--config", ""], "--config: no file is named"),
        (["server", "--config="], "--config: no file is named"),
        (["--config", "bad.toml", "--cache-dir="], "--cache-dir: no folder is named"),
        (["--output-file", ""], "--output-file: no file is named"),
        (["--config", "none.toml"], "`none.toml` cannot be read: no such file or directory"),
        (["--config", "bad.toml"], "bad.toml: `selct` is not a setting; did you mean `select`?"),
        (["bad/a.md"], "bad/seedlint.toml: `tokens` should be a list of strings, not an integer"),
        (["--config", "bad.toml", "--isolated"], "--config and --isolated exclude each other"),
        (["-", "a.md"], "`-` does not go with other paths"),
        (["--stdin-filename", "a.md"], "--stdin-filename goes with `-` alone"),
        (["--statistics", "--output-format=json"], "--statistics does not go with "
         "--output-format json"),
        (["explain", "bare-statu"], "`bare-statu` is no rule; did you mean `bare-status`?"),
        (["explain", "xyzzy"], "`xyzzy` is no rule"),
        (["explain", "requests"], "`requests` is a group; `seedlint rules` lists the rules of it"),
    ],
)  # fmt: skip
def test_a_mistake_of_the_user_is_told_in_one_sentence(
    args: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a.md", SEED)
    write("bad.toml", "selct = []")
    write("none-on.toml", "select = []")
    write("bad/a.md", SEED)
    write("bad/seedlint.toml", "tokens = 1")
    assert Run(capsys, *args).all == (2, "", f"seedlint: {message}\n")


@pytest.mark.parametrize("args", [["--frobnicate"], ["explain"], ["schema"]])
def test_a_mistake_that_click_finds_is_one_line_as_well(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(capsys, *args)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("seedlint: ")
    assert run.err.count("\n") == 1
    assert run.err[10].islower()


def test_a_bug_asks_for_a_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> Report:
        error = KeyError("x")
        error.add_note("in `a.md`")
        raise error

    write("a.md", SEED)
    monkeypatch.setattr(project, "lint", broken)
    assert Run(capsys).all == (
        2,
        "",
        "seedlint: internal error in `a.md` (KeyError: 'x'); this is a bug in seedlint, please "
        "report it with the traceback that `SEEDLINT_DEBUG=1` shows\n",
    )
    monkeypatch.setenv("SEEDLINT_DEBUG", "1")
    with pytest.raises(KeyError):
        main([])


def test_an_interruption(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object, **options: object) -> Report:
        raise KeyboardInterrupt

    write("a.md", SEED)
    monkeypatch.setattr(project, "lint", interrupted)
    run = Run(capsys)
    assert (run.status, run.err.strip()) == (130, "seedlint: interrupted")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("args", "environment", "color"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        (["--color", "never"], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_on_a_terminal(
    args: list[str],
    environment: dict[str, str],
    color: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    write("a.md", SEED)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(args) == 1
    assert ("\x1b[" in terminal.getvalue()) is color


def test_colour_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", SEED)
    assert "\x1b[" not in Run(capsys).out
    assert "\x1b[1;33mwarning[bare-status]\x1b[0m" in Run(capsys, "--color=always").out
    assert Run(capsys, "--color=always", "--output-file=x.txt").out == ""
    assert "\x1b[" in Path("x.txt").read_text(encoding="utf-8")


def entry(
    name: str, group: Group, severity: Severity, doc: str, fix: Safety | None, default: bool = True
) -> Entry:
    return Entry(name=name, group=group, severity=severity, doc=doc, fix=fix, default=default)


FAKES = (
    entry("no-fun", Group.SHAPE, Severity.ERROR, "No fun | at all.\n\nWhy.\n", None),
    entry("bare", Group.SHAPE, Severity.WARNING, "Bare.", Safety.SAFE, default=False),
    entry("late", Group.STEPS, Severity.INFO, "Late.", Safety.UNSAFE),
)


def test_rules(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "RULES", FAKES)
    assert Run(capsys, "rules").all == (
        0,
        """\
shape
  no-fun  error               No fun | at all
  bare    warning  off  fix   Bare

steps
  late    info          fix!  Late

off: not in `default` · fix: by --fix · fix!: by --unsafe-fixes
""",
        "",
    )
    assert Run(capsys, "rules", "--output-format=markdown").out == (
        """\
## shape

| rule | severity | default | fix | what it finds |
|---|---|---|---|---|
| [`no-fun`](rules/no-fun.md) | error | on |  | No fun \\| at all |
| [`bare`](rules/bare.md) | warning | off | safe | Bare |

## steps

| rule | severity | default | fix | what it finds |
|---|---|---|---|---|
| [`late`](rules/late.md) | info | on | unsafe | Late |
"""
    )
    assert json.loads(Run(capsys, "rules", "--output-format=json").out)[1] == {
        "name": "bare",
        "group": "shape",
        "severity": "warning",
        "default": False,
        "fix": "safe",
        "summary": "Bare",
        "url": "https://seedlint.dev/rules/bare",
    }


def test_every_rule_is_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    listed = Run(capsys, "rules").out
    for rule in RULES:
        assert f"  {rule.name} " in listed
        page = Run(capsys, "explain", rule.name).out
        assert page.startswith(f"{rule.name}\n{rule.severity} · {rule.group.value} · ")
        assert "~~~" not in page


def test_explain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    doc = """\
Late.

Why.

~~~yaml bad
a:

  b
~~~

~~~markdown good seeds/c.md
c
~~~

~~~yaml spec
d
~~~

~~~json spec-good swagger/e.json
e
~~~

~~~markdown seed seeds/f.md
f
~~~

~~~toml settings
g
~~~

~~~
h
~~~
"""
    late = entry("late", Group.STEPS, Severity.INFO, doc, Safety.UNSAFE, default=False)
    monkeypatch.setitem(BY_NAME, "late", late)
    assert Run(capsys, "explain", "late").all == (
        0,
        """\
late
info · steps · off by default · --fix --unsafe-fixes

Late.

Why.

Breaks the rule:
    a:

      b

Keeps it, as `seeds/c.md`:
    c

Where the spec, `swagger/api.yaml`, says:
    d

or, the good one:
    e

Beside it, `seeds/f.md`:
    f

With the configuration:
    g

    h
""",
        "",
    )


@pytest.mark.parametrize("name", ["frontmatter", "steps"])
def test_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("seedlint.toml", 'tokens = ["librarian", "##[error]"]')
    run = Run(capsys, "schema", name)
    assert (run.status, run.err) == (0, "")
    assert json.loads(run.out)["$defs"]["token"]["enum"] == ["librarian", "##[error]"]
    assert "##[" not in run.out
    assert "librarian" not in Run(capsys, "schema", name, "--isolated").out


def test_schema_of_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    """It is there while the configuration is being written, so a mistake in that is no matter."""
    write("seedlint.toml", "selct = []")
    run = Run(capsys, "schema", "config")
    assert (run.status, run.err) == (0, "")
    schema = json.loads(run.out)
    assert set(schema["$defs"]["rule"]["enum"]) > {"bare-status", "shape", "docs"}
    assert set(schema["$defs"]["selection"]["enum"]) > {"bare-status", "shape", "docs", "all"}


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert Run(capsys, "--version").all == (0, f"seedlint {seedlint.__version__}\n", "")
    assert Run(capsys, "-V").out == f"seedlint {seedlint.__version__}\n"
    text = Run(capsys, "--help").out
    assert text.startswith("Usage: seedlint [OPTIONS] [PATHS]... | COMMAND [ARGS]...\n")
    for name in ("check", "explain", "rules", "schema"):
        assert f"\n  {name} " in text
    assert Run(capsys, "check", "-h").out.startswith("Usage: seedlint check [OPTIONS] [PATHS]...\n")


def test_a_module_to_run() -> None:
    write("a.md", CLEAN)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-m", "seedlint"], capture_output=True, env=environment, check=False
    )
    assert (run.returncode, run.stdout) == (
        0,
        b"checked 1 seed: no findings\n".replace(b"\n", os.linesep.encode()),
    )


def test_a_reader_that_goes_away_and_a_disk_that_is_full() -> None:
    """Nothing but the status tells of a closed pipe; a report that is lost is told."""
    write("a.md", SEED)
    code = "import sys; from seedlint.cli import main; sys.exit(main(sys.argv[1:]))"
    reading, writing = os.pipe()
    os.close(reading)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with os.fdopen(writing, "wb") as closed:
        run = subprocess.run(
            [sys.executable, "-c", code],
            stdout=closed,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )
    assert (run.returncode, run.stderr) == (1, b"")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            run = subprocess.run(
                [sys.executable, "-c", code],
                stdout=full,
                stderr=subprocess.PIPE,
                env=environment,
                check=False,
            )
        assert run.returncode == 2
        assert run.stderr == b"seedlint: the report cannot be written: no space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="takes a POSIX shell")
@pytest.mark.parametrize(
    ("call", "status", "out"),
    [("a.md >&-", 1, ""), ("- <&-", 0, "no seeds to check; 1 file passed over\n")],
)
def test_a_stream_that_is_closed_from_the_start(call: str, status: int, out: str) -> None:
    write("a.md", SEED)
    run = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m seedlint {call}'],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (status, out, "")


def test_the_configuration_is_that_of_the_first_path() -> None:
    write("other/seedlint.toml", 'select = ["variables"]')
    write("other/a.md", SEED)
    assert main(["other/a.md"]) == 0
    assert main(["other"]) == 0
    assert main(["other/a.md", "--isolated", "--select", "bare-status"]) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_change_nothing_but_what_is_heard(closed: str) -> None:
    write("a.md", SEED)
    command = f'"{sys.executable}" -m seedlint {closed}'
    source = Path(seedlint.__file__).parents[1]
    ran = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert bool(ran.stdout) is (">&-" not in closed.split())
