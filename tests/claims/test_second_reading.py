"""Grammar and the trained model on the same passages."""

import gzip
import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import ClaimLexicon, ClaimOptions, extract_claims, verify_claims
from sanxref.claims.extract import read_windows
from sanxref.claims.reader import Finding, NameKind
from sanxref.claims.second_reading import date_of
from sanxref.evaluation.claims import passage_article, read_passages
from sanxref.model.articles import Article
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind
from sanxref.model.dates import PartialDate
from sanxref.settings import load_settings

_HEADLINE = (
    "Washington's sanctions net now has Selim Barakat in it too, a shipping agent from Mersin. "
    "Spokesman Harold Finch called it a warning."
)
_PLAIN = "The Treasury sanctioned Selim Barakat on Monday. Harold Finch heard of it."


def _annotated(text: str, language: str = "en", published: PartialDate | None = None):
    article = Article(
        id="a", source="a", text=text, title="", published=published, language=language, sha256="0"
    )
    return annotate(article, open_recognizer("capitals"))


@pytest.fixture(scope="module")
def shipped() -> ClaimLexicon:
    return load_settings().lexicon


def _with(lexicon: ClaimLexicon, **thresholds: float) -> ClaimLexicon:
    changed = ClaimLexicon.__new__(ClaimLexicon)
    reading = {"en": replace(lexicon.reading["en"], **thresholds)} if thresholds else {}
    changed.__dict__.update(lexicon.__dict__, reading=reading)
    return changed


def _claims(text: str, lexicon: ClaimLexicon) -> tuple[Claim, ...]:
    return extract_claims(_annotated(text), lexicon)


def _persons(text: str, lexicon: ClaimLexicon) -> set[str]:
    names = {person.id: person.name for person in _annotated(text).persons}
    return {
        names.get(claim.person or "", claim.subject)
        for claim in _claims(text, lexicon)
        if claim.understood and claim.subject_kind is SubjectKind.PERSON
    }


def test_what_grammar_does_not_tell_the_model_reads(shipped: ClaimLexicon) -> None:
    assert "Selim Barakat" in _persons(_HEADLINE, shipped)
    assert "Harold Finch" not in _persons(_HEADLINE, shipped)


def test_a_claim_that_the_model_reads_quotes_the_passage(shipped: ClaimLexicon) -> None:
    (claim,) = (item for item in _claims(_HEADLINE, shipped) if item.understood)
    assert claim.likelihood is not None
    assert claim.text == _HEADLINE[claim.start : claim.end]
    assert "Selim Barakat" in claim.text
    assert claim.authority == "US"


def test_a_verdict_says_that_a_model_read_the_claim(shipped: ClaimLexicon) -> None:
    claims = _claims(_HEADLINE, shipped)
    verified = verify_claims(claims, matches={}, lists=(), lexicon=shipped, options=ClaimOptions())
    told = [item.reason for item in verified if item.claim.likelihood is not None]
    assert told
    assert all("a trained model, not a rule, read this" in reason for reason in told)


def test_without_a_model_grammar_alone_counts(shipped: ClaimLexicon) -> None:
    assert _persons(_PLAIN, _with(shipped)) == {"Selim Barakat"}
    assert all(claim.likelihood is None for claim in _claims(_PLAIN, _with(shipped)))


def test_what_the_model_does_not_bear_out_is_told_as_not_understood(shipped: ClaimLexicon) -> None:
    doubting = _with(shipped, join=1.0, keep=1.0)
    (claim,) = _claims(_PLAIN, doubting)
    assert not claim.understood
    assert "Selim Barakat" in claim.text


def test_a_passage_that_mentions_a_designation_is_told_where_nobody_was_read(
    shipped: ClaimLexicon,
) -> None:
    text = "The Treasury's sanctions package of Monday has her in it too. The weather was fine."
    assert _claims(text, _with(shipped)) == ()
    (claim,) = _claims(text, shipped)
    assert not claim.understood
    assert claim.text == text[: text.index(" The weather")]
    assert text[slice(*claim.trigger)] == "sanctions"
    assert _claims("The Treasury's package of bonds was sold on Monday.", shipped) == ()


def test_the_first_word_of_a_sentence_may_be_a_name(shipped: ClaimLexicon) -> None:
    text = "Barakatov's turn came on Monday, when the Treasury sanctioned the old trader."
    assert _persons(text, _with(shipped)) == set()
    assert _persons(text, shipped) == {"Barakatov"}


def test_what_grammar_takes_for_a_group_is_no_person(shipped: ClaimLexicon) -> None:
    text = "In May 2014 the United Nations put the armed group Jabhat al-Harqus on its list."
    claims = _claims(text, shipped)
    assert [claim.subject_kind for claim in claims] == [SubjectKind.ENTITY]
    assert claims[0].subject == "Jabhat al-Harqus"


def test_a_country_may_act_wherever_it_is_named(shipped: ClaimLexicon) -> None:
    (window,) = read_windows(
        _annotated("In Canada, Selim Barakat has been under Swiss sanctions since Monday."), shipped
    )
    assert [(body.key, body.text) for body in window.bodies] == [("CA", "Canada"), ("CH", "Swiss")]


def test_a_model_of_one_language_reads_no_other(shipped: ClaimLexicon) -> None:
    text = "Le Trésor américain a sanctionné Selim Barakat lundi."
    doubting = _with(shipped, join=1.0, keep=1.0)
    (claim,) = extract_claims(_annotated(text, "fr"), doubting)
    assert claim.understood


def test_passages_hold_every_sentence_near_a_hint(shipped: ClaimLexicon) -> None:
    filler = "Harold Finch walked home. " * 4
    (window,) = read_windows(_annotated(filler + _PLAIN + " " + filler), shipped)
    assert window.passage.text.startswith("Harold Finch walked home.")
    assert len(window.numbers) == 5  # the sentence with the hint, two before and two behind
    for name in window.passage.names:
        assert all(
            window.passage.text[start:end] in {"Harold Finch", "Selim Barakat", "Treasury"}
            for start, end in name.spans
        )


def test_a_passage_begins_with_the_sentence_that_names_whom_the_text_is_about(
    shipped: ClaimLexicon,
) -> None:
    filler = "The harbour lay still. " * 4
    named, told = "Selim Barakat sold ships in Mersin.", "In 2014 the EU put him on its list."
    text = f"He left in 2001. {named} {filler}{told}"
    (window,) = read_windows(_annotated(text), shipped)
    assert window.passage.text == f"{named} {'The harbour lay still. ' * 2}{told}"
    passage = window.passage
    (name,) = [name for name in passage.names if name.kind is NameKind.PERSON]
    assert [passage.text[start:end] for start, end in name.spans] == ["Selim Barakat"]
    assert [passage.text[slice(*body.span)] for body in passage.bodies] == ["EU"]
    assert [passage.text[slice(*day.words)] for day in passage.dates] == ["2014"]
    assert passage.text[slice(*passage.cues[-1])] == "list"
    assert len(window.numbers) == 3  # grammar is doubted only where the passage reads on


def test_a_passage_is_no_longer_than_the_model_reads(shipped: ClaimLexicon) -> None:
    long = "Selim Barakat sold " + "oil and grain, " * 100 + "and slept. "
    text = f"{long}It rained. It was cold. The EU put him on its list. {long}{long}"
    (window,) = read_windows(_annotated(text), shipped)
    assert window.passage.text == "It rained. It was cold. The EU put him on its list."
    claims = [claim for claim in _claims(text, shipped) if claim.understood]
    assert [claim.authority for claim in claims] == ["EU"]


def test_a_person_with_an_authority_is_not_given_that_of_another_sentence(
    shipped: ClaimLexicon,
) -> None:
    text = (
        "Eighteen months after it had put the preacher Ansar Karimov on its list, OFAC took him "
        "off on Tuesday. Two days after the raid, Britain sanctioned his banker, Pavel Orlov-Bely."
    )
    names = {person.id: person.name for person in _annotated(text).persons}
    told = {
        (names.get(claim.person or ""), claim.authority)
        for claim in _claims(text, shipped)
        if claim.understood
    }
    assert told == {("Ansar Karimov", "US-TREASURY"), ("Pavel Orlov-Bely", "UK")}


def _finding(chances: tuple[float, ...]) -> Finding:
    return Finding(
        name="p1",
        action=Action.LISTED,
        group="US",
        body=None,
        likelihood=0.9,
        polarity=Polarity.ASSERTED,
        certainty=1.0,
        undated=1.0 - sum(chances),
        dates=chances,
    )


def test_chances_of_one_date_in_several_words_count_together(shipped: ClaimLexicon) -> None:
    text = "The Treasury sanctioned Selim Barakat in 2014, six years ago, and Ivan Finch in 2016."
    (window,) = read_windows(_annotated(text, published=PartialDate.parse("2020-05-04")), shipped)
    days = [str(date.date) if date else None for date in window.dates]
    assert days.count("2014") == 2
    chance = {"2014": 0.25, "2016": 0.4}
    found, likely = date_of(_finding(tuple(chance.get(day or "", 0.0) for day in days)), window)
    assert found is not None
    assert (str(found.date), found.text, likely) == ("2014", "2014", 0.5)
    assert date_of(_finding((0.0,) * len(days)), window) == (None, 1.0)


def test_a_verdict_says_what_stands_in_another_sentence(shipped: ClaimLexicon) -> None:
    (claim,) = _claims(_PLAIN, _with(shipped))
    told = {}
    for name, changed in (
        ("as read", claim),
        ("authority", replace(claim, authority_text="Washington")),
        ("date", replace(claim, date=_elsewhere())),
    ):
        (verified,) = verify_claims(
            (changed,), matches={}, lists=(), lexicon=shipped, options=ClaimOptions()
        )
        told[name] = verified.reason
    assert "another sentence" not in told["as read"]
    assert "the authority, 'Washington', stands in another sentence" in told["authority"]
    assert "the date, 'in 2014', stands in another sentence" in told["date"]


def _elsewhere() -> ClaimDate:
    return ClaimDate(date=PartialDate(year=2014), text="in 2014", start=900, end=907)


def test_nothing_that_grammar_read_of_a_person_disappears(shipped: ClaimLexicon) -> None:
    passages = Path(__file__).parent / "data" / "passages.jsonl"
    texts = [json.loads(line)["text"] for line in passages.read_text(encoding="utf-8").splitlines()]
    strict = _with(shipped, join=0.6, keep=0.6)  # doubts more than the shipped thresholds do
    for text in texts[:60]:
        left = _claims(text, strict)
        for claim in _claims(text, _with(shipped)):
            assert any(
                other.start <= claim.trigger[0] < other.end or other.trigger == claim.trigger
                for other in left
            ), claim.text


def test_a_glance_leaves_passages_of_news_unread_and_loses_no_claim(
    shipped: ClaimLexicon, shared: Path
) -> None:
    options, recognizer = shipped.reading["en"], open_recognizer("capitals")
    labelled = shared / "cases" / "claims_dev.jsonl"
    told = [annotate(passage_article(one), recognizer) for one in read_passages(labelled)]
    with gzip.open(shared / "cases" / "newswire_asia.jsonl.gz", "rt", encoding="utf-8") as lines:
        news = [_annotated(json.loads(line)["text"]) for line in islice(lines, 80)]
    left = []
    for article in (*told, *news):
        for window in read_windows(article, shipped):
            whole = options.model.read(window.passage, least=options.join)
            glanced = options.model.read(window.passage, least=options.join, whole=window.on_topic)
            assert glanced.findings == whole.findings
            left.append(glanced != whole)
            assert article in news or not left[-1]
    assert sum(left) > len(left) / 10
