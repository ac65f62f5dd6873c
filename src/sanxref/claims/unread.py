"""Articles in languages without rules: what mentions a designation is told, and no more."""

from collections.abc import Iterator
from dataclasses import replace

from sanxref.claims.lexicon import ClaimLexicon
from sanxref.claims.mentions import mention
from sanxref.model.articles import AnnotatedArticle
from sanxref.model.claims import Claim

__all__ = ["unread_claims"]


def unread_claims(annotated: AnnotatedArticle, lexicon: ClaimLexicon) -> Iterator[Claim]:
    """Sentences of a language without rules that hold a word for sanctions or their lists."""
    text = annotated.article.text
    told = (
        (sentence, met)
        for sentence in annotated.sentences
        if (met := lexicon.stems.search(text, sentence.start, sentence.end))
    )
    for number, (sentence, met) in enumerate(told, 1):
        yield replace(mention(text, sentence, met.span()), id=f"{annotated.article.id}.c{number}")
