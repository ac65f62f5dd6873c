"""The report as FollowTheMoney entities, one JSON object a line, for case tools of that family.

Schemata and properties are those of the FollowTheMoney model (https://followthemoney.tech): an
`Article` for each article with a potential match, a `Person` for each mentioned person that has
one, the `Mention` that joins the two, the target with its `Sanction`, and a `Similar` for each
potential match, with its score and what it is made of. Written by hand, because the library would
bring 270 MB (MATCHING.md section 3).
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from sanxref.model.articles import ContextKind
from sanxref.model.report import ReportArticle, ReportDocument, ReportMatch, ReportPerson
from sanxref.reports.controls import on_one_line

__all__ = ["render_ftm"]

_SCHEMA_OF_KIND = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}

# FollowTheMoney's dates are beginnings of ISO 8601; ranges and "about" have no form there.
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

_LANGUAGE_CODES = (
    "af=afr am=amh ar=ara az=aze be=bel bg=bul bn=ben bs=bos ca=cat cs=ces da=dan de=deu el=ell "
    "en=eng es=spa et=est fa=fas fi=fin fr=fra ga=gle he=heb hi=hin hr=hrv hu=hun hy=hye id=ind "
    "is=isl it=ita ja=jpn ka=kat kk=kaz km=khm kn=kan ko=kor ky=kir lb=ltz lo=lao lt=lit lv=lav "
    "mk=mkd mn=mon ms=msa mt=mlt my=mya ne=nep nl=nld no=nor nb=nor nn=nor pl=pol ps=pus pt=por "
    "ro=ron ru=rus si=sin sk=slk sl=slv sq=sqi sr=srp sv=swe sw=swa ta=tam te=tel tg=tgk th=tha "
    "tk=tuk tl=tgl tr=tur uk=ukr ur=urd uz=uzb vi=vie zh=zho"
)
"""ISO 639-1 and ISO 639-3 of the languages that followthemoney 4.11.2 knows; no others are told."""

_LANGUAGES = dict(re.findall(r"(\w\w)=(\w{3})", _LANGUAGE_CODES))

_PROPERTY_OF_FACT = {
    ContextKind.BIRTH_DATE: "birthDate",
    ContextKind.NATIONALITY: "nationality",
    ContextKind.GENDER: "gender",
    ContextKind.BIRTH_PLACE: "birthPlace",
    ContextKind.ROLE: "position",
}


def render_ftm(document: ReportDocument) -> bytes:
    """Write the entities of all potential matches, each once, in the order of the report."""
    seen: set[str] = set()
    lines = []
    for article in document.articles:
        for entity in _entities(document, article):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                lines.append(msgspec.json.encode(entity) + b"\n")
    return b"".join(lines)


def _entities(document: ReportDocument, article: ReportArticle) -> Iterator[dict[str, Any]]:
    persons = [person for person in article.persons if person.matches]
    if not persons:
        return
    yield _article(article)
    for person in persons:
        yield _person(person)
        yield _entity(
            _id("mention", person.id),
            "Mention",
            document=article.id,
            resolved=person.id,
            name=person.names,
            detectedSchema="Person",
        )
        for match in person.matches:
            yield _target(match)
            yield _sanction(document, match)
            yield _similar(person, match)


def _article(article: ReportArticle) -> dict[str, Any]:
    is_address = article.source.startswith(("http://", "https://"))
    return _entity(
        article.id,
        "Article",
        title=article.title or article.source,
        publishedAt=_date(article.published),
        language=_LANGUAGES.get(article.language.lower().partition("-")[0], ""),
        sourceUrl=article.source if is_address else "",
        fileName="" if is_address else article.source,
        notes=f"SHA-256 {article.sha256}",
    )


def _person(person: ReportPerson) -> dict[str, Any]:
    known: dict[str, list[str]] = {}
    for fact in person.context:
        name = _PROPERTY_OF_FACT.get(ContextKind(fact.kind))
        if name == "nationality":
            known.setdefault(name, []).append(fact.value.lower())
        elif name == "birthDate":
            known.setdefault(name, []).append(_date(fact.value))
        elif name == "birthPlace":
            known.setdefault(name, []).append(fact.text)  # its value may be a country's code
        elif name is not None:
            known.setdefault(name, []).append(fact.value)
    return _entity(person.id, "Person", name=person.name, alias=person.names[1:], **known)


def _target(match: ReportMatch) -> dict[str, Any]:
    names = (match.name_met,) if match.name_met != match.name else ()
    return _entity(
        _id(match.source, match.reference),
        _SCHEMA_OF_KIND.get(match.kind, "LegalEntity"),
        name=match.name,
        alias=names,
        topics="sanction",
    )


def _sanction(document: ReportDocument, match: ReportMatch) -> dict[str, Any]:
    titles = {one.source: one.title for one in document.lists}
    return _entity(
        _id("sanction", match.source, match.reference),
        "Sanction",
        entity=_id(match.source, match.reference),
        authority=titles.get(match.source, match.source),
        authorityId=match.reference,
        unscId=match.reference if match.source == "un" else "",
        program=match.programmes,
        listingDate=_date(match.listed_on),
        endDate=_date(match.delisted_on),
    )


def _similar(person: ReportPerson, match: ReportMatch) -> dict[str, Any]:
    return _entity(
        match.id,
        "Similar",
        candidate=person.id,
        match=_id(match.source, match.reference),
        confidenceScore=f"{match.score:.4f}",
        criteria=[feature.detail for feature in match.features],
        matcher="sanxref",
    )


def _entity(identity: str, schema: str, **properties: object) -> dict[str, Any]:
    """Make an entity; every property is a list of texts, and an empty one is left out."""
    filled = {name: _values(value) for name, value in properties.items()}
    return {
        "id": identity,
        "schema": schema,
        "properties": {name: values for name, values in filled.items() if values},
    }


def _values(value: object) -> list[str]:
    values = value if isinstance(value, (list, tuple)) else (value,)
    told = (on_one_line(str(one)).strip() for one in values if one)
    return list(dict.fromkeys(one for one in told if one))


def _date(text: str | None) -> str:
    return text if text and _DATE.fullmatch(text) else ""


def _id(*parts: str) -> str:
    """Name what has no id in the report by what it is."""
    return f"sanxref-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:20]}"
