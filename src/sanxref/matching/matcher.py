"""Queries to potential matches."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sanxref.matching.alignment import Alignment
from sanxref.matching.features import (
    alias_quality_feature,
    birth_date_feature,
    birth_place_feature,
    gender_feature,
    identifier_feature,
    nationality_feature,
    place_feature,
    target_kind_feature,
)
from sanxref.matching.index import NameIndex
from sanxref.matching.name_scores import NameScores
from sanxref.matching.options import MatchingOptions
from sanxref.matching.scoring import explain, explain_met, score_aligned
from sanxref.model.articles import Context
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    Designation,
    DesignationKey,
    ListedName,
    TargetKind,
)
from sanxref.model.matches import Candidate, Feature, FeatureName, Match, Query
from sanxref.names.words import name_form

__all__ = ["Matcher"]

_MOST_REMEMBERED = 5_000
"""Designations (some 1,500 bytes each) of which it is remembered what is told without a context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A listed name that a name of the query met."""

    name: ListedName
    query_name: str
    score: float
    alignment: Alignment | int
    """Or its place among the scores, from which it is made where it is told."""
    position: int


class Matcher:
    """Compares queries with all listed names; read-only, picklable, for one name or millions."""

    def __init__(
        self,
        index: NameIndex,
        designations: Mapping[DesignationKey, Designation],
        options: MatchingOptions | None = None,
    ) -> None:
        """Take what is compared with.

        Args:
            index: Built from these designations.
            designations: By key; what the index names and this lacks raises KeyError.
            options: Threshold, weights and effects.
        """
        self.index = index
        self.designations = designations
        self.options = options or MatchingOptions()
        self._without_context: dict[DesignationKey, tuple[Feature, ...]] = {}
        self._met: dict[int, Designation] = {}

    def match(self, query: Query) -> tuple[Match, ...]:
        """Find the potential matches of a query.

        Every name of the query is asked; of each designation the best strong name counts.
        The score of the name alone must reach the threshold, and the score with all qualifiers
        too: qualifiers never raise a match, and may sink one.

        Returns:
            Best score first, then by source and reference.
        """
        return self.match_many([query])[0]

    def match_many(self, queries: Sequence[Query]) -> list[tuple[Match, ...]]:
        """Find the potential matches of many queries, whatever their order.

        What is found of a word is kept for all queries that hold it. Some thousands at a time
        are a good measure: memory grows with their number.

        Returns:
            For each query, in order, its matches: best score first, then by source and reference.
        """
        asked = [
            (at, text) for at, query in enumerate(queries) for text in dict.fromkeys(query.names)
        ]
        scores = self._scores([(queries[at], text) for at, text in asked])
        matches: list[tuple[Match, ...]] = [()] * len(queries)
        found = enumerate(scores.queries)
        for at, group in groupby(found, key=lambda item: asked[item[1]][0]):
            places = [(asked[number][1], place) for place, number in group]
            matches[at] = self._match(queries[at], places, scores)
        return matches

    def candidates(self, query: Query) -> tuple[Candidate, ...]:
        """Find the listed names worth comparing, by name of the query and place in the index."""
        names = list(dict.fromkeys(query.names))
        scores = self._scores([(query, text) for text in names])
        return tuple(
            Candidate(
                designation=self.index.key(name),
                query_name=names[number],
                name_index=int(self.index.arrays.position[name]),
            )
            for number, name in zip(scores.queries, scores.names, strict=True)
        )

    def _scores(self, asked: Sequence[tuple[Query, str]]) -> NameScores:
        """Listed names that may reach the threshold, for each name that is asked."""
        everything: frozenset[TargetKind] = frozenset()
        return self.index.scored_many(
            [text for _, text in asked],
            self.options,
            [frozenset(query.kinds) if query.kinds else everything for query, _ in asked],
        )

    def _match(
        self, query: Query, places: Sequence[tuple[str, int]], scores: NameScores
    ) -> tuple[Match, ...]:
        met: dict[int, list[_Met]] = {}
        for text, place in places:
            one = self._meet(text, place, scores)
            if one is not None:
                met.setdefault(scores.designations[place], []).append(one)
        matches = [
            self._judge(query, self._designation(number), items, scores)
            for number, items in met.items()
        ]
        found = [match for match in matches if match is not None]
        found.sort(key=lambda match: (-match.score, match.source, match.reference))
        return tuple(found)

    def _designation(self, number: int) -> Designation:
        """Designation by its number in the index; those met again are at hand."""
        designation = self._met.get(number)
        if designation is None:
            if len(self._met) > _MOST_REMEMBERED:
                self._met.clear()
            designation = self.designations[self.index.designation(number)]
            self._met[number] = designation
        return designation

    def _meet(self, text: str, place: int, scores: NameScores) -> _Met | None:
        """A listed name beside a name that is asked, where its score reaches the threshold."""
        position = scores.positions[place]
        name = self._designation(scores.designations[place]).names[position]
        one, other = name_form(text), name_form(name.natural)
        score = scores.scores[place]
        alignment: Alignment | int = place
        if math.isnan(score) or scores.are_of_two_genders(place, one, other):
            score, alignment = score_aligned(one, other, self.options)
        score = round(score, 4)
        if score < self.options.threshold:
            return None
        return _Met(name=name, query_name=text, score=score, alignment=alignment, position=position)

    def _judge(
        self, query: Query, designation: Designation, met: list[_Met], scores: NameScores
    ) -> Match | None:
        strong = [item for item in met if item.name.quality is AliasQuality.STRONG]
        if not strong:
            return None  # a weak alias raises no match (OFAC FAQ 122)
        best = min(strong, key=lambda item: (-item.score, item.position, item.query_name))
        weak = [item.name for item in met if item.name.quality is AliasQuality.WEAK]
        features = _scaled(
            self._features(query, designation, best, list(dict.fromkeys(weak)), scores),
            best.score,
        )
        effects = sum([item.effect for item in features])
        score = round(min(1.0, max(0.0, best.score + effects)), 4)
        if score < self.options.threshold:
            return None
        return Match(
            source=designation.source,
            reference=designation.reference,
            kind=designation.kind,
            name=designation.primary_name.text,
            query_name=best.query_name,
            name_met=best.name.text,
            name_kind=str(best.name.kind),
            alias_quality=best.name.quality,
            score=score,
            programmes=_distinct(listing.programme for listing in designation.listings),
            listed_on=_first(listing.listed_on for listing in designation.listings),
            delisted_on=_first(listing.delisted_on for listing in designation.listings),
            features=features,
        )

    def _features(
        self,
        query: Query,
        designation: Designation,
        met: _Met,
        weak: list[ListedName],
        scores: NameScores,
    ) -> tuple[Feature, ...]:
        context, options = query.context, self.options
        one, other = name_form(met.query_name), name_form(met.name.natural)
        if isinstance(met.alignment, int):  # and so the name is surely enough alike
            words = explain_met(one, other, scores.met(met.alignment, one, other), options)
        else:
            words = list(explain(one, other, met.alignment, met.score, options))
        features: list[Feature | None] = [
            Feature(
                name=FeatureName.NAME,
                score=met.score,
                effect=0.0,
                detail=" ".join(words),
            ),
            alias_quality_feature(met.name, weak, options),
            target_kind_feature(query, designation, options),
        ]
        if designation.kind is TargetKind.INDIVIDUAL:
            features += self._circumstances(context, designation)
        features.append(identifier_feature(query.identifiers, designation, options))
        return tuple(feature for feature in features if feature is not None)

    def _circumstances(self, context: Context, designation: Designation) -> tuple[Feature, ...]:
        """Qualifiers that the context gives; of names without any those of a designation stay."""
        if context.facts:
            return _circumstances(context, designation, self.options)
        features = self._without_context.get(designation.key)
        if features is None:
            if len(self._without_context) > _MOST_REMEMBERED:
                self._without_context.clear()
            features = _circumstances(context, designation, self.options)
            self._without_context[designation.key] = features
        return features


def _circumstances(
    context: Context, designation: Designation, options: MatchingOptions
) -> tuple[Feature, ...]:
    return (
        birth_date_feature(context, designation, options),
        nationality_feature(context, designation, options),
        birth_place_feature(context, designation, options),
        place_feature(context, designation, options),
        gender_feature(context, designation, options),
    )


def _scaled(features: Sequence[Feature], name_score: float) -> tuple[Feature, ...]:
    """Turn shares of what the name's score lacks to 1.0 into what is added to the score."""
    lacking = 1.0 - name_score
    return tuple(
        [
            replace(feature, effect=round(feature.effect * lacking, 4))
            if feature.effect > 0
            else feature
            for feature in features
        ]
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _first(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    known = [day for day in dates if day is not None]
    return min(known, key=lambda day: day.earliest) if known else None
