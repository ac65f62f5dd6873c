"""Fits the words by which the reading model's passages are found (config/cues.yaml).

    pip install scipy
    python benchmarks/word_weights.py [--strictness N] [--without PREFIX]

A logistic model of sentences, with weights that are never negative, so that a word can only speak
for reading: ones are the sentences of the labelled passages that hold a claim (benchmarks/passages;
those held out are left out), zeros the sentences of every second article of the labelled newswire
(../shared) that have no cue of sanctions or lists. Words with a capital are left out, for they are
names. Prints the lines for config/cues.yaml, and what thresholds come to: windows in the other half
of the newswire, and claims in passages held out (`--without`: of those files too) that no window
covers.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from claims_reading import news
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from sanxref.articles import annotate, open_recognizer
from sanxref.claims.tokens import plain
from sanxref.claims.word_weights import low_words
from sanxref.evaluation.claims import passage_article, read_passages
from sanxref.settings import load_settings

HERE = Path(__file__).parent
LEAST_SEEN = 20  # sentences that have a word
AUTHORITY = "+authority"  # one is named in the sentence or beside it
AROUND = 2  # sentences that a window has on either side


@dataclass(frozen=True, kw_only=True)
class Text:
    """Sentences of a passage or an article.

    Attributes:
        claims: How many are labelled.
        words: Of each sentence, with `AUTHORITY`.
        cued: Whether each has a cue, so that it is read anyway.
    """

    claims: int
    words: list[frozenset[str]]
    cued: list[bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strictness", type=float, default=2.0, help="weight of the penalty")
    parser.add_argument("--without", default="held_out", help="files that are not fitted on")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    arguments = parser.parse_args()
    known = load_settings().lexicon.rules("en"), open_recognizer("capitals")
    fitted, kept = [], []
    for path in sorted((HERE / "passages").glob("*.jsonl")):
        apart = path.stem.startswith(("held_out", arguments.without))
        (kept if apart else fitted).extend(
            text_of(passage_article(row), len(row.claims), *known) for row in read_passages(path)
        )
    wire = [text_of(article, 0, *known) for article in news(arguments.shared)]
    weights, bias = fit([text for text in fitted if text.claims], wire[::2], arguments.strictness)
    authority = weights.pop(AUTHORITY)
    print(f"    weighing: {{least: {-bias:.1f}, authority: {authority:.1f}}}")
    told = ", ".join(f"{word}: {weight:.1f}" for word, weight in weights.items() if weight >= 0.05)
    print(f"    word_weights: {{{told}}}")
    weights[AUTHORITY] = authority
    for least in np.arange(-1.0, 2.1, 0.25):
        said = sum(windows(text, weights, least - bias) for text in wire[1::2])
        lost = sum(text.claims for text in kept if not windows(text, weights, least - bias))
        every = sum(text.claims for text in kept)
        print(
            f"least {least - bias:.2f}: {said} windows in the news; {lost} of {every} claims lost"
        )


def text_of(article, claims, rules, recognizer):
    text = plain(article.text)
    spans = [(item.start, item.end) for item in annotate(article, recognizer).sentences]
    named = [rules.names_authority(text, *span) for span in spans]
    words = []
    for number, span in enumerate(spans):
        near = any(named[max(number - 1, 0) : number + 2])
        words.append(frozenset(low_words(text[slice(*span)])) | ({AUTHORITY} if near else set()))
    cued = [rules.hints.search(text, *span) is not None for span in spans]
    return Text(claims=claims, words=words, cued=cued)


def fit(texts, wire, strictness):
    """Weight of each word, heaviest first, and the constant."""
    ones = [(words, 1.0 / len(text.words)) for text in texts for words in text.words]
    zeros = [
        (words, 3.0)  # there are few, and a window too many costs little
        for text in wire
        for words, cued in zip(text.words, text.cued, strict=True)
        if not cued
    ]
    seen = Counter(word for words, _ in (*ones, *zeros) for word in words)
    known = {
        word: at for at, word in enumerate(sorted(w for w, n in seen.items() if n >= LEAST_SEEN))
    }
    rows = [[known[word] for word in words if word in known] for words, _ in (*ones, *zeros)]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, dtype=int) for row in rows])
    table = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(known)))
    sign = np.repeat([1.0, -1.0], [len(ones), len(zeros)])
    share = np.array([weight for _, weight in (*ones, *zeros)])

    def cost(point):
        margin = np.clip(sign * (table @ point[:-1] + point[-1]), -50, 50)
        slope = -sign * share / (1.0 + np.exp(margin))
        value = (share * np.logaddexp(0.0, -margin)).sum() + strictness * point[:-1].sum()
        return value, np.append(table.T @ slope + strictness, slope.sum())

    bounds = [(0.0, None)] * len(known) + [(None, None)]
    found = minimize(cost, np.zeros(len(known) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    order = sorted(known, key=lambda word: -found[known[word]])
    return {word: float(found[known[word]]) for word in order}, float(found[-1])


def windows(text, weights, least):
    """How many windows are read, as claims/passages.py cuts them."""
    done, count = -1, 0
    for number, (words, cued) in enumerate(zip(text.words, text.cued, strict=True)):
        if number > done and (cued or sum(weights.get(word, 0.0) for word in words) >= least):
            done, count = number + AROUND, count + 1
    return count


if __name__ == "__main__":
    main()
