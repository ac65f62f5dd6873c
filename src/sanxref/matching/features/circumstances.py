"""Nationality, places and gender as qualifiers; each supports or weakens a little."""

from collections.abc import Iterable, Sequence

from sanxref.matching.countries import country_code, country_name
from sanxref.matching.options import MatchingOptions
from sanxref.model.articles import Context, ContextKind
from sanxref.model.designations import Designation
from sanxref.model.matches import Feature, FeatureName
from sanxref.names.normalization import normalize

__all__ = ["birth_place_feature", "gender_feature", "nationality_feature", "place_feature"]


def nationality_feature(
    context: Context, designation: Designation, options: MatchingOptions
) -> Feature:
    """Compare nationalities: 1.0 one in common, 0.0 none, None where one side is unknown.

    The country of birth counts as agreement too, never as difference: articles call
    a man of Senegalese birth Senegalese whatever his passport.
    """
    stated = context.values(ContextKind.NATIONALITY)
    listed = tuple(dict.fromkeys(item.country for item in designation.nationalities))
    born = tuple(
        place.country or place.text.rpartition(",")[2].strip() for place in designation.birth_places
    )
    if not stated or not (listed or born):
        return _unknown(FeatureName.NATIONALITY, stated, listed)
    codes = set(stated)
    if common := _in_common(codes, listed):
        detail = f"Nationality {_list(stated)}; the list has {_list(listed)}: {common} in common."
        effect = options.qualifiers.nationality_agrees
        return Feature(name=FeatureName.NATIONALITY, score=1.0, effect=effect, detail=detail)
    if common := _in_common(codes, born):
        detail = f"Nationality {_list(stated)}; the list has {common} as the country of birth."
        effect = options.qualifiers.nationality_agrees
        return Feature(name=FeatureName.NATIONALITY, score=0.9, effect=effect, detail=detail)
    if not any(country_code(country) for country in listed):
        return _unknown(FeatureName.NATIONALITY, stated, listed)
    detail = f"Nationality {_list(stated)}; the list has {_list(listed)}: none in common."
    effect = options.qualifiers.nationality_differs
    return Feature(name=FeatureName.NATIONALITY, score=0.0, effect=effect, detail=detail)


def birth_place_feature(
    context: Context, designation: Designation, options: MatchingOptions
) -> Feature:
    """Compare places of birth by words or country; a difference says nothing (None)."""
    stated = context.values(ContextKind.BIRTH_PLACE)
    listed = tuple(
        dict.fromkeys(
            part.strip()
            for place in designation.birth_places
            for part in (place.country, place.city, place.region, *place.text.split(","))
            if part.strip()
        )
    )
    return _place(FeatureName.BIRTH_PLACE, stated, listed, options.qualifiers.birth_place_agrees)


def place_feature(context: Context, designation: Designation, options: MatchingOptions) -> Feature:
    """Compare places with listed addresses; people move, so a difference says nothing."""
    stated = context.values(ContextKind.PLACE)
    listed = tuple(
        dict.fromkeys(
            part
            for address in designation.addresses
            for part in (address.city, address.region, address.country)
            if part
        )
    )
    return _place(FeatureName.PLACE, stated, listed, options.qualifiers.place_agrees)


def gender_feature(context: Context, designation: Designation, options: MatchingOptions) -> Feature:
    """Compare genders where both sides know them."""
    stated = context.values(ContextKind.GENDER)
    listed = tuple(dict.fromkeys(gender.lower() for gender in designation.genders))
    if len(stated) != 1 or not listed:
        return _unknown(FeatureName.GENDER, stated, listed)
    agrees = stated[0] in listed
    return Feature(
        name=FeatureName.GENDER,
        score=1.0 if agrees else 0.0,
        effect=0.0 if agrees else options.qualifiers.gender_differs,
        detail=f"Gender {stated[0]}; the list has {_list(listed)}.",
    )


def _place(
    name: FeatureName, stated: Sequence[str], listed: Sequence[str], agrees: float
) -> Feature:
    if not stated or not listed:
        return _unknown(name, stated, listed)
    common = _in_common(set(stated), listed) or _same_words(stated, listed)
    if not common:
        detail = (
            f"{_title(name)} {_list(stated)}; the list has {_list(listed)}: "
            "not the same, which decides nothing."
        )
        return Feature(name=name, score=None, effect=0.0, detail=detail)
    detail = f"{_title(name)} {_list(stated)}; the list has {common}."
    return Feature(name=name, score=1.0, effect=agrees, detail=detail)


def _in_common(codes: set[str], countries: Iterable[str]) -> str:
    return next((country for country in countries if country_code(country) in codes), "")


def _same_words(stated: Sequence[str], listed: Sequence[str]) -> str:
    words = {normalize(text) for text in stated}
    return next((text for text in listed if normalize(text) in words), "")


def _unknown(name: FeatureName, stated: Sequence[str], listed: Sequence[str]) -> Feature:
    left = _list(stated) if stated else "unknown from the text"
    right = f"the list has {_list(listed)}" if listed else "the list has none"
    return Feature(
        name=name, score=None, effect=0.0, detail=f"{_title(name)}: {left}; {right}. Not compared."
    )


def _title(name: FeatureName) -> str:
    return _TITLES.get(name, str(name))


_TITLES = {
    FeatureName.NATIONALITY: "Nationality",
    FeatureName.BIRTH_PLACE: "Place of birth",
    FeatureName.PLACE: "Place",
    FeatureName.GENDER: "Gender",
}


def _list(values: Sequence[str]) -> str:
    return ", ".join(map(country_name, values)) if values else "none"
