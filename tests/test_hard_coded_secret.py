"""Secrets are known by their shapes, and no report repeats one.

Their parts are put together here, so that no scanner of repositories takes a test for a leak.
"""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint import secrets
from seedlint.examples import diagnose, wrap
from seedlint.project import Report
from seedlint.report import FORMATS, render
from seedlint.report.terminal import Style
from seedlint.settings import Settings
from seedlint.source import Source

LETTERS = "Qm7tXz2LkV9rBn4WdYs8PhJc5GfA3uEo"
UPPER = "QM7TXZ2LKV9RBN4W"

SECRETS = {
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----\\n" + LETTERS,
    "an AWS access key": "AKIA" + UPPER,
    "a GitHub token": "ghp_" + LETTERS + LETTERS[:4],
    "a GitLab token": "glpat-" + LETTERS[:20],
    "a Slack token": "xoxb-" + LETTERS,
    "a Slack webhook": "hooks.slack.com/services/T" + UPPER + "/B" + UPPER + "/" + LETTERS,
    "a Stripe key": "sk_live_" + LETTERS,
    "a Google API key": "AIza" + LETTERS + LETTERS[:3],
    "a bearer token": "Bearer " + LETTERS,
}

ELSE = {
    "a key of a manual": "AKIA" + UPPER[:9] + "EXAMPLE",
    "a placeholder": "ghp_" + "x" * 36,
    "a shorter word": "sk_live_" + LETTERS[:8],
    "a longer word": "AKIA" + UPPER + "9",
    "a public key": "-----BEGIN " + "PUBLIC KEY-----\\n" + LETTERS,
    "a test key": "sk_test_" + LETTERS,
    "a variable": "Bearer {{" + LETTERS + "}}",
    "an elision": "Bearer " + LETTERS + "…",
}

STEPS = """\
steps:
  - id: subscribe
    method: POST
    path: /lending/v1/webhooks
    body:
      key: "%s"
"""


def found(text: str) -> list[tuple[str, str]]:
    """The place and the message of each secret in a body."""
    seed = wrap(STEPS % text, None)
    settings = Settings(select=("hard-coded-secret",))
    findings = [diagnostic.finding for diagnostic in diagnose(seed, settings=settings)]
    return [(finding.span.of(seed), finding.message) for finding in findings]


@pytest.mark.parametrize("what", SECRETS)
def test_secret_is_found_and_not_repeated(what: str) -> None:
    """One finding each, exactly where the secret stands; a report is read by more than one."""
    text = SECRETS[what]
    [(place, message)] = found(text)
    assert place in text
    assert text.endswith(place)
    assert message.startswith(what)
    assert place not in message


@pytest.mark.parametrize("what", ELSE)
def test_what_is_no_secret_is_left_alone(what: str) -> None:
    """A false alarm about a secret is the loudest of all."""
    assert found(ELSE[what]) == []


SPEC = """\
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/webhooks:
    post:
      requestBody:
        content:
          application/json:
            schema: {properties: {key: {type: integer}}}
      responses: {"200": {description: Subscribed.}}
"""


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("what", SECRETS)
def test_no_report_repeats_a_secret(what: str, name: str) -> None:
    """Another rule may be about the very value, and a frame shows the line that it stands on."""
    seed = wrap(STEPS % SECRETS[what], "swagger/api.yaml")
    found = diagnose(seed, {"swagger/api.yaml": SPEC})
    assert {diagnostic.rule for diagnostic in found} == {"hard-coded-secret", "invalid-property"}
    text = "\n".join(render(name, Report(tuple(found), ("seed.md",), (), specs=1), Style()))
    assert "***" in text
    assert UPPER not in text
    assert LETTERS[:20] not in text


def test_a_path_that_is_cut_hides_its_secret_first() -> None:
    """What is left of a secret has no shape to know it by."""
    steps = STEPS % "x" + f"    extract:\n      key: sk_live_{LETTERS}.and.more.of.it\n"
    settings = Settings(select=("invalid-jsonpath",))
    [diagnostic] = diagnose(wrap(steps, None), settings=settings)
    assert LETTERS[:8] not in diagnostic.finding.message


words = st.sampled_from([*SECRETS.values(), *ELSE.values(), "Bearer", "-é"])
texts = st.lists(words, max_size=6).flatmap(
    lambda found: st.sampled_from((" ", "\n", "\r\n  ")).map(lambda between: between.join(found))
)


@given(texts)
def test_masks_leave_nothing_to_find_and_everything_in_its_place(text: str) -> None:
    """A frame underlines by offsets, which a mask must not move."""
    source = Source("seed.md", text)
    lines = [source.line_span(line) for line in range(source.line_count)]
    masked = [secrets.masked(text, line) for line in lines]
    assert [len(line) for line in masked] == [line.end - line.start for line in lines]
    assert secrets.find("\n".join(masked)) == []
    assert secrets.find(secrets.hidden(text)) == []


@pytest.mark.parametrize(
    "text", ["-eyJ", "-----BEGIN " + "PRIVATE KEY ", "PRIVATE KEY ", "Bearer a"]
)
def test_what_only_begins_like_a_secret_takes_no_time(text: str) -> None:
    """A file of a few hundred kilobytes, each start of which would scan to its end."""
    start = process_time()
    assert secrets.find("-----BEGIN " + text * 40_000) == []
    assert process_time() - start < 2
