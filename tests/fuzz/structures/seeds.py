"""Seeds, from the frontmatter down to one key of a step."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from fuzz.structures.scalars import JSONPATHS, TEMPLATES
from schemas import values

METHODS = st.sampled_from(("GET", "POST", "PUT", "PATCH", "DELETE", "get", "FETCH", ""))
PATHS = st.sampled_from(
    (
        *("/v1/loans", "/lending/v1/loans", "/lending/v1/loans/{{loan_uid}}/renew", "/v1/loans/"),
        *("/lending/v1/loans/{loan_uid}", "/catalogue/v1/titles?page=1&sort={{x}}", "v1", "//", ""),
        *("https://library.example/lending/v1/holds", "/{{a}}{{b}}", "/lending/v1/holds/{{ x }}"),
    )
)
NAMES = st.sampled_from(("lend", "list_loans", "loan_uid", "client_uid", "x", "é", "<<", "1", ""))
RULES = st.sampled_from(
    ("bare-status", "unused-extract", "all", "lending", "unknown-rule", "a, b", "a,,b", "", "é")
)
_JSON = values().map(lambda value: json.dumps(value))


def _quoted(text: str) -> st.SearchStrategy[str]:
    """A text in one of YAML's styles, as careless people write it."""
    folded = "".join(f"\n        {line}" for line in text.split("\n"))
    return st.sampled_from((text, json.dumps(text), f"'{text}'", f"|{folded}", f">-{folded}"))


VALUES = st.one_of(
    _JSON,
    TEMPLATES.flatmap(_quoted),
    JSONPATHS.flatmap(_quoted),
    PATHS.flatmap(_quoted),
    st.sampled_from(
        (
            *("201", "[200, 201]", "[", "{", "&a x", "*a", "!!str 1", "~", "", "{{client_uid}}"),
            *("2026-02-30", "'it''s'", '"\\u00e9"', '"\\x"', "- a", "- - b", "? a", "<<: *a", "%"),
        )
    ),
)
_KEYS = st.sampled_from(
    (
        *("id", "description", "method", "path", "params", "body", "extract", "expect", "token"),
        *("onFail", "useFallback", "content_type", "form_fields", "file_fields", "statuss", "é"),
    )
)
_MAPPING = st.lists(st.tuples(NAMES, VALUES), max_size=3).map(
    lambda pairs: "".join(f"\n      {name}: {value}" for name, value in pairs)
)
IGNORES = st.builds(
    "seedlint: {}[{}] {}".format,
    st.sampled_from(("ignore", "ignore-file", "ignored", "ignore ")),
    RULES,
    st.sampled_from(("so it is", "", "]", "-->", "\t")),
) | st.sampled_from(("seedlint: ignore", "seedlint:", "seedlint: ignore[bare-status"))
_COMMENT = st.sampled_from(("", "", "", " #", "  # so it is")) | IGNORES.map(" # {}".format)
_ENTRY = st.builds("{}: {}{}".format, _KEYS, VALUES | _MAPPING, _COMMENT)
_STEP = st.builds(
    lambda name, method, path, rest: "\n    ".join(
        (f"  - id: {name}", f"method: {method}", f'path: "{path}"', *rest)
    ),
    NAMES,
    METHODS,
    PATHS,
    st.lists(_ENTRY | IGNORES.map("# {}".format) | st.just("expect: {status: 200}"), max_size=5),
)
STEPS = st.builds(
    "{}\n{}\n".format,
    st.sampled_from(
        ("steps:", "steps: ", "steps: # all", "step:", "- steps:", "variables: 1\nsteps:")
    ),
    st.lists(_STEP, max_size=4).map("\n".join),
)
"""A list of steps in YAML, not always one."""

_TEXT = st.sampled_from(
    (
        "It lends.",
        "[a]: <b> c",
        "* * *",
        "> quoted\nlazy",
        "1. one\n   two",
        "a `<!--` b",
        "===",
        "\\|",
    )
)
_TABLE = st.builds(
    lambda header, rows: "\n".join((f"| {header} | type |", "|---|:-:|", *rows)),
    st.sampled_from(("Name", "Parameter", "Field", "")),
    st.lists(st.builds("| `{}` | {} |".format, NAMES, TEMPLATES), max_size=3),
)
_FENCE = st.builds(
    lambda indent, mark, info, content, end: "\n".join(
        f"{indent}{line}" for line in (mark + info, *content.split("\n"), end)
    ),
    st.sampled_from(("", "", "", "  ", "    ", "> ", "- ")),
    st.sampled_from(("```", "```", "~~~", "````")),
    st.sampled_from(("yaml", "yaml", "yaml", "json", "YAML x", "")),
    STEPS | STEPS | _JSON | st.just("# a\n## b"),
    st.sampled_from(("```", "```", "```", "~~~", "````", "", "``` x")),
)
_HEADING = st.builds(
    "{} {}{}".format,
    st.sampled_from(("#", "##", "##", "###", "######")),
    st.sampled_from(("Test Request", "Prerequisites", "Summary", "Setup", "Response", "é", "")),
    st.sampled_from(("", "", " ##", " <!-- c -->")),
)
_COMMENTED = IGNORES.map("<!-- {} -->".format) | st.sampled_from(
    ("<!--", "-->", "<div>\n<!-- c -->")
)
_FIELDS = st.lists(
    st.builds(
        "{}: {}{}".format,
        st.sampled_from(
            (
                *("endpoint", "domain", "tags", "swagger", "status", "savedAt", "skip_reason"),
                *("expectedOutcome", "skipReason", "statuss", "useFallbackApi"),
            )
        ),
        st.builds('"{} {}"'.format, METHODS, PATHS)
        | VALUES
        | st.sampled_from(
            ("verified", "skip", "success", "[lending]", "swagger/lending/lending.json")
        ),
        _COMMENT,
    ),
    max_size=7,
).map("\n".join)
_FRONTMATTER = st.builds(
    "{}\n{}\n{}\n".format,
    st.sampled_from(("---", "---", "---", "----", " ---", "\n---")),
    _FIELDS,
    st.sampled_from(("---", "---", "---", "--- ", "...", "")),
)
_LIBRARY = st.just(
    '---\nendpoint: "POST /lending/v1/loans"\ndomain: lending\ntags: [lending]\n'
    "swagger: swagger/lending/lending.json\nstatus: verified\nsavedAt: 2026-01-05\n---\n"
)
SEEDS = st.builds(
    lambda frontmatter, blocks, end: (frontmatter + "\n\n".join(blocks)).replace("\n", end),
    _FRONTMATTER | _LIBRARY,
    st.lists(
        st.one_of(
            _HEADING, _FENCE, _FENCE.map("## Test Request\n\n{}".format), _TABLE, _COMMENTED, _TEXT
        ),
        max_size=8,
    ),
    st.sampled_from(("\n", "\n", "\n", "\r\n", "\r")),
)
"""Whole seeds."""
