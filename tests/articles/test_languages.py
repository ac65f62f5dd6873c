import pytest

from sanxref.articles import languages
from sanxref.articles.languages import UNDETERMINED, identify_language

ENGLISH = (
    "The man was in the house of his brother and said that the door had been open, and that it was"
    " not the first time. The police said that the house was searched and that the man is with his"
    " family. "
)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError

    monkeypatch.setattr(languages, "_identifier", refuse)


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH * 2, "en"),
        ("Ο άνδρας ήταν στο σπίτι του αδελφού του και είπε ότι η πόρτα ήταν ανοιχτή", "el"),
        ("האיש היה בביתו של אחיו ואמר כי הדלת הייתה פתוחה כל היום ולא נסגרה", "he"),
        ("그 남자는 형의 집에 있었고 문이 열려 있었다고 말했다", "ko"),
        ("Karim Benali", UNDETERMINED),
        ("", UNDETERMINED),
    ],
)
def test_the_model_is_not_loaded_where_the_letters_tell(text: str, language: str) -> None:
    assert identify_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L’homme était dans la maison de son frère et a dit que la porte était ouverte.", "fr"),
        ("Der Mann war im Haus seines Bruders und sagte, dass die Tür offen gewesen sei.", "de"),
        ("Мужчина был в доме своего брата и сказал, что дверь была открыта весь день.", "ru"),
        ("The man was in the house of his brother and said that the door was open.", "en"),
    ],
)
def test_the_model_tells_the_rest(text: str, language: str) -> None:
    assert identify_language(text) == language
