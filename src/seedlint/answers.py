"""The responses that the text of a seed shows, in sections such as `Expected Response (201)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.seed import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.markdown import Fence
    from seedlint.seed import Section, Seed

_RESPONSE = regex(r"\bresponses?\b", re.I)
_ERROR = regex(r"\b(?:errors?|failures?)\b", re.I)
_REQUEST = regex(r"\brequests?\b", re.I)
_STATUS = regex(r"[2-5]\d\d")
_STATUSES = regex(
    r"(?:^\W*(?:HTTP\s+|status\s+)?|\(\s*|\bresponses?\W+)"
    r"(?P<all>[2-5]\d\d(?:\s*(?:/|,|\||&|or|and)\s*[2-5]\d\d)*)(?!\w)",
    re.I,
)


class Answer(NamedTuple):
    """A section that shows a response: the statuses that its heading names, and its examples.

    A heading that names none shows the response that the seed expects.
    """

    section: Section
    statuses: tuple[Part, ...]
    examples: tuple[Fence, ...]

    @property
    def codes(self) -> tuple[int, ...]:
        return tuple(int(status.text) for status in self.statuses)


def answers(seed: Seed) -> Iterator[Answer]:
    """The responses that a seed shows of its endpoint, in the order of the text.

    What stands below another heading, such as that of another endpoint, is about something else.
    """
    found = {s: statuses for s in seed.sections if (statuses := _statuses(seed, s)) is not None}
    examples: dict[Section, list[Fence]] = {section: [] for section in found}
    for fence in seed.document.fences if found else ():
        if fence.language == "json" and fence.closed:
            section = _shows(seed, fence, found)
            if section is not None:
                examples[section].append(fence)
    for section, statuses in found.items():
        yield Answer(section, statuses, tuple(examples[section]))


def _statuses(seed: Seed, section: Section) -> tuple[Part, ...] | None:
    """The statuses of the response that a section shows; None where it shows none."""
    title = section.title
    match = _STATUSES.search(title)
    if section.heading.level == 1 or not (match or _RESPONSE.search(title)):
        return None
    above = [s.title for s in seed.above(section) if s.heading.level > 1]
    if not all(_RESPONSE.search(t) or _ERROR.search(t) or seed.is_test(t) for t in above):
        return None
    if match is None:
        expected = not any(map(_ERROR.search, (title, *above)))
        return () if expected and re.search(r"\bresponse\b(?!\s+\w)", title, re.I) else None
    if not _RESPONSE.search(title) and (not above or seed.is_test(above[-1])):
        return None
    whole = Part(title, section.heading.text_span)
    return tuple(
        Part(status[0], whole.place(*status.span()))
        for status in _STATUS.finditer(title, *match.span("all"))
    )


def _shows(seed: Seed, fence: Fence, found: dict[Section, tuple[Part, ...]]) -> Section | None:
    """The innermost section with a response that an example stands in; none for a request's."""
    for section in reversed(seed.around(fence.span.start)):
        if section in found:
            return section
        if _REQUEST.search(section.title):
            return None
    return None
