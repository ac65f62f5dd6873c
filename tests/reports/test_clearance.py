import re
from dataclasses import replace

import pytest

from sanxref.reports import ReportFormat, render
from sanxref.reports.clearance import (
    faults_of_lists,
    limits_of_lists,
    may_be_clear,
    outcome_phrase,
    shortfall_phrase,
)

READERS_FORMATS = (ReportFormat.TABLE, ReportFormat.MARKDOWN, ReportFormat.HTML)


def with_list(document, **changes):
    first, *others = document.lists
    return replace(document, lists=(replace(first, **changes), *others))


def test_current_lists_may_be_clear(documents):
    document = documents["nothing-found"]
    assert may_be_clear(document)
    assert shortfall_phrase(document) == ""
    assert outcome_phrase(document) == (
        "No potential matches in 2 articles against 2 lists, all current."
    )


@pytest.mark.parametrize("state", ["stale", "missing", "corrupt"])
def test_one_bad_list_keeps_the_whole_report_from_being_clear(documents, state):
    document = with_list(documents["nothing-found"], state=state, stale=state == "stale")
    assert not may_be_clear(document)
    (fault,) = faults_of_lists(document)
    assert f"UN Consolidated is {state}" in fault
    assert "sanxref lists update un" in fault
    assert "all current" not in outcome_phrase(document)


def test_stale_flag_counts_even_where_the_state_says_current(documents):
    """A damaged or hand-edited report fails closed."""
    assert not may_be_clear(with_list(documents["nothing-found"], stale=True))


def test_unknown_state_is_not_current(documents):
    assert not may_be_clear(with_list(documents["nothing-found"], state="fresh"))


def test_report_without_lists_is_not_clear(documents):
    document = replace(documents["nothing-found"], lists=())
    assert not may_be_clear(document)
    assert "no list was loaded" in shortfall_phrase(document)
    assert "No list was loaded" in "".join(faults_of_lists(document))


def test_inputs_that_were_not_screened_are_told(documents):
    assert shortfall_phrase(documents["not-screened"]) == "3 of 4 inputs were not screened"


@pytest.mark.parametrize("report_format", READERS_FORMATS)
@pytest.mark.parametrize("state", ["stale", "missing", "corrupt"])
def test_word_clear_stands_only_in_not_clear(documents, report_format, state):
    document = with_list(documents["nothing-found"], state=state)
    text = render(document, report_format).decode().lower()
    assert "not clear" in text
    assert "clear" not in re.sub("not[ -]clear", "", text)


def test_page_counts_no_article_as_clear_where_a_list_is_not_current(documents):
    assert "Articles clear" in render(documents["nothing-found"], ReportFormat.HTML).decode()
    assert "Articles clear" not in render(documents["stale-list"], ReportFormat.HTML).decode()


def test_nothing_screened_is_not_nothing_found(make_document):
    assert outcome_phrase(make_document()) == "No article was screened."


def test_list_without_dates_is_told_with_the_remedy(documents):
    document = with_list(
        documents["found"], title="OFAC SDN", format="ofac-csv", listing_dates=False
    )
    (limit,) = limits_of_lists(document)
    assert "no listing dates" in limit
    assert "ADVANCED XML" in limit
    assert limit in render(document, ReportFormat.TABLE).decode()
