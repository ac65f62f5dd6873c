"""Settings of matching (config/screening.yaml, section `matching`)."""

from dataclasses import dataclass, field, fields

from sanxref.errors import ConfigError

__all__ = ["MatchingOptions", "OneWordNames", "QualifierEffects", "ScoreWeights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWeights:
    """Numbers of the name score; docs/matching.md says how each was found.

    Attributes:
        lost: Cost of one nat that two words share only in part.
        shortened: Cost of one nat that an initial or a cut-off word leaves open.
        leftover: Cost of one nat of words that the other name lacks.
        conflict: Further cost of one nat that is left over on both sides, for then
            the names contradict each other where a dropped word would only shorten one.
        doubt: Nats; how much more every cost counts where little was shared: costs are
            multiplied by 1 + doubt / shared.
    """

    lost: float = 1.0
    shortened: float = 0.1
    leftover: float = 0.3
    conflict: float = 1.8
    doubt: float = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OneWordNames:
    """Similarity from which two names of one word match, by the scripts they are written in.

    Nothing else in such a name can bear it out, so it is asked for more than a word of several.
    docs/matching.md says how the numbers were found.

    Attributes:
        same_script: Both in one script.
        arabic: One in Arabic script, the other in Latin.
        hebrew: One in Hebrew script, the other in Latin.
        other_scripts: In any other two scripts.
    """

    same_script: float = 0.9
    arabic: float = 0.83
    hebrew: float = 0.83
    other_scripts: float = 0.9

    def floor(self, scripts: frozenset[str]) -> float:
        """Similarity for names in these scripts (ISO 15924 codes)."""
        if len(scripts) < 2:  # noqa: PLR2004 - one script
            return self.same_script
        if scripts == {"Arab", "Latn"}:
            return self.arabic
        return self.hebrew if scripts == {"Hebr", "Latn"} else self.other_scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifierEffects:
    """What a qualifier adds to or takes from the score of the name.

    Where it agrees: the share of what the name's score lacks to 1.0 that it adds, so that
    only a name that is all but equal can come near 1.0. Where it differs: what it takes.
    A qualifier never raises a match: the name alone must reach the threshold.
    Own choice, in the order of how much each tells (OFAC FAQ 5, steps 4 and 5).
    """

    weak_alias: float = 0.1
    birth_date_agrees: float = 0.5
    birth_year_agrees: float = 0.25
    birth_date_differs: float = -0.15
    nationality_agrees: float = 0.1
    nationality_differs: float = -0.03
    birth_place_agrees: float = 0.15
    place_agrees: float = 0.05
    gender_differs: float = -0.1
    identifier_agrees: float = 0.8
    target_kind_differs: float = -0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingOptions:
    """Settings of the matcher and the spotter.

    Attributes:
        threshold: Score from which a candidate is a potential match, 0.5 to 1.0.
        score: Numbers of the name score.
        one_word: Similarities from which names of one word match.
        qualifiers: Effects of the qualifiers.
        approximate_years: Years by which a date that a list calls approximate is widened on
            each side.
        year_tolerance: Years by which stated years of birth may lie apart and still agree.
        spot_information: Nats that the words met must share before the spotter reports a name.

    Raises:
        ConfigError: A number is out of range.
    """

    threshold: float = 0.70
    score: ScoreWeights = field(default_factory=ScoreWeights)
    one_word: OneWordNames = field(default_factory=OneWordNames)
    qualifiers: QualifierEffects = field(default_factory=QualifierEffects)
    approximate_years: int = 2
    year_tolerance: int = 1
    spot_information: float = 10.0

    def __post_init__(self) -> None:
        """Refuse numbers that would make matching meaningless."""
        if not 0.5 <= self.threshold <= 1.0:  # noqa: PLR2004 - said in the message
            raise ConfigError(
                f"matching.threshold is {self.threshold}; it must lie between 0.5 and 1.0"
            )
        for item in fields(self.qualifiers):
            effect = getattr(self.qualifiers, item.name)
            wrong_side = effect != 0 and (effect > 0) == item.name.endswith("differs")
            if wrong_side or abs(effect) > 1:
                raise ConfigError(
                    f"matching.qualifiers.{item.name} is {effect}; what agrees adds 0.0 to 1.0, "
                    "what differs takes 0.0 to 1.0 (written as a negative number)"
                )
        for item in fields(self.score):
            if getattr(self.score, item.name) < 0:
                raise ConfigError(f"matching.score.{item.name} must not be negative")
        for item in fields(self.one_word):
            if not 0.6 <= getattr(self.one_word, item.name) < 1.0:  # noqa: PLR2004 - said below
                raise ConfigError(f"matching.one_word.{item.name} must lie between 0.6 and 1.0")
        if self.approximate_years < 0 or self.year_tolerance < 0 or self.spot_information < 0:
            raise ConfigError("matching: years and spot_information must not be negative")
