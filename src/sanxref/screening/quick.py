"""The quick pass: which articles need the model.

The model is fifty times as slow as all else together and most articles name nobody on a list. An
article goes without it only where nothing hints at what the model could bring to light: no passage
that reads like a listed name, no run of capitalized words of which any part matches, and no word
of the kind that claims are made with. tests/screening/test_quick.py compares with the full way.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from sanxref.articles.boundaries import is_organization_name, is_person_name
from sanxref.articles.vocabulary import FUNCTION_WORDS
from sanxref.claims import ClaimLexicon
from sanxref.claims.tokens import plain
from sanxref.matching import Matcher
from sanxref.matching.written_text import WrittenText
from sanxref.model.articles import Article
from sanxref.model.matches import Query
from sanxref.names.normalization import Token, tokenize
from sanxref.names.scripts import UNDETERMINED, script_of

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
        # Runs and their parts come again within an article and from one to the next.
        self._asked = lru_cache(_REMEMBERED)(self._may_match)
        self._asked_run = lru_cache(_REMEMBERED)(self._may_hold_name)

    def is_for_model(self, article: Article) -> bool:
        """Whether the model reads such a text at all: English, in Latin script."""
        if article.language not in _MODEL_LANGUAGES:
            return False
        return article.text.isascii() or script_of(article.text) in {"Latn", UNDETERMINED}

    def may_hold_claims(self, article: Article) -> bool:
        """Whether a word stands in it with which articles speak of designations."""
        rules = self._lexicon.rules(article.language)
        if rules is None:
            return False
        text = plain(article.text)
        return rules.may_hint(text) and rules.hints.search(text) is not None

    def may_hold_names(self, written: WrittenText) -> bool:
        """Whether any part of any run of capitalized words matches a listed name."""
        share = np.count_nonzero(written.capitals)
        words = len(written.numbers)
        if not _LEAST_CAPITALS * words <= share <= _MOST_CAPITALS * words:
            return True
        return any(map(self._asked, _QUOTED.findall(written.text))) or any(
            self._asked_run(written.text[start:end]) for start, end in _runs(written)
        )

    def _may_hold_name(self, run: str) -> bool:
        tokens = _with_hyphens(run)
        return any(self._asked(run[part[0].start : part[-1].end]) for part in _parts(tokens))

    def _may_match(self, name: str) -> bool:
        if is_organization_name(name) or not is_person_name(name):
            return False  # the article's reader would not take it for a person either
        return bool(self._matcher.match(Query(names=(name,))))


def _runs(written: WrittenText) -> Iterator[tuple[int, int]]:
    """Give runs of capitalized words and the particles between them, by their offsets.

    A word behind a hyphen is one of the name: "wai" of "Sau-wai".
    """
    text, starts, ends = written.text, written.starts.tolist(), written.ends.tolist()
    capitals = written.capitals.tolist()
    particles = written.particles.tolist()
    behind = 0  # the words that a run before has taken
    for first in np.flatnonzero(written.capitals).tolist():
        if first < behind:
            continue
        at, closed = first, True
        end = stop = ends[at]
        behind = first + 1
        for at in range(first + 1, len(starts)):
            start = starts[at]
            between = text[end:start]
            if between != " " and not _WITHIN.fullmatch(between):
                break
            closed = capitals[at] or (closed and between in _HYPHENS)
            if not closed and not particles[at]:
                break
            end = ends[at]
            if closed:
                behind, stop = at + 1, end
        yield starts[first], stop
        bridged = _bridged(written, behind, stop)
        if bridged > stop:
            yield starts[first], bridged


def _bridged(written: WrittenText, at: int, stop: int) -> int:
    """Where a run ends that goes on behind one word without a capital, as damage leaves it.

    The model takes "Karina iapchuk Fox" for one name; words that stand between names in every text
    ("told" is none of them) are left out, for asking costs time.
    """
    text, starts, ends, capitals = written.text, written.starts, written.ends, written.capitals
    if not 0 < at < len(starts) - 1 or capitals[at] or not capitals[at + 1]:
        return stop
    word = text[starts[at] : ends[at]]
    if not word.isalpha() or word in FUNCTION_WORDS or text[stop : starts[at]] != " ":
        return stop
    end = ends[at]
    while at + 1 < len(starts) and capitals[at + 1] and text[end : starts[at + 1]] == " ":
        at += 1
        end = stop = int(ends[at])
    return stop


def _with_hyphens(run: str) -> Sequence[Token]:
    """Part a run into words; one behind a hyphen counts as capitalized."""
    tokens: list[Token] = []
    for token in tokenize(run):
        hyphen = tokens and run[tokens[-1].end : token.start] in _HYPHENS
        joined = hyphen and tokens[-1].capitalized
        tokens.append(token._replace(capitalized=True) if joined else token)
    return tokens


def _parts(run: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Give all parts of a run with capitals at both ends."""
    for first in range(len(run)):
        # A word by itself is a name where it stands by itself.
        for last in range(first + (len(run) > 1), min(len(run), first + _WIDEST)):
            if run[first].capitalized and run[last].capitalized:
                yield run[first : last + 1]
