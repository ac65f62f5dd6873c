"""Repair of what scrapers do to articles (ARTICLES.md section 3).

Each rule needs a sign that sound text does not have, so that sound text comes through unchanged.
Repairing twice is repairing once: the rules run until none applies.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sanxref.articles.countries import PROPER_NAMES, country_of_place
from sanxref.articles.vocabulary import (
    ABBREVIATIONS,
    ORGANIZATION_WORDS,
    PARTICLES,
    STARTERS,
    TITLE_ABBREVIATIONS,
)

__all__ = ["RepairedText", "repair_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairedText:
    """A text after repair.

    Attributes:
        text: The text.
        notes: What was repaired and how often, for the reader; empty for sound text.
    """

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A rule; `mend` gives what it met unchanged where a second look says that it is sound.

    Attributes:
        what: What is repaired.
        pattern: Where it may apply.
        mend: Gives what stands there instead.
        sign: What stands wherever `pattern` meets; texts without it, which are most, are done
            with after a search that is a tenth as long.
    """

    what: str
    pattern: re.Pattern[str]
    mend: Callable[[re.Match[str]], str]
    sign: re.Pattern[str]


_MOST_ROUNDS = 20
"""A repair can uncover another one; no text seen needed more than three rounds."""

# Words that rewriting programs put before sentences to pass for new text.
_CONNECTIVES = (
    "In fact", "Moreover", "Furthermore", "However", "In addition", "Additionally", "Meanwhile",
    "Nevertheless", "Notably", "Indeed", "Therefore", "Consequently", "As a result", "For instance",
    "For example", "On the other hand", "In contrast", "Similarly", "Likewise", "Subsequently",
    "Nonetheless", "Besides", "Interestingly", "Importantly", "Significantly", "Ultimately",
    "In conclusion", "Overall", "That said", "Of course",
)  # fmt: skip
_SPLICED = tuple(f"{one}," for one in _CONNECTIVES)
_CONNECTIVE = f"(?:{'|'.join(_CONNECTIVES)})"

_DOTTED = frozenset({"U.S.", "U.N.", "U.K.", "E.U.", "U.A.E.", "D.C.", "U.S.A.", "N.Y."})
"""Abbreviations that are put together again even where the second letter stands as a capital."""

_ATTRIBUTE = r"""\s+[A-Za-z][\w:-]{0,30}=(?:"[^"<>\n]{0,300}"|'[^'<>\n]{0,300}')"""
_INLINE = r"(?:a|b|i|u|em|strong|span|font|img|sup|sub|mark|small|cite|abbr|time)"
_BLOCK = r"(?:p|br|div|li|ul|ol|h[1-6]|blockquote|section|figure|figcaption|hr)"

# A heading that lost its line: it begins a sentence, ends in such a word, and the next word
# begins the real sentence.
_HEADING = (
    "File|Operation|Affair|Case|Background|Aftermath|Context|Reaction|Reactions|Response|Timeline"
    "|Investigation|Verdict|Trial|Arrest|Conclusion|Overview|Analysis"
)
_NEARBY_CHARACTERS = 20_000
"""A heading is only cut off where the words behind it are met elsewhere, so near at least."""

_QUOTE_CHARACTERS = 2_000
"""How far back a straight quotation mark's partner is looked for."""


def repair_text(text: str) -> RepairedText:
    r"""Repair leftover markup, spliced abbreviations, quotes, spaces, headings, small letters.

    Args:
        text: Text with `\n` as line end.

    Returns:
        The text that is to be screened; offsets of mentions and claims point into it.
    """
    counts: Counter[str] = Counter()
    for _ in range(_MOST_ROUNDS):
        before = text
        for rule in _RULES:
            text = _apply(rule, text, counts)
        text = _restore_names(text, counts)
        if text == before:
            break
    return RepairedText(
        text=text, notes=tuple(f"repaired {what}: {count}" for what, count in counts.items())
    )


def _apply(rule: _Rule, text: str, counts: Counter[str]) -> str:
    if rule.sign.search(text) is None:
        return text

    def mend(met: re.Match[str]) -> str:
        mended = rule.mend(met)
        if mended != met[0]:
            counts[rule.what] += 1
        return mended

    return rule.pattern.sub(mend, text)


def _nothing(_: re.Match[str]) -> str:
    return ""


def _line_end(_: re.Match[str]) -> str:
    return "\n"


def _join_abbreviation(met: re.Match[str]) -> str:
    """`U. In fact, s.` to `U.S.`, and the line end behind it to a space within a sentence."""
    joined = f"{met['head']}.{met['tail'].upper()}."
    if met["tail"].isupper() and joined not in _DOTTED:
        return met[0]  # two persons' initials
    return joined + _gap(met)


def _join_capitals(met: re.Match[str]) -> str:
    """`the U. S. State Department`; only behind the article, else it may be initials."""
    joined = f"{met['head']}.{met['tail'].upper()}."
    return joined + _gap(met) if joined in _DOTTED else met[0]


def _gap(met: re.Match[str]) -> str:
    """The space behind a joined abbreviation: a line end goes where the sentence goes on."""
    gap, word = met["gap"], met["next"]
    if not gap:
        return word
    return (gap if word.lower() in STARTERS else " ") + word


def _join_title(met: re.Match[str]) -> str:
    return f"{met[1]}. {met[2].upper()}"


def _close_up(met: re.Match[str]) -> str:
    return met[1] + met[2]


def _close_up_straight(met: re.Match[str]) -> str:
    """A straight mark closes where an odd number of them stands before it in the paragraph."""
    before = met.string[max(0, met.start() - _QUOTE_CHARACTERS) : met.start()]
    paragraph = before.rpartition("\n\n")
    if not paragraph[1] and met.start() > _QUOTE_CHARACTERS:
        return met[0]
    return met[1] + '"' if paragraph[2].count('"') % 2 else met[0]


_NOT_IN_SENTENCES = frozenset("/@\\_=#")
_DOMAINS = frozenset({"com", "net", "org", "gov", "edu", "js", "io", "info", "tv", "me"})


def _space_out(met: re.Match[str]) -> str:
    """`text.Next` to `text. Next`, unless it is an address or a file name."""
    token = met["before"] + met["stop"] + met["after"]
    if _NOT_IN_SENTENCES.intersection(token) or met["after"].lower() in _DOMAINS:
        return met[0]
    if met["before"].lower().startswith("www"):
        return met[0]
    return f"{met['before']}{met['stop']} {met['after']}"


def _cut_heading(met: re.Match[str]) -> str:
    first = met["next"].split()[0]
    near = met.string[max(0, met.start() - _NEARBY_CHARACTERS) : met.end() + _NEARBY_CHARACTERS]
    if first.lower() in ORGANIZATION_WORDS:
        return met[0]
    if near.count(met["next"]) < 2 and not country_of_place(met["next"]):  # noqa: PLR2004  # itself and another
        return met[0]
    return f"{met['stop']}\n\n{met['heading']}\n\n"


def _capitalize_start(met: re.Match[str]) -> str:
    """`text. next` to `text. Next`, unless an abbreviation or a particle stands there."""
    if met["before"].lower() in ABBREVIATIONS or met["next"] in PARTICLES:
        return met[0]
    if met["before"][0].isupper() and met["next"] not in STARTERS:
        return met[0]
    return f"{met['before']}.{met['gap']}{met['next'][0].upper()}{met['next'][1:]}"


_TAG = re.compile("<")
_SPLICE = re.compile(rf"\.\s+{_CONNECTIVE},")
_TITLES = "|".join(TITLE_ABBREVIATIONS)
_NEXT_WORD = r"(?P<gap>\s*)(?P<next>(?:[^\W\d_]+)?)"

_RULES = (
    _Rule(
        what="leftover HTML tags",
        pattern=re.compile(rf"</?{_INLINE}(?:{_ATTRIBUTE}){{0,12}}\s*/?>", re.IGNORECASE),
        mend=_nothing,
        sign=_TAG,
    ),
    _Rule(
        what="leftover HTML tags",
        pattern=re.compile(rf"</?{_BLOCK}(?:{_ATTRIBUTE}){{0,12}}\s*/?>", re.IGNORECASE),
        mend=_line_end,
        sign=_TAG,
    ),
    _Rule(
        what="leftover HTML attributes",
        # From the start of the word before it: that is the end of the link's address.
        pattern=re.compile(
            rf"""(?:(?:<a\s+)?\b[a-z-]{{2,12}}=")?(?<![^\s<>"“”])[^\s<>"“”]{{0,300}}"""
            rf""""(?:{_ATTRIBUTE}){{1,12}}\s*/?>"""
        ),
        mend=_nothing,
        sign=re.compile("=[\"']"),
    ),
    _Rule(
        what="abbreviations cut by an inserted word",
        pattern=re.compile(
            rf"\b(?P<head>(?:[A-Z]\.)*[A-Z])\.\s+{_CONNECTIVE},\s+(?P<tail>[A-Za-z])\.{_NEXT_WORD}"
        ),
        mend=_join_abbreviation,
        sign=_SPLICE,
    ),
    _Rule(
        what="abbreviations with a gap",
        pattern=re.compile(
            rf"(?<=\b[Tt]he )(?P<head>(?:[A-Z]\.)*[A-Z])\.\s+(?P<tail>[A-Za-z])\.{_NEXT_WORD}"
        ),
        mend=_join_capitals,
        sign=re.compile(r"\.\s+[A-Za-z]\."),
    ),
    _Rule(
        what="titles cut by an inserted word",
        pattern=re.compile(rf"\b({_TITLES})\.\s+{_CONNECTIVE},\s+([^\W\d_])"),
        mend=_join_title,
        sign=_SPLICE,
    ),
    _Rule(
        what="spaces before a closing quotation mark",
        pattern=re.compile(r"([.,!?…]) +([”’])(?=\s|$|[—–),.;])"),
        mend=_close_up,
        sign=re.compile(" [”’]"),
    ),
    _Rule(
        what="spaces before a closing quotation mark",
        pattern=re.compile(r"([.,!?…]) +\"(?=\s|$|[—–),.;])"),
        mend=_close_up_straight,
        sign=re.compile(' "'),
    ),
    _Rule(
        what="missing spaces between sentences",
        pattern=re.compile(
            r"(?<!\S)(?P<before>[^\s.!?]*(?:[a-z]{2}|\d{4}|[a-z]\)))(?P<stop>[.!?][”’\"]?)"
            r"(?P<after>[A-Z][a-z]+)(?=[\s,’'])"
        ),
        mend=_space_out,
        sign=re.compile(r"[.!?][”’\"]?[A-Z][a-z]"),
    ),
    _Rule(
        what="headings run into the text",
        pattern=re.compile(
            rf"(?P<stop>[.!?…][”\"’]?)\s(?P<heading>The (?:[A-Z][\w’'-]+ ){{1,3}}(?:{_HEADING})) "
            r"(?=(?P<next>[A-Z][\w’'-]+(?: (?:al-|el-)?[A-Z][\w’'-]+){0,3})(?:[,—–]| [a-z]))"
        ),
        mend=_cut_heading,
        sign=re.compile(r"\sThe [A-Z]"),
    ),
    _Rule(
        what="sentence starts in small letters",
        pattern=re.compile(
            r"(?<![^\s(“\"])(?P<before>[a-z]{3,}|[A-Z][a-z]{3,})\.(?P<gap>\s+)"
            r"(?P<next>[a-z]{2,})(?![\w.’':/-])"
        ),
        mend=_capitalize_start,
        sign=re.compile(r"\.\s+[a-z]{2}"),
    ),
)

_AFTER_CONNECTIVE = re.compile(rf"\b({_CONNECTIVE},\s+)([a-z][\w’'-]+)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def _restore_names(text: str, counts: Counter[str]) -> str:
    """Capitalize a name that lost its capital behind an inserted connective.

    A word is a name where the text has it elsewhere with a capital and never without, or where
    it is a country's name.
    """
    if not any(one in text for one in _SPLICED) or not _AFTER_CONNECTIVE.search(text):
        return text
    words = Counter(_WORD.findall(text))

    def restore(met: re.Match[str]) -> str:
        word = met[2]
        capitalized = word[0].upper() + word[1:]
        is_name = words[capitalized] > 0 and words[word] == 1 and word not in STARTERS
        if not is_name and word not in PROPER_NAMES:
            return met[0]
        counts["names in small letters"] += 1
        return met[1] + capitalized

    return _AFTER_CONNECTIVE.sub(restore, text)
