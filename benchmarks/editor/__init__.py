"""How long an editor waits for `seedlint server` in a large project."""
