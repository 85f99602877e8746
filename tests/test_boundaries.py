"""Nothing in a project, which may come from a stranger, leads a run out of it, or makes it wait."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from audit import heard
from reports import PLAIN, few, forged
from samples import LOANS, ROOT
from seedlint import cachefile, digest, program, replay
from seedlint.cli import main
from seedlint.report import FORMATS, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seedlint.project import Report

GOOD = LOANS.format("swagger/lending.json", "[200]")
FIXABLE = LOANS.format("swagger/lending.json", "200")

SPEC = """\
{{"openapi": "3.0.3", "info": {{"title": "Lending", "version": "1"}},
  "paths": {{"/v1/loans": {{"get": {{
    "parameters": [{}], "responses": {{"200": {{"description": "The loans."}}}}}}}}}}}}
"""
PARAMETER = '{"name": "page", "in": "query", "schema": {"type": "integer"}}'


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project beside what is none of its business."""
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    write("seedlint.toml", "")
    write("seeds/a.md", GOOD)
    write("swagger/lending.json", SPEC.format(PARAMETER))
    write("../outside/spec.json", SPEC.format(PARAMETER))
    write("../outside/seed.md", FIXABLE)
    write("../outside/names.json", '{"secret": 1}')
    Path("swagger/link.json").symlink_to("../../outside/spec.json")
    Path("swagger/linked").symlink_to("../../outside")
    Path("swagger/zero.json").symlink_to("/dev/zero")
    os.mkfifo("swagger/pipe.json")


def write(name: str, content: str) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


@contextmanager
def staying_inside() -> Iterator[None]:
    """See to it that no file and no folder outside of the project is opened."""
    outside = os.path.realpath("../outside")
    with heard("open", "os.scandir", "os.listdir") as found:
        yield
    opened = [os.path.realpath(path) for _, (path, *_) in found if isinstance(path, str)]
    assert [path for path in opened if path.startswith((outside, "/dev/zero"))] == []


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[str], str]:
    """The status, the findings, and what stands on standard error."""
    with staying_inside():
        status = main(["check", "--output-format=concise", *args])
    out, err = capfd.readouterr()
    return status, out.splitlines()[:-1], err


HERE = "seeds/a.md:5:10: error"
DESCRIBED = "`swagger/lending.json` describes `GET /v1/loans`"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (
            "../outside/spec.json",
            f"{HERE}[machine-local-path] `swagger` leads out of the project; "
            "it should go from the root of the project",
        ),
        (
            "swagger/../../outside/spec.json",
            f"{HERE}[machine-local-path] `swagger` leads out of the project; "
            "it should go from the root of the project",
        ),
        (
            "/dev/zero",
            f"{HERE}[machine-local-path] `swagger` is a path of one machine alone; "
            "it should go from the root of the project",
        ),
        (
            r"..\outside\spec.json",
            f"{HERE}[machine-local-path] `swagger` is written with backslashes, which Windows "
            "alone takes for folders; it should go from the root of the project",
        ),
        (
            "file:///dev/zero",
            f"{HERE}[missing-spec] there is no file `file:///dev/zero`; {DESCRIBED}",
        ),
        (
            "swagger/%2e%2e/%2e%2e/outside/spec.json",
            f"{HERE}[missing-spec] there is no file `swagger/%2e%2e/%2e%2e/outside/spec.json`; "
            f"{DESCRIBED}",
        ),
        (
            "swagger/link.json",
            "swagger/link.json:1:1: warning[invalid-spec] this spec is behind a link that leads "
            "out of the project",
        ),
        (
            "swagger/linked/spec.json",
            "swagger/linked/spec.json:1:1: warning[invalid-spec] this spec is behind a link that "
            "leads out of the project",
        ),
        (
            "swagger/zero.json",
            "swagger/zero.json:1:1: warning[invalid-spec] this spec is behind a link that leads "
            "out of the project",
        ),
        (
            "swagger/pipe.json",
            "swagger/pipe.json:1:1: warning[invalid-spec] this spec is not readable: not a regular "
            "file",
        ),
    ],
)
def test_the_spec_of_a_seed(path: str, found: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The first run, and those that find a cache."""
    write("seeds/a.md", LOANS.format(path, "[200]"))
    for _ in range(3):
        assert run(capfd) == (1, [found], "")


def test_what_must_not_be_read_may_say_anything(capfd: pytest.CaptureFixture[str]) -> None:
    """While there is such a spec, nobody knows that there is no such operation."""
    write("seeds/a.md", GOOD.replace("path: /v1/loans", "path: /v1/fines"))
    unknown = ["seeds/a.md:26:11: error[unknown-operation] no spec describes the path `/v1/fines`"]
    assert run(capfd, "--select=unknown-operation") == (0, [], "")
    Path("swagger/pipe.json").unlink()
    assert run(capfd, "--select=unknown-operation") == (1, unknown, "")


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("../../outside/spec.json#/info", "it is outside of the project"),
        ("%2e%2e/%2E%2E/outside/spec.json#/info", "it is outside of the project"),
        ("/dev/zero", "it is outside of the project"),
        (r"..\..\outside\spec.json", "it is outside of the project"),
        ("https://example.org/e/../../outside/spec.json", "it is outside of the project"),
        ("https://example.org/e//dev/zero", "it is outside of the project"),
        ("link.json#/info", "it is behind a link that leads out of the project"),
        ("linked/spec.json#/info", "it is behind a link that leads out of the project"),
        ("zero.json", "it is behind a link that leads out of the project"),
        ("pipe.json", "it is not readable: not a regular file"),
        ("file:///dev/zero", "it is remote, and `references` maps it to no local file"),
        ("a%00b.json", "there is no such file, or nothing there in it"),
        ("//localhost/dev/zero", "there is no such file, or nothing there in it"),
    ],
)
def test_a_reference(reference: str, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    write("seedlint.toml", '[references]\n"https://example.org/e/" = "swagger"\n')
    write("swagger/lending.json", SPEC.format(json.dumps({"$ref": reference})))
    place = "swagger/lending.json:3:21: info[unresolved-reference]"
    for _ in range(3):
        assert run(capfd) == (0, [f"{place} `{reference}` leads nowhere: {why}"], "")


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ('specs = ["../outside/*.json"]', "`specs[0]` leaves the project: globs are relative to "
         "its root"),
        ('specs = ["/dev/zero"]', "`specs[0]` leaves the project: globs are relative to its root"),
        ('specs = ["swagger/linked/*.json"]', "`specs[0]` names `swagger/linked`, which leads out "
         "of the project by a link"),
        ('specs = ["swagger/link.json"]', "`specs[0]` names `swagger/link.json`, which leads out "
         "of the project by a link"),
        ('seeds = ["../**"]', "`seeds[0]` leaves the project: globs are relative to its root"),
        ('seeds = ["seeds/../../**"]', "`seeds[0]` leaves the project: globs are relative to its "
         "root"),
        ('exclude = ["/**"]', "`exclude[0]` leaves the project: globs are relative to its root"),
        ('per-file-ignores = { "../**" = [] }', '`per-file-ignores."../**"` leaves the project: '
         "globs are relative to its root"),
        ('references = { "https://x.org/" = ".." }', '`references."https://x.org/"` leaves the '
         "project: the folder is relative to its root"),
        ('references = { "https://x.org/" = "swagger/linked" }', '`references."https://x.org/"` '
         "names `swagger/linked`, which leads out of the project by a link"),
        ('variables-from = ["../outside/names.json"]', "`variables-from[0]` leaves the project: "
         "`../outside/names.json` should be relative to its root"),
        ('variables-from = ["swagger/linked/names.json"]', "`variables-from[0]` names "
         "`swagger/linked/names.json`, which leads out of the project by a link"),
        ('variables-from = ["swagger/zero.json"]', "`variables-from[0]` names `swagger/zero.json`, "
         "which leads out of the project by a link"),
        ('variables-from = ["swagger/pipe.json"]', "`variables-from[0]` names `swagger/pipe.json`, "
         "which cannot be read: not a regular file"),
    ],
)  # fmt: skip
def test_a_setting(setting: str, problem: str, capfd: pytest.CaptureFixture[str]) -> None:
    write("seedlint.toml", f"{setting}\n")
    with staying_inside():
        assert main([]) == 2
    assert capfd.readouterr() == ("", f"seedlint: seedlint.toml: {problem}\n")


def test_links_among_the_seeds(capfd: pytest.CaptureFixture[str]) -> None:
    """What is named is somebody's own wish; what is met on the way is not."""
    write("seedlint.toml", 'seeds = ["seeds/**/*.md", "more/**/POST_*.md"]\nselect = ["default"]\n')
    Path("seeds/far.md").symlink_to("../../outside/seed.md")
    Path("seeds/far.json").symlink_to("../../outside/spec.json")
    Path("seeds/away").symlink_to("../../outside")
    Path("seeds/here").symlink_to(".")
    Path("more").symlink_to("../outside")
    Path("build").symlink_to("../outside")
    refused = "".join(
        f"seedlint: `{name}` leads out of the project by a link; name it to have it linted all the "
        "same\n"
        for name in ("more", "seeds/away", "seeds/far.md")
    )
    assert run(capfd) == (2, [], refused)
    assert run(capfd, "--fix") == (2, [], refused)
    assert run(capfd, "--force-exclude", "seeds/a.md", "seeds/far.md") == (
        2,
        [],
        "seedlint: `seeds/far.md` leads out of the project by a link\n",
    )
    for name, linted in (("seeds/far.md", "seeds/far.md"), ("seeds/away", "seeds/away/seed.md")):
        assert main(["--show-files", name]) == 0
        assert capfd.readouterr() == (f"{linted}\n", "")


def test_without_a_configuration(capfd: pytest.CaptureFixture[str]) -> None:
    """Then there is nothing to keep folders out with, and tools leave links to their own."""
    Path("seedlint.toml").unlink()
    Path("build").symlink_to("../outside")
    assert run(capfd) == (0, [], "")
    Path("seeds/far.md").symlink_to("../../outside/seed.md")
    assert run(capfd)[::2] == (
        2,
        "seedlint: `seeds/far.md` leads out of the project by a link; name it to have it linted "
        "all the same\n",
    )


def test_without_a_configuration_the_project_is_the_work_tree(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Whoever may write there may write the seeds."""
    Path("seedlint.toml").unlink()
    Path("swagger/linked").unlink()
    Path("../.git").mkdir()
    Path("seeds/far.md").symlink_to("../../outside/seed.md")
    assert main(["--show-files"]) == 0
    assert capfd.readouterr() == ("seeds/a.md\nseeds/far.md\n", "")


def test_without_a_work_tree_nobody_looks_for_a_spec_at_home(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor above it, unless somebody works there."""
    Path("seedlint.toml").unlink()
    Path("swagger/lending.json").unlink()
    home = Path("../home")
    spec = write("../home/.private/spec.json", '{"token": 1}')
    write("../home/work/seeds/a.md", LOANS.format(".private/spec.json", "[200]"))
    write("../home/work/seeds/b.md", LOANS.format("home/.private/spec.json", "[200]"))
    monkeypatch.setenv("HOME", str(home.absolute().resolve()))
    monkeypatch.chdir(home / "work")
    with heard("open") as found:
        assert main(["--select=missing-spec", "--output-format=concise"]) == 1
    assert capfd.readouterr().out.count("[missing-spec] there is no file") == 2
    opened = [os.path.realpath(path) for _, (path, *_) in found if isinstance(path, str)]
    assert str(spec.resolve()) not in opened
    monkeypatch.chdir("..")
    assert main(["--select=missing-spec", "--output-format=concise", "work/seeds/a.md"]) == 0


def test_what_is_no_file(capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever has the name of a seed or a spec, nobody waits for it."""
    os.mkfifo("seeds/pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("seeds/socket.md")
        Path("seeds/loop").symlink_to(".")
        Path("seeds/loop.md").symlink_to("loop.md")
        assert run(capfd) == (
            2,
            [],
            "seedlint: `seeds/loop.md` cannot be read: too many levels of symbolic links\n"
            "seedlint: `seeds/pipe.md` cannot be read: not a regular file\n"
            "seedlint: `seeds/socket.md` cannot be read: no such device or address\n",
        )


def test_the_baseline(capfd: pytest.CaptureFixture[str]) -> None:
    """It is neither read nor written where a link leads."""
    precious = write("../outside/precious", "mine")
    Path(".seedlint-baseline.json").symlink_to("../outside/precious")
    refused = "seedlint: `.seedlint-baseline.json` leads out of the project by a link\n"
    for args in ([], ["baseline"], ["baseline", "--prune"], ["baseline", "--force"]):
        with staying_inside():
            assert main(args) == 2
        assert capfd.readouterr() == ("", refused)
    assert precious.read_text() == "mine"


def test_init_writes_through_no_link(capfd: pytest.CaptureFixture[str]) -> None:
    Path("seedlint.toml").unlink()
    Path("seedlint.toml").symlink_to("../outside/new.toml")
    with staying_inside():
        assert main(["init"]) == 2
    assert "`seedlint.toml` is there already" in capfd.readouterr().err
    assert not Path("../outside/new.toml").exists()


def test_the_cache(capfd: pytest.CaptureFixture[str]) -> None:
    """Its folder is no link of the project's; where it is named, it may be one."""
    Path(cachefile.FOLDER).symlink_to("../outside")
    before = tree("../outside")
    assert run(capfd) == (
        0,
        [],
        f"seedlint: running without a cache: `{cachefile.FOLDER}` cannot be written: it is a link, "
        "which may lead anywhere\n",
    )
    assert tree("../outside") == before
    assert main(["--cache-dir", cachefile.FOLDER]) == 0
    assert capfd.readouterr().err == ""
    assert tree("../outside").keys() > before.keys()


def test_what_else_lies_in_the_folder_of_a_cache_is_left_alone() -> None:
    """Also where it is called almost as we call what we drop there."""
    names = [f"report-{number:032x}" for number in range(replay.MOST + 3)]
    others = [*(f"report-{number}.md" for number in range(40)), f"report-{'x' * 32}"]
    for name in (*names, *others):
        write(f"cache/{name}", "")
    replay._drop_the_oldest("cache")
    left = set(os.listdir("cache"))
    assert set(others) < left
    assert len(left) == len(others) + replay.MOST


def test_a_cache_that_comes_with_a_project(capfd: pytest.CaptureFixture[str]) -> None:
    """Whoever forged it knows all but the key, and that is not to be read in any."""
    write("seeds/a.md", FIXABLE)
    status, found, _ = run(capfd, "--select=bare-status")
    assert (status, len(found)) == (1, 1)
    key = program.program().encode()
    [file] = Path(cachefile.FOLDER).glob("findings-*")
    head, body = file.read_bytes().split(b"\n", 1)
    assert key not in head + body
    forged = body.replace(b"should be a list", b"may be what it is")
    for known, told in (
        (b"", found),
        (key, [found[0].replace("should be a list", "may be what it is")]),
    ):
        seal = digest.digest(forged, known).encode()
        file.write_bytes(re.sub(rb"\S+$", seal, head) + b"\n" + forged)
        assert run(capfd, "--select=bare-status") == (1, told, "")


def test_no_two_installations_have_the_same_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where all files have the same dates, as in images and reproducible builds."""
    keys = {program.program()}
    for name in ("one", "other"):
        copy = shutil.copytree(ROOT / "src/seedlint", tmp_path / name)
        monkeypatch.setattr(program, "__file__", str(copy / "program.py"))
        keys.add(program.program())
        assert program.program() in keys
    assert len(keys) == 3


# What is printed.

UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What steers a terminal, turns the direction of writing, or is not to be seen."""


@few
@given(forged())
def test_no_format_lets_through_what_nobody_would_see(report: Report) -> None:
    for name in FORMATS:
        assert UNSEEN.search("\n".join(render(name, report, PLAIN))) is None, name


# What is written.


def tree(folder: str) -> dict[str, tuple[object, ...]]:
    """All that lies in a folder, with what must not change."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [Path(folder), *Path(folder).rglob("*")]:
        status = path.lstat()
        if path.is_symlink():
            found[str(path)] = (os.readlink(path),)
        elif path.is_file():
            found[str(path)] = (status.st_mode, status.st_mtime_ns, path.read_bytes())
        else:
            found[str(path)] = (status.st_mode,)
    return found


def nothing() -> None:
    """A project that is as it was."""


def fixable() -> None:
    for name in ("a", "b", "c"):
        write(f"seeds/{name}.md", FIXABLE)
    write("seedlint.toml", 'select = ["bare-status"]\n')
    Path("seeds/d.md").symlink_to("c.md")


def unconfigured() -> None:
    Path("seedlint.toml").unlink()


def recorded() -> None:
    fixable()
    assert main(["baseline"]) == 0
    write("seeds/a.md", GOOD)


@pytest.mark.parametrize(
    ("begin", "args", "written"),
    [
        (nothing, ["--no-cache"], []),
        (nothing, ["--isolated"], []),
        (unconfigured, [], []),
        (nothing, ["--show-files"], []),
        (nothing, ["rules"], []),
        (nothing, ["explain", "bare-status"], []),
        (nothing, ["schema", "steps"], []),
        (nothing, ["completion", "bash"], []),
        (nothing, [], [".seedlint_cache", ".seedlint_cache/*"]),
        (nothing, ["--cache-dir=x/y"], ["x", "x/y", "x/y/*"]),
        (nothing, ["--no-cache", "--output-file=x/y.txt"], ["x", "x/y.txt"]),
        (nothing, ["--no-cache", "--output-format=sarif=x.sarif"], ["x.sarif"]),
        (fixable, ["--diff"], []),
        (fixable, ["--fix"], ["seeds/a.md", "seeds/b.md", "seeds/c.md"]),
        (fixable, ["--fix", "seeds/b.md"], ["seeds/b.md"]),
        (fixable, ["--fix", "seeds/d.md"], ["seeds/c.md"]),
        (fixable, ["--add-ignores=it is so", "seeds/a.md"], ["seeds/a.md"]),
        (fixable, ["--add-ignores=it is so", "--diff"], []),
        (fixable, ["baseline"], [".seedlint-baseline.json"]),
        (recorded, ["--no-cache"], []),
        (recorded, ["baseline"], []),
        (recorded, ["baseline", "--prune"], [".seedlint-baseline.json"]),
        (recorded, ["baseline", "--force"], [".seedlint-baseline.json"]),
        (unconfigured, ["init", "--dry-run"], []),
        (unconfigured, ["init"], ["seedlint.toml"]),
        (nothing, ["init"], []),
    ],
)
def test_nothing_is_written_but_what_is_asked_for(
    begin: Callable[[], None], args: list[str], written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a command is for: not a byte, not a date, not a mode; nor in the user's home."""
    monkeypatch.setenv("HOME", os.path.abspath("../home"))
    Path("../home").mkdir()
    begin()
    before = tree("..")
    main(args)
    after = tree("..")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    inside = {os.path.relpath(path) for path in changed}
    assert inside == {str(path) for glob in written for path in Path().glob(glob)}
    assert len(written) <= len(inside)
