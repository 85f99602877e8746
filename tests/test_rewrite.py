"""What `--fix` and `--diff` do to files: all that was asked for, as a whole, and nothing else."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samples import SMALL
from seedlint import fixing, ignoring, project, rewrite
from seedlint.cli import main
from seedlint.config import Config
from seedlint.edit import Fix
from seedlint.engine import SeedOutcome
from seedlint.finding import Diagnostic, Finding, Severity
from seedlint.rulekit import Member
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from seedlint.settings import Settings
    from seedlint.spec import Specs

BEFORE = SMALL.format("", "200")
AFTER = SMALL.format("", "[200]")
SETTINGS = 'select = ["bare-status"]\n'
QUERY = SMALL.format("?page=1", "200")
LIBRARY = json.dumps({"openapi": "3.0.3", "paths": {"/v1/loans": {"get": {"responses": {}}}}})
DIFF = """\
diff --git a/{0} b/{0}
--- a/{0}
+++ b/{0}
@@ -10,5 +10,5 @@
     method: GET
     path: /v1/loans
     expect:
-      status: 200
+      status: [200]
 ```
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("seedlint.toml", SETTINGS)


def write(name: str, text: str) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def read(name: str) -> str:
    return Path(name).read_bytes().decode()


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    return main(args), *capfd.readouterr()


def test_what_is_fixed_is_counted_and_what_remains_is_reported(
    capfd: pytest.CaptureFixture[str],
) -> None:
    write("a.md", BEFORE)
    write("b.md", AFTER)
    assert run(capfd, "--fix") == (
        0,
        "fixed 1 finding in 1 seed; checked 2 seeds: no findings\n",
        "",
    )
    assert read("a.md") == AFTER
    assert run(capfd, "--fix") == (0, "checked 2 seeds: no findings\n", "")


def test_unsafe_fixes_are_applied_where_both_options_say_so(
    capfd: pytest.CaptureFixture[str],
) -> None:
    write("seedlint.toml", 'select = ["query-in-path", "bare-status"]\n')
    write("a.md", QUERY)
    concise = "--output-format=concise"
    counted = "2 warnings in 1 seed (1 fixable with --fix, 1 more with --unsafe-fixes)"
    assert run(capfd, concise)[1].splitlines()[-1] == counted
    counted = "2 warnings in 1 seed (2 fixable with --fix --unsafe-fixes)"
    assert run(capfd, concise, "--unsafe-fixes")[1].splitlines()[-1] == counted
    assert read("a.md") == QUERY

    status, out, _ = run(capfd, concise, "--fix")
    assert status == 1
    assert out.splitlines()[-1] == (
        "fixed 1 finding in 1 seed; 1 warning in 1 seed (1 fixable with --fix --unsafe-fixes)"
    )
    assert read("a.md") == SMALL.format("?page=1", "[200]")
    assert run(capfd, "--fix", "--unsafe-fixes")[:2] == (
        0,
        "fixed 1 finding in 1 seed; checked 1 seed: no findings\n",
    )
    assert "    path: /v1/loans\n    params:\n" in read("a.md")


def test_programs_are_told_as_well(capfd: pytest.CaptureFixture[str]) -> None:
    write("a.md", BEFORE)
    assert json.loads(run(capfd, "--output-format=json")[1])["summary"]["fixable"] == 1
    fixed = json.loads(run(capfd, "--output-format=json", "--fix")[1])
    assert (fixed["summary"]["fixable"], fixed["summary"]["fixed"]) == (0, 1)
    assert fixed["findings"] == []


def test_a_diff_shows_and_does_not_touch(capfd: pytest.CaptureFixture[str]) -> None:
    """Its status tells whether there is one; what cannot be fixed is no matter of it."""
    write("a.md", BEFORE)
    write("seeds/b.md", BEFORE)
    both = DIFF.format("a.md") + DIFF.format("seeds/b.md")
    for options in (["--diff"], ["--diff", "--fix"], ["--diff", "--exit-zero"]):
        assert run(capfd, *options) == (1, both, "")
    assert read("a.md") == BEFORE
    assert run(capfd, "--diff", "--output-file=x.patch") == (1, "", "")
    assert read("x.patch") == both
    assert run(capfd, "--fix")[0] == 0
    assert run(capfd, "--diff") == (0, "", "")


def test_a_diff_of_unsafe_fixes(capfd: pytest.CaptureFixture[str]) -> None:
    write("seedlint.toml", 'select = ["query-in-path"]\n')
    write("a.md", QUERY)
    assert run(capfd, "--diff") == (0, "", "")
    assert "-    path: /v1/loans?page=1\n" in run(capfd, "--diff", "--unsafe-fixes")[1]


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_standard_input_is_filtered(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor takes what comes out for its buffer: the input wherever nothing is fixed."""
    report = b"fixed 1 finding in 1 seed; checked 1 seed: no findings\n"
    windows = ("\ufeff" + BEFORE.replace("\n", "\r\n")).encode()
    for content in (BEFORE.encode(), windows):
        stdin(monkeypatch, content)
        assert main(["--fix", "-"]) == 0
        fixed = content.replace(b"200", b"[200]")
        assert tuple(capfdbinary.readouterr()) == (fixed, report)
    for content in (AFTER.encode(), b"# Hello", b"", BEFORE.encode() + b"\xff"):
        stdin(monkeypatch, content)
        main(["--fix", "-"])
        assert capfdbinary.readouterr().out == content
    stdin(monkeypatch, BEFORE.encode())
    assert main(["--diff", "-", "--stdin-filename", "seeds/b.md"]) == 1
    assert tuple(capfdbinary.readouterr()) == (DIFF.format("seeds/b.md").encode(), b"")


def test_a_file_is_replaced_with_all_that_is_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    """Its mode, its line ends and its byte order mark; a link stays one."""
    text = "\ufeff" + BEFORE.replace("\n", "\r\n")
    write("away/real.md", text).chmod(0o640)
    Path("seeds").mkdir()
    Path("seeds/link.md").symlink_to("../away/real.md")
    assert run(capfd, "--fix", "seeds")[0] == 0
    assert os.readlink("seeds/link.md") == "../away/real.md"
    assert read("away/real.md") == text.replace("200", "[200]")
    assert Path("away/real.md").stat().st_mode & 0o777 == 0o640
    assert os.listdir("away") == ["real.md"]


def test_a_file_without_fixes_is_not_written(capfd: pytest.CaptureFixture[str]) -> None:
    before = write("a.md", AFTER).stat()
    broken = Path("b.md")
    broken.write_bytes(BEFORE.encode() + b"\xff")
    assert run(capfd, "--fix")[0] == 1
    after = Path("a.md").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert broken.read_bytes() == BEFORE.encode() + b"\xff"


def test_a_file_that_has_changed_since_is_not_overwritten(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real_fix = fixing.fix

    def slow(source: Source, *args: object, **options: object) -> fixing.Fixed:
        if source.path == "a.md":
            write("a.md", BEFORE + "More.\n")
        return real_fix(source, *args, **options)  # type: ignore[arg-type]

    write("a.md", BEFORE)
    write("b.md", BEFORE)
    monkeypatch.setattr(fixing, "fix", slow)
    status, out, err = run(capfd, "--fix", "--output-format=concise")
    assert (status, err) == (
        2,
        "seedlint: `a.md` has changed since it was read, so it is left alone\n",
    )
    assert out.splitlines()[-1] == (
        "fixed 1 finding in 1 seed; 1 warning in 2 seeds (1 fixable with --fix)"
    )
    assert read("a.md") == BEFORE + "More.\n"
    assert read("b.md") == AFTER
    assert sorted(os.listdir()) == ["a.md", "b.md", "seedlint.toml"]


def test_one_file_that_cannot_be_written_keeps_none_of_the_others(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is read-only is so to root as well, as which whole containers run."""
    write("a.md", BEFORE).chmod(0o444)
    write("b.md", BEFORE)
    write("gone/c.md", BEFORE)
    write("z.md", BEFORE)
    real_write = rewrite.write

    def slow(*collections: project.Collection) -> project.Collection:
        os.unlink("gone/c.md")
        os.rmdir("gone")
        return real_write(*collections)

    monkeypatch.setattr(rewrite, "write", slow)
    status, out, err = run(capfd, "--fix", "--output-format=concise")
    assert (status, err) == (
        2,
        "seedlint: `a.md` cannot be written: it is read-only\n"
        "seedlint: `gone/c.md` cannot be written: no such file or directory\n",
    )
    assert out.splitlines()[-1] == (
        "fixed 2 findings in 2 seeds; 2 warnings in 4 seeds (2 fixable with --fix)"
    )
    assert [read(name) for name in ("a.md", "b.md", "z.md")] == [BEFORE, AFTER, AFTER]
    assert Path("a.md").stat().st_mode & 0o777 == 0o444
    assert sorted(os.listdir()) == ["a.md", "b.md", "seedlint.toml", "z.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="takes a user who is not root")
def test_a_folder_that_takes_no_new_files(capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", BEFORE)
    Path("seeds").chmod(0o555)
    status, _, err = run(capfd, "--fix")
    Path("seeds").chmod(0o755)
    assert (status, err) == (2, "seedlint: `seeds/a.md` cannot be written: permission denied\n")
    assert read("seeds/a.md") == BEFORE


def test_a_file_of_several_names_is_fixed_once(capfd: pytest.CaptureFixture[str]) -> None:
    write("real/a.md", BEFORE)
    Path("b.md").symlink_to("real/a.md")
    Path("c.md").symlink_to("b.md")
    assert run(capfd, "--fix", ".")[::2] == (0, "")
    assert read("real/a.md") == AFTER
    assert [os.readlink("b.md"), os.readlink("c.md")] == ["real/a.md", "b.md"]


def test_what_a_killed_run_has_left_is_neither_linted_nor_kept(
    capfd: pytest.CaptureFixture[str],
) -> None:
    left = write("seeds/.seedlint-0123456789abcdef", BEFORE)
    os.utime(left, (0, 0))
    write("seeds/a.md", BEFORE)
    assert run(capfd, "--show-files")[1] == "seeds/a.md\n"
    assert run(capfd, "--fix")[0] == 0
    assert os.listdir("seeds") == ["a.md"]


def test_a_file_that_cannot_be_written(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays as it was, nothing is left beside it, and one sentence says why."""

    def full(old: object, new: object) -> None:
        raise OSError(28, "No space left on device")

    write("a.md", BEFORE)
    monkeypatch.setattr(os, "replace", full)
    status, _, err = run(capfd, "--fix")
    assert (status, err) == (2, "seedlint: `a.md` cannot be written: no space left on device\n")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    status, _, err = run(capfd, "--fix")
    assert (status, err) == (2, "seedlint: `a.md` cannot be written: permission denied\n")
    assert read("a.md") == BEFORE
    assert sorted(os.listdir()) == ["a.md", "seedlint.toml"]


def test_fixes_that_do_not_settle_leave_the_file_alone(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def growing(
        source: Source, specs: Specs, settings: Settings, path: str, *, heed_ignores: bool
    ) -> SeedOutcome:
        end = Span(len(source.text), len(source.text))
        finding = Finding(end, "more", fix=Fix.replace("add more", end, "more\n"))
        found = Diagnostic("bare-status", Severity.INFO, source, finding)
        return SeedOutcome((found,), 0, Member(source, None, None))

    write("a.md", BEFORE)
    monkeypatch.setattr(fixing, "lint_seed", growing)
    for option in ("--fix", "--diff"):
        status, _, err = run(capfd, option)
        assert (status, err) == (
            2,
            "seedlint: `a.md` is not fixed, for its fixes undo one another; this is a bug in "
            "seedlint, please report it with that file\n",
        )
    assert read("a.md") == BEFORE


def test_what_is_ignored_is_neither_reported_nor_fixed_unless_asked_for(
    capfd: pytest.CaptureFixture[str],
) -> None:
    comment = "  # seedlint: ignore[bare-status] as the runner had it"
    write("a.md", SMALL.format("", "200" + comment))
    summary = json.loads(run(capfd, "--output-format=json")[1])["summary"]
    assert (summary["warnings"], summary["suppressed"]) == (0, 1)
    assert run(capfd, "--diff") == (0, "", "")
    summary = json.loads(run(capfd, "--output-format=json", "--no-ignores")[1])["summary"]
    assert (summary["warnings"], summary["suppressed"]) == (1, 0)
    assert run(capfd, "--fix", "--no-ignores")[0] == 0
    assert read("a.md") == SMALL.format("", "[200]" + comment)


def test_settings_for_single_files_are_about_their_place_in_the_project(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever seedlint is called."""
    off = '[per-file-ignores]\n"old/*" = ["bare-status"]\n'
    write("seedlint.toml", f'select = ["bare-status", "query-in-path"]\n{off}')
    write("old/a.md", QUERY)
    monkeypatch.chdir("old")
    assert run(capfd, "--fix")[0] == 1
    assert read("a.md") == QUERY
    assert run(capfd, "--fix", "--unsafe-fixes")[0] == 0
    assert "    params:\n" in read("a.md")
    assert "status: 200\n" in read("a.md")


def test_a_fix_may_take_the_specs(capfd: pytest.CaptureFixture[str]) -> None:
    write("seedlint.toml", 'select = ["missing-spec"]\n')
    write("swagger/library.json", LIBRARY)
    write("a.md", BEFORE.replace("\n---\n\n", "\nswagger: swagger/librarx.json\n---\n\n"))
    assert run(capfd, "--fix", "--unsafe-fixes", "a.md")[0] == 0
    assert "swagger: swagger/library.json\n" in read("a.md")


def test_a_bug_says_which_file_brought_it_to_light(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise KeyError("x")

    write("a.md", BEFORE)
    config = Config(root=os.getcwd(), file="seedlint.toml")
    before = project.collect(["a.md"], config)
    monkeypatch.setattr(fixing, "lint_seed", broken)
    monkeypatch.setattr(ignoring, "lint_seed", broken)
    with pytest.raises(KeyError) as caught:
        rewrite.fix(before, config)
    assert caught.value.__notes__ == ["in `a.md`"]
    with pytest.raises(KeyError) as caught:
        rewrite.ignore(before, config, "why", [])
    assert caught.value.__notes__ == ["in `a.md`"]


def test_without_options_fixes_are_safe_and_comments_count() -> None:
    comment = "  # seedlint: ignore[bare-status] as the runner had it"
    text = SMALL.format("?page=1", "200" + comment)
    write("a.md", text)
    config = Config(root=os.getcwd(), file="seedlint.toml").override(select=("all",))
    [file] = rewrite.fix(project.collect(["a.md"], config), config).seeds
    assert (file.source.text, file.fixed) == (text, 0)


def test_nothing_is_written_before_it_is_asked_for() -> None:
    write("a.md", BEFORE)
    config = Config(root=os.getcwd(), file="seedlint.toml")
    before = project.collect(["a.md"], config.override(select=("bare-status",)))
    after = rewrite.fix(before, config.override(select=("bare-status",)))
    assert [file.fixed for file in after.seeds] == [1]
    assert read("a.md") == BEFORE
    assert rewrite.write(before, after) == after
    assert read("a.md") == AFTER
