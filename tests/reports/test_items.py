import pytest

from sanxref.errors import ReportError
from sanxref.model.claims import Verdict
from sanxref.reports import ArticleItem, ClaimItem, MatchItem, PersonItem, find_item
from sanxref.reports.items import is_flagged, list_claims, list_matches


@pytest.mark.parametrize(
    ("item_id", "kind"),
    [
        ("0a1b2c3d4e5f", ArticleItem),
        ("0a1b2c3d4e5f.p1", PersonItem),
        ("0a1b2c3d4e5f.p1.m2", MatchItem),
        ("0a1b2c3d4e5f.c3", ClaimItem),
        ("ns-gone.html", ArticleItem),
    ],
)
def test_item_is_found_by_its_id(documents, item_id, kind):
    assert isinstance(find_item(documents["not-screened"], item_id), kind)


def test_unknown_id_names_near_ones(documents):
    with pytest.raises(ReportError, match=r"0a1b2c3d4e5f\.p1\.m1"):
        find_item(documents["found"], "0a1b2c3d4e5f.p1.m7")


def test_id_near_to_nothing_names_some_that_exist(documents):
    with pytest.raises(ReportError, match=r"among them: 0a1b2c3d4e5f\.p1\.m1"):
        find_item(documents["found"], "zzz")


def test_unknown_id_in_an_empty_report_says_that_it_is_empty(make_document):
    with pytest.raises(ReportError, match="no article"):
        find_item(make_document(), "x")


def test_flagged_claims_come_first(documents):
    verdicts = [item.claim.verdict for item in list_claims(documents["found"])]
    assert verdicts == [Verdict.UNCONFIRMED, Verdict.OUT_OF_SCOPE, Verdict.CONFIRMED]
    assert [is_flagged(item.claim) for item in list_claims(documents["found"])] == [
        True,
        True,
        False,
    ]


def test_claim_carries_its_person_and_its_subject(documents):
    subjects = [item.subject for item in list_claims(documents["found"])]
    assert subjects == ["Oleh Petrenko", "Ivan Petrenko", "Ivan Petrenko"]


def test_claim_about_no_named_person_keeps_the_words_of_the_article(documents):
    (item,) = list_claims(documents["injection"])
    assert item.person is None
    assert item.subject == item.claim.subject


def test_matches_stand_in_the_order_of_the_report(documents):
    scores = [item.match.score for item in list_matches(documents["found"])]
    assert scores == [0.93, 0.81]
