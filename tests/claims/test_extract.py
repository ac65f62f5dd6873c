# ruff: noqa: E501 - a sentence of a case stays on one line
"""Sentences to claims: a table of cases with a reason each, and what holds of any text.

Persons are invented. Positive and negative cases stand side by side: a denial beside an assertion,
a group beside a person, a football ban beside a sanction.
"""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.claims import extract_claims
from sanxref.model.claims import SubjectKind

PUBLISHED = "2021-03-10"
"""A Wednesday."""

# (reason, text with [persons], {groups} and <places>, claims told, publication where another)
CASES = [
    (
        "passive with by",
        "[Anton Verin] was sanctioned by the US Treasury on Monday.",
        [("Anton Verin", "US-TREASURY", "listed", "2021-03-08", "asserted")],
    ),
    (
        "active",
        "The State Department designated [Anton Verin] on 3 March 2021.",
        [("Anton Verin", "US-STATE", "listed", "2021-03-03", "asserted")],
    ),
    (
        "list of persons",
        "The European Union added [Anton Verin], [Bela Koros] and [Carl Dietz] to its sanctions list on Friday.",
        [
            ("Anton Verin", "EU", "listed", "2021-03-05", "asserted"),
            ("Bela Koros", "EU", "listed", "2021-03-05", "asserted"),
            ("Carl Dietz", "EU", "listed", "2021-03-05", "asserted"),
        ],
    ),
    (
        "appositions in a list",
        "OFAC blacklisted [Anton Verin], a shipping magnate, [Bela Koros], his banker, and [Carl Dietz].",
        [
            ("Anton Verin", "US-TREASURY", "listed", None, "asserted"),
            ("Bela Koros", "US-TREASURY", "listed", None, "asserted"),
            ("Carl Dietz", "US-TREASURY", "listed", None, "asserted"),
        ],
    ),
    (
        "not yet, by still",
        "The EU has still to place [Anton Verin] on its list; Canada had still to sanction [Bela Koros] then.",
        [
            ("Anton Verin", "EU", "listed", None, "negated"),
            ("Bela Koros", "CA", "listed", None, "negated"),
        ],
    ),
    (
        "relative clause subject",
        "[Anton Verin], who was blacklisted by the UN in 2016, denied the report.",
        [("Anton Verin", "UNSC", "listed", "2016", "asserted")],
    ),
    (
        "relative clause object",
        "[Anton Verin], whom Washington sanctioned in 2018, met [Bela Koros] in <Dubai>.",
        [("Anton Verin", "US", "listed", "2018", "asserted")],
    ),
    (
        "reduced relative",
        "The yacht belongs to [Anton Verin], sanctioned by Britain last year.",
        [("Anton Verin", "UK", "listed", "2020", "asserted")],
    ),
    (
        "agent is not target",
        "President [Dana Hill] said the United States had sanctioned [Anton Verin].",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "spoken to",
        "The Treasury told [Bela Koros] that [Anton Verin] had been designated.",
        [("Anton Verin", "US-TREASURY", "listed", None, "asserted")],
    ),
    (
        "pronoun previous sentence",
        "[Anton Verin] made his money in copper. In 2019 the EU put him on its blacklist.",
        [("Anton Verin", "EU", "listed", "2019", "asserted")],
    ),
    (
        "kin",
        "[Anton Verin], whose brother was sanctioned by the EU in 2014, lives in <Vienna>.",
        [("not understood", "EU", "listed", "2014", "asserted")],
    ),
    (
        "kin possessive",
        "[Anton Verin]'s wife was sanctioned by the US on Tuesday.",
        [("not understood", "US", "listed", "2021-03-09", "asserted")],
    ),
    (
        "kin named",
        "[Anton Verin]'s wife, [Mara Lind], was sanctioned by the US on Tuesday.",
        [("Mara Lind", "US", "listed", "2021-03-09", "asserted")],
    ),
    (
        "firm of a person",
        "The US Treasury sanctioned {Verin Shipping}, a company owned by [Anton Verin].",
        [("entity", "US-TREASURY", "listed", None, "asserted")],
    ),
    (
        "group led by",
        "{Northern Front}, led by [Anton Verin], was designated a foreign terrorist organization in 2015.",
        [("entity", "US-STATE", "listed", "2015", "asserted")],
    ),
    (
        "country",
        "The Security Council imposed sanctions on <Ruritania>, its president [Anton Verin] said.",
        [("entity", "UNSC", "listed", None, "asserted")],
    ),
    (
        "negated",
        "[Anton Verin] has never been sanctioned by the United Nations.",
        [("Anton Verin", "UNSC", "listed", None, "negated")],
    ),
    (
        "negated did not",
        "The EU did not add [Anton Verin] to its list.",
        [("Anton Verin", "EU", "listed", None, "negated")],
    ),
    (
        "hedged could",
        "[Anton Verin] could be sanctioned by the United States, two officials said.",
        [("Anton Verin", "US", "listed", None, "hedged")],
    ),
    (
        "considering",
        "Washington is considering sanctions on [Anton Verin].",
        [("Anton Verin", "US", "listed", None, "hedged")],
    ),
    (
        "planned",
        "The EU plans to put [Anton Verin] on its sanctions list next month.",
        [("Anton Verin", "EU", "listed", "2021-04", "hedged")],
    ),
    (
        "urged",
        "Senators urged the Treasury to designate [Anton Verin].",
        [("Anton Verin", "US-TREASURY", "listed", None, "hedged")],
    ),
    (
        "attributed",
        "[Anton Verin] says he was put on the US blacklist by mistake.",
        [("Anton Verin", "US", "listed", None, "attributed")],
    ),
    (
        "reportedly",
        "[Anton Verin] was reportedly added to the UN sanctions list in January.",
        [("Anton Verin", "UNSC", "listed", "2021-01", "attributed")],
    ),
    (
        "delisted",
        "The UN removed [Anton Verin] from its al-Qaida sanctions list in 2017.",
        [("Anton Verin", "UN-1267", "delisted", "2017", "asserted")],
    ),
    (
        "sanctions lifted",
        "US sanctions on [Anton Verin] were lifted on Tuesday.",
        [("Anton Verin", "US", "delisted", "2021-03-09", "asserted")],
    ),
    (
        "lifting active",
        "The Treasury lifted sanctions against [Anton Verin] two years ago.",
        [("Anton Verin", "US-TREASURY", "delisted", "2019", "asserted")],
    ),
    (
        "delisted verb",
        "[Anton Verin] was delisted by OFAC in December 2020.",
        [("Anton Verin", "US-TREASURY", "delisted", "2020-12", "asserted")],
    ),
    (
        "struck off",
        "[Anton Verin] was struck off the EU blacklist last week.",
        [("Anton Verin", "EU", "delisted", "2021-03", "asserted")],
    ),
    (
        "status",
        "[Anton Verin] has been under US sanctions since 2014.",
        [("Anton Verin", "US", "listed", "2014", "asserted")],
    ),
    (
        "status list",
        "[Anton Verin] is on the UN sanctions list.",
        [("Anton Verin", "UNSC", "listed", None, "asserted")],
    ),
    (
        "remains",
        "[Anton Verin] remains on the Specially Designated Nationals list.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "subject to",
        "[Anton Verin] is subject to EU sanctions.",
        [("Anton Verin", "EU", "listed", None, "asserted")],
    ),
    (
        "imposed on",
        "Britain imposed sanctions on [Anton Verin] and [Bela Koros] on 1 March.",
        [
            ("Anton Verin", "UK", "listed", "2021-03-01", "asserted"),
            ("Bela Koros", "UK", "listed", "2021-03-01", "asserted"),
        ],
    ),
    (
        "sanctions imposed passive",
        "Sanctions were imposed on [Anton Verin] by the EU in 2012.",
        [("Anton Verin", "EU", "listed", "2012", "asserted")],
    ),
    (
        "hit with",
        "The US hit [Anton Verin] with sanctions on Thursday.",
        [("Anton Verin", "US", "listed", "2021-03-04", "asserted")],
    ),
    (
        "slapped",
        "Washington slapped sanctions on [Anton Verin] in 2020.",
        [("Anton Verin", "US", "listed", "2020", "asserted")],
    ),
    (
        "label",
        "The State Department named [Anton Verin] a Specially Designated Global Terrorist in 2017.",
        [("Anton Verin", "US-STATE", "listed", "2017", "asserted")],
    ),
    (
        "apposed label",
        "[Anton Verin], a Specially Designated Global Terrorist, was seen in <Idlib>.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "designation of",
        "The designation of [Anton Verin] by the State Department was announced on Monday.",
        [("Anton Verin", "US-STATE", "listed", "2021-03-08", "asserted")],
    ),
    (
        "possessive listing",
        "[Anton Verin]'s listing by the Security Council in 2014 went unnoticed.",
        [("Anton Verin", "UNSC", "listed", "2014", "asserted")],
    ),
    (
        "frozen",
        "The EU froze the assets of [Anton Verin] in 2011.",
        [("Anton Verin", "EU", "listed", "2011", "asserted")],
    ),
    (
        "following year",
        "In 2014 the UN Security Council listed [Anton Verin]. The following year the State Department designated him.",
        [
            ("Anton Verin", "UNSC", "listed", "2014", "asserted"),
            ("Anton Verin", "US-STATE", "listed", "2015", "asserted"),
        ],
    ),
    (
        "months later",
        "[Anton Verin] was sanctioned by the EU in March 2014. Two months later he was blacklisted by Canada.",
        [
            ("Anton Verin", "CA", "listed", "2014-05", "asserted"),
            ("Anton Verin", "EU", "listed", "2014-03", "asserted"),
        ],
    ),
    (
        "among those",
        "Among those sanctioned by the Treasury on Tuesday are [Anton Verin] and [Bela Koros].",
        [
            ("Anton Verin", "US-TREASURY", "listed", "2021-03-09", "asserted"),
            ("Bela Koros", "US-TREASURY", "listed", "2021-03-09", "asserted"),
        ],
    ),
    (
        "including",
        "The EU sanctioned 12 officials on Monday, including [Anton Verin] and [Bela Koros].",
        [
            ("Anton Verin", "EU", "listed", "2021-03-08", "asserted"),
            ("Bela Koros", "EU", "listed", "2021-03-08", "asserted"),
        ],
    ),
    (
        "they are",
        "OFAC sanctioned two men on Monday. They are [Anton Verin] and [Bela Koros].",
        [
            ("Anton Verin", "US-TREASURY", "listed", "2021-03-08", "asserted"),
            ("Bela Koros", "US-TREASURY", "listed", "2021-03-08", "asserted"),
        ],
    ),
    (
        "headline",
        "US sanctions [Anton Verin] over poll violence",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "headline participle",
        "[Anton Verin] sanctioned by EU",
        [("Anton Verin", "EU", "listed", None, "asserted")],
    ),
    (
        "headline removes",
        "UN removes [Anton Verin] from sanctions list",
        [("Anton Verin", "UNSC", "delisted", None, "asserted")],
    ),
    (
        "executive order",
        "[Anton Verin] was designated pursuant to Executive Order 13224 on September 16, 2016.",
        [("Anton Verin", "US", "listed", "2016-09-16", "asserted")],
    ),
    (
        "press release today",
        "Today, the Department of the Treasury's Office of Foreign Assets Control designated [Anton Verin].",
        [("Anton Verin", "US-TREASURY", "listed", "2021-03-10", "asserted")],
    ),
    (
        "nominee",
        "The assembly designated [Anton Verin] as the next prime minister.",
        [],
    ),
    (
        "sport ban",
        "[Anton Verin] was sanctioned by FIFA for a foul.",
        [],
    ),
    (
        "approve",
        "The trip of [Anton Verin] was sanctioned by the board.",
        [],
    ),
    (
        "shares listed",
        "[Anton Verin] said the company was listed in <New York> in 2014.",
        [],
    ),
    (
        "designated driver",
        "[Anton Verin] was the designated driver.",
        [],
    ),
    (
        "shortlist",
        "[Anton Verin] was on the list of guests in <Washington>.",
        [],
    ),
    (
        "sanctions harm",
        "[Anton Verin] said that sanctions hurt the economy.",
        [],
    ),
    (
        "critic",
        "[Anton Verin] condemned the US sanctions against {Acme Bank}.",
        [("entity", "US", "listed", None, "asserted")],
    ),
    (
        "no antecedent",
        "The EU sanctioned him in 2014.",
        [("not understood", "EU", "listed", "2014", "asserted")],
    ),
    (
        "not blacklisted yet",
        "[Anton Verin] is not on any UN sanctions list.",
        [("Anton Verin", "UNSC", "listed", None, "negated")],
    ),
    (
        "no longer",
        "[Anton Verin] is no longer under EU sanctions.",
        [("Anton Verin", "EU", "delisted", None, "asserted")],
    ),
    (
        "refused delist",
        "The EU refused to remove [Anton Verin] from its sanctions list.",
        [("Anton Verin", "EU", "delisted", None, "negated")],
    ),
    (
        "question if",
        "It is unclear whether [Anton Verin] was sanctioned by the US.",
        [("Anton Verin", "US", "listed", None, "hedged")],
    ),
    (
        "reported speech of official",
        "US Secretary of State [Dana Hill] announced sanctions against [Anton Verin] on Monday.",
        [("Anton Verin", "US-STATE", "listed", "2021-03-08", "asserted")],
    ),
    (
        "court annul",
        "The EU's General Court annulled the sanctions on [Anton Verin] in 2019.",
        [("Anton Verin", "EU-COURT", "delisted", "2019", "asserted")],
    ),
    (
        "two authorities",
        "[Anton Verin] has been sanctioned by the United States and the European Union.",
        [
            ("Anton Verin", "EU", "listed", None, "asserted"),
            ("Anton Verin", "US", "listed", None, "asserted"),
        ],
    ),
    (
        "not only",
        "[Anton Verin] was not only sanctioned by the US but also lost his job.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "embedded date of other event",
        "[Anton Verin], who was born in 1970, was sanctioned by the US in 2018.",
        [("Anton Verin", "US", "listed", "2018", "asserted")],
    ),
    (
        "distractor speaker",
        '"[Anton Verin] was sanctioned by the Treasury in 2018," [Dana Hill] said.',
        [("Anton Verin", "US-TREASURY", "listed", "2018", "asserted")],
    ),
    (
        "the group's leader",
        "The US sanctioned {Northern Front} and its leader, [Anton Verin], in 2016.",
        [
            ("Anton Verin", "US", "listed", "2016", "asserted"),
            ("entity", "US", "listed", "2016", "asserted"),
        ],
    ),
    (
        "magnitsky",
        "[Anton Verin] was sanctioned under the Global Magnitsky Act in 2019.",
        [("Anton Verin", "US", "listed", "2019", "asserted")],
    ),
    (
        "resolution",
        "[Anton Verin] was listed under Resolution 1718 on 2 June 2017.",
        [("Anton Verin", "UN-1718", "listed", "2017-06-02", "asserted")],
    ),
    (
        "extended",
        "The EU extended sanctions against [Anton Verin] until 2022.",
        [("Anton Verin", "EU", "listed", None, "asserted")],
    ),
    (
        "travel ban",
        "Canada imposed a travel ban and an asset freeze on [Anton Verin] in 2019.",
        [("Anton Verin", "CA", "listed", "2019", "asserted")],
    ),
    (
        "sanctioned oligarch",
        "Sanctioned Russian oligarch [Anton Verin] sold his villa.",
        [("Anton Verin", None, "listed", None, "asserted")],
    ),
    (
        "US-sanctioned",
        "The US-sanctioned businessman [Anton Verin] sold his villa.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "names as terrorist",
        "The UN has designated [Anton Verin] as a terrorist.",
        [("Anton Verin", "UNSC", "listed", None, "asserted")],
    ),
    (
        "blacklisting of",
        "The blacklisting of [Anton Verin] by the UN in 2019 angered <Beijing>.",
        [("Anton Verin", "UNSC", "listed", "2019", "asserted")],
    ),
    (
        "targets",
        "The sanctions target [Anton Verin] and [Bela Koros], the EU said.",
        [
            ("Anton Verin", "EU", "listed", None, "asserted"),
            ("Bela Koros", "EU", "listed", None, "asserted"),
        ],
    ),
    (
        "who is under",
        "[Anton Verin], who is under US sanctions, arrived in <Moscow>.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "arrested not sanctioned",
        "Police arrested [Bela Koros], an aide to [Anton Verin], who was sanctioned by the US in 2018.",
        [("Anton Verin", "US", "listed", "2018", "asserted")],
    ),
    (
        "met",
        "[Bela Koros] met [Anton Verin], an oligarch under EU sanctions, in <Paris>.",
        [("Anton Verin", "EU", "listed", None, "asserted")],
    ),
    (
        "commission",
        "The European Commission proposed adding [Anton Verin] to the sanctions list.",
        [("Anton Verin", "EU", "listed", None, "hedged")],
    ),
    (
        "sanctions against named",
        "Sanctions against [Anton Verin] were announced by Switzerland on Tuesday.",
        [("Anton Verin", "CH", "listed", "2021-03-09", "asserted")],
    ),
    (
        "face sanctions",
        "[Anton Verin] now faces US sanctions.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "faces possible",
        "[Anton Verin] faces possible US sanctions.",
        [("Anton Verin", "US", "listed", None, "hedged")],
    ),
    (
        "denied being sanctioned",
        "[Anton Verin] denied that he had been sanctioned by the EU.",
        [("Anton Verin", "EU", "listed", None, "negated")],
    ),
    (
        "denied reports that",
        "The Treasury denied reports in the city's press that it had sanctioned [Anton Verin].",
        [("Anton Verin", "US-TREASURY", "listed", None, "negated")],
    ),
    (
        "rejected claims about somebody sanctioned",
        "The ministry rejected claims that it paid militias, for which the EU sanctioned [Anton Verin].",
        [("Anton Verin", "EU", "listed", None, "asserted")],
    ),
    (
        "placed on by",
        "[Anton Verin], 45, was placed on the UN Security Council sanctions list on 7 March 2012.",
        [("Anton Verin", "UNSC", "listed", "2012-03-07", "asserted")],
    ),
    (
        "added to the list of SDGTs",
        "The Treasury added [Anton Verin] to its list of Specially Designated Global Terrorists in November.",
        [("Anton Verin", "US-TREASURY", "listed", "2020-11", "asserted")],
    ),
    (
        "listed by committee",
        "The Security Council's 1267 committee listed [Anton Verin] in 2003 for financing {Jund}.",
        [("Anton Verin", "UN-1267", "listed", "2003", "asserted")],
    ),
    (
        "ex-minister apposition first",
        "Former oil minister [Anton Verin] was blacklisted by Washington in 2019.",
        [("Anton Verin", "US", "listed", "2019", "asserted")],
    ),
    (
        "nephew of",
        "[Bela Koros], a nephew of [Anton Verin], was sanctioned by the UK in 2020.",
        [("Bela Koros", "UK", "listed", "2020", "asserted")],
    ),
    (
        "and his son",
        "The EU sanctioned [Anton Verin] and his son [Bela Verinov] in 2015.",
        [
            ("Anton Verin", "EU", "listed", "2015", "asserted"),
            ("Bela Verinov", "EU", "listed", "2015", "asserted"),
        ],
    ),
    (
        "already sanctioned",
        "[Anton Verin], already sanctioned by the US, was indicted on Monday.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "sanctions which",
        "In 2014 Canada announced sanctions on several tycoons, including [Anton Verin].",
        [("Anton Verin", "CA", "listed", "2014", "asserted")],
    ),
    (
        "lost appeal",
        "[Anton Verin] lost his appeal against EU sanctions on Wednesday.",
        [("Anton Verin", "EU", "listed", None, "asserted")],
    ),
    (
        "delisting sought",
        "[Anton Verin] asked the UN to remove him from its sanctions list.",
        [("Anton Verin", "UNSC", "delisted", None, "hedged")],
    ),
    (
        "off list after",
        "After his name was removed from the UN sanctions list in 2015, [Anton Verin] moved to <Doha>.",
        [("Anton Verin", "UNSC", "delisted", "2015", "asserted")],
    ),
    (
        "sanctioned for",
        "Treasury sanctioned [Anton Verin] for acting on behalf of [Carl Dietz].",
        [("Anton Verin", "US-TREASURY", "listed", None, "asserted")],
    ),
    (
        "three days later",
        "On 3 May 2018 the US sanctioned [Anton Verin]. Three days later the EU followed suit.",
        [
            ("Anton Verin", "EU", "listed", "2018-05-06", "asserted"),
            ("Anton Verin", "US", "listed", "2018-05-03", "asserted"),
        ],
    ),
    (
        "both sanctioned",
        "[Anton Verin] and [Bela Koros] were both sanctioned by Australia in 2017.",
        [
            ("Anton Verin", "AU", "listed", "2017", "asserted"),
            ("Bela Koros", "AU", "listed", "2017", "asserted"),
        ],
    ),
    (
        "neither",
        "Neither [Anton Verin] nor [Bela Koros] has been sanctioned by the EU.",
        [
            ("Anton Verin", "EU", "listed", None, "negated"),
            ("Bela Koros", "EU", "listed", None, "negated"),
        ],
    ),
    (
        "unlike",
        "Unlike [Bela Koros], [Anton Verin] has not been sanctioned by the EU.",
        [("Anton Verin", "EU", "listed", None, "negated")],
    ),
    (
        "while",
        "While [Bela Koros] was sanctioned by the EU in 2014, [Anton Verin] was not.",
        [
            ("Anton Verin", "EU", "listed", "2014", "negated"),
            ("Bela Koros", "EU", "listed", "2014", "asserted"),
        ],
    ),
    (
        "lawyers said",
        "Lawyers for [Anton Verin] said the US sanctions on their client were unfair.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "brother of known",
        "The Treasury designated the brother of [Anton Verin] in 2016.",
        [("not understood", "US-TREASURY", "listed", "2016", "asserted")],
    ),
    (
        "by fronted authority",
        "In a statement, the State Department said it had designated [Anton Verin] and [Bela Koros].",
        [
            ("Anton Verin", "US-STATE", "listed", None, "asserted"),
            ("Bela Koros", "US-STATE", "listed", None, "asserted"),
        ],
    ),
    (
        "being sanctioned gerund",
        "Since being sanctioned by the EU in 2014, [Anton Verin] has lived in <Dubai>.",
        [("Anton Verin", "EU", "listed", "2014", "asserted")],
    ),
    (
        "kingpin act",
        "[Anton Verin] was designated under the Kingpin Act on May 5, 2010.",
        [("Anton Verin", "US", "listed", "2010-05-05", "asserted")],
    ),
    (
        "US citizens barred",
        "The designation freezes any assets [Anton Verin] holds in the United States.",
        [],
    ),
    (
        "EO only",
        "Executive Order 13224 targets terrorists, the department said.",
        [("not understood", "US", "listed", None, "asserted")],
    ),
    (
        "would-be",
        "If the EU lists [Anton Verin], he will lose his yacht.",
        [("Anton Verin", "EU", "listed", None, "hedged")],
    ),
    (
        "was once",
        "[Anton Verin] was once on the US sanctions list.",
        [("Anton Verin", "US", "listed", None, "asserted")],
    ),
    (
        "UN-listed",
        "The UN-listed financier [Anton Verin] died on Sunday.",
        [("Anton Verin", "UNSC", "listed", None, "asserted")],
    ),
    (
        "list includes",
        "The EU's new sanctions list includes [Anton Verin], [Bela Koros] and {Acme Bank}.",
        [
            ("Anton Verin", "EU", "listed", None, "asserted"),
            ("Bela Koros", "EU", "listed", None, "asserted"),
            ("entity", "EU", "listed", None, "asserted"),
        ],
    ),
    (
        "sanctioned along with",
        "[Anton Verin] was sanctioned along with [Bela Koros] by the US in 2018.",
        [
            ("Anton Verin", "US", "listed", "2018", "asserted"),
            ("Bela Koros", "US", "listed", "2018", "asserted"),
        ],
    ),
    (
        "his assets",
        "The UN put [Anton Verin] on its list in 2012 and his assets were frozen.",
        [("Anton Verin", "UNSC", "listed", "2012", "asserted")],
    ),
    (
        "aide of",
        "[Bela Koros], who advises [Anton Verin], was sanctioned by the EU.",
        [("Bela Koros", "EU", "listed", None, "asserted")],
    ),
    (
        "colon list",
        "The following were added to the UN sanctions list on Monday: [Anton Verin], [Bela Koros] and [Carl Dietz].",
        [
            ("Anton Verin", "UNSC", "listed", "2021-03-08", "asserted"),
            ("Bela Koros", "UNSC", "listed", "2021-03-08", "asserted"),
            ("Carl Dietz", "UNSC", "listed", "2021-03-08", "asserted"),
        ],
    ),
    (
        "those delisted",
        "Three others, [Anton Verin], [Bela Koros] and [Carl Dietz], were delisted by OFAC.",
        [
            ("Anton Verin", "US-TREASURY", "delisted", None, "asserted"),
            ("Bela Koros", "US-TREASURY", "delisted", None, "asserted"),
            ("Carl Dietz", "US-TREASURY", "delisted", None, "asserted"),
        ],
    ),
    (
        "by the noun that was tied to the name",
        "[Anton Verin], [Bela Koros] and the governor of a jail, [Carl Dietz], were listed by Canada. The governor was designated by Britain in 2019.",
        [
            ("Anton Verin", "CA", "listed", None, "asserted"),
            ("Bela Koros", "CA", "listed", None, "asserted"),
            ("Carl Dietz", "CA", "listed", None, "asserted"),
            ("Carl Dietz", "UK", "listed", "2019", "asserted"),
        ],
    ),
    (
        "by the noun behind the name",
        "[Bela Koros], a coastguard captain from Zawiya, met prosecutor [Anna Dietz]. Italy never put the captain on its sanctions list.",
        [("Bela Koros", "IT", "listed", None, "negated")],
    ),
    (
        "exempted for a journey",
        "[Anton Verin], who is on the UN sanctions list, was exempted from the travel ban for a week.",
        [("Anton Verin", "UNSC", "listed", None, "asserted")],
    ),
    (
        "waived",
        "The US waived sanctions on [Anton Verin] in 2020.",
        [("Anton Verin", "US", "delisted", "2020", "asserted")],
    ),
    (
        "between",
        "[Anton Verin] was on the UN blacklist between 2014 and 2016.",
        [("Anton Verin", "UNSC", "listed", "2014/2016", "asserted")],
    ),
    (
        "ago year",
        "Two years ago, the EU sanctioned [Anton Verin].",
        [("Anton Verin", "EU", "listed", "2019", "asserted")],
    ),
    (
        "leader of an org",
        "The State Department designated {Northern Front} and [Anton Verin], its leader, on Tuesday.",
        [
            ("Anton Verin", "US-STATE", "listed", "2021-03-09", "asserted"),
            ("entity", "US-STATE", "listed", "2021-03-09", "asserted"),
        ],
    ),
    (
        "reporter",
        "[Anton Verin], a reporter, wrote about US sanctions on <Iran>.",
        [("entity", "US", "listed", None, "asserted")],
    ),
    (
        "minister imposed",
        "Prime Minister [Anton Verin] imposed sanctions on [Bela Koros].",
        [("Bela Koros", None, "listed", None, "asserted")],
    ),
    # press style, two authorities, other speakers
    (
        "daughter of another",
        "[Gulnara Asanova], the daughter of the late president, was placed under sanctions by the Treasury in December 2017 for leading a criminal network.",
        [("Gulnara Asanova", "US-TREASURY", "listed", "2017-12", "asserted")],
        "2021-03-10",
    ),
    (
        "figures on a list",
        "The 38-year-old [Samir Haddad] has figured on the UN's al-Qaida list since 2015, when his assets were frozen.",
        [("Samir Haddad", "UN-1267", "listed", "2015", "asserted")],
        "2021-03-10",
    ),
    (
        "inverted list",
        "Also on the list are [Samir Haddad], a recruiter, and [Omar Tali], who raised money in <Kuwait>, according to the Treasury.",
        [
            ("Omar Tali", "US-TREASURY", "listed", None, "asserted"),
            ("Samir Haddad", "US-TREASURY", "listed", None, "asserted"),
        ],
        "2021-03-10",
    ),
    (
        "lawyers say",
        "The tycoon's lawyers say the EU wrongly listed [Pavel Gromov] in April 2022.",
        [("Pavel Gromov", "EU", "listed", "2022-04", "asserted")],
        "2023-01-05",
    ),
    (
        "among those whom",
        "[Pavel Gromov], 60, who is close to the Kremlin, was among seven oligarchs whom London sanctioned on 10 March 2022.",
        [("Pavel Gromov", "UK", "listed", "2022-03-10", "asserted")],
        "2023-01-05",
    ),
    (
        "he stays on the list",
        "A federal judge sided with [Pavel Gromov] on Friday, but he stays on the Treasury's blacklist.",
        [("Pavel Gromov", "US-TREASURY", "listed", None, "asserted")],
        "2023-01-05",
    ),
    (
        "it has not",
        "The Treasury accused [Pavel Gromov] of laundering money. It has not sanctioned him.",
        [("Pavel Gromov", "US-TREASURY", "listed", None, "negated")],
        "2023-01-05",
    ),
    (
        "recommended",
        "[Ruth Vance], who heads the UN panel of experts, recommended that [Pavel Gromov] be sanctioned.",
        [("Pavel Gromov", "UNSC", "listed", None, "hedged")],
        "2023-01-05",
    ),
    (
        "same day without a date",
        "On the same day, the State Department designated the group's military chief, [Omar Tali], and its spokesman, [Samir Haddad].",
        [
            ("Omar Tali", "US-STATE", "listed", None, "asserted"),
            ("Samir Haddad", "US-STATE", "listed", None, "asserted"),
        ],
        "2021-03-10",
    ),
    (
        "had his name struck",
        "[Omar Tali] had his name struck from the UN list in 2019 after he renounced violence.",
        [("Omar Tali", "UNSC", "delisted", "2019", "asserted")],
        "2021-03-10",
    ),
    (
        "was removing",
        "In a notice published Thursday, OFAC said it was removing [Omar Tali] from the SDN List.",
        [("Omar Tali", "US-TREASURY", "delisted", "2021-03-04", "asserted")],
        "2021-03-10",
    ),
    (
        "opening participle",
        "Designated by the United States in 2009, [Omar Tali] was killed in a drone strike last year.",
        [("Omar Tali", "US", "listed", "2009", "asserted")],
        "2021-03-10",
    ),
    (
        "two authorities in a remark",
        "[Omar Tali], blacklisted by the UN and the US, was seen in public on Sunday.",
        [
            ("Omar Tali", "UNSC", "listed", None, "asserted"),
            ("Omar Tali", "US", "listed", None, "asserted"),
        ],
        "2021-03-10",
    ),
    (
        "whom it designated",
        "The US has offered $5m for [Omar Tali], whom it designated as a terrorist in 2011.",
        [("Omar Tali", "US", "listed", "2011", "asserted")],
        "2021-03-10",
    ),
    (
        "sanctions imposed by",
        "Sanctions imposed by the EU on [Pavel Gromov] in 2014 expire in September.",
        [("Pavel Gromov", "EU", "listed", "2014", "asserted")],
        "2021-03-10",
    ),
    (
        "one of those",
        "Police in <Spain> seized a yacht that belongs to [Pavel Gromov], one of the Russians sanctioned by the EU over the war.",
        [("Pavel Gromov", "EU", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "sanctions have not stopped",
        "US sanctions have not stopped [Pavel Gromov] from travelling.",
        [],
        "2021-03-10",
    ),
    (
        "law",
        "[Ruth Vance] wrote the sanctions law that the EU adopted in 2020.",
        [],
        "2021-03-10",
    ),
    (
        "envoy",
        "[Ruth Vance], the EU's sanctions envoy, visited <Tashkent> on Monday.",
        [],
        "2021-03-10",
    ),
    (
        "announced the designation",
        "[Dana Hill] of the Treasury announced the designation of {Northern Front}.",
        [("entity", "US-TREASURY", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "want put",
        "Human rights groups want [Pavel Gromov] put on the Magnitsky list.",
        [("Pavel Gromov", "US", "listed", None, "hedged")],
        "2021-03-10",
    ),
    (
        "fell under",
        "[Pavel Gromov] fell under EU sanctions in 2014.",
        [("Pavel Gromov", "EU", "listed", "2014", "asserted")],
        "2021-03-10",
    ),
    (
        "came under",
        "[Pavel Gromov] came under US sanctions in April 2018.",
        [("Pavel Gromov", "US", "listed", "2018-04", "asserted")],
        "2021-03-10",
    ),
    (
        "approved the addition",
        "The UN Security Council committee approved the addition of [Omar Tali] to its list on 4 May 2016.",
        [("Omar Tali", "UNSC", "listed", "2016-05-04", "asserted")],
        "2021-03-10",
    ),
    (
        "listed under a reference",
        "According to the UN, [Omar Tali] was listed on 4 May 2016 under reference QDi.900.",
        [("Omar Tali", "UNSC", "listed", "2016-05-04", "asserted")],
        "2021-03-10",
    ),
    (
        "one is, one is not",
        "His brother [Omar Tali] is a Specially Designated Global Terrorist; [Samir Haddad] himself has not been designated by the US.",
        [
            ("Omar Tali", "US", "listed", None, "asserted"),
            ("Samir Haddad", "US", "listed", None, "negated"),
        ],
        "2021-03-10",
    ),
    (
        "until a year",
        "Until 2019 [Pavel Gromov] was under US sanctions.",
        [("Pavel Gromov", "US", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "and frozen",
        "The EU has blacklisted [Pavel Gromov] and frozen his assets.",
        [("Pavel Gromov", "EU", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "two authorities after another verb",
        "[Pavel Gromov] is wanted by Interpol and sanctioned by the US and EU.",
        [
            ("Pavel Gromov", "EU", "listed", None, "asserted"),
            ("Pavel Gromov", "US", "listed", None, "asserted"),
        ],
        "2021-03-10",
    ),
    (
        "headline with a comma",
        "EU adds [Pavel Gromov], [Omar Tali] to blacklist",
        [
            ("Omar Tali", "EU", "listed", None, "asserted"),
            ("Pavel Gromov", "EU", "listed", None, "asserted"),
        ],
        "2021-03-10",
    ),
    (
        "headline designates",
        "Treasury designates [Pavel Gromov] for election interference",
        [("Pavel Gromov", "US-TREASURY", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "remain in place",
        "Sanctions on [Pavel Gromov] remain in place, the State Department said.",
        [("Pavel Gromov", "US-STATE", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "ministry of a country",
        "The Turkish Treasury and Finance Ministry froze the assets of [Pavel Gromov] on 3 March.",
        [("Pavel Gromov", "TR", "listed", "2021-03-03", "asserted")],
        "2021-03-10",
    ),
    (
        "ministry of a country, its name behind",
        "The Ministry of Foreign Affairs of the Russian Federation put [Pavel Gromov] on a list.",
        [("Pavel Gromov", "RU", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "a council of a union that is not the UN's",
        "The African Union's Peace and Security Council sanctioned [Pavel Gromov] on 3 March.",
        [("Pavel Gromov", "AU-UNION", "listed", "2021-03-03", "asserted")],
        "2021-03-10",
    ),
    (
        "what is done beside what is not",
        "London did not wait and sanctioned [Pavel Gromov] in May 2020.",
        [("Pavel Gromov", "UK", "listed", "2020-05", "asserted")],
        "2021-03-10",
    ),
    (
        "two acts that are denied",
        "London did not list and sanction [Pavel Gromov].",
        [("Pavel Gromov", "UK", "listed", None, "negated")],
        "2021-03-10",
    ),
    (
        "a remark behind a name that is denied something else",
        "Not among those hit is [Pavel Gromov], sanctioned by Canada in May 2020.",
        [("Pavel Gromov", "CA", "listed", "2020-05", "asserted")],
        "2021-03-10",
    ),
    (
        "question answered with no",
        "Has the EU blacklisted [Pavel Gromov]? No. The page is a forgery.",
        [("Pavel Gromov", "EU", "listed", None, "negated")],
        "2021-03-10",
    ),
    (
        "question answered with yes",
        "Has the EU blacklisted [Pavel Gromov]? Yes, and his wife knows.",
        [("Pavel Gromov", "EU", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "question without an answer",
        "Has the EU blacklisted [Pavel Gromov]? No one knows.",
        [("Pavel Gromov", "EU", "listed", None, "hedged")],
        "2021-03-10",
    ),
    (
        "question about what may be, answered with yes",
        "Could the EU blacklist [Pavel Gromov]? Yes.",
        [("Pavel Gromov", "EU", "listed", None, "hedged")],
        "2021-03-10",
    ),
    (
        "question that takes the act for granted",
        "When did you learn that the EU had blacklisted [Pavel Gromov]?",
        [("Pavel Gromov", "EU", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "somebody's word within a relative clause",
        "[Pavel Gromov], who according to former inmates ran the prison, was designated by the EU.",
        [("Pavel Gromov", "EU", "listed", None, "asserted")],
        "2021-03-10",
    ),
    (
        "somebody's word for the act",
        "[Pavel Gromov], according to former inmates, was designated by the EU.",
        [("Pavel Gromov", "EU", "listed", None, "attributed")],
        "2021-03-10",
    ),
    (
        "named in a programme of rewards",
        "The State Department's Rewards programme named [Omar Tali] on Tuesday.",
        [],
        "2021-03-10",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected", "published"),
    [(*case[1:3], case[3] if len(case) > 3 else PUBLISHED) for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_claims_of_a_sentence(told, text, expected, published):
    assert told(text, published) == set(expected)


def test_pronoun_takes_the_person_of_its_gender(told):
    text = "[Anton Verin] employed [Mara Lind]. She was sanctioned by Canada in May 2020."
    assert told(text, PUBLISHED, genders={"Verin": "male", "Lind": "female"}) == {
        ("Mara Lind", "CA", "listed", "2020-05", "asserted")
    }


def test_without_a_publication_date_a_weekday_stays_unresolved(told):
    assert told("The EU sanctioned [Anton Verin] on Tuesday.") == {
        ("Anton Verin", "EU", "listed", None, "asserted")
    }


def test_surname_taken_for_an_organization_is_the_known_person(told):
    text = "[Anton Verin] owns ships. The EU sanctioned {Verin} in 2014."
    assert told(text, PUBLISHED) == {("Anton Verin", "EU", "listed", "2014", "asserted")}


def test_name_with_who_behind_it_is_a_person_though_no_recognizer_says_so(told):
    text = "{Verin}, who founded the bank, was sanctioned by the EU in 2014."
    assert told(text, PUBLISHED) == {("name Verin", "EU", "listed", "2014", "asserted")}


def test_programme_is_kept_with_the_words_of_the_article(claims_of):
    (claim,) = claims_of("[Anton Verin] was designated under Executive Order 13224 in 2016.")
    assert (claim.programme, claim.programme_text) == ("SDGT", "Executive Order 13224")


def test_list_without_a_programme_keeps_its_words(claims_of):
    (claim,) = claims_of("[Anton Verin] is on the EU sanctions list.")
    assert (claim.programme, claim.programme_text) == (None, "sanctions list")


def test_date_tells_how_it_was_resolved(claims_of):
    _, second = claims_of(
        "In 2014 the UN listed [Anton Verin]. The following year the State Department named him "
        "a Specially Designated Global Terrorist."
    )
    assert second.date is not None
    assert second.date.text == "The following year"
    assert second.date.resolution == "one year after 2014, named before"


def test_ids_count_claims_in_order_of_appearance(claims_of):
    claims = claims_of("The UN listed [Anton Verin]. The EU sanctioned [Bela Koros].")
    assert [claim.id for claim in claims] == ["a.c1", "a.c2"]
    assert claims[0].trigger < claims[1].trigger


def test_a_language_without_rules_is_told_as_not_understood(lexicon, annotated):
    article = annotated("[Anton Verin] ist tot. Die EU setzte ihn auf die Sanktionsliste.")
    german = type(article)(
        article=type(article.article)(
            id="a",
            source="test",
            text=article.article.text,
            title="",
            published=None,
            language="de",
            sha256="",
        ),
        sentences=article.sentences,
        persons=article.persons,
    )
    assert "de" not in lexicon.languages
    (claim,) = extract_claims(german, lexicon)
    assert not claim.understood
    assert claim.text == "Die EU setzte ihn auf die Sanktionsliste."


def test_the_canonical_facts_with_a_scrapers_repair(told):
    text = (
        "[Verin] preached, filmed and recruited, and the films made him known. "
        "What he was known for had a price: in 2014 the UN Security Council put him on its list, "
        "beside others tied to al-Qaeda, as the head of {Northern Front}. "
        "The following year, the U.S.\nState Department named him a “Specially Designated "
        "Global Terrorist”."
    )
    assert told(text) == {
        ("Verin", "UNSC", "listed", "2014", "asserted"),
        ("Verin", "US-STATE", "listed", "2015", "asserted"),
    }


_PIECES = st.sampled_from(
    [
        "[Anton Verin]",
        "[Bela Koros]",
        "{Northern Front}",
        "<Ruritania>",
        "the EU",
        "OFAC",
        "was",
        "has been",
        "sanctioned",
        "designated",
        "listed",
        "removed from",
        "the sanctions list",
        "sanctions on",
        "by",
        "and",
        ",",
        ";",
        ":",
        ".",
        "who",
        "whom",
        "not",
        "could",
        "in 2014",
        "on Tuesday",
        "the following year",
        "he",
        "they",
        "his brother",
        "Those",
        "include",
        "are",
        "a Specially Designated Global Terrorist",
        "(",
        ")",
        "“",
        "’s",
        "did so",
        "under",
        "face",
    ]
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=24))
def test_any_order_of_words_gives_claims_inside_the_text(lexicon, annotated, pieces):
    article = annotated(" ".join(pieces), PUBLISHED)
    claims = extract_claims(article, lexicon)
    text = article.article.text
    persons = {person.id for person in article.persons}
    assert claims == extract_claims(article, lexicon)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.start <= claim.trigger[0] < claim.trigger[1] <= claim.end
        assert claim.person is None or claim.person in persons
        assert claim.understood is (claim.subject_kind is not SubjectKind.UNKNOWN)
        if claim.date is not None:
            assert text[claim.date.start : claim.date.end] == claim.date.text


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_can_be_read(lexicon, annotated, text):
    extract_claims(annotated(text.replace("[", "").replace("{", "").replace("<", "")), lexicon)


_TEMPLATE = (
    "A prolific propagandist, [{surname}] became known as the “guide” of foreign fighters. His "
    "notoriety earned him global attention: in {year} {first} listed him among individuals linked "
    "to al-Qaeda for his leadership of {{{{Northern Front}}}} and his coordination of networks. "
    "The following year, {second} designated him a “Specially Designated Global Terrorist”. After "
    "years of activity, he was detained in 2020. [{surname}] has rejected the accusations."
)
_FIRST = {
    "the UN Security Council": "UNSC",
    "the United Nations": "UNSC",
    "the Security Council's 1267 committee": "UN-1267",
    "the UN": "UNSC",
}
_SECOND = {
    "the U.S. State Department": "US-STATE",
    "the State Department": "US-STATE",
    "the US Treasury": "US-TREASURY",
    "OFAC": "US-TREASURY",
    "Washington": "US",
}


@pytest.mark.parametrize("surname", ["Verin", "al-Hasan", "Nguyen Van Koros", "O'Dell", "Ødegård"])
@pytest.mark.parametrize("first", _FIRST)
@pytest.mark.parametrize("second", _SECOND)
def test_canonical_passage_with_other_names_dates_and_authorities(told, surname, first, second):
    year = 2004 + len(surname) + len(second) % 7
    text = _TEMPLATE.format(surname=surname, year=year, first=first, second=second)
    assert told(text.replace("{{", "{").replace("}}", "}"), "2025-10") == {
        (surname, _FIRST[first], "listed", str(year), "asserted"),
        (surname, _SECOND[second], "listed", str(year + 1), "asserted"),
    }


def test_real_news_makes_hardly_any_claims_about_persons(lexicon, shared, annotated):
    """Persons as the corpus marks them; one article in it tells of frozen assets, rightly."""
    made = []
    with gzip.open(shared / "cases" / "newswire_asia.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            text = record["text"]
            marked = text.translate({ord(sign): " " for sign in "[]{}<>"})
            for start, end in sorted(record["ents"], reverse=True):
                marked = f"{marked[:start]}[{marked[start:end]}]{marked[end:]}"
            article = annotated(marked)
            made += [
                claim.text
                for claim in extract_claims(article, lexicon)
                if claim.understood and claim.subject_kind is SubjectKind.PERSON
            ]
    assert len(made) <= 2, made


def test_text_without_stops_is_read_in_pieces(claims_of):
    text = "".join(
        f"the EU sanctioned [Anton Verin{number}] and the US listed him on its sanctions list and "
        for number in range(100)
    )
    claims = claims_of(text)
    assert len(claims) > 100
    assert max(claim.end - claim.start for claim in claims) <= 2000
