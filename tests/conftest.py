"""How the tests run: the same cases every time, and programs as they are once installed.

`HYPOTHESIS_PROFILE=explore` lets property tests try new cases.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

from hypothesis import HealthCheck, settings

# What is installed has its bytecode; without it, each program that a test starts compiles anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A shell that runs the tests in the background lets them, and all that they start, ignore ctrl-c.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How busy a machine is decides over no law; what may take how long, `test_limits` holds.
settings.register_profile(
    "steady",
    derandomize=True,
    max_examples=60,
    deadline=1000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("mutants", derandomize=True, deadline=None, max_examples=15)
settings.register_profile("explore", derandomize=False, max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_finish() -> None:
    """Modules and tests are here to stay: the collector need not visit them time and again."""
    gc.freeze()
    gc.set_threshold(20_000)
