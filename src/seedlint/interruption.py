"""What interrupts the process: it ends at once, in one sentence, and leaves nothing half done.

The exception that Python raises instead may come up in any line: in the middle of an import, or
where it is swallowed, or told as a traceback, such as while an object is freed.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # this is there before anything else is imported
if TYPE_CHECKING:
    import signal
    from asyncio import AbstractEventLoop
    from collections.abc import Callable
    from typing import NoReturn
else:
    import _signal as signal  # `signal` makes enumerations of what is in it

STATUS = 130
"""The exit status, which is what a shell says of a command that ctrl-c has ended."""

_pending: list[Cleanup] = []


class Cleanup:
    """Call a function at the end of a block, and before that if the process is interrupted."""

    def __init__(self, call: Callable[[], object]) -> None:
        self.call = call

    def __enter__(self) -> None:
        _pending.append(self)

    def __exit__(self, *raised: object) -> None:
        self.call()
        _pending.remove(self)


def heed() -> None:
    """Let SIGINT and SIGTERM end the process, which is our own, whatever it is doing.

    One that is ignored stays so, as `nohup` wants it. Only the main thread may call this.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)


def rouse(loop: AbstractEventLoop) -> None:
    """Let a signal wake an event loop, as it would not if it came just before that goes to sleep.

    Only the main thread may call this. On Windows, loops see to it themselves.
    """
    if os.name != "posix":
        return
    heard, told = os.pipe()
    os.set_blocking(heard, False)
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    loop.add_reader(heard, os.read, heard, 512)


def _end(number: int, frame: object) -> NoReturn:
    try:
        for cleanup in reversed(_pending):
            cleanup.call()
        os.write(2, b"seedlint: interrupted\n")
    except Exception:  # nobody is left who could do anything about it
        pass
    os._exit(STATUS)
