"""What the reading model says of one name."""

from dataclasses import dataclass

from sanxref.model.claims import Action, Polarity

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the model reads in a passage of one name.

    Attributes:
        name: Key of the name.
        action: Put on or taken off.
        group: Of the authority, None where the passage names none.
        body: Number of the passage's authority that tells the group, or None where none does.
        likelihood: Probability, 0.0 to 1.0, that the passage says so, whatever its polarity.
        polarity: How the passage stands to it.
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
