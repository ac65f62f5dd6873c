"""Names as words: titles, particles, compounds, order."""

import pytest

from sanxref.names import WordRole, name_form


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("DIABY, Omar", "omar diaby", "LAST, First is turned round"),
        ("Mr. Andrew Bell, Head of Department", "andrew bell", "a post behind a comma"),
        ("Tim Bell (Payroll)", "tim bell", "brackets are no name"),
        ("Gen. Ivan Petrenko Jr.", "ivan petrenko", "title in front, suffix behind"),
        ("General Petrenko", "general petrenko", "a title stays where one word would be left"),
        ("Abd al-Rahman Karim", "abdalrahman karim", "Arabic compound of three words"),
        ("Abdul Rahman Karim", "abdalrahman karim", "of two"),
        ("Adbul Karim Hasan", "abdalkarim hasan", "with letters swapped by a typist"),
        ("Nur al-Din Zaki", "nuraldin zaki", "X al-Din"),
        ("Hamid Ullah Khan", "hamidulah khan", "X Allah"),
        ("Abdul Petrenko", "abdul petrenko", "no divine name, no compound"),
        ("as-Sisi", "al sisi", "assimilated article"),
        ("As Roma", "as roma", "no article before another letter"),
        ("عبد الفتاح", "abdalftah", "compound in Arabic script"),
        ("السيسي", "al sisi", "article written on the word"),
        ("김정은", "gim jeong eun", "Hangul syllables are words"),
        ("Petrenk0", "petrenko", "a digit among letters is a misread letter"),
        ("Ben Carson", "ben carson", "Ben as a first name is no lineage"),
    ],
)
def test_words_of_a_name(text, words, reason):
    assert " ".join(word.text for word in name_form(text).words) == words, reason


def test_roles():
    form = name_form("Sheikh Omar B. bin Ali al-Masri")
    assert [word.role for word in form.words] == [
        WordRole.TITLE,
        WordRole.CORE,
        WordRole.INITIAL,
        WordRole.LINEAGE,
        WordRole.CORE,
        WordRole.PARTICLE,
        WordRole.CORE,
    ]
    assert form.names == 4


def test_a_name_of_titles_alone_is_a_name():
    assert name_form("Haji Mullah").names == 2


def test_common_words_weigh_less_than_rare_ones():
    common, rare = name_form("Mohammed Batirashvili").words
    assert common.weight < 6
    assert rare.weight > 10


def test_text_without_letters_has_no_words():
    assert name_form("--- ...").words == ()
