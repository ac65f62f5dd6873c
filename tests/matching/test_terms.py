"""Words of queries: what is read quickly is what reading the whole name gives."""

import random

import pytest

from sanxref.names import name_form
from sanxref.names.words import plain_words, read_name, read_names

MIXED = """
    Omar Diab Nájera Łukasz Jr Dr al Al AL bin Abu de la Van Abdul Rahman Rahim Allah Ullah Uddin
    Din Sheikh Mullah Ivanovich Petrovna O'Neil D’Arc Smith-Jones J J. 3rd X Ⅱ Li Le Ben Ash Said
    Нур Маhmud Aиша محمد 金 Ζωή e y and Ltd Mc Mr. Gen abd abdal Karim's naïve ſtraße ﬁsher Ａｎｎａ
""".split()  # noqa: SIM905 - read more easily


def assert_read_alike(words):
    read = plain_words(words)
    assert read == [plain_words([word])[0] for word in words]
    if None not in read:
        form = read_name(" ".join(words))
        assert tuple(read) == form.words, words
        assert name_form(" ".join(words)) == form


@pytest.mark.parametrize("seed", range(4))
def test_plain_words_are_the_same_whatever_stands_beside_them(seed):
    rng = random.Random(seed)
    for _ in range(3000):
        assert_read_alike(rng.choices(MIXED, k=rng.randint(1, 5)))


@pytest.mark.parametrize("seed", range(2))
def test_names_with_commas_are_read_alike(seed):
    rng = random.Random(seed)
    for _ in range(2000):
        words = rng.choices([*MIXED, "Omar,", "Diab,", "Lee;", "Director", "Karim,", ","], k=4)
        assert name_form(" ".join(words)) == read_name(" ".join(words)), words


def test_many_names_are_read_as_each_is(un_names, sdn_names):
    rng = random.Random(3)
    names = [name for _, name in un_names + sdn_names]
    names += [" ".join(rng.choices(MIXED, k=rng.randint(1, 5))) for _ in range(3000)]
    assert read_names(names) == [read_name(name) for name in names]


def test_plain_words_of_listed_names_are_those_of_the_names(un_names, sdn_names):
    rng = random.Random(9)
    for _, name in un_names + sdn_names:
        assert_read_alike(name.split())
        assert_read_alike(rng.sample(name.split(), len(name.split())))


@pytest.mark.parametrize(
    "written", ["al", "Dr", "Ivanovich", "Abdul", "J", "Smith-Jones", "محمد", "Allah", "", "3rd"]
)
def test_what_depends_on_its_place_is_not_plain(written):
    assert plain_words([written]) == [None]
