"""Words of the lists that a word can meet: what comparing it with each of them gives."""

import random

import pytest

from sanxref.matching import acceleration
from sanxref.names.similarity import word_similarity
from sanxref.names.words import WordRole, make_word

WRITTEN = ["ahmet", "jon", "sok", "ivanovich", "igor", "abdalrahman", "nur", "hamidulah", "grca",
           "moh", "a", "xu", "zaharov", "kirn"]  # fmt: skip


def near_by_comparison(words, word):
    alike = ((at, word_similarity(word, words[at])) for at in range(len(words)))
    return {at: similarity for at, similarity in alike if similarity}


def damaged(text, rng):
    at = rng.randrange(len(text))
    return rng.choice([text[:at] + text[at + 1 :], text[: at + 1], text[:at] + "e" + text[at:]])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_look_ups_find_what_comparing_with_every_word_finds(un_index, seed):
    rng = random.Random(seed)
    words = un_index.table.words
    texts = [words[at].text for at in rng.sample(range(len(words)), 20)]
    texts += [damaged(text, rng) or "o" for text in texts] + WRITTEN
    for text in texts:
        role = WordRole.INITIAL if len(text) == 1 else WordRole.CORE
        for abjad in (False, True):
            word = make_word(text, role, abjad=abjad)
            found = dict(un_index.table.near(word))
            assert found == pytest.approx(near_by_comparison(words, word)), (text, abjad)


def test_many_words_have_the_neighbours_that_each_has(un_index, way):  # noqa: ARG001 - both ways
    rng = random.Random(5)
    words = un_index.table.words
    asked = [words[at] for at in rng.sample(range(len(words)), 150)]
    asked += [
        make_word(damaged(word.text, rng) or "o", word.role, abjad=word.abjad) for word in asked
    ]
    asked += [make_word(word.text, word.role, abjad=not word.abjad) for word in asked[:20]] + asked[
        :20
    ]
    near = un_index.table.near_many(asked)
    for number, word in enumerate(asked):
        span = slice(near.starts[number], near.starts[number + 1])
        found = dict(zip(near.places[span].tolist(), near.similarity[span].tolist(), strict=True))
        if number % 10 == 0:
            assert found == pytest.approx(near_by_comparison(words, word)), word.text
        assert found == dict(un_index.table.near(word)), word.text


def test_compiled_and_plain_loops_give_the_same_to_the_last_bit(un_index, monkeypatch):
    pytest.importorskip("numba")
    rng = random.Random(6)
    words = un_index.table.words
    asked = [words[at] for at in range(0, len(words), 4)]
    asked += [
        make_word(damaged(word.text, rng) or "o", WordRole.CORE, abjad=word.abjad) for word in asked
    ]
    found = []
    for loaded in ([None], []):
        monkeypatch.setattr(acceleration, "_LOADED", loaded)
        acceleration.kernels(1_000_000)
        found.append(un_index.table.near_many(asked))
    plain, compiled = found
    assert plain.starts.tolist() == compiled.starts.tolist()
    assert plain.places.tolist() == compiled.places.tolist()
    assert plain.similarity.tolist() == compiled.similarity.tolist()


def test_a_least_similarity_leaves_out_only_what_is_below(un_index):
    words = un_index.table.words
    for at in random.Random(4).sample(range(len(words)), 40):
        word = words[at]
        enough = {item for item in un_index.table.near(word) if item[1] >= 0.74}
        assert enough <= set(un_index.table.near(word, 0.74))
