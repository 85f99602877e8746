"""A vocabulary that is broken: keys that are absent, unknown or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import keys, misspelt, other_case, status_of, text_of
from seedlint.edit import Edit
from seedlint.source import Span
from seedlint.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Plot
    from seedlint.seed import Step
    from seedlint.yamltree import Pair

_REQUIRED = ("endpoint", "domain", "tags", "status", "savedAt")


@kind("missing-frontmatter")
def no_frontmatter(plot: Plot) -> Iterator[Plant]:
    """A seed whose frontmatter is gone as a whole."""
    if plot.head and plot.tidy:
        end = plot.end_of_line(plot.head.span.end)
        body = plot.text[end:].lstrip("\n")
        yield Plant({plot.path: MARK + body})


@kind("missing-frontmatter")
def unclosed_frontmatter(plot: Plot) -> Iterator[Plant]:
    """A frontmatter without the line that closes it."""
    if plot.head and plot.tidy and "\n---" not in plot.text[plot.head.span.end :]:
        span = Span(plot.start_of_line(plot.head.span.end), plot.head.span.end)
        yield plot.plant(plot.marking(plot.head.span), Edit(span, ""))


@kind("missing-field")
def key_of_frontmatter_gone(plot: Plot) -> Iterator[Plant]:
    """A required key that the frontmatter lacks; that is said at its opening."""
    root = plot.head.root if plot.head else None
    for key in _REQUIRED if plot.tidy else _REQUIRED[1:]:
        pair = root.pair(key) if root else None
        edit = plot.removing(root, pair) if root and pair else None
        if plot.head and edit is not None:
            yield plot.plant(plot.marking(plot.head.span), edit)


@kind("missing-field")
def value_of_frontmatter_gone(plot: Plot) -> Iterator[Plant]:
    """A required key of the frontmatter with nothing behind it."""
    for key in _REQUIRED if plot.tidy else _REQUIRED[1:]:
        pair = plot.head.root.pair(key) if plot.head and plot.head.root else None
        if pair is not None:
            yield plot.plant(Edit(Span(pair.key.span.end, plot.end(pair)), f":{MARK}"))


@kind("missing-field")
def key_of_step_gone(plot: Plot) -> Iterator[Plant]:
    """A step without its `method` or its `path`; that is said at its `id`."""
    for step in plot.steps:
        for key in ("method", "path"):
            pair = step.pair(key)
            edit = plot.removing(step.node, pair) if pair and step.name else None
            if edit is not None and pair and plot.can_lose(pair.value):
                yield plot.plant(plot.marking(step.grip), edit)


@kind("missing-field")
def id_gone(plot: Plot) -> Iterator[Plant]:
    """A step without an `id`; that is said at its first key."""
    for step in plot.steps:
        own = list(keys(step.node))
        if own[0].key.text == "id":
            edit = plot.removing(step.node, own[0], MARK)
            if edit is not None:
                yield plot.plant(edit)


@kind("missing-field")
def status_gone(plot: Plot) -> Iterator[Plant]:
    """An `expect` without a status."""
    for step in plot.steps:
        pair = step.pair("expect")
        if pair and not pair.merged and _anything_goes(plot, step):
            yield plot.plant(plot.replacing(pair, "{}"))


@kind("missing-field")
def value_of_step_gone(plot: Plot) -> Iterator[Plant]:
    """A `method` with nothing behind it."""
    for step in plot.steps:
        pair = step.pair("method")
        if pair and not pair.merged:
            yield plot.plant(Edit(Span(pair.key.span.end, plot.end(pair)), f":{MARK}"))


@kind("missing-field")
def file_without_path(plot: Plot) -> Iterator[Plant]:
    """A file of a form without its `file_path`; that is said at its first key."""
    for step in plot.steps:
        files = step.get("file_fields")
        for item in files.items if isinstance(files, Sequence) else ():
            pair = item.pair("file_path") if isinstance(item, Mapping) else None
            edit = plot.removing(item, pair) if isinstance(item, Mapping) and pair else None
            if edit is not None and isinstance(item, Mapping):
                yield plot.plant(plot.marking(item.pairs[0].key.span), edit)


@kind("unknown-field")
def misspelt_key_of_frontmatter(plot: Plot) -> Iterator[Plant]:
    """A key of the frontmatter with two letters swapped."""
    for pair in keys(plot.head.root if plot.head else None):
        yield from _misspelt(plot, pair)


@kind("unknown-field")
def misspelt_key_of_step(plot: Plot) -> Iterator[Plant]:
    """A key of a step with two letters swapped."""
    for step in plot.steps:
        for pair in keys(step.node):
            yield from _misspelt(plot, pair)


@kind("unknown-field")
def key_in_another_case(plot: Plot) -> Iterator[Plant]:
    """A key with underscores where it has capitals, or the other way round."""
    pairs = list(keys(plot.head.root if plot.head else None))
    for step in plot.steps:
        pairs += keys(step.node)
    for pair in pairs:
        wrong = other_case(pair.key.text)
        if wrong and wrong not in plot.ground.settings.frontmatter_aliases:
            yield plot.plant(Edit(pair.key.span, MARK + wrong))


@kind("unknown-field")
def misspelt_status(plot: Plot) -> Iterator[Plant]:
    """`expect` with a misspelt `status`."""
    for step in plot.steps:
        expect = step.mapping("expect")
        for pair in keys(expect):
            yield from _misspelt(plot, pair)


@kind("unknown-field")
def key_of_another_tool(plot: Plot) -> Iterator[Plant]:
    """A key of a step by the name that other tools have for it."""
    names = {"path": "url", "params": "query", "body": "payload", "id": "name"}
    for step in plot.steps:
        for key, name in names.items():
            pair = step.pair(key)
            if pair and not pair.merged:
                yield plot.plant(Edit(pair.key.span, MARK + name))


@kind("unknown-field")
def key_that_nobody_reads(plot: Plot) -> Iterator[Plant]:
    """A key of a step that the runner has never heard of."""
    for step in plot.steps:
        for entry in ("retries: 3", "headers: {Accept-Language: en}", "parallel: true"):
            edit = plot.adding(step.node, entry)
            if edit is not None:
                yield plot.plant(edit)


@kind("unknown-field")
def key_in_the_wrong_place(plot: Plot) -> Iterator[Plant]:
    """A key of the frontmatter in a step, or of `expect` beside it."""
    for step in plot.steps:
        for entry in ("useFallbackApi: true", "notes: flaky on Mondays"):
            edit = plot.adding(step.node, entry)
            if edit is not None:
                yield plot.plant(edit)


@kind("unknown-field")
def key_in_another_spelling(plot: Plot) -> Iterator[Plant]:
    """A key of the frontmatter in a spelling that is accepted, and rewritten."""
    front = plot.head
    for alias, meant in plot.ground.settings.frontmatter_aliases.items():
        pair = front.root.pair(meant) if front and front.root else None
        if pair is not None:
            yield plot.plant(Edit(pair.key.span, MARK + alias))


@kind("invalid-value")
def no_such_status(plot: Plot) -> Iterator[Plant]:
    """A status of the seed that does not exist, or is called otherwise."""
    pair = plot.head.pair("status") if plot.head else None
    word = misspelt(text_of(pair.value) or "") if pair else None
    aliases = [
        alias
        for alias, meant in plot.ground.settings.status_aliases.items()
        if pair and meant == text_of(pair.value)
    ]
    for wrong in [word, *aliases]:
        if pair and wrong and not plot.seed.skipped:
            yield plot.plant(plot.replacing(pair, wrong))


@kind("invalid-value")
def no_such_method(plot: Plot) -> Iterator[Plant]:
    """A method that is misspelt, or in small letters."""
    for step in plot.steps:
        pair = step.pair("method")
        if pair and isinstance(pair.value, Scalar) and not pair.merged:
            yield plot.plant(plot.replacing(pair, pair.value.text.lower()))
            if wrong := misspelt(pair.value.text):
                yield plot.plant(plot.replacing(pair, wrong))


@kind("invalid-value")
def no_status_of_http(plot: Plot) -> Iterator[Plant]:
    """An expected status that HTTP does not have."""
    for step in plot.steps:
        pair = status_of(step)
        if pair and step.expected_statuses and not step.negative:
            yield plot.plant(plot.replacing(pair, "[20]"))
            yield plot.plant(plot.replacing(pair, "[OK]"))
            first, *rest = step.expected_statuses
            yield plot.plant(plot.replacing(pair, str([str(first), *rest])))
            yield plot.plant(plot.replacing(pair, "success"))


@kind("invalid-value")
def wrong_value_in_frontmatter(plot: Plot) -> Iterator[Plant]:
    """A value of the frontmatter that its key cannot have."""
    wrong = {
        "tags": ["archive", "{a: b}"],
        "savedAt": ["03/05/2026", "yesterday", "2026-13-01"],
        "verifiedAt": ["2026-05-12 at noon"],
        "timesReused": ["often", "-1"],
        "tokens": ["{tokens}", "staff"],
        "endpoint": ["{path}", "LEND {path}", "GET v1/loans"],
        "domain": ["[lending]"],
        "requiresTestData": ["maybe"],
        "expectedOutcome": ["refused"],
    }
    for key, values in wrong.items():
        pair = plot.head.root.pair(key) if plot.head and plot.head.root else None
        if pair is None or (key == "endpoint" and not plot.tidy):
            continue
        endpoint = plot.seed.endpoint
        path = endpoint.path.text if endpoint else "/v1/loans"
        tokens = (plot.flowed(pair.value) or "[]").replace("]", ", librarian]")
        for value in values:
            yield plot.plant(
                plot.replacing(pair, value.replace("{path}", path).replace("{tokens}", tokens))
            )


@kind("invalid-value")
def wrong_value_in_step(plot: Plot) -> Iterator[Plant]:
    """A value of a step that its key cannot have."""
    for step in plot.steps:
        on_fail = step.pair("onFail")
        if on_fail and not on_fail.merged:
            yield plot.plant(plot.replacing(on_fail, "continue"))
        elif on_fail is None and (edit := plot.adding(step.node, "onFail: stop")):
            yield plot.plant(edit)
        if edit := plot.adding(step.node, "sleep: a while"):
            yield plot.plant(edit)
        if step.get("token") is None and (edit := plot.adding(step.node, "token: librarian")):
            yield plot.plant(edit)
        params = step.pair("params")
        if params and not params.merged and plot.can_lose(params.value):
            yield plot.plant(plot.replacing(params, "[page, 2]"))


@kind("invalid-value")
def path_without_slash(plot: Plot) -> Iterator[Plant]:
    """A step's path that does not begin with a slash."""
    for step in plot.steps:
        path = step.path
        if path and path.text.startswith("/"):
            at = path.place(0, 1)
            yield plot.plant(Edit(at, MARK))


@kind("skip-without-reason")
def seed_skipped_without_reason(plot: Plot) -> Iterator[Plant]:
    """`status: skip`, and no `skip_reason`."""
    pair = plot.head.root.pair("status") if plot.head and plot.head.root else None
    reason = plot.head.pair("skip_reason") if plot.head else None
    if pair and reason is None and not plot.seed.skipped:
        yield plot.plant(plot.replacing(pair, "skip"))


@kind("skip-without-reason")
def reason_of_seed_gone(plot: Plot) -> Iterator[Plant]:
    """A skipped seed whose `skip_reason` is gone, or empty."""
    root = plot.head.root if plot.head else None
    reason = root.pair("skip_reason") if root else None
    status = root.pair("status") if root else None
    if root and reason and status and plot.seed.skipped:
        edit = plot.removing(root, reason)
        if edit is not None:
            yield plot.plant(plot.marking(status.value.span), edit)
        yield plot.plant(plot.replacing(reason, '""'))


@kind("skip-without-reason")
def step_skipped_without_reason(plot: Plot) -> Iterator[Plant]:
    """`onFail: skip`, and no `skipReason`."""
    for step in plot.steps:
        pair, reason = step.pair("onFail"), step.pair("skipReason")
        if any(plot.uses(key.text) for key, _ in step.extract):
            continue  # whoever uses it would have reason to complain as well
        if pair is None and reason is None and (edit := plot.adding(step.node, "onFail: skip")):
            yield plot.plant(edit)
        if pair and reason is None and not pair.merged:
            yield plot.plant(plot.replacing(pair, "skip"))


@kind("skip-without-reason")
def reason_of_step_gone(plot: Plot) -> Iterator[Plant]:
    """A step that may be skipped, whose `skipReason` is gone, or empty."""
    for step in plot.steps:
        pair, reason = step.pair("onFail"), step.pair("skipReason")
        if pair and reason and text_of(pair.value) == "skip":
            edit = plot.removing(step.node, reason)
            if edit is not None:
                yield plot.plant(plot.marking(pair.value.span), edit)
            yield plot.plant(plot.replacing(reason, '" "'))


@kind("stale-skip-reason")
def reason_without_skip(plot: Plot) -> Iterator[Plant]:
    """A `skip_reason` in a seed that is not skipped."""
    root = plot.head.root if plot.head else None
    if root and plot.head and plot.head.pair("skip_reason") is None and not plot.seed.skipped:
        edit = plot.adding(root, 'skip_reason: "The mobile library is at the garage"')
        if edit is not None and plot.head.status:
            yield plot.plant(edit)


@kind("stale-skip-reason")
def reason_left_behind(plot: Plot) -> Iterator[Plant]:
    """A seed, or a step, that is no longer skipped, with the reason still there."""
    root = plot.head.root if plot.head else None
    reason = root.pair("skip_reason") if root else None
    status = root.pair("status") if root else None
    if reason and status and plot.seed.skipped and plot.tidy:
        edit = Edit(Span(status.key.span.end, plot.end(status)), ": pending")
        yield plot.plant(edit, plot.marking(reason.key.span))
    for step in plot.steps:
        pair, reason = step.pair("onFail"), step.pair("skipReason")
        if pair and reason and text_of(pair.value) == "skip":
            edit = Edit(Span(pair.key.span.end, plot.end(pair)), ": warn")
            yield plot.plant(edit, plot.marking(reason.key.span))


@kind("stale-skip-reason")
def reason_in_a_step_that_aborts(plot: Plot) -> Iterator[Plant]:
    """A `skipReason` in a step that is never skipped."""
    for step in plot.steps:
        if step.pair("skipReason") is None and step.on_fail in ("abort", "warn"):
            edit = plot.adding(step.node, "skipReason: it may be there already")
            if edit is not None:
                yield plot.plant(edit)


@kind("bare-status")
def status_without_list(plot: Plot) -> Iterator[Plant]:
    """`status: 200` instead of `[200]`."""
    for step in plot.steps:
        status = step.expected_status
        pair = status_of(step)
        if pair and isinstance(status, Sequence) and len(status.items) == 1:
            yield plot.plant(plot.replacing(pair, plot.slice(status.items[0].span)))


def _misspelt(plot: Plot, pair: Pair) -> Iterator[Plant]:
    wrong = misspelt(pair.key.text)
    if wrong and not pair.merged:
        yield plot.plant(Edit(pair.key.span, MARK + wrong))


def _anything_goes(plot: Plot, step: Step) -> bool:
    """Whether a step may be without its statuses: nobody else has a say in them."""
    front = plot.head
    said = front is None or front.pair("expectedOutcome") is not None
    return not step.negative and plot.tidy and not said
