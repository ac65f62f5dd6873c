"""The whole table of what matching is measured by: targets, what was reached, the best peer.

    .venv/bin/python benchmarks/matching.py [--shared ../shared] [--no-speed]

Runs matching_accuracy.py, matching_ofac.py and matching_speed.py one after the other in this
process, prints what they print, and at the end one row for each measure. Peers that are not
installed are left out (matching_peers.py tells how to get them).
"""

import argparse
import csv
import sys
from pathlib import Path

import matching_accuracy
import matching_ofac
import matching_speed
from matching_peers import peers

DEVELOPMENT = "perturbed SDN names"
FRESH = "perturbed SDN names (fresh)"
SINGLE = "Arabic and Latin single names (UN list)"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--no-speed", action="store_true")
    arguments = parser.parse_args()
    figures = matching_accuracy.run(arguments.shared)
    rows = list(accuracy_rows(figures))
    rows.append(ofac_row(arguments.shared))
    if not arguments.no_speed:
        print("\n## Speed\n")
        sys.argv = [sys.argv[0], "--shared", str(arguments.shared)]
        matching_speed.main()
    print(
        "\n## The measures\n\n| measure | target | reached | best peer |\n| --- | --- | --- | --- |"
    )
    for row in rows:
        print("| " + " | ".join(row) + " |")


def accuracy_rows(figures):
    for name in ("pairs_ucd_people", "pairs_near_names"):
        yield (
            f"{name}, F1 / false-positive rate",
            ".95 / .04",
            *best(figures, name, "f1", "false"),
        )
    yield "pairs_proposed, F1", ".82", *best(figures, "pairs_proposed", "f1")
    for name in (DEVELOPMENT, FRESH):
        yield f"{name}, recall / false", ".95 / .06", *best(figures, name, "recall", "false")
        share, kind = figures[name, "sanxref"]["lowest"]
        yield f"{name}, lowest class", ".80", f"{share:.3f} ({kind})", "-"
    yield (
        "UN list, mangled: recall / false alerts",
        ".998 / 0",
        *best(figures, "UN list: mangled against ordinary", "recall", "false"),
    )
    yield (
        f"{SINGLE}, recall at precision .95",
        ".92",
        *best(figures, SINGLE, "recall at precision .95"),
    )
    for kind in ("hard aliases", "hard aliases of two words"):
        values = [
            " / ".join(f"{count:.1f}" for count in figures[kind, matcher]["alerts"])
            for matcher in ("sanxref", "token_sort_ratio")
        ]
        measure = f"{kind}, false alerts in 1,000 at recall .60 / .70 / .80"
        yield measure, "2 / 5 / 30", values[0], f"{values[1]} (token_sort_ratio)"


def best(figures, name, *keys):
    """Figures of sanxref, and of the other matcher that has most of the first one."""

    def shown(matcher):
        return " / ".join(f"{figures[name, matcher][key]:.3f}" for key in keys)

    others = [matcher for matcher in peers() if matcher != "sanxref" and (name, matcher) in figures]
    if not others:
        return shown("sanxref"), "-"
    first = max(others, key=lambda matcher: figures[name, matcher][keys[0]])
    return shown("sanxref"), f"{shown(first)} ({first})"


def ofac_row(shared):
    with (shared / "cases" / "ofac_scores.csv").open(encoding="utf-8") as reader:
        rows = [
            (row["query_name"], row["result_name"], max(0, int(row["ofac_score"])))
            for row in csv.DictReader(reader)
        ]
    errors = matching_ofac.errors_of(rows)
    peer = [abs(matching_ofac.peer_score(query, name) - score) for query, name, score in rows]
    return (
        "OFAC-comparable score, mean error",
        "2.0",
        f"{sum(errors) / len(errors):.2f}",
        f"{sum(peer) / len(peer):.2f} (Jaro-Winkler)",
    )


if __name__ == "__main__":
    main()
