"""What is attacked, one module each: what must hold, and inputs to begin with.

An input is bytes, as a file has them. Where a text is wanted that is no file, whatever is not
UTF-8 in it stands for a lone surrogate, so that every text can be asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hypothesis import strategies as st

SHARES = {
    "source": 15,
    "markdown": 40,
    "yamltree": 40,
    "template": 130,
    "jsonpath": 130,
    "jsontext": 130,
    "datafile": 30,
    "edit": 130,
    "ignores": 40,
    "conform": 60,
    "spec": 15,
    "engine": 15,
    "fixing": 6,
    "ignoring": 2,
    "config": 40,
    "baseline": 130,
    "cache": 20,
    "report": 15,
    "lsp": 4,
    "growth": 10,
}
"""The targets, each with its share of all inputs: what is quick to look at gets more."""


class Target(Protocol):
    """What a target's module offers.

    `STRUCTURED` makes inputs of the parts that people make theirs of.
    """

    STRUCTURED: st.SearchStrategy[str]

    def samples(self) -> Iterable[str]:
        """Inputs that mean something: what others are made of."""
        ...

    def check(self, data: bytes) -> None:
        """Hold the module to its laws. Raises where one is broken."""
        ...


def target(name: str) -> Target:
    """The target of this name."""
    return cast(Target, import_module(f"{__name__}.{name}"))


def text_of(data: bytes) -> str:
    """The text that an input stands for."""
    return data.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """An input that stands for a text."""
    return text.encode("utf-8", "surrogatepass")


def law(test: Callable[..., None]) -> Callable[..., None]:
    """What a property test holds each of its examples to."""
    return cast("Callable[..., None]", cast(Any, test).hypothesis.inner_test)
