"""Alias phrases of other languages; the English ones are in test_persons.py."""

import pytest

from articles.conftest import make_article, spot
from sanxref.articles import annotate, open_recognizer


@pytest.mark.parametrize(
    ("language", "text", "alias"),
    [
        ("en", "Karim Benali, known to everyone as Petit Papa, fled.", "Petit Papa"),
        ("en", "Karim Benali, who is known among traders as Samir Haddad, fled.", "Samir Haddad"),
        ("en", "Karim Benali, who goes by the name of Samir Haddad, fled.", "Samir Haddad"),
        ("fr", "Karim Benali, dit Samir Haddad, a été arrêté.", "Samir Haddad"),
        ("fr", "Karim Benali, surnommé « Abou Karim », a été arrêté.", "Abou Karim"),
        ("fr", "Karim Benali, également connu sous le nom de Samir Haddad.", "Samir Haddad"),
        ("fr", "Karim Benali, connu sous le nom d’Omar Haddad, a fui.", "Omar Haddad"),
        ("es", "Karim Benali, conocido como Samir Haddad, huyó.", "Samir Haddad"),
        ("es", "Karim Benali, alias El Moro, huyó.", "El Moro"),
        ("es", "Karim Benali, también conocido como «El Moro», huyó.", "El Moro"),
        ("pt", "Karim Benali, também conhecido como Samir Haddad, fugiu.", "Samir Haddad"),
        ("de", "Karim Benali, genannt Abu Samir, wurde verhaftet.", "Abu Samir"),
        ("de", "Karim Benali, bekannt als „Abu Samir“, wurde verhaftet.", "Abu Samir"),
        ("ru", "Иван Петренко, известный как Иван Гром, бежал.", "Иван Гром"),
        ("ru", "Иван Петренко, он же Абу Самир, бежал.", "Абу Самир"),
        ("ru", "Иван Петренко по кличке «Гром» бежал.", "Гром"),
        ("uk", "Іван Петренко, відомий як Іван Грім, утік.", "Іван Грім"),
    ],
)
def test_phrases_join_names(language: str, text: str, alias: str) -> None:
    (person,) = annotate(make_article(text, language), open_recognizer("capitals")).persons
    assert alias in person.names


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("قال كريم الحسني المعروف باسم أبو خالد السوري أمس", "أبو خالد السوري"),
        ("قال كريم الحسني، الملقب بـ«أبو خالد»، أمس", "أبو خالد"),
    ],
)
def test_arabic_phrases_join_names(text: str, alias: str) -> None:
    spotted = [spot(text, "كريم الحسني")]
    (person,) = annotate(
        make_article(text, "ar"), open_recognizer("capitals"), spotted=spotted
    ).persons
    assert person.names == ("كريم الحسني", alias)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Karim Benali, known among bankers as Samir Haddad's cashier, fled."),
        ("en", "Karim Benali, known in Tunis for his work as Samir Haddad wanted it, fled."),
        ("en", "Karim Benali went by Samir Haddad's house on Friday."),
        ("fr", "Karim Benali, dit-on, a rencontré Samir Haddad."),
        ("fr", "Karim Benali dit que Samir Haddad a fui."),
        ("es", "Karim Benali, conocido por su fortuna, llamó a Samir Haddad."),
        ("de", "Karim Benali, bekannt als Händler, traf Samir Haddad."),
        ("ru", "Иван Петренко, известный как торговец, встретил Павла Рядова."),
        ("ru", "Иван Петренко известил Павла Рядова."),
    ],
)
def test_other_phrases_do_not(language: str, text: str) -> None:
    found = annotate(make_article(text, language), open_recognizer("capitals"))
    assert len(found.persons) == 2
