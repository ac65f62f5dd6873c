"""Nouns for persons, states and bodies in languages other than English.

They tell where names begin, and what is no person, in French, Spanish, Portuguese, Italian,
German, Russian, Ukrainian and Arabic texts. Our own lists, from general knowledge of how the press
of these languages names people, states and bodies (2026-11-22); small on purpose. Words that are
also family or given names ("Kaiser", "Rey", "Cortes") are left out.
"""

__all__ = [
    "FOREIGN_COUNTRY_WORDS",
    "FOREIGN_FUNCTION_WORDS",
    "FOREIGN_ORGANIZATION_WORDS",
    "FOREIGN_PLACE_WORDS",
    "FOREIGN_ROLES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOUN_ENDINGS = ("", "а", "у", "ом", "ем", "е", "ы", "и", "ам", "ами", "ах", "я", "ю", "ей", "ой",
                 "ий", "ого", "ому", "ым", "ые", "ых", "ая", "ую", "ое", "ії", "ія", "ію", "ові",
                 "еві", "і", "ь", "ью", "ии", "ия", "ию", "ией", "ие", "ием", "й", "их", "ими",
                 "им")  # fmt: skip
"""Endings of Russian and Ukrainian nouns and adjectives; not every stem takes every one. Without
-ов and -ев, which make family names of nouns ("Майоров")."""


def _declined(stems: str) -> frozenset[str]:
    return frozenset(stem + ending for stem in stems.split() for ending in _NOUN_ENDINGS)


_LATIN_ROLES = _words(
    # French
    "homme femme homme-d'affaires homme-d’affaires affaires entrepreneur entrepreneuse"
    " milliardaire oligarque journaliste avocat avocate député députée sénateur sénatrice"
    " ministre premier-ministre président présidente directeur directrice dirigeant dirigeante"
    " général colonel capitaine commandant chef juge procureur ambassadeur ambassadrice"
    " porte-parole imam écrivain chanteur chanteuse acteur actrice banquier banquière"
    " djihadiste jihadiste prédicateur militant militante opposant opposante professeur cheikh"
    " secrétaire gouverneur maître"
    # Spanish and Portuguese
    " empresario empresaria empresário empresária multimillonario oligarca periodista"
    " jornalista abogado abogada advogado diputado diputada deputado senador senadora ministro"
    " ministra presidente presidenta expresidente exministro director directora diretor general"
    " coronel coronel capitán comandante jefe líder juez jueza fiscal embajador embajadora"
    " portavoz escritor cantante actor actriz banquero narcotraficante capo militante opositor"
    " profesor gobernador gobernadora alcalde alcaldesa canciller vicepresidente"
    " vicepresidenta secretario secretaria señor señora senhor senhora"
    # Italian
    " imprenditore imprenditrice giornalista avvocato deputato senatore generale colonnello"
    " capitano comandante giudice ambasciatore portavoce banchiere"
    # German
    " unternehmer unternehmerin geschäftsmann geschäftsfrau milliardär oligarch journalist"
    " journalistin anwalt anwältin rechtsanwalt abgeordnete abgeordneter senator präsident"
    " präsidentin bundespräsident bundeskanzler bundeskanzlerin kanzler kanzlerin minister"
    " ministerin außenminister außenministerin innenminister innenministerin finanzminister"
    " verteidigungsminister ministerpräsident ministerpräsidentin premierminister general"
    " oberst hauptmann kommandeur kommandant direktor direktorin geschäftsführer leiter chef"
    " richterin staatsanwalt botschafter botschafterin sprecher sprecherin prediger bankier"
    " schriftsteller schriftstellerin professorin doktor herr herrn frau scheich"
    " islamist dschihadist regierungschef regierungssprecher staatschef gouverneur"
)
_CYRILLIC_ROLES = _declined(
    "бизнесмен предпринимател миллиардер миллионер олигарх журналист журналистк адвокат юрист"
    " депутат сенатор министр премьер премьер-министр вице-премьер президент экс-президент"
    " вице-президент экс-министр экс-глав директор гендиректор глав руководител основател"
    " владел лидер генерал генерал-майор генерал-лейтенант генерал-полковник полковник"
    " подполковник майор капитан командир командующ судь прокурор посол посл дипломат"
    " политик политолог писател певиц певец певц актер актёр актрис банкир чиновник губернатор"
    " мэр боевик террорист имам шейх муфти проповедник активист правозащитник оппозиционер"
    " экономист профессор ученый учёный секретар пресс-секретар канцлер корол принц господин"
    " госпож бывш гражданин гражданк следовател спецпредставител"
    # Ukrainian
    " бізнесмен підприєм мільярдер журналістк міністр прем'єр прем’єр прем'єр-міністр"
    " прем’єр-міністр президентк засновник керівник очільник лідер речник речниц речниц"
    " суддя судд посол політик письменник співак актор банкір посадов чинов голов мер бойовик"
    " терорист активістк правозахисник економіст вчен секретар колишн громадянин"
) | _words("предприниматель основатель руководитель владелец писатель секретарь король муфтий"
           " судья глава следователь спецпредставитель підприємець посадовець чиновник"
           " чиновниця голова пан пані пана пану")  # fmt: skip

FOREIGN_ROLES = _LATIN_ROLES | _CYRILLIC_ROLES
"""Nouns in front of a name that are no part of it; compared in small letters."""

FOREIGN_ORGANIZATION_WORDS = _words(
    # French
    "conseil ministère département trésor comité assemblée nations parti cour banque"
    " université armée gouvernement organisation société sociétés européenne européen"
    " bureau-fédéral onu otan parquet gendarmerie élysée groupe entreprise agence unies"
    # Spanish and Portuguese
    " consejo conselho ministerio ministério departamento tesoro tesouro tesorería asamblea"
    " naciones nações unidas partido banco universidad universidade ejército exército gobierno"
    " governo organización organização europea europeia policía polícia guardia"
    " fiscalía cancillería kremlin empresa agencia cártel cartel unión união"
    # Italian
    " consiglio ministero dipartimento nazioni unite governo comitato esercito polizia"
    # German
    " sicherheitsrat rat ministerium außenministerium finanzministerium innenministerium"
    " verteidigungsministerium justizministerium bundesregierung bundesrat bundeswehr"
    " kanzleramt vereinte vereinten nationen europäische europäischen amt"
    " behörde gericht gerichtshof partei polizei regierung ausschuss staatsanwaltschaft"
    " gesellschaft bundesnachrichtendienst verfassungsschutz unternehmensgruppe"
) | _declined(
    "совет совбез министерств минфин минюст минобороны мид оон сша ес нато евросоюз европейск"
    " организаци объединенн объединённ наци комитет госдеп госдепартамент департамент"
    " казначейств суд банк парти университет федераци республик госдум дум правительств"
    " верховн комисси агентств служб арми полици прокуратур парламент кабинет фсб снбо"
    # Ukrainian
    " міністерств організаці об'єднан об’єднан націй комітет держдеп держдепартамент"
    " парті університет уряд європейськ євросоюз комісі агентств служб поліці парламент"
) | _words("оон сша ес єс рада раду раді радою ради")  # fmt: skip
"""Words that, as part of a capitalized name, make it a body."""

FOREIGN_PLACE_WORDS = _words(
    # French, Spanish, Portuguese, Italian, German: words of the names of states and regions
    "états états-unis etats-unis royaume royaume-uni saoudite corée nouvelle-zélande afrique"
    " amérique émirats proche-orient moyen-orient"
    " estados unidos emiratos árabes saudita corea coreia medio oriente áfrica américa"
    " países"
    " stati uniti arabia emirati"
    " vereinigte vereinigten staaten königreich emirate saudi-arabien nordkorea südkorea"
    " neuseeland nahost nahen republik bundesrepublik"
) | _declined(
    "соединенн соединённ штат королевств эмират аравии арави саудовск коре зеланди ближн восток"
    " област район улиц площад проспект остров"
    # Ukrainian
    " сполучен королівств емірат аравії  близьк вулиц площ"
) | _words("схід сходу сході штатов эмиратов штатів еміратів")  # fmt: skip
"""Words that, as part of a capitalized name, make it a state's or a place's."""

FOREIGN_COUNTRY_WORDS = (
    _words(
        # French
        "russie syrie turquie allemagne états-unis etats-unis chine algérie tunisie libye égypte"
        " irak liban jordanie arabie maroc sénégal tchad somalie soudan yémen grande-bretagne"
        " suisse belgique biélorussie ouzbékistan tchétchénie moscou londres damas"
        # Spanish, Portuguese, Italian
        " rusia siria irán turquía alemania ucrania egipto líbano bielorrusia marruecos argelia"
        " túnez libia moscú rússia síria turquia alemanha ucrânia brasil méxico perú inghilterra"
        " ucraina turchia iraq mosca"
        # German
        " russland syrien türkei deutschland frankreich italien spanien ukraine weißrussland"
        " belarus ägypten libanon irak jemen algerien tunesien libyen marokko jordanien polen"
        " österreich schweiz moskau großbritannien tschetschenien usbekistan kasachstan"
    )
    | _declined(
        "росси украин сири иран ирак турци кита франци германи белорусси беларус казахстан"
        " узбекистан таджикистан киргизи кыргызстан туркменистан азербайджан армени молдави"
        " молдов латви литв эстони польш израил ливан ливи египет египт афганистан пакистан чечн"
        " чеченск дагестан крым москв киев минск дамаск великобритани британи итали испани"
        " украін україн росі білорус сирі туреччин китаю німеччин франці великобританії"
    )
    | _words("россии сша кнр кндр оаэ лнр днр рф ссср")
)
"""Names of states and capitals that stand between a role and a name ("Президент России ...")."""

FOREIGN_FUNCTION_WORDS = _words(
    "hier aujourd’hui selon mais ainsi cependant pourtant après avant depuis lorsque quand"
    " ayer hoy según pero también además después antes cuando mientras aunque ontem hoje segundo"
    " ieri oggi secondo"
    " gestern heute laut nach auch aber doch danach zuvor später bereits"
    " вчера сегодня завтра также однако ранее позже после кроме затем потом когда если хотя"
    " поэтому между тем по при для как что это его её ее их он она они мы но или"
    " вчора сьогодні також однак раніше пізніше після крім потім коли якщо хоча"
)
"""Adverbs and conjunctions that begin sentences and are taken for a part of a name behind them."""
