"""Arabic compound names that are written in one word, two or three.

"Abd al-Rahman", "Abdul Rahman", "Abdurrahman" and "Abderrahmane" are one name: servant of
(abd) and one of the divine names. Likewise X + Allah ("Hamid Ullah") and X + al-Din
("Nur al-Din", "Noureddine").
"""

import re
from collections.abc import Sequence

from sanxref.names.vocabulary import ARTICLE_SUN_LETTERS, LINEAGE, PARTICLES

__all__ = ["compound_prefix", "is_certain", "is_part_of_compounds", "leading_compound"]

_ABD = frozenset({"abd", "abdul", "abdel", "abdal", "abdoul", "abdil", "abdol", "abdu", "abdo",
                 "abdool", "abdur", "abder", "abdus", "abdun", "abed"})  # fmt: skip
"""Spellings of "servant of", with or without the article, doubled letters collapsed."""

_ALLAH = frozenset({"allah", "ullah", "ollah", "alah", "ulah", "olah", "ela", "ila", "lah", "ula"})
_DIN = frozenset({"din", "deen", "dine", "eddin", "eddine", "uddin", "aldin", "addin", "eldin",
                 "udin", "edin", "edine", "adin"})  # fmt: skip

# The divine names that occur in names of persons, in the usual spellings (own compilation from
# the traditional ninety-nine and their Persian, Urdu, French and Malay forms).
_DIVINE = {
    spelling: canonical
    for line in """
        rahman rahmane rehman raman rahmaan rahmon
        rahim raheem rehim
        malik malek
        kuddus qudus qudoos kudus
        salam salaam
        aziz azeez azis
        jabar jabbar gabar djabar
        khaliq khalek khalik xaliq
        bari
        ghafar gafar ghafur ghafoor gafur qafar ghafour
        kahar qahar qahhar
        wahab wahhab vahab ouahab wahib
        razaq razak razzaq rezak razeq rasak
        fatah fattah fateh
        alim aleem
        basit baset
        sami samad samie samee
        basir baseer
        hakim hakeem hakam
        latif lateef latef
        khabir
        halim haleem
        azim azeem
        shakur shakoor shukur shukoor
        ali
        kabir kabeer
        hafiz hafeez
        jalil jaleel djalil galil
        karim kareem kerim
        rakib raqib
        majid majeed mejid madjid magid
        wadud wadood
        haq haqq hak
        wakil wakeel
        matin mateen
        wali
        hamid hameed hamed
        hai hay hayy
        kayum qayum qayyum qayoom qaum
        wajid wajed
        wahid waheed wahed ouahid
        ahad
        kadir qadir kader qader qadeer gader kadeer kadar
        qadr
        satar sattar
        mumin momin
        ghani gani
        hadi
        rashid rasheed rachid
        nasir naser nasser nacer naseer
        salim saleem
        manan mannan
        rauf raouf rauof raoof
        nur noor nour
        nabi nabbi rasul rasool rasoul
        zahir zaher
        hussein husein hosein
        amir ameer
        moneim munim menem monem monim
        mohsen muhsin mohsin
        khalid khaled
        mutalib motaleb mutaleb
        mujib mujeeb
        salem
        jawad gawad javad
        raziq
        badi
        rab rabb rabu rabo
        """.strip().splitlines()
    for spelling in line.split()
    for canonical in (line.split()[0],)
}
"""Spelling -> one spelling of each name; doubled letters collapsed and not."""

_JOINED_ABD = re.compile(
    r"^abd(?:[aeiou]{0,2}(?:l|r(?=r?a)|s|n|d|z|t)?)?[aeiou]?(?P<rest>[a-z]{3,})$"
)
_ARTICLE_JOINED = re.compile(r"^[aeiou]{0,2}[lrsndzt]?$")
_JOINED_DIN = re.compile(r"(?P<stem>.{2,}?)[aeiou]{1,2}(?:l?d)(?:in|ine|een|ein)$")
_DIN_ENDS = ("din", "dine", "deen", "dein")
# "Bin Laden", "Mujahidin", "Nureldin": what looks like -aldin and is not.
_MULTIPLE = re.compile(r"(.)(?=\1)")
_NOT_DIN = frozenset({"laden", "ladin", "mujahidin", "mujahedin", "saladin"})


def compound_prefix(word: str) -> str:
    """Give compounds that are written in one word one spelling.

    Args:
        word: Lower-case Latin, doubled letters collapsed.

    Returns:
        "abdal" + the divine name's one spelling, X + "aldin", or the word unchanged.
    """
    if word.startswith("abd") and len(word) > len("abd") + 2:
        return _with_one_abd(word)
    if word.endswith(_DIN_ENDS) and word not in _NOT_DIN and (met := _JOINED_DIN.fullmatch(word)):
        return met["stem"] + "aldin"
    return word


def _with_one_abd(word: str) -> str:
    rest = word[len("abd") :]
    if rest in {"alah", "ulah", "elah", "ulahi", "alahi", "ilah", "ela", "ula", "ala", "olah"}:
        return "abdalah"
    for cut in range(min(4, len(rest) - 1)):
        article, name = rest[:cut], rest[cut:]
        if name in _DIVINE and _ARTICLE_JOINED.fullmatch(article):
            return "abdal" + _DIVINE[name]
    return word


def leading_compound(words: Sequence[str]) -> tuple[int, str]:
    """Find the compound that up to three words start with.

    Args:
        words: One to three words in lower-case Latin letters.

    Returns:
        How many words it takes, and its spelling; 1 and the first word where there is none.
    """
    word, second, third, *_ = (*(_MULTIPLE.sub("", text) for text in words), "", "")
    if word in _ABD or word == "bd" or "".join(sorted(word)) in _ABD_SWAPPED:
        return _servant(word, second, third)
    if LINEAGE.get(word) == "abu" and second in _BAKR:
        return 2, "abubakar"
    if len(word) > len("abd") - 1 and word not in LINEAGE and word not in PARTICLES:
        if second in _ALLAH_BEHIND:
            return 2, word + "ulah"
        if second in _DIN - _BARE_DIN:
            return 2, word + "aldin"
        if _is_article(second) and third in _BARE_DIN:
            return 3, word + "aldin"
    return 1, words[0]


def is_certain(compound: str) -> bool:
    """Whether a compound of `leading_compound` holds a known divine name."""
    return not compound.startswith("abdal") or compound[len("abdal") :] in _CERTAIN


_CERTAIN = frozenset(_DIVINE.values()) | {"lah"}


def is_part_of_compounds(word: str) -> bool:
    """Whether a word may make one name with the words around it, of which it is not the stem."""
    short = _MULTIPLE.sub("", word)
    return (
        short in _ABD
        or short == "bd"
        or "".join(sorted(short)) in _ABD_SWAPPED
        or short in _ALLAH_BEHIND
        or short in _DIN
        or short in _BARE_DIN
    )


_ALLAH_BEHIND = frozenset({"ulah", "alah", "olah"})
_BAKR = frozenset({"bakr", "bakar", "baker", "bakir", "bekr"})
"""Abu Bakr is a given name, written in one word or two."""
_BARE_DIN = frozenset({"din", "dine", "deen", "den"})


# "Adbul", "Abudl": letters swapped by a typist; read so only before a divine name or an article.
_ABD_SWAPPED = frozenset(
    "".join(sorted(word)) for word in ("abd", "abdul", "abdel", "abdal", "abdur")
)


def _servant(word: str, second: str, third: str) -> tuple[int, str]:
    if second in _ALLAH and word in _ABD:
        return 2, "abdallah"
    if _is_article(second) and len(third) > len("al"):
        return 3, "abdal" + _DIVINE.get(third, third)
    if second in _DIVINE:
        return 2, "abdal" + _DIVINE[second]
    return 1, word


def _is_article(word: str) -> bool:
    return word in {"al", "el", "ul", "il"} or word in ARTICLE_SUN_LETTERS
