"""Settings as TOML that people read and change: each with what speaks for it above."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH = 100
"""How long a line is at most, if it can be helped."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CODE = re.compile(r"`[^`]*`")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands at a dotted key, and why; where it is off it is there to be read alone.

    Without a value there is only something to be said.
    """

    key: tuple[str, ...]
    value: str | Sequence[str] | Mapping[str, str] | None
    why: str = ""
    off: bool = False


def document(title: str, settings: Iterable[Setting]) -> str:
    """A TOML document (version 1.0.0) of some settings, in their order."""
    paragraphs = [_comment(title), *("\n".join(_paragraph(each)) for each in settings)]
    return "\n\n".join(paragraphs) + "\n"


def string(text: str) -> str:
    """A basic string; what cannot be seen is escaped, and a lone surrogate is replaced."""
    return f'"{"".join(map(_character, text))}"'


def key(name: str) -> str:
    """One part of a dotted key."""
    return name if _BARE.fullmatch(name) else string(name)


def _paragraph(setting: Setting) -> Iterator[str]:
    if setting.why:
        yield _comment(setting.why)
    if setting.value is not None:
        name = ".".join(map(key, setting.key))
        for line in _assignment(name, setting.value):
            yield f"# {line}" if setting.off else line


def _assignment(name: str, value: str | Sequence[str] | Mapping[str, str]) -> Iterator[str]:
    """A key and its value on one line, or a list's items on lines of their own."""
    if isinstance(value, str):
        yield f"{name} = {string(value)}"
    elif isinstance(value, Mapping):
        pairs = (f"{key(name)} = {string(text)}" for name, text in value.items())
        yield f"{name} = {{ {', '.join(pairs)} }}"
    else:
        items = [string(item) for item in value]
        line = f"{name} = [{', '.join(items)}]"
        if len(line) <= WIDTH:
            yield line
        else:
            yield f"{name} = ["
            yield from (f"  {item}," for item in items)
            yield "]"


def _comment(text: str) -> str:
    """Some words as comment lines; none of them can end a comment, however they are spelt."""
    seen = "".join(char if char.isprintable() else _escape(char) for char in text)
    whole = _CODE.sub(lambda code: code[0].replace(" ", "\0"), seen)
    lines = wrap(whole, WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in lines).replace("\0", " ")


def _character(char: str) -> str:
    return _SHORT.get(char) or (char if char.isprintable() else _escape(char))


def _escape(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
