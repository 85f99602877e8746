"""Text with its %-escapes undone (RFC 3986, section 2.1).

Few texts have any, and to import what undoes them takes longer than to lint a seed.
"""

from __future__ import annotations


def unescaped(text: str) -> str:
    """What a part of a URL says."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


def unescaped_query(text: str) -> str:
    """What a part of a query says, where `+` stands for a blank (HTML, section 4.10.21.6)."""
    return unescaped(text.replace("+", " "))
