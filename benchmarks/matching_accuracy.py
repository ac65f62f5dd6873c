"""Accuracy of matching on every development set and on fresh ones, beside other matchers.

    .venv/bin/python benchmarks/matching_accuracy.py [--shared ../shared] [--quick]

Prints tables in Markdown; docs/matching.md holds the last ones. Who the other matchers are is told
in matching_peers.py, how the fresh sets are made in matching_fresh.py. The score of a query is the
best over the names of the target. Rows without a peer take too long for exhaustive scoring.
"""

import argparse
import csv
import gzip
import json
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import matching_fresh as fresh
import numpy as np
from matching_peers import OPTIONS, peers
from rapidfuzz import fuzz, utils
from rapidfuzz.process import cdist

from sanxref.lists.parsers import parse
from sanxref.matching import Matcher, NameIndex
from sanxref.matching.scoring import score_forms
from sanxref.model.designations import SourceKey, TargetKind
from sanxref.model.matches import Query
from sanxref.model.snapshots import ListFormat
from sanxref.names import name_form, normalize

NEGATIVE_CLASSES = {"cross_pair", "token_swap", "edit_beyond"}
LISTS = {
    "un": ("un_consolidated_2025-08-02.xml.gz", ListFormat.UN_XML),
    "ofac-sdn": ("ofac_sdn_2024-05-07.xml.gz", ListFormat.OFAC_XML),
}
NET = 60
"""Listed names that are scored for each ordinary name: those that share most."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--quick", action="store_true", help="leave out the aliases across lists")
    arguments = parser.parse_args()
    run(arguments.shared, aliases=not arguments.quick)


def run(shared, *, aliases=True):
    """Print every row; give (measure, matcher) -> figures."""
    cases = shared / "cases"
    lists = {key: read_list(shared, *which) for key, which in LISTS.items()}
    figures = {}
    print("| set | matcher | recall | precision | F1 | false-positive rate | of CPU second |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name in ("pairs_ucd_people", "pairs_proposed", "pairs_un_treated", "pairs_cross_script"):
        rows = list(csv.DictReader((cases / f"{name}.csv").open(encoding="utf-8")))
        labelled = [(row["name1"], row["name2"], row["is_match"] == "true") for row in rows]
        pairs(name, labelled, figures)
    pairs("pairs_near_names", near_names(), figures)
    words = list(fresh.crossed(fresh.arabic_words(lists["un"])))
    pairs("Arabic and Latin single names (UN list)", words, figures)
    development = json.loads((cases / "perturbed_sdn_2021.json").read_text(encoding="utf-8"))
    perturbed("perturbed SDN names", *development_cases(development), figures)
    people = fresh.persons_of(lists["ofac-sdn"])
    names = [[name.natural for name in person.names] for person in people]
    perturbed("perturbed SDN names (fresh)", fresh.perturbed_cases(people), names, figures)
    mangled(cases, lists["un"], figures)
    ordinary(cases, lists["un"] + lists["ofac-sdn"], figures)
    if aliases:
        across_lists(cases, lists, figures)
    return figures


def near_names():
    """Our own pairs of well-known names and of names near them; hard on purpose."""
    path = Path(__file__).parent / "data" / "pairs_near_names.csv"
    rows = csv.DictReader(path.open(encoding="utf-8"))
    return [(row["name1"], row["name2"], row["is_match"] == "true") for row in rows]


def read_list(shared, name, list_format):
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.xml"
        raw.write_bytes(gzip.decompress((shared / "lists" / name).read_bytes()))
        source = SourceKey("un" if name.startswith("un") else "ofac-sdn")
        return parse({"main": raw}, source=source, list_format=list_format).designations


def make_matcher(designations, options=OPTIONS):
    return Matcher(
        NameIndex.build(designations), {item.key: item for item in designations}, options
    )


def names_of(path, column="full_name"):
    return [item[column] for item in csv.DictReader(path.open(encoding="utf-8"))]


def row(name, matcher, answers, figures, rate=""):
    """Print and keep the figures of (label, answer) pairs."""
    hits = sum(label and given for label, given in answers)
    positives = sum(label for label, _ in answers)
    given = sum(given for _, given in answers)
    negatives = len(answers) - positives
    figures[name, matcher] = {
        "recall": hits / positives if positives else 0.0,
        "precision": hits / given if given else 0.0,
        "f1": 2 * hits / (positives + given) if positives + given else 0.0,
        "false": (given - hits) / negatives if negatives else 0.0,
    }
    shown = " | ".join(f"{value:.3f}" for value in figures[name, matcher].values())
    print(f"| {name} | {matcher} | {shown} | {rate} |")


def pairs(name, labelled, figures):
    for matcher, (score, threshold) in peers().items():
        score(*labelled[0][:2])  # tables that are read at the first comparison
        begin = time.process_time()
        scored = [(score(one, other), label) for one, other, label in labelled]
        rate = len(labelled) / (time.process_time() - begin)
        answers = [(label, value >= threshold) for value, label in scored]
        row(name, matcher, answers, figures, f"{rate:,.0f}")
        best = recall_at_precision(scored)
        figures[name, matcher]["recall at precision .95"] = best
        if "single" in name or "cross" in name:
            print(f"| - recall at precision .95 | {matcher} | {best:.3f} | .95 | | | |")


def recall_at_precision(scored, precision=0.95):
    """Most recall at any threshold that leaves this precision; equal scores go together."""
    groups = defaultdict(lambda: [0, 0])
    for score, label in scored:
        groups[score][label] += 1
    positives = sum(right for _, right in groups.values())
    best = hits = false = 0
    for score in sorted(groups, reverse=True):
        false, hits = false + groups[score][0], hits + groups[score][1]
        if score > 0 and hits >= precision * (hits + false):
            best = max(best, hits)
    return best / positives


def development_cases(document):
    """Cases of cases/perturbed_sdn_2021.json in the form of `matching_fresh`."""
    keys = list(document["candidates"])
    names = list(document["candidates"].values())
    places = {key: place for place, key in enumerate(keys)}
    of_name = {name: place for place, group in enumerate(names) for name in group}
    cases = (
        (
            case["query"],
            places.get(case["expected_entity_id"]),
            case["perturbation"],
            of_name[case["source_name"]],
        )
        for case in document["cases"]
    )
    return cases, names


def perturbed(name, cases, names, figures):
    cases = list(cases)
    for matcher, (score, threshold) in peers().items():
        answers, kinds = [], defaultdict(list)
        for query, expected, kind, source in cases:
            given = max(score(query, listed) for listed in names[source]) >= threshold
            answers.append((expected is not None, given))
            kinds[expected is not None, kind].append(given)
        row(name, matcher, answers, figures)
        shares = {key: sum(given) / len(given) for key, given in kinds.items()}
        for (positive, kind), share in sorted(shares.items(), key=lambda item: item[1]):
            if matcher == "sanxref":
                print(f"| - {kind} ({'found' if positive else 'false'}) | | {share:.3f} | | | | |")
        lowest = min((share, kind) for (positive, kind), share in shares.items() if positive)
        figures[name, matcher]["lowest"] = lowest


def mangled(cases, un, figures):
    matcher = make_matcher(un)
    positives = names_of(cases / "names_un_mangled.csv")
    negatives = names_of(cases / "names_ordinary.csv")[:1500]
    begin = time.process_time()
    answers = [(True, is_hit(matcher, name)) for name in positives]
    answers += [(False, is_hit(matcher, name)) for name in negatives]
    rate = len(answers) / (time.process_time() - begin)
    row("UN list: mangled against ordinary", "sanxref", answers, figures, f"{rate:,.0f}")


def is_hit(matcher, name):
    return bool(matcher.match(Query(names=(name,))))


def ordinary(cases, designations, figures):
    matcher = make_matcher(designations)
    rows = list(csv.DictReader((cases / "names_ordinary.csv").open(encoding="utf-8")))
    names = [item["full_name"] for item in rows]
    initials = [f"{item['first_name'][0]}. {item['last_name']}" for item in rows[:1500]]
    for label, asked in (
        ("UN and OFAC, all kinds of target: ordinary names", names),
        ("UN and OFAC: ordinary surnames with an initial", initials),
    ):
        begin = time.process_time()
        answers = [(False, is_hit(matcher, name)) for name in asked]
        rate = len(asked) / (time.process_time() - begin)
        row(f"{label} ({len(asked):,})", "sanxref", answers, figures, f"{rate:,.0f}")


def across_lists(cases, lists, figures):
    """False alerts in 1,000 ordinary names at the threshold that gives each recall.

    Queries are the strong aliases of persons on both lists, targets the other list's entry, its
    names but for those equal to the query (sorted words), so that copies from list to list do not
    count. The same person: names that match and years of birth at most one apart.
    """
    people = {
        key: [item for item in items if item.kind is TargetKind.INDIVIDUAL]
        for key, items in lists.items()
    }
    ofac = make_matcher(people["ofac-sdn"])
    both = fresh.same_persons(people["un"], ofac.designations, ofac, every_name)
    asked = list(fresh.hard_aliases(both))
    everyone = people["un"] + people["ofac-sdn"]
    negatives = names_of(cases / "names_ordinary.csv")
    for matcher, best_of, false in (
        ("sanxref", best_score, widest(everyone, negatives)),
        ("token_sort_ratio", best_ratio, ratios(everyone, negatives)),
    ):
        scored = [(best_of(name, names), name) for name, names in asked]
        kinds = {
            "hard aliases": [score for score, _ in scored],
            "hard aliases of two words": [s for s, name in scored if fresh.of_two_words(name)],
        }
        for kind, scores in kinds.items():
            scores.sort(reverse=True)
            alerts = []
            for recall in (0.6, 0.7, 0.8):
                threshold = scores[int(recall * len(scores)) - 1]
                alerts.append(1000 * float(np.mean(false >= threshold)))
            figures[kind, matcher] = {"alerts": alerts, "count": len(scores)}
            shown = " / ".join(f"{count:.1f}" for count in alerts)
            print(f"| {kind} ({len(scores):,}): false alerts in 1,000 at recall .60 / .70 / .80 "
                  f"| {matcher} | {shown} | | | | |")  # fmt: skip
    print(f"| persons on both lists | | {len(both)} | | | | |")


def every_name(designation):
    return Query(names=tuple(name.natural for name in designation.names))


def best_score(name, names):
    form = name_form(name)
    return max(score_forms(form, name_form(other), OPTIONS) for other in names)


def best_ratio(name, names):
    return max(
        fuzz.token_sort_ratio(name, other, processor=utils.default_process) for other in names
    )


def widest(designations, names):
    """Best score of each name over all listed ones, names with one word alike among them.

    The index gives no names of which one word of several met, so its words are asked here. Scored
    are the names that share most for what they leave over.
    """
    index = NameIndex.build(designations)
    of_word = defaultdict(list)
    weights = np.zeros(len(index))
    for name in range(len(index)):
        for word in index.words_of(name):
            of_word[word.text].append(name)
            weights[name] += word.weight
    by_key = {item.key: item for item in designations}
    forms = [
        name_form(by_key[index.key(name)].names[int(index.arrays.position[name])].natural)
        for name in range(len(index))
    ]
    return np.array([best_in_net(index, of_word, weights, forms, name) for name in names])


def best_in_net(index, of_word, weights, forms, name):
    form = name_form(name)
    shared = np.zeros(len(forms))
    for word in form.words:
        of_this = np.zeros(len(forms))
        for at, similarity in index.table.near(word):
            other = index.table.words[at]
            names = of_word[other.text]
            nats = similarity * min(word.weight, other.weight)
            of_this[names] = np.maximum(of_this[names], nats)
        shared += of_this
    share = shared / (shared + 0.15 * np.maximum(0.0, form.weight + weights - 2 * shared) + 5.0)
    net = np.argpartition(-share, NET)[:NET]
    return max(score_forms(form, forms[at], OPTIONS) for at in net)


def ratios(designations, names):
    listed = sorted({prepared(name.natural) for item in designations for name in item.names})
    asked = [prepared(name) for name in names]
    return cdist(asked, listed, scorer=fuzz.ratio, dtype=np.uint8).max(axis=1)


def prepared(text):
    return " ".join(sorted(normalize(text).split()))


if __name__ == "__main__":
    main()
