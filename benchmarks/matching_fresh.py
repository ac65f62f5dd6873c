"""Sets that no rule was chosen on, made afresh from the lists with a seed.

Perturbations are of the kinds of sanctions-screening-benchmark, made by other code and in other
ways (other widths, keyboards, transliterations, titles), on persons of a later list. Nothing here
is read by the product.
"""

import random
from collections import defaultdict

from sanxref.model.designations import AliasQuality, TargetKind
from sanxref.names import name_form, normalize

SEED = 20261122
PERSONS = 200
TITLES = ("Mr.", "Colonel", "Dr", "Sheikh", "Prof.")
MISREAD = (("m", "rn"), ("d", "cl"), ("e", "c"), ("l", "1"), ("o", "0"), ("b", "8"), ("u", "ii"))
GERMAN = (("sh", "sch"), ("ch", "tsch"), ("y", "j"), ("v", "w"), ("zh", "sch"))
FRENCH = (("u", "ou"), ("sh", "ch"), ("j", "dj"), ("w", "ou"), ("k", "q"))
GREEK = str.maketrans("AEIOHKMNTPXYZ", "ΑΕΙΟΗΚΜΝΤΡΧΥΖ")


def persons_of(designations, count=PERSONS, seed=SEED):
    rng = random.Random(seed)
    individuals = [
        item
        for item in designations
        if item.kind is TargetKind.INDIVIDUAL and len(item.primary_name.natural.split()) > 1
    ]
    return rng.sample(individuals, count)


def perturbed_cases(people, seed=SEED):
    """(query, place of the person or None, kind, place of the person it was made of)."""
    rng = random.Random(seed + 1)
    for place, person in enumerate(people):
        written = person.primary_name.text
        for kind, change in KINDS.items():
            query = change(written, rng)
            if query and normalize(query) and query.casefold() != written.casefold():
                yield query, place, kind, place
        other = people[(place + 1 + rng.randrange(len(people) - 1)) % len(people)]
        for kind, change in OTHERS.items():
            query = change(person.primary_name.natural, other.primary_name.natural, rng)
            if query:
                yield query, None, kind, place


def truncated(text, rng):
    width = rng.choice((18, 22, 28, 32))
    return text[:width].strip() if len(text) > width else None


def initialled(text, rng):
    words = text.split()
    at = rng.randrange(len(words))
    words[at] = words[at][0] + "."
    return " ".join(words) if len(words) > 2 else None


def mistyped(text, rng):
    places = [at for at, letter in enumerate(text) if letter.isalpha()]
    at, letter = rng.choice(places), rng.choice("abcdefghijklmnopqrstuvwxyz")
    return rng.choice((
        text[:at] + letter + text[at + 1 :], text[:at] + letter + text[at:],
        text[:at] + text[at + 1 :],
    ))  # fmt: skip


def swapped(text, rng):
    places = [at for at in range(len(text) - 1) if text[at : at + 2].isalpha()]
    at = rng.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def vowels_dropped(text, _):
    return " ".join(
        word[0] + "".join(letter for letter in word[1:] if letter.lower() not in "aeiou")
        for word in text.split()
    )


def word_left_out(text, rng):
    words = text.replace(",", "").split()
    if len(words) < 3:
        return None
    words.pop(rng.randrange(len(words)))
    return " ".join(words)


def reordered(text, rng):
    words = text.replace(",", "").split()
    rng.shuffle(words)
    return " ".join(words)


def spelt(rules):
    def respell(text, _):
        lower = text.lower()
        for one, other in rules:
            lower = lower.replace(one, other, 1)
        return lower.title()

    return respell


def misread(text, rng):
    able = [rule for rule in MISREAD if rule[0] in text.lower()]
    return text.lower().replace(*rng.choice(able), 1).title() if able else None


def space_moved(text, rng):
    places = [at for at, letter in enumerate(text) if letter == " " and text[at - 1] != ","]
    if not places:
        return None
    at = rng.choice(places)
    return text[: at - 1] + " " + text[at - 1] + text[at + 1 :]


KINDS = {
    "truncation": truncated,
    "initial": initialled,
    "typing": mistyped,
    "neighbours swapped": swapped,
    "vowels dropped": vowels_dropped,
    "word left out": word_left_out,
    "other order": reordered,
    "German spelling": spelt(GERMAN),
    "French spelling": spelt(FRENCH),
    "misread": misread,
    "space moved": space_moved,
    "title": lambda text, rng: f"{rng.choice(TITLES)} {text}",
    "joined": lambda text, _: text.replace("-", "").replace("'", ""),
    "Greek capitals": lambda text, _: text.upper().translate(GREEK),
    "accents": lambda text, _: text.replace("a", "á").replace("o", "ö").replace("u", "û"),
}


def given_of_another(one, other, _):
    return f"{other.split()[0]} {one.split()[-1]}"


def surname_of_another(one, other, _):
    return " ".join((*one.split()[:-1], other.split()[-1]))


def letters_of_another(one, other, _):
    """Keep the first and the last letter of the longest word; the rest is another person's."""
    words = one.split()
    at = max(range(len(words)), key=lambda place: len(words[place]))
    inside = max(other.split(), key=len)[1:-1].lower()
    if len(words[at]) < 5:
        return None
    words[at] = words[at][0] + inside + words[at][-1]
    return " ".join(words)


OTHERS = {
    "given name of another": given_of_another,
    "surname of another": surname_of_another,
    "letters of another": letters_of_another,
}


def arabic_words(designations):
    """Single words in Arabic script with the Latin word that stands in the same place.

    From persons of the UN list, whose names are published in both. Words are paired by their
    place, where both names have as many; some pairs are wrong, where the order is another.
    """
    pairs = set()
    for item in designations:
        if item.kind is not TargetKind.INDIVIDUAL:
            continue
        latin = [
            word
            for word in normalize(item.primary_name.natural.replace("-", " ")).split()
            if word not in {"al", "el"}
        ]
        if set(latin) & {"abd", "abdul", "bin", "ibn", "abu"}:
            continue  # written in one word or two
        for name in item.names:
            arabic = name.natural.split() if name.script == "Arab" else ()
            if len(arabic) == len(latin):
                pairs |= {(a, b) for a, b in zip(arabic, latin, strict=True) if len(a) > 2 < len(b)}
    return sorted(pairs)


def crossed(pairs, times=20, seed=SEED):
    """The pairs, and for each word in Arabic script as many words that were never its spelling."""
    rng = random.Random(seed)
    spellings = defaultdict(set)
    for arabic, latin in pairs:
        spellings[arabic].add(latin)
    everyone = sorted({latin for _, latin in pairs})
    for arabic, latin in pairs:
        yield arabic, latin, True
        for other in rng.sample(
            [word for word in everyone if word not in spellings[arabic]], times
        ):
            yield arabic, other, False


def years(designation):
    return {item.date.year for item in designation.birth_dates if item.date and item.date.year}


def same_persons(un, ofac, matcher, query):
    """Pairs of individuals on both lists: names that match, and years of birth a year apart.

    Args:
        un: Designations of the one list.
        ofac: Those of the other, by key.
        matcher: Of the other list.
        query: Makes a query of a designation's names.
    """
    pairs, taken = [], set()
    for item in un:
        if item.kind is not TargetKind.INDIVIDUAL:
            continue
        best = None
        for match in matcher.match(query(item)):
            other = next(key for key in ofac if key.reference == match.reference)
            apart = [abs(a - b) for a in years(item) for b in years(ofac[other])]
            if apart and min(apart) <= 1 and (best is None or match.score > best[0]):
                best = match.score, other
        if best and best[1] not in taken:
            taken.add(best[1])
            pairs.append((item, ofac[best[1]]))
    return pairs


def hard_aliases(pairs):
    """(alias of one list, the other entry's names but for equal ones), both ways."""
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            aliases = [
                name.natural
                for name in one.names
                if name.quality is AliasQuality.STRONG and name.script == "Latn"
                if name.natural != one.primary_name.natural
            ]
            for alias in dict.fromkeys(aliases):
                names = [
                    name.natural for name in other.names if words(name.natural) != words(alias)
                ]
                if names:
                    yield alias, names


def words(text):
    return sorted(normalize(text).split())


def of_two_words(name):
    return name_form(name).names > 1
