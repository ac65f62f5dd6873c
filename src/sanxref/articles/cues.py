"""Words around a name that say that it is an organization's or a place's.

Verbs fit persons and companies alike ("X denied it"), so only what is said of the one or the
other alone counts; a title before any mention keeps a name with the persons.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sanxref.articles.boundaries import name_form
from sanxref.articles.vocabulary import TITLES
from sanxref.model.articles import Mention, MentionKind

__all__ = ["find_other_kinds"]

_FIRM = (
    r"(?:company|firm|manufacturer|supplier|producer|maker|conglomerate|subsidiary|retailer|airline"
    r"|start-?up|corporation|factory|exporter|importer|contractor|enterprise|bank|insurer|carrier"
    r"|refinery|shipper|brand|charity|organi[sz]ation|group|tanker|vessel|newspaper|magazine"
    r"|website|broadcaster)"
)
_FIRMS = (
    r"(?:companies|firms|manufacturers|suppliers|producers|makers|conglomerates|subsidiaries"
    r"|retailers|airlines|start-?ups|corporations|factories|exporters|importers|contractors"
    r"|enterprises|banks|entities|brands|organi[sz]ations|tankers|vessels|newspapers)"
)
_FIRM_BEFORE = re.compile(
    rf"\b(?:(?:{_FIRM}(?:\s+(?:called|named))?|(?:shares|stake|stock)\s+(?:in|of)|subsidiar(?:y|ies)\s+of)\s+(?:the\s+)?[“\"]?"
    r"|itself,\s+)$"
)
_FIRMS_BEFORE = re.compile(
    rf"\b{_FIRMS}(?:\s*[,:—–]?\s*(?:including|such\s+as|like|namely|called|named)?)\s+[“\"]?$"
)
_LIST_GAP = re.compile(r"[”\"]?\s*(?:\([^()]{1,40}\)\s*)?(?:,\s*(?:and|or)?|and|or)\s+[“\"]?")
# "the company Karim Benali founded": what follows a firm's own name is a mark, a preposition, or
# a verb that is not the person's in a relative clause.
_FIRM_GOES_ON = re.compile(
    r"[”\"]?(?:\s*(?:[.,;:)(—–]|$)|\s+(?:and|or|in|of|to|for|from|on|at|by|with|which|that|said|says"
    r"|(?:was|were|is|are|has|have|had)(?!\s+(?:been\s+)?\w+ing\b)|will|would|did|does|denied)\b|[’']s\b)"
)
_FIRM_BEHIND = re.compile(
    r"[”\"]?(?:"
    r",?\s+(?:Co|Ltd|Inc|Corp|LLC|LLP|PLC|GmbH|S\.?A|AG|N\.?V|B\.?V|JSC|OJSC|PJSC|Pte|Pty|Sdn|Bhd)\b"
    r"|[’']s?\s+(?:shares|share\s+price|stock|headquarters|subsidiar(?:y|ies)|parent\s+company|shareholders)\b"
    r"|\s+(?:shares|shareholders)\s"
    r"|\s+(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:also\s+)?(?:added\s+to|put\s+on|placed\s+on)"
    r"\s+(?:the\s+|a\s+)?(?:[A-Z][\w.’']*\s+){0,3}(?:Entity|End[- ]User|Unverified)\s+List"
    r"|\s*,\s+(?:an?|the|one\s+of)\s+"
    r"(?:(?!(?:of|at|in|for|from|with|who|whose|to|and|by|on|or)\b)[\w’'-]+\s+){0,5}"
    rf"(?:{_FIRM}|{_FIRMS})(?=\s*(?:[,.;)]|(?:based|in|that|which|owned|controlled|run|from)\b))"
    r")"
)
_FIRM_ENDS = frozenset({"Co", "AG", "SA", "NV", "BV", "CO"})
"""Last words of firms' names, as written; in small letters some are persons' names."""

_PLACE_BEFORE = re.compile(
    r"(?:^|[\s“\"(])(?:[Ii]n|[Oo]utside|[Nn]ear|[Ii]nside|[Aa]round|[Tt]hroughout|[Aa]cross"
    r"|(?:town|city|village|camp|province|district|region|suburb|port|area|countryside|outskirts"
    r"|streets|north|south|east|west|residents|people|inhabitants)\s+of)\s+(?:the\s+)?$"
)
_SPEAKS = re.compile(
    r",?\s+(?:said|says|told|added|denied|wrote|asked|who|whose|argued|insisted)\b|[’']s?\b"
)
_TITLE = re.compile(r"(?P<word>[^\W\d_][\w-]*)\.?$")
_LOOK = 60


def find_other_kinds(text: str, mentions: Sequence[Mention]) -> dict[str, MentionKind]:
    """Find names among mentions of persons that are an organization's or a place's.

    Args:
        text: Text of the article.
        mentions: Mentions that a recognizer took for persons, in order.

    Returns:
        Name as written -> what it names; persons' names are left out.
    """
    counts = Counter(mention.text for mention in mentions)
    firms: Counter[str] = Counter(_firms(text, mentions))
    places: Counter[str] = Counter(
        mention.text for mention in mentions if _has_place_cue(text, mention)
    )
    full: dict[str, set[str]] = defaultdict(set)
    for name in counts:
        form = name_form(name)
        if form.is_full:
            for word in form.core:
                full[word].add(name)
    titled = {mention.text for mention in mentions if _has_title(text, mention)}
    kinds: dict[str, MentionKind] = {}
    for name, count in counts.items():
        form = name_form(name)
        if name in titled:
            continue
        if firms[name]:
            kinds[name] = MentionKind.ORGANIZATION
        elif not form.is_full and 2 * places[name] >= count and form.core[-1] not in full:
            kinds[name] = MentionKind.PLACE
    return kinds


def _firms(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    for mention in mentions:
        before = text[max(0, mention.start - _LOOK) : mention.start]
        ends_as_firm = " " in mention.text and mention.text.split()[-1] in _FIRM_ENDS
        called = _FIRM_BEFORE.search(before) and _FIRM_GOES_ON.match(text, mention.end)
        if ends_as_firm or called or _FIRM_BEHIND.match(text, mention.end):
            yield mention.text
    for listed in _lists_of_firms(text, mentions):
        # A relative clause behind the last name takes all of them: "the firms A and B founded".
        if _FIRM_GOES_ON.match(text, listed[-1].end):
            yield from (mention.text for mention in listed)


def _lists_of_firms(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Give runs of names behind "companies" and its like, with commas and "and" between them."""
    listed: list[Mention] = []
    for mention in mentions:
        if listed and _LIST_GAP.fullmatch(text, listed[-1].end, mention.start):
            listed.append(mention)
            continue
        if listed:
            yield listed
        before = text[max(0, mention.start - _LOOK) : mention.start]
        listed = [mention] if _FIRMS_BEFORE.search(before) else []
    if listed:
        yield listed


def _has_place_cue(text: str, mention: Mention) -> bool:
    if " " in mention.text or _SPEAKS.match(text, mention.end):
        return False
    return _PLACE_BEFORE.search(text[max(0, mention.start - _LOOK) : mention.start]) is not None


def _has_title(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - _LOOK) : mention.start]
    words = before.split() if before[-1:].isspace() else ()
    title = _TITLE.search(words[-1]) if words else None
    return title is not None and title["word"].lower() in TITLES
