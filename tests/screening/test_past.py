"""Earlier snapshots that the cache holds, asked by the claims of an article."""

from datetime import UTC, datetime

import pytest

from sanxref.lists import ImportOptions, SnapshotStore, import_files
from sanxref.model.articles import Article
from sanxref.model.dates import PartialDate
from sanxref.settings import load_settings

NOW = datetime(2025, 8, 3, tzinfo=UTC)
DATES = ("2017-06-30", "2024-05-15", "2025-08-02")


@pytest.fixture(scope="module")
def verdict(real_list, tmp_path_factory):
    """The one verdict on a text, by three real UN lists of which the latest is in use."""
    folder = tmp_path_factory.mktemp("past")
    (folder / "sources.yaml").write_text(
        "sources:\n  ofac-sdn: null\n  ofac-consolidated: null\n", encoding="utf-8"
    )
    (folder / "screening.yaml").write_text("recognizer: capitals\n", encoding="utf-8")
    settings = load_settings(config=folder, cache=folder / "cache", environ={}, now=lambda: NOW)
    for day in DATES:
        import_files(
            settings.sources.sources[0],
            [real_list(f"un_consolidated_{day}.xml")],
            SnapshotStore(settings.cache),
            ImportOptions(now=NOW, make_current=True, accept_drop=True),
        )
    screener = settings.open_screener()

    def verify(text, published="2025-08-01"):
        article = Article(
            id="a",
            source="test",
            text=text,
            title="",
            published=PartialDate.parse(published),
            language="en",
            sha256="0" * 64,
        )
        (claim,) = screener.screen_article(article).claims
        return claim

    return verify


def test_a_listing_that_is_over_is_confirmed_by_the_snapshot_that_had_it(verdict):
    claim = verdict("The UN listed Yassine Chekkouri in September 2002.")

    assert claim.verdict == "confirmed"
    assert "no longer there on that of 2025-08-02" in claim.reason


def test_a_disappearance_is_told_and_proves_no_delisting(verdict):
    claim = verdict("The Security Council removed Yassine Chekkouri from its sanctions list.")

    assert claim.verdict == "unconfirmed"
    assert "gone from that of 2025-08-02" in claim.reason


def test_the_snapshot_of_the_claimed_day_is_told(verdict):
    claim = verdict("In July 2017 the United Nations put Oumar Diaby on its sanctions list.")

    assert claim.verdict == "contradicted"
    assert "already on the snapshot of 2017-06-30" in claim.reason


def test_an_organization_is_found_among_entities(verdict):
    claim = verdict("The UN listed Ansar al-Sharia Benghazi on 19 November 2014.")

    assert claim.person is None
    assert claim.verdict in {"confirmed", "unconfirmed"}
    assert "only persons" not in claim.reason
