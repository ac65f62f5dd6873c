"""Acts whose target is named only elsewhere: "Six men were listed. The first in rank is X"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanxref.claims.heads import Head, HeadKind

__all__ = ["Scene", "settle"]

_THINGS = frozenset({"it", "itself", "which", "someone", "anyone", "nobody", "anybody"})
_BACK = 3  # sentences back in which the target may have been named
_AHEAD = 2  # sentences ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The names of one sentence.

    Attributes:
        names: Persons who can be meant, in order; not those who only own, speak or act.
        new: Those of them who had not been named before.
    """

    names: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def settle(
    heads: Sequence[Head], number: int, scenes: Sequence[Scene], taken: frozenset[str]
) -> tuple[str, ...]:
    """Find whom an act hits that its own sentence could not tell.

    Args:
        heads: What was read of the target; may be empty.
        number: Sentence of the act.
        scenes: Of all sentences.
        taken: Persons of whom the same is told elsewhere.

    Returns:
        Ids of persons; empty where nobody, or more than one where one is meant, could be.
    """
    head = heads[0] if heads else None
    if head is not None and (
        head.kind in {HeadKind.ENTITY, HeadKind.PERSON} or head.text.lower() in _THINGS
    ):
        return ()
    ahead = scenes[number + 1 : number + 1 + _AHEAD]
    if head is not None and (head.plural or head.owned):
        ahead = ahead if head.plural else ahead[:1]
        later = _first(tuple(key for key in scene.new if key not in taken) for scene in ahead)
        return later if head.plural else later[:1]
    near = [key for key in scenes[number].names if key not in taken]
    if near:
        return tuple(near) if len(near) == 1 else ()
    before = _first(
        tuple(key for key in scene.names if key not in taken)
        for scene in reversed(scenes[max(number - _BACK, 0) : number])
    )
    if before:
        return before if len(before) == 1 else ()
    later = _first(tuple(key for key in scene.new if key not in taken) for scene in ahead)
    return later if len(later) == 1 else ()


def _first(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next((group for group in groups if group), ())
