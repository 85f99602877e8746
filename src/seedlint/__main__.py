"""`python -m seedlint`."""

from __future__ import annotations

from seedlint.cli import command_line

if __name__ == "__main__":
    command_line()
