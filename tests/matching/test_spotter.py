"""The spotter: list names in text, with exact places."""

import pickle
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.conftest import make_designation
from sanxref.matching import NameIndex, Spotter
from sanxref.model.articles import MentionKind
from sanxref.model.designations import TargetKind
from sanxref.names import WordRole, name_form


@pytest.fixture(scope="module")
def spotter(index):
    return Spotter(index)


@pytest.mark.parametrize(
    ("text", "passages", "reason"),
    [
        ("Yesterday Omar Tambedou spoke.", ["Omar Tambedou"], "as listed"),
        ("YESTERDAY OMAR TAMBEDOU SPOKE", ["OMAR TAMBEDOU"], "capitals only"),
        ("they saw tarkhun batirishveli there", ["tarkhun batirishveli"], "no capitals"),
        ("Tambedou Omar was there", ["Tambedou Omar"], "other order"),
        ("Tarkhun T. Batirishveli fled", ["Tarkhun T. Batirishveli"], "an initial"),
        ("Tarkhun Batirishveli fled", ["Tarkhun Batirishveli"], "patronymic left out"),
        ("Tarkhun Batirishvelli fled", ["Tarkhun Batirishvelli"], "a letter doubled"),
        ("President Omar Tambedou's men", ["Omar Tambedou"], "title and possessive stay out"),
        ("Omar Tambédou", ["Omar Tambédou"], "an accent"),
        ("O\u200cmar Tambedou", ["O\u200cmar Tambedou"], "a zero-width character"),
        ("Abdurrahman al-Qadulani", ["Abdurrahman al-Qadulani"], "compound in one word"),
        ("Abd al-Rahman al-Qadulani", ["Abd al-Rahman al-Qadulani"], "compound in three words"),
        ("قال عبد الرحمن القدولاني اليوم", ["عبد الرحمن القدولاني"], "Arabic script"),
        ("Вчера Пётр Захаровский сказал", ["Пётр Захаровский"], "Cyrillic script"),
        ("Hidayatolloh, 40, fled", ["Hidayatolloh"], "a rare one-word name that stands alone"),
        ("Omar Tambedou and Farouk al-Sharmani", ["Omar Tambedou", "Farouk al-Sharmani"], "two"),
    ],
)
def test_persons_are_found(spotter, text, passages, reason):
    found = spotter.spot(text)
    assert [mention.text for mention in found] == passages, reason
    assert {mention.kind for mention in found} == {MentionKind.PERSON}
    assert {mention.recognizer for mention in found} == {"spotter"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Omar said so.", "one word of several"),
        ("Tambedou said so.", "one word of several"),
        ("Oumar. Tambedou came too.", "a sentence ends between the words"),
        ("Omar, Tambedou and others", "a list of persons"),
        ("Omar and Tambedou", "two persons"),
        ("Tamsen said so.", "a weak alias"),
        ("Hidayatolloh Petrenko fled", "a one-word name inside a longer one"),
        ("Ahmad al-Sharmani", "the surname of another"),
        ("Ocean Tambedou left the port", "a vessel is no person"),
        ("", "no text"),
        ("... !!! 123", "no words"),
    ],
)
def test_others_are_not(spotter, text, reason):
    assert spotter.spot(text) == (), reason


def test_entities_are_organizations(spotter):
    text = "The Tahrir al-Shamal Front and Ivankovic Trading Limited were named."
    assert [(mention.text, mention.kind) for mention in spotter.spot(text)] == [
        ("Tahrir al-Shamal Front", MentionKind.ORGANIZATION),
        ("Ivankovic Trading Limited", MentionKind.ORGANIZATION),
    ]


def test_a_part_of_a_company_name_is_a_common_phrase(spotter):
    assert spotter.spot("He founded a Trading Limited company.") == ()


@pytest.fixture(scope="module")
def phrases():
    """A spotter of companies whose names hold "of" and its like."""
    names = ("BANK OF TORDANIA", "SHIPYARD FOR THE GULF OF TORDANIA", "MARK TORDANI")
    kinds = (TargetKind.ENTITY, TargetKind.ENTITY, TargetKind.INDIVIDUAL)
    made = [
        make_designation(f"P.{number}", name, kind=kind)
        for number, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]
    return Spotter(NameIndex.build(made))


@pytest.mark.parametrize(
    ("text", "passages", "reason"),
    [
        ("He led the Bank of Tordania then.", ["Bank of Tordania"], "small in the middle"),
        ("THE BANK OF TORDANIA CLOSED", ["BANK OF TORDANIA"], "capitals only"),
        (
            "the Shipyard for the Gulf of Tordania",
            ["Shipyard for the Gulf of Tordania"],
            "two side by side",
        ),
        ("A bank of Tordania closed.", [], "a noun"),
        ("the Bank in Tordania", [], "another word between"),
        ("A Mark of Tordani was seen.", [], "no person's name"),
        ("the Gulf of Tordania", [], "a part of the name"),
    ],
)
def test_words_that_connect_are_written_small(phrases, text, passages, reason):
    assert [mention.text for mention in phrases.spot(text)] == passages, reason


@given(st.lists(st.sampled_from(["Omar", "Tambedou", "al-", "и", "\u200b", ". ", " ", "’s", "김",
                                 "عبد", "الرحمن", "القدولاني", "Tarkhun", "Batirishveli", "\n\n",
                                 "ﬁ", "ẞ", "İ"]), max_size=14).map("".join))  # fmt: skip
def test_offsets_are_exact_and_mentions_do_not_overlap(spotter, text):
    end = 0
    for mention in spotter.spot(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


def test_the_order_of_texts_changes_nothing(index):
    texts = ["Tarkhun Batirishvelli", "Omar Tambedoo", "Farouq Sharmani", "Omar Tambedou"]
    forward, backward = Spotter(index), Spotter(index)
    assert [forward.spot(text) for text in texts] == [
        backward.spot(text) for text in reversed(texts)
    ][::-1]


def test_a_pickled_spotter_finds_the_same(spotter):
    text = "Yesterday Omar Tambedou spoke."
    assert pickle.loads(pickle.dumps(spotter)).spot(text) == spotter.spot(text)


def test_real_names_are_found_in_a_sentence(un_index, un_designations):
    """Strong UN names of persons with two words or more, as listed, in capitals and titled."""
    names = [
        name.natural
        for item in un_designations.values()
        for name in item.names
        if item.kind == "individual" and name.quality == "strong" and name.script == "Latn"
    ]
    names = [
        name
        for name in names
        if sum(word.role is WordRole.CORE for word in name_form(name).words) > 1
        and not set("(),;/") & set(name)
    ]
    chosen = random.Random(5).sample(names, 200)
    spotter = Spotter(un_index)
    found = 0
    for name in chosen:
        text = f"Officials said on Monday that {name.title()} had crossed the border."
        found += any(mention.kind is MentionKind.PERSON for mention in spotter.spot(text))
    assert found / len(chosen) >= 0.98
