"""What cannot be done."""

from __future__ import annotations


class RefusalError(Exception):
    """Why a command does not do what it was asked for, in one sentence."""
