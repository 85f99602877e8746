"""The sweep over Markdown: its blocks, their places, and its agreement with markdown-it-py.

The examples say what is meant; the properties hold it against CommonMark as markdown-it-py reads
it, and against python-frontmatter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from seedlint.markdown import Fence, Heading, Table, scan
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

LINE_BREAK = re.compile(r"\r\n?|\n")


def inside(part: Span, whole: Span) -> bool:
    return whole.start <= part.start <= part.end <= whole.end


# Frontmatter


def test_frontmatter_has_its_fences_and_its_content() -> None:
    text = "---\nstatus: skip\n---\n# Title\n"
    found = scan(text).frontmatter
    assert found is not None
    assert found.span.of(text) == "---\nstatus: skip\n---"
    assert found.content.text == "status: skip\n"
    assert found.content.place(0, 6).of(text) == "status"
    assert [heading.text for heading in scan(text).headings] == ["Title"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\nstatus: skip\n",
        "# Title\n---\nstatus: skip\n---\n",
        "+++\nstatus = 1\n+++\n",
    ],
)
def test_no_frontmatter(text: str) -> None:
    assert scan(text).frontmatter is None


def test_frontmatter_hides_what_looks_like_markdown() -> None:
    document = scan("---\n# comment\ntext: |\n  ```yaml\n---\n\n# Title\n")
    assert [heading.text for heading in document.headings] == ["Title"]
    assert document.fences == ()


frontmatters = st.builds(
    lambda lines, end, before, after: before + end.join(lines) + after,
    st.lists(
        st.sampled_from(["---", "----", "--- ", " ---", "---x", "a: é", "", "# 😀", "```", "{"]),
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "", "\n", " \r\n ", "\u00a0"]),
    st.sampled_from(["", "\n", "\n \n"]),
)


@given(frontmatters)
@example("---\r\n\r\na: 1\r\n---\u00a0\r\n# Title\r\n")
def test_frontmatter_is_where_python_frontmatter_says(text: str) -> None:
    """One meaning of "frontmatter": that of the library which everybody else reads seeds with."""
    handler = YAMLHandler()
    plain = text.replace("\r\n", "\n").strip()
    try:
        wanted = handler.split(plain) if handler.detect(plain) else None
    except ValueError:
        wanted = None
    found = scan(text).frontmatter
    if wanted is None:
        assert found is None
    else:
        assert found is not None
        assert "\n" + found.content.text.replace("\r\n", "\n") == wanted[0]
        assert text[found.span.end :].replace("\r\n", "\n").strip() == wanted[1].strip()
        assert found.content.span.of(text) == found.content.text
        assert re.fullmatch(r"-{3,}\s[\s\S]*-{3,}", found.span.of(text))


# Headings


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("# Title", 1, "Title"),
        ("   ### Title ##  ", 3, "Title"),
        ("## A # B\\#", 2, "A # B\\#"),
        ("###### ######", 6, ""),
        ("##", 2, ""),
        ("## Title <!-- seedlint: ignore[x] -->", 2, "Title"),
        ("Title\n=", 1, "Title"),
        ("One\n  two\n---  ", 2, "One two"),
        ("- ## In a list", 2, "In a list"),
    ],
)
def test_heading(text: str, level: int, title: str) -> None:
    (heading,) = scan(text).headings
    assert (heading.level, heading.text) == (level, title)
    assert re.sub(r"\s+", " ", heading.text_span.of(text)) == title
    assert inside(heading.text_span, heading.span)


@pytest.mark.parametrize(
    "text",
    [
        "####### Seven",
        "#Tag",
        "    # Code",
        "\t# Code",
        "text\n    # more text",
        "\n---\n",
        "> # Quoted",
        "<!--\n# Hidden\n-->",
        "<div>\n# Hidden\n</div>",
        "> quoted\ntext\n===",
        "[label]: /address\n---",
        "- " * 50 + "# Deep",
    ],
)
def test_no_heading(text: str) -> None:
    assert scan(text).headings == ()


# Fences


def test_fence_has_its_parts() -> None:
    text = "a\n```YAML title=x \nsteps:\n  - id: é\n````\nb"
    (fence,) = scan(text).fences
    assert (fence.info, fence.language, fence.marker) == ("YAML title=x", "yaml", "```")
    assert fence.closed
    assert fence.indent == 0
    assert fence.opening.of(text) == "```YAML title=x"
    assert fence.span.of(text) == text[2:-2]
    assert fence.content.text == fence.content.span.of(text) == "steps:\n  - id: é\n"


def test_fence_in_a_list_is_dedented_and_knows_the_way_back() -> None:
    text = "1. Do\r\n   - this:\r\n\r\n     ~~~yaml\r\n     a:\r\n\r\n       b: 😀\r\n     ~~~\r\n"
    (fence,) = scan(text).fences
    assert fence.closed
    assert fence.indent == 5
    assert fence.content.text == "a:\r\n\r\n  b: 😀\r\n"
    at = fence.content.text.index("😀")
    assert fence.content.place(at, at + 1).of(text) == "😀"
    assert fence.content.place(0, 9).of(text) == "a:\r\n\r\n       b"
    assert fence.span.of(text).endswith("😀\r\n     ~~~")


def test_fence_is_relieved_of_its_own_indentation_only() -> None:
    (fence,) = scan("  ```\n a\n  b\n    c\n  ```\n").fences
    assert fence.content.text == "a\nb\n  c\n"


def test_what_is_left_of_a_tab_is_blank() -> None:
    text = "- ```\n\ta\n  ```\n"
    (fence,) = scan(text).fences
    assert fence.content.text == "  a\n"
    assert fence.content.place(0, 2).of(text) == "\t"
    assert fence.content.place(2, 3).of(text) == "a"


@pytest.mark.parametrize(
    "line", ["``", "~~~~", "``` yaml", "    ```", "text ```", "```` `", "\t```"]
)
def test_fence_is_not_closed_by(line: str) -> None:
    (fence,) = scan(f"````\n{line}\n````\n").fences
    assert fence.content.text == f"{line}\n"


@pytest.mark.parametrize(
    "text",
    [
        "    ```\n    code\n",
        "``\n``\n",
        "``` a`b\n",
        "> ```\n> a\n> ```\n",
        "-      ```\n",
        "-\n\n    ```\n",
    ],
)
def test_no_fence(text: str) -> None:
    assert scan(text).fences == ()


def test_fence_ends_with_its_list_item() -> None:
    text = "- ```yaml\n  a: 1\n\n# Title\n"
    document = scan(text)
    (fence,) = document.fences
    assert not fence.closed
    assert fence.content.text == "a: 1\n\n"
    assert [heading.text for heading in document.headings] == ["Title"]


def test_fence_that_is_not_closed_runs_to_the_end() -> None:
    text = "```yaml\na: 1\n# comment\n\nb: 2"
    (fence,) = scan(text).fences
    assert not fence.closed
    assert fence.span == Span(0, len(text))
    assert fence.content.text == "a: 1\n# comment\n\nb: 2"


def test_fence_that_is_not_closed_ends_before_a_heading() -> None:
    text = "```yaml\na: 1\n\n## Test Request\n\n```yaml\nb: 2\n```\n"
    document = scan(text)
    assert [(f.content.text, f.closed) for f in document.fences] == [
        ("a: 1\n\n", False),
        ("b: 2\n", True),
    ]
    assert [heading.text for heading in document.headings] == ["Test Request"]


def test_fence_that_is_not_closed_ends_before_the_next_one() -> None:
    document = scan("```yaml\na: 1\n\n# text\n```json\n{}\n```\n")
    assert [(f.content.text, f.closed) for f in document.fences] == [
        ("a: 1\n\n# text\n", False),
        ("{}\n", True),
    ]


@pytest.mark.parametrize(("outer", "inner"), [("````", "```"), ("~~~", "```")])
def test_fence_that_shows_a_fence(outer: str, inner: str) -> None:
    shown = f"{inner}yaml\na: 1\n{inner}\n\n## Title\n"
    document = scan(f"{outer}md\n{shown}{outer}\n")
    assert [fence.content.text for fence in document.fences] == [shown]
    assert document.headings == ()


# Tables


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def test_table_cells_know_their_places() -> None:
    text = "Text\n| Name | Required |\n|---|:-:|\n| `é` \\| b |  Yes|\nend | |\n\nText\n"
    (table,) = scan(text).tables
    assert rows(table) == [["Name", "Required"], ["`é` | b", "Yes"], ["end", ""]]
    assert [cell.span.of(text) for cell in table.rows[0]] == ["`é` \\| b", "Yes"]
    assert table.span.of(text) == text.removeprefix("Text\n").removesuffix("\n\nText\n")
    empty = table.rows[1][1].span
    assert empty == Span(text.index("end | |") + 6, text.index("end | |") + 6)


def test_table_rows_are_as_wide_as_the_header() -> None:
    text = "a | b\n- | -\n--|--\n"
    assert scan(text).tables == ()
    text = "a | b\n--|--\n1\n1 | 2 | 3\n|||\n"
    (table,) = scan(text).tables
    assert rows(table) == [["a", "b"], ["1", ""], ["1", "2"], ["", ""]]
    assert table.rows[0][1].span == Span(13, 13)


@pytest.mark.parametrize(
    "end", ["", "# h", "```", "> q", "- i", "1. i", "***", "<div>", "<!-- c -->", "    code"]
)
def test_table_ends_before(end: str) -> None:
    (table,) = scan(f"|a|\n|-|\n|1|\n{end}\n").tables
    assert rows(table) == [["a"], ["1"]]


def test_table_ends_with_its_list_item() -> None:
    (table,) = scan("- |a|\n  |-|\n  |1|\n|2|\n").tables
    assert rows(table) == [["a"], ["1"]]


@pytest.mark.parametrize(
    "text", ["a\n---|\n", "|a|b|\n|-|\n", "    |a|\n|-|\n", "- |a|\n|-|\n", "text\n    |a|\n|-|\n"]
)
def test_no_table(text: str) -> None:
    assert scan(text).tables == ()


# Comments


def test_comments() -> None:
    text = (
        "<!-- seedlint: ignore[a] why -->\n"
        "# Title <!-- b -->\n"
        "text `<!-- code -->` \\<!-- escaped --> <!--c--> <!-- d -->\n"
        "\n"
        "<!--\n# hidden <!-- \n-->  <!-- e -->\n"
        "\n    <!-- code -->\n"
        "- <!-- f\n  g -->\n"
        "\n```\n<!-- code -->\n```\n"
        "<!-- open <!--> \n"
        "two <!-- lines\n of it --> `two <!-- lines\n of code -->`\n"
        "<div>`<!-- h -->`\n\n"
        "|a|\n|-|\n|<!-- i -->|\n\n"
        "<!-- to the end\n\n# hidden\n"
    )
    document = scan(text)
    assert [re.sub(r"\s+", " ", comment.text) for comment in document.comments] == [
        "seedlint: ignore[a] why",
        "b",
        "c",
        "d",
        "# hidden <!--",
        "e",
        "f g",
        "open <!",
        "lines of it",
        "h",
        "i",
        "to the end # hidden",
    ]
    assert document.comments[1].span.of(text) == "<!-- b -->"
    assert document.comments[4].span.of(text) == "<!--\n# hidden <!-- \n-->"
    assert [heading.text for heading in document.headings] == ["Title"]


def test_blocks_are_in_order_of_place() -> None:
    document = scan("x <!-- c -->\n===\n\n```\n```\n\n|a|\n|-|\n\n- # h\n")
    assert [type(block).__name__ for block in document.blocks] == [
        "Heading",
        "Comment",
        "Fence",
        "Table",
        "Heading",
    ]


# Agreement with markdown-it-py

Block: TypeAlias = tuple[object, ...]

MARKDOWN_IT = MarkdownIt("commonmark").enable("table")


def expected(tokens: list[Token]) -> Iterator[Block]:
    """What markdown-it-py finds outside of block quotes, line by line."""
    for index, token in enumerate(tokens):
        first, last = token.map or (0, 0)
        if token.type == "heading_open":
            lines = tokens[index + 1].content.split("\n")
            yield first, last, int(token.tag[1]), " ".join(line.strip() for line in lines)
        elif token.type == "fence":
            yield first, token.info.strip(), token.content
        elif token.type == "table_open":
            cells: list[list[str]] = []
            for inner in tokens[index:]:
                if inner.type == "tr_open":
                    cells.append([])
                elif inner.type == "inline":
                    cells[-1].append(inner.content)
                elif inner.type == "table_close":
                    break
            yield first, last, cells


def found(text: str) -> Iterator[Block]:
    """What the sweep finds, in the same form."""

    def line(offset: int) -> int:
        return len(LINE_BREAK.findall(text, 0, offset))

    for block in scan(text).blocks:
        first, last = line(block.span.start), line(block.span.end) + 1
        if isinstance(block, Heading):
            yield first, last, block.level, block.text
        elif isinstance(block, Fence):
            yield first, block.info, LINE_BREAK.sub("\n", block.content.text)
        elif isinstance(block, Table):
            yield first, last, rows(block)


def unquoted(text: str) -> list[Token]:
    tokens, depth = [], 0
    for token in MARKDOWN_IT.parse(text):
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if not depth:
            tokens.append(token)
    return tokens


def is_recovered(tokens: list[Token]) -> bool:
    """Whether a fence, as CommonMark reads it, has a line at which the sweep recovers."""
    resuming = re.compile(r" {0,3}(?:#{2,6}[ \t]|(`{3,})[ \t]*[^`\s][^`]*$|(~{3,})[ \t]*[^~\s])")
    for token in tokens:
        if token.type == "fence" and token.map:
            lines = token.content.splitlines()
            closed = token.map[1] - token.map[0] == len(lines) + 2
            for match in filter(None, map(resuming.match, lines)):
                if not closed or (match[1] or match[2] or "").startswith(token.markup):
                    return True
    return False


def comments(tokens: list[Token]) -> Iterator[str]:
    """The comments in HTML blocks, of which one may have no end, and those within text."""
    for token in tokens:
        if token.type == "html_block":
            yield from re.findall(r"<!--[\s\S]*?-->|\A<!--[\s\S]*", token.content.strip())
        for child in token.children or ():
            if child.type == "html_inline" and child.content.startswith("<!--"):
                yield child.content


def unindented(text: str) -> str:
    return re.sub(r"[\r\n]+ *", "\n", text.rstrip())


words = st.sampled_from(
    [
        *("word", "a *b* c", "é", "😀", "`x`", "key: value", "1", "x <b>y</b>", "\\"),
        *("x <!-- c --> y", "`<!-- c -->`", "x <!--", "--> y"),
    ]
)
infos = st.sampled_from(["", "", "yaml", " json ", "yaml title", "é"])
markers = st.sampled_from(["```", "```", "~~~", "````", "~~~~~"])


def indented(lines: list[str], by: int) -> list[str]:
    return [" " * by + line if line else line for line in lines]


@st.composite
def fences(draw: st.DrawFn) -> list[str]:
    marker = draw(markers)
    lines = st.sampled_from(["steps:", "  - id: é", "", " ", "# x", "```", "~~~ ", "- a", "<!--"])
    content = draw(st.lists(lines, max_size=4))
    close = draw(st.sampled_from([[marker], [marker], [marker + "``  "], [" " + marker], []]))
    return [marker + draw(infos), *content, *close]


@st.composite
def tables(draw: st.DrawFn) -> list[str]:
    width = draw(st.integers(1, 3))
    cells = st.sampled_from(["a", "`b`", "", "é \\| 😀", "<br>"])
    form = draw(st.sampled_from(["|{}|", "| {} |", "{}|", "|{}"]))
    delimiter = draw(st.sampled_from(["-", ":-:", " --- "]))
    body = draw(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=3))
    return [
        form.format("|".join(["head"] * width)),
        form.format("|".join([delimiter] * width)),
        *(form.format(" | ".join(row)) for row in body),
    ]


def leaves() -> st.SearchStrategy[list[str]]:
    level = st.integers(1, 7).map("#".__mul__)
    return st.one_of(
        st.lists(words, min_size=1, max_size=3),
        st.builds("{} {}{}".format, level, words, st.sampled_from(["", " #", " ## ", "#"])).map(
            lambda line: [line]
        ),
        st.builds(
            lambda lines, line: [*lines, line],
            st.lists(words, min_size=1, max_size=2),
            st.sampled_from(["===", "---", "--  ", "=", "- - -", "***"]),
        ),
        fences(),
        tables(),
        st.sampled_from(
            [
                ["<!-- c --> <!-- d -->"],
                ["<!--", "", "## hidden", "", "```", "-->"],
                ["<details>", "## hidden", "", "## shown", "", "</details>"],
                ["<br/>", "## hidden", ""],
                ["<script>", "", "## hidden", "</script> x"],
                ["> quoted", "lazy"],
                ["> # quoted"],
                ["> ```yaml", "> # quoted", "> ```"],
                ["", "    # code", "", "    ```"],
                ["[label]: /address 'title'"],
            ]
        ),
    )


def documents() -> st.SearchStrategy[str]:
    def within(blocks: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
        """List items: a bullet, a leaf that is no table, and more blocks under it."""
        return st.builds(
            lambda bullet, gap, first, rest: [
                bullet + " " * gap + first[0],
                *indented([*first[1:], *rest], len(bullet) + gap),
            ],
            st.sampled_from(["-", "*", "1.", "12)"]),
            st.integers(1, 4),
            st.one_of(words.map(lambda word: [word]), fences(), st.just(["# head"])),
            st.lists(blocks, max_size=3).map(
                lambda parts: [line for part in parts for line in part]
            ),
        )

    block = st.recursive(leaves(), within, max_leaves=6)
    placed = st.builds(
        lambda lines, by, blank: [*indented(lines, by), *[""] * blank],
        block,
        st.sampled_from([0, 0, 0, 1, 2, 3]),
        st.sampled_from([1, 1, 0, 2]),
    )
    return st.builds(
        lambda parts, end: "".join(line + end for part in parts for line in part),
        st.lists(placed, min_size=1, max_size=7),
        st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    )


@settings(max_examples=60, deadline=None)
@given(documents())
def test_it_agrees_with_markdown_it(text: str) -> None:
    """The headings, fences and tables of CommonMark, but for fences that are recovered.

    And its comments: in paragraphs, cells, headings and HTML blocks.
    """
    text = "Text\n\n" + text  # no frontmatter
    tokens = unquoted(text)
    assume(not is_recovered(tokens))
    assert list(found(text)) == list(expected(tokens))
    commented = [comment.span.of(text) for comment in scan(text).comments]
    assert list(map(unindented, commented)) == list(map(unindented, comments(tokens)))


# Laws


def check(text: str) -> None:
    """What must hold for every text: spans lie inside, parts inside wholes, slices say the same."""
    document = scan(text)
    whole = Span(0, len(text))
    if document.frontmatter:
        assert inside(document.frontmatter.span, whole)
        assert inside(document.frontmatter.content.span, document.frontmatter.span)
    assert list(document.blocks) == sorted(document.blocks, key=lambda block: block.span)
    for block in document.blocks:
        assert inside(block.span, whole)
        assert block.span.start < block.span.end
    for heading in document.headings:
        assert inside(heading.text_span, heading.span)
        if "\n" not in heading.text_span.of(text) and "\r" not in heading.text_span.of(text):
            assert heading.text_span.of(text) == heading.text
    for fence in document.fences:
        assert inside(fence.opening, fence.span)
        assert inside(fence.content.span, fence.span)
        assert fence.opening.end <= fence.content.span.start
        for index, char in enumerate(fence.content.text):
            place = fence.content.place(index, index + 1)
            assert inside(place, fence.content.span)
            assert place.of(text) == char or (char == " " and place.of(text) == "\t")
    for table in document.tables:
        for row in (table.header, *table.rows):
            assert len(row) == len(table.header)
            for cell in row:
                assert inside(cell.span, table.span)
                assert cell.span.of(text).replace("\\|", "|") == cell.text
    for comment in document.comments:
        assert comment.text in comment.span.of(text)


marks = st.text(st.sampled_from("\n\r\t  #`~-=|:<>!*+1.[]()/\\ab\"'é😀\x00\u2028\x0c"), max_size=60)
lines = st.lists(
    st.builds(
        str.__add__,
        st.sampled_from(["", "", "", "  ", "   ", "    ", "\t", " \t", "- ", "  1. ", "> ", "-\t"]),
        st.sampled_from(
            [
                *(
                    "",
                    "---",
                    "# a #",
                    "## b",
                    "===",
                    "- a",
                    "-",
                    "word",
                    "[a]: b",
                    "<div>",
                    "<a b='",
                ),
                *("```", "```yaml", "~~~~ x", "|a|b|", "|-|-|", "a|b", "-|-"),
                *("<!--", "-->", "<!-- c -->"),
            ]
        ),
    ),
    max_size=12,
)


@given(st.text() | marks)
def test_laws_hold_for_any_text(text: str) -> None:
    check(text)


@given(lines, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@example(["text", " "], "\n", False)
@example(["-", "", "\t```", "\t\tx"], "\n", True)
def test_laws_hold_for_any_lines(lines: list[str], end: str, ended: bool) -> None:
    check(end.join(lines) + end * ended)


@given(
    st.lists(st.sampled_from(["steps:\n  - id: a\n", "", "# b\n", "a:\n\n  ## b\n"]), min_size=2),
    st.sampled_from(["## Title\n\n", "Text\n"]),
    st.data(),
)
def test_broken_fence_costs_only_itself(
    contents: list[str], title: str, data: st.DataObject
) -> None:
    """Whichever end of a fence gets lost, all other fences and the headings stay as they are."""
    parts = [[title, "```yaml\n", content, "```\n"] for content in contents]
    whole = scan("".join("".join(part) for part in parts))
    broken = data.draw(st.integers(0, len(parts) - 1))
    del parts[broken][data.draw(st.sampled_from([1, 3]))]
    rest = scan("".join("".join(part) for part in parts))
    assert not all(fence.closed for fence in rest.fences)
    assert [fence.content.text for fence in rest.fences if fence.closed] == [
        fence.content.text for index, fence in enumerate(whole.fences) if index != broken
    ]
    titles = [heading.text for heading in rest.headings if heading.text == "Title"]
    assert len(titles) == "".join(map("".join, parts)).count("## Title")
