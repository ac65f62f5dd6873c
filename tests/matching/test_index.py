"""The name index: lossless, stored, shared."""

import csv
import json
import pickle
import random
from importlib.util import find_spec

import pytest

from sanxref.matching import Matcher, MatchingOptions, NameIndex, acceleration, compare_names
from sanxref.matching.options import ScoreWeights
from sanxref.matching.scoring import score_forms
from sanxref.model.designations import TargetKind
from sanxref.model.matches import Query
from sanxref.names import name_form

OPTIONS = MatchingOptions()


def found(index, text, threshold=OPTIONS.threshold):
    return index.candidates(name_form(text), threshold=threshold, weights=OPTIONS.score)


def texts(index, designations, names):
    return {
        designations[index.key(name)].names[int(index.arrays.position[name])].text for name in names
    }


def test_a_name_is_found_with_its_designation_and_place(index, designations):
    assert "TAMSEN, Omar" in texts(index, designations, found(index, "Omar Tamsen"))


@pytest.mark.parametrize("text", ["", "...", "Omar", "al", "Xu"])
def test_names_that_cannot_match_have_no_candidates(index, text):
    assert found(index, text) == ()


def test_stored_and_loaded_it_finds_the_same(index, tmp_path):
    folder = tmp_path / "index"
    index.save(folder)
    loaded = NameIndex.load(folder)
    assert loaded is not None
    assert loaded.digest == index.digest
    assert loaded.designations == index.designations
    for text in ("Omar Tambedou", "Kim Jong Hyuksin", "عبد الرحمن القدولاني", "Elshafani Omar"):
        assert found(loaded, text) == found(index, text)


def test_saving_replaces_an_older_index_as_a_whole(index, tmp_path):
    folder = tmp_path / "index"
    for _ in range(2):
        index.save(folder)
    assert [item.name for item in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize("damage", ["absent", "version", "words", "array", "json"])
def test_a_damaged_index_is_none(index, tmp_path, damage):
    folder = tmp_path / "index"
    if damage != "absent":
        index.save(folder)
    if damage == "version":
        (folder / "index.json").write_text(json.dumps({"version": 0}), encoding="utf-8")
    elif damage == "words":
        (folder / "words.tsv").write_text("half a line", encoding="utf-8")
    elif damage == "array":
        (folder / "postings.npy").write_bytes(b"")
    elif damage == "json":
        (folder / "index.json").write_text("{", encoding="utf-8")
    assert NameIndex.load(folder) is None


def test_open_builds_once_and_again_for_other_snapshots(designations, tmp_path):
    def opened(*key):
        return NameIndex.open(designations.values(), folder=tmp_path, key=key)

    first = opened("a", "b")
    stored = sorted(tmp_path.iterdir())
    again = opened("a", "b")
    assert again.digest == first.digest
    assert sorted(tmp_path.iterdir()) == stored
    assert opened("a", "c").digest != first.digest


def test_open_goes_on_where_nothing_can_be_stored(designations, tmp_path):
    place = tmp_path / "file"
    place.write_text("in the way", encoding="utf-8")
    assert len(NameIndex.open(designations.values(), folder=place, key=["a"])) > 0


def test_pickled_it_finds_the_same(index, tmp_path):
    index.save(tmp_path / "index")
    for original in (index, NameIndex.load(tmp_path / "index")):
        copy = pickle.loads(pickle.dumps(original))
        assert found(copy, "Omar Tambedou") == found(index, "Omar Tambedou")


def test_an_empty_index_finds_nothing():
    empty = NameIndex.build(())
    assert found(empty, "Omar Tambedou") == ()


def test_the_order_of_queries_changes_nothing(designations):
    queries = ["Omar Tambedou", "Oumar Tamsen", "Omar", "El Shafani Omar", "J Tambedou Omar"]
    forward = NameIndex.build(designations.values())
    backward = NameIndex.build(designations.values())
    there = [found(forward, text) for text in queries]
    back = [found(backward, text) for text in reversed(queries)]
    assert there == back[::-1]


def test_equal_designations_give_an_equal_digest(index, designations):
    assert NameIndex.build(designations.values()).digest == index.digest
    fewer = list(designations.values())[1:]
    assert NameIndex.build(fewer).digest != index.digest


@pytest.mark.parametrize(
    ("listed", "query"),
    [
        # Eight terms, of which the one with the last mark is near the heaviest word.
        ("Zobrinak de la van der Wukjimov", "J de K la L van M van N O Zobrinak Wukjimov"),
        # Words behind the thirty-second of a text.
        (
            "Zobrinak Wukjimov Zarqopil Webulazt",
            f"{'A B ' * 16}Zobrinak Wukjimov Zarqopil Webulazt",
        ),
        # A syllable that is a word of lineage in front of others and a name behind them.
        ("司马斌文", "马司斌"),
        ("김빈정", "김정빈"),
    ],
)
@pytest.mark.parametrize("weights", [OPTIONS.score, ScoreWeights(leftover=0.0, conflict=0.0)])
def test_rare_shapes_of_names_are_not_lost(listed, query, weights, way, designated):
    index = NameIndex.build([designated("1", listed)])
    names = index.candidates(name_form(query), threshold=0.7, weights=weights)
    score = score_forms(name_form(query), name_form(listed), MatchingOptions(score=weights))
    assert names == (0,) or score < 0.7, way


def test_an_alias_in_other_characters_of_the_same_sound_is_kept(designated):
    person = designated("1", "张晓东", "張曉東", "张晓东")
    index = NameIndex.build([person])
    assert len(index) == 2
    for name in person.names:
        (match,) = Matcher(index, {person.key: person}).match(Query(names=(name.text,)))
        assert match.name_met == name.text


@pytest.mark.parametrize("threshold", [0.6, 0.7, 0.85])
def test_nothing_that_reaches_the_threshold_is_left_out(un_index, un_names, damaged, threshold):
    """The index against exhaustive comparison with the same score, on real names."""
    rng = random.Random(int(threshold * 100))
    others = rng.sample(un_names, 1200)
    queries = [damaged(name, rng) for _, name in rng.sample(un_names, 25)]
    queries += [damaged(name, rng) for _, name in rng.sample(others, 25)]
    lost = []
    for query in queries:
        form = name_form(query)
        candidates = set(un_index.candidates(form, threshold=threshold, weights=OPTIONS.score))
        lost += [
            (query, name)
            for number, name in others
            if number not in candidates and score_forms(form, name_form(name), OPTIONS) >= threshold
        ]
    assert lost == []


@pytest.mark.parametrize("threshold", [0.6, 0.7, 0.85])
def test_many_queries_lose_nothing(  # noqa: PLR0917 - fixtures
    sdn_index, sdn_names, damaged, shared, threshold, way
):
    """Many at a time against exhaustive comparison: damaged SDN names and ordinary ones."""
    rng = random.Random(int(threshold * 100))
    with (shared / "cases" / "names_ordinary.csv").open(encoding="utf-8") as lines:
        ordinary = [row["full_name"] for row in csv.DictReader(lines)]
    others = rng.sample(sdn_names, 900)
    queries = [damaged(name, rng) for _, name in rng.sample(others, 30)]
    queries += rng.sample(ordinary, 10)
    numbers, names = sdn_index.candidates_many(
        queries,
        threshold=threshold,
        weights=OPTIONS.score,
        kinds=[frozenset()] * len(queries),
    )
    candidates = set(zip(numbers.tolist(), names.tolist(), strict=True))
    forms = [(number, name, name_form(name)) for number, name in others]
    lost = [
        (way, query, name)
        for asked, query in enumerate(queries)
        for number, name, form in forms
        if (asked, number) not in candidates
        and score_forms(name_form(query), form, OPTIONS) >= threshold
    ]
    assert lost == []


def test_many_queries_find_what_each_finds_in_either_way(
    sdn_index, sdn_names, damaged, monkeypatch
):
    """Compiled loops spare more names; none of these reaches the threshold."""
    rng = random.Random(8)
    queries = [damaged(name, rng) for _, name in rng.sample(sdn_names, 300)]
    queries += [f"Haji Mullah {name} von der Al" for _, name in rng.sample(sdn_names, 20)]
    queries += ["", "Omar", "Al", "Li Wei", "J. A. Smith", "x" * 70, " ".join(["Omar"] * 70)]

    def ask(texts):
        numbers, names = sdn_index.candidates_many(
            texts,
            threshold=0.7,
            weights=OPTIONS.score,
            kinds=[frozenset()] * len(texts),
        )
        found = {text: [] for text in texts}
        for number, name in zip(numbers.tolist(), names.tolist(), strict=True):
            found[texts[number]].append(name)
        return found

    monkeypatch.setattr(acceleration, "_LOADED", [None])
    one_by_one = {text: list(found(sdn_index, text)) for text in queries}
    assert ask(list(dict.fromkeys(queries))) == one_by_one
    if find_spec("numba"):
        monkeypatch.setattr(acceleration, "_LOADED", [])
        acceleration.kernels(1_000_000)
        compiled = ask(list(dict.fromkeys(queries[::-1])))
        listed = dict(sdn_names)
        for text, names in one_by_one.items():
            assert set(compiled[text]) <= set(names)
            for name in set(names) - set(compiled[text]):
                score = score_forms(name_form(text), name_form(listed[name]), OPTIONS)
                assert score < OPTIONS.threshold, (text, listed[name])


def test_kinds_of_target_are_asked_for_query_by_query(index, way):
    query = "Ivankovic Trading Limited"
    kinds = [frozenset({TargetKind.INDIVIDUAL}), frozenset({TargetKind.ENTITY}), frozenset()]
    numbers, _ = index.candidates_many(
        [query] * 3, threshold=0.7, weights=OPTIONS.score, kinds=kinds
    )
    assert numbers.tolist() == [1, 2], way


def test_candidates_are_compared_with_the_score_of_two_names(un_index, un_names):
    name = un_names[0][1]
    assert un_names[0][0] in found(un_index, name)
    assert compare_names(name, name).score > 0.9


def test_a_process_that_asks_again_and_again_gets_compiled_loops(monkeypatch):
    pytest.importorskip("numba")
    monkeypatch.setattr(acceleration, "_LOADED", [])
    monkeypatch.setattr(acceleration, "_ASKED", [0])
    assert acceleration.kernels(1) is None
    assert acceleration.kernels(999) is None
    for _ in range(10):
        compiled = acceleration.kernels(900)
    assert compiled is not None
    assert acceleration.kernels(1) is compiled
