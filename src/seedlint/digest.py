"""What tells some bytes from all others, in 32 characters (BLAKE2b, RFC 7693)."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # hashlib loads OpenSSL besides, in a tenth of a cached run's time
except ImportError:  # pragma: no cover - a Python that keeps it elsewhere
    from hashlib import blake2b

WIDTH = 32
"""How many characters a digest has."""


def digest(data: bytes, key: bytes = b"") -> str:
    """The digest of some bytes, as hexadecimal digits; with a key, nobody can make it without."""
    return blake2b(data, digest_size=WIDTH // 2, key=key).hexdigest()
