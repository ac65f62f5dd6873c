"""Fits the weights of config/links.yaml, and tells what they are worth on passages held out.

    .venv/bin/python benchmarks/claims_links.py [--write]

The passages (benchmarks/passages, written by the team in the manner of agencies, courts and press
releases) are parted by file: those named held_out_*.jsonl are never fitted on. Every second article
of the labelled newswire (../shared) is fitted on too, as one without a claim. The model is a
logistic one with a penalty on the squares of the weights, fitted by Newton's method to what both
recognizers find.
"""

import argparse
import gzip
import json
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from sanxref.articles import annotate, open_recognizer
from sanxref.claims.extract import extract_claims, read_joints
from sanxref.claims.links import LinkModel
from sanxref.evaluation.claims import (
    borne_out,
    evaluate_claims,
    passage_article,
    read_passages,
)
from sanxref.model.articles import Article
from sanxref.model.claims import SubjectKind
from sanxref.settings import load_settings

HERE = Path(__file__).parent
CONFIG = HERE.parent / "config" / "links.yaml"
LEAST = 6  # joints with a piece of evidence, below which it gets no weight
PENALTY = 10.0  # best of 3, 10 and 30 by six-fold cross-validation, November 2026
SMALLEST = 0.03  # a weight below it is left out
HEAD = """\
# Weights of the evidence that a person, an act and an authority of a passage belong together
# (claims/evidence.py, claims/links.py). Made by benchmarks/claims_links.py --write; docs/claims.md
# says from what. `join`: probability from which what grammar did not read is a claim; `keep`:
# below it what grammar read is told as not understood.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write config/links.yaml")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    arguments = parser.parse_args()
    lexicon = load_settings().lexicon
    recognizers = [open_recognizer(name) for name in ("spacy", "capitals")]
    files = sorted((HERE / "passages").glob("*.jsonl"))
    fitted = [path for path in files if not path.name.startswith("held_out")]
    samples = [
        sample
        for recognizer in recognizers
        for path in fitted
        for sample in read_samples(path, recognizer, lexicon)
    ]
    samples += [
        (joint.evidence, False)
        for recognizer in recognizers
        for article in news(arguments.shared)[::2]
        for joint in read_joints(annotate(article, recognizer), lexicon)
    ]
    names, weights = fit(samples)
    print(f"{len(samples):,} joints, {sum(right for _, right in samples):,} right, ", end="")
    print(f"{len(names)} pieces of evidence")
    model = LinkModel(
        intercept=float(weights[0]),
        weights=dict(zip(names, map(float, weights[1:]), strict=True)),
        join=lexicon.links.join,
        keep=lexicon.links.keep,
    )
    held_out = [path for path in files if path not in fitted]
    for path, recognizer in product(held_out, recognizers):
        for join, keep in product((1.0, 0.6, 0.5, 0.4), (0.0,)):
            lexicon.links = replace(model, join=join, keep=keep)
            figures = evaluate_claims(path, partial(annotated_by, recognizer), lexicon)
            print(
                f"{path.stem}, {recognizer.key}, join {join}, keep {keep}: "
                f"recall {figures.recall}, precision {figures.precision}, "
                f"wrong person {figures.wrong_person_rate}, "
                f"false assertion {figures.false_assertion_rate}"
            )
    lexicon.links = model
    for recognizer in recognizers:
        claims = [
            claim
            for article in news(arguments.shared)[1::2]
            for claim in extract_claims(annotate(article, recognizer), lexicon)
            if claim.understood and claim.subject_kind is SubjectKind.PERSON
        ]
        print(f"news that was not fitted on, {recognizer.key}: {len(claims)} claims about persons")
    if arguments.write:
        CONFIG.write_text(HEAD + written(model), encoding="utf-8")


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


def annotated_by(recognizer, article):
    return annotate(article, recognizer)


def read_samples(path, recognizer, lexicon):
    """The evidence of each joint of a file's passages, and whether a label bears it out."""
    for passage in read_passages(path):
        annotated = annotate(passage_article(passage), recognizer)
        joints = read_joints(annotated, lexicon)
        right = borne_out(passage, annotated, joints, lexicon)
        yield from zip((joint.evidence for joint in joints), right, strict=True)


def fit(samples):
    counts = Counter(item for evidence, _ in samples for item in evidence)
    names = sorted(item for item, count in counts.items() if count >= LEAST)
    column = {name: number for number, name in enumerate(names, 1)}
    rows = np.zeros((len(samples), len(names) + 1))
    rows[:, 0] = 1.0
    for number, (evidence, _) in enumerate(samples):
        rows[number, [column[item] for item in evidence if item in column]] = 1.0
    labels = np.array([float(right) for _, right in samples])
    penalty = np.full(rows.shape[1], PENALTY)
    penalty[0] = 1e-9
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        odds = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (odds - labels) + penalty * weights
        curve = (rows * (odds * (1.0 - odds))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return names, weights


def written(model):
    lines = [f"join: {model.join}", f"keep: {model.keep}", f"intercept: {model.intercept:.3f}"]
    lines.append("weights:")
    lines += [
        f"  {json.dumps(name)}: {weight:.2f}"
        for name, weight in sorted(model.weights.items())
        if abs(weight) >= SMALLEST
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
