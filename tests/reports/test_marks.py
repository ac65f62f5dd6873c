from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.model.claims import Verdict
from sanxref.reports.marks import ClaimMark, MentionMark, mark_text

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)


class Page(HTMLParser):
    """Collects text, ids and what covers each character; refuses what is not well nested."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open = []
        self.ids = []
        self.covered = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        assert tag in {"a", "mark", "span"}
        assert tag != "a" or "a" not in [name for name, _ in self.open]
        self.open.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        self.covered += [tuple(tag for tag, _ in self.open)] * len(data)


def parse(html) -> Page:
    page = Page()
    page.feed(str(html))
    page.close()
    assert not page.open
    return page


def mention(start, end, number=1):
    return MentionMark(
        start=start, end=end, anchor=f"x{number}", card="p1", label='"<>&', matched=True
    )


def claim(start, end, number=1, trigger=(0, 0)):
    return ClaimMark(
        start=start,
        end=end,
        trigger=trigger,
        anchor=f"t{number}",
        card="c1",
        number=number,
        label="'\"<>&",
        verdict=Verdict.UNCONFIRMED,
    )


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    offsets = st.tuples(st.integers(-2, len(text) + 2), st.integers(-2, len(text) + 2))
    mentions = [mention(*o, n) for n, o in enumerate(draw(st.lists(offsets, max_size=6)))]
    claims = [
        claim(*o, n, trigger=draw(offsets))
        for n, o in enumerate(draw(st.lists(offsets, max_size=4)))
    ]
    return text, mentions, claims


@given(marked_texts())
@settings(max_examples=400, deadline=None)
def test_text_of_the_page_is_the_text_of_the_article(given_marks):
    text, mentions, claims = given_marks
    page = parse(mark_text(text, mentions, claims))
    expected = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    assert page.text == expected


@given(marked_texts())
@settings(max_examples=400, deadline=None)
def test_every_mark_that_fits_can_be_linked_to_and_covers_its_words(given_marks):
    text, mentions, claims = given_marks
    page = parse(mark_text(text, mentions, claims))
    fitting = [m for m in (*mentions, *claims) if 0 <= m.start < m.end <= len(text)]
    assert sorted(page.ids) == sorted(m.anchor for m in fitting)
    for mark in fitting:
        tag = "a" if isinstance(mark, MentionMark) else "mark"
        assert all(tag in tags for tags in page.covered[mark.start : mark.end])


@pytest.mark.parametrize(
    ("mentions", "claims"),
    [
        ([(0, 4)], [(0, 10)]),
        ([(2, 8)], [(5, 12)]),
        ([(0, 4), (2, 6)], []),
        ([(0, 4), (0, 4)], [(0, 4), (0, 4)]),
        ([], [(0, 6), (3, 9), (3, 4)]),
        ([(0, 12)], [(3, 4)]),
    ],
)
def test_nested_and_crossing_marks_are_well_formed(mentions, claims):
    page = parse(
        mark_text(
            "abcdefghijkl",
            [mention(*o, n) for n, o in enumerate(mentions)],
            [claim(*o, n) for n, o in enumerate(claims)],
        )
    )
    assert page.text == "abcdefghijkl"


def test_mention_inside_a_claim_is_a_link_to_its_card():
    html = str(mark_text("He met Ivan.", [mention(7, 11)], [claim(0, 12, trigger=(3, 6))]))
    assert '<a class="mention matched" id="x1" href="#p1"' in html
    assert '<mark class="claim unconfirmed">' in html
    assert '<span class="trigger">met</span>' in html


def test_markup_in_the_text_stays_text():
    html = str(mark_text("<script>alert(1)</script>&amp;", [], []))
    assert "<script" not in html
    assert parse(html).text == "<script>alert(1)</script>&amp;"


def test_override_is_shown_and_kept_apart():
    html = str(mark_text("a\u202eb", [], []))
    assert html == 'a<span class="control" data-code="U+202E">\u202e</span>b'


def test_long_article_with_many_marks_is_quick():
    text = "Ivan met Oleh. " * 20_000
    mentions = [mention(n * 15, n * 15 + 4, n) for n in range(20_000)]
    assert str(mark_text(text, mentions, [])).count("<a ") == 20_000
