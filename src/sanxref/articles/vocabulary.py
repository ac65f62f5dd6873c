"""Words that tell where names begin and end.

Closed classes of English, and words of the press's titles and of organizations' names; our own
lists, from general knowledge, widened after reading mistakes on the labelled news articles
(docs/articles.md).
"""

from sanxref.articles.foreign_words import (
    FOREIGN_ORGANIZATION_WORDS,
    FOREIGN_PLACE_WORDS,
    FOREIGN_ROLES,
)

__all__ = [
    "ABBREVIATIONS",
    "ARTICLES",
    "CALENDAR_WORDS",
    "CONTINUING_WORDS",
    "FEMALE_WORDS",
    "FUNCTION_WORDS",
    "KINSHIP_WORDS",
    "MALE_WORDS",
    "MODIFIERS",
    "NAME_SUFFIXES",
    "NATIONALS",
    "NOT_PERSONS",
    "ORGANIZATION_WORDS",
    "PARTICLES",
    "PLACE_WORDS",
    "ROLE_WORDS",
    "STARTERS",
    "TITLES",
    "TITLE_ABBREVIATIONS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLE_ABBREVIATIONS = (
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Cpt", "Maj", "Cpl",
    "Cmdr", "Adm", "Brig", "Rev", "Fr", "Sr", "Hon", "Sen", "Rep", "Gov", "Pres", "Supt", "Insp",
    "Amb", "Atty", "Msgr", "Mme", "Mlle", "Pte", "Det", "St",
)  # fmt: skip
"""Abbreviated titles; a name follows the full stop."""

ABBREVIATIONS = frozenset(title.lower() for title in TITLE_ABBREVIATIONS) | _words(
    "jr vs etc inc ltd co corp plc llc no nos art arts sec para fig al approx dept est jan feb mar"
    " apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun e.g i.e a.m"
    " p.m viz cf ca res op vol ed eds pp ch ft mt bros assn univ govt intl a.k.a f.k.a n.k.a d.o.b"
    " ph.d m.d b.a m.a u.s u.n u.k e.u u.s.a u.a.e d.c l.a n.y p.o r.i.p"
    " b d c calif conn mass mich minn miss okla penn tenn wash colo dist subj incl excl misc"
    " pvt reg"
)
"""Words before whose full stop a sentence need not end."""

PARTICLES = _words(
    "al el ul ud ad as ash at az an ar bin ben ibn bint bte abu abd abdul umm de da di do dos das"
    " del della der den des du la le les lo van von vom zu zum zur ten ter te y e af av of und"
    " ould oulad walad mac mc st san santa"
) - _words("of as at an do e y st san santa abu umm abd abdul")
"""Small words within names (family-name particles of the Latin, Germanic and Arabic world)."""

NAME_SUFFIXES = _words("jr jr. sr sr. ii iii iv phd md esq")

TITLES = FOREIGN_ROLES | _words(
    "mr mrs ms miss mx dr prof professor doctor sir lord lady dame baron baroness count countess"
    " duke duchess prince princess king queen emperor empress sultan emir amir sheikh shaikh"
    " sheik shaykh sheikha sayyid sayed seyyed syed haji hajji hadji hajj mullah mulla maulana"
    " mawlawi maulvi molvi qari imam ayatollah grand mufti hojatoleslam hojjatoleslam allamah"
    " pope cardinal archbishop bishop father brother sister rabbi reverend monsignor lama"
    " president vice prime foreign finance defence defense interior deputy minister premier"
    " chancellor secretary governor mayor senator congressman congresswoman representative"
    " ambassador consul envoy judge justice magistrate attorney prosecutor lawyer barrister"
    " general lieutenant colonel major captain sergeant corporal private commander admiral"
    " commodore brigadier marshal inspector superintendent commissioner constable officer"
    " detective chief chairman chairwoman chairperson chair director ceo cfo founder owner"
    " spokesman spokeswoman spokesperson leader co-founder lawmaker mp mep rep sen gov gen col lt"
    " sgt capt maj adm brig rev hon former ex-president late then-president acting commandante"
    " comandante comrade citizen datuk dato tan sri tun ustad ustaz hafiz agha aga khawaja pandit"
    " swami guru chaudhry begum shri smt coach midfielder striker goalkeeper actor actress singer"
    " author writer director journalist reporter analyst economist researcher scholar activist"
    " businessman businesswoman tycoon billionaire warlord financier militant jihadist"
    " opposition senior junior first second world champion legend star attorney-general"
    " jihadi monsieur madame président ministre général cheikh maître docteur señor señora don doña"
    " presidente ministro ministra presidenta herr frau präsident präsidentin kanzler ministerin"
    " geschäftsmann президент министр генерал премьер премьер-министр господин госпожа"
    " right-hand self-styled crown lt-gen lieutenant-general major-general"
) - _words(
    "count star legend world first second grand tan sri guru syed sayed citizen private right-hand"
    " aga agha major hafiz"
)
"""Words before a name that are no part of it; compared in small letters."""

MALE_WORDS = _words(
    "mr sir lord monsieur señor herr king prince emperor sultan father brother spokesman"
    " businessman chairman"
    " congressman sheikh shaikh sheik shaykh emir pope imam actor man boy son husband uncle"
    " nephew grandfather gentleman statesman strongman frontman gunman"
)
FEMALE_WORDS = _words(
    "mrs ms miss madame señora frau lady dame queen princess empress sister mother spokeswoman"
    " businesswoman"
    " chairwoman congresswoman sheikha actress woman girl daughter wife aunt niece grandmother"
    " begum mme mlle stateswoman"
)
"""Titles and nouns that tell a person's gender for certain."""

CALENDAR_WORDS = _words(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep"
    " sept oct nov dec ramadan easter christmas eid diwali hanukkah"
)

FUNCTION_WORDS = _words(
    "a an the this that these those it its he she his her him they them their theirs we us our"
    " ours you your yours i me my mine who whom whose which what when where why how there here"
    " and or but nor so yet if as at by for from in into of on onto off out over to up with"
    " within without under after before since until till while during between among against"
    " about above across along around because although though unless whether both either neither"
    " each every all any some many most more much few several such no not only own same than too"
    " very just also then now once again still even ever never always often is are was were be"
    " been being am do does did have has had having will would shall should can could may might"
    " must let said says say according however moreover furthermore meanwhile nevertheless"
    " nonetheless additionally indeed therefore thus hence instead despite besides like unlike"
    " per via amid amidst upon toward towards through throughout one two three four five six"
    " seven eight nine ten dozens hundreds thousands millions last next earlier later today"
    " yesterday tomorrow ago soon first second third another other others asked born named called"
    " added told yes okay oh well"
)
"""Words that are capitalized only because a sentence or a headline begins with them."""

ARTICLES = _words("the le la les un une der die das ein eine el los las una il lo gli")
"""Articles of the larger languages of Latin script; at a sentence's start no part of a name."""

STARTERS = FUNCTION_WORDS - {"us", "i", "may", "march", "well", "like"}
"""Words that show, after an abbreviation, that a new sentence has begun."""

ORGANIZATION_WORDS = FOREIGN_ORGANIZATION_WORDS | _words(
    "council ministry minister's department committee commission court tribunal parliament senate"
    " congress assembly university college institute school academy foundation fund bank group"
    " company corporation corp inc ltd llc plc co holding holdings industries limited party"
    " movement front brigade brigades battalion army force forces militia guard guards corps"
    " police agency bureau office union association federation confederation league club"
    " organization organisation society network television tv radio news times post herald"
    " tribune gazette guardian press media airlines airways air hospital clinic church mosque"
    " cathedral temple services service authority board center centre house state states"
    " government administration cabinet security treasury embassy consulate mission team"
    " united city fc afc cricket football rugby olympic olympics cup championship championships"
    " award awards prize festival act law treaty agreement accord accords convention resolution"
    " protocol war battle operation revolution crisis summit conference forum initiative project"
    " programme program plan fund trust charity relief humanitarian international national"
    " global federal central supreme republic kingdom emirate caliphate coalition alliance"
    " ltd. inc. co. corp. llp gmbh ag sa s.a. spa bv nv ooo oao pjsc jsc pte sdn bhd"
    " jabhat harakat hizb hezbollah hizbullah hizballah jaysh jaish jund ansarullah liwa katibat"
    " kataib kata'ib ahrar tahrir jamaat jamaah jama'at jemaah lashkar lashkar-e-taiba sipah"
    " tehrik tehreek ittihad taliban qaeda qaida al-qaeda al-qaida daesh isis isil isis-k"
    " boko haram shabab shabaab al-shabab al-shabaab houthi houthis hamas fatah pkk ypg hts"
    " haqqani-network mujahideen mujahidin islamiya islamiyya fronts islamic democratic"
    " republican republicans democrats labour conservative conservatives socialist communist"
    " supreme-court security-council constitution bill budget covid covid-19"
    " specially designated terrorist terrorists blocked sanctions sanction list consolidated"
    " treasury's department's human rights watch amnesty wire daily weekly journal magazine review"
    " directorate code channel wallet affairs endowment technology technologies securities telecom"
    " economic gender equality games section presidential parliamentary public private limited"
    " accountants notice line law offices navy fleet systems system data online live studio cafe"
    " restaurant wildlife parishad sabha sangh sena dal morcha parivar majlis shura loya jirga"
    " research studies survey study report reports index act's day night week month year"
    " breaking exclusive update read photo image getty reuters afp bbc cnn file"
) - _words("co air ag sa rights human guard watch bill read day may wire")  # also persons' names
"""Words that, as part of a capitalized name, make it an organization, an event or a label."""

PLACE_WORDS = FOREIGN_PLACE_WORDS | _words(
    "street avenue road boulevard square park bridge airport port harbour harbor river lake sea"
    " ocean bay gulf strait island islands peninsula mountain mountains mount hills valley desert"
    " province governorate district county region prefecture oblast municipality village town"
    " city camp border highway station prison jail stadium hotel tower towers palace university"
    " hospital north south east west northern southern eastern western central upper lower"
    " southeast northeast southwest northwest asia europe africa asian pradesh nagar"
    " middle greater new nord sud strip coast territory territories cape fort"
)
"""Words that, as part of a capitalized name, make it a place."""

NOT_PERSONS = _words(
    "god allah prophet christ jesus bible quran koran torah islam christianity judaism hinduism"
    " buddhism muslim muslims christian christians jew jews jewish hindu hindus sikh sikhs buddhist"
    " sunni shia shiite shi'ite shi'a alawite kurd kurds kurdish arab arabs arabic european"
    " europeans africans african asian asians american americans western westerners english"
    " islamist islamists salafi salafist rohingya uyghur uighur pashtun hazara tamil"
    " internet facebook twitter google youtube whatsapp instagram telegram tiktok apple amazon"
    " microsoft netflix nobel oscar oscars grammy brexit bitcoin kremlin pentagon bundestag"
    " knesset duma white-house downing vatican hollywood bollywood wall interpol europol nato"
    " opec asean unesco unicef unhcr eu un uk us usa uae u.s. u.n. u.k. wto imf who fbi cia"
    " treasury ofac covid ebola ramadan"
)
"""Words that are names, but not of persons, where they stand alone."""

ROLE_WORDS = _words(
    "president premier minister chancellor secretary governor mayor senator lawmaker legislator"
    " parliamentarian deputy ambassador envoy diplomat consul judge justice magistrate prosecutor"
    " lawyer attorney barrister solicitor general colonel major captain sergeant commander admiral"
    " brigadier marshal officer soldier fighter chief chairman chairwoman chairperson chair"
    " director executive ceo founder co-founder cofounder owner shareholder manager head leader"
    " spokesman spokeswoman spokesperson businessman businesswoman businessperson tycoon oligarch"
    " billionaire magnate banker financier trader broker merchant industrialist entrepreneur"
    " investor arms-dealer dealer trafficker smuggler warlord militant jihadist extremist terrorist"
    " recruiter propagandist preacher cleric imam mufti mullah ayatollah sheikh emir scholar"
    " bishop priest king queen prince princess sultan activist campaigner dissident journalist"
    " reporter editor author writer poet blogger analyst economist academic professor researcher"
    " scientist engineer doctor physician nurse teacher student actor actress singer musician"
    " artist filmmaker footballer athlete coach player boxer cricketer politician candidate"
    " official adviser advisor aide bodyguard strategist mastermind facilitator operative"
    " accountant bookkeeper courier driver guard farmer worker victim suspect defendant"
    " widow wife husband son daughter brother sister father mother cousin nephew uncle relative"
    " man woman boy girl teenager national citizen resident native migrant refugee hacker"
    " programmer pilot sailor captain analyst monarch ruler dictator strongman kingpin boss"
    " gangster mobster drug-lord lord baron ideologue imam-preacher treasurer"
)
"""Nouns that say what a person is; compared in small letters."""

MODIFIERS = _words(
    "senior former ex prominent alleged suspected leading wealthy top foreign prime deputy"
    " interior defence defense finance vice opposition political military religious"
    " spiritual islamist jihadist militant arms oil dual convicted jailed exiled retired"
    " late young old veteran acting interim self-styled self-proclaimed renowned famous"
    " influential powerful controversial notorious charismatic prolific fugitive wanted"
    " crown parliamentary presidential supreme high chief main local regional national"
    " international human-rights opposition business media police army navy intelligence"
    " security government state rebel transitional caretaker de-facto current new incoming"
    " outgoing then radical hardline muslim christian jewish"
)
"""Words that may stand between a demonym or an age and the noun for the person."""

CONTINUING_WORDS = _words(
    "of in at for who whose whom with from to on by accused wanted based living known"
    " suspected charged convicted and that linked responsible born sanctioned designated"
    " listed"
)
"""Words behind which a noun phrase goes on without changing its head."""

NATIONALS = _words(
    "frenchman frenchwoman briton englishman spaniard turk swede dane finn pole dutchman"
    " irishman scot"
)
"""Nouns for nationals; they tell no office."""

KINSHIP_WORDS = NATIONALS | _words(
    "mr mrs ms miss sir mme mlle national citizen man woman boy girl son daughter brother"
    " sister wife husband father mother widow cousin nephew uncle aunt niece relative"
    " teenager resident native gentleman grandfather grandmother lady dame sheikha begum"
    " madame monsieur herr frau"
)
"""Nouns for persons that tell no office, trade or part in events."""
