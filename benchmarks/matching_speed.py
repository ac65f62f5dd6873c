"""Queries per CPU second of the matcher, beside exhaustive scoring with rapidfuzz in the same run.

    .venv/bin/python benchmarks/matching_speed.py [--shared ../shared] [--names 1500000] [--spotter]

The peer is `cdist` with `ratio` on sorted words, 50 queries at a time and with a cut-off at 85, as
fast as exhaustive comparison gets. `--names` recombines the words of the listed names, seeded, to
so many names of two to four words.
"""

import argparse
import csv
import gc
import gzip
import json
import random
import resource
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
from matching_accuracy import LISTS, make_matcher, read_list
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from sanxref.matching import MatchingOptions, Spotter, acceleration
from sanxref.model.designations import (
    AliasQuality,
    Designation,
    ListedName,
    NameKind,
    NamePart,
    NamePartKind,
)
from sanxref.model.matches import Query
from sanxref.names import normalize

OPTIONS = MatchingOptions()
PEER_AT_A_TIME = 50
PEER = "peer"
ROUNDS = 5
"""The machine's speed changes: medians of ratios to a peer that was measured just before."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--names", type=int, help="so many listed names, of recombined words")
    parser.add_argument("--spotter", action="store_true", help="measure the spotter, too")
    given = parser.parse_args()
    designations = [item for which in LISTS.values() for item in read_list(given.shared, *which)]
    if given.names:
        designations = list(recombined(designations, given.names))
    before = resident()
    begin = time.process_time()
    matcher = make_matcher(designations)
    gc.freeze()  # as `sanxref match` does: the lists stay until the end of the process
    print(
        f"build: {time.process_time() - begin:.1f} CPU s for {len(matcher.index):,} names; "
        f"arrays {index_bytes(matcher.index) / 1e6:,.0f} MB, "
        f"process {resident() - before:,} MB more"
    )
    acceleration.kernels(1_000_000)  # compiled, or read from its cache, before the clock starts
    warm = make_matcher(designations[:200])
    matched([designations[0].names[0].natural, "Nobody Atall"], warm)
    begin = time.process_time()
    indexed(["Nobody Atall"], matcher)
    print(f"first answer: {time.process_time() - begin:.2f} CPU s, in which look-ups are built")
    with (given.shared / "cases" / "names_ordinary.csv").open(encoding="utf-8") as lines:
        queries = [row["full_name"] for row in csv.DictReader(lines)]
    hits = perturbed_queries(given.shared)
    if given.names:
        chosen = random.Random(3)
        hits = [chosen.choice(designations).names[0].text for _ in hits]
    peer_asked = queries[: 400 if not given.names else 50]
    rounds = [rates(peer_asked, queries, hits, matcher) for _ in range(ROUNDS)]
    print(f"exhaustive cdist ratio: {median(one[PEER] for one in rounds):,.0f} queries/s")
    for name in rounds[0]:
        if name != PEER:
            ratio = median(one[name] / one[PEER] for one in rounds)
            rate = median(one[name] for one in rounds)
            print(f"{name}: {rate:,.0f} queries/s, {ratio:.1f} times the peer")
    print(f"process: {resident():,} MB at most")
    if given.spotter:
        spotting(given.shared, matcher)


def rates(peer_asked, queries, hits, matcher):
    """Queries per second of the peer, and of the matcher in several ways, one behind the other."""
    found = {PEER: exhaustive(peer_asked, matcher)}
    for name, asked in (("ordinary names", queries), ("names that hit", hits)):
        forget(matcher)
        for state in ("all words new", "words remembered"):
            found[f"{name}, {state}, found"] = indexed(asked, matcher)
        for state in ("once", "again"):
            found[f"{name}, whole matches, {state}"] = matched(asked, matcher)
    return found


def recombined(designations, count):
    """Give so many designations with one name each, of words of listed names."""
    words = [word for item in designations for name in item.names for word in name.natural.split()]
    chosen = random.Random(1)
    for number in range(count):
        text = " ".join(chosen.choices(words, k=chosen.choice((2, 3, 3, 4))))
        name = ListedName(
            text=text,
            parts=(NamePart(kind=NamePartKind.UNSPECIFIED, text=text),),
            kind=NameKind.PRIMARY,
            quality=AliasQuality.STRONG,
            script="Latn",
            field="NAME",
        )
        model = designations[number % len(designations)]
        yield Designation(
            source=model.source,
            reference=str(number),
            kind=model.kind,
            names=(name,),
            listings=model.listings,
        )


def forget(matcher):
    """Forget words that were asked before."""
    matcher.index._memory = None  # noqa: SLF001 - as a new process is
    for name, module in list(sys.modules.items()):
        if name.startswith(("sanxref.names", "sanxref.matching")):
            for remembered in vars(module).values():
                # Tables that are read once, at the start of a process, have no size.
                if hasattr(remembered, "cache_clear") and remembered.cache_parameters()["maxsize"]:
                    remembered.cache_clear()


def index_bytes(index):
    words = index.table.words.arrays
    held = [getattr(arrays, name) for arrays in (index.arrays, words) for name in arrays.__slots__]
    return sum(part.nbytes for one in held for part in (one if isinstance(one, tuple) else (one,)))


def resident():
    """Most memory of the process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


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
    for at in range(0, len(queries), PEER_AT_A_TIME):
        asked = [
            " ".join(sorted(normalize(query).split()))
            for query in queries[at : at + PEER_AT_A_TIME]
        ]
        scores = cdist(asked, listed, scorer=fuzz.ratio, score_cutoff=85, dtype=np.uint8)
        np.flatnonzero(scores)
    return len(queries) / (time.process_time() - begin)


def indexed(queries, matcher):
    begin = time.process_time()
    matcher.index.candidates_many(
        queries,
        threshold=OPTIONS.threshold,
        weights=OPTIONS.score,
        kinds=[frozenset()] * len(queries),
    )
    return len(queries) / (time.process_time() - begin)


def matched(names, matcher):
    queries = [Query(names=(name,)) for name in names]
    begin = time.process_time()
    matcher.match_many(queries)
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
