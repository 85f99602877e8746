"""An attribute is worked out once, when it is asked for, and for each object anew."""

from __future__ import annotations

from seedlint.lazy import lazy


class _Counting:
    """What asks how often it was asked."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.calls = 0

    @lazy
    def total(self) -> int:
        """How often."""
        self.calls += 1
        return self.calls * self.step


def test_it_is_worked_out_once() -> None:
    counting = _Counting(5)
    assert (counting.calls, counting.total, counting.total, counting.calls) == (0, 5, 5, 1)


def test_each_object_has_its_own() -> None:
    assert [_Counting(step).total for step in (1, 2)] == [1, 2]


def test_the_class_shows_what_it_is() -> None:
    assert isinstance(_Counting.total, lazy)
    assert _Counting.total.__doc__ == "How often."
