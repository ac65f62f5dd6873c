"""Fits the glance by which the reading model leaves passages unread; writes it into its weights.

    pip install scipy torch safetensors 'sanxref[ner]'
    python benchmarks/reading_glance.py [--weights FILE]

A logistic model of the mean of a passage's vectors after the encoder's first layer: ones are the
passages that, read whole, are likely to tell of a designation (`TOLD`, `FOUND`), zeros the others.
It is fitted on what the reading model was trained on, and in terms of what the model itself reads:
to glance first is a shortcut, and is to lose nothing. Prints, for held-out passages and for the
half of the newswire that was not trained on, how much is read whole from which probability, and
what is lost.
"""

import argparse
import hashlib
import random
from pathlib import Path

import numpy as np
from claims_reading import WEIGHTS, news
from reading_model import HERE, read_samples
from scipy.optimize import minimize

from sanxref.articles import annotate, open_recognizer
from sanxref.claims.extract import read_windows
from sanxref.claims.reader import network as reading
from sanxref.evaluation.claims import passage_article, read_passages
from sanxref.settings import load_settings

MOST = 12_000  # passages beside those of the newswire
TOLD, FOUND = 0.3, 0.5  # probability from which a reading counts, of the passage and of a name
REAL, SILENT = 20.0, 3.0  # what an article's passage, and one that tells nothing, weighs
STRICTNESS = 1000.0  # of the penalty


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    arguments = parser.parse_args()
    with np.load(arguments.weights) as stored:
        arrays = {name: stored[name] for name in stored.files}
    network = reading.Network(arrays)
    samples = list(read_samples(arguments.shared))
    random.Random(1).shuffle(samples)
    real = [(sample.passage, REAL) for sample in samples if sample.source == "news"]
    ours = [(sample.passage, 1.0) for sample in samples if sample.source != "news"]
    arrays["glance.weight"], arrays["glance.bias"] = fitted(network, [*real, *ours[:MOST]])
    np.savez_compressed(arguments.weights, **arrays)
    digest = hashlib.sha256(arguments.weights.read_bytes()).hexdigest()
    print(f"{arguments.weights}: sha256 {digest}")
    report(network, arrays, arguments.shared)


def seen(network, passage):
    """Mean vector after the first layer, and whether the passage tells something, read whole."""
    read = network.read(passage, FOUND, whole=True)
    return network.glance(passage), bool(read.told >= TOLD or read.findings), len(passage.text)


def fitted(network, weighed):
    """Weight and bias of the glance."""
    looks = [seen(network, passage) for passage, _ in weighed]
    vectors = np.array([vector for vector, _, _ in looks], dtype=np.float64)
    tells = np.array([tell for _, tell, _ in looks])
    weights = np.array([weight for _, weight in weighed]) * np.where(tells, 1.0, SILENT)
    middle, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    vectors = (vectors - middle) / spread

    def loss(numbers):
        odds = vectors @ numbers[:-1] + numbers[-1]
        slope = (1 / (1 + np.exp(-odds)) - tells) * weights
        lost = ((np.logaddexp(0, odds) - tells * odds) * weights).sum()
        return (
            lost + STRICTNESS * (numbers[:-1] ** 2).sum() / 2,
            np.append(vectors.T @ slope + STRICTNESS * numbers[:-1], slope.sum()),
        )

    found = minimize(loss, np.zeros(vectors.shape[1] + 1), jac=True, method="L-BFGS-B").x
    weight = found[:-1] / spread
    bias = found[-1] - middle @ weight
    return weight.astype(np.float32)[:, None], np.array([bias], dtype=np.float32)


def report(network, arrays, shared):
    """Print what is left unread, and lost, from which probability."""
    lexicon = load_settings().lexicon
    recognizer = open_recognizer("spacy")
    files = sorted((HERE / "passages").glob("held_out*.jsonl"))
    held_out = [passage_article(one) for path in files for one in read_passages(path)]
    for name, articles in (("held out", held_out), ("newswire", news(shared)[1::2])):
        windows = [
            window.passage
            for article in articles
            for window in read_windows(annotate(article, recognizer), lexicon)
            if not window.on_topic
        ]
        looks = [seen(network, passage) for passage in windows]
        vectors = np.array([vector for vector, _, _ in looks])
        tells = np.array([tell for _, tell, _ in looks])
        sizes = np.array([size for _, _, size in looks])
        odds = vectors @ arrays["glance.weight"][:, 0] + arrays["glance.bias"][0]
        promise = 1 / (1 + np.exp(-odds))
        print(f"{name}: {len(windows)} passages without a word of sanctions, {tells.sum()} tell")
        for worth in (0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2):
            left = promise < worth
            share = sizes[left].sum() / sizes.sum()
            print(f"  below {worth}: {share:.2f} of the text unread, {tells[left].sum()} lost")


if __name__ == "__main__":
    main()
