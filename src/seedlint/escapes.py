"""Text with its %-escapes undone (RFC 3986, section 2.1).

Few texts have any, and to import what undoes them takes longer than to lint a seed.
"""

from __future__ import annotations

import re


def unescaped(text: str) -> str:
    """What a part of a URL says."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


def unescaped_query(text: str) -> str:
    """What a part of a query says, where `+` stands for a blank (HTML, section 4.10.21.6)."""
    return unescaped(text.replace("+", " "))


def normalized(path: str) -> str:
    """A path with the fewest escapes of all that say the same.

    Letters, digits and `-._~` need none (RFC 3986, section 6.2.2), nor do the characters beyond
    ASCII (RFC 3987, section 3.1); `%2F` is no slash.
    """
    return re.sub("(?:%[0-9A-Fa-f]{2})+", _fewest, path) if "%" in path else path


def _fewest(escapes: re.Match[str]) -> str:
    text = bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8", "surrogateescape")
    octets = (ord(char) & 0xFF for char in text)  # what is no UTF-8 is the last of a surrogate
    return "".join(
        char if _needs_none(char) else f"%{octet:02X}"
        for char, octet in zip(text, octets, strict=True)
    )


def _needs_none(char: str) -> bool:
    return char.isalnum() or char in "-._~" or not (char.isascii() or "\udc80" <= char <= "\udcff")
