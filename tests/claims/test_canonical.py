"""The canonical article as it was scraped, read with all that is shipped.

The reading model must not take away what grammar reads rightly: in long prose its probabilities are
lower than in the short passages that it is measured on.
"""

import pytest

from sanxref.articles import ReadOptions, annotate, open_recognizer, read_articles
from sanxref.claims import read_claims
from sanxref.errors import SanxrefError
from sanxref.model.articles import Article
from sanxref.settings import load_settings


@pytest.mark.parametrize("recognizer", ["spacy", "capitals"])
def test_the_canonical_article_says_who_listed_whom_and_when(recognizer, shared):
    try:
        opened = open_recognizer(recognizer)
    except SanxrefError as error:
        pytest.skip(str(error))
    (article,) = read_articles(str(shared / "articles" / "harem.txt"), ReadOptions())
    assert isinstance(article, Article)
    annotated, claims = read_claims(
        article,
        lambda text, named: annotate(text, opened, named=named),
        load_settings().lexicon,
    )
    name_of = {person.id: person.name for person in annotated.persons}
    assert [
        (name_of[claim.person or ""], claim.authority, str(claim.date and claim.date.date))
        for claim in claims
        if claim.understood
    ] == [("Omar Diaby", "UNSC", "2014"), ("Omar Diaby", "US-STATE", "2015")]
