"""How long seedlint takes, as ratios to the work that no linter of seeds can avoid."""
