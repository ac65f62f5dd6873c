"""Names that a recognizer passes over and a claim gives."""

import pytest

from sanxref.articles import annotate
from sanxref.claims import read_claims
from sanxref.model.articles import Article, Mention, MentionKind
from sanxref.model.claims import SubjectKind
from sanxref.settings import load_settings


class Partial:
    """A recognizer that knows only some names."""

    key = "partial"

    def __init__(self, *names, kind=MentionKind.PERSON):
        self._names = names
        self._kind = kind

    def recognize(self, text, _language):
        starts = [(name, text.find(name)) for name in self._names]
        return tuple(
            Mention(
                text=name,
                start=start,
                end=start + len(name),
                kind=self._kind,
                recognizer=self.key,
            )
            for name, start in sorted(starts, key=lambda item: item[1])
        )


@pytest.fixture
def read(lexicon):
    def read(text, recognizer, lexicon=lexicon):
        article = Article(
            id="a1",
            source="article.txt",
            text=text,
            title="",
            published=None,
            language="en",
            sha256="",
        )
        annotated, claims = read_claims(
            article, lambda one, named: annotate(one, recognizer, named=named), lexicon
        )
        return {person.id: person for person in annotated.persons}, claims

    return read


LISTED = "The European Union sanctioned {} on 4 May 2021. {} denies all."


def test_whom_a_claim_names_is_a_mentioned_person(read):
    text = LISTED.format("Anton Verin and Boris Malkin", "Malkin")
    persons, claims = read(text, Partial("Anton Verin"))
    assert {persons[claim.person].name for claim in claims} == {"Anton Verin", "Boris Malkin"}
    malkin = next(one for one in persons.values() if one.name == "Boris Malkin")
    assert [mention.text for mention in malkin.mentions] == ["Boris Malkin", "Malkin"]
    assert malkin.mentions[0].recognizer == "claims"


def test_a_name_is_not_found_within_another_word(read):
    text = "At Malkinsk on 4 May 2021 the European Union sanctioned Anton Verin and Malkin."
    persons, _ = read(text, Partial("Anton Verin"))
    assert {person.name for person in persons.values()} == {"Anton Verin", "Malkin"}
    starts = {mention.start for one in persons.values() for mention in one.mentions}
    assert starts == {text.index("Anton"), text.index("Malkin.")}


def test_parts_of_a_name_side_by_side_are_one(read):
    """The model reads of the part that the recognizer passed over."""
    text = "Washington's sanctions net now has Selim Barakat in it, a shipping agent from Mersin."
    persons, claims = read(text, Partial("Selim"), load_settings().lexicon)
    assert [person.name for person in persons.values()] == ["Selim Barakat"]
    assert [claim.person for claim in claims] == list(persons)


def test_what_a_recognizer_takes_for_an_organization_may_be_a_person(read):
    text = LISTED.format("Boris Malkin", "He")
    known, _ = read(text, Partial())
    assert [person.name for person in known.values()] == ["Boris Malkin"]


def test_whom_the_model_reads_a_recognizer_may_take_for_a_company(read):
    text = (
        "In eleven minutes on Wednesday the General Court had thrown out the listing of Vadim "
        "Harbuzau, a tyre manufacturer from Babruysk. He was not in the room."
    )
    company = Partial("Vadim Harbuzau", kind=MentionKind.ORGANIZATION)
    persons, claims = read(text, company, load_settings().lexicon)
    assert [person.name for person in persons.values()] == ["Vadim Harbuzau"]
    assert [(claim.person, claim.action.value) for claim in claims] == [(*persons, "delisted")]


def test_a_company_stays_one(read):
    text = "On Monday the Treasury sanctioned Harbuzau Shipping, a carrier of oil from Babruysk."
    company = Partial("Harbuzau Shipping", kind=MentionKind.ORGANIZATION)
    persons, claims = read(text, company, load_settings().lexicon)
    assert not persons
    assert [claim.subject_kind for claim in claims] == [SubjectKind.ENTITY]


def test_nothing_is_added_where_no_claim_asks_for_it(read):
    persons, claims = read("Boris Malkin met Anton Verin on 4 May 2021.", Partial("Anton Verin"))
    assert [person.name for person in persons.values()] == ["Anton Verin"]
    assert claims == ()
