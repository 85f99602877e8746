"""What a change has to hold beyond the one environment that it was written in.

`nox --list` says what there is; `nox -s lowest` runs one. What has no interpreter here is passed
over.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
OLDEST, NEWEST = PYTHONS[0], PYTHONS[-1]

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"  # which alone resolves to the lowest versions
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, with the newest dependencies."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(python=OLDEST)
def lowest(session: nox.Session) -> None:
    """The tests, with the oldest dependencies that pyproject.toml lets in, extras included.

    On the oldest Python, for which alone they all have wheels.
    """
    session.install("--resolution=lowest-direct", "-e", ".[dev,lsp]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(python=NEWEST)
def coverage(session: nox.Session) -> None:
    """The branches that the tests take, in the programs that they start, too."""
    session.install("-e", ".[dev]", "coverage>=7.10")
    session.env["COVERAGE_FILE"] = str(ROOT / ".coverage")  # wherever a program runs
    session.run("coverage", "erase")
    # The one forks before each line that writes, and each fork would write down what it reaches;
    # the other holds inputs to a second.
    left_out = ("--ignore=tests/test_kill.py", "--ignore=tests/fuzz")
    session.run("coverage", "run", "-m", "pytest", *left_out, *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(python=OLDEST)
def mutants(session: nox.Session) -> None:
    """Which small changes to the code no test notices."""
    session.install("-e", ".[dev]", "mutmut>=3.8")
    session.env["HYPOTHESIS_PROFILE"] = "mutants"
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")


@nox.session(python=OLDEST)
def package(session: nox.Session) -> None:
    """The files of a release, in `dist`: built, checked, and tried as they are once installed."""
    session.install("build[uv]>=1.2", "check-wheel-contents>=0.6", "twine>=6.1")
    dist = ROOT / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    session.run("python", "-m", "build", "--installer=uv", "--outdir", str(dist))
    [wheel] = dist.glob("*.whl")
    session.run("check-wheel-contents", str(wheel))
    session.run("twine", "check", "--strict", *map(str, dist.iterdir()))

    session.install("--reinstall", f"seedlint[lsp] @ {wheel.as_uri()}")
    with session.chdir(session.create_tmp()):  # where there is no checkout to import from
        for folder in ("seeds", "swagger"):
            shutil.copytree(ROOT / folder, folder, dirs_exist_ok=True)
        session.run("seedlint", "--version")
        session.run("seedlint", "--select=all", "seeds/")
        session.run("seedlint", "schema", "steps", silent=True)
        session.run("seedlint", "explain", "invalid-value", silent=True)
        session.run("seedlint", "server", "--help", silent=True)
        session.run("python", "-I", "-c", "import seedlint.lsp.server")
