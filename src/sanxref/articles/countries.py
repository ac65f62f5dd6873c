"""Countries: how English names them and their people.

Codes are ISO 3166-1 alpha-2; XK (Kosovo) is a user-assigned code in general use. Names and
adjectives follow the CIA World Factbook (public domain), fields "country name" and "nationality",
with short forms of the press beside them.
"""

import re
from functools import cache

from sanxref.articles.foreign_words import FOREIGN_COUNTRY_WORDS

__all__ = ["COUNTRY_WORDS", "PROPER_NAMES", "country_of_demonym", "country_of_place"]

# code | names, comma-parted | words for a national and adjectives, comma-parted; a country may
# have more than one line.
_TABLE = """
AD|Andorra|Andorran
AE|United Arab Emirates,UAE,Emirates,Dubai,Abu Dhabi|Emirati
AF|Afghanistan,Kabul,Kandahar|Afghan
AG|Antigua and Barbuda|Antiguan
AL|Albania,Tirana|Albanian
AM|Armenia,Yerevan|Armenian
AO|Angola,Luanda|Angolan
AR|Argentina,Buenos Aires|Argentine,Argentinian
AT|Austria,Vienna|Austrian
AU|Australia,Canberra,Sydney,Melbourne|Australian
AZ|Azerbaijan,Baku|Azerbaijani,Azeri
BA|Bosnia and Herzegovina,Bosnia,Bosnia-Herzegovina,Sarajevo|Bosnian
BB|Barbados|Barbadian
BD|Bangladesh,Dhaka|Bangladeshi
BE|Belgium,Brussels,Antwerp|Belgian
BF|Burkina Faso,Ouagadougou|Burkinabe
BG|Bulgaria|Bulgarian
BH|Bahrain,Manama|Bahraini
BI|Burundi,Bujumbura|Burundian
BJ|Benin|Beninese
BN|Brunei|Bruneian
BO|Bolivia,La Paz|Bolivian
BR|Brazil,Sao Paulo,São Paulo,Rio de Janeiro|Brazilian
BS|Bahamas,the Bahamas|Bahamian
BT|Bhutan|Bhutanese
BW|Botswana|Motswana,Botswanan
BY|Belarus,Minsk|Belarusian
BZ|Belize|Belizean
CA|Canada,Ottawa,Toronto,Montreal|Canadian
CD|Democratic Republic of the Congo,Democratic Republic of Congo,DR Congo|Congolese
CD|DRC,Kinshasa,Goma|
CF|Central African Republic,Bangui|Central African
CG|Republic of the Congo,Congo-Brazzaville,Brazzaville|
CH|Switzerland,Geneva,Zurich,Bern|Swiss
CI|Ivory Coast,Côte d'Ivoire,Côte d’Ivoire,Abidjan|Ivorian
CL|Chile,Santiago|Chilean
CM|Cameroon,Yaounde,Yaoundé|Cameroonian
CN|China,Beijing,Shanghai|Chinese
CO|Colombia,Bogota,Bogotá,Medellin,Medellín|Colombian
CR|Costa Rica|Costa Rican
CU|Cuba,Havana|Cuban
CV|Cape Verde|Cape Verdean
CY|Cyprus,Nicosia|Cypriot
CZ|Czech Republic,Czechia,Prague|Czech
DE|Germany,Berlin,Hamburg,Munich|German
DJ|Djibouti|Djiboutian
DK|Denmark,Copenhagen|Danish,Dane
DO|Dominican Republic|Dominican
DZ|Algeria,Algiers|Algerian
EC|Ecuador,Quito|Ecuadorian,Ecuadorean
EE|Estonia,Tallinn|Estonian
EG|Egypt,Cairo|Egyptian
ER|Eritrea,Asmara|Eritrean
ES|Spain,Madrid,Barcelona|Spanish,Spaniard
ET|Ethiopia,Addis Ababa|Ethiopian
FI|Finland,Helsinki|Finnish,Finn
FJ|Fiji|Fijian
FR|France,Paris,Marseille,Nice|French,Frenchman,Frenchwoman
GA|Gabon|Gabonese
GB|United Kingdom,UK,U.K.,Britain|British,English,Scottish,Welsh,Briton,Englishman,Scot
GB|Great Britain,England|
GB|Scotland,Wales,Northern Ireland,London,Birmingham,Manchester|
GE|Tbilisi|Georgian
GH|Ghana,Accra|Ghanaian
GM|Gambia,the Gambia|Gambian
GN|Guinea,Conakry|Guinean
GQ|Equatorial Guinea|Equatoguinean
GR|Greece,Athens|Greek
GT|Guatemala|Guatemalan
GW|Guinea-Bissau|Bissau-Guinean
GY|Guyana|Guyanese
HK|Hong Kong|Hong Konger
HN|Honduras|Honduran
HR|Croatia,Zagreb|Croatian,Croat
HT|Haiti,Port-au-Prince|Haitian
HU|Hungary,Budapest|Hungarian
ID|Indonesia,Jakarta|Indonesian
IE|Ireland,Dublin|Irish,Irishman
IL|Israel,Jerusalem,Tel Aviv|Israeli
IN|India,New Delhi,Delhi,Mumbai|Indian
IQ|Iraq,Baghdad,Mosul,Basra|Iraqi
IR|Iran,Tehran|Iranian
IS|Iceland,Reykjavik|Icelandic
IT|Italy,Rome,Milan|Italian
JM|Jamaica|Jamaican
JO|Jordan,Amman|Jordanian
JP|Japan,Tokyo|Japanese
KE|Kenya,Nairobi|Kenyan
KG|Kyrgyzstan,Bishkek|Kyrgyz
KH|Cambodia,Phnom Penh|Cambodian
KM|Comoros|Comoran,Comorian
KP|North Korea,DPRK,Pyongyang|North Korean
KR|South Korea,Republic of Korea,Seoul|South Korean
KW|Kuwait,Kuwait City|Kuwaiti
KZ|Kazakhstan,Astana,Almaty|Kazakh,Kazakhstani
LA|Laos,Vientiane|Lao,Laotian
LB|Lebanon,Beirut|Lebanese
LK|Sri Lanka,Colombo|Sri Lankan
LR|Liberia,Monrovia|Liberian
LS|Lesotho|Basotho
LT|Lithuania,Vilnius|Lithuanian
LU|Luxembourg|Luxembourgish
LV|Latvia,Riga|Latvian
LY|Libya,Tripoli,Benghazi,Misrata|Libyan
MA|Morocco,Rabat,Casablanca|Moroccan
MC|Monaco|Monegasque
MD|Moldova,Chisinau|Moldovan
ME|Montenegro,Podgorica|Montenegrin
MG|Madagascar|Malagasy
MK|North Macedonia,Macedonia,Skopje|Macedonian
ML|Mali,Bamako,Timbuktu|Malian
MM|Myanmar,Burma,Yangon,Naypyidaw|Burmese
MN|Mongolia,Ulaanbaatar|Mongolian
MR|Mauritania,Nouakchott|Mauritanian
MT|Malta,Valletta|Maltese
MU|Mauritius|Mauritian
MV|Maldives,the Maldives|Maldivian
MW|Malawi|Malawian
MX|Mexico,Mexico City|Mexican
MY|Malaysia,Kuala Lumpur|Malaysian
MZ|Mozambique,Maputo|Mozambican
NA|Namibia,Windhoek|Namibian
NE|Niger,Niamey|Nigerien
NG|Nigeria,Abuja,Lagos,Kano|Nigerian
NI|Nicaragua,Managua|Nicaraguan
NL|Netherlands,the Netherlands,Holland,Amsterdam,The Hague,Rotterdam|Dutch,Dutchman
NO|Norway,Oslo|Norwegian
NP|Nepal,Kathmandu|Nepali,Nepalese
NZ|New Zealand,Wellington,Auckland|New Zealander
OM|Oman,Muscat|Omani
PA|Panama,Panama City|Panamanian
PE|Peru,Lima|Peruvian
PG|Papua New Guinea|Papua New Guinean
PH|Philippines,the Philippines,Manila,Mindanao|Filipino,Filipina,Philippine
PK|Pakistan,Islamabad,Karachi,Lahore,Peshawar,Quetta|Pakistani
PL|Poland,Warsaw|Polish,Pole
PS|Palestine,Gaza,Gaza Strip,West Bank,Ramallah|Palestinian
PT|Portugal,Lisbon|Portuguese
PY|Paraguay,Asuncion,Asunción|Paraguayan
QA|Qatar,Doha|Qatari
RO|Romania,Bucharest|Romanian
RS|Serbia,Belgrade|Serbian,Serb
RU|Russia,Russian Federation,Moscow,Saint Petersburg|Russian,Chechen,Dagestani
RU|St. Petersburg,Chechnya,Grozny,Dagestan|
RW|Rwanda,Kigali|Rwandan
SA|Saudi Arabia,Riyadh,Jeddah,Mecca,Medina|Saudi,Saudi Arabian
SC|Seychelles|Seychellois
SD|Sudan,Khartoum,Darfur|Sudanese
SE|Sweden,Stockholm,Gothenburg|Swedish,Swede
SG|Singapore|Singaporean
SI|Slovenia,Ljubljana|Slovenian,Slovene
SK|Slovakia,Bratislava|Slovak
SL|Sierra Leone,Freetown|Sierra Leonean
SM|San Marino|Sammarinese
SN|Senegal,Dakar|Senegalese
SO|Somalia,Mogadishu,Somaliland|Somali
SR|Suriname|Surinamese
SS|South Sudan,Juba|South Sudanese
SV|El Salvador,San Salvador|Salvadoran,Salvadorean
SY|Syria,Damascus,Aleppo,Idlib,Raqqa,Homs|Syrian
SZ|Eswatini,Swaziland|Swazi
TD|Chad,N'Djamena,N’Djamena|Chadian
TG|Togo,Lome,Lomé|Togolese
TH|Thailand,Bangkok|Thai
TJ|Tajikistan,Dushanbe|Tajik
TL|Timor-Leste,East Timor|Timorese
TM|Turkmenistan,Ashgabat|Turkmen
TN|Tunisia,Tunis|Tunisian
TR|Turkey,Türkiye,Ankara,Istanbul|Turkish,Turk
TT|Trinidad and Tobago,Trinidad|Trinidadian
TW|Taiwan,Taipei|Taiwanese
TZ|Tanzania,Dodoma,Dar es Salaam,Zanzibar|Tanzanian
UA|Ukraine,Kyiv,Kiev,Donetsk,Luhansk,Crimea|Ukrainian
UG|Uganda,Kampala|Ugandan
US|United States,United States of America,USA,U.S.,US,America|American,US,U.S.
US|Washington,New York,California,Texas,Florida,Chicago,Los Angeles|
UY|Uruguay,Montevideo|Uruguayan
UZ|Uzbekistan,Tashkent|Uzbek,Uzbekistani
VA|Vatican City,Vatican|
VE|Venezuela,Caracas|Venezuelan
VN|Vietnam,Hanoi|Vietnamese
XK|Kosovo,Pristina|Kosovar,Kosovan
YE|Yemen,Sanaa,Sana'a,Sana’a,Aden|Yemeni
ZA|South Africa,Johannesburg,Pretoria,Cape Town|South African
ZM|Zambia,Lusaka|Zambian
ZW|Zimbabwe,Harare|Zimbabwean
"""


# Left out: "Georgia", a state of the United States as well; cities whose names are common.
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    places: dict[str, str] = {}
    people: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        code, names, demonyms = line.split("|")
        places.update((name.lower(), code) for name in names.split(",") if name)
        people.update((word.lower(), code) for word in demonyms.split(",") if word)
    return places, people


def country_of_demonym(word: str) -> str:
    """Give the country of an adjective or a word for a national ("Senegalese").

    Returns:
        ISO 3166-1 alpha-2 code, or empty where the word is none.
    """
    word = word.lower().strip()
    people = _tables()[1]
    return people.get(word) or (people.get(word[:-1], "") if word.endswith("s") else "")


def country_of_place(name: str) -> str:
    """Give the country of a country's, capital's or large city's English name.

    Returns:
        ISO 3166-1 alpha-2 code, or empty where the name is not in the table.
    """
    name = " ".join(name.replace("\u2019", "'").split())
    places = _tables()[0]
    bare = _ARTICLE.sub("", name).lower()
    return places.get(bare) or places.get(bare.replace("'", "\u2019"), "")


COUNTRY_WORDS = frozenset(_tables()[0]) | frozenset(_tables()[1]) | FOREIGN_COUNTRY_WORDS
"""All names and demonyms of the table in small letters, and states in other languages."""

# Words that are also ordinary English or given names in small letters.
_AMBIGUOUS = frozenset(
    {"turkey", "china", "polish", "chad", "jordan", "nice", "us", "german", "guinea", "lao",
     "georgian", "emirates", "lima", "wales", "goma", "central african", "mali", "niger", "scot",
     "dane", "finn", "pole", "turk", "swede"}
)  # fmt: skip

PROPER_NAMES = (frozenset(_tables()[0]) | frozenset(_tables()[1])) - _AMBIGUOUS
"""English ones of them that are certainly names where they stand in small letters."""
