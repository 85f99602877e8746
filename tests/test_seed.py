"""A seed as its runner sees it: what it is, which of its steps run, and in which order."""

from __future__ import annotations

from time import process_time

import pytest

from seedlint.seed import Part, Seed, Step, is_seed, read, same_title, statuses
from seedlint.settings import Settings
from seedlint.source import Source, Span
from seedlint.yamltree import Mapping, Scalar


def seed(text: str, settings: Settings | None = None) -> Seed:
    return read(Source("seeds/x.md", text), settings or Settings())


def frontmatter(text: str) -> str:
    return f"---\n{text}---\n"


def block(*ids: str) -> str:
    return "\n```yaml\nsteps:\n" + "".join(f"  - id: {each}\n" for each in ids) + "```\n\n"


def step(text: str) -> Step:
    (found,) = seed(f"## Test Request\n```yaml\nsteps:\n  - {text}\n```\n").steps
    return found


def names(found: Seed) -> list[str]:
    return [each.name for each in found.steps]


# What is a seed


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("---\nendpoint: GET /a\n---\n", True),
        ("---\ntags: []\n'endpoint' : GET /a\n---\n", True),
        ('---\n"endpoint": GET /a\n---\n', True),
        ("---\r\nendpoint: GET /a\r\n---\r\n", True),
        ("---\n{endpoint: GET /a}\n---\n", True),
        ("---\nendpoint:\n---\n", True),
        ("---\na: [\nendpoint: GET /a\n---\n", True),
        ("---\na: [\n  endpoint: GET /a\n---\n", False),
        ("---\na: {endpoint: GET /a}\n---\n", False),
        ("---\n# endpoint: GET /a\n---\n", False),
        ("---\na: endpoint\n---\n", False),
        ("---\nendpoints: GET /a\n---\n", False),
        ("---\nendpoint: GET /a\n", False),
        ("endpoint: GET /a\n", False),
        ("```yaml\nsteps: []\n```\n", True),
        ("```yaml\nsteps:\n```\n", True),
        ("~~~YML title\n  steps:\n    - id: a\n~~~\n", True),
        ("```yaml\n{steps: []}\n```\n", True),
        ("```yaml\na: 1\rsteps: [\r```\r", True),
        ("- A list\n\n  ```yaml\n  steps: []\n  ```\n", True),
        ("```yaml\nsteps: [\n```\n", True),
        ("```yaml\nsteps:\n  - run: npm test\n  - {id: a, expect: {}}\n```\n", True),
        ("```yaml\nsteps:\n  - description: what comes\n```\n", True),
        ("```yaml\nsteps:\n  - script: npm test\n  - task: Publish@1\n```\n", False),
        ("```yaml\nsteps:\n  - {id: a, uses: actions/checkout@v4}\n```\n", False),
        ("```yaml\nsteps:\n  - checkout\n  - run: npm test\n```\n", False),
        ("```yaml\njobs:\n  steps: []\n```\n", False),
        ("```yaml\njobs: [\n  steps: []\n```\n", False),
        ("```yaml\n- steps: []\n```\n", False),
        ("```yaml\n# steps: []\n```\n", False),
        ("```json\nsteps: []\n```\n", False),
        ("    ```yaml\n    steps: []\n    ```\n", False),
        ("> ```yaml\n> steps: []\n> ```\n", False),
        ("steps: []\n", False),
        ("", False),
    ],
)
def test_a_seed_names_an_endpoint_or_has_steps(text: str, answer: bool) -> None:
    assert is_seed(Source("x.md", text)) is answer


# Which steps run


def test_steps_run_by_section_and_then_by_place() -> None:
    """A runner plays the prerequisites first, wherever they stand."""
    found = seed(
        f"# Title\n{block('title')}## Test Request\n{block('a', 'b')}{block('c')}"
        f"## Notes\n{block('note')}## Prerequisites\n{block('d')}## test request \n{block('e')}"
    )
    assert names(found) == ["d", "a", "b", "c", "e"]
    assert [each.name for each in found.test_steps] == ["a", "b", "c", "e"]
    assert [block.runs for block in found.blocks] == [False, True, True, False, True, True]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("## Test Request\n### Happy path\n{}", True),
        ("# Test Request\n## Notes\n{}", True),
        ("## Test Request\n## Notes\n{}", False),
        ("### Test Request\n## Notes\n{}", False),
        ("Test Request\n---\n{}", True),
        ("## Test Request <!-- comment -->\n{}", True),
        ("## Test Request (later)\n{}", False),
        ("## Test\n{}", False),
        ("{}## Test Request\n", False),
        ("{}", False),
        ("- ## Test Request\n{}", True),
    ],
)
def test_a_section_holds_what_is_under_its_heading(text: str, run: bool) -> None:
    assert names(seed(text.format(block("a")))) == (["a"] if run else [])


def test_a_block_in_two_sections_runs_once_with_the_first_to_be_played() -> None:
    text = f"## Test Request\n{block('a')}### Prerequisites\n{block('b')}"
    assert names(seed(text)) == ["b", "a"]


def test_which_sections_run_is_configured() -> None:
    text = f"## Setup\n{block('a')}## Check\n{block('b')}## Test Request\n{block('c')}"
    found = seed(text, Settings(run_sections=("Check", "Setup")))
    assert names(found) == ["b", "a"]
    assert [each.name for each in found.test_steps] == ["a"]
    nothing = seed(text, Settings(run_sections=()))
    assert (names(nothing), nothing.test_steps) == ([], ())


@pytest.mark.parametrize(
    ("fence", "blocks", "ids"),
    [
        ("```yaml\nsteps:\n  - id: a\n  - text\n  - [list]\n  - {}\n```", 1, ["a", ""]),
        ("```yaml\nsteps:\n```", 1, []),
        ("```yaml\nsteps: text\n```", 1, []),
        ("```yaml\nsteps: {id: a}\n```", 1, []),
        ("```yaml\nsteps: [{id: a}]\nsteps: [{id: b}]\n```", 1, ["b"]),
        ("```yaml\nsteps: [\n```", 1, []),
        ("```yaml\nother: [\n```", 0, []),
        ("```yaml\nother: {steps: []}\n```", 0, []),
        ("```\nsteps: [{id: a}]\n```", 0, []),
        ("```yaml\nsteps: [{id: a}]\n", 1, ["a"]),
    ],
)
def test_a_block_of_steps(fence: str, blocks: int, ids: list[str]) -> None:
    found = seed(f"## Test Request\n\n{fence}")
    assert len(found.blocks) == blocks
    assert names(found) == ids


def test_one_broken_fence_costs_only_itself() -> None:
    broken = "\n```yaml\nsteps:\n  - id: 'b\n```\n"
    found = seed(f"## Prerequisites\n{block('a')}{broken}## Test Request\n{block('c')}")
    assert names(found) == ["a", "c"]
    assert found.broken
    assert not seed(f"## Prerequisites\n{block('a')}").broken
    assert seed("---\na: [\n---\n").broken


# Sections


def test_sections_know_where_they_end_and_what_they_are_in() -> None:
    text = "# A\n\n## B\n\n#### C\n\n### D\n\n## E\n\n# F\n"
    found = seed(text)
    assert {section.title: section.span.of(text) for section in found.sections} == {
        "A": "# A\n\n## B\n\n#### C\n\n### D\n\n## E\n\n",
        "B": "## B\n\n#### C\n\n### D\n\n",
        "C": "#### C\n\n",
        "D": "### D\n\n",
        "E": "## E\n\n",
        "F": "# F\n",
    }
    above = {s.title: [each.title for each in found.above(s)] for s in found.sections}
    assert above == {"A": [], "B": ["A"], "C": ["A", "B"], "D": ["A", "B"], "E": ["A"], "F": []}
    for section in found.sections:
        assert found.around(section.span.start) == (*found.above(section), section)
    assert [section.title for section in found.around(len(text))] == ["F"]
    assert seed("\n# A\n").around(0) == ()


def test_a_section_is_found_by_its_title() -> None:
    found = seed("## One\n\n### two  \n\n## TWO\n")
    section = found.section("Two")
    assert section is not None
    assert section.heading.level == 3
    assert found.section("Three") is None
    assert same_title(" One", "oNE ")
    assert not same_title("One", "Ones")


def test_tables_belong_to_the_section_that_they_stand_in() -> None:
    table = "\n| a |\n|---|\n| b |\n\n"
    found = seed(f"## One\n{table}### Two\n{table}## Three\n")
    counts = [len([*found.tables(section)]) for section in found.sections]
    assert counts == [2, 1, 0]


# The frontmatter


@pytest.mark.parametrize(
    ("endpoint", "method", "path", "file"),
    [
        ("GET /v1/loans/{loan_uid}", "GET", "/v1/loans/{loan_uid}", "get_v1_loans_loan_uid.md"),
        ("'  post   /Loans?a=b '", "post", "/Loans?a=b", "post_loans.md"),
        ('"GET \\u002Fa"', "GET", "/a", "get_a.md"),
        ("GET /", "GET", "/", "get.md"),
        (">-\n  GET\n  /a", "GET", "/a", "get_a.md"),
    ],
)
def test_an_endpoint_is_a_method_and_a_path(
    endpoint: str, method: str, path: str, file: str
) -> None:
    text = frontmatter(f"endpoint: {endpoint}\n")
    found = seed(text).endpoint
    assert found is not None
    assert (found.method.text, found.path.text, found.file_name) == (method, path, file)
    assert found.method.span.of(text) == method
    assert found.path.span.of(text) in (path, "\\u002Fa")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "endpoint:\n",
        "endpoint: GET\n",
        "endpoint: /a\n",
        "endpoint: [GET, /a]\n",
        "- a\n",
        "[\n",
    ],
)
def test_no_endpoint(text: str) -> None:
    assert seed(frontmatter(text)).endpoint is None


def test_fields_may_be_in_an_accepted_spelling() -> None:
    found = seed(frontmatter("skipReason: a\nskip_reason: b\n")).frontmatter
    assert found is not None
    scalars = [found.scalar(key) for key in ("skip_reason", "skipReason")]
    assert [scalar.text for scalar in scalars if scalar] == ["b", "a"]
    other = seed(frontmatter("skipReason: a\n")).frontmatter
    assert other is not None
    pair = other.pair("skip_reason")
    assert pair is not None
    assert pair.key.text == "skipReason"
    assert other.pair("status") is None


@pytest.mark.parametrize(
    ("status", "standing", "skipped"),
    [
        ("verified", "verified", False),
        ("success", "verified", False),
        ("skip", "skip", True),
        ("skipped", "skip", True),
        ("odd", "odd", False),
        ("", "", False),
        ("[skip]", "", False),
    ],
)
def test_the_standing_is_the_status_in_the_vocabulary(
    status: str, standing: str, skipped: bool
) -> None:
    found = seed(frontmatter(f"status: {status}\n"))
    assert found.frontmatter is not None
    assert (found.frontmatter.standing, found.skipped) == (standing, skipped)


def test_no_frontmatter() -> None:
    found = seed("# Title\n")
    assert (found.frontmatter, found.endpoint) == (None, None)
    assert (found.skipped, found.broken) == (False, False)


def test_the_opening_of_the_frontmatter() -> None:
    text = "\n---\na: 1\n---\n"
    found = seed(text).frontmatter
    assert found is not None
    assert found.opening == Span(1, 4)


# A step


def test_a_step_is_read_as_far_as_it_goes() -> None:
    found = step(
        'id: a\n    method: GET\n    path: "/a?b=c?d"\n    body: ~\n    onFail: skip\n'
        "    extract: {x: $.x, y: [z]}"
    )
    assert (found.name, found.query, found.on_fail, found.optional) == ("a", "b=c?d", "skip", True)
    assert found.method is not None
    assert found.method.text == "GET"
    assert found.body is None
    assert [(key.text, path.text) for key, path in found.extract] == [("x", "$.x")]
    assert repr(found) == "Step('a')"


@pytest.mark.parametrize(
    "text", ["{}", "{id: , method: , path: }", "{id: [], method: {}, path: {a: b}}"]
)
def test_a_step_without_anything(text: str) -> None:
    found = step(text)
    assert (found.method, found.path, found.body) == (None, None, None)
    assert (found.name, found.query, [*found.extract]) == ("", "", [])
    assert (found.on_fail, found.optional) == ("abort", False)
    assert found.expected_statuses == (200,)


@pytest.mark.parametrize(
    ("text", "grip"),
    [
        ("id: a\n    path: /a", "a"),
        ("path: /a\n    id: 'b'", "'b'"),
        ("path: /a\n    id:", "path"),
        ("{}", "{}"),
    ],
)
def test_the_grip_of_a_step_is_its_id_or_its_first_key(text: str, grip: str) -> None:
    source = f"## Test Request\n```yaml\nsteps:\n  - {text}\n```\n"
    (found,) = seed(source).steps
    assert found.grip.of(source) == grip


@pytest.mark.parametrize(
    ("expect", "expected", "negative"),
    [
        ("{status: 200}", (200,), False),
        ("{status: [200, '201']}", (200, 201), False),
        ("{status: [404, 422]}", (404, 422), True),
        ("{status: 500}", (500,), True),
        ("{status: [200, 404]}", (200, 404), False),
        ("", (200,), False),
        ("{status: }", (), True),
        ("{status: []}", (), True),
        ("{status: 4xx}", (), True),
        ("{status: [4xx, 404, [405], {}]}", (404,), True),
        ("{status: 99}", (), True),
        ("{status: 600}", (), True),
        ("{status: ٢٠٠}", (), True),
        (f"{{status: {'9' * 5000}}}", (), True),
        ("404", (), True),
        ("{stauts: 404}", (), True),
    ],
)
def test_the_statuses_that_a_step_accepts(
    expect: str, expected: tuple[int, ...], negative: bool
) -> None:
    """A negative test is meant; so may be one whose statuses cannot be read."""
    found = step(f"expect: {expect}")
    assert (found.expected_statuses, found.negative) == (expected, negative)


def test_a_list_of_statuses() -> None:
    node = step("expect: {status: [200, x]}").expected_status
    assert node is not None
    assert statuses(node) == (200,)


# Parts


def test_a_part_is_a_scalar_without_its_quotes() -> None:
    text = "## Test Request\n```yaml\nsteps:\n  - {a: '/b/c', d: \"/\\u0062/c\", e: f}\n```\n"
    (found,) = seed(text).steps
    plain, escaped = (Part.of(node) for key in "ad" if isinstance(node := found.get(key), Scalar))
    assert (plain.text, plain.span.of(text), plain.place(1, 2).of(text)) == ("/b/c", "/b/c", "b")
    assert escaped.place(1, 2) == escaped.span
    assert escaped.span.of(text) == "/\\u0062/c"


def test_a_step_gives_its_values_by_their_kind() -> None:
    found = step("{a: b, c: {}, d: [], e: }")
    assert isinstance(found.mapping("c"), Mapping)
    assert [key for key in "abcde" if found.scalar(key)] == ["a"]
    assert [key for key in "abcde" if found.mapping(key)] == ["c"]
    assert [key for key in "abcde" if found.pair(key)] == ["a", "c", "d", "e"]


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 20_000,
        "# a\n## b\n" * 10_000,
        "## Test Request\n" * 2_000 + block("a") * 1_000,
        "# a\n```yaml\nsteps:\n```\n" * 2_000,
        frontmatter("endpoint: GET" + " " * 200_000 + "x y\n"),
        frontmatter("endpoint: GET /" + "a " * 100_000 + "\n"),
        frontmatter("endpoint" * 20_000 + "\n"),
        frontmatter("endpoint: GET /" + "a_" * 100_000 + "\n"),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_long_text_takes_no_time(text: str) -> None:
    source = Source("x.md", text)
    start = process_time()
    is_seed(source)
    found = read(source, Settings())
    assert found.endpoint is None or found.endpoint.file_name
    assert sum(len(found.above(section)) for section in found.sections) < len(text)
    assert process_time() - start < 2


@pytest.mark.parametrize(
    "data",
    [
        "---\nendpoint: GET /v1/é\n---\n".encode("utf-16"),
        "---\nendpoint: GET /v1/é\n---\n".encode("latin-1"),
        b"\xff\xfe---\nendpoint: GET /v1/loans\n---\n",
    ],
)
def test_a_seed_in_another_encoding_is_one_still(data: bytes) -> None:
    """Passed over in silence, it would never be checked again."""
    assert is_seed(Source.decode("seed.md", data))
