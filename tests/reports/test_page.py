"""The HTML page, read by a parser; test_page_in_browser.py opens it."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from sanxref.reports import ReportFormat, render

# What a page can make a browser ask for.
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}
VOID = {"meta", "br", "img", "link", "hr", "input"}


class Page(HTMLParser):
    """Collects what the tests ask about, and refuses badly nested elements."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.tags = []
        self.ids = []
        self.references = []
        self.words = ""
        self.headings = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        self.references += attributes.get("aria-labelledby", "").split()
        if attributes.get("href", "").startswith("#"):
            self.references.append(attributes["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words += data


def parse(document) -> Page:
    page = Page()
    page.feed(render(document, ReportFormat.HTML).decode())
    page.close()
    assert not page.open
    return page


SITUATIONS = ("found", "nothing-found", "not-screened", "stale-list", "injection")


@pytest.fixture(params=SITUATIONS)
def page(request, documents):
    return parse(documents[request.param])


def test_ids_are_unique_and_every_link_has_its_target(page):
    assert len(page.ids) == len(set(page.ids))
    assert set(page.references) <= set(page.ids)


def test_page_loads_nothing_and_runs_nothing(page):
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "iframe", "img", "object", "embed", "form", "base"}
        assert not LOADING & set(attributes)
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


def test_links_leave_the_page_only_to_web_addresses(page):
    for tag, attributes in page.tags:
        if tag == "a":
            assert re.match(r"#|https?://", attributes["href"])


def test_headings_go_down_one_by_one(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    steps = [after - before for before, after in pairwise(page.headings)]
    assert max(steps) <= 1


def test_every_column_and_row_header_has_its_scope(page):
    headers = [attributes for tag, attributes in page.tags if tag == "th"]
    assert all(one["scope"] in {"col", "row"} for one in headers)


def test_page_has_landmarks_and_language(page):
    tags = [tag for tag, _ in page.tags]
    assert ("html", {"lang": "en"}) in page.tags
    for landmark in ("header", "nav", "main", "footer"):
        assert tags.count(landmark) == 1


def test_policy_forbids_everything_but_the_own_style(documents):
    text = render(documents["found"], ReportFormat.HTML).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1] or "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]


def test_web_address_of_an_article_is_a_link(make_document, make_quiet):
    address = "https://news.example/a?b=1&c=<2>"
    page = parse(make_document(replace(make_quiet(1), source=address)))
    links = [attributes for tag, attributes in page.tags if attributes.get("href") == address]
    assert links
    assert "noreferrer" in links[0]["rel"]


def test_findings_and_explanations_stand_in_the_page(documents):
    words = parse(documents["not-screened"]).words
    for expected in (
        "Ivan Petrenko",
        "PETRENKO, Ivan Borysovych",
        "age 45 in 2026 agrees with 1981",
        "out of scope",
        "SanctionsEntry/EntryEvent/Date",
        "no text in the file",
        "It is a similarity, not a probability.",
        "1f" * 32,
        "fetched 3 h ago",
    ):
        assert expected in words


def test_articles_to_decide_on_come_first(documents):
    content = render(documents["found"], ReportFormat.HTML).decode()
    assert content.index('id="a2-h"') < content.index('id="a1"')


def test_thousand_articles_are_rendered_in_every_format(make_document, make_quiet, documents):
    harbour = documents["found"].articles[1]
    document = make_document(*(make_quiet(n) for n in range(900)), *[harbour] * 100)
    for report_format in ReportFormat:
        assert render(document, report_format, width=120)


def test_what_several_checks_of_a_claim_rest_on_is_told_once(documents):
    document = documents["found"]
    article = next(one for one in document.articles if one.claims)
    claim = article.claims[0]
    reason = "absence proves nothing, for the list may spell the name in another way"
    checks = tuple(replace(claim.checks[0], found="nothing", reason=reason) for _ in range(3))
    for told in (reason, "something else"):
        one = replace(article, claims=(replace(claim, reason=told, checks=checks),))
        page = parse(replace(document, articles=(one,)))
        overview = told == reason  # which tells the reason of every claim
        assert page.words.count(reason) == 1 + overview
