"""Fuzzing: whatever comes from a stranger is looked at, within a second, and the laws hold for it.

`python tests/fuzz --help` is the command.
"""
