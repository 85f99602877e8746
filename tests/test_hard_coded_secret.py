"""Secrets are known by their shapes, and the message never repeats one.

Their parts are put together here, so that no scanner of repositories takes a test for a leak.
"""

from __future__ import annotations

import pytest

from seedlint.examples import diagnose, wrap
from seedlint.settings import Settings

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
