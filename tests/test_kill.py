"""A run that ends while it writes leaves each file old or new, and nothing that is linted.

One that is interrupted leaves nothing else at all.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from samples import ROOT, SMALL
from seedlint import atomic, interruption
from seedlint.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

SEED = SMALL.format("", "{}")
OLD, NEW = SEED.format("200").encode(), SEED.format("[200]").encode()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("seedlint.toml").write_text('select = ["bare-status"]\n')


def seeds(count: int) -> list[Path]:
    found = [Path(f"{number:02}.md") for number in range(count)]
    for file in found:
        file.write_bytes(OLD)
    return found


def new(files: list[Path]) -> int:
    """How many of the files are new; the others are old, to the last byte."""
    contents = [file.read_bytes() for file in files]
    assert set(contents) <= {OLD, NEW}
    return contents.count(NEW)


def linted(capfd: pytest.CaptureFixture[str]) -> list[str]:
    capfd.readouterr()
    assert main(["--show-files"]) == 0
    return capfd.readouterr().out.splitlines()


def test_killed_from_outside(capfd: pytest.CaptureFixture[str]) -> None:
    """At moments that are spread over the time in which it writes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    counts = []
    for goal in (1, 12, 24):
        files = seeds(36)
        command = [sys.executable, "-m", "seedlint", "--fix"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
            while process.poll() is None and files[goal].read_bytes() == OLD:
                time.sleep(0.0002)
            process.kill()
        counts.append(new(files))
        left = {path.name for path in Path().iterdir()} - {file.name for file in files}
        assert all(name.startswith(".seedlint-") for name in left - {"seedlint.toml"})
        assert linted(capfd) == [file.name for file in files]
    assert any(0 < count < 36 for count in counts)
    assert main(["--fix"]) == 0
    assert new(files) == 36


@pytest.mark.skipif(not hasattr(os, "fork"), reason="takes fork")
def test_killed_before_each_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every moment that Python can tell apart."""
    counts: list[int] = []
    files = seeds(2)
    main(["--fix"])  # whatever else is imported on the way is there for all of the children
    seeds(2)
    while _ended(len(counts), signal.SIGKILL, monkeypatch):
        counts.append(new(files))
        assert linted(capfd) == [file.name for file in files]
        seeds(2)
    assert new(files) == 2
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="takes fork")
def test_interrupted_before_each_line(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    files = seeds(1)
    main(["--fix"])
    seeds(1)
    while _ended(len(counts), signal.SIGINT, monkeypatch):
        counts.append(new(files))
        assert sorted(os.listdir()) == ["00.md", "seedlint.toml"]
        seeds(1)
    assert new(files) == 1
    assert counts == sorted(counts)
    assert set(counts) == {0, 1}


def _ended(line: int, number: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Fix in a child that a signal ends before it runs that line of those that write files."""
    child = os.fork()
    if child:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, 130 if number == signal.SIGINT else -number)
        return status != 0
    left = line
    replace = atomic.replace

    def trace(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        nonlocal left
        if event == "line" and frame.f_code.co_filename == atomic.__file__:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), number)
        return trace

    def traced(*arguments: Any) -> bool:
        sys.settrace(trace)
        try:
            return replace(*arguments)
        finally:
            sys.settrace(None)

    monkeypatch.setattr(atomic, "replace", traced)
    interruption.heed()
    with redirect_stdout(io.StringIO()):
        os._exit(main(["--fix"]))
