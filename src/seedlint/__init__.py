"""A linter for API seeds: Markdown files whose steps are held against their OpenAPI operations."""

from __future__ import annotations

__version__ = "0.1.0"
