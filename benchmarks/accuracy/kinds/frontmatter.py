"""What a seed says of itself, and is not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, edited, kind
from benchmarks.accuracy.plot import status_of
from seedlint.edit import Edit
from seedlint.paths import is_local
from seedlint.resolve import plain
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.plot import Plot
    from seedlint.yamltree import Pair


def _pair(plot: Plot, key: str) -> Pair | None:
    return plot.head.root.pair(key) if plot.head and plot.head.root else None


def _scalar(plot: Plot, key: str) -> str:
    front = plot.head
    scalar = front.scalar(key) if front else None
    return scalar.text if scalar else ""


@kind("machine-local-path")
def path_of_one_machine(plot: Plot) -> Iterator[Plant]:
    """`swagger` as an absolute path, or one that leads out of the project."""
    pair, path = _pair(plot, "swagger"), _scalar(plot, "swagger")
    if pair and path and not is_local(path):
        windows = "\\".join(("C:", "work", "api", *path.split("/")))
        for wrong in (
            f"/Users/maren/api/{path}",
            f"'{windows}'",
            f"/{path}",
            f"../{path}",
            f"~/api/{path}",
        ):
            yield plot.plant(plot.replacing(pair, wrong))


@kind("query-in-endpoint")
def query_in_endpoint(plot: Plot) -> Iterator[Plant]:
    """A query string at the end of `endpoint`."""
    endpoint = plot.seed.endpoint if plot.head else None
    if endpoint and "?" not in endpoint.path.text:
        end = endpoint.path.span.end
        yield plot.plant(Edit(Span(end, end), f"?page=2{MARK}"))


@kind("domain-mismatch")
def domain_of_another_folder(plot: Plot) -> Iterator[Plant]:
    """A `domain` that is the name of another folder than the seed's and its spec's."""
    pair, domain = _pair(plot, "domain"), _scalar(plot, "domain")
    folders = {path.split("/")[-2] for path in plot.ground.sources if "/" in path}
    own = plot.path.split("/")[:-1]
    spec = _scalar(plot, "swagger").split("/")
    if pair and domain in own and domain in spec:
        for other in sorted(folders & plot.ground.specs.folders):
            if other not in (*own, *spec):
                yield plot.plant(plot.replacing(pair, other))


@kind("filename-mismatch")
def file_of_another_name(plot: Plot) -> Iterator[Plant]:
    """A seed in a file that is not named after its endpoint."""
    endpoint = plot.seed.endpoint if plot.head else None
    if endpoint and plot.path.endswith(f"/{endpoint.file_name}"):
        text = edited(plot.text, [plot.marking(endpoint.method.span)])
        folder = plot.path.rpartition("/")[0]
        yield Plant({plot.path: None, f"{folder}/new_seed.md": text})


@kind("impossible-date")
def verified_before_saved(plot: Plot) -> Iterator[Plant]:
    """A `verifiedAt` that is a year before `savedAt`."""
    saved, pair = _scalar(plot, "savedAt"), _pair(plot, "verifiedAt")
    if pair and saved[:4].isdigit():
        yield plot.plant(plot.replacing(pair, f"{int(saved[:4]) - 1}-02-11"))


@kind("impossible-date")
def date_in_the_future(plot: Plot) -> Iterator[Plant]:
    """A seed that is saved, or seen to pass, long after today."""
    for key in ("savedAt", "verifiedAt"):
        pair = _pair(plot, key)
        if pair and not (key == "savedAt" and _pair(plot, "verifiedAt")):
            yield plot.plant(plot.replacing(pair, "2951-03-01T08:00:00Z"))


@kind("impossible-date")
def leap_day_of_a_common_year(plot: Plot) -> Iterator[Plant]:
    """The 29th of February of a year that has none."""
    for key in ("savedAt", "verifiedAt"):
        pair = _pair(plot, key)
        if pair:
            yield plot.plant(plot.replacing(pair, "2025-02-29"))


@kind("status-contradiction")
def outcome_not_mentioned(plot: Plot) -> Iterator[Plant]:
    """A verified seed that wants to be refused, and no longer says so."""
    root, pair = (plot.head.root if plot.head else None), _pair(plot, "expectedOutcome")
    status = _pair(plot, "status")
    calls = plot.seed.test_steps
    if root and pair and status and _scalar(plot, "status") == "verified":
        edit = plot.removing(root, pair)
        if edit is not None and calls and all(step.negative for step in calls):
            yield plot.plant(plot.marking(status.value.span), edit)


@kind("status-contradiction")
def another_outcome(plot: Plot) -> Iterator[Plant]:
    """An `expectedOutcome` that no step of the test expects."""
    root, pair = (plot.head.root if plot.head else None), _pair(plot, "expectedOutcome")
    expected = {status for step in plot.seed.test_steps for status in step.expected_statuses}
    if root is None or not expected:
        return
    if pair:
        wrong = next(str(status) for status in (409, 404, 403) if status not in expected)
        yield plot.plant(plot.replacing(pair, wrong))
    elif plot.tidy and 422 not in expected:
        edit = plot.adding(root, "expectedOutcome: 422")
        if edit is not None:
            yield plot.plant(edit)


@kind("status-contradiction")
def test_that_only_fails(plot: Plot) -> Iterator[Plant]:
    """A verified seed whose only test is changed into one that wants to be refused."""
    steps = plot.seed.test_steps
    status = _pair(plot, "status")
    if len(steps) != 1 or not status or _scalar(plot, "status") != "verified":
        return
    pair = status_of(steps[0])
    resolution = plot.resolver.step(steps[0])
    declared = resolution.operations if resolution else ()
    if pair and not steps[0].negative and _pair(plot, "expectedOutcome") is None:
        for code in (404, 422):
            if declared and all(operation.declares(code) for operation in declared):
                edit = Edit(Span(pair.key.span.end, plot.end(pair)), f": [{code}]")
                yield plot.plant(plot.marking(status.value.span), edit)


@kind("duplicate-seed")
def seed_in_two_files(plot: Plot) -> Iterator[Plant]:
    """A copy of a seed under another name; each of the two names the other."""
    endpoint = plot.seed.endpoint if plot.head and not plot.found else None
    others = [other.seed.endpoint for other in plot.ground.plots if other is not plot]
    if endpoint and all(
        other is None
        or (other.method.text, plain(other.path.text))
        != (endpoint.method.text, plain(endpoint.path.text))
        for other in others
    ):
        text = edited(plot.text, [plot.marking(endpoint.method.span)])
        name, _, suffix = plot.path.rpartition(".")
        yield Plant({plot.path: text, f"{name}_2.{suffix}": text})
