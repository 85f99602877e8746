"""The little languages inside of a seed's strings."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    ("id", "uid", "loan_uid", "client_uid", "title", "copies", "2", "é", "status", "a-b", "x.y", "")
)
_BRACES = st.sampled_from(
    ("{{", "}}", "{", "}", "{{ ", " }}", "{{{", "}}}", "${", " | slice: -4", '"')
)

TEMPLATES = st.lists(_BRACES | WORDS | st.sampled_from((" ", "/", "-", "\n")), max_size=8).map(
    "".join
)
"""Texts with braces in them, which pair off or do not."""

_STEPS = st.one_of(
    st.builds(".{}".format, WORDS),
    st.builds(
        "[{}]".format, st.sampled_from(("0", "12", "-1", "*", "?", "0:2", ":", "'id'", '"x"'))
    ),
    st.builds("[?(@.{}=='{}')]".format, WORDS, WORDS),
    st.builds("[?(@.{} == {})]".format, WORDS, st.sampled_from(("1", "true", '"x"', "'"))),
    st.sampled_from(("..", ".*", ".", "[", "]", "[?(", "[?@.x==1]", " || $.b", ".[0]", "id", " ")),
)
JSONPATHS = st.builds(
    lambda begin, steps: begin + "".join(steps),
    st.sampled_from(("$", "$", "$", "", "@", "$$", " $", "data")),
    st.lists(_STEPS, max_size=6),
)
"""Paths into a response, of the subset and beyond."""
