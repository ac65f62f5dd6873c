"""Letters of other scripts that look like Latin ones.

Used to hide a name from screening ("Оmаr" with a Cyrillic О and а). Source of the pairs:
Unicode Technical Standard 39, confusables: the subset of Cyrillic, Greek and Armenian letters
whose usual glyph is that of a basic Latin letter.
"""

from sanxref.names.scripts import letter_script

__all__ = ["LOOK_ALIKES", "to_latin_look_alikes"]

_PAIRS = (
    "АA ВB СC ЕE НH ІI ЇI ЈJ КK МM ОO РP ЅS ТT ХX УY ЗZ ԚQ ԜW ӀI ԌG "  # Cyrillic capitals
    "аa сc ԁd еe һh іi їi јj оo рp ԛq ѕs ѵv ԝw хx уy ӏl кk вb мm тt "  # Cyrillic small
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo νv αa ιi ρp υu κk "  # Greek
    "օo սu հh ոn ցg զq ԼL ՍU ՕO ՏS"  # Armenian
)
_TABLE = {pair[0]: pair[1] for pair in _PAIRS.split()}

LOOK_ALIKES = frozenset(_TABLE)
"""Every letter that has a Latin look-alike."""


def to_latin_look_alikes(word: str, *, among_latin: bool) -> str:
    """Fold a word's foreign letters to the Latin ones that they look like.

    Only a word that mixes scripts is suspect, and a word wholly of look-alikes where the text
    around it is Latin. A word with a foreign letter that has no look-alike is left alone: it is
    honestly written in its script.

    Args:
        word: One word, case not yet folded.
        among_latin: Whether most letters of the surrounding text are Latin.
    """
    has_latin = False
    for letter in word:
        if letter in _TABLE:
            continue
        if letter.isalpha():
            if letter_script(letter) != "Latn":
                return word
            has_latin = True
    if not (has_latin or among_latin):
        return word
    return "".join(_TABLE.get(letter, letter) for letter in word)
