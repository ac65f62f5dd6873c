"""Verdicts on right claims about persons on the real lists, against what the files themselves say.

    .venv/bin/python benchmarks/verdicts.py [--shared ../shared] [--persons 400] [--all]

Claims are made from the raw files (xml.etree, not sanxref's parsers): true ones, and ones whose
date, programme, authority or polarity is exchanged. The person is looked up by name as for an
article. What the verdict may be follows from the file; where another entry of the same list has
nearly the same name (rapidfuzz token_set_ratio of 80), `unconfirmed` is right too.
"""

import argparse
import gzip
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
from matching_accuracy import LISTS, make_matcher, read_list
from rapidfuzz import fuzz, process, utils

from sanxref.claims import ClaimOptions, verify_claims
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind, Verdict
from sanxref.model.dates import PartialDate
from sanxref.model.designations import SourceKey
from sanxref.model.matches import Query
from sanxref.model.snapshots import ListState, ListStatus, LoadedList, Snapshot
from sanxref.settings import load_settings

NAMESAKE, FAR = 80, 70
PUBLISHED = {"un": date(2025, 8, 2), "ofac-sdn": date(2024, 5, 7)}
YES, NO, OPEN, OUT = (
    Verdict.CONFIRMED,
    Verdict.CONTRADICTED,
    Verdict.UNCONFIRMED,
    Verdict.OUT_OF_SCOPE,
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """What a raw file says of one person.

    Attributes:
        source: The list.
        name: As the list has it, given name first.
        tags: UN list type, or OFAC programmes.
        listed: Day of listing; None on the list that tells none.
        names: Of all aliases too.
    """

    source: str
    name: str
    tags: frozenset[str]
    listed: date | None
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A claim about a person, and the verdicts that are right."""

    kind: str
    right: frozenset[Verdict]
    authority: str
    programme: str | None = None
    action: Action = Action.LISTED
    when: PartialDate | None = None
    polarity: Polarity = Polarity.ASSERTED


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--persons", type=int, default=400, help="of each list")
    parser.add_argument("--all", action="store_true", help="print each wrong verdict")
    arguments = parser.parse_args()
    counts, wrong = run(arguments.shared, arguments.persons)
    print("| claim | claims | confirmed | contradicted | unconfirmed | out of scope | wrong |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for kind, verdicts in counts.items():
        row = " | ".join(str(verdicts[verdict]) for verdict in (YES, NO, OPEN, OUT))
        bad = sum(told.kind == kind for _, told, _, _ in wrong)
        print(f"| {kind} | {verdicts.total()} | {row} | {bad} |")
    every = sum(verdicts.total() for verdicts in counts.values())
    confirmed = sum(verdict is YES for _, _, verdict, _ in wrong)
    print(f"\n{every} claims: {confirmed} confirmed that should not be, {len(wrong) - confirmed} ")
    print(f"others wrong ({(len(wrong) - confirmed) / every:.2%})")
    if arguments.all:
        for person, told, verdict, reasons in wrong:
            print(person.source, person.name, told, verdict, reasons, sep=" | ")


def run(shared, size):
    """Verdicts by kind of claim, and the wrong ones."""
    people = read_un(shared) + read_sdn(shared)
    designations = {key: read_list(shared, *which) for key, which in LISTS.items()}
    matcher = make_matcher([item for items in designations.values() for item in items])
    lists = tuple(loaded(key, items) for key, items in designations.items())
    lexicon = load_settings().lexicon
    draw = random.Random(20261123)
    counts, wrong = defaultdict(Counter), []
    for source in LISTS:
        mine = [person for person in people if person.source == source]
        others = {
            key: [
                (utils.default_process(name), person)
                for person in people
                if person.source == key
                for name in person.names
            ]
            for key in LISTS
        }
        for person in draw.sample(mine, min(size, len(mine))):
            near = {key: nearness(person, names) for key, names in others.items()}
            matches = matcher.match(Query(names=(person.name,)))
            for told in claims_about(person, near, draw):
                right = told.right | ({OPEN} if near[source] >= NAMESAKE else set())
                (verified,) = verify_claims(
                    (claim_of(person, told),),
                    matches={"p": matches},
                    lists=lists,
                    lexicon=lexicon,
                    options=ClaimOptions(),
                    published=PartialDate.parse("2025-09-01"),
                )
                counts[told.kind][verified.verdict] += 1
                if verified.verdict not in right:
                    reasons = "; ".join(check.reason for check in verified.checks)
                    wrong.append((person, told, verified.verdict, reasons))
    return counts, wrong


def nearness(person, names):
    """How like the name nearest to a person's is, among those of other persons."""
    texts = [text for text, other in names if other is not person]
    asked = utils.default_process(person.name)
    return float(np.max(process.cdist([asked], texts, scorer=fuzz.token_set_ratio)))


def claims_about(person, near, draw):
    """True and false claims, each with what may be said of it."""
    if person.source == "un":
        yield from claims_of_un(person, near, draw)
    else:
        yield from claims_of_sdn(person, near)


def claims_of_un(person, near, draw):
    listed, day = person.listed, timedelta(days=1)
    yes, no, still_open = frozenset({YES}), frozenset({NO}), frozenset({OPEN})
    yield Told(kind="UN, true", right=yes, authority="UNSC")
    for kind, when in (
        ("UN, right day", PartialDate.of(listed)),
        ("UN, right month", PartialDate(year=listed.year, month=listed.month)),
        ("UN, right year", PartialDate(year=listed.year)),
    ):
        yield Told(kind=kind, right=yes, authority="UNSC", when=when)
    off = draw.choice([-1, 1]) * draw.randrange(10, 200)
    for kind, when in (
        ("UN, wrong day", PartialDate.of(listed + off * day)),
        ("UN, wrong year", PartialDate(year=listed.year + draw.choice([-3, -2, 2, 3]))),
    ):
        if when.earliest < date(2025, 8, 1):
            yield Told(kind=kind, right=no, authority="UNSC", when=when)
    for kind, right, polarity in (
        ("UN, denied", no, Polarity.NEGATED),
        ("UN, possible", still_open, Polarity.HEDGED),
        ("UN, as he says", yes, Polarity.ATTRIBUTED),
    ):
        yield Told(kind=kind, right=right, authority="UNSC", polarity=polarity)
    if listed < date(2020, 1, 1):
        gone = PartialDate(year=2021, month=5)
        yield Told(
            kind="UN, taken off",
            right=no,
            authority="UNSC",
            action=Action.DELISTED,
            when=gone,
        )
    qaida = "Al-Qaida" in person.tags
    yield Told(
        kind="UN, right committee" if qaida else "UN, wrong committee",
        right=yes if qaida else frozenset({NO, OPEN}),
        authority="UN-1267",
        programme="UN-1267",
    )
    yield Told(kind="EU", right=frozenset({OUT}), authority="EU")
    if near["ofac-sdn"] < FAR:
        yield Told(kind="US of one on the UN list only", right=still_open, authority="US")


def claims_of_sdn(person, near):
    yes, no, still_open = frozenset({YES}), frozenset({NO}), frozenset({OPEN})
    for authority in ("US", "US-TREASURY", "US-STATE"):
        yield Told(kind="US, true", right=yes, authority=authority)
    terror = "SDGT" in person.tags
    yield Told(
        kind="SDGT, true" if terror else "SDGT, false",
        right=yes if terror else no,
        authority="US-STATE",
        programme="SDGT",
    )
    yield Told(kind="SDN, true", right=yes, authority="US-TREASURY", programme="SDN")
    yield Told(
        kind="US, dated, on a list without dates",
        right=still_open,
        authority="US",
        when=PartialDate(year=2016),
    )
    yield Told(kind="US, denied", right=no, authority="US", polarity=Polarity.NEGATED)
    yield Told(kind="US, possible", right=still_open, authority="US", polarity=Polarity.HEDGED)
    if near["un"] < FAR:
        yield Told(kind="UN of one on the US list only", right=still_open, authority="UNSC")


def claim_of(person, told):
    text = f"{person.name} was listed."
    when = told.when
    return Claim(
        id="a.c1",
        person="p",
        subject=person.name,
        subject_kind=SubjectKind.PERSON,
        text=text,
        start=0,
        end=len(text),
        trigger=(len(text) - 7, len(text) - 1),
        authority=told.authority,
        authority_text=told.authority,
        programme=told.programme,
        programme_text=told.programme or "",
        action=told.action,
        date=ClaimDate(date=when, text=str(when), start=0, end=0, resolution="") if when else None,
        polarity=told.polarity,
    )


# ----- the raw files


def read_un(shared):
    root = ET.fromstring(raw(shared, LISTS["un"][0]))
    found = []
    for entry in root.iter("INDIVIDUAL"):
        parts = [
            entry.findtext(f"{which}_NAME") for which in ("FIRST", "SECOND", "THIRD", "FOURTH")
        ]
        name = " ".join(part.strip() for part in parts if part and part.strip())
        aliases = [alias.text for alias in entry.iter("ALIAS_NAME") if alias.text]
        if len(name.split()) > 1:
            found.append(
                Person(
                    source="un",
                    name=name.title(),
                    tags=frozenset({entry.findtext("UN_LIST_TYPE").strip()}),
                    listed=date.fromisoformat(entry.findtext("LISTED_ON")[:10]),
                    names=(name, *aliases),
                )
            )
    return found


def read_sdn(shared):
    text = re.sub(rb'\sxmlns="[^"]+"', b"", raw(shared, LISTS["ofac-sdn"][0]), count=1)
    found = []
    for entry in ET.fromstring(text).iter("sdnEntry"):
        if entry.findtext("sdnType") != "Individual" or not entry.findtext("firstName"):
            continue
        name = f"{entry.findtext('firstName')} {entry.findtext('lastName')}"
        aliases = [
            f"{alias.findtext('firstName') or ''} {alias.findtext('lastName')}".strip()
            for alias in entry.iter("aka")
        ]
        found.append(
            Person(
                source="ofac-sdn",
                name=name.title(),
                tags=frozenset(item.text for item in entry.iter("program")),
                listed=None,
                names=(name, *aliases),
            )
        )
    return found


def raw(shared, name):
    return gzip.decompress((shared / "lists" / name).read_bytes())


def loaded(source, designations):
    snapshot = Snapshot(
        source=SourceKey(source),
        id="s",
        format=LISTS[source][1],
        fetched=datetime(2025, 8, 30, tzinfo=UTC),
        published=PUBLISHED[source],
        sha256="5" * 64,
        content_sha256="6" * 64,
        designations=len(designations),
        counts=(),
        files=(),
        parser_version=1,
    )
    status = ListStatus(
        source=SourceKey(source),
        title=source,
        state=ListState.CURRENT,
        snapshot=snapshot,
        checked=None,
        maximum_age_hours=48,
    )
    return LoadedList(status=status, designations={item.reference: item for item in designations})


if __name__ == "__main__":
    main()
