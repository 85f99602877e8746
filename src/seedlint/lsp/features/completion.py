"""What may be written at a place of a seed, also where its YAML is broken for the moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seedlint import headings
from seedlint.lsp.features import calls, offer, outline, responses, steps, terms
from seedlint.lsp.features.offer import MOST, Item, Kind, Offer
from seedlint.rules import BY_NAME
from seedlint.seed import same_title
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.lsp.features.outline import Place
    from seedlint.lsp.view import View
    from seedlint.markdown import Fence

__all__ = ["MOST", "complete"]

_HEADING = re.compile(r"##[ \t]+(?P<typed>[^\r\n]*)")
_IGNORE = re.compile(r"seedlint:[ \t]*ignore(?:-file)?\[(?P<rules>[^\]\r\n]*)")
_RULE = re.compile(r"[^\s,\[\]]*")
_OPENED = re.compile(r"\s*---[ \t]*+(?:\r\n?|\n)(?P<said>(?:(?![#`~])[^\r\n]++(?:\r\n?|\n|\Z))*+)")


def complete(view: View, offset: int) -> list[Item]:
    """What may be written at an offset, the likeliest first."""
    offset = min(max(offset, 0), len(view.source.text))
    line = view.source.line_span(view.source.position(offset).line)
    before = view.source.text[line.start : offset]
    if match := _open_ignore(before):
        return _rules(view, line.start, offset, match)
    if region := _frontmatter(view, offset):
        place = outline.place(view.source.text, region, offset)
        return offer.items(view.source.text, place, _in_frontmatter(view, place)) if place else []
    fence = _fence(view, offset)
    if fence is not None:
        return steps.complete(view, fence, offset, line) if _is_yaml(fence) else []
    if match := _HEADING.fullmatch(before):
        return _sections(view, Span(line.start + match.start("typed"), line.end))
    return []


def _open_ignore(before: str) -> re.Match[str] | None:
    """The beginning of an ignore comment whose rules are not closed yet."""
    at = before.rfind("seedlint:")
    return _IGNORE.fullmatch(before, at) if at >= 0 else None


def _rules(view: View, start: int, offset: int, ignore: re.Match[str]) -> list[Item]:
    low = start + ignore.start("rules")
    listed = ignore["rules"]
    typed = listed.replace(",", " ").rpartition(" ")[2]
    rest = _RULE.match(view.source.text, offset)
    span = Span(offset - len(typed), rest.end() if rest else offset)
    there = set(view.source.text[low : span.start].replace(",", " ").split())
    offers = (
        Offer(rule.name, Kind.RULE, rule.name, rule.group.value, rule.summary)
        for rule in BY_NAME.values()
        if rule.name not in there
    )
    return [offer.item(each, each.label, span, number) for number, each in enumerate(offers)]


def _sections(view: View, span: Span) -> list[Item]:
    there = [s.title for s in view.seed.sections if s.heading.text_span.end != span.end]
    runs = view.settings.run_sections
    offers = (
        Offer(title, Kind.SECTION, title, "its steps run" if title in runs else "")
        for title in headings.known(view.settings)
        if not any(same_title(title, other) for other in there)
    )
    return [offer.item(each, each.label, span, number) for number, each in enumerate(offers)]


def _frontmatter(view: View, offset: int) -> Span | None:
    """The lines between the frontmatter's fences, where the offset is; the second may lack."""
    text, frontmatter = view.source.text, view.seed.document.frontmatter
    opened = _OPENED.match(text)
    if opened is None:
        return None
    end = opened.end()
    if frontmatter is not None:
        end = max(opened.start("said"), frontmatter.content.span.end)
    said = Span(opened.start("said"), end)
    return said if said.start <= offset <= said.end else None


def _fence(view: View, offset: int) -> Fence | None:
    """The fence that an offset lies in, behind its opening line and before its closing one."""
    for fence in view.seed.document.fences:
        low, high = fence.content.span
        if low <= offset < high or (offset == high and not fence.closed):
            return fence
    return None


def _is_yaml(fence: Fence) -> bool:
    return fence.language in ("yaml", "yml")


def _in_frontmatter(view: View, place: Place) -> Iterator[Offer]:
    vocabulary = terms.of_frontmatter(view.settings)
    if place.on_key:
        yield from vocabulary.keys(place)
    if not place.on_key or place.loose:
        match place.path:
            case ("endpoint",):
                yield from calls.endpoints(view, place.typed)
            case ("swagger",):
                yield from calls.specs(view, place.typed)
            case ("savedAt" | "verifiedAt",):
                yield from _dates(datetime.now(UTC))
            case ("expectedOutcome",) | ("expectedOutcome", None):
                yield from _refusals(view)
            case ("domain",) if view.settings.domains is None:
                for folder in sorted(view.specs.folders):
                    yield Offer(folder, Kind.VALUE, folder)
            case path:
                yield from vocabulary.choices(path)


def _dates(now: datetime) -> Iterator[Offer]:
    """What stands for now: with the time of day, and without."""
    for written, told in ((f"{now:%Y-%m-%dT%H:%M:%SZ}", "now"), (f"{now:%Y-%m-%d}", "today")):
        yield Offer(written, Kind.VALUE, written, told)


def _refusals(view: View) -> Iterator[Offer]:
    """The statuses that the endpoint declares, less those of success, which are always meant."""
    if view.seed.endpoint is not None:
        operations = view.context.resolver.endpoint(view.seed.endpoint).operations
        yield from (each for each in responses.statuses(operations) if each.label[0] in "45")
