# ruff: noqa: E501 - a sentence of a case stays on one line
"""Whom a pronoun means where other persons are named nearer to it than the one it is about.

Persons are invented. Of each kind of story there are two, so that no rule fits by chance.
"""

import pytest

# (reason, text, who was listed)
CASES = [
    (
        "a rival in the sentence before, and the story goes on about the first",
        (
            "[Faustin Mwenze] began as a teacher. He was eleven years in the classroom when the war came. "
            "He rose under General [Tambwe], whom he came to detest. Three years later the Security Council put him on its list."
        ),
        "Faustin Mwenze",
    ),
    (
        "a witness who is quoted",
        (
            "[Wilmer Pirela] kept the accounts of the ports. His name first reached the papers when a former inspector, "
            "[Leopoldo Rangel], described what he had seen. Canada imposed sanctions on him in 2017."
        ),
        "Wilmer Pirela",
    ),
    (
        "a predecessor",
        (
            "The man in charge was [Artur Hrynevich]. Colleagues liked him. His predecessor, [Ryhor Latyshou], writes a history. "
            "Latvia put him on its sanctions list in 2020."
        ),
        "Artur Hrynevich",
    ),
    (
        "far back, with nobody between",
        "[Sakhi Karimi] sells rice. The shop is small. The street is dark. Trade is slow. In 2001 the United Nations listed him.",
        "Sakhi Karimi",
    ),
    (
        "presented by the sentence before",
        (
            "[Anahit Sargs] tuned pianos for thirty years. Soldiers took three men from the queue in front of her. "
            "One was [Ruslan Karap]. He has been on Ukraine's sanctions list since 2019."
        ),
        "Ruslan Karap",
    ),
    (
        "by the pronouns that the text has used before",
        (
            "[Hoda Sharaf] gets up at two when she visits him. In court she met the clinic's treasurer, [Sayyid Gaballah]. "
            "In March Canada put him on its sanctions list."
        ),
        "Sayyid Gaballah",
    ),
    (
        "by what the text has called him",
        (
            "[Teuku Ramli] never learnt to read. He was seated next to a Burmese general, [Htin Kyaw]. He was shy. "
            "The general had been on the Swiss sanctions list since 2006."
        ),
        "Htin Kyaw",
    ),
    (
        "the opening clause names nobody, so what follows it is meant",
        "After his name was removed from the EU list, [Anton Verin] moved to <Vienna>.",
        "Anton Verin",
    ),
    (
        "an object of the other sex is not the subject's",
        "[Anton Verin] met her in <Paris> in 1999. He sells ships. The EU sanctioned him in 2014.",
        "Anton Verin",
    ),
    (
        "of whom somebody speaks is not who speaks",
        "[Anton Verin] said she was innocent. The EU put him on its sanctions list in 2014.",
        "Anton Verin",
    ),
    (
        "she is not he, though she was named and meant last",
        "[Anton Verin] met his wife, [Mara Lind], in 1999. She left. The EU put him on its sanctions list in 2014.",
        "Anton Verin",
    ),
    (
        "an opening with an age brings nobody in beside another",
        "[Karl Otto] bought a harbour. It was cheap. As a young man, [Anton Verin] sold ships. The EU put him on its sanctions list in 2014.",
        "Anton Verin",
    ),
    (
        "he whose name opens the paragraph, whomever the text is about",
        (
            "[Omar Diabov] was born in <Nice>. His men fought for years. They left him.\n\n[Mourad Belkac], a baker, hopes for peace. "
            "He has never been sanctioned by the United States."
        ),
        "Mourad Belkac",
    ),
    (
        "a name that is written like a pronoun",
        "[Li Na] met [He Jiankui] in <Beijing>. She prospered. The EU put her on its sanctions list in 2014.",
        "Li Na",
    ),
    (
        "told of once already",
        "[Anton Verin] and [Karl Otto] sold ships. The EU sanctioned [Karl Otto] in 2013. Trade went on. Canada sanctioned him in 2014.",
        "Karl Otto",
    ),
]


@pytest.mark.parametrize(
    ("text", "person"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_who_is_meant(told, text, person):
    assert {claim[0] for claim in told(text)} == {person}


def test_nobody_is_meant_where_nobody_fits(told):
    text = "[Mara Lind] sold her ships when she was sixty. The EU sanctioned him in 2014."
    assert {claim[0] for claim in told(text)} == {"not understood"}


def test_in_french_what_is_hers_does_not_make_her_a_man(claims_of):
    article = (
        "[Karl Otto] écrit des livres. [Mara Lind] a vendu son navire. Elle est partie. "
        "Elle a été inscrite sur la liste de sanctions de l'Union européenne en 2014."
    )
    (claim,) = claims_of(article, language="fr")
    assert claim.person == "a.p2"


def test_a_sentence_of_nothing_but_spaces_is_read(told):
    text = "The EU sanctioned [Anton Verin] in 2014 " + " " * 9000 + " and its list grew."
    assert {claim[0] for claim in told(text)} == {"Anton Verin"}


def test_whom_the_text_has_left_behind_is_not_meant(told):
    filler = "The harbour lay still. " * 12
    text = f"[Anton Verin] sold ships. {filler}The EU sanctioned him in 2014."
    assert {claim[0] for claim in told(text)} == {"not understood"}
