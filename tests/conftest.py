"""How the tests run: the same cases every time, and programs as they are once installed.

`HYPOTHESIS_PROFILE=explore` lets property tests try new cases.
"""

from __future__ import annotations

import os
import sys

from hypothesis import settings

# What is installed has its bytecode; without it, each program that a test starts compiles anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("steady", derandomize=True, max_examples=60)
settings.register_profile("explore", derandomize=False, max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
