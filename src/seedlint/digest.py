"""What tells some bytes from all others, in 32 characters (SHA-256, FIPS 180-4, cut in half).

Processors have instructions for it. To load OpenSSL, which uses them, takes what they save over
5 MB, and the specs of a hundred seeds are more (measured beside BLAKE2b, which Python has itself).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 32
"""How many characters a digest has."""


def digest(
    data: bytes | memoryview, key: bytes = b"", rest: Iterable[bytes | memoryview] = ()
) -> str:
    """The digest of some bytes, as hexadecimal digits; with a key, nobody can make it without.

    What follows them, the `rest`, may come in pieces. Source: RFC 2104, for the key.
    """
    try:
        import _hashlib  # where it is needed: a run without a cache is not; hashlib takes longer

        found = _hashlib.hmac_new(key, data, "sha256") if key else _hashlib.openssl_sha256(data)
    except ImportError:  # pragma: no cover - a Python without OpenSSL
        import hashlib
        import hmac

        found = hmac.new(key, data, "sha256") if key else hashlib.sha256(data)  # type: ignore[assignment]
    for each in rest:
        found.update(each)
    return found.hexdigest()[:WIDTH]
