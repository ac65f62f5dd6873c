"""Claims against a labelled file (DESIGN.md section 6)."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from sanxref.articles.languages import UNDETERMINED, identify_language
from sanxref.articles.repair import repair_text
from sanxref.claims import Annotate, ClaimLexicon, read_claims
from sanxref.errors import EvaluationError
from sanxref.model.articles import AnnotatedArticle, Article
from sanxref.model.claims import Claim, Polarity, SubjectKind
from sanxref.model.dates import PartialDate

__all__ = ["ClaimFigures", "LabelledClaim", "Passage", "evaluate_claims", "read_passages"]

_ACTIONS = {
    "listed": "listed",
    "designated": "listed",
    "sanctioned": "listed",
    "delisted": "delisted",
}
_NONE = "none"
"""Group of a label without an authority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledClaim:
    """One claim as labelled; `authority` and `date` may be unknown."""

    person: str
    authority: str | None
    action: str
    date: PartialDate | None
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One labelled passage."""

    id: str
    text: str
    published: PartialDate | None
    claims: tuple[LabelledClaim, ...]
    organizations: tuple[str, ...] = ()
    language: str = UNDETERMINED


def passage_article(passage: Passage) -> Article:
    """The article that a labelled passage is, repaired as every article that is read."""
    return _article(passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigures:
    """What was measured; shares are 0.0 to 1.0, and None where nothing was to be counted.

    Attributes:
        count: Passages.
        positives: Labelled claims.
        recall: Labelled claims found with person, authority group and action.
        precision: Claims about persons that a label bears out.
        f1: Harmonic mean of the two.
        authority_accuracy: Of claims found, those with the very authority (not only its group).
        date_accuracy: Of claims found, those with the label's date at the label's precision.
        polarity_accuracy: Of claims found, those with the label's polarity.
        wrong_person_rate: Of claims about persons, those in a passage where authority group and
            action are labelled for another person only.
        false_assertion_rate: Of labels that negate or hedge and were found, those read as asserted.
        understood_rate: Of claims that were made, those that are understood.
        silent_rate: Of passages with a label, those of which nothing was told, not even that they
            mention a designation; of the whole only.
        groups: The same by authority group, as (group, figures).
        items_per_cpu_second: Passages per second of CPU, annotation included.
    """

    count: int
    positives: int
    recall: float | None
    precision: float | None
    f1: float | None
    authority_accuracy: float | None
    date_accuracy: float | None
    polarity_accuracy: float | None
    wrong_person_rate: float | None
    false_assertion_rate: float | None
    understood_rate: float | None
    silent_rate: float | None
    items_per_cpu_second: float
    groups: tuple[tuple[str, "ClaimFigures"], ...] = ()


@dataclass(slots=True)
class _Tally:
    """Counts of one group."""

    passages: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def figures(self, seconds: float) -> ClaimFigures:
        c = self.counts
        recall = _share(c["found"], c["labels"])
        precision = _share(c["right"], c["made"])
        both = (recall or 0.0) + (precision or 0.0)
        return ClaimFigures(
            count=self.passages,
            positives=c["labels"],
            recall=recall,
            precision=precision,
            f1=round(2 * (recall or 0.0) * (precision or 0.0) / both, 4) if both else None,
            authority_accuracy=_share(c["authority"], c["found"]),
            date_accuracy=_share(c["date"], c["found"]),
            polarity_accuracy=_share(c["polarity"], c["found"]),
            wrong_person_rate=_share(c["wrong person"], c["made"]),
            false_assertion_rate=_share(c["false assertion"], c["not asserted"]),
            understood_rate=_share(c["understood"], c["all"]),
            silent_rate=_share(c["silent"], c["telling"]),
            items_per_cpu_second=round(self.passages / seconds, 1) if seconds else 0.0,
        )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def evaluate_claims(path: Path, annotate: Annotate, lexicon: ClaimLexicon) -> ClaimFigures:
    """Extract the claims of labelled passages and compare them with the labels.

    Args:
        path: JSON lines, `{"id", "text", "doc_date", "claims": [...]}`, with `language` (ISO 639-1)
            where it should not be told from the text.
        annotate: Finds sentences, persons, organizations and places; some names may be given.
        lexicon: Words of authorities, programmes and acts.

    Raises:
        EvaluationError: The file cannot be read, or a line is not such an object.
    """
    groups = lexicon.registry.groups()
    total = _Tally()
    tallies: dict[str, _Tally] = {}
    seconds = 0.0
    for passage in read_passages(path):
        begin = time.process_time()
        annotated, claims = read_claims(_article(passage), annotate, lexicon)
        seconds += time.process_time() - begin
        for name, counts in _compare(passage, claims, annotated, groups).items():
            tally = tallies.setdefault(name, _Tally()) if name else total
            tally.passages += 1
            tally.counts += counts
    figures = total.figures(seconds)
    return replace(
        figures,
        groups=tuple((name, tallies[name].figures(seconds)) for name in sorted(tallies)),
    )


def read_passages(path: Path) -> tuple[Passage, ...]:
    """Read a labelled file.

    Raises:
        EvaluationError: It cannot be read, or a line is not as DESIGN.md section 6 has it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    passages = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            passages.append(_passage(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EvaluationError(
                f"{path}, line {number}: not a labelled passage ({error!r}); each line is "
                '{"id", "text", "doc_date", "claims": [{"person", "authority", "action", ...}]}'
            ) from error
    if not passages:
        raise EvaluationError(f"{path} holds no labelled passage")
    return tuple(passages)


def _passage(line: Mapping[str, object]) -> Passage:
    claims, organizations = line["claims"], line.get("orgs") or []
    if not isinstance(claims, list) or not isinstance(organizations, list):
        raise TypeError("claims and orgs must be lists")
    return Passage(
        id=str(line["id"]),
        text=str(line["text"]),
        published=_date(line.get("doc_date")),
        claims=tuple(_label(claim) for claim in claims if claim.get("person")),
        organizations=tuple(str(name) for name in organizations),
        language=str(line.get("language") or identify_language(str(line["text"]))),
    )


def _label(claim: Mapping[str, object]) -> LabelledClaim:
    authority = claim.get("authority")
    return LabelledClaim(
        person=str(claim["person"]),
        authority=str(authority) if authority else None,
        action=_ACTIONS[str(claim["action"])],
        date=_date(claim.get("date")),
        polarity=Polarity(str(claim.get("polarity") or Polarity.ASSERTED)),
    )


def _date(value: object) -> PartialDate | None:
    return PartialDate.parse(str(value)) if value else None


def _article(passage: Passage) -> Article:
    digest = sha256(passage.text.encode()).hexdigest()
    return Article(
        id=passage.id,
        source=passage.id,
        text=repair_text(passage.text).text,
        title="",
        published=passage.published,
        language=passage.language,
        sha256=digest,
    )


def _compare(
    passage: Passage,
    claims: tuple[Claim, ...],
    annotated: AnnotatedArticle,
    groups: Mapping[str, str],
) -> dict[str, Counter[str]]:
    """Count for the whole (key "") and for each authority group of the passage."""
    names = {person.id: person.names or (person.name,) for person in annotated.persons}
    made = [
        claim for claim in claims if claim.understood and claim.subject_kind is SubjectKind.PERSON
    ]
    pairs = _pairs(passage.claims, made, names, groups)
    counts: dict[str, Counter[str]] = {"": Counter()}

    def add(group: str, what: str) -> None:
        counts[""][what] += 1
        counts.setdefault(group, Counter())[what] += 1

    counts[""]["telling"] += bool(passage.claims)
    counts[""]["silent"] += bool(passage.claims) and not claims
    for claim in claims:
        counts[""]["all"] += 1
        counts[""]["understood"] += claim.understood
    for number, label in enumerate(passage.claims):
        group = _group(label.authority, groups)
        add(group, "labels")
        found = pairs.get(number)
        if found is None:
            continue
        add(group, "found")
        for what, holds in _qualities(label, found).items():
            if holds:
                add(group, what)
    paired = {id(claim) for claim in pairs.values()}
    for claim in made:
        group = _group(claim.authority, groups)
        add(group, "made")
        if id(claim) in paired:
            add(group, "right")
        elif any(
            _group(label.authority, groups) == group and label.action == claim.action.value
            for label in passage.claims
        ) and not any(_is_person(label.person, claim, names) for label in passage.claims):
            add(group, "wrong person")
    return counts


def _qualities(label: LabelledClaim, claim: Claim) -> dict[str, bool]:
    denied = label.polarity in {Polarity.NEGATED, Polarity.HEDGED}
    return {
        "authority": label.authority == claim.authority,
        "date": same_date(label.date, claim.date.date if claim.date else None),
        "polarity": label.polarity is claim.polarity,
        "not asserted": denied,
        "false assertion": denied and claim.polarity is Polarity.ASSERTED,
    }


def same_date(wanted: PartialDate | None, got: PartialDate | None) -> bool:
    """Whether two dates say the same, or neither is told."""
    if wanted is None or got is None:
        return wanted is got
    return replace(wanted, approximate=False) == replace(got, approximate=False)


def _pairs(
    labels: tuple[LabelledClaim, ...],
    made: Iterable[Claim],
    names: Mapping[str, tuple[str, ...]],
    groups: Mapping[str, str],
) -> dict[int, Claim]:
    """Join labels and claims one to one, those of equal date and polarity first."""
    possible = [
        (
            -(
                2 * same_date(label.date, claim.date.date if claim.date else None)
                + (label.polarity is claim.polarity)
            ),
            number,
            place,
            claim,
        )
        for number, label in enumerate(labels)
        for place, claim in enumerate(made)
        if label.action == claim.action.value
        and _group(label.authority, groups) == _group(claim.authority, groups)
        and _is_person(label.person, claim, names)
    ]
    pairs: dict[int, Claim] = {}
    used: set[int] = set()
    for _, number, place, claim in sorted(possible, key=lambda item: item[:3]):
        if number not in pairs and place not in used:
            pairs[number] = claim
            used.add(place)
    return pairs


def _group(authority: str | None, groups: Mapping[str, str]) -> str:
    return groups.get(authority, authority) if authority else _NONE


def _is_person(label: str, claim: Claim, names: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the label's words stand in a name of the person, or in the words of the claim."""
    return is_named(label, (*names.get(claim.person or "", ()), claim.subject))


def is_named(label: str, names: Iterable[str]) -> bool:
    """Whether all words of the label stand in a name, or all of a name in the label."""
    wanted = set(_words(label))
    return any(words and (wanted <= words or words <= wanted) for words in map(_word_set, names))


def _word_set(name: str) -> set[str]:
    return set(_words(name))


def _words(name: str) -> list[str]:
    return [word.strip(".,’'\"").lower() for word in name.replace("-", " ").split()]
