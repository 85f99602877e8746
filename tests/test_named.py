"""A `NamedTuple` of ours is one of `typing` in all but the time to define it."""

from __future__ import annotations

import inspect
import pickle
import typing
from typing import TYPE_CHECKING

import pytest

from seedlint.named import NamedTuple

if TYPE_CHECKING:
    from undefined import Anything  # type: ignore[import-not-found]


class Loan(NamedTuple):
    """A book, and how long it is lent."""

    book: Anything
    days: int = 14

    @property
    def long(self) -> bool:
        """Whether it is long."""
        return self.days > 14

    def renewed(self) -> Loan:
        """The same for longer."""
        return self._replace(days=2 * self.days)


class Reference(typing.NamedTuple):
    """A book, and how long it is lent."""

    book: Anything
    days: int = 14


@pytest.mark.parametrize("arguments", [("Emma",), ("Emma", 7)])
def test_it_is_the_tuple_that_typing_makes(arguments: tuple[typing.Any, ...]) -> None:
    loan, reference = Loan(*arguments), Reference(*arguments)
    assert (*loan,) == (*reference,) == (loan.book, loan.days)
    assert repr(loan) == repr(reference).replace("Reference", "Loan")
    assert hash(loan) == hash(reference)
    assert loan._asdict() == reference._asdict()


@pytest.mark.parametrize(
    "attribute", ["__doc__", "__match_args__", "__module__", "_field_defaults", "_fields"]
)
def test_it_tells_of_itself_what_typing_tells(attribute: str) -> None:
    assert getattr(Loan, attribute) == getattr(Reference, attribute)


def test_it_has_methods_and_no_room_for_more() -> None:
    loan = Loan(book="Emma").renewed()
    assert (loan, loan.long) == (("Emma", 28), True)
    assert Loan.__qualname__ == Loan.renewed.__qualname__.partition(".")[0] == "Loan"
    with pytest.raises(AttributeError):
        loan.pages = 1  # type: ignore[attr-defined]


def test_it_takes_its_fields_alone() -> None:
    assert inspect.signature(Loan).replace(return_annotation=inspect.Signature.empty) == (
        inspect.signature(typing.cast("typing.Any", lambda book, days=14: ...))
    )
    with pytest.raises(TypeError):
        Loan()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Loan("Emma", pages=1)  # type: ignore[call-arg]


def test_it_can_be_sent_to_another_process() -> None:
    loan = Loan("Emma", 7)
    assert pickle.loads(pickle.dumps(loan)) == loan
    assert type(pickle.loads(pickle.dumps(loan))) is Loan
