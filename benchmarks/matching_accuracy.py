"""Accuracy of matching on every development set, beside rapidfuzz on the same items.

    .venv/bin/python benchmarks/matching_accuracy.py [--shared ../shared] [--quick]

Prints one table in Markdown; docs/matching.md holds the last one. Peers are rapidfuzz's
token_sort_ratio at 85 and WRatio at 90 (usual thresholds) on lower-cased, cleaned names; the
score of a pair is the best over the names of the target. Rows without a peer take too long for
exhaustive scoring.
"""

import argparse
import csv
import gzip
import json
import random
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from rapidfuzz import fuzz, utils

from sanxref.lists.parsers import parse
from sanxref.matching import Matcher, MatchingOptions, NameIndex, compare_names
from sanxref.matching.scoring import score_forms
from sanxref.model.designations import AliasQuality, SourceKey, TargetKind
from sanxref.model.matches import Query
from sanxref.model.snapshots import ListFormat
from sanxref.names import name_form

OPTIONS = MatchingOptions()
PEERS = {
    "sanxref": (lambda a, b: compare_names(a, b, OPTIONS).score, OPTIONS.threshold),
    "token_sort_ratio 85": (
        lambda a, b: fuzz.token_sort_ratio(a, b, processor=utils.default_process), 85
    ),
    "WRatio 90": (lambda a, b: fuzz.WRatio(a, b, processor=utils.default_process), 90),
}  # fmt: skip
NEGATIVE_CLASSES = {"cross_pair", "token_swap", "edit_beyond"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--quick", action="store_true", help="leave out the cross-list aliases")
    arguments = parser.parse_args()
    cases = arguments.shared / "cases"
    print(
        "| set | matcher | recall | precision | F1 | false-positive rate | pairs per CPU second |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name in ("pairs_ucd_people", "pairs_proposed", "pairs_un_treated", "pairs_cross_script"):
        pairs_table(name, cases / f"{name}.csv")
    single_names(cases / "pairs_cross_script.csv")
    perturbed(cases / "perturbed_sdn_2021.json")
    lists = {key: read_list(arguments.shared, *which) for key, which in LISTS.items()}
    mangled(cases, lists["un"])
    ordinary(cases, lists["un"] + lists["ofac-sdn"])
    if not arguments.quick:
        cross_list(cases, lists)


LISTS = {
    "un": ("un_consolidated_2025-08-02.xml.gz", ListFormat.UN_XML),
    "ofac-sdn": ("ofac_sdn_2024-05-07.xml.gz", ListFormat.OFAC_XML),
}


def read_list(shared, name, list_format):
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.xml"
        raw.write_bytes(gzip.decompress((shared / "lists" / name).read_bytes()))
        source = SourceKey("un" if name.startswith("un") else "ofac-sdn")
        return parse({"main": raw}, source=source, list_format=list_format).designations


def row(name, matcher, counts, rate=""):
    hits, positives, given, negatives = counts
    recall = hits / positives if positives else 0
    precision = hits / given if given else 0
    f1 = 2 * hits / (positives + given) if positives + given else 0
    false = (given - hits) / negatives if negatives else 0
    print(
        f"| {name} | {matcher} | {recall:.3f} | {precision:.3f} | {f1:.3f} | {false:.4f} | {rate} |"
    )


def counts_of(answers):
    return (
        sum(label and given for label, given in answers),
        sum(label for label, _ in answers),
        sum(given for _, given in answers),
        sum(not label for label, _ in answers),
    )


def pairs_table(name, path):
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    for matcher, (score, threshold) in PEERS.items():
        begin = time.process_time()
        answers = [
            (item["is_match"] == "true", score(item["name1"], item["name2"]) >= threshold)
            for item in rows
        ]
        rate = len(rows) / (time.process_time() - begin)
        row(name, matcher, counts_of(answers), f"{rate:,.0f}")


def single_names(path):
    """Recall at precision .95, the best threshold for each matcher (MATCHING.md section 1)."""
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    for matcher, (score, _) in PEERS.items():
        scored = sorted(
            ((score(item["name1"], item["name2"]), item["is_match"] == "true") for item in rows),
            reverse=True,
        )
        positives = sum(label for _, label in scored)
        best = 0.0
        for place in range(1, len(scored) + 1):
            hits = sum(label for _, label in scored[:place])
            if hits / place >= 0.95:
                best = max(best, hits / positives)
        print(f"| cross-script, recall at precision .95 | {matcher} | {best:.3f} | | | | |")


def perturbed(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    targets = document["candidates"]
    for matcher, (score, threshold) in PEERS.items():
        answers = []
        classes = defaultdict(list)
        for case in document["cases"]:
            expected = case["expected_entity_id"]
            names = targets[expected] if expected else source_names(targets, case["source_name"])
            given = max(score(case["query"], name) for name in names) >= threshold
            answers.append((expected is not None, given))
            classes[case["perturbation"]].append(given)
        row("perturbed SDN names", matcher, counts_of(answers))
        if matcher == "sanxref":
            shares = {name: sum(given) / len(given) for name, given in classes.items()}
            for name in sorted(shares, key=shares.__getitem__):
                kind = "false" if name in NEGATIVE_CLASSES else "found"
                print(f"| - {name} ({kind}) | {matcher} | {shares[name]:.3f} | | | | |")


def source_names(targets, source_name):
    return [name for names in targets.values() if source_name in names for name in names]


def names_of(path, column="full_name"):
    return [item[column] for item in csv.DictReader(path.open(encoding="utf-8"))]


def make_matcher(designations):
    return Matcher(
        NameIndex.build(designations), {item.key: item for item in designations}, OPTIONS
    )


def mangled(cases, un):
    matcher = make_matcher(un)
    positives = names_of(cases / "names_un_mangled.csv")
    negatives = names_of(cases / "names_ordinary.csv")[:1500]
    begin = time.process_time()
    answers = [(True, is_hit(matcher, name)) for name in positives]
    answers += [(False, is_hit(matcher, name)) for name in negatives]
    rate = len(answers) / (time.process_time() - begin)
    row("UN list: mangled against ordinary", "sanxref", counts_of(answers), f"{rate:,.0f}")


def is_hit(matcher, name):
    return bool(matcher.match(Query(names=(name,))))


def ordinary(cases, designations):
    matcher = make_matcher(designations)
    names = names_of(cases / "names_ordinary.csv")
    begin = time.process_time()
    hits = sum(is_hit(matcher, name) for name in names)
    rate = len(names) / (time.process_time() - begin)
    print(f"| UN and OFAC: 5,000 ordinary names | sanxref | {hits} false alerts | | | "
          f"{hits / len(names):.4f} | {rate:,.0f} cold |")  # fmt: skip
    begin = time.process_time()
    for name in names:
        is_hit(matcher, name)
    rate = len(names) / (time.process_time() - begin)
    print(f"| the same again | sanxref | | | | | {rate:,.0f} warm |")


def cross_list(cases, lists):
    """Aliases of a person on one list as query, the same person's names on the other as target.

    The same person: primary names of the same words, and no two such on either list. False
    alerts are counted on ordinary names at the threshold that gives each recall.
    """
    people = {key: by_primary(designations) for key, designations in lists.items()}
    shared = sorted(people["un"].keys() & people["ofac-sdn"].keys())
    queries = [
        (name, strong_names(people[other][key]))
        for key in shared
        for one, other in (("un", "ofac-sdn"), ("ofac-sdn", "un"))
        for name in strong_names(people[one][key])[1:]
    ]
    scores = sorted(
        (max(score_forms(name_form(name), name_form(other), OPTIONS) for other in names)
         for name, names in queries),
        reverse=True,
    )  # fmt: skip
    random.seed(0)
    everyone = lists["un"] + lists["ofac-sdn"]
    negatives = names_of(cases / "names_ordinary.csv")
    loose = Matcher(
        NameIndex.build(everyone), {item.key: item for item in everyone},
        MatchingOptions(threshold=0.5),
    )  # fmt: skip
    best = []
    for name in negatives:
        matches = loose.match(Query(names=(name,), kinds=(TargetKind.INDIVIDUAL,)))
        best.append(max((match.score for match in matches), default=0.0))
    for recall in (0.6, 0.7, 0.8):
        threshold = scores[int(recall * len(scores)) - 1]
        false = sum(score >= threshold for score in best) / len(best) * 1000
        note = f"threshold {threshold:.3f}" + (
            " (below 0.5: a lower bound)" if threshold < 0.5 else ""
        )
        print(f"| cross-list aliases ({len(queries)}): false alerts per 1,000 at recall {recall} "
              f"| sanxref | {false:.1f} | | | | {note} |")  # fmt: skip
    recall = sum(score >= OPTIONS.threshold for score in scores) / len(scores)
    print(f"| cross-list aliases: recall at the default | sanxref | {recall:.3f} | | | | |")


def by_primary(designations):
    people = defaultdict(list)
    for item in designations:
        if item.kind is TargetKind.INDIVIDUAL:
            words = name_form(item.primary_name.natural).words
            people[tuple(sorted(word.fold for word in words))].append(item)
    return {key: items[0] for key, items in people.items() if len(items) == 1}


def strong_names(designation):
    return [name.natural for name in designation.names if name.quality is AliasQuality.STRONG]


if __name__ == "__main__":
    main()
