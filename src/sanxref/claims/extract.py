"""Articles to claims.

Rules of grammar read the article (`grammar`). What no rule tells, a trained model reads
(`passages`, `reader`): it is laid beside what grammar has read (`second_reading`), and what only
the model reads becomes claims too (`joining`).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sanxref.claims.grammar import GrammarReader
from sanxref.claims.joining import claims_joined, mention_unread
from sanxref.claims.lexicon import ClaimLexicon, Rules
from sanxref.claims.list_entries import ListEntry, list_entries, with_entries
from sanxref.claims.passages import Window, Windows
from sanxref.claims.reader import ReadingOptions
from sanxref.claims.repeats import without_repeats
from sanxref.claims.second_reading import read_again
from sanxref.claims.unread import unread_claims
from sanxref.model.articles import AnnotatedArticle
from sanxref.model.claims import Claim

__all__ = ["extract_claims", "read_windows"]


def extract_claims(annotated: AnnotatedArticle, lexicon: ClaimLexicon) -> tuple[Claim, ...]:
    """Find what an article asserts about designations.

    Args:
        annotated: The article with sentences, persons, organizations and places.
        lexicon: Words of authorities, programmes and acts.

    Returns:
        Claims in order of appearance, ids `<article id>.c1`, ... A passage that mentions a
        designation and is not understood is a claim with `understood` False; so is each of a
        language that `lexicon.languages` lacks.
    """
    rules = lexicon.rules(annotated.article.language)
    if rules is None:
        return tuple(unread_claims(annotated, lexicon))
    reading = lexicon.reading.get(rules.language)
    grammar = GrammarReader(annotated, rules, weighed=reading is not None)
    grammar.read()
    claims = grammar.claims
    entries = list_entries(annotated.article.text, rules)
    if reading is not None:
        windows = tuple(_windows(grammar, annotated, rules, entries))
        claims = _consulted(grammar, windows, rules, reading)
    claims = without_repeats(with_entries(claims, entries, annotated, rules), rules.groups)
    ordered = sorted(claims, key=lambda claim: (claim.trigger, claim.start))
    article = annotated.article.id
    return tuple(
        replace(claim, id=f"{article}.c{number}") for number, claim in enumerate(ordered, 1)
    )


def read_windows(annotated: AnnotatedArticle, lexicon: ClaimLexicon) -> tuple[Window, ...]:
    """Cut out the passages of an article that the reading model would read.

    Args:
        annotated: As for `extract_claims`.
        lexicon: The same; its model is not asked.

    Returns:
        What the model is trained on; none in a language without rules.
    """
    rules = lexicon.rules(annotated.article.language)
    if rules is None:
        return ()
    grammar = GrammarReader(annotated, rules, weighed=True)
    grammar.read()
    entries = list_entries(annotated.article.text, rules)
    return tuple(_windows(grammar, annotated, rules, entries))


def _windows(
    grammar: GrammarReader,
    annotated: AnnotatedArticle,
    rules: Rules,
    entries: Sequence[ListEntry],
) -> Iterator[Window]:
    article = annotated.article
    # What stands within an entry is no prose.
    ends = {entry.start: entry.end for entry in entries}
    starts = sorted(ends)

    def is_prose(at: int) -> bool:
        before = bisect_right(starts, at) - 1
        return before < 0 or ends[starts[before]] <= at

    cued = [at for at in grammar.topics.cued if is_prose(grammar.sentences[at].start)]
    windows = Windows(article, grammar.sentences, grammar.tokens_of, grammar.topic_before, rules)
    dates = {at: date for item in grammar.readings for at, date in item.dates.items()}
    return windows.cut(cued, grammar.claims, dates)


def _consulted(
    grammar: GrammarReader, windows: Sequence[Window], rules: Rules, reading: ReadingOptions
) -> list[Claim]:
    """Add what the model reads and grammar did not; doubt what only grammar reads."""
    starts = [sentence.start for sentence in grammar.sentences]
    second = read_again(grammar.claims, windows, reading, rules.groups, starts)
    claims = list(second.claims)
    for finding, window in second.added:
        claims.extend(claims_joined(finding, window, grammar, rules))
    for window in second.told:
        sentences = [grammar.sentences[number] for number in window.numbers]
        start, end = sentences[0].start, sentences[-1].end
        if not any(claim.start < end and start < claim.end for claim in claims):
            claims.extend(mention_unread(window, grammar, rules))
    read_now = {claim.trigger for claim in claims if claim.understood}
    return [claim for claim in claims if claim.understood or claim.trigger not in read_now]
