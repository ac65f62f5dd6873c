"""Acts told by verbs of any kind, where lists are the topic: "Ottawa went after his banker"."""

from sanxref.claims.events import Event
from sanxref.claims.patients import Patients
from sanxref.claims.surroundings import names_somebody
from sanxref.claims.tokens import Kind
from sanxref.model.claims import Action

__all__ = ["MildVerbs"]


_OUT = 5  # words to the particle: "left her off its list"
_PARTICLES = frozenset({"after", "at", "aim", "for", "to", "the", "only", "in", "out", "off"})


class MildVerbs(Patients):
    """Finds the acts of verbs that say nothing of a list."""

    def mild_at(self, index: int) -> Event | None:
        """As in "Ottawa went after his banker": a verb of no list, where lists are the topic."""
        low = self.reader.low(index)
        denied = self._leaves_out(index)
        actions = (Action.LISTED,) if denied else self.rules.actions("mild_verbs", low)
        if not actions or self.tokens[index].kind is not Kind.WORD:
            return None
        action = actions[0]
        start = self.subjects.clause_start(index)
        if self.subjects.is_passive(index):
            by = self.reader.low(index + 1) in self.rules.words("by_words")
            ahead = {self.reader.kind(at) for at in range(index + 2, index + 4)}
            if not by or Kind.AUTHORITY not in ahead:
                return None
            heads = self.subjects.subject(index)
        else:
            group = self.subjects.verb_group(index)
            back = self.rules.words("back_words")
            last = self.reader.low(group - 1)
            action_of = last in self.rules.words("action_nouns") and (
                self.reader.kind(group - 2) is Kind.AUTHORITY
            )
            two = {self.reader.low(at) for at in range(start, start + 2)} & {"former", "latter"}
            if (
                not two
                and self.reader.kind(group - 1) is not Kind.AUTHORITY
                and not action_of
                and (last not in back)
            ):
                return None
            at = index + 1
            while self.reader.low(at) in _PARTICLES:
                at += 1
            at -= self.reader.low(at - 1) == "the"
            relative = self._object_relative(index)
            if relative is not None:
                named = self.reader.low(relative) == "whom"
                heads = self.subjects.antecedent(relative) if named else ()
            else:
                heads, end = self.reader.read(at)
                if self.reader.low(end) == "off":
                    action = Action.DELISTED  # "no committee ever took her off"
            let = low in {"let", "lets"}
            if let and {"go", "of"}.isdisjoint(self.reader.low(i) for i in range(index, index + 4)):
                return None  # "let him fly"
        if not names_somebody(heads):
            return None
        return Event(
            trigger=index,
            action=action,
            heads=heads,
            bare=True,
            denied=denied,
            passive=self.subjects.is_passive(index),
            agent_from=start,
        )

    def _leaves_out(self, index: int) -> bool:
        """As in "left her off its list", "the draft omits X"."""
        low = self.reader.low(index)
        if low not in self.rules.words("leaving_verbs"):
            return low in self.rules.words("omitting_verbs")
        return not {"out", "off"}.isdisjoint(
            self.reader.low(at) for at in range(index + 1, index + _OUT)
        )
