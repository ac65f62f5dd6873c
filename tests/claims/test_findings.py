# ruff: noqa: E501 - a sentence of a case stays on one line
"""What a reviewer found wrong (22 November 2026), each as a case that must hold by a general rule.

The gravest are those where a claim was confirmed because a part of the sentence (the date in
capitals, the regime, "denied", "called on", "decided against") had been dropped.
"""

import pytest

PUBLISHED = "2021-03-10"

# (reason, text, claims told)
CASES = [
    (
        "a date in a sentence of capitals",
        "[ANTON VERIN] WAS PUT ON THE UN LIST IN MARCH 2011.",
        [("ANTON VERIN", "UNSC", "listed", "2011-03", "asserted")],
    ),
    (
        "a year in a sentence of capitals",
        "[ANTON VERIN], SANCTIONED BY THE UNITED NATIONS IN 2011, WAS SEEN IN <PORT VALE>.",
        [("ANTON VERIN", "UNSC", "listed", "2011", "asserted")],
    ),
    (
        "denied, with a day between",
        "[Anton Verin] denied on Friday that he had been sanctioned by the United States.",
        [("Anton Verin", "US", "listed", None, "negated")],
    ),
    (
        "decided against",
        "The UN decided against listing [Anton Verin].",
        [("Anton Verin", "UNSC", "listed", None, "negated")],
    ),
    (
        "called on to",
        "Congress called on the Treasury to sanction [Anton Verin].",
        [("Anton Verin", "US-TREASURY", "listed", None, "hedged")],
    ),
    (
        "denied from the front of the sentence",
        "At no time, the ministry states, did the United Kingdom sanction [Anton Verin].",
        [("Anton Verin", "UK", "listed", None, "negated")],
    ),
    (
        "refused, with words between",
        "OFAC has refused a second time to take [Anton Verin] off its list.",
        [("Anton Verin", "US-TREASURY", "delisted", None, "negated")],
    ),
    (
        "a rumour that, far before",
        "Rumour in <Port Vale> has had it for weeks that, whatever he says, Washington put [Anton Verin] on its list.",
        [("Anton Verin", "US", "listed", None, "hedged")],
    ),
    (
        "a doubt about another clause is none about the act",
        "It was widely reported that the yacht was his; the EU sanctioned [Anton Verin].",
        [("Anton Verin", "EU", "listed", None, "asserted")],
    ),
    (
        "recommended, with a remark between",
        "A panel recommends in its report, which leaked to reporters, that the Security Council put [Anton Verin] on its list.",
        [("Anton Verin", "UNSC", "listed", None, "hedged")],
    ),
    (
        "applied for",
        "[Anton Verin]'s lawyers applied to OFAC in March for his removal from the kingpin list.",
        [("Anton Verin", "US-TREASURY", "delisted", "2021-03", "hedged")],
    ),
    (
        "what was said for a reason is no request",
        "[Anton Verin] thanked OFAC in March for his removal from its list.",
        [("Anton Verin", "US-TREASURY", "delisted", "2021-03", "asserted")],
    ),
    (
        "refused something else",
        "Germany refused a visa to [Anton Verin] after the EU sanctioned him in 2014.",
        [("Anton Verin", "EU", "listed", "2014", "asserted")],
    ),
    (
        "asked, and then confirmed",
        "Asked by reporters, the ministry confirmed that the EU had sanctioned [Anton Verin] in 2014.",
        [("Anton Verin", "EU", "listed", "2014", "asserted")],
    ),
    (
        "said, whatever was asked before",
        "In a move demanded by activists, officials said that the EU had sanctioned [Anton Verin] in 2014.",
        [("Anton Verin", "EU", "listed", "2014", "asserted")],
    ),
    (
        "said in a remark is not said of the clause",
        "India has asked, the minister says, that [Anton Verin] be put on the list of the 1267 committee.",
        [("Anton Verin", "UN-1267", "listed", None, "hedged")],
    ),
    (
        "denied is what the fronted words govern, not a clause about why",
        "Not a single bank has dealt with [Anton Verin] since the EU sanctioned him in 2014.",
        [("Anton Verin", "EU", "listed", "2014", "asserted")],
    ),
    (
        "on no account, because",
        "On no account, the bank says, may it pay [Anton Verin], because the United States put him on its list in 2014.",
        [("Anton Verin", "US", "listed", "2014", "asserted")],
    ),
    (
        "applied for and granted",
        "[Anton Verin] applied in 2015 for his removal from the EU sanctions list, which was granted.",
        [("Anton Verin", "EU", "delisted", "2015", "asserted")],
    ),
    (
        "proved false",
        "A report according to which the EU had sanctioned [Anton Verin] proved false.",
        [("Anton Verin", "EU", "listed", None, "negated")],
    ),
    (
        "not until is an assertion",
        "[Anton Verin] was not listed by the UN until 2016.",
        [("Anton Verin", "UNSC", "listed", "2016", "asserted")],
    ),
    (
        "a label is never the subject",
        "The US had designated General [Verin] a Specially Designated Global Terrorist.",
        [("Verin", "US", "listed", None, "asserted")],
    ),
    (
        "an authority does not list itself",
        "Treasury's OFAC sanctioned [Anton Verin].",
        [("Anton Verin", "US-TREASURY", "listed", None, "asserted")],
    ),
    (
        "removed from the UN list",
        "[Mounir Verin] was removed from the UN list in 2018.",
        [("Mounir Verin", "UNSC", "delisted", "2018", "asserted")],
    ),
    (
        "a reference in brackets behind the name",
        "[Mokhtar Verin] (QDi.999) has been listed by the UN since 11 November 2003.",
        [("Mokhtar Verin", "UNSC", "listed", "2003-11-11", "asserted")],
    ),
    (
        "two authorities, one verb",
        "[Anton Verin] was sanctioned by the US and the EU.",
        [
            ("Anton Verin", "EU", "listed", None, "asserted"),
            ("Anton Verin", "US", "listed", None, "asserted"),
        ],
    ),
    (
        "neither ... nor",
        "Neither the UN nor the EU has listed [Anton Verin].",
        [
            ("Anton Verin", "EU", "listed", None, "negated"),
            ("Anton Verin", "UNSC", "listed", None, "negated"),
        ],
    ),
    (
        "the former and the latter",
        "The UN listed [Anton Verin] and [Bela Koros], the former in February 2011 and the latter in July 2010.",
        [
            ("Anton Verin", "UNSC", "listed", "2011-02", "asserted"),
            ("Bela Koros", "UNSC", "listed", "2010-07", "asserted"),
        ],
    ),
    (
        "an authority in small letters",
        "[anton verin] was sanctioned by the un in 2014.",
        [("anton verin", "UNSC", "listed", "2014", "asserted")],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_a_reviewer_found(told, text, expected):
    assert told(text, PUBLISHED) == set(expected)


def test_may_designate_next_year_is_no_report_of_a_designation(claims_of):
    (claim,) = claims_of("Washington may designate [Anton Verin] next year.", PUBLISHED)

    assert claim.polarity == "hedged"


def test_since_at_least_keeps_its_date(claims_of):
    """A lower bound that the list contradicts must not be dropped."""
    (claim,) = claims_of(
        "[Anton Verin] has been sanctioned by the UN since at least 2010.", PUBLISHED
    )

    assert claim.date is not None
    assert str(claim.date.date).startswith("2010")


def test_a_regime_that_is_named_is_kept(claims_of):
    """Else a person under another regime is confirmed."""
    (claim,) = claims_of(
        "[Anton Verin] was sanctioned by the UN under the Libya sanctions regime.", PUBLISHED
    )

    assert claim.programme is not None
    assert "Libya" in claim.programme_text


@pytest.mark.parametrize(
    "text",
    [
        "[Anton Verin] was sanctioned by Uganda in 2010.",
        "{Sberbank of Russia} was put under US sectoral sanctions on September 12, 2014.",
        "{Gazprombank} was added to the OFAC list in July 2015.",
        "[Hannah Weber], no relation, was never on any sanctions list.",
    ],
)
def test_a_sentence_about_a_designation_is_told(claims_of, text):
    """Understood or not: never dropped, and an authority that is named is never lost."""
    assert claims_of(text, PUBLISHED)


def test_an_authority_without_a_list_is_not_taken_for_another(claims_of):
    claims = claims_of("[Anton Verin] was sanctioned by Uganda in 2010.", PUBLISHED)

    assert all(
        claim.authority not in {None, "UNSC", "US"} or not claim.understood for claim in claims
    )


def test_a_lone_surname_is_the_person_named_before(claims_of):
    """Not an organization."""
    (claim,) = claims_of(
        "[HANIYA Ismail|Haniya] spoke in <Doha>. [Haniya] was listed by the US in 2006.", PUBLISHED
    )

    assert claim.subject_kind == "person"
