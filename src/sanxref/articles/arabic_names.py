"""Arabic-script names that the spotter cut short.

Arabic has no capitals; the lists' names are all that is found there, and a list's name may be the
beginning of a longer one. Some words never end or begin a name: "servant of" (عبد), "son of"
(بن, ابن), "father of" (أبو); what they govern belongs to the name.
"""

import re
from dataclasses import replace

from sanxref.model.articles import Mention, MentionKind

__all__ = ["extend_arabic"]

_LETTERS = r"[\u0620-\u064a\u066e-\u06d3\u064b-\u0652\u0670\u200c]+"
_SERVANT = "عبد"
_FATHER = "أبو|ابو|أبي|ابي|أبا|ابا|أم|ام"
_SON = "بن|ابن|إبن|بنت|ولد|آل"

_OPEN_END = re.compile(rf"(?:^|\s)(?:{_SERVANT}|{_FATHER}|{_SON})$")
"""A mention that ends so lacks a word."""

_NEXT = re.compile(rf"\s+(?P<word>{_LETTERS})")
_GOVERNING_NEXT = re.compile(rf"\s+(?:{_SON})\s+(?:(?:عبد|{_FATHER})\s+)?{_LETTERS}")
"""Behind a name: son of, and whose."""

_GOVERNING_BEFORE = re.compile(rf"(?<!\S)(?:(?:{_FATHER}|عبد|ابن)\s+)$")
"""Before a name: father of, servant of; the word stands alone, without a preposition."""

_LOOK_BACK = 12
_MOST_STEPS = 4


def extend_arabic(text: str, mention: Mention) -> Mention:
    """Give a mention the words that belong to its name.

    Args:
        text: Text of the article.
        mention: A mention of a person; one in another script comes back as it is.
    """
    if mention.kind is not MentionKind.PERSON or not _is_arabic(mention.text):
        return mention
    start, end = mention.start, mention.end
    if before := _GOVERNING_BEFORE.search(text, max(0, start - _LOOK_BACK), start):
        start = before.start()
    for _ in range(_MOST_STEPS):
        if _OPEN_END.search(text[start:end]):
            met = _NEXT.match(text, end)
        else:
            met = _GOVERNING_NEXT.match(text, end)
        if met is None:
            break
        end = met.end()
    if (start, end) == (mention.start, mention.end):
        return mention
    return replace(mention, text=text[start:end], start=start, end=end)


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in name)
