"""Measurements of seedlint; no part of the package."""
