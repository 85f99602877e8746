"""`python -m seedlint`."""

from __future__ import annotations

import sys

from seedlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
