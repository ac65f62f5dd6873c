"""Measure how well persons are found on labelled news articles.

    python benchmarks/articles_persons.py ../shared/cases/newswire_asia.jsonl.gz

Prints, for each recognizer, with and without what `annotate` adds to it: precision and recall of
mentions (a mention counts where it overlaps a labelled span), the share of distinct full names of
each article that some mention touches, and words per CPU second. It ends with one line of JSON.
"""

import argparse
import gzip
import json
import time
from pathlib import Path

from sanxref.articles import annotate, open_recognizer
from sanxref.model.articles import Article, MentionKind


def read_cases(path: Path, limit: int | None) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:limit]


def article_of(case: dict) -> Article:
    # The labels' offsets are those of the text as it is: no repair.
    return Article(
        id=case["id"],
        source=case["id"],
        text=case["text"],
        title="",
        published=None,
        language="en",
        sha256="",
    )


def spans_of(case: dict, recognizer, *, whole: bool) -> list[tuple[int, int]]:
    if whole:
        annotated = annotate(article_of(case), recognizer)
        return [(m.start, m.end) for person in annotated.persons for m in person.mentions]
    found = recognizer.recognize(case["text"], "en")
    return [(m.start, m.end) for m in found if m.kind is MentionKind.PERSON]


def measure(cases: list[dict], recognizer, *, whole: bool) -> dict[str, float]:
    recognizer.recognize("Ivan Petrenko came.", "en")  # load the model outside of the time
    right = found = labelled = met = names = touched = words = 0
    started = time.process_time()
    for case in cases:
        spans = spans_of(case, recognizer, whole=whole)
        gold = [tuple(entity) for entity in case["ents"]]
        words += len(case["text"].split())
        found += len(spans)
        right += sum(any(overlap(span, one) for one in gold) for span in spans)
        labelled += len(gold)
        hits = [one for one in gold if any(overlap(span, one) for span in spans)]
        met += len(hits)
        full = {case["text"][a:b] for a, b in gold if " " in case["text"][a:b].strip()}
        names += len(full)
        touched += len(full & {case["text"][a:b] for a, b in hits})
    seconds = time.process_time() - started
    return {
        "precision": round(right / found, 3),
        "recall": round(met / labelled, 3),
        "full_names_touched": round(touched / names, 3),
        "words_per_cpu_second": round(words / seconds),
    }


def overlap(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="read so many articles only")
    options = parser.parse_args()
    cases = read_cases(options.cases, options.limit)
    figures = {}
    for name in ("capitals", "spacy"):
        recognizer = open_recognizer(name)
        for whole in (False, True):
            label = f"{name}{' + annotate' if whole else ' alone'}"
            figures[label] = measure(cases, recognizer, whole=whole)
            print(f"{label:22}", figures[label])
    print(json.dumps({"articles": len(cases), "figures": figures}))


if __name__ == "__main__":
    main()
