"""How Sphinx builds the site: `python -m sphinx -W --keep-going -b dirhtml docs build/docs`.

Page `rules/x.md` becomes `rules/x/`, the address that a rule's findings carry.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pygments.lexer import RegexLexer, bygroups
from pygments.token import Generic, Text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "seedlint"
author = "the seedlint authors"
project_copyright = author
html_title = "seedlint"
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_static"]
nitpicky = True
smartquotes = False  # `--fix` is no dash
suppress_warnings = ["misc.highlighting_failure"]  # bad examples are meant to be broken

myst_heading_anchors = 3

html_theme = "furo"
html_theme_options: dict[str, object] = {"top_of_page_buttons": []}
html_baseurl = "https://seedlint.dev/"
html_static_path = ["_static"]
html_css_files = ["seedlint.css"]
html_show_sphinx = False
html_copy_source = False
html_use_index = False
html_show_copyright = False
html_permalinks_icon = "#"
pygments_style = "friendly"
pygments_dark_style = "github-dark"


class Screen(RegexLexer):  # type: ignore[misc]
    """A screen: behind `$ ` stands a command; all else is output, and no shell's comment."""

    name = "screen"
    tokens: ClassVar = {
        "root": [
            (r"^(\$ )(.*\n)", bygroups(Generic.Prompt, Text)),
            (r".*\n", Generic.Output),
        ]
    }


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_lexer("console", Screen)
    app.connect("build-finished", publish_schemas)


def publish_schemas(app: Sphinx, problem: Exception | None) -> None:
    """Put each JSON Schema at the address that is its `$id`."""
    if problem is None:
        schemas = Path(__file__).parents[1] / "schemas"
        shutil.copytree(schemas, Path(app.outdir) / "schemas", dirs_exist_ok=True)
