"""Variables that are not there, or not always, or for nobody; braces and paths gone wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import misspelt, other_case
from benchmarks.accuracy.values import texts
from seedlint import jsonpath
from seedlint.edit import Edit
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.accuracy.plot import Plot
    from seedlint.scope import Extract, Use
    from seedlint.yamltree import Pair


def _uses(plot: Plot) -> Iterator[Use]:
    """The uses of variables that are written out plainly, in steps that want to succeed."""
    for use in plot.scope.uses:
        written = plot.slice(use.span) == f"{{{{{use.name}}}}}"
        if written and not use.step.negative and plot.clean(use.step.node.span):
            yield use


def _only_extracts(plot: Plot) -> Iterator[tuple[Extract, Use]]:
    """The only extract of each name that is used, with its first use by a step that matters."""
    for extract in plot.scope.extracts if plot.tidy else ():
        uses = [use for use in plot.scope.uses if use.name == extract.name]
        alone = sum(other.name == extract.name for other in plot.scope.extracts) == 1
        if alone and uses and extract.name not in plot.scope.given:
            first = uses[0]
            if not first.step.negative and not first.step.optional:
                yield extract, first


@kind("undefined-variable")
def misspelt_variable(plot: Plot) -> Iterator[Plant]:
    """A variable with two letters swapped, which is used elsewhere too, or given."""
    for use in _uses(plot):
        wrong = misspelt(use.name)
        if wrong and wrong not in plot.scope.given:
            yield plot.plant(Edit(use.span, f"{MARK}{{{{{wrong}}}}}"))


@kind("undefined-variable")
def variable_in_another_case(plot: Plot) -> Iterator[Plant]:
    """A variable in the case of another language, which is used elsewhere too, or given."""
    for use in _uses(plot):
        wrong = other_case(use.name)
        if wrong and wrong not in plot.scope.given:
            yield plot.plant(Edit(use.span, f"{MARK}{{{{{wrong}}}}}"))


@kind("undefined-variable")
def steps_in_the_wrong_order(plot: Plot) -> Iterator[Plant]:
    """Two steps in a row, the first of which uses what the second extracts."""
    for extract, use in _only_extracts(plot):
        one, two = extract.step.node.span, use.step.node.span
        steps = plot.beside(extract.step)
        if use.step not in steps or steps.index(use.step) != steps.index(extract.step) + 1:
            continue
        at = use.span.start - two.start
        text = plot.slice(two)
        if len({e.name for e in plot.scope.extracts if e.step is extract.step}) == 1:
            yield plot.plant(Edit(one, f"{text[:at]}{MARK}{text[at:]}"), Edit(two, plot.slice(one)))


@kind("undefined-variable")
def invented_variable(plot: Plot) -> Iterator[Plant]:
    """A variable that nobody has ever heard of, where any text would do."""
    for _, pair in texts(plot):
        yield plot.plant(plot.replacing(pair, '"{{lamp_oil_price}}"'))


@kind("undefined-variable")
def variable_in_several_lines(plot: Plot) -> Iterator[Plant]:
    """A variable that is not defined, in the middle of a text of several lines."""
    lines = ("The first line", f"and {MARK}{{{{lamp_oil_price}}}} pence", "to pay")
    for _, pair in texts(plot):
        for style in "|>":
            yield plot.plant(_block(plot, pair, style, lines))


@kind("undefined-variable")
def variable_in_flow(plot: Plot) -> Iterator[Plant]:
    """A variable that is not defined, in an object in flow style."""
    for value, _ in texts(plot):
        owner = value.owner
        if owner and owner.pair:
            text = plot.flowed(owner.node, (value.node, '"{{lamp_oil_price}}"'))
            if text:
                yield plot.plant(plot.replacing(owner.pair, text))


@kind("undefined-variable")
def used_before_it_is_extracted(plot: Plot) -> Iterator[Plant]:
    """A variable in a step that runs before the one that extracts it."""
    for value, pair in texts(plot):
        order = next(
            (
                index
                for index, step in enumerate(plot.seed.steps)
                if step.node.span.start <= value.node.span.start < step.node.span.end
            ),
            0,
        )
        for extract in plot.scope.extracts:
            known = [e.order for e in plot.scope.extracts if e.name == extract.name]
            if min(known) >= order and extract.name not in plot.scope.given:
                yield plot.plant(plot.replacing(pair, f'"{{{{{extract.name}}}}}"'))


@kind("undefined-variable")
def extract_gone(plot: Plot) -> Iterator[Plant]:
    """A variable that no step extracts any more."""
    for extract, use in _only_extracts(plot):
        step = extract.step
        pair = step.pair("extract")
        mapping = step.mapping("extract")
        if pair is None or mapping is None or pair.merged:
            continue
        inner = next((each for each in mapping.pairs if each.key is extract.key), None)
        edit = (
            plot.removing(step.node, pair)
            if len(mapping.pairs) == 1
            else inner and plot.removing(mapping, inner)
        )
        if edit:
            yield plot.plant(edit, plot.marking(use.span))


@kind("undefined-variable")
def extracting_step_gone(plot: Plot) -> Iterator[Plant]:
    """A variable whose step is gone."""
    for extract, use in _only_extracts(plot):
        step = extract.step
        names = {key.text for key, _ in step.extract}
        others = [other for other in plot.beside(step) if other is not step]
        if len(names) > 1 or not others or step in plot.seed.test_steps:
            continue
        if not plot.can_lose(step.node):
            continue
        start = plot.start_of_line(step.node.span.start)
        after = [other for other in others if other.node.span.start > start]
        if after:
            end = plot.start_of_line(after[0].node.span.start)
        else:
            start = others[-1].node.span.end
            end = step.node.span.end
        yield plot.plant(Edit(Span(start, end), ""), plot.marking(use.span))


@kind("undefined-variable")
def misspelt_extract(plot: Plot) -> Iterator[Plant]:
    """An extract with two letters of its name swapped, so that its uses find nothing."""
    for extract, use in _only_extracts(plot):
        wrong = misspelt(extract.name)
        if wrong:
            yield plot.plant(Edit(extract.key.span, wrong), plot.marking(use.span))


@kind("undefined-variable")
def undefined_in_path(plot: Plot) -> Iterator[Plant]:
    """A path with a variable that is not defined in place of a given one."""
    for use in _uses(plot):
        path = use.step.path
        inside = path and path.span.start <= use.span.start < path.span.end
        if inside and plot.spares(use.name):
            yield plot.plant(Edit(use.span, f"{MARK}{{{{lamp_oil_price}}}}"))


@kind("undefined-variable")
def undefined_on_behalf(plot: Plot) -> Iterator[Plant]:
    """A header with a variable that is not defined."""
    for call in plot.calls:
        pair = call.step.pair("x_on_behalf_of")
        edit = (
            plot.replacing(pair, '"{{lamp_oil_price}}"')
            if pair
            else plot.adding(call.step.node, 'x_on_behalf_of: "{{lamp_oil_price}}"')
        )
        if edit:
            yield plot.plant(edit)


@kind("possibly-undefined-variable")
def extract_of_a_step_that_may_fail(plot: Plot) -> Iterator[Plant]:
    """A step that may fail, though what it extracts is needed later."""
    for extract, use in _only_extracts(plot):
        pair = extract.step.pair("onFail")
        if extract.step.optional or len(list(extract.step.extract)) > 1:
            continue
        if extract.step in plot.seed.test_steps:
            continue
        if pair:
            edit = Edit(Span(pair.key.span.end, plot.end(pair)), ": warn")
            yield plot.plant(edit, plot.marking(use.span))
        elif edit2 := plot.adding(extract.step.node, "onFail: warn", ""):
            yield plot.plant(edit2, plot.marking(use.span))


@kind("unused-extract")
def extract_for_nobody(plot: Plot) -> Iterator[Plant]:
    """One more extract, of what another one extracts already."""
    for extract in plot.scope.extracts:
        mapping = extract.step.mapping("extract")
        if mapping and plot.clean(extract.step.node.span) and plot.seed.test_steps:
            written = plot.slice(extract.path.span)
            edit = plot.adding(mapping, f"spare_copy_of_it: {written}")
            if edit:
                yield plot.plant(edit)


@kind("redefined-variable")
def name_extracted_again(plot: Plot) -> Iterator[Plant]:
    """A later step that extracts something else under a name that is taken."""
    for extract in plot.scope.extracts:
        for later in plot.scope.extracts:
            mapping = later.step.mapping("extract")
            leaf = extract.path.text.rpartition(".")[2]
            if (
                later.order > extract.order
                and extract.certain
                and later.certain
                and mapping
                and later.path.text != extract.path.text
                and later.path.text.rpartition(".")[2] == leaf
                and sum(e.name == extract.name for e in plot.scope.extracts) == 1
                and plot.clean(later.step.node.span)
            ):
                edit = plot.adding(mapping, f"{extract.name}: {plot.slice(later.path.span)}")
                if edit:
                    yield plot.plant(edit)


@kind("malformed-template")
def braces_that_are_no_template(plot: Plot) -> Iterator[Plant]:
    """A template with blanks, a filter, dots, too many braces or too few."""
    for use in _uses(plot):
        name = use.name
        for wrong in (
            f"{{{{ {name} }}}}",
            f"{{{{{name} | upcase}}}}",
            f"{{{{config.params.{name}}}}}",
            f"{{{{{{{name}}}}}}}",
            f"{{{{{name}}}",
            f"{{{{{name.replace('_', '-')}}}}}" if "_" in name else f"{{{{{name}.uid}}}}",
        ):
            yield plot.plant(Edit(use.span, MARK + wrong))


@kind("malformed-template")
def braces_with_nothing_between(plot: Plot) -> Iterator[Plant]:
    """A template that names no variable."""
    for _, pair in texts(plot):
        yield plot.plant(plot.replacing(pair, '"For {{}}"'))


@kind("malformed-template")
def braces_in_several_lines(plot: Plot) -> Iterator[Plant]:
    """Blanks in a template in the last line of a text of several lines."""
    name = min(plot.scope.given, default="")
    lines = ("The first line", "the second one", f"and {MARK}{{{{ {name} }}}}")
    for _, pair in texts(plot) if name else ():
        yield plot.plant(_block(plot, pair, "|", lines))


def _block(plot: Plot, pair: Pair, style: str, lines: Iterable[str]) -> Edit:
    """Give a key a text of several lines."""
    indent = " " * (plot.column(pair.key.span.start) + 2)
    text = "".join(f"\n{indent}{line}" for line in lines)
    return Edit(Span(pair.key.span.end, plot.end(pair)), f": {style}{text}")


@kind("single-brace-parameter")
def single_braces_in_path(plot: Plot) -> Iterator[Plant]:
    """A path with `{name}` where `{{name}}` should stand."""
    for use in _uses(plot):
        path = use.step.path
        if path and path.span.start <= use.span.start < path.span.end:
            yield plot.plant(Edit(use.span, f"{MARK}{{{use.name}}}"))


@kind("invalid-jsonpath")
def path_that_the_runner_cannot_read(plot: Plot) -> Iterator[Plant]:
    """An `extract` in JSONPath that the runner does not know."""
    for extract in plot.scope.extracts:
        path = extract.path
        if not plot.clean(extract.step.node.span):
            continue
        text = path.text
        head, _, leaf = text.rpartition(".")
        if (
            not isinstance(jsonpath.parse(text), jsonpath.Path)
            or not head
            or not leaf.isidentifier()
        ):
            continue
        wrong = [
            text.removeprefix("$."),
            f"{head}['{leaf}']",
            f"{head}..{leaf}",
            f"{text} || $.{leaf}",
            f"{text}.",
            f"{head}[*].{leaf}",
            f"{head}[-1].{leaf}",
            f"{head}[0:2].{leaf}",
            f"{head}[?(@.{leaf})].{leaf}",
            f"{head}[0.{leaf}",
        ]
        for each in wrong:
            yield plot.plant(Edit(path.span, f'{MARK}"{each}"'))
