import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.articles import split_sentences

CASES = [
    (["He left.", "She stayed."], "plain"),
    (["Mr. Smith met Dr. Jones in St. Louis.", "They spoke."], "titles"),
    (["The U.S. State Department said so."], "abbreviation inside"),
    (["He lives in the U.S.", "The court agreed."], "abbreviation at the end"),
    (["J. R. R. Smith wrote it.", "It sold."], "initials"),
    (["It fell 3.5 percent.", "No. 5 won."], "numbers"),
    (["“He left.”", "She said so."], "closing mark"),
    (["“Why?” he asked.", "Nobody knew!"], "question inside"),
    (["He was born on Sept. 11 at 5 p.m. in Oslo.", "She was not."], "month and hour"),
    (["Wait... and see.", "Done…"], "ellipsis"),
    (["The firm, Smith Inc., said so.", "It is listed."], "company"),
    (["He (b. 1975) left.", "He came back."], "born"),
    (["He met al-Hassan.", "Al-Hassan left."], "article in a name"),
    (["هل جاء؟", "نعم، جاء."], "Arabic question mark"),
    (["他来了。", "她走了！"], "Chinese without spaces"),
    (["Он пришёл.", "Она ушла."], "Russian"),
    (["वह आया।", "वह गई।"], "Hindi"),
]


def pieces(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text)]


@pytest.mark.parametrize(("expected", "reason"), CASES)
def test_text_is_split_where_sentences_end(expected: list[str], reason: str) -> None:
    joined = "" if "Chinese" in reason else " "
    assert pieces(joined.join(expected)) == expected, reason


def test_wrapped_lines_do_not_end_a_sentence() -> None:
    text = "The committee listed Karim\nBenali in March, and it\npublished the reasons. He\nleft."
    assert len(pieces(text)) == 2


def test_a_blank_line_ends_a_sentence() -> None:
    assert pieces("A heading\n\nThe text begins.") == ["A heading", "The text begins."]


def test_a_short_line_before_a_capital_is_a_heading() -> None:
    text = "Background\nThe man was listed in March by the committee of the Security Council."
    assert pieces(text)[0] == "Background"


def test_list_items_are_sentences() -> None:
    text = "The following persons were listed:\n- Karim Benali\n- Ivan Petrenko"
    assert len(pieces(text)) == 3


@settings(deadline=None)
@given(st.text(alphabet="ab A.B!?\n\t ”\"'(؟。U.S", max_size=120) | st.text(max_size=200))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    sentences = split_sentences(text)
    places = [place for one in sentences for place in range(one.start, one.end)]
    assert places == sorted(set(places))
    covered = set(places)
    assert all(char.isspace() for place, char in enumerate(text) if place not in covered)
    assert all(one.start < one.end <= len(text) for one in sentences)


def test_a_long_text_takes_linear_time() -> None:
    text = "The committee listed Mr. Benali in the U.S. of A. today. " * 20_000
    assert len(split_sentences(text)) == 20_000
