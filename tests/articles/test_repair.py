import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.articles import repair_text

DAMAGED = [
    ('in kenya/" class="auto-internal-link">Kenya—and', "in Kenya—and", "attribute"),
    ('see <a href="https://x.org/a" class="b">Kenya</a> now', "see Kenya now", "whole tag"),
    ('see href="https://x.org/a" rel="nofollow">Kenya now', "see Kenya now", "cut tag"),
    ("One.<br/>Two.", "One.\nTwo.", "block tag"),
    ("the U. In fact, s.\nState Department", "the U.S. State Department", "splice"),
    ("the U. Moreover, k. Treasury", "the U.K. Treasury", "splice"),
    ("the U. However, N. Security Council", "the U.N. Security Council", "capital kept"),
    ("the U. Moreover, s. In fact, a. said", "the U.S.A. said", "splice in three"),
    ("the U. S. Treasury", "the U.S. Treasury", "gap"),
    ("the U.\nS. Treasury", "the U.S. Treasury", "gap over a line end"),
    ("said Gen. In fact, karim Benali", "said Gen. Karim Benali", "title"),
    ("a “global terrorist. ” After", "a “global terrorist.” After", "curly mark"),
    ('a "global terrorist. " After', 'a "global terrorist." After', "straight mark"),
    ("He left the room.They stayed.", "He left the room. They stayed.", "no space"),
    ("It was in 2014.The court said", "It was in 2014. The court said", "no space, year"),
    ("He left. they stayed.", "He left. They stayed.", "small letter"),
    ("It met Petrenko. as per sources, he", "It met Petrenko. As per sources, he", "after a name"),
    ("Moreover, karim left. Then Karim came.", "Moreover, Karim left. Then Karim came.", "name"),
    ("In fact, senegal denied it.", "In fact, Senegal denied it.", "country"),
    (
        "It ended. The Benali File Karim Benali—born in Oslo—left. Karim Benali said no.",
        "It ended.\n\nThe Benali File\n\nKarim Benali—born in Oslo—left. Karim Benali said no.",
        "heading",
    ),
]

SOUND = [
    ("It is 5 < 6 and a > b.", "comparison"),
    ("She typed <3 and left.", "no tag"),
    ('He said "class" and "rank".', "quoted words"),
    ("Vitamin B. In fact, it helps.", "a letter ends a sentence"),
    ("by Donald J. However, R. Smith wrote", "initials of two persons"),
    ("E. U. Smith and D. C. Jones", "initials"),
    ("He lives in the U.S. In fact, she does too.", "abbreviation at the end"),
    ("He met Gen. Karim Benali.", "title"),
    ("“Go.” After that", "mark without a space"),
    ('He said. "Go," she said.', "opening mark"),
    ("Visit example.Com or Booking.com today.", "domain"),
    ("See www.example.org/About.Html for it.", "address"),
    ("He works at Node.Js now.", "product"),
    ("It cost 5 p.m. on Sunday at Smith Inc. in Oslo.", "abbreviations"),
    ("He met Col. al-Hassan. al-Shabaab denied it.", "particle"),
    ("The Supreme Court Case Management Office said so.", "no heading"),
    ("He saw it. The New York Trial Court ruled.", "no heading"),
    ("However, turkey and polish are ordinary words.", "ambiguous words"),
    ("Moreover, sources said so. Sources are many; sources know.", "ordinary word"),
    ("wait... and see", "ellipsis"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), DAMAGED)
def test_damage_is_repaired_and_told(text: str, expected: str, reason: str) -> None:
    repaired = repair_text(text)
    assert repaired.text == expected, reason
    assert repaired.notes


@pytest.mark.parametrize(("text", "reason"), SOUND)
def test_sound_text_stays(text: str, reason: str) -> None:
    repaired = repair_text(text)
    assert repaired.text == text, reason
    assert repaired.notes == ()


PIECES = st.sampled_from(
    ["U. ", "In fact, ", "s.", "Moreover, ", "the ", "<b>", "</a>", '" class="x">', "”", " ", "\n",
     "\n\n", "The Benali File ", "Karim Benali", "left.", "Then", "he ", ". ", '"', "Gen. ", "al-"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200))
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair_text(text).text
    assert repair_text(once).text == once


def test_sound_newswire_comes_through(shared: Path) -> None:
    """At most 3 % of real articles are touched, by hardly more than a space."""
    with gzip.open(shared / "cases" / "newswire_asia.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    repaired = [repair_text(text).text for text in texts]
    changed = [(old, new) for old, new in zip(texts, repaired, strict=True) if old != new]
    assert len(changed) <= 0.03 * len(texts)
    assert all(abs(len(old) - len(new)) <= 3 for old, new in changed)


def test_the_canonical_damage_costs_no_authority(shared: Path) -> None:
    text = repair_text((shared / "articles" / "harem.txt").read_text(encoding="utf-8")).text
    assert "the U.S. State Department" in text
    assert "class=" not in text
    assert "Terrorist.” After" in text
