"""What the runner replaces is told from what only looks like it, at the right characters."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.template import (
    Flaw,
    has_template,
    malformed,
    pieces,
    single_braces,
    variables,
    whole,
)

BRACES = st.text(alphabet='{}ab_1 .|-"$/\n', max_size=30)
NAMES = st.from_regex(r"[A-Za-z0-9_]+", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("{{uid}}", ["uid"]),
        ("/a/{{a}}/b-{{b_2}}.json", ["a", "b_2"]),
        ("{{a}}{{a}}", ["a", "a"]),
        ("{{ a }} {{a.b}} {{}} {a} {{ä}}", []),
        ('{"a": {"b": {{n}}}}', ["n"]),
        ("{{{uid}}}", ["uid"]),
    ],
)
def test_variables(text: str, names: list[str]) -> None:
    """These and no others are looked up, so these and no others can be undefined."""
    found = variables(text)
    assert [variable.name for variable in found] == names
    assert all(text[v.start : v.end] == f"{{{{{v.name}}}}}" for v in found)
    assert has_template(text) is bool(names)


@pytest.mark.parametrize(
    ("text", "name"),
    [("{{uid}}", "uid"), ("{{uid}} ", None), ("{{a}}{{b}}", None), ("{{ uid }}", None)],
)
def test_whole(text: str, name: str | None) -> None:
    """A string that is one whole template has the variable's type; every other is a string."""
    assert whole(text) == name


@pytest.mark.parametrize(
    ("text", "part", "flaw", "names"),
    [
        ("{{ uid }}", "{{ uid }}", Flaw.BLANKS, ("uid",)),
        ("a {{uid }} b", "{{uid }}", Flaw.BLANKS, ("uid",)),
        ('{"n": {{ n }}}', "{{ n }}", Flaw.BLANKS, ("n",)),
        ("{{now | slice: -4}}", "{{now | slice: -4}}", Flaw.FILTER, ("now",)),
        ("{{a.uid}}", "{{a.uid}}", Flaw.DOTS, ("a_uid", "uid", "a")),
        ("{{a[0].b}}", "{{a[0].b}}", Flaw.DOTS, ("a_0_b", "b", "0", "a")),
        ("{{}}", "{{}}", Flaw.EMPTY, ()),
        ("{{  }}", "{{  }}", Flaw.EMPTY, ()),
        ("{{loan-uid}}", "{{loan-uid}}", Flaw.NAME, ("loan_uid", "uid", "loan")),
        ("{{loan uid}}", "{{loan uid}}", Flaw.NAME, ("loan_uid", "uid", "loan")),
        ("/{{{uid}}}/", "{{{uid}}}", Flaw.BRACES, ("uid",)),
        ("{{uid}}}", "{{uid}}}", Flaw.BRACES, ("uid",)),
        ("/{{uid}/b", "{{uid}", Flaw.UNBALANCED, ("uid",)),
        ("/{uid}}/b", "{uid}}", Flaw.UNBALANCED, ("uid",)),
        ("/{{uid/b", "{{uid", Flaw.UNBALANCED, ("uid",)),
        ("/uid}}/b", "uid}}", Flaw.UNBALANCED, ("uid",)),
    ],
)
def test_malformed(text: str, part: str, flaw: Flaw, names: tuple[str, ...]) -> None:
    """Each flaw is named, and the variables that may be meant come with it, the likeliest first."""
    (found,) = malformed(text)
    assert (found.text, found.flaw, found.names) == (part, flaw, names)
    assert text[found.start : found.end] == part


@pytest.mark.parametrize(
    "text",
    [
        "{{uid}}",
        "{uid}",
        '{"a": {"b": 1}}',
        '{"a": {"b": {{n}}}}',
        '{{"a": 1}}',
        "{loans{uid}}",
        "query { loans { reader { uid }}}",
        "use {{ to open",
        "{{a\nb}}",
    ],
)
def test_braces_that_mean_no_template(text: str) -> None:
    """JSON, GraphQL and prose in a string are no mistakes."""
    assert malformed(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("/a/{uid}/{ b }", ["{uid}", "{ b }"]),
        ("/a/${uid}", ["${uid}"]),
        ("/a/{{uid}}/{{b}", []),
        ('/a?b={"c":1}', []),
        ("/a/{}", []),
    ],
)
def test_single_braces(text: str, parts: list[str]) -> None:
    """A parameter in single braces is found with its dollar sign, and a template is none."""
    found = single_braces(text)
    assert [text[each.start : each.end] for each in found] == parts
    assert [each.name for each in found] == [part.strip("${ }") for part in parts]


@given(BRACES)
def test_nothing_is_two_things(text: str) -> None:
    """Findings about one string never overlap, but for the template inside of too many braces."""
    flawed = malformed(text)
    taken = [(each.start, each.end) for each in flawed]
    taken += [(each.start, each.end) for each in single_braces(text)]
    taken += [
        (each.start, each.end)
        for each in variables(text)
        if not any(m.flaw is Flaw.BRACES and m.start <= each.start < m.end for m in flawed)
    ]
    taken.sort()
    assert all(end <= start for (_, end), (start, _) in pairwise(taken))
    assert all(text[each.start : each.end] == each.text for each in flawed)


@given(st.lists(st.tuples(st.text(alphabet="ab /?=&-", max_size=5), NAMES), max_size=5))
def test_what_is_right_is_not_malformed(parts: list[tuple[str, str]]) -> None:
    """Well-formed templates, in whatever text without braces, are found and are no mistakes."""
    text = "".join(f"{before}{{{{{name}}}}}" for before, name in parts)
    assert [variable.name for variable in variables(text)] == [name for _, name in parts]
    assert pieces(text) == [*(before for before, _ in parts), ""]
    assert malformed(text) == []


@given(NAMES, st.text(alphabet=" \t", min_size=1, max_size=3))
def test_blanks_alone_are_taken_away(name: str, blanks: str) -> None:
    """What is left of a template with blanks, without them, is a template."""
    (found,) = malformed(f"{{{{{blanks}{name}}}}}")
    assert found.flaw is Flaw.BLANKS
    assert whole(re.sub(r"\s", "", found.text)) == name == found.names[0]
