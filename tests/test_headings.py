"""A section under another name is recognised, and a section of another kind is left alone."""

from __future__ import annotations

import pytest

from seedlint.headings import addition, renamed
from seedlint.seed import Seed, read
from seedlint.settings import Settings
from seedlint.source import Source


def seed_of(*headings: str) -> Seed:
    return read(
        Source("seed.md", "".join(f"{heading}\n\nText.\n\n" for heading in headings)), Settings()
    )


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Overview", "Summary"),
        ("DESCRIPTION", "Summary"),
        ("Sumary", "Summary"),
        ("2. Summary", "Summary"),
        ("✅ Test Request", "Test Request"),
        ("Test-Request", "Test Request"),
        ("Test Requests", "Test Request"),
        ("Test Steps", "Test Request"),
        ("Test Request (two tokens)", "Test Request"),
        ("Test Request: renewals", "Test Request"),
        ("Pre-requisites", "Prerequisites"),
        ("Pre-conditions", "Prerequisites"),
        ("Setup:", "Prerequisites"),
    ],
)
def test_old_and_misspelt_names(heading: str, title: str) -> None:
    """Each of these is one rename away from a seed that runs."""
    assert {t: s.title for t, s in renamed(seed_of(f"## {heading}"), Settings()).items()} == {
        title: heading
    }


@pytest.mark.parametrize(
    "heading",
    [
        "Notes",
        "Summary of Changes",
        "Test Results",
        "Response",
        "Expected Response",
        "Clean Up",
        "🌊",
    ],
)
def test_other_names(heading: str) -> None:
    """A heading that only sounds alike must not be renamed."""
    assert renamed(seed_of(f"## {heading}"), Settings()) == {}


@pytest.mark.parametrize(
    "headings",
    [
        ("## Summary", "## Prerequisites", "## Test Request", "## Overview"),
        ("# Overview",),
        ("## Notes", "### Overview"),
    ],
)
def test_places(headings: tuple[str, ...]) -> None:
    """The section is there, or the heading is the seed's title, or it is a part of another one."""
    assert renamed(seed_of(*headings), Settings()) == {}


def test_the_first_one_counts() -> None:
    """Two sections cannot both become the one."""
    seed = seed_of("## Overview", "## Description", "## Setup")
    found = renamed(seed, Settings())
    assert {title: section.title for title, section in found.items()} == {
        "Summary": "Overview",
        "Prerequisites": "Setup",
    }


def test_old_names_are_settings() -> None:
    """A team has its own old names; ours are then none."""
    settings = Settings(section_aliases={"In Short": "Summary"})
    assert list(renamed(seed_of("## In short"), settings)) == ["Summary"]
    assert renamed(seed_of("## Overview"), settings) == {}


@pytest.mark.parametrize(
    ("title", "more"),
    [
        ("Summary", ""),
        ("Summary (short)", " (short)"),
        ("SUMMARY: short", ": short"),
        ("Summary of Changes", ""),
        ("Summaryish", ""),
    ],
)
def test_addition(title: str, more: str) -> None:
    """What a fix would lose."""
    assert addition(title, "Summary") == more
