"""Whatever the system does to a run: one sentence, the right exit status, and nothing half done.

Runs that are killed have a module of their own, `test_kill`, and so has what `--fix` does where it
must not write, `test_rewrite`.
"""

from __future__ import annotations

import array
import fcntl
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import pytest

from samples import ROOT, SEEDS, SMALL, SPECS
from seedlint import disk
from seedlint.cli import main
from seedlint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.skipif(os.name != "posix", reason="takes a POSIX system")

SEED = SMALL.format("", "200")
FIXED = SMALL.format("", "[200]")
CONCISE = """\
a.md:13:15: warning[bare-status] the expected status should be a list
1 warning in 1 seed (1 fixable with --fix)
"""
SEEDLINT = (sys.executable, "-m", "seedlint")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
INTERRUPTED = "seedlint: interrupted\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project in which one rule is on, with one seed that breaks it."""
    monkeypatch.chdir(tmp_path)
    Path("seedlint.toml").write_text('select = ["bare-status"]\n')
    Path("a.md").write_text(SEED)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR", "SEEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    return main(args), *capfd.readouterr()


def shell(script: str, **environment: str) -> tuple[str, str]:
    """What a script prints, in which `seedlint` is a process of its own."""
    done = subprocess.run(
        ["sh", "-c", f'seedlint() {{ "{sys.executable}" -m seedlint "$@"; }}\n{script}'],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=ENVIRONMENT | environment,
    )
    return done.stdout, done.stderr


# Interruption


def test_an_interruption_is_heeded_before_what_takes_long() -> None:
    """Until then, Python itself would tell of it with a traceback."""
    script = (
        "import os, sys\n"
        "from seedlint import cli, interruption\n"
        "late = {'click', 'typing', 'seedlint.replay'}\n"
        "interruption.heed = lambda: os._exit(not late.isdisjoint(sys.modules))\n"
        "cli.command_line()"
    )
    done = subprocess.run([sys.executable, "-S", "-c", script], env=ENVIRONMENT, check=False)
    assert done.returncode == 0


HEEDING = """
import os, sys
from seedlint import cli, interruption
heed = interruption.heed
interruption.heed = lambda: (heed(), os.write(1, b"."))
cli.command_line()
"""
"""A run that says when it heeds interruptions."""


def test_interrupted_at_any_moment() -> None:
    """From the first imports to the last write: no traceback, no file that is half written."""
    took, (status, _) = _interrupted_after(60, signal.SIGINT)
    assert status == 0
    moments = 20
    found = [
        _interrupted_after(took * moment / moments, (signal.SIGINT, signal.SIGTERM)[moment % 2])[1]
        for moment in range(moments)
    ]
    assert set(found) <= {(0, ""), (130, INTERRUPTED)}
    assert found[0] == (130, INTERRUPTED)


def _interrupted_after(seconds: float, number: int) -> tuple[float, tuple[int, str]]:
    """How long a run that is interrupted took, its exit status, and what it said."""
    for name in ("a.md", "b.md"):
        Path(name).write_text(SEED)
    Path("out.json").unlink(missing_ok=True)
    with subprocess.Popen(
        [sys.executable, "-c", HEEDING, "--fix", "--output-format=json=out.json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"."
        start = time.perf_counter()
        try:
            _, said = process.communicate(timeout=seconds or 0.000001)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            _, said = process.communicate()
        took = time.perf_counter() - start
    assert {Path(name).read_text() for name in ("a.md", "b.md")} <= {SEED, FIXED}
    if Path("out.json").exists():
        assert json.loads(Path("out.json").read_bytes())["findings"] == []
    assert set(os.listdir()) <= {"seedlint.toml", "a.md", "b.md", "out.json"}
    return took, (process.returncode, said.decode())


def test_interrupted_while_it_waits_for_standard_input() -> None:
    with started("-", "--fix") as process:
        assert process.stdin is not None
        process.stdin.write(b"---\n")
        left = array.array("i", [1])
        while left[0]:  # until it has read that, and waits for more
            fcntl.ioctl(process.stdin, termios.FIONREAD, left)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert outputs(process) == (b"", INTERRUPTED.encode())


def test_an_interrupted_server() -> None:
    """As an editor ends one that it waits for in vain."""
    pytest.importorskip("pygls")
    with started("server") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(INITIALIZE)
        assert process.stdout.readline().startswith(b"Content-Length: ")
        process.terminate()
        assert process.wait(10) == 130
        assert outputs(process)[1] == INTERRUPTED.encode()


ASLEEP = """
import asyncio, signal, threading
from seedlint import interruption

def strike():
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

async def sleep():
    interruption.rouse(asyncio.get_running_loop())
    threading.Timer(0.1, strike).start()
    await asyncio.sleep(60)

interruption.heed()
asyncio.run(sleep())
"""


def test_an_event_loop_that_the_signal_itself_does_not_wake() -> None:
    """It reaches another thread, as it would come just before the loop goes to sleep."""
    done = subprocess.run(
        [sys.executable, "-c", ASLEEP],
        capture_output=True,
        check=False,
        env=ENVIRONMENT,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (130, INTERRUPTED.encode())


def test_a_server_whose_editor_goes_away() -> None:
    """In the middle of an answer: that is no mistake of anybody's, and told to nobody."""
    pytest.importorskip("pygls")
    with started("server") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.close()
        process.stdin.write(INITIALIZE)
        process.stdin.close()
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_a_signal_that_is_ignored_stays_so() -> None:
    """A shell without job control starts what is in the background like that."""
    ignoring = "trap '' INT\n"
    script = "import signal; from seedlint import interruption; interruption.heed()\n"
    script += "print(signal.getsignal(signal.SIGINT).name)"
    printed, _ = shell(f'{ignoring} "{sys.executable}" -c "{script}"')
    assert printed == "SIG_IGN\n"


def started(*args: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*SEEDLINT, *args], bufsize=0, stdin=pipe, stdout=pipe, stderr=pipe, env=ENVIRONMENT
    )


def outputs(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    out, err = process.stdout, process.stderr
    return (out.read() if out else b""), (err.read() if err else b"")


def message(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


INITIALIZE = message(
    b'{"jsonrpc": "2.0", "id": 1, "method": "initialize",'
    b' "params": {"processId": null, "rootUri": null, "capabilities": {}}}'
)


# What is written to


COMMANDS = (
    ("--help",),
    ("check", "--help"),
    ("--version",),
    ("rules",),
    ("rules", "--output-format=json"),
    ("explain", "bare-status"),
    ("schema", "steps"),
    ("completion", "bash"),
    ("--show-files",),
    ("--statistics", "--exit-zero"),
    ("init", "--dry-run"),
    *((f"--output-format={name}", "--exit-zero") for name in FORMATS),
)


def said_into(stream: int, args: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit status of a call whose standard output is a file that is open already."""
    with suppress(OSError), os.fdopen(stream, "w", encoding="utf-8") as output:
        monkeypatch.setattr(sys, "stdout", output)
        status = main(args)
    return status


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_a_reader_that_goes_away(
    args: Sequence[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`seedlint | head -1` has seen enough."""
    reading, writing = os.pipe()
    os.close(reading)
    assert said_into(writing, args, monkeypatch) == 0
    assert tuple(capfd.readouterr()) == ("", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="takes /dev/full")
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_standard_output_on_a_full_disk(
    args: Sequence[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is lost is told, and is no bug of ours to report."""
    assert said_into(os.open("/dev/full", os.O_WRONLY), args, monkeypatch) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("seedlint: ")
    assert err.endswith("no space left on device\n")
    assert "bug" not in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="takes /dev/full")
def test_standard_output_of_a_run_that_knows_all() -> None:
    """It prints what it printed before, and may fail at that as any other."""
    script = """
    seedlint >/dev/null; echo $?
    seedlint >/dev/full; echo $?
    { sleep 0.1; seedlint; echo $? >&2; } | :
    """
    assert shell(script) == (
        "1\n2\n",
        "seedlint: the report cannot be written: no space left on device\n1\n",
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="takes /dev/full")
def test_standard_error_on_a_full_disk() -> None:
    """What cannot be told there, the exit status still tells."""
    script = "seedlint nowhere 2>/dev/full; echo $?; seedlint nowhere 2>&-; echo $?"
    assert shell(script) == ("2\n2\n", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="takes /dev/full")
def test_a_page_of_a_job_on_a_full_disk(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/dev/full")
    status, _, err = run(capfd)
    assert (status, err) == (
        1,
        "seedlint: `/dev/full` cannot be written: no space left on device\n",
    )


def test_files_on_a_full_disk() -> None:
    """A limit of no bytes a file stops each write at its first one, as a full disk does."""
    os.mkdir("project")
    Path("project/a.md").write_text(SEED)
    os.mkdir("out")
    script = """
    ulimit -f 0
    for call in --fix '--add-ignores later' --output-format=json=out/o baseline \\
            '--diff --output-file=o' 'init project' --exit-zero; do
        seedlint $call >/dev/null; echo $? $call
    done
    ls -A . project
    """
    printed, told = shell(script)
    assert printed.splitlines() == [
        "2 --fix",
        "2 --add-ignores later",
        "2 --output-format=json=out/o",
        "2 baseline",
        "2 --diff --output-file=o",
        "2 init project",
        "0 --exit-zero",
        ".:",
        *sorted([".seedlint_cache", "a.md", "out", "project", "seedlint.toml"]),
        "",
        "project:",
        "a.md",
    ]
    too_large = "cannot be written: file too large"
    assert sorted(told.splitlines()) == sorted(
        [
            *[f"seedlint: `{name}` {too_large}" for name in ("a.md", "project/a.md") * 2],
            *[f"seedlint: `{name}` {too_large}" for name in ("o", "out/o")],
            f"seedlint: `.seedlint-baseline.json` {too_large}",
            f"seedlint: `project/seedlint.toml` {too_large}",
            f"seedlint: running without a cache: `.seedlint_cache` {too_large}",
        ]
    )
    assert Path("a.md").read_text() == SEED


def test_files_on_a_disk_that_is_read_only() -> None:
    """It is linted all the same."""
    mounted = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount = "mount --bind . . && mount -o remount,bind,ro . && cd . "
    if not shutil.which("unshare") or subprocess.run([*mounted, mount], check=False).returncode:
        pytest.skip("takes a mount of our own")
    calls = "--fix --output-file=o baseline --exit-zero"
    each = f'cd "$PWD"; for call in {calls}; do "{sys.executable}" -m seedlint $call; echo $?; done'
    done = subprocess.run(
        [*mounted, f"{mount} && {each}"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=ENVIRONMENT,
    )
    assert done.stderr.splitlines() == [
        "seedlint: `a.md` cannot be written: read-only file system",
        "seedlint: `o` cannot be written: read-only file system",
        "seedlint: `.seedlint-baseline.json` cannot be written: read-only file system",
        "seedlint: running without a cache: `.seedlint_cache` cannot be written: read-only file "
        "system",
    ]
    assert [line for line in done.stdout.splitlines() if line.isdigit()] == ["2", "2", "2", "0"]
    assert sorted(os.listdir()) == ["a.md", "seedlint.toml"]


# What is read


def test_a_file_that_goes_after_it_was_listed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = disk.listing

    def slow(folder: str) -> list[disk.Entry]:
        found = listing(folder)
        Path("b.md").unlink(missing_ok=True)
        return found

    Path("b.md").write_text(SEED)
    monkeypatch.setattr(disk, "listing", slow)
    assert run(capfd, "--output-format=concise") == (
        2,
        CONCISE,
        "seedlint: `b.md` cannot be read: no such file or directory\n",
    )


def test_a_file_that_changes_after_it_was_read(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is about what it read, and so is what it leaves in its cache for the next one."""
    for name, text in {**SEEDS, **SPECS}.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    Path("seedlint.toml").write_text('seeds = ["seeds/**"]\n')
    content = disk._content

    def replaced(path: str, most: int) -> bytes:
        found = content(path, most)
        if path.endswith((".json", ".yaml")):
            Path(path).write_bytes(found.replace(b"/v1/", b"/v2/"))
        return found

    clean = f"checked {len(SEEDS)} seeds: no findings\n"
    with monkeypatch.context() as patch:
        patch.setattr(disk, "_content", replaced)
        assert run(capfd) == (0, clean, "")
    expected = run(capfd, "--no-cache")
    assert expected[0] == 1
    assert run(capfd) == expected
    assert run(capfd) == expected


def test_a_folder_that_may_not_be_read(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", closed)
    status, out, err = run(capfd, ".", "--no-cache")
    assert (status, out) == (2, "")
    assert err == "seedlint: `.` cannot be read: permission denied\n"


@pytest.mark.parametrize(
    "args",
    [(), ("a.md",), ("-",), ("--isolated",), ("--watch",), ("baseline",), ("init",),
     ("schema", "steps")],
    ids=" ".join,
)  # fmt: skip
def test_a_working_directory_that_is_gone(
    args: Sequence[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkdir("gone")
    monkeypatch.chdir("gone")
    os.rmdir(os.getcwd())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SEED.encode())))
    assert run(capfd, *args) == (
        2,
        "",
        "seedlint: the working directory is gone, or out of reach\n",
    )
    assert run(capfd, "--version")[0] == 0
    assert run(capfd, "rules")[0] == 0


def test_a_process_whose_working_directory_is_gone() -> None:
    """Before it even knows what it is asked for."""
    printed, told = shell('mkdir gone; cd gone; rmdir "$PWD"; seedlint; echo $?')
    assert printed == "2\n"
    assert told.splitlines()[-1] == "seedlint: the working directory is gone, or out of reach"
    assert "Traceback" not in told


def test_standard_input_that_cannot_be_read(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(os.open(os.devnull, os.O_WRONLY), "w") as stream:
        reader = io.TextIOWrapper(io.FileIO(stream.fileno(), closefd=False))
        monkeypatch.setattr(sys, "stdin", reader)
        status, out, err = run(capfd, "-")
    assert (status, out) == (2, "")
    assert err.startswith("seedlint: standard input cannot be read: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("seconds", [0, -1, 2**33])
def test_a_file_of_another_time(seconds: int, capfd: pytest.CaptureFixture[str]) -> None:
    """A clock that was wrong, or jumps: nobody asks for the dates of files."""
    os.utime("a.md", (seconds, seconds))
    for _ in range(2):
        assert run(capfd, "--output-format=concise") == (1, CONCISE, "")
    Path("a.md").write_text(FIXED)
    os.utime("a.md", (seconds, seconds))
    assert run(capfd) == (0, "checked 1 seed: no findings\n", "")


# Names

NAMES = (
    b"a b.md", b" .md", b"-x.md", b"--fix.md", b"q'uo\"te`.md", b"new\nline.md", b"back\\slash.md",
    b"%41.md", b"a#b?c.md", b"$(x);&|<>.md", b"~.md", b"a:1:2.md", b"\x1b[31m.md", b"::error::.md",
    b"*.md", b"[a].md", b"A.md", b"a.MD", "é😀.md".encode(), "e\u0301.md".encode(),
    "\u202e.md".encode(), b"caf\xe9.md", b"\xff\xfe.md", b"x" * 252 + b".md",
)  # fmt: skip


@pytest.fixture
def named() -> list[bytes]:
    """Seeds by all the names that this file system takes."""
    os.unlink("a.md")
    for name in NAMES:
        try:
            Path(os.fsdecode(name)).write_text(SEED)
        except OSError:  # such as one that is not UTF-8, on macOS
            continue
    return [name for name in os.listdir(b".") if name.lower().endswith(b".md")]


def test_whatever_a_file_is_called(named: list[bytes], capfd: pytest.CaptureFixture[str]) -> None:
    """Each is found, linted, told apart, fixed, and named by its very bytes in a URI."""
    names = [os.fsdecode(name) for name in named]
    status, out, err = run(capfd, "--output-format=sarif")
    assert (status, err) == (1, "")
    results = json.loads(out)["runs"][0]["results"]
    places = [each["locations"][0]["physicalLocation"] for each in results]
    uris = [place["artifactLocation"]["uri"] for place in places]
    assert all(uri.isascii() for uri in uris)
    assert sorted(map(unquote_to_bytes, uris)) == sorted(named)
    for name in FORMATS:
        status, out, err = run(capfd, f"--output-format={name}", "--", *names)
        assert (status, err) == (1, "")
        assert "\x1b" not in out
    status, out, err = run(capfd, "--output-format=concise")
    assert (status, err, out.count("\n")) == (1, "", len(names) + 1)
    assert run(capfd, "baseline")[0] == 0
    assert run(capfd)[0] == 0
    assert run(capfd, "--fix")[::2] == (0, "")
    assert {Path(name).read_text() for name in names} == {FIXED}


def test_a_diff_of_whatever_a_file_is_called(named: list[bytes]) -> None:
    """git reads which file is meant, by its very bytes."""
    diff = subprocess.run(
        [*SEEDLINT, "--diff"], capture_output=True, check=False, env=ENVIRONMENT
    ).stdout
    done = subprocess.run(["git", "apply"], input=diff, capture_output=True, check=False)
    assert done.stderr == b""
    assert {Path(os.fsdecode(name)).read_text() for name in named} == {FIXED}


def test_a_path_that_is_too_long(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder can be deeper than any path that the system takes; the rest is linted."""
    with monkeypatch.context() as inside:
        for _ in range(25):
            os.mkdir("d" * 200)
            inside.chdir("d" * 200)
    status, out, err = run(capfd, "--output-format=concise")
    assert (status, out) == (2, CONCISE)
    assert err.endswith("d` cannot be read: file name too long\n")
    assert err.count("\n") == 1


def test_line_ends_of_windows_change_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_bytes(SEED.replace("\n", "\r\n").encode())
    assert run(capfd, "--output-format=concise") == (1, CONCISE, "")


# The environment


def test_an_environment_with_nothing_in_it(tmp_path: Path) -> None:
    """No HOME, no USER, no PATH, a time zone and a locale that do not exist, ASCII alone."""
    (tmp_path / "é.md").write_text(SEED)
    done = subprocess.run(
        [*SEEDLINT, "--output-format=concise", "--output-format=sarif=out.sarif"],
        capture_output=True,
        check=False,
        env={
            "PYTHONPATH": ENVIRONMENT["PYTHONPATH"],
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": "ascii:strict",
            "LC_ALL": "C",
            "TZ": "Nowhere/Else",
            "HOME": "/nowhere",
        },
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode("ascii").splitlines() == [
        CONCISE.splitlines()[0],
        CONCISE.splitlines()[0].replace("a.md", r"\udcc3\udca9.md"),
        "2 warnings in 2 seeds (2 fixable with --fix)",
    ]
    assert '"uri": "%C3%A9.md"' in Path("out.sarif").read_text()


def test_the_hash_seed_changes_no_format() -> None:
    """Two processes print the same bytes, whatever is wrong."""
    shutil.copytree(ROOT / "seeds", "seeds")
    shutil.copytree(ROOT / "swagger", "swagger")
    for seed in Path("seeds").rglob("*.md"):
        text = seed.read_text(encoding="utf-8").replace("status: verified", "status: verfied")
        text = text.replace("{{", "{{un", 1).replace("- id: ", "- name: ", 1)
        text = text.replace("method: GET", "method: get").replace("uid", "uuid", 2)
        seed.write_text(text, encoding="utf-8")
    spec = Path("swagger/lending/lending.json")
    spec.write_text(spec.read_text(encoding="utf-8")[:-2], encoding="utf-8")
    Path("seedlint.toml").write_text('select = ["all"]\n')
    for number in "12":
        formats = [f"--output-format={name}={number}/{name}" for name in FORMATS]
        done = subprocess.run(
            [*SEEDLINT, "--no-cache", "--statistics", *formats],
            capture_output=True,
            check=False,
            env=ENVIRONMENT | {"PYTHONHASHSEED": number},
        )
        assert (done.returncode, done.stderr) == (1, b"")
        Path(number, "statistics").write_bytes(done.stdout)
    for name in (*FORMATS, "statistics"):
        one, two = (Path(number, name).read_bytes() for number in "12")
        assert one == two
        assert len(one) > 500
