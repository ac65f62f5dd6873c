"""The quick pass: which articles need the model.

The model is fifty times as slow as all else together and most articles name nobody on a list. An
article goes without it only where nothing hints at what the model could bring to light: no passage
that reads like a listed name, no run of capitalized words of which any part matches, and no word
of the kind that claims are made with. tests/screening/test_quick.py compares with the full way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from sanxref.articles.boundaries import is_organization_name, is_person_name
from sanxref.claims import ClaimLexicon
from sanxref.claims.tokens import plain
from sanxref.matching import Matcher
from sanxref.model.articles import Article
from sanxref.model.matches import Query
from sanxref.names.normalization import Token, tokenize
from sanxref.names.scripts import UNDETERMINED, script_of
from sanxref.names.vocabulary import LINEAGE, PARTICLES

__all__ = ["QuickPass"]

# Between two words of one name; a full stop stands behind an initial or an abbreviated title.
_WITHIN = re.compile(r"[ \t\xa0\-‐‑’'“”\"]{0,4}\n?[ \t]*|\.[ \t\n]?")

# A nickname: Ranee "Bella" Campen.
_QUOTED = re.compile(r"[\"“‘'(]([^\W\d_]\w+)[\"”’')]")
_HYPHENS = frozenset("-‐‑")

_WIDEST = 5
"""Words of a part of a run that is asked; longer listed names match by a part of themselves."""

_LEAST_CAPITALS = 0.02
_MOST_CAPITALS = 0.5
"""Share of words with a capital between which a text is written as usual; news has 0.1 to 0.25
(newswire, Nov 2026). Outside, capitals tell nothing and the model decides."""

_MODEL_LANGUAGES = frozenset({"en", "und"})
_REMEMBERED = 50_000


class QuickPass:
    """Tells whether an article may hold what the spotter and capitals alone would miss."""

    def __init__(self, matcher: Matcher, lexicon: ClaimLexicon) -> None:
        """Take what names and claims are compared with."""
        self._matcher = matcher
        self._lexicon = lexicon
        self._asked = lru_cache(_REMEMBERED)(self._may_match)

    def is_for_model(self, article: Article) -> bool:
        """Whether the model reads such a text at all: English, in Latin script."""
        if article.language not in _MODEL_LANGUAGES:
            return False
        return article.text.isascii() or script_of(article.text) in {"Latn", UNDETERMINED}

    def may_hold_claims(self, article: Article) -> bool:
        """Whether a word stands in it with which articles speak of designations."""
        rules = self._lexicon.rules(article.language)
        return rules is not None and rules.hints.search(plain(article.text)) is not None

    def may_hold_names(self, article: Article) -> bool:
        """Whether any part of any run of capitalized words matches a listed name."""
        tokens = tuple(_with_hyphens(article.text, tokenize(article.text)))
        capitals = sum(token.capitalized for token in tokens)
        if not _LEAST_CAPITALS * len(tokens) <= capitals <= _MOST_CAPITALS * len(tokens):
            return True
        return any(map(self._asked, _QUOTED.findall(article.text))) or any(
            self._asked(article.text[part[0].start : part[-1].end])
            for run in _runs(article.text, tokens)
            for part in _parts(run)
        )

    def _may_match(self, name: str) -> bool:
        if is_organization_name(name) or not is_person_name(name):
            return False  # the article's reader would not take it for a person either
        return bool(self._matcher.match(Query(names=(name,))))


def _with_hyphens(text: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """Take "wai" of "Sau-wai" for a word of the name."""
    before: Token | None = None
    for token in tokens:
        joined = before is not None and text[before.end : token.start] in _HYPHENS
        if joined and before is not None and before.capitalized and not token.capitalized:
            token = replace(token, capitalized=True)  # noqa: PLW2901 - the same word, seen better
        yield token
        before = token


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Give runs of capitalized words and the particles between them."""
    run: list[Token] = []
    for token in tokens:
        joins = not run or _WITHIN.fullmatch(text, run[-1].end, token.start)
        if not joins:
            yield run
            run = []
        if token.capitalized or (run and (token.text in PARTICLES or token.text in LINEAGE)):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _parts(run: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Give all parts of a run with capitals at both ends."""
    for first in range(len(run)):
        # A word by itself is a name where it stands by itself.
        for last in range(first + (len(run) > 1), min(len(run), first + _WIDEST)):
            if run[first].capitalized and run[last].capitalized:
                yield run[first : last + 1]
