"""Which headings show a response of the endpoint, with which statuses, and which examples."""

from __future__ import annotations

import pytest

from seedlint.answers import Answer, answers
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source


def found(text: str) -> list[Answer]:
    return list(answers(read(Source("seed.md", text), Settings())))


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("## Expected Response (201)", (201,)),
        ("## Expected Response (200/201)", (200, 201)),
        ("## Expected Response - a letter (201)", (201,)),
        ("## Response 200", (200,)),
        ("## Error response: 404", (404,)),
        ("## 422 Response", (422,)),
        ("## Expected Response", ()),
        ("## Response", ()),
    ],
)
def test_a_section_that_shows_a_response(heading: str, codes: tuple[int, ...]) -> None:
    """The statuses stand in parentheses, behind the word, or before it."""
    (answer,) = found(f"{heading}\n")
    assert answer.codes == codes


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("### 422 - Too Many Books", (422,)),
        ("### 404 Not Found", (404,)),
        ("### `404`", (404,)),
        ("### HTTP 409", (409,)),
        ("### 401, 403 - Not Yours", (401, 403)),
        ("### 500 Error after 404", (500,)),
    ],
)
@pytest.mark.parametrize("above", ["## Error Responses", "## Errors", "## Responses"])
def test_a_heading_below_the_responses(above: str, heading: str, codes: tuple[int, ...]) -> None:
    """There the status comes first, and any text may follow."""
    (answer,) = found(f"{above}\n\n{heading}\n")
    assert answer.codes == codes


@pytest.mark.parametrize(
    "text",
    [
        "# Response (200)\n",
        "## Error Responses\n",
        "## Response Codes\n",
        "## 404 found\n",
        "## Notes\n\n### 500 loans a day\n",
        "## Alternative Endpoint\n\n### Expected Response (200)\n",
        "## Test Request\n\n### 200 copies\n",
        "## Error Responses\n\n### Known Issues\n",
    ],
)
def test_what_shows_none(text: str) -> None:
    """A number alone is no status, and another endpoint's response is not this one's."""
    assert found(text) == []


def test_the_place_of_a_status() -> None:
    """A finding about a status points at its three digits."""
    text = "# Lend\n\n## Expected Response (200 or 201)\n"
    (answer,) = found(text)
    assert [status.span.of(text) for status in answer.statuses] == ["200", "201"]


def test_examples_belong_to_the_innermost_answer() -> None:
    """An example of a request, or outside of all answers, belongs to none."""
    text = """\
```json
1
```

## Expected Response (200)

```json
2
```

### Request

```json
3
```

### In Short

```json
4
```

## Error Responses

```json
5
```

### 404 - Nobody

```json
6
```

```text
7
```

```json
8
"""
    shown = {
        answer.section.title: [fence.content.text.strip() for fence in answer.examples]
        for answer in found(text)
    }
    assert shown == {"Expected Response (200)": ["2", "4"], "404 - Nobody": ["6"]}
