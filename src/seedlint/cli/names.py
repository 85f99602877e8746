"""The commands by their names, known without importing any of them."""

from __future__ import annotations

COMMANDS = {
    "check": "Lint seeds; this is what runs where no command is named.",
    "explain": "Explain a rule, with examples.",
    "rules": "List all rules by their groups.",
    "schema": "Print the JSON Schema of seeds or of the configuration.",
    "init": "Write a configuration from what the project holds.",
    "baseline": "Record today's findings, so that only new ones fail.",
    "server": "Serve editors: the language server, on standard input and output.",
    "completion": "Print the script that lets a shell complete commands.",
}
"""Each with its line in the help."""
