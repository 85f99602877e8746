"""The fingerprint of a line, by which GitHub knows a finding again when lines above it change.

Source: github/codeql-action, `src/fingerprints.ts`. Code scanning computes the same for results
that come without one, and warns of one that differs.
"""

from __future__ import annotations

from collections import Counter
from operator import mul
from struct import unpack

_BLOCK = 100
"""How many UTF-16 units are hashed, from the start of the line on."""

_MODULUS = 2**64
_POWERS = tuple(pow(37, exponent, _MODULUS) for exponent in reversed(range(_BLOCK)))
_END = "\uffff"


def fingerprints(content: str) -> list[str]:
    """The fingerprint of each line of a file: `hash:n`, where n counts the lines of this hash.

    `content` is the whole file with its byte order mark. Blanks and tabs do not count, and all line
    breaks are one; the end of the file is a unit of its own, with zeros after it.
    """
    breaks = content.replace("\r\n", "\n").replace("\r", "\n")
    data = (breaks.replace(" ", "").replace("\t", "") + _END).encode("utf-16-le", "surrogatepass")
    units = (*unpack(f"<{len(data) // 2}H", data), *(0,) * _BLOCK)
    starts = (0, *(index + 1 for index, unit in enumerate(units) if unit == ord("\n")))
    seen: Counter[int] = Counter()
    found = []
    for start in starts:
        value = sum(map(mul, _POWERS, units[start : start + _BLOCK])) % _MODULUS
        seen[value] += 1
        found.append(f"{value:x}:{seen[value]}")
    return found
