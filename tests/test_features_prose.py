"""What stands in hovers: data as YAML has it, and lists that say that they are cut."""

from __future__ import annotations

import pytest

from seedlint.lsp.features import prose


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "null"), (True, "true"), (False, "false"), (1.5, "1.5"), ("en", "en")],
)
def test_data_is_shown_as_it_would_be_written(value: object, shown: str) -> None:
    assert prose.word(value) == shown


def test_a_number_of_thousands_of_digits_is_not_shown() -> None:
    """Python refuses to write one, for that takes its time."""
    assert prose.word(10**5000) == "…"


def test_a_long_list_is_cut_openly() -> None:
    assert prose.bullets("abc", most=2) == "- a\n- b\n- and 1 more"
    assert prose.codes("abc", most=2) == "`a`, `b` and 1 more"
    assert prose.codes("ab", most=2) == "`a`, `b`"
