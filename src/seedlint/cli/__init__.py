"""The command line: the surface that reads arguments, prints, and sets the exit status."""

from __future__ import annotations

import gc
import io
import os
import sys

from seedlint import interruption

TYPE_CHECKING = False  # all other imports wait until an interruption is heeded
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from seedlint.replay import Replay


def command_line() -> NoReturn:
    """Run the command line as a process, and end that without clearing up in it.

    To free what a run has built, object by object, takes a sixth of its time (measured over 104
    seeds); the system does it at once.
    """
    gc.disable()  # what a run builds lives until its end: there is no garbage to look for
    interruption.heed()
    replay = _replay(sys.argv[1:])
    status = replay.play() if replay else None
    if status is None:
        status = main(replay=replay)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue  # nobody reads it any more
    os._exit(status)


def _replay(arguments: Sequence[str]) -> Replay | None:
    """What was printed before; nothing for a run that has no use for it."""
    if "--no-cache" in arguments:
        return None
    from seedlint.replay import Replay

    return Replay(arguments)


def main(args: Sequence[str] | None = None, replay: Replay | None = None) -> int:
    """Run the command line; return 0 (clean), 1 (findings), 2 (anything else) or 130."""
    gc.disable()
    try:
        return _main(args, replay)
    finally:
        gc.enable()


def _main(args: Sequence[str] | None, replay: Replay | None) -> int:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # closed from the start, so nobody speaks, or listens
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    from seedlint.cli import plain
    from seedlint.cli.refusal import RefusalError

    try:
        words = sys.argv[1:] if args is None else args
        asked = None if _is_for_click() else plain.asked(words)
        if asked is None:
            from seedlint.cli.commands import call

            return call(args, replay)
        from seedlint.cli.run import run

        return run(asked, replay)
    except KeyboardInterrupt:  # where this is not a process of its own
        _say("interrupted")
        return interruption.STATUS
    except RefusalError as error:
        _say(str(error))
    except Exception as error:
        if os.environ.get("SEEDLINT_DEBUG"):
            raise
        _complain(error)
    return 2


def _is_for_click() -> bool:
    """Whether a shell asks for completions, or leaves it to us what a `*` means."""
    return "_SEEDLINT_COMPLETE" in os.environ or os.name == "nt"


def _complain(error: Exception) -> None:
    if isinstance(error, OSError):
        _say(_refusal(error))
    else:
        where = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
        _say(
            f"internal error{where} ({type(error).__name__}: {error}); this is a bug in seedlint, "
            "please report it with the traceback that `SEEDLINT_DEBUG=1` shows"
        )


def _say(message: str) -> None:
    from seedlint.cli.output import complain

    complain(message)


def _refusal(error: OSError) -> str:
    """What the system does not let us do, where nothing more is known about it."""
    try:
        os.getcwd()
    except OSError:
        return "the working directory is gone, or out of reach"
    what = f"`{error.filename}`: " if error.filename else ""
    return f"{what}{(error.strerror or str(error)).lower()}"
