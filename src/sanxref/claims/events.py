"""An act of designation as one sentence tells it."""

from dataclasses import dataclass

from sanxref.claims.heads import Head
from sanxref.model.claims import Action

__all__ = ["Event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of putting on or taking off.

    Attributes:
        trigger: Token of the word that tells it.
        action: Put on or taken off.
        heads: Whom it hits; empty where that could not be read.
        noun: Token of the list, programme or sanctions noun that goes with it, or -1.
        agent_from: First token in which an acting authority is looked for on the left.
        passive: The authority stands behind "by".
        weak: The word has other meanings too, and needs an authority or a list near it.
        bare: It says nothing of a list, and needs a claim before it ("removed him").
        denied: The word itself denies the act ("was spared", "was not").
        loose: No rule of grammar told whom it hits; the nearest name may be meant.
        certain: The words that deny are those that tell the act ("may not enter").
        undated: Dates in the sentence are of something else ("The UN-listed X died on Sunday").
        again: It says the same of another, at the same time ("So were X and Y").
        refers: It names the targets of an act that was told before ("Those listed are X, Y").
    """

    trigger: int
    action: Action
    heads: tuple[Head, ...]
    noun: int = -1
    agent_from: int = 0
    passive: bool = False
    weak: bool = False
    bare: bool = False
    denied: bool = False
    again: bool = False
    refers: bool = False
    loose: bool = False
    certain: bool = False
    undated: bool = False
