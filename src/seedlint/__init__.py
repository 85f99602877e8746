"""A linter for API seeds: Markdown files whose steps are held against their OpenAPI operations."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """`__version__`, from the installed package's metadata, which is slow to import."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("seedlint")
    except PackageNotFoundError:
        return "unknown"
