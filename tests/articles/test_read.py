import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.documents import TEXT, make_docx, make_mail, make_page, make_pdf, make_zip
from sanxref.articles import ReadOptions, read_articles
from sanxref.model.articles import Article, NotScreened

OPTIONS = ReadOptions()
Write = Callable[[str, "bytes | str"], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return put


def read_one(source: str, options: ReadOptions = OPTIONS) -> Article:
    (article,) = read_articles(source, options)
    assert isinstance(article, Article), article
    return article


def reason_of(source: str, options: ReadOptions = OPTIONS) -> str:
    (refused,) = read_articles(source, options)
    assert isinstance(refused, NotScreened), refused
    assert refused.source == source
    return refused.reason


PAGE = make_page(
    f"<nav><a href='/'>Home</a></nav><article><h1>Benali listed</h1><p>{TEXT}</p>"
    f"<p>{TEXT}</p></article><footer>Imprint</footer><script>var x = 'Hidden Name';</script>",
    "<title>Benali listed</title><meta property='article:published_time'"
    " content='2025-10-14T08:00:00+00:00'>",
)


def test_text(write: Write) -> None:
    article = read_one(write("a.txt", TEXT))
    assert article.text == TEXT
    assert article.title == ""
    assert article.published is None
    assert article.language == "en"
    assert len(article.sha256) == 64


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a.txt", "a", "a.csv"])
def test_html_is_known_by_its_content(write: Write, name: str) -> None:
    article = read_one(write(name, PAGE))
    assert "Karim Benali in March 2019" in article.text
    assert "Home" not in article.text
    assert "Hidden" not in article.text
    assert article.title == "Benali listed"
    assert str(article.published) == "2025-10-14"


def test_html_whose_main_text_is_not_recognized_gives_all_visible_text(write: Write) -> None:
    cells = "".join(f"<td><a href='/{n}'>Karim Benali {n}</a></td>" for n in range(60))
    article = read_one(write("a.html", make_page(f"<table><tr>{cells}</tr></table>")))
    assert "Karim Benali 59" in article.text


def test_html_in_its_declared_encoding(write: Write) -> None:
    page = make_page(f"<p>{TEXT} Gómez.</p>", "<meta charset='iso-8859-1'>").encode("latin-1")
    assert "Gómez" in read_one(write("a.html", page)).text


def test_xhtml_with_an_xml_declaration(write: Write) -> None:
    page = f"<?xml version='1.0' encoding='utf-8'?>\n{PAGE}"
    assert "Karim Benali" in read_one(write("a.xhtml", page)).text


def test_markdown(write: Write) -> None:
    text = (
        "---\ntitle: Benali listed\ndate: 2025-10-14\n---\n\n# Benali *listed*\n\n"
        f"{TEXT} See [the list](https://example.org/list) and **Ivan Petrenko**.\n\n- one\n- two\n"
    )
    article = read_one(write("a.md", text))
    assert "See the list and Ivan Petrenko." in article.text
    assert "https" not in article.text
    assert "*" not in article.text
    assert str(article.published) == "2025-10-14"
    assert article.title == "Benali listed"


def test_mail(write: Write) -> None:
    article = read_one(write("a.eml", make_mail(TEXT)))
    assert article.title == "Benali listed"
    assert article.text == f"Benali listed\n\n{TEXT}"
    assert str(article.published) == "2025-10-14"


def test_mail_is_known_by_its_content(write: Write) -> None:
    assert read_one(write("a.txt", make_mail(TEXT))).title == "Benali listed"


def test_mail_in_html(write: Write) -> None:
    mail = make_mail(f"<html><body><p>{TEXT}</p></body></html>", content_type="text/html")
    assert "Karim Benali" in read_one(write("a.eml", mail)).text


def test_mail_notes_its_attachments(write: Write) -> None:
    body = (
        f"--x\nContent-Type: text/plain\n\n{TEXT}\n--x\nContent-Type: application/pdf\n"
        "Content-Disposition: attachment; filename=a.pdf\n\nabc\n--x--\n"
    )
    article = read_one(write("a.eml", make_mail(body, content_type="multipart/mixed; boundary=x")))
    assert article.notes == ("1 attachment not screened: save and screen separately",)


def test_pdf(write: Write) -> None:
    article = read_one(write("a.pdf", make_pdf([TEXT, "Ivan Petrenko left."], "Benali is listed")))
    assert "Karim Benali in March 2019" in article.text
    assert "Ivan Petrenko left." in article.text
    assert article.title == "Benali is listed"
    assert article.published is None


def test_pdf_tells_pages_without_text(write: Write) -> None:
    article = read_one(write("a.pdf", make_pdf([TEXT, ""])))
    assert article.notes == ("1 of 2 pages have no text (scans?)",)


def test_docx(write: Write) -> None:
    data = make_docx([TEXT], [["Name", "Born"], ["Ivan Petrenko", "1968"]])
    article = read_one(write("a.docx", data))
    assert article.text.startswith(TEXT)
    assert "Ivan Petrenko" in article.text


def test_json_lines_give_an_article_a_row(write: Write) -> None:
    rows = [
        {"title": "One", "text": TEXT, "published": "2025-10-14", "id": "x1", "language": "en"},
        {"headline": "Two", "body": PAGE, "date": "14 October 2025"},
        {"text": ""},
        {"words": "none"},
    ]
    lines = "\n".join(json.dumps(row) for row in rows) + "\nno json\n\n"
    source = write("news.jsonl", lines)
    one, two, empty, other, broken = read_articles(source, OPTIONS)
    assert isinstance(one, Article)
    assert (one.source, one.title, str(one.published)) == (f"{source}#1", "One", "2025-10-14")
    assert one.notes == ("row x1",)
    assert isinstance(two, Article)
    assert "Home" not in two.text
    assert str(two.published) == "2025-10-14"
    assert [row.reason.split(" (")[0] for row in (empty, other, broken)] == [  # type: ignore[union-attr]
        "no text in the row",
        "no text column",
        "not valid JSON",
    ]
    assert broken.source == f"{source}#5"


def test_json_array(write: Write) -> None:
    found = tuple(read_articles(write("a.json", json.dumps([{"text": TEXT}, 7])), OPTIONS))
    assert [type(one) for one in found] == [Article, NotScreened]


@pytest.mark.parametrize(
    ("name", "delimiter", "encoding"),
    [("a.csv", ",", "utf-8"), ("a.csv", ";", "cp1252"), ("a.tsv", "\t", "utf-8-sig")],
)
def test_tables(write: Write, name: str, delimiter: str, encoding: str) -> None:
    quoted = f'"{TEXT} Gómez\nhas ""quotes""."'
    table = f"Title{delimiter}Text\nOne{delimiter}{quoted}\n\nTwo{delimiter}{quoted}\n"
    found = tuple(read_articles(write(name, table.encode(encoding)), OPTIONS))
    assert [one.title for one in found if isinstance(one, Article)] == ["One", "Two"]
    assert 'Gómez\nhas "quotes".' in found[1].text  # type: ignore[union-attr]


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pd.DataFrame({"text": [TEXT, None], "title": ["One", "Two"]}).to_parquet(path)
    one, two = read_articles(str(path), OPTIONS)
    assert isinstance(one, Article)
    assert one.title == "One"
    assert isinstance(two, NotScreened)


def test_own_column_names(write: Write) -> None:
    options = ReadOptions(text_columns=("inhalt",))
    assert read_one(write("a.jsonl", json.dumps({"Inhalt": TEXT})), options).text == TEXT


def test_standard_input_is_sniffed() -> None:
    for data, expected in [
        (TEXT, TEXT),
        (PAGE, "Benali listed"),
        (make_mail(TEXT), "Benali listed"),
    ]:
        (article,) = read_articles("-", OPTIONS, stdin=io.BytesIO(data.encode()))
        assert isinstance(article, Article)
        assert article.source == "-"
        assert article.text.startswith(expected)


def test_standard_input_of_json_lines() -> None:
    lines = f"{json.dumps({'text': TEXT})}\n{json.dumps({'text': TEXT})}\n".encode()
    found = tuple(read_articles("-", OPTIONS, stdin=io.BytesIO(lines)))
    assert [one.source for one in found] == ["-#1", "-#2"]


def test_headline_is_screened_once() -> None:
    row = {"title": "Karim Benali is listed", "text": f"Karim Benali is listed\n\n{TEXT}"}
    (article,) = read_articles("-", OPTIONS, stdin=io.BytesIO(json.dumps(row).encode()))
    assert isinstance(article, Article)
    assert article.text.count("Karim Benali is listed") == 1


def test_equal_texts_of_two_sources_have_two_ids(write: Write) -> None:
    one, two = read_one(write("a.txt", TEXT)), read_one(write("b.txt", TEXT))
    assert one.sha256 == two.sha256
    assert one.id != two.id
    assert read_one(one.source) == one


REFUSED = [
    ("a.txt", b"", "the file is empty"),
    ("a.txt", b" \n\t", "the file is empty"),
    ("a.txt", b"... --- ...", "no text in it"),
    ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "not a text: a PNG image"),
    ("a.txt", b"\x7fELF" + bytes(50), "not a text: a program"),
    ("a.txt", b"MZ" + bytes(50), "not a text: a program"),
    ("a.html", b"\x1f\x8b\x08" + bytes(50), "not a text: gzip-compressed"),
    ("a.csv", b"\x00\x01\x02\x03" * 50, "not a text: binary data"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "not a text: an old or encrypted"),
    ("a.rtf", b"{\\rtf1 text}", "not a text: an RTF document"),
    ("a.zip", make_zip({"a.txt": b"x"}), "not a text: a ZIP archive"),
    ("a.pdf", make_pdf([""]), "no text in the file (scan?"),
    ("a.pdf", make_pdf([TEXT], encrypt=True), "encrypted PDF"),
    ("a.pdf", make_pdf([TEXT])[:200], "damaged PDF"),
    ("a.docx", make_docx([""]), "no text in the file"),
    ("a.docx", make_docx([TEXT])[:2000], "not a text: a ZIP archive without a whole Word"),
    ("a.docx", make_zip({"word/document.xml": b"<x>"}), "damaged .docx"),
    ("a.html", b"<html><body><script>draw()</script></body></html>", "no text in the page"),
    (
        "a.html",
        b"<html><body>" + b"<div>" * 3000 + b"x",
        "no text in the page (drawn by a script? nested",
    ),
    ("a.json", b"{", "not valid JSON"),
    ("a.jsonl", b"\n\n\x0b\n{", "not valid JSON"),
    ("a.csv", b"text\n", "no rows in the file"),
    ("a.parquet", b"PAR1 no", "damaged Parquet file"),
    ("a.eml", make_mail("", content_type="image/png").encode(), "no text in the message"),
]


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED)
def test_what_is_no_article_is_told_with_a_reason(
    write: Write, name: str, data: bytes, reason: str
) -> None:
    (refused,) = read_articles(write(name, data), OPTIONS)
    assert isinstance(refused, NotScreened)
    assert refused.reason.startswith(reason)


def test_missing_files(tmp_path: Path) -> None:
    assert reason_of(str(tmp_path / "none.txt")) == "no such file"
    assert reason_of(str(tmp_path / "*.txt")) == "no file matches the pattern"
    assert reason_of(str(tmp_path)) == "no file in the folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this platform")
def test_a_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reason_of(str(tmp_path / "pipe")).startswith("not a regular file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_without_permission(write: Write) -> None:
    source = write("a.txt", TEXT)
    Path(source).chmod(0)
    assert reason_of(source) == "not readable (Permission denied)"


@pytest.mark.parametrize(
    ("options", "name", "data", "reason"),
    [
        (ReadOptions(max_bytes=100), "a.txt", TEXT.encode(), "over the size limit of 100 bytes"),
        (ReadOptions(max_characters=100), "a.txt", TEXT.encode(), "over the length limit"),
        (ReadOptions(max_pages=1), "a.pdf", make_pdf([TEXT, TEXT]), "over the page limit"),
        (ReadOptions(max_unpacked_bytes=99), "a.docx", make_docx([TEXT]), "over the size limit"),
    ],
)
def test_limits(write: Write, options: ReadOptions, name: str, data: bytes, reason: str) -> None:
    assert reason_of(write(name, data), options).startswith(reason)


def test_an_overlong_row_costs_only_itself(write: Write) -> None:
    good = json.dumps({"text": TEXT})
    lines = f"{good}\n{json.dumps({'text': 'x' * 5000})}\n{good}\n"
    found = tuple(read_articles(write("a.jsonl", lines), ReadOptions(max_bytes=1000)))
    assert [type(one) for one in found] == [Article, NotScreened, Article]


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("a.pdf", "pypdfium2", "pypdfium2"), ("a.docx", "docx", "python-docx")],
)
def test_a_missing_extra_is_named(
    write: Write, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    data = make_pdf([TEXT]) if name == "a.pdf" else make_docx([TEXT])
    monkeypatch.setitem(sys.modules, module, None)
    reason = reason_of(write(name, data))
    assert "pip install 'sanxref[documents]'" in reason
    assert extra in reason


def client_of(handler: Callable[[httpx.Request], httpx.Response]) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(handler), max_redirects=5)


def read_address(
    handler: Callable[[httpx.Request], httpx.Response], options: ReadOptions = OPTIONS
) -> Article | NotScreened:
    with client_of(handler) as client:
        (one,) = read_articles("https://example.org/a", options, client=client)
    return one


def test_address() -> None:
    article = read_address(lambda _: httpx.Response(200, html=PAGE))
    assert isinstance(article, Article)
    assert article.source == "https://example.org/a"
    assert article.title == "Benali listed"


def test_address_of_a_pdf() -> None:
    data = make_pdf([TEXT])
    article = read_address(lambda _: httpx.Response(200, content=data))
    assert isinstance(article, Article)
    assert "Karim Benali" in article.text


def test_address_in_the_encoding_of_its_header() -> None:
    headers = {"Content-Type": "text/plain; charset=windows-1251"}
    content = "Совет Безопасности внёс в список Карима Бенали.".encode("cp1251")
    article = read_address(lambda _: httpx.Response(200, content=content, headers=headers))
    assert isinstance(article, Article)
    assert "Бенали" in article.text


def raising(fault: Exception) -> Callable[[httpx.Request], httpx.Response]:
    def handler(request: httpx.Request) -> httpx.Response:
        del request
        raise fault

    return handler


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (lambda _: httpx.Response(404), "HTTP status 404 Not Found; no such page"),
        (lambda _: httpx.Response(503), "HTTP status 503 Service Unavailable"),
        (lambda _: httpx.Response(200, content=b""), "the file is empty"),
        (lambda _: httpx.Response(302, headers={"Location": "/a"}), "more than 5 redirects"),
        (raising(httpx.UnsupportedProtocol("ftp")), "redirected to something that is not http"),
        (raising(httpx.ReadTimeout("slow")), "no answer within 20 s"),
        (raising(httpx.ConnectError("refused")), "not reachable (ConnectError: refused)"),
        (lambda _: httpx.Response(200, content=b"x" * 2000), "over the size limit"),
    ],
)
def test_addresses_that_fail(
    handler: Callable[[httpx.Request], httpx.Response], reason: str
) -> None:
    refused = read_address(handler, ReadOptions(max_bytes=1000))
    assert isinstance(refused, NotScreened)
    assert refused.reason.startswith(reason)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=400)
    | st.sampled_from(
        [PAGE.encode(), make_pdf([TEXT]), make_docx([TEXT]), make_mail(TEXT).encode()]
    ).flatmap(lambda data: st.integers(0, len(data)).map(lambda cut: data[:cut] + data[cut + 7 :]))
)  # fmt: skip
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    (*found,) = read_articles("-", OPTIONS, stdin=io.BytesIO(data))
    assert found
    for one in found:
        if isinstance(one, Article):
            one.text.encode("utf-8")
            assert one.text.strip()
        else:
            assert one.reason
