"""What the reading model says of a passage and of the names in it."""

from dataclasses import dataclass

from sanxref.model.claims import Action, Polarity

__all__ = ["Finding", "PassageReading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the model reads in a passage of one name.

    Attributes:
        name: Key of the name.
        action: Put on or taken off.
        group: Of the authority, None where the passage names none.
        body: Number of the passage's authority that tells the group, or None where none does.
        likelihood: Probability, 0.0 to 1.0, that the passage says so, whatever its polarity.
        polarity: How the passage stands to it; asserted only where that is sure.
        certainty: Probability, 0.0 to 1.0, of that polarity, given that the passage says so.
        undated: Probability, 0.0 to 1.0, that the passage gives the act no date.
        dates: Probability of each of the passage's dates, in its order, to be the act's; with
            `undated` they make 1.0.
    """

    name: str
    action: Action
    group: str | None
    body: int | None
    likelihood: float
    polarity: Polarity
    certainty: float
    undated: float
    dates: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageReading:
    """What the model reads in a passage.

    Attributes:
        findings: Of the names.
        told: Probability, 0.0 to 1.0, that the passage tells of somebody's designation, whoever
            it is and whether the model finds out or not.
    """

    findings: tuple[Finding, ...]
    told: float
