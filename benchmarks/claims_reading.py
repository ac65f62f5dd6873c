"""What the reading of claims is worth on passages that nothing was made with.

    .venv/bin/python benchmarks/claims_reading.py [FILE...] [--weights FILE] [--join N] [--keep N]

Without FILE: benchmarks/passages/held_out_*.jsonl. Each file is read by grammar alone, and with the
reading model at each pair of thresholds; then the half of the labelled newswire (../shared) that
the model was not trained on, in which nearly every claim is a false one.
"""

import argparse
import gzip
import hashlib
import json
from dataclasses import replace
from itertools import product
from pathlib import Path

from sanxref.articles import annotate, open_recognizer
from sanxref.claims.extract import extract_claims
from sanxref.claims.reader import ReadingModel, ReadingOptions
from sanxref.evaluation.claims import evaluate_claims
from sanxref.model.articles import Article
from sanxref.model.claims import SubjectKind
from sanxref.settings import load_settings

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "sanxref" / "claims" / "reader" / "english.npz"
LEAST = 0.02  # what is less likely is not asked for
TELL = 0.3  # as config/reading.yaml has it


class Remembering(ReadingModel):
    """Reads every passage once, however many thresholds are tried."""

    def __init__(self, path, digest):
        super().__init__(path, digest)
        self._known = {}

    def read(self, passage, *, least, whole=True):
        if (passage, whole) not in self._known:
            self._known[passage, whole] = super().read(passage, least=LEAST, whole=whole)
        known = self._known[passage, whole]
        found = tuple(item for item in known.findings if item.likelihood >= least)
        return replace(known, findings=found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--join", type=float, nargs="+", default=[0.98])
    parser.add_argument("--keep", type=float, nargs="+", default=[0.02])
    parser.add_argument("--recognizers", nargs="+", default=["spacy", "capitals"])
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    arguments = parser.parse_args()
    files = arguments.files or sorted((HERE / "passages").glob("held_out*.jsonl"))
    lexicon = load_settings().lexicon
    digest = hashlib.sha256(arguments.weights.read_bytes()).hexdigest()
    model = Remembering(arguments.weights, digest)
    pairs = [None, *product(arguments.join, arguments.keep)]
    for recognizer in map(open_recognizer, arguments.recognizers):
        known = {}

        def annotated(article, named=(), known=known, recognizer=recognizer):
            if named:
                return annotate(article, recognizer, named=named)
            if article.id not in known:
                known[article.id] = annotate(article, recognizer)
            return known[article.id]

        for path in files:
            print(f"{path.stem}, {recognizer.key}")
            for pair in pairs:
                tell(pair, evaluate_claims(path, annotated, with_reading(lexicon, model, pair)))
        articles = news(arguments.shared)[1::2]
        for pair in pairs:
            reading = with_reading(lexicon, model, pair)
            made = [extract_claims(annotated(article), reading) for article in articles]
            false = sum(
                claim.understood and claim.subject_kind is SubjectKind.PERSON
                for claims in made
                for claim in claims
            )
            doubtful = sum(not all(claim.understood for claim in claims) for claims in made)
            print(
                f"news, {named(pair)}: {false} claims about persons in {len(articles)} articles; "
                f"{doubtful} articles mention a designation that is not understood"
            )


def with_reading(lexicon, model, pair):
    lexicon.reading = (
        {}
        if pair is None
        else {"en": ReadingOptions(model=model, join=pair[0], keep=pair[1], tell=TELL)}
    )
    return lexicon


def named(pair):
    return "grammar alone" if pair is None else f"join {pair[0]}, keep {pair[1]}"


def tell(pair, figures):
    print(
        f"  {named(pair)}: recall {figures.recall}, precision {figures.precision}, "
        f"date {figures.date_accuracy}, polarity {figures.polarity_accuracy}, "
        f"wrong person {figures.wrong_person_rate}, "
        f"false assertion {figures.false_assertion_rate}, silent {figures.silent_rate}",
        flush=True,
    )


def news(shared):
    """Real articles, nearly all without a claim."""
    with gzip.open(shared / "cases" / "newswire_asia.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [
        Article(
            id=str(number), source="", text=text, title="", published=None, language="en", sha256=""
        )
        for number, text in enumerate(texts)
    ]


if __name__ == "__main__":
    main()
