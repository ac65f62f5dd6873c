import pytest

from articles.conftest import make_article, spot
from sanxref.articles import annotate, open_recognizer
from sanxref.articles.arabic_names import extend_arabic


@pytest.mark.parametrize(
    ("text", "spotted", "name"),
    [
        ("اعتقلت الشرطة محمد عبد الرحمن في دمشق", "محمد عبد", "محمد عبد الرحمن"),
        ("قال سالم بن عبد الله أمس", "سالم", "سالم بن عبد الله"),
        ("وقال أبو بكر الحسني للصحفيين", "بكر الحسني", "أبو بكر الحسني"),
        ("زار عبد الكريم الحسني المدينة", "الكريم الحسني", "عبد الكريم الحسني"),
        ("قال سالم بن خالد بن علي أمس", "سالم", "سالم بن خالد بن علي"),
    ],
)
def test_what_a_word_governs_belongs_to_the_name(text: str, spotted: str, name: str) -> None:
    assert extend_arabic(text, spot(text, spotted)).text == name
    (person,) = annotate(
        make_article(text, "ar"), open_recognizer("capitals"), spotted=[spot(text, spotted)]
    ).persons
    assert person.name == name


@pytest.mark.parametrize(
    ("text", "spotted"),
    [
        ("قال كريم الحسني في دمشق", "كريم الحسني"),
        ("زار كريم الحسني المدينة أمس", "كريم الحسني"),
        ("التقى كريم الحسني وسالم الحسني", "كريم الحسني"),
        ("قال كريم الحسني، ابن المدينة", "كريم الحسني"),
        ("He met Karim Abd bin Salem.", "Karim Abd"),
    ],
)
def test_other_words_do_not(text: str, spotted: str) -> None:
    assert extend_arabic(text, spot(text, spotted)).text == spotted
