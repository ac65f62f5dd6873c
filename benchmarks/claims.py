"""Claims by rule against plain co-occurrence of a person and a trigger word.

Run: python benchmarks/claims.py ../shared/cases/claims_dev.jsonl [capitals|spacy|auto]

The peer counts a claim for every person in a sentence with a word for a designation, with the one
authority that the sentence names; it is what ARTICLES.md section 6 calls plain co-occurrence.
"""

import re
import sys
import time
from pathlib import Path

import yaml

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import ClaimLexicon, cues_from_config, extract_claims, registry_from_config
from sanxref.evaluation.claims import evaluate_claims, read_passages
from sanxref.model.articles import Article

CONFIG = Path(__file__).resolve().parents[1] / "config"
TRIGGER = re.compile(r"(?i)\b(sanction|blacklist|designat|delist|listed|\w*list\b|frozen|freez)\w*")


def read(name):
    return yaml.safe_load((CONFIG / f"{name}.yaml").read_text(encoding="utf-8"))


def co_occurrence(annotated):
    """Persons in sentences with a trigger word."""
    text = annotated.article.text
    return {
        person.id
        for sentence in annotated.sentences
        if TRIGGER.search(text, sentence.start, sentence.end)
        for person in annotated.persons
        for mention in person.mentions
        if sentence.start <= mention.start < sentence.end
    }


def is_named(person, label):
    words = set(label.lower().replace("-", " ").split())
    return any(words <= set(name.lower().replace("-", " ").split()) for name in person.names)


def main(path, recognizer="auto"):
    registry = registry_from_config(read("authorities"), read("programmes"))
    lexicon = ClaimLexicon(registry, cues_from_config(read("cues")))
    opened = open_recognizer(recognizer)
    ours = evaluate_claims(
        path, lambda article, named: annotate(article, opened, named=named), lexicon
    )
    found = made = labels = 0
    annotated = []
    for passage in read_passages(path):
        article = Article(
            id=passage.id,
            source=passage.id,
            text=passage.text,
            title="",
            published=passage.published,
            language="en",
            sha256="",
        )
        annotated.append(annotate(article, opened))
        persons = {person.id: person for person in annotated[-1].persons}
        guessed = co_occurrence(annotated[-1])
        named = {label.person for label in passage.claims}
        labels += len(named)
        found += sum(any(is_named(persons[key], name) for key in guessed) for name in named)
        made += len(guessed)
    begin = time.process_time()
    for article in annotated:
        extract_claims(article, lexicon)
    seconds = time.process_time() - begin
    recall, precision = found / labels, found / made
    peer = 2 * recall * precision / (recall + precision)
    print(f"recognizer {opened.key}, {ours.count} passages, {ours.positives} claims")
    print(
        f"rules         recall {ours.recall:.3f}  precision {ours.precision:.3f}  F1 {ours.f1:.3f}"
    )
    print("              (person, authority group and action)")
    print(f"co-occurrence recall {recall:.3f}  precision {precision:.3f}  F1 {peer:.3f}")
    print("              (person alone, each once per passage)")
    print(f"ratio of F1   {ours.f1 / peer:.2f}")
    print(f"extraction    {ours.count / seconds:.0f} passages per CPU second")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
