"""Roles, states and bodies outside English, by capitals."""

import pytest

from articles.conftest import make_article
from sanxref.articles import annotate, open_recognizer


def persons(text: str, language: str) -> list[str]:
    article = make_article(text, language)
    return [person.name for person in annotate(article, open_recognizer("capitals")).persons]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Бизнесмен Иван Петренко прибыл.", "Иван Петренко"),
        ("ru", "Журналистка Мария Лазарева прибыла.", "Мария Лазарева"),
        ("ru", "Президент России Иван Петренко прибыл.", "Иван Петренко"),
        ("uk", "Підприємець Іван Петренко прибув.", "Іван Петренко"),
        ("fr", "Journaliste Karim Benali est arrivé.", "Karim Benali"),
        ("es", "Empresario Juan Gómez viajó ayer.", "Juan Gómez"),
        ("es", "El Presidente de Venezuela Juan Gómez Soto viajó.", "Juan Gómez Soto"),
        ("de", "Gestern sprach der Unternehmer Karl Weber.", "Karl Weber"),
        ("de", "Gestern sprach Außenministerin Klara Weber.", "Klara Weber"),
    ],
)
def test_roles_are_no_part_of_names(language: str, text: str, name: str) -> None:
    assert persons(text, language) == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Соединённые Штаты и Совбез ООН приняли решение."),
        ("ru", "Решение Верховного Суда и Совета Безопасности известно."),
        ("uk", "Сполучені Штати та Верховна Рада ухвалили рішення."),
        ("fr", "Les États-Unis et le Conseil de Sécurité ont voté."),
        ("fr", "L’Union Européenne et les Nations Unies ont voté."),
        ("es", "Estados Unidos y el Consejo de Seguridad votaron."),
        ("es", "Arabia Saudita y los Emiratos Árabes Unidos votaron."),
        ("de", "Die Vereinigten Staaten und die Europäische Union stimmten zu."),
    ],
)
def test_states_and_bodies_are_no_persons(language: str, text: str) -> None:
    assert persons(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Вчера Иван Майоров прибыл.", "Иван Майоров"),
        ("ru", "Вчера Павел Востоков прибыл.", "Павел Востоков"),
        ("es", "Ayer Juan Cortés viajó.", "Juan Cortés"),
        ("de", "Gestern kam Karl Richter.", "Karl Richter"),
        ("en", "On Monday Reino Laine left.", "Reino Laine"),
        ("en", "On Monday Chris Hoy left.", "Chris Hoy"),
    ],
)
def test_family_names_like_nouns_stay_names(language: str, text: str, name: str) -> None:
    assert persons(text, language) == [name]
