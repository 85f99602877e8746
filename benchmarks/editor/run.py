"""Run the editor benchmark: `python benchmarks/editor/run.py --help`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.editor.command import main

if __name__ == "__main__":
    sys.exit(main())
