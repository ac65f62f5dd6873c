"""Words in names that are not names: articles, lineage, kunya, particles, titles, posts.

Own compilation; the words are common knowledge of the languages named beside them. Keys are
normalized Latin spellings, values the one spelling under which they are compared.
"""

__all__ = [
    "ARTICLE_SUN_LETTERS", "LINEAGE", "NEVER_LEADING", "PARTICLES", "POSTS", "RELIGIOUS_TITLES",
    "SUFFIXES", "TITLES",
]  # fmt: skip


def _same(canonical: str, spellings: str) -> dict[str, str]:
    return dict.fromkeys(spellings.split(), canonical)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = {
    **_same("al", "al el il ul"),  # Arabic article
    **_same("de", "de del della dela di da do dos das du des la las los le lo"),  # Romance
    **_same("van", "van von der den ter ten te zu zum zur af av vande vander"),  # Germanic
    **_same("y", "y e i und and et"),  # between two surnames (Spanish, Portuguese, Catalan)
}
"""Articles and particles; they tell little and come and go."""

ARTICLE_SUN_LETTERS = frozenset({"ar", "as", "ad", "an", "at", "az", "ash", "ath", "adh", "er",
                                 "es", "ed", "en", "et", "ez", "esh", "ur", "us", "ud", "un",
                                 "uz", "ush", "ech", "ach"})  # fmt: skip
"""Assimilated Arabic article; one only where the next word starts with the same consonant."""

LINEAGE = {
    **_same("bin", "bin ibn ben"),  # Arabic, Hebrew: son of
    **_same("bint", "bint binti bent bat"),  # daughter of
    **_same("ould", "ould wuld uld wald weld"),  # Mauritanian: son of
    **_same("ag", "ag ogly oglu ogli oghlu uulu qizi kizi"),  # Tuareg, Turkic
    **_same("abu", "abu abou abo aboo"),  # Arabic kunya: father of
    **_same("umm", "umm oum um omm"),  # mother of
}
"""Lineage and kunya; they belong to a name more firmly than particles do."""

NEVER_LEADING = frozenset({"ben", "ag", "bat", "um", "le", "la", "lo", "di", "do", "du",
                           "da", "van", "den", "te", "ten", "y", "e", "i", "et", "and",
                           "und"})  # fmt: skip
"""As the first word these are given names or surnames (Ben Carson, Le Duc Tho, Van Morrison)."""

RELIGIOUS_TITLES = {
    **_same("mullah", "mullah mulla mula mollah molla mulah"),
    **_same("maulawi", "maulawi maulavi mawlawi mawlavi molvi maulvi moulavi mawlana maulana "
                       "moulana mevlana maulawe"),
    **_same("sheikh", "sheikh shaikh shaykh sheik cheikh shekh cheick sheykh shiekh"),
    **_same("haji", "haji hajji hajj haj alhaj alhaji elhadj hadj el-hadj hadji khaji"),
    **_same("qari", "qari kari qaari"),
    **_same("sayyid", "sayyid sayyed sayed seyed seyyed said syed sayid saiyid saed sayeed "
                      "saeed"),
    **_same("mufti", "mufti moufti"),
    **_same("imam", "imam emam"),
    **_same("ayatollah", "ayatollah ayatullah hojatoleslam hojjatoleslam"),
    **_same("ustad", "ustad ustaz ustadh ostad"),
}  # fmt: skip
"""Titles that lists write as part of the name; they are compared, at little weight."""

# "Said", "Sayed", "Saeed" and "Sayyid" are given names at least as often as titles.
for _name in ("said", "sayed", "seyed", "saeed", "saed", "sayeed", "sayid", "seyyed", "sayyed",
              "syed", "sayyid", "saiyid", "imam", "haj"):  # fmt: skip
    RELIGIOUS_TITLES.pop(_name, None)

TITLES = _words(
    """mr mrs ms miss mx dr doc prof professor doctor sir dame lord lady madam madame rev reverend
    pastor bishop archbishop cardinal monsignor gen general col colonel maj major capt captain lt
    lieutenant sgt sergeant brig brigadier adm admiral cmdr commander marshal president pres
    premier chancellor minister ambassador amb senator sen congressman congresswoman rep governor
    gov mayor judge justice king queen prince princess emperor emir sultan herr frau monsieur mme
    mlle señor senor sr senora sra srta don dona hon honorable honourable engineer eng ing former
    ex late leader chairman warlord commandant comandante brigadeiro"""
)
"""Dropped in front of a name that has two words without them."""

SUFFIXES = _words("jr junior snr senior sr ii iii iv phd md esq obe cbe mbe kc qc mp")
"""Dropped behind a name that has two words without them."""

POSTS = _words(
    """scholar head department lecturer secretary manager superintendent officer director
    professor fellow chair assistant administrator librarian tutor dean registrar student
    programme program acting deputy president minister chairman spokesman spokesperson founder
    ceo cfo coach
    executive coordinator analyst consultant adviser advisor marketing
    """
)
"""A part behind a comma that holds one of these describes the person and is no name."""
