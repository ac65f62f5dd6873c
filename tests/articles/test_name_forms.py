import pytest

from articles.conftest import Annotate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Benali, Karim, was designated pursuant to E.O. 13224.", ["Karim Benali"]),
        ("Officials said Benali, Karim, was designated on Monday.", ["Karim Benali"]),
        ("The office added bin Salem, Karim (DOB 1957) to the list.", ["Karim bin Salem"]),
        ("The office named Benali, Karim Yusuf, who was born in 1957.", ["Karim Yusuf Benali"]),
        ("The committee listed BENALI, Karim, in 2012.", ["Karim BENALI"]),
    ],
)
def test_list_style_is_one_person(annotated: Annotate, text: str, expected: list[str]) -> None:
    assert [person.name for person in annotated(text).persons] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paris, France, was listed among them.", "France Paris"),
        ("Aleppo, Syria, was accused of it.", "Syria Aleppo"),
        ("Portland, Oregon, was hit by storms.", "Oregon Portland"),
        ("Mr. Benali, Petrenko and Haddad left.", "Petrenko Benali"),
        ("Karim Benali, Haddad, was arrested.", "Haddad Benali"),
    ],
)
def test_other_words_with_commas_are_not(annotated: Annotate, text: str, name: str) -> None:
    assert name not in {one for person in annotated(text).persons for one in person.names}
