import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sanxref.reports import ReportFormat, explain, render
from sanxref.reports.controls import on_one_line
from sanxref.reports.markdown import escape_markdown

PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def text_of(tokens) -> str:
    out = []
    for token in tokens:
        if token.type in {"text", "text_special", "code_inline", "html_inline", "html_block"}:
            out.append(token.content)
        out.append(text_of(token.children or []))
    return "".join(out)


@given(st.text())
def test_any_text_is_shown_as_it_stands(text):
    tokens = PARSER.parse(f"| {escape_markdown(text)} | end |\n| --- | --- |\n")
    inline = [token for token in tokens if token.type == "inline"]
    assert len(inline) == 2
    assert {child.type for child in inline[0].children} <= {"text", "text_special"}
    assert text_of(inline[:1]).split() == on_one_line(text).split()


@pytest.mark.parametrize("text", ["# x", "- x", "+ x", "1. x", "2) x", "> x", "---", "===", "```"])
def test_text_alone_in_a_paragraph_stays_a_paragraph(text):
    kinds = [token.type for token in PARSER.parse(escape_markdown(text))]
    assert kinds == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize("text", ["https://x.example/", "www.x.example", "HTTP://x.example"])
def test_addresses_do_not_become_links(text):
    assert not {"://", "www."} & {escape_markdown(text)}
    assert "://" not in escape_markdown(text)
    assert "www." not in escape_markdown(text)


def test_hostile_report_makes_no_html_link_or_image(documents):
    for content in (
        render(documents["injection"], ReportFormat.MARKDOWN),
        explain(documents["injection"], "c'><", "markdown"),
        explain(documents["injection"], "+m1", "markdown"),
    ):
        tokens = PARSER.parse(content.decode())
        kinds = {child.type for token in tokens for child in token.children or [token]}
        assert not kinds & {"html_block", "html_inline", "link_open", "image"}


def test_tables_keep_their_columns(documents):
    tokens = PARSER.parse(render(documents["injection"], ReportFormat.MARKDOWN).decode())
    rows, cells = 0, []
    for token in tokens:
        if token.type == "tr_open":
            rows += 1
            cells.append(0)
        if token.type in {"td_open", "th_open"}:
            cells[-1] += 1
    assert cells == [5, 5, 5, 8, 8, 5, 5, 2, 2]


def test_matches_and_claims_carry_their_ids(documents):
    text = render(documents["found"], ReportFormat.MARKDOWN).decode()
    assert "0a1b2c3d4e5f.p1.m1" in text
    assert "0a1b2c3d4e5f.c2" in text
