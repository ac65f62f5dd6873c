"""A claim that says no more than that a sentence mentions a designation."""

from sanxref.model.articles import Sentence
from sanxref.model.claims import Action, Claim, Polarity, SubjectKind

__all__ = ["mention"]


def mention(text: str, sentence: Sentence, trigger: tuple[int, int]) -> Claim:
    """Tell that a sentence mentions a designation, and was not understood.

    Args:
        text: Of the article.
        sentence: Which part of it.
        trigger: Offsets of the words that mention it.
    """
    return Claim(
        id="",
        person=None,
        subject="",
        subject_kind=SubjectKind.UNKNOWN,
        text=text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        trigger=trigger,
        authority=None,
        authority_text="",
        programme=None,
        programme_text="",
        action=Action.LISTED,
        date=None,
        polarity=Polarity.ASSERTED,
        understood=False,
    )
