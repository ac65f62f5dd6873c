"""The words that claims are made of, compiled once from the configuration."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from sanxref.claims.curated import CuratedFacts
from sanxref.claims.reader import ReadingOptions
from sanxref.claims.word_weights import WordWeights
from sanxref.errors import ConfigError
from sanxref.model.claims import Action
from sanxref.model.programmes import Programme, Registry

__all__ = ["ClaimLexicon", "Form", "Phrase", "PhraseUse", "Rules", "VerbForm", "VerbGroup"]

_FILE = "cues.yaml"
_WORDS = re.compile(r"\w+")
_REMEMBERED = 50_000
_NOTHING = re.compile(r"(?!)")  # meets no text
_ANY = "any"  # block of what holds in languages that have no block of their own
# words for lists of any kind
_ANY_LIST = frozenset(
    {
        "list",
        "lists",
        "roll",
        "rolls",
        "roster",
        "rosters",
        "register",
        "annex",
        "liste",
        "listes",
        "registre",
        "annexe",
    }
)
_LONG_NOUN = 6  # letters from which the ending of a noun tells that it is a person's
FALLBACK_LANGUAGE = "en"
"""Language of the rules for a text whose language is not known (`und`)."""


class VerbGroup(StrEnum):
    """How a verb takes its target; the names are those of config/cues.yaml."""

    TARGET = "target_verbs"
    PLACE = "place_verbs"
    IMPOSE = "impose_verbs"
    LIFT = "lift_verbs"
    HIT = "hit_verbs"
    LABEL = "label_verbs"
    FREEZE = "freeze_verbs"
    ACT = "act_verbs"
    BAR = "bar_verbs"


class Form(StrEnum):
    """Form of a verb, in the order in which config/cues.yaml gives them."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbForm:
    """One reading of one word as a verb of a group."""

    group: VerbGroup
    action: Action
    base: str
    forms: frozenset[Form]


class PhraseUse(StrEnum):
    """Where a phrase for an authority counts; see the head of config/authorities.yaml."""

    ALWAYS = "always"
    ACTING = "acting"
    ADJECTIVE = "adjective"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What one phrase of the registry stands for: an authority or a programme."""

    key: str
    use: PhraseUse


class Rules:
    """Cue words and phrases of one language.

    Attributes:
        groups: Group of each authority, by key.
        phrases: By text in lower case, or as written where it is all capitals.
        verbs: Readings by word in lower case.
        grammar: Function words as their English counterparts, in which the rules are written.
        elisions: Pattern of words that an apostrophe joins to the next one, or empty.
        date_words: Words of dates as their English counterparts.
        months: Number by word.
        weekdays: 0 for Monday, by word.
        ordinals: Day of a month by word.
        named_days: Month and day, as MMDD, by name.
        numbers: Value by word.
        word_weights: By which the reading model's passages are found, or None where it reads
            nothing in this language.
    """

    def __init__(self, language: str, registry: Registry, cues: Mapping[str, object]) -> None:
        self.language = language
        self.registry = registry
        self.groups = registry.groups()
        self.grammar = _words_by_word(language, cues, "grammar")
        self.date_words = _words_by_word(language, cues, "date_words")
        self._endings = tuple(str(end) for end in _sequence(cues.get("participle_endings")))
        elisions = "|".join(str(word) for word in _sequence(cues.get("elisions")))
        self.elisions = rf"\b(?:{elisions})'(?=\w|\Z)|" if elisions else ""
        self._person_endings = tuple(str(end) for end in _sequence(cues.get("person_endings")))
        self._adverb_endings = tuple(str(end) for end in _sequence(cues.get("adverb_endings")))
        self._people: dict[str, bool] = {}
        self._actions: dict[str, dict[str, tuple[Action, ...]]] = {}
        self._cues = cues
        self.phrases = _phrases(language, registry)
        self.verbs = self._verbs()
        self.months = self._numbers("months")
        self.weekdays = self._numbers("weekdays")
        self.ordinals = self._numbers("ordinals")
        self.named_days = self._numbers("named_days")
        self.numbers = self._numbers("numbers")
        self.word_weights = self._word_weights()

    def words(self, key: str) -> frozenset[str]:
        """Words of one group, in lower case.

        Raises:
            ConfigError: The group is missing.
        """
        found = self._sets.get(key)
        if found is None:
            raise ConfigError(f"{_FILE}: {self.language}: {key} is missing; add a list of words")
        return found

    def actions(self, group: str, word: str) -> tuple[Action, ...]:
        """Acts that a word in lower case tells as one of a group: `act_nouns`, `mild_verbs`, ...

        Raises:
            ConfigError: The group is missing.
        """
        known = self._actions.get(group)
        if known is None:
            sets = [(action, self.words(f"{group}.{action}")) for action in Action]
            known = {
                word: tuple(action for action, words in sets if word in words)
                for word in frozenset().union(*(words for _, words in sets))
            }
            self._actions[group] = known
        return known.get(word, ())

    def names_people(self, word: str) -> bool:
        """Whether a word in lower case is a noun for persons, by the list or by its ending."""
        known = self._people.get(word)
        if known is None:
            known = word in self.words("person_nouns") or (
                len(word) >= _LONG_NOUN
                and word.endswith(self._person_endings)
                and word not in self.words("thing_nouns")
                and word not in self.words("entity_nouns")
            )
            self._people[word] = known
        return known

    def tells_how(self, word: str) -> bool:
        """Whether a word in lower case is an adverb, by the list or by its ending."""
        return word in self.words("adverbs") or (
            len(word) >= _LONG_NOUN
            and word.endswith(self._adverb_endings)
            and word not in self.words("ending_nouns")
        )

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        sets = {}
        for key, value in self._cues.items():
            if isinstance(value, list):
                sets[key] = frozenset(str(word).lower() for word in value)
            elif isinstance(value, Mapping):
                for inner, words in value.items():
                    if isinstance(words, list):
                        sets[f"{key}.{inner}"] = frozenset(str(word).lower() for word in words)
        return sets

    @cached_property
    def compounds(self) -> re.Pattern[str]:
        """Groups of words that are read as one token: `asset freeze`, `as well as`."""
        groups = (
            "sanction_nouns",
            "list_nouns",
            "and_words",
            "including_words",
            "off_words",
            "on_words",
        )
        several = {word for group in groups for word in self.words(group) if " " in word}
        return _alternation(several, flags=re.IGNORECASE)

    @cached_property
    def single_pronouns(self) -> re.Pattern[str]:
        """He, she, their other cases and possessives, in the language's own words."""
        meant = self.words("pronouns.male") | self.words("pronouns.female")
        own = {word for word, english in self.grammar.items() if english in meant}
        return _alternation(meant | own, flags=re.IGNORECASE)

    @cached_property
    def exact(self) -> re.Pattern[str]:
        """Phrases that are matched with regard to case: `US`, `SDN`."""
        return _alternation({text for text in self.phrases if text.isupper()})

    @cached_property
    def body_behind(self) -> re.Pattern[str]:
        """What makes a government's body of a country's word: " foreign ministry" behind it."""
        between = _any_of(self.words("government_fields"))
        ministry = r"(?:Ministry|Department) (?:of|for)(?: the)?(?:(?: and)? [A-Z][\w-]+)+"
        return re.compile(
            rf"(?:['’]s)?(?: (?:{between}|[A-Z][\w-]+))*? (?:{ministry}|{self._bodies})\b"
        )

    @cached_property
    def body_before(self) -> re.Pattern[str]:
        """The same in front of a country's name: "Ministry of Justice of the "."""
        between = r"(?: (?:of|for|and|the|[A-Z][\w-]+))*?"
        return re.compile(rf"\b(?:{self._bodies}){between} of (?:the )?\Z")

    @property
    def _bodies(self) -> str:
        nouns = self.words("government_nouns")
        return _any_of(nouns | {noun.title() for noun in nouns})

    @cached_property
    def lowered(self) -> re.Pattern[str]:
        """Acronyms in a text that writes everything small: "the un"."""
        texts = {
            f"the {text.lower()}"
            for text, phrase in self.phrases.items()
            if text.isupper() and phrase.use is PhraseUse.ALWAYS and "." not in text
        }
        return _alternation(texts)

    @cached_property
    def folded(self) -> re.Pattern[str]:
        """Phrases that are matched without regard to case."""
        texts = {text for text in self.phrases if not text.isupper()}
        return _alternation(texts, flags=re.IGNORECASE)

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """Programmes by key."""
        return {programme.key: programme for programme in self.registry.programmes}

    @cached_property
    def hints(self) -> re.Pattern[str]:
        """Finds the sentences that are worth a closer look; the rest has no cue at all."""
        return _alternation(self._hints, flags=re.IGNORECASE)

    @cached_property
    def topic(self) -> re.Pattern[str]:
        """Finds the sentences whose topic is sanctions; a list alone does not make it one."""
        return _alternation(self._topics, flags=re.IGNORECASE)

    @cached_property
    def _topics(self) -> frozenset[str]:
        lists = {word for word in self.words("list_nouns") if word not in _ANY_LIST}
        acts = {
            word
            for word, readings in self.verbs.items()
            if any(
                reading.group is VerbGroup.TARGET
                or (reading.group is VerbGroup.FREEZE and "fr" in reading.base)
                for reading in readings
            )
        }
        return frozenset(self.words("sanction_nouns") | lists | acts | self._labels)

    @property
    def _labels(self) -> frozenset[str]:
        """Phrases for programmes, in lower case."""
        return frozenset(
            text.lower()
            for text, phrase in self.phrases.items()
            if phrase.use is PhraseUse.PROGRAMME
        )

    @cached_property
    def programme_words(self) -> frozenset[str]:
        """Words of the phrases for programmes, in lower case: `magnitsky`, `kingpin`."""
        return frozenset(word for label in self._labels for word in _WORDS.findall(label))

    def may_hint(self, passage: str) -> bool:
        """Whether a passage has a word of some hint: a fast first look before `hints`."""
        return bool(self.hint_words(passage))

    def hint_words(self, passage: str) -> frozenset[str]:
        """Words of a passage that stand in some hint: a fast first look before `hints`."""
        known = self._hints_in
        return frozenset(word for piece in passage.split() for word in known[piece])

    def may_be_topic(self, words: frozenset[str]) -> bool:
        """Whether one of the words stands in what `topic` finds."""
        return not self._topic_words.isdisjoint(words)

    def names_authority(self, text: str, start: int, end: int) -> bool:
        """Whether a passage has a phrase of an authority or a programme."""
        return any(pattern.search(text, start, end) for pattern in (self.exact, self.folded))

    @cached_property
    def _topic_words(self) -> frozenset[str]:
        return frozenset(word for text in self._topics for word in _WORDS.findall(text))

    @cached_property
    def _hints_in(self) -> "_WordsOf":
        return _WordsOf(self._hint_words)

    @cached_property
    def _hint_words(self) -> frozenset[str]:
        """The longest word of each hint: a passage without any of them has no hint."""
        return frozenset(
            max(_WORDS.findall(hint.lower()), key=len, default="") for hint in self._hints
        )

    @cached_property
    def _hints(self) -> frozenset[str]:
        nouns = self.words("sanction_nouns") | self.words("list_nouns")
        acts = self.words("act_nouns.listed") | self.words("act_nouns.delisted")
        acts -= self.words("common_nouns")  # "a place", "a seat": only with a list, which hints
        strong = {VerbGroup.TARGET, VerbGroup.FREEZE, VerbGroup.BAR}
        verbs = {
            word
            for word, readings in self.verbs.items()
            if any(reading.group in strong for reading in readings)
        }
        listed = {"listed", "relisted"} & set(self.verbs)
        terror = {f"a {label}" for label in self.words("terror_labels")}
        terror |= {label for label in self.words("terror_labels") if label.endswith("s")}
        more = self.words("hint_phrases")
        return frozenset(nouns | acts | verbs | self._labels | listed | terror | more)

    def _numbers(self, key: str) -> dict[str, int]:
        value = self._cues.get(key)
        if not isinstance(value, Mapping):
            raise ConfigError(f"{_FILE}: {self.language}: {key} is missing; add word: number")
        return {str(word).lower(): int(number) for word, number in value.items()}

    def _word_weights(self) -> WordWeights | None:
        numbers, weights = self._cues.get("weighing"), self._cues.get("word_weights")
        if numbers is None:
            return None
        if not isinstance(numbers, Mapping) or not isinstance(weights, Mapping):
            raise ConfigError(
                f"{_FILE}: {self.language}: weighing must have least and authority, and "
                "word_weights word: weight"
            )
        return WordWeights(
            weights={str(word): float(weight) for word, weight in weights.items()},
            authority=float(numbers["authority"]),
            least=float(numbers["least"]),
        )

    def _verbs(self) -> dict[str, tuple[VerbForm, ...]]:
        readings: dict[str, list[VerbForm]] = {}
        for group in VerbGroup:
            for action, lines in self._verb_lines(group):
                for line in lines:
                    for word, reading in self._verb(group, action, line):
                        readings.setdefault(word, []).append(reading)
        return {word: tuple(found) for word, found in readings.items()}

    def _verb_lines(self, group: VerbGroup) -> Iterable[tuple[Action, list[str]]]:
        value = self._cues.get(group)
        if isinstance(value, list):
            action = Action.DELISTED if group is VerbGroup.LIFT else Action.LISTED
            return [(action, value)]
        if isinstance(value, Mapping):
            return [(Action(key), lines) for key, lines in value.items()]
        raise ConfigError(f"{_FILE}: {self.language}: {group} is missing; add a list of verbs")

    def _verb(self, group: VerbGroup, action: Action, line: str) -> Iterable[tuple[str, VerbForm]]:
        forms = line.lower().split()
        if len(forms) != len(Form):
            raise ConfigError(
                f"{_FILE}: {self.language}: {group}: {line!r} must have {len(Form)} forms: "
                + ", ".join(Form)
            )
        for word in dict.fromkeys(forms):
            kinds = frozenset(kind for kind, form in zip(Form, forms, strict=True) if form == word)
            reading = VerbForm(group=group, action=action, base=forms[0], forms=kinds)
            yield word, reading
            if Form.PARTICIPLE in kinds and word == forms[list(Form).index(Form.PARTICIPLE)]:
                for ending in self._endings:
                    agreed = word.removesuffix(ending[:1]) + ending
                    yield agreed, replace(reading, forms=frozenset({Form.PARTICIPLE}))


class ClaimLexicon:
    """Registry and cue words of all languages, compiled once and shared by all articles."""

    def __init__(
        self,
        registry: Registry,
        cues: Mapping[str, object],
        facts: CuratedFacts | None = None,
        reading: Mapping[str, ReadingOptions] | None = None,
    ) -> None:
        """Compile.

        Args:
            registry: Authorities and programmes.
            cues: Content of config/cues.yaml, with or without its top key.
            facts: Known dates of designations; none where it is not given.
            reading: Models that read passages, by language; without one grammar alone counts.

        Raises:
            ConfigError: A group of words is missing or malformed.
        """
        inner = cues.get("cues", cues)
        if not isinstance(inner, Mapping) or not inner:
            raise ConfigError(f"{_FILE}: no language; see the file's head")
        self.registry = registry
        self.facts = facts or CuratedFacts()
        self.reading = reading or {}
        self._rules = {
            str(language): Rules(str(language), registry, _complete(language, inner))
            for language in inner
            if language != _ANY
        }
        stems = _mapping(_ANY, inner.get(_ANY, {})).get("stems")
        self.stems = _stems(str(stem) for stem in _sequence(stems))

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages whose claims are read, as ISO 639-1 codes."""
        return tuple(self._rules)

    def rules(self, language: str) -> Rules | None:
        """Rules of a language, those of English where it is not known, or None without rules."""
        if language in {"", "und"}:
            return self._rules.get(FALLBACK_LANGUAGE)
        return self._rules.get(language)


def _mapping(language: object, words: object) -> Mapping[str, object]:
    if not isinstance(words, Mapping):
        raise ConfigError(f"{_FILE}: {language} must hold groups of words; see the file's head")
    return words


def _complete(language: object, cues: Mapping[object, object]) -> Mapping[str, object]:
    """Groups of a language, with those it lacks taken from the one that it names as `inherits`."""
    own = _mapping(language, cues[language])
    base = own.get("inherits")
    if base is None:
        return own
    if base not in cues or base == language:
        raise ConfigError(f"{_FILE}: {language}: inherits {base!r}, which is no other language")
    return {**_mapping(base, cues[base]), **own}


def _sequence(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _words_by_word(language: str, cues: Mapping[str, object], key: str) -> dict[str, str]:
    value = cues.get(key, {})
    if not isinstance(value, Mapping):
        raise ConfigError(f"{_FILE}: {language}: {key} must give word: English word")
    return {str(word).lower(): str(english) for word, english in value.items()}


def _stems(stems: Iterable[str]) -> re.Pattern[str]:
    """Any of the beginnings of words, in any script."""
    body = "|".join(re.escape(stem) for stem in stems)
    return re.compile(body, re.IGNORECASE) if body else _NOTHING


def _phrases(language: str, registry: Registry) -> dict[str, Phrase]:
    phrases: dict[str, Phrase] = {}
    for authority in registry.authorities:
        for written in dict(authority.phrases).get(language, ()):
            text, use = _use(written)
            phrases.setdefault(_folded(text), Phrase(key=authority.key, use=use))
    for programme in registry.programmes:
        for written in dict(programme.phrases).get(language, ()):
            for text in _spellings(written):
                phrases[_folded(text)] = Phrase(key=programme.key, use=PhraseUse.PROGRAMME)
    return phrases


def _spellings(written: str) -> tuple[str, ...]:
    """Ways of writing the number of an order: press releases write "Executive Order (E.O.) 1"."""
    short = "E.O. "
    if not written.startswith(short):
        return (written,)
    number = written.removeprefix(short)
    return (
        written,
        f"EO {number}",
        f"Executive Order {number}",
        f"Executive Order (E.O.) {number}",
    )


def _use(written: str) -> tuple[str, PhraseUse]:
    if written.startswith("~ "):
        return written[2:], PhraseUse.ACTING
    if written.endswith(" *"):
        return written[:-2], PhraseUse.ADJECTIVE
    return written, PhraseUse.ALWAYS


def _folded(text: str) -> str:
    return text if text.isupper() else text.lower()


def _any_of(texts: Iterable[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text)))


def _alternation(texts: AbstractSet[str], flags: int = 0) -> re.Pattern[str]:
    """Any of the texts as whole words, the longest first, any white space between words.

    Parted by their first characters, of which the engine rules out most at once: without regard
    to case it would try every text at every word, and take ten times as long.
    """
    if not texts:
        return _NOTHING
    bodies: dict[str, list[str]] = {}
    for text in sorted(texts, key=lambda text: (-len(text), text)):
        first = text[0].lower() if flags & re.IGNORECASE else text[0]
        body = r"\s+".join(map(re.escape, text.split()))
        bodies.setdefault(first, []).append(body.removeprefix(re.escape(text[0])))
    mode = "i" if flags & re.IGNORECASE else ""
    parts = (
        f"[{re.escape(first + first.upper() if mode else first)}](?{mode}:{'|'.join(rest)})"
        for first, rest in bodies.items()
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?![\w$])")


class _WordsOf(dict[str, tuple[str, ...]]):
    """Which of some words are in what stands between two spaces; remembered, as most come again."""

    def __init__(self, words: AbstractSet[str]) -> None:
        self._words = words

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = tuple(word for word in _WORDS.findall(piece.lower()) if word in self._words)
        self[piece] = found
        return found
