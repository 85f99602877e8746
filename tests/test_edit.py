"""Fixes are applied whole or not at all, and no edit disturbs another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint.edit import Edit, Fix, Safety, apply
from seedlint.source import Span

TEXT = "0123456789"


def fix(*edits: tuple[int, int, str]) -> Fix:
    return Fix("mend it", tuple(Edit(Span(start, end), text) for start, end, text in edits))


def test_replace_makes_a_fix_of_one_edit() -> None:
    made = Fix.replace("mend it", Span(1, 2), "x", Safety.UNSAFE)
    assert made == Fix("mend it", (Edit(Span(1, 2), "x"),), Safety.UNSAFE)
    assert Fix.replace("mend it", Span(1, 2), "x").safety is Safety.SAFE


def test_no_fix_changes_nothing() -> None:
    assert apply(TEXT, []) == (TEXT, [])


def test_fixes_are_applied_wherever_they_stand() -> None:
    """An edit that makes the text longer or shorter does not move the others."""
    fixes = [fix((8, 9, "eight")), fix((0, 0, "<"), (10, 10, ">")), fix((2, 6, ""))]
    assert apply(TEXT, fixes) == ("<0167eight9>", fixes)


def test_of_edits_that_touch_the_first_wins() -> None:
    first, touching, apart = fix((2, 4, "x")), fix((4, 6, "y")), fix((5, 6, "z"))
    assert apply(TEXT, [first, touching, apart]) == ("01x4z6789", [first, apart])


def test_two_insertions_at_one_place_clash() -> None:
    first, second = fix((3, 3, "a")), fix((3, 3, "b"))
    assert apply(TEXT, [first, second]) == ("012a3456789", [first])


def test_a_fix_is_left_out_whole() -> None:
    """Half a fix may be worse than the mistake."""
    first, second = fix((2, 4, "x")), fix((3, 5, "y"), (8, 9, "z"))
    assert apply(TEXT, [first, second]) == ("01x456789", [first])


def test_an_edit_that_two_fixes_share_is_made_once() -> None:
    """Two findings may ask for the same thing, and for something of their own beside it."""
    first, second = fix((0, 0, "<")), fix((0, 0, "<"), (5, 6, "five"))
    assert apply(TEXT, [first, second]) == ("<01234five6789", [first, second])


FIXES = st.lists(
    st.lists(
        st.tuples(st.integers(0, 10), st.integers(0, 3), st.sampled_from(["", "x", "yy"])).map(
            lambda edit: (edit[0], min(edit[0] + edit[1], 10), edit[2])
        ),
        min_size=1,
        max_size=2,
        unique_by=lambda edit: edit[0] // 4,
    )
    .filter(lambda edits: all(a[1] < b[0] or b[1] < a[0] or a == b for a in edits for b in edits))
    .map(lambda edits: fix(*edits)),
    max_size=5,
)


def touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


@settings(deadline=None, max_examples=100)
@given(FIXES)
def test_what_is_applied_is_all_that_fits(fixes: list[Fix]) -> None:
    """Outside of the edits the text stays; a fix is left out only for one that came before it."""
    text, applied = apply(TEXT, fixes)
    edits = sorted({edit for each in applied for edit in each.edits})
    expected, at = "", 0
    for edit in edits:
        assert at <= edit.span.start
        expected += TEXT[at : edit.span.start] + edit.text
        at = edit.span.end
    assert text == expected + TEXT[at:]
    left_out = [each for each in fixes if each not in applied]
    for each in left_out:
        before = {edit for other in fixes[: fixes.index(each)] for edit in other.edits}
        assert any(touch(edit, other) for edit in each.edits for other in before & set(edits))


def plainly(text: str, fixes: list[Fix]) -> tuple[str, list[Fix]]:
    """What `apply` does, in the time that a plain way takes."""
    taken: list[Edit] = []
    applied = []
    for each in fixes:
        edits = [edit for edit in each.edits if edit not in taken]
        if not any(touch(edit, other) for edit in edits for other in taken):
            taken += edits
            applied.append(each)
    for edit in sorted(taken, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text, applied


SIDE_BY_SIDE = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted), min_size=1, max_size=4
).map(lambda ends: fix(*[(one, other, "xy"[one % 2] * (other - one)) for one, other in ends]))


def apart(made: Fix) -> bool:
    spans = sorted(edit.span for edit in made.edits)
    ends = [span.end for span in spans]
    return all(end <= span.start for end, span in zip(ends, spans[1:], strict=False))


@settings(deadline=None, max_examples=80)
@given(st.lists(SIDE_BY_SIDE.filter(apart), max_size=8))
def test_the_quick_way_does_as_the_plain_one(fixes: list[Fix]) -> None:
    """Those of one fix may touch; so may those that two fixes share."""
    assert apply(TEXT, fixes) == plainly(TEXT, fixes)


def test_thousands_of_fixes_take_no_longer_each_than_a_few() -> None:
    """Every line of a long seed may have its own: all of them are in order, and none is lost."""
    count = 20_000
    fixes = [fix((10 * number, 10 * number + 1, "x")) for number in range(count)]
    assert apply(TEXT * count, [*reversed(fixes), *fixes])[0] == f"x{TEXT[1:]}" * count
