"""One input after another is held to a target's laws, and to its time."""

from __future__ import annotations

import signal
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time
from traceback import walk_tb
from typing import TYPE_CHECKING, NamedTuple

from hypothesis.errors import UnsatisfiedAssumption

from samples import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

SECONDS = 1.0
"""How long one input may take, in time of the processor: other work on the machine is no hang."""


class Find(NamedTuple):
    """An input that breaks a law, and which law; inputs that break the same are the same find."""

    what: str
    data: bytes


class Tally(NamedTuple):
    """What came of some inputs: how many, the most of seconds and of bytes, and the finds."""

    inputs: int = 0
    slowest: float = 0.0
    peak: int = 0
    finds: tuple[Find, ...] = ()

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(
            self.inputs + other.inputs,
            max(self.slowest, other.slowest),
            max(self.peak, other.peak),
            self.finds + other.finds,
        )


class _TooLongError(BaseException):
    """Not to be caught by what is looked at."""


class Probe:
    """Looks at inputs, and keeps the shortest of those that break the same law."""

    def __init__(self, check: Callable[[bytes], None]) -> None:
        self._check = check
        self.inputs = 0
        self._slowest = 0.0
        self._finds: dict[str, bytes] = {}
        signal.signal(signal.SIGPROF, _interrupt)

    def __call__(self, data: bytes) -> None:
        """Look at an input, and count it."""
        self.inputs += 1
        what = self.broken(data)
        if what and len(data) < len(self._finds.get(what, data + b"x")):
            self._finds[what] = data

    @property
    def tally(self) -> Tally:
        """What came of the inputs so far."""
        finds = tuple(Find(*find) for find in self._finds.items())
        peak = getrusage(RUSAGE_SELF).ru_maxrss * 1024
        return Tally(self.inputs, self._slowest, peak, finds)

    def broken(self, data: bytes) -> str | None:
        """Which law an input breaks, if any."""
        begun = process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            self._check(data)
        except UnsatisfiedAssumption:  # what no law is about
            return None
        except _TooLongError:
            return f"takes more than {SECONDS:g} s"
        except Exception as error:
            return _said(error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            took = process_time() - begun
            self._slowest = max(self._slowest, took)
        return f"takes more than {SECONDS:g} s" if took > SECONDS else None


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise _TooLongError


def _said(error: Exception) -> str:
    """The kind of an error, and the innermost place of ours that it comes from."""
    ours = [
        (Path(frame.f_code.co_filename).name, line)
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename.startswith(str(ROOT))
    ]
    file, line = ours[-1] if ours else ("nowhere", 0)
    return f"{type(error).__name__} in {file}:{line}"
