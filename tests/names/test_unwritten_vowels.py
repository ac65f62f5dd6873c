"""Sounds: a word written without short vowels against its Latin spellings."""

import pytest

from sanxref.names import name_form
from sanxref.names.unwritten_vowels import sound_cost


def cost(arabic, latin):
    return sound_cost(name_form(arabic).words[-1].text, name_form(latin).words[-1].text)


@pytest.mark.parametrize(
    ("arabic", "spellings"),
    [
        ("سعيد", "Said Saeed Saïd"),
        ("عمر", "Omar Umar Oumar Amor"),
        ("جمال", "Jamal Gamal Djamel Jamaal"),
        ("حسين", "Hussein Husayn Houcine"),
        ("عادل", "Adel Adil"),
        ("يوسف", "Yusuf Youssef"),
        ("رشيد", "Rashid Rachid Rasheed"),
        ("משה", "Moshe Mosheh"),
    ],
)
def test_every_usual_spelling_costs_little(arabic, spellings):
    for spelling in spellings.split():
        assert cost(arabic, spelling) < 0.7, spelling


@pytest.mark.parametrize(
    ("arabic", "latin", "reason"),
    [
        ("محمد", "Mohammadi", "a final i is always written"),
        ("محمد", "Ahmad", "a consonant more"),
        ("حمود", "Ahmad", "a long vowel is written, and another is not"),
        ("سعد", "Nasser", "other consonants"),
    ],
)
def test_another_name_costs_more_than_the_usual_spelling(arabic, latin, reason):
    assert cost(arabic, latin) > 0.3, reason
    assert cost("محمد", "Mohammed") < 0.1


def test_an_empty_spelling_costs_every_letter():
    assert sound_cost("mhmd", "") > 2.0
    assert sound_cost("", "") == 0.0
