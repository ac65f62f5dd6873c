import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.conftest import make_article
from sanxref.articles import annotate, open_recognizer
from sanxref.articles.nominatives import nominative_forms


@pytest.mark.parametrize(
    ("name", "nominative"),
    [
        ("Игорем Петелиным", "Игорь Петелин"),
        ("Алишером Махмудовым", "Алишер Махмудов"),
        ("Виктору Зильбербергу", "Виктор Зильберберг"),
        ("Владимира Соснина", "Владимир Соснин"),
        ("Сергеем Ивановичем Ладовым", "Сергей Иванович Ладов"),
        ("Павлом Рядовым", "Павел Рядов"),
        ("Никитой Валковским", "Никита Валковский"),
        ("Марии Лазаревой", "Мария Лазарева"),
        ("Марию Лазареву", "Мария Лазарева"),
        ("Валентиной Бондаренко", "Валентина Бондаренко"),
        ("Ксении Беккер", "Ксения Беккер"),
        ("Олега Черевички", "Олег Черевичка"),
        ("Олегом Кравцом", "Олег Кравец"),
        ("Омара Диалло", "Омар Диалло"),
        ("И. Петелиным", "И. Петелин"),
        ("Володимира Лісовського", "Володимир Лісовський"),
        ("Андрія Ткаченка", "Андрій Ткаченко"),
        ("Юлією Бондаренко", "Юлія Бондаренко"),
        ("Александра Лазарева", "Александр Лазарев"),
    ],
)
def test_names_in_oblique_cases(name: str, nominative: str) -> None:
    assert nominative in nominative_forms(name)


@pytest.mark.parametrize(
    "name",
    [
        "Игорь Петелин",
        "Анна Лазарева",
        "Мария Лазарева",
        "Дмитрий Валковский",
        "Андрей Бойко",
        "Сергей Рудзу",
        "Чулпан Хамидова",
        "Илья Ладов",
        "Никита Валковский",
        "Омар Диалло",
        "Юлія Бондаренко",
        "Петелиным",
        "ИГОРЕМ ПЕТЕЛИНЫМ",
        "Igorem Petelinym",
        "كريم بن علي",
        "",
    ],
)
def test_names_in_the_nominative_and_what_is_no_cyrillic_name(name: str) -> None:
    assert nominative_forms(name) == ()


@given(st.text("абвгдеийоруыьяюАБИСм -.’", max_size=40))
def test_few_forms_of_any_text(name: str) -> None:
    forms = nominative_forms(name)
    assert len(forms) <= 3
    assert name not in forms
    assert all(len(form.split()) == len(name.split()) for form in forms)


def names_of(text: str) -> list[tuple[str, ...]]:
    article = make_article(text, "ru")
    return [person.names for person in annotate(article, open_recognizer("capitals")).persons]


def test_the_form_in_the_text_goes_first() -> None:
    assert names_of("Встреча с Игорем Петелиным прошла вчера.") == [
        ("Игорем Петелиным", "Игорь Петелин")
    ]


def test_cases_of_one_name_are_one_person() -> None:
    text = "Суд вызвал Павла Рядова. По словам адвоката, с Павлом Рядовым не говорили."
    assert names_of(text) == [("Павла Рядова", "Павлом Рядовым", "Павел Рядов")]


def test_a_nominative_in_the_text_takes_the_place_of_guesses() -> None:
    text = "Сегодня Лев Густой прибыл. Полиция отказала Льву Густому."
    assert names_of(text) == [("Лев Густой", "Льву Густому")]


def test_two_persons_stay_two() -> None:
    text = "Вчера встреча Игоря Петелина с Виктором Петелиным прошла вчера."
    assert names_of(text) == [
        ("Игоря Петелина", "Игорь Петелин"),
        ("Виктором Петелиным", "Виктор Петелин"),
    ]
