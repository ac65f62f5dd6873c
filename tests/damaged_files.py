"""Files of every kind that sanxref reads, damaged at random; and the doors that read them.

The long form, in processes that are watched: benchmarks/reader_fuzz.py.
"""

import gzip
import io
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pandas as pd

from articles.documents import TEXT, make_docx, make_mail, make_page, make_pdf, make_zip
from sanxref.articles import ReadOptions, read_articles
from sanxref.errors import SanxrefError
from sanxref.lists import ImportOptions, SnapshotStore, import_files
from sanxref.lists.sources import ListSource
from sanxref.model.articles import Article, NotScreened
from sanxref.reports import ReportFormat, read_report, render
from sanxref.screening.customer_columns import ColumnChoice, find_columns
from sanxref.screening.customer_files import open_customers
from sanxref.screening.customers import CustomerReader
from sanxref.settings import load_settings
from screening.made_alerts import made_article, made_match, made_report

DATA = Path(__file__).parent / "lists" / "data"
NOW = datetime(2026, 11, 22, tzinfo=UTC)

ROWS = [
    {"id": "1", "name": "Karim Benali", "born": "1975-02-03", "country": "Senegal", "text": TEXT},
    {"id": "2", "name": "Olga Ivanova", "born": "04.05.1980", "country": "RU", "text": TEXT},
    {"id": "3", "name": "Иван Петренко", "born": "", "country": "Ukraine", "text": "Він прийшов."},
]


@dataclass(frozen=True)
class Kind:
    """A kind of file: a whole example by its name, and the door that reads it."""

    name: str
    content: bytes
    read: Callable[[Path], int]


def read_as_articles(path: Path) -> int:
    found = list(read_articles(str(path), ReadOptions()))
    assert all(isinstance(one, (Article, NotScreened)) for one in found)
    return sum(isinstance(one, Article) for one in found)


def read_as_customers(path: Path) -> int:
    count = 0
    with open_customers(path) as table:
        columns = find_columns(table.columns, ColumnChoice())
        reader = CustomerReader(columns)
        for number, row in enumerate(table.read(columns.wanted)):
            if not isinstance(row, str):
                count += reader.read(number, row).query is not None
    return count


def read_as_report(path: Path) -> int:
    document = read_report(path)
    for chosen in ReportFormat:
        render(document, chosen)
    return len(document.articles)


def read_as_list(source: str) -> Callable[[Path], int]:
    def read(path: Path) -> int:
        store = path.parent / "store"
        try:
            options = ImportOptions(now=NOW, published=NOW.date() if path.stem == "sdn" else None)
            done = import_files(_source(source), [path], SnapshotStore(store), options)
            return done.snapshot.designations
        finally:
            shutil.rmtree(store, ignore_errors=True)

    return read


def kinds() -> list[Kind]:
    """Every kind of file, with an example that its door reads without complaint."""
    found = [Kind(name, data, read_as_articles) for name, data in _articles().items()]
    found += [Kind(name, data, read_as_customers) for name, data in _customers().items()]
    report = made_report(made_article(made_match()), made_article(key="2"))
    found += [
        Kind(f"report.{one}", render(report, one), read_as_report)
        for one in (ReportFormat.JSON, ReportFormat.JSONL)
    ]
    lists = {
        "un.xml": "un", "ofac_advanced.xml": "ofac-sdn", "ofac_sdn.xml": "ofac-sdn",
    }  # fmt: skip
    for name, source in lists.items():
        data = (DATA / name).read_bytes()
        found.append(Kind(name, data, read_as_list(source)))
        found.append(Kind(f"{name}.gz", gzip.compress(data), read_as_list(source)))
        found.append(Kind(f"{name}.zip", make_zip({name: data}), read_as_list(source)))
    tables = {path.name: path.read_bytes() for path in DATA.glob("*.csv")}
    found.append(Kind("sdn.zip", make_zip(tables), read_as_list("ofac-sdn")))
    return found


def _articles() -> dict[str, bytes]:
    frame = pd.DataFrame(ROWS)
    page = make_page(f"<article><h1>Benali</h1><p>{TEXT}</p></article>", "<title>Benali</title>")
    return {
        "article.txt": TEXT.encode(),
        "article-16.txt": TEXT.encode("utf-16"),
        "article.md": f"# Benali\n\n{TEXT} [more](http://127.0.0.1:9/x)\n".encode(),
        "article.html": page.encode(),
        "article.eml": make_mail(TEXT).encode(),
        "article.pdf": make_pdf([TEXT, TEXT], title="Benali"),
        "article.docx": make_docx([TEXT], table=[["a", "b"]]),
        "articles.jsonl": "".join(json.dumps(row) + "\n" for row in ROWS).encode(),
        "articles.csv": frame.to_csv(index=False).encode(),
        "articles.parquet": _parquet(frame),
    }


def _customers() -> dict[str, bytes]:
    frame = pd.DataFrame(ROWS)
    book = openpyxl.Workbook()
    for row in [list(ROWS[0]), *(list(one.values()) for one in ROWS)]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return {
        "customers.csv": frame.to_csv(index=False).encode(),
        "customers.tsv": frame.to_csv(index=False, sep="\t").encode(),
        "customers.jsonl": "".join(json.dumps(row) + "\n" for row in ROWS).encode(),
        "customers.parquet": _parquet(frame),
        "customers.xlsx": stream.getvalue(),
    }


def _parquet(frame: pd.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.to_parquet(stream)
    return stream.getvalue()


def _source(key: str) -> ListSource:
    """A list source of the configuration that expects no particular number of records."""
    settings = load_settings(environ={})
    return replace(settings.sources.source(key), expected_counts=())


NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b'"', b"'",
    b"=cmd|' /C calc'!A0", b"%00", b"../../../etc/passwd", b"9" * 400, b"-1", b"1e999", b"NaN",
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>', b"&b;",
    b'<!ENTITY x SYSTEM "file:///etc/passwd">', b"&x;", b"<" * 300, b"[" * 5000, b'{"a":' * 3000,
    b"<b>" * 3000, b"> " * 2000, b"(" * 3000, b"A" * 70_000, "\u202e\ufeff\u2028".encode(),
    b"<!--", b"-->", b"]]>", b"<![CDATA[", b"\x1f\x8b", b"PK\x03\x04", b"%PDF-1.7", b"PAR1",
    b"<meta charset=utf-7>", b"Content-Transfer-Encoding: base64\n", b"0000-00-00", b"2026-13-45",
)  # fmt: skip


def damage(chance: random.Random, content: bytes) -> bytes:
    """Damage a file; what is packed is damaged within as often as without."""
    if content[:4] == b"PK\x03\x04" and chance.random() < 0.5:
        return _damage_member(chance, content)
    if content[:2] == b"\x1f\x8b" and chance.random() < 0.5:
        return gzip.compress(damage(chance, gzip.decompress(content)))
    if chance.random() < 0.05:
        return chance.randbytes(chance.choice((0, 1, 10, 1000, 20_000)))
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        _damage_once(chance, data)
    return bytes(data)


def _damage_once(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((0, 1, 2, 8, 100, 5000)))
    match chance.randrange(6):
        case 0:
            data[start:end] = chance.randbytes(end - start)
        case 1:
            data[start:start] = chance.choice(NASTY)
        case 2:
            del data[start:end]
        case 3:
            data[start:start] = data[start:end] * chance.choice((1, 2, 50))
        case 4:
            del data[start:]
        case _:
            other = chance.randrange(len(data) + 1)
            data[start:end] = data[other : other + end - start]


def _damage_member(chance: random.Random, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(sorted(members))
    members[chosen] = damage(chance, members[chosen])
    return make_zip(members)


def attack(kind: Kind, others: list[Kind], number: int, folder: Path) -> str:
    """Write one damaged file, and have it read.

    Returns:
        `read`, or the name of the error that said why not. Any other exception goes on.
    """
    chance = random.Random(f"{kind.name} {number}")
    # Now and then the file of another kind comes under this name.
    content = chance.choice(others).content if chance.random() < 0.1 else kind.content
    path = folder / kind.name
    path.write_bytes(damage(chance, content))
    try:
        kind.read(path)
    except SanxrefError as error:
        return type(error).__name__
    finally:
        path.unlink()
    return "read"
