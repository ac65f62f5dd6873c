"""Article to annotated article: sentences, persons with their context, organizations, places."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sanxref.articles.aliases import AliasLink, find_aliases
from sanxref.articles.arabic_names import extend_arabic
from sanxref.articles.boundaries import (
    is_abbreviated,
    is_organization_name,
    is_person_name,
    name_form,
    names_in,
    trim_name,
)
from sanxref.articles.context import find_context
from sanxref.articles.cues import find_other_kinds
from sanxref.articles.name_forms import find_composed
from sanxref.articles.persons import PersonGroup, group_mentions
from sanxref.articles.recognizers import Recognizer
from sanxref.articles.repeats import find_repeats
from sanxref.articles.sentences import split_sentences
from sanxref.articles.spans import Spans
from sanxref.model.articles import (
    AnnotatedArticle,
    Article,
    Context,
    Mention,
    MentionedPerson,
    MentionKind,
)
from sanxref.names.entries import PrintedEntry, find_entries

__all__ = ["SPOTTER", "annotate"]

SPOTTER = "spotter"
"""`Mention.recognizer` of names that the lists' own index found."""


def annotate(
    article: Article,
    recognizer: Recognizer,
    *,
    spotted: Sequence[Mention] = (),
    named: Sequence[Mention] = (),
) -> AnnotatedArticle:
    """Find the persons of an article, join their mentions, and collect what is said of them.

    Two tracks: a recognizer, and the spotter that found names of the lists. A spotted name of an
    individual is never lost, whatever the recognizer takes it for; a spotted name of an entity
    takes the place of what a recognizer took for a person there.

    Args:
        article: The article.
        recognizer: Finds names by language.
        spotted: Mentions that the spotter found in `article.text`.
        named: Mentions of persons that are known otherwise; what else the text calls them does not
            make companies of them.
    """
    text = article.text
    sentences = split_sentences(text)
    entries = find_entries(text)
    recognized = _outside_fields(recognizer.recognize(text, article.language), entries)
    found = _join_tracks(text, recognized, tuple(spotted), tuple(named), entries)
    # Repeats first, for a short form may be the one that an alias phrase stands behind; and again
    # for what the phrases brought.
    persons = _add_repeats(text, found.persons, found.others)
    persons, links = _add_aliases(text, persons, entries)
    if links:
        persons = _add_repeats(text, persons, found.others)
    others = _without(found.others, persons)
    groups = group_mentions(
        text, persons, [(link.name, link.alias) for link in links], found.variants
    )
    spans = tuple(tuple(group.mentions) for group in groups)
    facts = find_context(text, sentences, spans, entries)
    return AnnotatedArticle(
        article=article,
        sentences=sentences,
        persons=tuple(
            _person(article, number, group, Context(facts=of_person, published=article.published))
            for number, (group, of_person) in enumerate(zip(groups, facts, strict=True), start=1)
        ),
        organizations=_of_kind(others, MentionKind.ORGANIZATION),
        places=_of_kind(others, MentionKind.PLACE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    persons: tuple[Mention, ...]
    others: tuple[Mention, ...]
    variants: dict[Mention, str]


def _person(article: Article, number: int, group: PersonGroup, context: Context) -> MentionedPerson:
    names = group.all_names()
    return MentionedPerson(
        id=f"{article.id}.p{number}",
        name=names[0],
        names=names,
        mentions=tuple(group.mentions),
        context=context,
    )


def _of_kind(mentions: Sequence[Mention], kind: MentionKind) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.kind is kind)


def _join_tracks(
    text: str,
    recognized: tuple[Mention, ...],
    spotted: tuple[Mention, ...],
    known: tuple[Mention, ...],
    entries: Sequence[PrintedEntry],
) -> _Found:
    """Join what the recognizer and the spotter found to mentions that do not overlap."""
    cleaned = [_cleaned(text, mention) for mention in (*_rejoined(text, recognized), *known)]
    entities = [mention for mention in spotted if mention.kind is not MentionKind.PERSON]
    individuals = [
        extend_arabic(text, mention) for mention in spotted if mention.kind is MentionKind.PERSON
    ]
    listed = Spans(entities)
    guesses = [
        mention
        for mention in cleaned
        if mention is not None
        and mention.kind is MentionKind.PERSON
        and not any(_gazetteer_wins(entity, mention) for entity in listed.near(mention))
    ]
    kinds = find_other_kinds(text, guesses)
    for mention in known:
        kinds.pop(mention.text, None)
    composed = [mention for mention in find_composed(text, entries) if not listed.near(mention)]
    named = [mention for mention in guesses if mention.text not in kinds]
    persons, variants = _merge(individuals, [*named, *composed])
    rest = [mention for mention in cleaned if mention and mention.kind is not MentionKind.PERSON]
    rest += [
        replace(mention, kind=kinds[mention.text]) for mention in guesses if mention.text in kinds
    ]
    return _Found(
        persons=persons,
        others=_longest_first([*entities, *rest]),
        variants=variants,
    )


def _outside_fields(
    mentions: Sequence[Mention], entries: Sequence[PrintedEntry]
) -> tuple[Mention, ...]:
    """Leave out what is no name: the words of a list entry's addresses, papers and remarks."""
    fields = [field for entry in entries for field in entry.fields]
    starts = [start for start, _ in fields]

    def is_in_field(mention: Mention) -> bool:
        at = bisect(starts, mention.start) - 1
        return at >= 0 and mention.start < fields[at][1]

    return tuple(
        mention
        for mention in mentions
        if mention.kind is MentionKind.PLACE or not is_in_field(mention)
    )


_WORD_BEHIND = re.compile(r" (\w[\w'’-]*)")


def _rejoined(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names that a recognizer has parted: "Róger Salablanca" and "Urbina" side by side.

    A word with a capital behind a name belongs to it where the recognizer takes the word for a
    person's name, here or elsewhere in the text ("Ram Nath" beside "Kovind").
    """
    persons = {mention.text for mention in mentions if mention.kind is MentionKind.PERSON}
    starts = {mention.start: mention for mention in mentions if mention.kind is MentionKind.PERSON}
    taken: set[int] = set()
    for mention in mentions:
        if mention.start in taken:
            continue
        whole = mention
        while mention.kind is MentionKind.PERSON and whole.text[-1:].isalpha():
            behind = _WORD_BEHIND.match(text, whole.end)
            if behind is None or not behind[1][0].isupper():
                break
            follower = starts.get(behind.start(1))
            if follower is None and behind[1] not in persons:
                break
            end = follower.end if follower else behind.end()
            taken.add(behind.start(1))
            whole = replace(whole, text=text[whole.start : end], end=end)
        yield whole


def _cleaned(text: str, mention: Mention) -> Mention | None:
    """Trim a mention; make an organization of what is called one; drop what names nobody."""
    if mention.kind is not MentionKind.PERSON:
        return mention
    start, end = trim_name(text, mention.start, mention.end)
    name = text[start:end]
    if start >= end or "\n\n" in name:
        return None
    if is_organization_name(name) or is_abbreviated(text, start, end):
        return replace(mention, kind=MentionKind.ORGANIZATION)
    if not is_person_name(name):
        return None
    return replace(mention, text=name, start=start, end=end)


def _overlap(left: Mention, right: Mention) -> bool:
    return left.start < right.end and right.start < left.end


def _gazetteer_wins(entity: Mention, person: Mention) -> bool:
    """Whether an entity of the lists stands where a person was found.

    It does where it covers the name, or all of it but a part; a person's longer name that only
    holds an entity's name ("Ahmad Fatah Khan") stays.
    """
    if not _overlap(entity, person):
        return False
    covers = entity.start <= person.start and person.end <= entity.end
    sticks_out = not (person.start <= entity.start and entity.end <= person.end)
    return covers or sticks_out


def _merge(
    individuals: list[Mention], guesses: list[Mention]
) -> tuple[tuple[Mention, ...], dict[Mention, str]]:
    """Take one mention per place, the longer one; keep the list's name where it was shorter.

    Returns:
        Mentions in order, and for a mention the name that the spotter saw within it.
    """
    variants: dict[Mention, str] = {}
    candidates = [*individuals, *guesses]
    candidates.sort(
        key=lambda mention: (-_length(mention), mention.start, mention.recognizer != SPOTTER)
    )
    kept: list[Mention] = []
    for mention in candidates:
        at = bisect(kept, mention.start, key=lambda one: one.start)
        beside = [one for one in kept[max(0, at - 1) : at + 1] if _overlap(one, mention)]
        if beside:
            _keep_variant(variants, beside[0], mention)
        else:
            kept.insert(at, mention)
    return tuple(kept), variants


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def _keep_variant(variants: dict[Mention, str], kept: Mention, dropped: Mention) -> None:
    """Note a list name that is not what the kept mention says."""
    if dropped.recognizer != SPOTTER:
        return
    name = names_in(dropped.text)[0]
    if name_form(name) not in {name_form(stated) for stated in names_in(kept.text)}:
        variants[kept] = name


def _longest_first(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Drop mentions inside longer ones; the spotter's go before others of the same length."""
    kept: list[Mention] = []
    for mention in sorted(
        mentions, key=lambda one: (one.start, -one.end, one.recognizer != SPOTTER)
    ):
        if kept and _overlap(kept[-1], mention):
            if _length(mention) > _length(kept[-1]):
                kept[-1] = mention
        else:
            kept.append(mention)
    return tuple(kept)


def _add_aliases(
    text: str, persons: tuple[Mention, ...], entries: Sequence[PrintedEntry]
) -> tuple[tuple[Mention, ...], tuple[AliasLink, ...]]:
    """Add names behind alias phrases; of two mentions at one place the links use the one kept."""
    known = Spans(persons)
    added: list[Mention] = []
    links: list[AliasLink] = []
    for link in find_aliases(text, persons, entries):
        alias = next(iter(known.near(link.alias)), link.alias)
        if alias is link.alias:
            if added and _overlap(added[-1], alias):
                continue
            added.append(alias)
        if alias is not link.name:
            links.append(replace(link, alias=alias))
    return tuple(sorted((*persons, *added), key=lambda mention: mention.start)), tuple(links)


def _add_repeats(
    text: str, persons: tuple[Mention, ...], others: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    names = [" ".join(mention.text.split()) for mention in persons]
    repeats = find_repeats(text, names, persons, others)
    return tuple(sorted((*persons, *repeats), key=lambda mention: mention.start))


def _without(others: tuple[Mention, ...], persons: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Drop organizations and places that turned out to be a person's name."""
    named = Spans(persons)
    return tuple(
        mention
        for mention in others
        if mention.recognizer == SPOTTER
        or not any(
            person.start <= mention.start and mention.end <= person.end
            for person in named.near(mention)
        )
    )
