"""Articles in languages without rules: what mentions a designation is told, and no more."""

from collections.abc import Iterator

from sanxref.claims.lexicon import ClaimLexicon
from sanxref.model.articles import AnnotatedArticle
from sanxref.model.claims import Action, Claim, Polarity, SubjectKind

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
        yield Claim(
            id=f"{annotated.article.id}.c{number}",
            person=None,
            subject="",
            subject_kind=SubjectKind.UNKNOWN,
            text=text[sentence.start : sentence.end],
            start=sentence.start,
            end=sentence.end,
            trigger=met.span(),
            authority=None,
            authority_text="",
            programme=None,
            programme_text="",
            action=Action.LISTED,
            date=None,
            polarity=Polarity.ASSERTED,
            understood=False,
        )
