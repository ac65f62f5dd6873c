"""Russian and Ukrainian names in oblique cases, back to the nominative.

The endings are those of school grammars. All words of a name stand in one case and one gender, so
a case is taken only where every word has its ending or is one that is not declined. What stays
open gives several forms; the comparison with the lists takes the best.
"""

import re
from itertools import product

__all__ = ["nominative_forms"]

_WORD = re.compile(r"[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]*(?:-[А-ЯЁІЇЄҐ][а-яёіїєґ’']*)?\.?")
_MOST_FORMS = 3
"""More would make the comparison loose (our choice)."""

_FEWEST_WORDS = 2
_MOST_WORDS = 4

_C = "бвгджзклмнпрстфхцчшщ"
_FAMILY = "ов|ев|ёв|єв|їв|ин|ын|ін|їн"
_ADJECTIVE = "ск|цк|ьк"

_Rules = tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _rules(*pairs: tuple[str, str]) -> _Rules:
    """Ending -> endings of the nominative; the first ending that a word has is taken."""
    return tuple((re.compile(f"(?<=..)(?:{old})$"), tuple(new.split("|"))) for old, new in pairs)


_ENKO = (r"(?<=енк)(?:[ауи]|ом|ові)", "о")
"""Ukrainian declines these names, Russian does not."""

_MEN: tuple[_Rules, ...] = (
    _rules(  # genitive, accusative
        _ENKO,
        (rf"(?<={_ADJECTIVE})ого", "ий"),
        ("ого", "ый|ой"),
        ("его", "ий"),
        ("(?<=[аеёиіоуы])я", "й"),
        ("(?<=[лнрдтс])я", "ь"),
        (f"(?<=[{_C}])а", ""),
        (f"(?<=[{_C}])ы|(?<=[гкхжшчщ])и", "а"),
        ("(?<=ь)[иі]", "я"),
    ),
    _rules(  # dative
        _ENKO,
        (rf"(?<={_ADJECTIVE})ому", "ий"),
        ("ому", "ый|ой"),
        ("ему", "ий"),
        ("(?<=[аеёиіоуы])ю", "й"),
        ("(?<=[лнрдтс])ю", "ь"),
        (f"(?<=[{_C}])(?:у|ові)", ""),
        (f"(?<=[{_C}])е", "а"),
        ("(?<=ь)е", "я"),
    ),
    _rules(  # instrumental
        _ENKO,
        (rf"(?<={_ADJECTIVE})им", "ий"),
        (rf"(?<={_FAMILY})[ыи]м", ""),
        (f"(?<=[{_C}])ым", "ый|ой"),
        (f"(?<=[{_C}])им", "ий"),
        ("(?<=[аеёиіоуы])[еєё]м", "й"),
        ("(?<=[жшщчц])ем", ""),
        ("(?<=[лнрдтс])[её]м", "ь"),
        (f"(?<=[{_C}])ом", ""),
        (f"(?<=[{_C}])ой", "а"),
        ("(?<=ь)[её]й", "я"),
    ),
    _rules(  # prepositional
        (rf"(?<={_ADJECTIVE})ом", "ий"),
        ("(?<=и)и", "й"),
        ("(?<=[аеёоуы])е", "й"),
        (f"(?<=[{_C}])е", ""),
    ),
)
_WOMEN: tuple[_Rules, ...] = (
    _rules(  # genitive
        (rf"(?<={_ADJECTIVE})ой", "ая"),
        (rf"(?<={_ADJECTIVE})ої", "а"),
        (rf"(?<={_FAMILY})о[йї]", "а|ая"),
        ("(?<=и)и|(?<=і)ї|(?<=ь)[иі]", "я"),
        (f"(?<=[{_C}])ы|(?<=[гкхжшчщ])и", "а"),
        ("(?<=[лн])[иі]", "я"),
    ),
    _rules(  # dative, prepositional
        (rf"(?<={_ADJECTIVE})ой", "ая"),
        (rf"(?<={_ADJECTIVE}|{_FAMILY})ій", "а"),
        (rf"(?<={_FAMILY})ой", "а|ая"),
        ("(?<=и)и|(?<=і)ї|(?<=ь)[еі]", "я"),
        (f"(?<=[{_C}])[еі]", "а"),
    ),
    _rules(  # accusative
        (rf"(?<={_ADJECTIVE})ую", "ая"),
        (f"(?<=[{_C}])у", "а"),
        ("(?<=[иіь])ю", "я"),
    ),
    _rules(  # instrumental
        (rf"(?<={_ADJECTIVE})ой", "ая"),
        (f"(?<=[{_C}])о[йю]", "а"),
        ("(?<=[иіь])(?:[её]й|єю)", "я"),
        ("(?<=[лн])[её]й", "я"),
        ("(?<=[жшщчц])ей", "а"),
    ),
)

_FLEETING = {"павл": "Павел", "петр": "Петр", "льв": "Лев"}
"""Given names that lose or change a vowel in their oblique cases."""

_UNDECLINED = re.compile(r"(?:[оиуэюі]|[ыи]х|\.)$")
"""Матвиенко, Кадри, Черных, initials."""

_UNDECLINED_OF_WOMEN = re.compile(f"(?:[оиуэюі]|[ыи]х|\\.|[{_C}й])$")
"""A family name in a consonant is not declined where it is a woman's."""

_WOMEN_ALONE = _words(
    "анна мария елена ольга наталья наталия татьяна ирина светлана екатерина юлия марина"
    " людмила галина надежда вера оксана алла лариса нина тамара дарья ксения алина алёна"
    " алена полина софия софья анастасия диана яна инна раиса зоя лидия жанна эльвира эльмира"
    " гульнара фатима амина заира мадина марія ганна ірина катерина юлія олена тетяна наталія"
    " світлана надія віра леся соломія дарія софія вікторія анастасія лілія эмилия вероника"
    " кира маргарита антонина варвара клавдия роза регина эльза злата милана арина василиса"
    " ульяна евдокия элла эмма римма таисия виктория валерия"
)
"""Given names that are women's, whatever they could be a man's genitive of."""

_EITHER = _words("александра валентина евгения олександра валентіна")
"""A woman's nominative, and the genitive of a man's name."""

_MEN_IN_A = _words(
    "илья никита фома лука савва кузьма данила гаврила микола микита ілля сава мустафа муса"
    " абдулла зия хамза"
)
"""Given names of men that end as women's do."""


def nominative_forms(name: str) -> tuple[str, ...]:
    """Give the nominatives that a Cyrillic name of two and more words may stand for.

    Returns:
        At most three forms, likeliest first; none where the name is certainly in the nominative,
        is not Cyrillic, or is a single word.
    """
    words = name.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return ()
    if not all(_WORD.fullmatch(word) for word in words):
        return ()
    if words[0].lower() in _WOMEN_ALONE | _MEN_IN_A:
        return ()
    men = [form for rules in _MEN for form in _undone(words, rules, _UNDECLINED)]
    women = [form for rules in _WOMEN for form in _undone(words, rules, _UNDECLINED_OF_WOMEN)]
    known = [form for form in women if _given(form) in _WOMEN_ALONE]
    if known:
        forms = known
    elif men:
        forms = [*men, *(form for form in women if _given(form) in _EITHER)]
    else:
        forms = women
    return tuple(dict.fromkeys(form for form in forms if form != name))[:_MOST_FORMS]


def _given(form: str) -> str:
    return form.split(maxsplit=1)[0].lower()


def _undone(words: list[str], rules: _Rules, undeclined: re.Pattern[str]) -> list[str]:
    """Undo one case and gender; nothing where a word cannot stand in it."""
    readings: list[tuple[str, ...]] = []
    changed = False
    for index, word in enumerate(words):
        options = _undone_word(word, rules)
        # A woman's family name may end in a consonant and stay; her given name does not.
        stays = undeclined if index else _UNDECLINED
        if options:
            changed = True
        elif stays.search(word):
            options = (word,)
        else:
            return []
        readings.append(options)
    return [" ".join(reading) for reading in product(*readings)] if changed else []


def _undone_word(word: str, rules: _Rules) -> tuple[str, ...]:
    for pattern, endings in rules:
        if (met := pattern.search(word)) is not None:
            stem = word[: met.start()]
            return tuple(_FLEETING.get(stem.lower(), _with_vowel(stem, end)) for end in endings)
    return ()


def _with_vowel(stem: str, ending: str) -> str:
    """Put back the vowel of names in -ец ("Кравца", "Кравец")."""
    if not ending and stem.endswith("ц") and stem[-2:-1] in _C:
        return f"{stem[:-1]}ец"
    return stem + ending
