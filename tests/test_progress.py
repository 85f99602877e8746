"""The bar of a long run: on a terminal only, and gone when the run ends or breaks off."""

from __future__ import annotations

import io
import sys

import pytest

from seedlint.cli import progress as module
from seedlint.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.delenv("TERM", raising=False)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    assert [*progress("abc", "linting")] == ["a", "b", "c"]
    assert terminal.getvalue() == ""


def test_a_long_run_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr(module, "DELAY", 0)
    assert [*progress("abcd", "linting")] == ["a", "b", "c", "d"]
    shown = terminal.getvalue()
    assert "linting" in shown
    assert "100%" in shown
    assert shown.endswith("\r\x1b[2K\x1b[?25h")


def test_what_breaks_off_leaves_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr(module, "DELAY", 0)
    items = progress("abcd", "linting")
    assert (next(items), next(items)) == ("a", "b")
    items.close()
    assert terminal.getvalue().endswith("\r\x1b[2K\x1b[?25h")


@pytest.mark.parametrize("term", [None, "dumb"])
def test_what_is_no_terminal_gets_no_bar(term: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAY", 0)
    stream = Terminal() if term else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    if term:
        monkeypatch.setenv("TERM", term)
    assert [*progress("ab", "linting")] == ["a", "b"]
    assert stream.getvalue() == ""
