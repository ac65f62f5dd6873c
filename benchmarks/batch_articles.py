"""Makes articles for the batch benchmark: our own sentences, made-up persons, at times a target.

    .venv/bin/python benchmarks/batch_articles.py --number 20000 --out /tmp/articles.jsonl

One article in twenty names an individual of the lists in the cache, as listed or with a letter
changed. The same seed and lists give the same bytes.
"""

# ruff: noqa: SIM905  (words are read more easily so)
import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from sanxref import load_settings
from sanxref.model.designations import AliasQuality, TargetKind

GIVEN = """Agnes Alan Amina Anders Ana Beth Bruno Carla Chidi Clara Dario Dina Edwin Elena Emeka
Erik Esther Fiona Freya George Gita Hana Harold Helga Hugo Ines Ivan Jana Joan Jonas Kamal Karin
Kofi Lars Leila Lena Linh Luca Mara Marek Mei Mina Nadia Nils Nora Olga Omar Otto Paula Pedro Priya
Rana Rosa Rune Samir Sara Selma Simon Sofia Sunil Tariq Teresa Thea Tom Uma Vera Viktor Wanda
Yusuf Zoe""".split()
FAMILY = """Abara Adler Almeida Andersen Baker Barros Becker Bello Berg Brandt Carvalho Castle Chen
Costa Dahl Dietrich Duarte Eklund Farmer Ferreira Fischer Fletcher Gomes Gruber Haas Hansen
Hartmann Holm Huang Iversen Jansen Joshi Kaplan Keller Kimura Kowalski Kruger Lang Larsen Lindqvist
Lopes Madsen Marsh Mensah Meyer Moreau Mori Nakamura Nilsen Novak Okafor Olsen Park Patel Pereira
Quinn Rasmussen Reyes Ribeiro Rossi Sato Schulz Silva Singh Sorensen Stone Tanaka Tavares Thorne
Vance Vogel Walsh Weber Wong Yamada Zeller""".split()
TOWNS = """Ashford Brindle Corvale Dunmoor Elmstead Farleigh Greywick Harrowby Inverlea Kestrel
Larkhill Millbrook Northbeck Oakhampton Penrose Quarry Ridgemont Stonebridge Tolland Wexcombe
""".split()
SENTENCES = (
    "The council of {town} voted on {day} to keep the ferry running through the winter.",
    "{name}, who has led the harbour office for {n} years, said the timetable was long overdue.",
    "Residents had complained that the last boat left before the factory shift ended.",
    "According to {name}, the number of passengers rose by {n} per cent after fares were cut.",
    "A spokesman for the bus company said it would look at the figures before it decided.",
    "The budget sets aside {n} million for roads, schools and the repair of the old bridge.",
    "We cannot wait another year, {name} told a meeting in {town} that lasted until midnight.",
    "Farmers around {town} expect a smaller harvest because rain came late this spring.",
    "The school's choir, led by {name}, will sing at the opening of the library.",
    "Prices for bread and milk rose again in {month}, though more slowly than a year ago.",
    "{name} scored twice as the home side beat {town} by three goals to one.",
    "Engineers found cracks in {n} of the pillars and closed one lane as a precaution.",
    "The hospital will open a second ward for children, its director {name} announced.",
    "Volunteers planted {n} trees along the river, most of them oak and willow.",
    "Critics say that the plan does little for those who live outside the town.",
    "A study by the university found that fewer young people move away than ten years ago.",
    "The shop of {name} has sold bicycles in {town} since the railway closed.",
    "Trains between {town} and the coast will run every half hour from {month}.",
    "The museum shows photographs by {name} until the end of {month}.",
    "Police asked drivers to avoid the market square while the road is being mended.",
)
TARGET = "{name} was seen in {town} in {month}, two people who know him said."
MONTHS = "January February March April June July August September October November".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
SHARE = 0.05
LENGTH = (9, 17)  # sentences; 200 words on average


def listed_names(cache: Path | None) -> list[str]:
    settings = load_settings(cache=cache)
    screener = settings.open_screener(recognizer="capitals")
    return sorted(
        name.natural
        for designation in screener.designations.values()
        if designation.kind is TargetKind.INDIVIDUAL
        for name in designation.names
        if name.quality is AliasQuality.STRONG and len(name.natural.split()) > 1
        and name.natural.isascii()
    )  # fmt: skip


def damaged(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(name))
    return name[:place] + chance.choice("aeiorst") + name[place + 1 :]


def articles(number: int, names: list[str], seed: int) -> Iterator[dict[str, str]]:
    chance = random.Random(seed)
    for count in range(number):
        persons = [f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}" for _ in range(3)]
        lines = chance.sample(SENTENCES, chance.randint(*LENGTH))
        if names and chance.random() < SHARE:
            name = " ".join(word.capitalize() for word in chance.choice(names).split())
            shown = damaged(name, chance) if chance.random() < 0.5 else name
            lines.insert(chance.randrange(len(lines)), TARGET.replace("{name}", shown))
        text = " ".join(
            line.replace("{name}", chance.choice(persons))
            .replace("{town}", chance.choice(TOWNS))
            .replace("{month}", chance.choice(MONTHS))
            .replace("{day}", chance.choice(DAYS))
            .replace("{n}", str(chance.randint(2, 90)))
            for line in lines
        )
        title = f"Notes from {chance.choice(TOWNS)}, {count}"
        day = f"2026-{chance.randint(1, 10):02d}-{chance.randint(1, 28):02d}"
        yield {"id": str(count), "title": title, "date": day, "text": text}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    names = listed_names(chosen.cache)
    with chosen.out.open("w", encoding="utf-8") as sink:
        for article in articles(chosen.number, names, chosen.seed):
            sink.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
