"""What arguments ask for is the same, whether click reads them or nobody has to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.cli import commands, plain
from seedlint.cli.asked import Asked
from seedlint.cli.names import COMMANDS

SWITCHES = sorted(
    f"--{name.replace('_', '-')}"
    for name, default in Asked._field_defaults.items()
    if default is False
)
WORDS = st.sampled_from(
    [
        *(*SWITCHES, *COMMANDS, "seeds", "a.md", "-", "--", "", "-h", "-j", "--jobs=2"),
        *("--no_cache", "--ignore", "bare-status", "--select=a, b", "--select=", "--output-format"),
        *("json", "--output-format=sarif=x", "--output-format=nosuch"),
        *("--config", "--config=one.toml", "--cache-dir", "--cache-dir="),
    ]
)


def read(words: list[str]) -> Asked:
    """What click makes of some words."""
    heard: list[Asked] = []

    def run(asked: Asked, replay: object) -> int:
        heard.append(asked)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("seedlint.cli.run.run", run)
        assert commands.call(words) == 0
    return heard[0]


@given(st.lists(WORDS, max_size=5))
def test_plain_words_mean_what_click_makes_of_them(words: list[str]) -> None:
    asked = plain.asked(words)
    assert asked is None or asked == read(words)


@pytest.mark.parametrize("words", [[], ["check"], ["a.md", "seeds"], ["check", *SWITCHES], ["-"]])
def test_paths_and_switches_are_plain(words: list[str]) -> None:
    assert plain.asked(words) == read(words)


@pytest.mark.parametrize(
    "word", [*sorted(set(COMMANDS) - {"check"}), "--help", "--jobs", "--no_cache", "--config="]
)
def test_all_else_is_for_click(word: str) -> None:
    assert plain.asked([word]) is None
    assert (plain.asked(["seeds", word]) is None) == word.startswith("-")
