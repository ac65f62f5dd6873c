"""Words that tie a second name to the name before them, in the languages of the press."""

import re

__all__ = ["ALIAS_PHRASE"]

# ARTICLES.md section 5, and what the same phrases look like in agency style.
_ENGLISH = (
    r"(?:(?:who|and)\s+)?(?:is\s+|was\s+|are\s+|were\s+)?(?:also|better|otherwise|commonly|widely|best|usually"
    r"|variously|sometimes|formerly|previously|popularly|more\s+commonly)\s+(?:known|identified|referred\s+to|called)"
    r"(?:\s+(?:online|locally|abroad|there))?\s+(?:as|by)(?:\s+(?:the|his|her)\s+(?:alias|nickname|nom\s+de\s+guerre|kunya|pseudonym|stage\s+name|pen\s+name)(?:\s+of)?)?"
    r"|(?:who\s+is\s+)?known\s+(?:to|in|throughout|across|among)\s+(?:(?!(?:for|by)\b)[\w'’-]+\s+){1,4}?as"
    r"|(?:who\s+)?(?:goes|went|going)\s+by\s+the\s+(?:name|nickname|alias)(?:\s+of)?"
    r"|known\s+(?:as|by)(?:\s+(?:the|his|her)\s+(?:alias|nickname|nom\s+de\s+guerre|kunya|pseudonym)(?:\s+of)?)?"
    r"|a\.?k\.?a\.?|f\.?k\.?a\.?|alias(?:es)?|dubbed|nicknamed"
    r"|(?:under|by|with|uses|used|using)\s+(?:the|his|her)\s+(?:alias|nickname|nom\s+de\s+guerre|kunya|pseudonym|name)(?:\s+of)?"
    r"|(?:whose\s+)?(?:nom\s+de\s+guerre|kunya|alias|pseudonym)(?:\s+(?:is|was))?"
    r"|whose\s+(?:real|full|birth|true|given|actual)\s+name\s+(?:is|was)"
    r"|(?:real|full|birth|true|secular)\s+name:?|in\s+the\s+world(?=\s+[A-Z])|n[ée]e?\b|born(?=\s+(?:as\s+)?[“\"]?[A-Z])"
)
# Each with a gap behind it; "dit" and "genannt" also mean other things, but not between two names.
_FOREIGN = (
    # French
    r"surnomm[ée]e?|dite?|(?:se\s+faisant|se\s+fait)\s+appeler|de\s+son\s+(?:vrai|vrai\s+nom|nom\s+de\s+guerre)"
    r"(?:\s+nom)?"
    r"|(?:(?:également|aussi|plus|mieux|davantage)\s+)?connue?\s+(?:aussi\s+)?sous\s+(?:le\s+(?:nom|pseudonyme|surnom)|l[’']alias)"
    r"(?:\s+de\s+guerre)?(?:\s+de)?"
    # Spanish, Portuguese, Italian
    r"|(?:(?:también|tambien|más|mas|mejor|também|mais)\s+)?(?:conocid[oa]|conhecid[oa])\s+(?:también\s+|também\s+)?(?:como|por)"
    r"(?:\s+(?:el|o)\s+(?:alias|apodo|nombre)(?:\s+de)?)?"
    r"|apodad[oa]|apelidad[oa]|vulgo|(?:not[oa]|conosciut[oa])\s+(?:anche\s+)?(?:come|con\s+il\s+nome\s+di)|dett[oa]|soprannominat[oa]"
    # German
    r"|(?:(?:auch|besser)\s+)?(?:bekannt\s+(?:als|unter\s+dem\s+(?:namen|decknamen|kampfnamen))|genannt)"
    r"|mit\s+(?:bürgerlichem|richtigem)\s+namen|(?:deckname|kampfname)"
    # Russian, in every case of the adjective
    r"|(?:(?:также|более|больше|лучше)\s+)?известн(?:ый|ая|ого|ому|ым|ом|ой|ую)\s+(?:также\s+|ещё\s+|еще\s+|больше\s+)?"
    r"(?:как|под\s+(?:именем|псевдонимом|кличкой|прозвищем))"
    r"|по\s+(?:кличке|прозвищу)|(?:он|она)\s+же|прозванн(?:ый|ая)|настоящее\s+имя|псевдоним|позывной"
    # Ukrainian
    r"|(?:(?:також|більше|краще)\s+)?відом(?:ий|а|ого|ому|им|ої|ою)\s+(?:також\s+)?(?:як|під\s+(?:ім[’']ям|іменем|псевдонімом))"
    r"|на\s+(?:прізвисько|псевдо)|(?:він|вона)\s+же?|справжнє\s+ім[’']я|псевдонім|позивний"
)
# The alias follows without a gap: French d’, the Arabic preposition bi-.
_ATTACHED = (
    r"connue?\s+sous\s+le\s+(?:nom|surnom|pseudonyme)\s+(?:de\s+guerre\s+)?d[’']"
    r"|(?:المعروف|الملقب|الملقّب|المكنى|المكنّى|المشهور|الشهير)ة?(?:\s+أيض[اًا]+)?\s+(?:باسم\s+|بلقب\s+|بـ\s*|ب(?=\w))"
)

ALIAS_PHRASE = re.compile(
    rf"\b(?:(?:(?P<attached>{_ATTACHED})|(?:(?P<foreign>{_FOREIGN})|{_ENGLISH})(?!\w)(?:\s+as)?)\s*[:,]?\s*)",
    re.IGNORECASE,
)
"""The phrase with the white space behind it; `foreign` and `attached` are met outside English."""
