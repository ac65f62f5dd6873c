"""Options of verdicts (config/screening.yaml, `claims`)."""

from dataclasses import dataclass

from sanxref.errors import ConfigError

__all__ = ["ClaimOptions", "DateTolerance"]

_YEAR_OF_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class DateTolerance:
    """Days by which a date in an article may miss the date on one list source.

    Attributes:
        source: Key of the list source.
        days: 0 to 366.
    """

    source: str
    days: int


# UN: press releases come out on the day of listing or the day after, New York time.
# OFAC: a State Department designation is signed days before it is published and entered
# (LISTS.md section 4: "publication and signature dates may differ by days").
_TOLERANCES = (
    DateTolerance(source="un", days=1),
    DateTolerance(source="ofac-sdn", days=7),
    DateTolerance(source="ofac-consolidated", days=7),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOptions:
    """Tolerances of verdicts.

    Attributes:
        date_tolerances: By list source; a source that is not named has none.
        sure_score: Score from which a match can bear out a claim alone; below it, and with a weak
            alias, the claim is unconfirmed (0.0 to 1.0, not below the matching threshold).
        rival_margin: A second designation whose score is this near to the best could be meant
            as well, and the claim is unconfirmed (0.0 to 1.0).
        curated_dates_decide: Whether a date of config/designation_dates.yaml alone may confirm or
            contradict; else it is told and the date stays unconfirmed.
        disappearance_decides: Whether a designation that stood in a snapshot and is gone from
            the next one counts as delisted; else it is told, because absence may have other
            causes.

    Raises:
        ConfigError: A number is out of range.
    """

    date_tolerances: tuple[DateTolerance, ...] = _TOLERANCES
    sure_score: float = 0.80
    rival_margin: float = 0.05
    curated_dates_decide: bool = False
    disappearance_decides: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        for name in ("sure_score", "rival_margin"):
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:
                raise ConfigError(f"claims: {name} is {value}; give a number from 0.0 to 1.0")
        for tolerance in self.date_tolerances:
            if not 0 <= tolerance.days <= _YEAR_OF_DAYS:
                raise ConfigError(
                    f"claims: date_tolerances: {tolerance.source}: {tolerance.days} days; "
                    f"give 0 to {_YEAR_OF_DAYS}"
                )

    def tolerance(self, source: str) -> int:
        """Days allowed for a list source."""
        return next((item.days for item in self.date_tolerances if item.source == source), 0)
