"""The generated parts of the documentation are those that the program makes today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docs import generate, rule_pages, screens, tables

from seedlint.cli.names import COMMANDS
from seedlint.report import FORMATS
from seedlint.rulekit import Group
from seedlint.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path

PAGES = generate.pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(generate.ROOT)))
def test_page_is_current(path: Path) -> None:
    """A stale page shows output that nobody gets, or options that are gone.

    README stands for the screens, for each starts programs; `docs/generate.py --check` plays all.
    """
    current = path.read_text(encoding="utf-8") if path.is_file() else ""
    played = path.parent == generate.FOLDER and "<!-- screen:" in current
    wanted = tables.fill(current) if played else PAGES[path]()
    assert current == wanted, "run `python docs/generate.py`"


def test_no_page_is_left_over() -> None:
    """A page whose rule is gone explains what cannot happen."""
    assert not generate.left_over()


def test_a_finding_leads_to_the_page_of_its_rule() -> None:
    """The address in reports is that of the page: page `rules/x.md` is built as `rules/x/`."""
    for rule in RULES:
        page = rule.url.removeprefix("https://seedlint.dev/")
        assert (generate.FOLDER / f"{page}.md") in PAGES


def test_every_command_has_its_part() -> None:
    """A command that no page explains is not found."""
    page = (generate.FOLDER / "command-line.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"generated: command (\w+)", page)) == sorted(COMMANDS)


def test_every_format_has_its_section() -> None:
    """A format that no page explains is not found."""
    page = (generate.FOLDER / "formats.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.M) == [*FORMATS]
    assert [name for name in re.findall("^## (.*)$", page, re.M) if name in FORMATS] == [*FORMATS]


def test_every_group_is_introduced() -> None:
    """A group without its page is a hole in the navigation."""
    assert [*rule_pages.SAYS] == [*Group]


def test_a_scene_has_what_is_to_rot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plant that no longer takes would leave a screen without its finding."""
    gone = screens.Scene({screens.LOAN: {"no such text": ""}})
    monkeypatch.setitem(screens.SCENES, "gone", gone)
    with pytest.raises(ValueError, match="does not hold 'no such text'"):
        screens.play("<!-- screen: gone -->\n$ true\n<!-- /screen -->")


def test_a_screen_shows_no_mistake_by_mistake() -> None:
    """A command that is gone would be shown with its error."""
    with pytest.raises(
        ValueError, match="`seedlint --gone` exits with 2: seedlint: no such option"
    ):
        screens.play("<!-- screen: rotten -->\n$ seedlint --gone\n<!-- /screen -->")
