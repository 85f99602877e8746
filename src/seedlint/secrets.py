"""Tokens and keys that are written out, known by their shapes; and texts that keep them secret."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable


class _Shape(NamedTuple):
    """What a secret looks like; every text with one has `mark` in it, which is fast to look for.

    A pattern that begins with the mark is fast too; the secret is its group, if it has one.
    """

    what: str
    mark: str
    pattern: str


_LINES = "PRIVATE KEY"

_SHAPES = (
    _Shape("a JSON Web Token", "eyJ", r"eyJ(?<![\w-]eyJ)[\w-]{10,}+\.eyJ[\w-]{10,}+\.[\w-]{16,}"),
    _Shape(
        "a private key",
        _LINES,
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY[A-Z ]{0,30}-----"
        r"(?:\s|\\n)*[\w+/=]{12,}(?:[ \t]*(?:\r?\n|\\n)[ \t]*[\w+/=]{40,})*",
    ),
    _Shape("an AWS access key", "AKIA", r"\bAKIA[0-9A-Z]{16}\b"),
    _Shape("an AWS access key", "ASIA", r"\bASIA[0-9A-Z]{16}\b"),
    _Shape("a GitHub token", "gh", r"gh[oprsu]_(?<=\bgh._)[A-Za-z0-9]{36,}\b"),
    _Shape("a GitHub token", "github_pat_", r"\bgithub_pat_\w{22,}\b"),
    _Shape("a GitLab token", "glpat-", r"\bglpat-[\w-]{20,}"),
    _Shape("a Slack token", "xox", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    _Shape(
        "a Slack webhook",
        "hooks.slack.com/services/",
        r"\bhooks\.slack\.com/services/T\w{8,}/B\w{8,}/\w{16,}",
    ),
    _Shape("a Stripe key", "k_live_", r"\b[rs]k_live_[A-Za-z0-9]{16,}\b"),
    _Shape("a Google API key", "AIza", r"\bAIza[\w-]{35}(?![\w-])"),
    _Shape(
        "a bearer token",
        "earer ",
        r"earer (?<=[Bb]earer )"
        r"((?=[\w.~+/-]*[0-9])(?=[\w.~+/-]*[A-Za-z])[\w.~+/-]{24,}+=*+)(?!…)",
    ),
)
"""In the order in which they are told from each other: a bearer token may be any of the others.

Sources: RFC 7515 (section 3.1), RFC 7468, RFC 6750, and what the named companies publish.
"""

_PLACEHOLDER = regex(r"example|your|x{4}|0{8}|\.{3}", re.I)
_TELLING = 100
"""How much of a secret can say that it is a placeholder: a long key has any word by chance."""

_NO_BREAK = regex(r"[^\r\n]")


class Secret(NamedTuple):
    """A secret, and what kind of secret it is: `a GitHub token`."""

    what: str
    span: Span


def find(text: str) -> list[Secret]:
    """The secrets of a text, in its order; each part of it belongs to one."""
    found = [
        (match.start(group), rank, match.end(group))
        for rank, shape in enumerate(_SHAPES)
        if shape.mark in text
        for match in re.finditer(shape.pattern, text, re.ASCII)
        for group in (match.lastindex or 0,)
        if not _PLACEHOLDER.search(match[group][:_TELLING])
    ]
    secrets: list[Secret] = []
    for start, rank, end in sorted(found):
        if not secrets or start >= secrets[-1].span.end:
            secrets.append(Secret(_SHAPES[rank].what, Span(start, end)))
    return secrets


def hidden(text: str) -> str:
    """The text with three asterisks in place of each secret, for a message."""
    return _covered(text, lambda _: "***")


def masked(text: str, line: Span) -> str:
    """A line of a text with an asterisk for each character of a secret: each keeps its place.

    Of all secrets only a private key has lines, so that no other is looked for around this one.
    """
    return line.of(_masked(text)) if has_lines(text) else _masked(line.of(text))


@lru_cache(maxsize=256)
def has_lines(text: str) -> bool:
    """Whether a secret of a text may have several lines."""
    return _LINES in text


@lru_cache(maxsize=256)
def _masked(text: str) -> str:
    return _covered(text, lambda secret: _NO_BREAK.sub("*", secret))


def _covered(text: str, cover: Callable[[str], str]) -> str:
    pieces: list[str] = []
    last = 0
    for _, span in find(text):
        pieces += (text[last : span.start], cover(span.of(text)))
        last = span.end
    return "".join((*pieces, text[last:]))
