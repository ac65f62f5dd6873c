"""The trained model that is shipped."""

import pickle
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import sanxref
from sanxref.claims.reader import Body, Name, NameKind, Passage, ReadingModel
from sanxref.errors import ConfigError
from sanxref.model.claims import Action
from sanxref.settings import load_settings

_WEIGHTS = Path(sanxref.__file__).parent / "claims" / "reader" / "english.npz"


def _passage(text: str, persons: tuple[str, ...], body: str, group: str) -> Passage:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Passage(
        text=text,
        names=tuple(Name(key=name, kind=NameKind.PERSON, spans=(span(name),)) for name in persons),
        bodies=(Body(span=span(body), group=group),),
        dates=(),
        cues=(),
    )


_PASSAGE = _passage(
    "The Treasury sanctioned Selim Barakat, a trader, its spokesman Harold Finch said.",
    ("Selim Barakat", "Harold Finch"),
    "The Treasury",
    "US",
)


@pytest.fixture(scope="module")
def model() -> ReadingModel:
    return load_settings().lexicon.reading["en"].model


def test_the_file_is_the_one_that_the_configuration_names(model: ReadingModel) -> None:
    assert model.read(_PASSAGE, least=0.5).findings


def test_a_target_is_told_from_who_speaks_of_it(model: ReadingModel) -> None:
    (found,) = model.read(_PASSAGE, least=0.5).findings
    assert (found.name, found.action, found.group) == ("Selim Barakat", Action.LISTED, "US")
    assert found.body == 0


def test_nothing_below_the_least_probability_is_told(model: ReadingModel) -> None:
    everything = model.read(_PASSAGE, least=0.0).findings
    assert len(everything) > len(model.read(_PASSAGE, least=0.5).findings)
    assert all(0.0 <= found.likelihood <= 1.0 for found in everything)
    # Two persons, two acts, and at least the five groups that are always thought of.
    assert len(everything) >= 2 * 2 * 5


def test_a_passage_that_names_nobody_tells_of_nobody(model: ReadingModel) -> None:
    assert model.read(replace(_PASSAGE, names=()), least=0.0).findings == ()


def test_a_passage_tells_of_a_designation_or_not(model: ReadingModel) -> None:
    other = _passage(
        "The Treasury sold bonds on Monday, Harold Finch said.",
        ("Harold Finch",),
        "The Treasury",
        "US",
    )
    for passage in (_PASSAGE, replace(_PASSAGE, names=())):
        assert model.read(passage, least=0.5).told > 0.5
    assert 0.0 <= model.read(other, least=0.5).told < 0.5


def test_a_passage_that_tells_nothing_is_left_after_a_glance(model: ReadingModel) -> None:
    other = _passage(
        "Nimal Perera scored 84 before he was bowled by Harold Finch, and added 60 for the third"
        " wicket. Sri Lanka made 251 for seven in 50 overs. The selectors name the team on Friday.",
        ("Nimal Perera", "Harold Finch"),
        "Sri Lanka",
        "other",
    )
    assert model.read(other, least=0.0, whole=True).findings
    glanced = model.read(other, least=0.0, whole=False)
    assert glanced.findings == ()
    assert glanced.told < 0.1
    for whole in (True, False):
        assert model.read(_PASSAGE, least=0.5, whole=whole).findings


def test_what_lies_behind_the_longest_passage_is_left_out(model: ReadingModel) -> None:
    text = "word " * 600 + "Treasury named Selim Barakat"
    passage = _passage(text, ("Selim Barakat",), "Treasury", "US")
    assert model.read(passage, least=0.0).findings == ()


def test_a_copy_in_another_process_reads_the_same(model: ReadingModel) -> None:
    copy = pickle.loads(pickle.dumps(model))
    assert copy.read(_PASSAGE, least=0.1) == model.read(_PASSAGE, least=0.1)


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.npz"
    other.write_bytes(_WEIGHTS.read_bytes()[:-1])
    with pytest.raises(ConfigError, match=r"not the reading model that reading\.yaml names"):
        ReadingModel(other, sha256(_WEIGHTS.read_bytes()).hexdigest()).read(_PASSAGE, least=0.5)


def test_a_damaged_or_missing_file_is_told_as_such(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"PK\3\4 nothing")
    digest = sha256(damaged.read_bytes()).hexdigest()
    for path in (damaged, tmp_path / "missing.npz"):
        with pytest.raises(ConfigError, match="cannot be read"):
            ReadingModel(path, digest).read(_PASSAGE, least=0.5)
