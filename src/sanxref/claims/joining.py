"""Claims of what only the trained model reads."""

from bisect import bisect_right
from collections.abc import Iterator

from sanxref.claims.circumstances import Circumstance, Circumstances
from sanxref.claims.events import Event
from sanxref.claims.grammar import GrammarReader
from sanxref.claims.lexicon import Rules
from sanxref.claims.mentions import mention
from sanxref.claims.passages import Window, acts_of
from sanxref.claims.polarity import is_blocked
from sanxref.claims.reader import Finding
from sanxref.claims.second_reading import LIKELIHOOD_DIGITS, date_of
from sanxref.claims.tellings import Reading, Telling, claims_of, is_renewal
from sanxref.claims.tokens import Token
from sanxref.model.claims import Claim

__all__ = ["claims_joined", "mention_unread"]


def claims_joined(
    finding: Finding, window: Window, grammar: GrammarReader, rules: Rules
) -> Iterator[Claim]:
    """Make a claim of what the model reads.

    Args:
        finding: Whom, which act, by whom and when.
        window: The passage that it reads.
        grammar: What grammar has read of the article.
        rules: Of its language.
    """
    name, reading, trigger = _trigger(finding, window, grammar, rules)
    event = Event(trigger=trigger, action=finding.action, heads=(), loose=True, passive=True)
    finder = reading.finder
    circumstances = Circumstances(finder, reading.events, reading.dates)
    found = circumstances.of(event, reading.recent, blocked=is_blocked(event, finder))[0]
    authority, words = finding.group, ""
    if finding.body is not None:
        body = window.bodies[finding.body]
        authority, words = body.key, body.text
    programme = rules.programmes.get(found.programme or "")
    fits = programme is not None and rules.groups.get(programme.authority) == finding.group
    cue = finder.tokens[trigger]
    sentences = grammar.sentences
    number = max(bisect_right([sentence.start for sentence in sentences], name.start) - 1, 0)
    # A name that the passage takes from far before is not quoted with all that lies between.
    sentence = sentences[number] if number in window.numbers else reading.sentence
    telling = Telling(
        event=event,
        circumstance=Circumstance(
            authority=authority,
            authority_text=words,
            programme=found.programme if fits else None,
            programme_text=found.programme_text if fits else "",
            date=date_of(finding, window)[0],
        ),
        polarity=finding.polarity,
        sentence=reading.number,
        start=min(reading.sentence.start, sentence.start),
        trigger=(cue.start, cue.end),
        renewal=is_renewal(event, finder),
        likelihood=round(finding.likelihood, LIKELIHOOD_DIGITS),
    )
    subject = grammar.targets.named(finding.name, name.text)
    end = max(reading.sentence.end, sentence.end)
    return claims_of(telling, [subject], grammar.original, end)


def mention_unread(window: Window, grammar: GrammarReader, rules: Rules) -> Iterator[Claim]:
    """Tell of a passage in which the model sees a designation.

    The weight of words is not enough: "a second round of talks" stands beside "the French" too.

    Args:
        window: The passage, of which nothing was read.
        grammar: What grammar has read of the article.
        rules: Of its language.
    """
    for number in window.numbers:
        sentence = grammar.sentences[number]
        if cue := rules.hints.search(grammar.text, sentence.start, sentence.end):
            yield mention(grammar.original, sentence, cue.span())
            return


def _trigger(
    finding: Finding, window: Window, grammar: GrammarReader, rules: Rules
) -> tuple[Token, Reading, int]:
    """The mention and the word of the act that stand nearest to each other.

    Returns:
        Token of the mention, the sentence with the word, and the word's place in it.
    """
    read = [reading for reading in grammar.readings if reading.number in window.numbers]
    pairs = [
        (abs(token.start - name.start), order, name, reading, at)
        for reading in read
        for at, token in enumerate(reading.finder.tokens)
        for order, name in enumerate(window.names[finding.name])
        if finding.action in acts_of(token, rules)
    ]
    if pairs:
        _, _, name, reading, at = min(pairs, key=lambda pair: (pair[0], pair[1], pair[4]))
        return name, reading, at
    return window.names[finding.name][0], read[0], 0
