"""Queries per CPU second of the index, beside exhaustive scoring with rapidfuzz in the same run.

    .venv/bin/python benchmarks/matching_speed.py [--shared ../shared]

The peer is `cdist` with `ratio` on sorted words, as fast as exhaustive comparison gets.
"""

import argparse
import csv
import gzip
import json
import time
from pathlib import Path

import numpy as np
from matching_accuracy import LISTS, make_matcher, read_list
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from sanxref.matching import MatchingOptions, Spotter
from sanxref.model.matches import Query
from sanxref.names import name_form, normalize


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    shared = parser.parse_args().shared
    designations = [item for which in LISTS.values() for item in read_list(shared, *which)]
    begin = time.process_time()
    matcher = make_matcher(designations)
    print(f"build: {time.process_time() - begin:.1f} CPU s for {len(matcher.index):,} names")
    with (shared / "cases" / "names_ordinary.csv").open(encoding="utf-8") as lines:
        queries = [row["full_name"] for row in csv.DictReader(lines)]
    peer = exhaustive(queries[:200], matcher)
    print(f"exhaustive cdist ratio: {peer:,.0f} queries/s")
    for state in ("all words new", "words remembered"):
        rate = indexed(queries, matcher)
        print(f"index, {state}: {rate:,.0f} queries/s, {rate / peer:.1f} times the peer")
    hits = perturbed_queries(shared)
    rate = indexed(hits, make_matcher(designations))
    print(f"index, names that hit, all words new: {rate:,.0f} queries/s, {rate / peer:.1f} times")
    begin = time.process_time()
    matcher.match_many([Query(names=(name,)) for name in hits])
    rate = len(hits) / (time.process_time() - begin)
    print(f"whole matches of names that hit, with explanations: {rate:,.0f} queries/s")
    spotting(shared, matcher)


def perturbed_queries(shared):
    text = (shared / "cases" / "perturbed_sdn_2021.json").read_text(encoding="utf-8")
    return [case["query"] for case in json.loads(text)["cases"]]


def exhaustive(queries, matcher):
    listed = [
        " ".join(sorted(normalize(name.natural).split()))
        for item in matcher.designations.values()
        for name in item.names
    ]
    begin = time.process_time()
    for query in queries:
        words = " ".join(sorted(normalize(query).split()))
        scores = cdist([words], listed, scorer=fuzz.ratio, score_cutoff=85, dtype=np.uint8)
        np.flatnonzero(scores)
    return len(queries) / (time.process_time() - begin)


def indexed(queries, matcher):
    options = MatchingOptions()
    begin = time.process_time()
    for query in queries:
        matcher.index.candidates(
            name_form(query), threshold=options.threshold, weights=options.score
        )
    return len(queries) / (time.process_time() - begin)


def spotting(shared, matcher):
    with gzip.open(shared / "cases" / "newswire_asia.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    spotter = Spotter(matcher.index)
    for state in ("cold", "warm"):
        begin = time.process_time()
        fired = sum(mention.kind == "person" for text in texts for mention in spotter.spot(text))
        took = time.process_time() - begin
        print(
            f"spotter, {state}: {words / took:,.0f} words/s, {len(texts) / took:,.0f} articles/s, "
            f"{1000 * fired / words:.2f} persons in 1,000 words"
        )


if __name__ == "__main__":
    main()
