"""Joints of an article: what was read of its sentences, described for the model of `links`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sanxref.claims.evidence import Grammar, Joint, Passage
from sanxref.claims.lexicon import Rules
from sanxref.claims.tellings import Reading
from sanxref.claims.tokens import UNNAMED
from sanxref.model.claims import Action, Claim, SubjectKind

__all__ = ["find_joints"]

_Told = Mapping[tuple[str, Action], Mapping[str | None, Claim]]


def find_joints(
    readings: Sequence[Reading], claims: Iterable[Claim], rules: Rules
) -> Iterator[tuple[Joint, Reading, Claim | None]]:
    """Describe which person, act and authority may belong together where sanctions are the topic.

    Args:
        readings: Sentences as read, in order.
        claims: What grammar read in them.
        rules: Of the language.

    Yields:
        The joint, the sentence that tells its act, and the claim where grammar read one.
    """
    groups = {item.key: item.group for item in rules.registry.authorities}
    claims = tuple(claims)
    for run in _runs(readings):
        first, last = run[0].sentence.start, run[-1].sentence.end
        near = [claim for claim in claims if first <= claim.trigger[0] < last]
        told = _told(near, groups)
        grammar = Grammar(
            told={key: frozenset(bodies) for key, bodies in told.items()},
            here=_here(run, told),
            read=frozenset(action for _, action in told),
            unread=frozenset(claim.action for claim in near if not claim.understood),
        )
        passage = Passage(
            [reading.finder.tokens for reading in run],
            rules,
            acts=[len(reading.events) for reading in run],
        )
        for joint in passage.joints(grammar):
            reading = run[joint.sentence]
            claim = told.get((joint.person, joint.action), {}).get(joint.group)
            if claim is not None or reading.charged:
                yield joint, reading, claim


def _told(claims: Iterable[Claim], groups: Mapping[str, str]) -> _Told:
    told: dict[tuple[str, Action], dict[str | None, Claim]] = {}
    for claim in claims:
        if claim.understood and claim.subject_kind is SubjectKind.PERSON:
            person = claim.person or UNNAMED + claim.subject
            group = groups.get(claim.authority or "", claim.authority)
            told.setdefault((person, claim.action), {})[group] = claim
    return told


def _here(
    run: Sequence[Reading], told: _Told
) -> dict[tuple[int, Action], frozenset[tuple[str, str | None]]]:
    """Persons and authorities of which each sentence tells an act."""
    numbers = {reading.sentence.start: number for number, reading in enumerate(run)}
    here: dict[tuple[int, Action], set[tuple[str, str | None]]] = {}
    for (person, action), bodies in told.items():
        for group, claim in bodies.items():
            if claim.start in numbers:
                here.setdefault((numbers[claim.start], action), set()).add((person, group))
    return {key: frozenset(told_there) for key, told_there in here.items()}


def _runs(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Part readings where a sentence between them was not read."""
    run: list[Reading] = []
    for reading in readings:
        if run and reading.number != run[-1].number + 1:
            yield run
            run = []
        run.append(reading)
    if run:
        yield run
