"""Clauses and verb groups of one sentence: where they begin, and their voice."""

from functools import cache

from sanxref.claims.lexicon import Rules
from sanxref.claims.phrases import PhraseReader
from sanxref.claims.tokens import Kind

__all__ = ["Clauses"]


class Clauses:
    """Finds the bounds of clauses and verb groups of one sentence."""

    def __init__(self, reader: PhraseReader) -> None:
        """Read with the given reader of phrases."""
        self._reader = reader
        self._rules = reader.rules
        self._light = _light_words(reader.rules)

    def verb_group(self, verb: int) -> int:
        """Index of the first word of a verb group: `was` in "was likewise put"."""
        reader, at = self._reader, verb
        units = self._rules.words("time_units")
        while at > 0 and (
            (reader.low(at - 1) in units and reader.low(at - 2) == "for")
            or (reader.low(at - 1) == "for" and reader.low(at) in units)
            or self._is_light(reader.low(at - 1))
            or reader.kind(at - 1) is Kind.DATE
            or (reader.low(at - 1) in {"on", "in"} and reader.kind(at) is Kind.DATE)
        ):
            at -= 1
        return at

    def _is_light(self, word: str) -> bool:
        """Whether a word can stand between a subject and its verb."""
        return word in self._light or self._rules.tells_how(word)

    def is_passive(self, verb: int) -> bool:
        """Whether a form of "be" stands in the verb group."""
        start = self.verb_group(verb)
        be = self._rules.words("be") | {"remain", "remains", "remained", "stay", "stays", "stayed"}
        return any(self._reader.low(index) in be for index in range(start, verb))

    def clause_start(self, at: int) -> int:
        """Index of the first token of the clause around a token."""
        reader = self._reader
        place = at
        commas = 0
        wide = reader.low(at - 1) == ","  # a remark ends here, so its conjunctions are its own
        while place > 0:
            low = reader.low(place - 1)
            if low in {";", ":", "—", "–", "("} or (low == "." and place < at):
                break
            commas += low == ","
            if self._opens_clause(place - 1, commas, wide=wide):
                break
            place -= 1
        return place

    def _opens_clause(self, index: int, commas: int, *, wide: bool) -> bool:
        """Whether a word parts the clause before it from the one behind it.

        Behind a comma the main clause goes on ("When the EU listed X, his brother was spared"),
        so only "that" parts there.
        """
        reader, low = self._reader, self._reader.low(index)
        if low in {"and", "but"}:
            behind = reader.kind(index + 1)
            return reader.low(index - 1) == "," and behind in {Kind.AUTHORITY, Kind.DATE}
        said = reader.low(index - 1) in self._rules.words("speech_verbs") or (
            reader.kind(index - 1) is Kind.DATE
        )
        if low == "that" and said:
            return True
        if wide or low == "than":
            return False
        if low == "that":
            return True
        relative = low in {"which", "whom"} and reader.low(index - 1) in (
            self._rules.words("prepositions")
        )
        return (relative or low in self._rules.words("subordinators")) and commas == 0


@cache
def _light_words(rules: Rules) -> frozenset[str]:
    """Words that can stand between a subject and its verb."""
    groups = ("be", "have", "adverbs", "negations", "hedges", "attributions", "status_verbs")
    own = {"'", '"', "to", "once", "had", "do", "does", "did"}
    return frozenset(own).union(*map(rules.words, groups))
