"""Potential matches: the rules that hold whatever the score's numbers."""

import math
import pickle
import random

import pytest

from sanxref.errors import ConfigError
from sanxref.matching import (
    Matcher,
    MatchingOptions,
    NameIndex,
    QualifierEffects,
    ScoreWeights,
    acceleration,
)
from sanxref.matching.scoring import WordsMet, score_aligned
from sanxref.model.articles import Context, ContextFact, ContextKind
from sanxref.model.dates import PartialDate
from sanxref.model.designations import AliasQuality, TargetKind
from sanxref.model.matches import FeatureName, Query
from sanxref.names import name_form


def fact(kind, value):
    return ContextFact(kind=kind, value=value, text=value, start=0, end=len(value))


def context(published=None, **values):
    return Context(
        facts=tuple(fact(ContextKind[kind.upper()], value) for kind, value in values.items()),
        published=PartialDate.parse(published) if published else None,
    )


def ask(matcher, *names, kinds=(), identifiers=(), **values):
    query = Query(names=names, context=context(**values), kinds=kinds, identifiers=identifiers)
    return matcher.match(query)


def references(matches):
    return [match.reference for match in matches]


def feature(match, name):
    return next(item for item in match.features if item.name is name)


@pytest.mark.parametrize(
    ("names", "expected", "reason"),
    [
        (("Omar Tambedou",), ["90001", "T.001"], "both lists, the exact spelling first"),
        (("Omar Tamsen",), ["90001"], "a strong alias on one list, a weak one on the other"),
        (("Omar Tambedou", "Omar Tamsen"), ["90001", "T.001"], "two names of one person"),
        (("Tamsen",), [], "a weak alias raises nothing alone"),
        (("Tambedou",), [], "one word of several"),
        (("Omar",), [], "one word of several"),
        (("Ahmad al-Sharmani",), [], "the surname of another"),
        (("Farouk al-Sharmani",), ["T.002"], "and his own name"),
        (("Hidayatolloh",), ["T.003"], "a strong one-word name"),
        (("Hidayatolloh Khan",), [], "one word of two asked"),
        (("Tarkhun Batirishveli",), ["T.004"], "patronymic left out"),
        (("Fazlolhaqqi",), [], "the title belongs to a one-word name"),
        (("Maulana Fazlolhaqqi",), ["T.005"], "with the title"),
        (("Mullah Fazlolhaqqi",), [], "another title"),
        (("Abu Yusra",), ["T.006"], "a kunya as listed"),
        (("Yusra",), [], "a part of a kunya"),
        (("Abdurrahman al-Qadulani",), ["T.007"], "compound, middle name left out"),
        (("عبد الرحمن القدولاني",), ["T.007"], "original script"),
        (("El Shafani Omar",), ["T.012"], "split where the list joins"),
        (("Pyotr Zakharovsky",), ["T.013"], "Cyrillic on the list"),
        (("Dr. Omar TAMBEDOU, Lecturer",), ["90001", "T.001"], "title and post"),
        ((), [], "no name"),
        (("", "..."), [], "names without words"),
    ],
)
def test_who_matches(matcher, names, expected, reason):
    assert references(ask(matcher, *names)) == expected, reason


def test_a_weak_alias_supports_what_a_strong_name_has_raised(matcher):
    alone = {match.reference: match for match in ask(matcher, "Omar Tambedou")}
    both = {match.reference: match for match in ask(matcher, "Omar Tambedou", "Oumar Tamsen")}
    supported = feature(both["T.001"], FeatureName.ALIAS_QUALITY)
    assert both["T.001"].score > alone["T.001"].score
    assert "Oumar Tamsen" in supported.detail
    assert both["T.001"].alias_quality is AliasQuality.STRONG
    assert both["T.001"].name_met == "OUMAR TAMBEDOU"


def test_a_score_is_the_name_and_the_effects(matcher):
    matches = ask(
        matcher, "Omar Tambedou", birth_date="1975-08-05", nationality="SN", gender="female"
    )
    for match in matches:
        name, *others = match.features
        assert name.name is FeatureName.NAME
        assert match.score == pytest.approx(name.score + sum(item.effect for item in others))


def test_unknown_is_shown_as_unknown(matcher):
    match = ask(matcher, "Omar Tambedou")[0]
    born = feature(match, FeatureName.BIRTH_DATE)
    assert born.score is None
    assert born.effect == 0.0
    assert "1976" in born.detail
    assert "unknown" in born.detail


def test_qualifiers_never_raise_a_match(matcher):
    everything = {
        "birth_date": "1975-08-05",
        "nationality": "SN",
        "birth_place": "SN",
        "identifiers": (("A0123456", ""),),
    }
    assert ask(matcher, "Amadou Tambedou", **everything) == ()


def test_a_contradicting_date_of_birth_lowers(matcher):
    def score(**values):
        found = ask(matcher, "Oumar Tambedou", **values)
        return next(match.score for match in found if match.reference == "T.001")

    assert score(birth_date="1951") < score() - 0.1
    assert score(birth_date="1975-08-05") > score(birth_date="1975") > score()


def test_context_supports_and_weakens_a_little(matcher):
    def score(**values):
        found = ask(matcher, "Oumar Tambedou", **values)
        return next(match.score for match in found if match.reference == "T.001")

    assert score(nationality="SN") > score() > score(nationality="FR")
    assert score(gender="female") < score()
    assert score(birth_place="SN") > score() == score(birth_place="FR")
    assert score(identifiers=(("a 0123-456", "SN"),)) > score()


def test_companies_match_persons_names_with_a_penalty(matcher):
    asked = ask(matcher, "Ivankovic Trading Limited")[0]
    assert asked.kind is TargetKind.ENTITY
    assert feature(asked, FeatureName.TARGET_KIND).effect < 0
    as_company = ask(matcher, "Ivankovic Trading Limited", kinds=(TargetKind.ENTITY,))[0]
    assert as_company.score > asked.score
    assert ask(matcher, "Ivankovic Trading Limited", kinds=(TargetKind.INDIVIDUAL,)) == ()


def test_a_match_carries_what_a_report_needs(matcher):
    match = ask(matcher, "Oumar Tambedou")[-1]
    match = next(item for item in ask(matcher, "Oumar Tambedou") if item.reference == "T.001")
    assert match.source == "un"
    assert match.name == match.name_met == "OUMAR TAMBEDOU"
    assert match.query_name == "Oumar Tambedou"
    assert match.name_kind == "primary name"
    assert match.programmes == ("Al-Qaida",)
    assert str(match.listed_on) == "2014-09-23"
    assert match.id == ""


def test_words_never_accuse(matcher):
    for match in ask(matcher, "Omar Tambedou", birth_date="1975-08-05", nationality="FR"):
        for item in match.features:
            assert not {"terrorist", "criminal", "guilty"} & set(item.detail.lower().split())


def test_a_pickled_matcher_gives_the_same(matcher):
    copy = pickle.loads(pickle.dumps(matcher))
    query = Query(names=("Omar Tambedou",), context=context(age="50", published="2025-10-22"))
    assert copy.match(query) == matcher.match(query)


def test_a_higher_threshold_gives_fewer(index, designations):
    strict = Matcher(index, designations, MatchingOptions(threshold=0.98))
    assert references(ask(strict, "Omar Tambedou")) == ["90001"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: MatchingOptions(threshold=0.4),
        lambda: MatchingOptions(threshold=1.2),
        lambda: MatchingOptions(year_tolerance=-1),
        lambda: MatchingOptions(score=ScoreWeights(doubt=-1.0)),
        lambda: MatchingOptions(qualifiers=QualifierEffects(birth_date_differs=0.2)),
        lambda: MatchingOptions(qualifiers=QualifierEffects(birth_date_agrees=-0.2)),
    ],
)
def test_meaningless_options_are_refused(make):
    with pytest.raises(ConfigError, match="matching"):
        make()


def test_many_queries_give_what_each_gives(matcher):
    queries = [
        Query(names=names)
        for names in (
            ("Omar Tambedou",),
            ("Kim Jong Hyuksin", "Tamsen Omar"),
            (),
            ("Nobody Atall",),
            ("Omar Tambedou",),
            ("Abdurrahman al-Qadulani",),
        )
    ]
    assert matcher.match_many(queries) == [matcher.match(query) for query in queries]


@pytest.mark.parametrize("threshold", [0.7, 0.8])
def test_compiled_scores_are_those_of_two_names(  # noqa: PLR0917 - fixtures
    un_index, un_designations, un_names, damaged, monkeypatch, threshold
):
    """The same names, scores and explanations to the last letter, for real names of all scripts."""
    pytest.importorskip("numba")
    rng = random.Random(11)
    queries = [Query(names=(damaged(name, rng),)) for _, name in rng.sample(un_names, 700)]
    queries += [Query(names=(name,)) for _, name in un_names[:100]]
    queries += [Query(names=(name,)) for name in ("Ali Ali", "Ali Ali Ali Hasan Ali", "Kim Kim")]
    queries += [Query(names=(name,)) for _, name in un_names if len(name.split()) > 7]
    matcher = Matcher(un_index, un_designations, MatchingOptions(threshold=threshold))
    found = []
    for loaded in ([None], []):
        monkeypatch.setattr(acceleration, "_LOADED", loaded)
        acceleration.kernels(1_000_000)
        found.append(matcher.match_many(queries))
    plain, compiled = found
    assert sum(map(len, plain)) > len(queries) / 2
    assert compiled == plain


def test_compiled_scores_choose_among_pairings_as_two_names_do(designated, monkeypatch):
    """Names of words that are all alike, for there the choice matters."""
    pytest.importorskip("numba")
    rng = random.Random(12)
    words = ["Ali", "Alia", "Alya", "Al", "El", "Shafi", "Elshafi", "Shafiali", "Ben", "Sheikh",
             "Omar", "Oumar", "Umarali", "A", "O", "Abu", "Kim", "Daniel", "Daniela"]  # fmt: skip
    names = [" ".join(rng.choices(words, k=rng.randint(2, 5))) for _ in range(150)]
    queries = [" ".join(rng.choices(words, k=rng.randint(2, 6))) for _ in range(150)]
    listed = designated("1", *dict.fromkeys(names))
    index = NameIndex.build([listed])
    monkeypatch.setattr(acceleration, "_LOADED", [])
    acceleration.kernels(1_000_000)
    scores = index.scored_many(queries, MatchingOptions(), [frozenset()] * len(queries))
    known = 0
    for place, (query, name) in enumerate(zip(scores.queries, scores.names, strict=True)):
        one = name_form(queries[query])
        other = name_form(listed.names[int(index.arrays.position[name])].natural)
        score, alignment = score_aligned(one, other, MatchingOptions())
        if not math.isnan(scores.scores[place]):
            known += 1
            met, told = scores.met(place, one, other), WordsMet.of(alignment)
            assert list(map(list, met)) == list(map(list, told))
            if not scores.are_of_two_genders(place, one, other):
                assert round(scores.scores[place], 4) == score
    assert known > len(scores.names) / 2
