"""Country names as the lists write them, to ISO 3166-1 alpha-2 codes.

Wording of the UN list (official UN names) and of OFAC ("Korea, North"), compared in normalized
form. Contexts come with codes already. XK is the user-assigned code of Kosovo in general use.
"""

from functools import cache

from sanxref.names.normalization import normalize

__all__ = ["country_code", "country_name"]

# code | names, parted by semicolons
_TABLE = """
AE|United Arab Emirates
AF|Afghanistan
AL|Albania
AM|Armenia
AO|Angola
AR|Argentina
AT|Austria
AU|Australia
AW|Aruba
AZ|Azerbaijan
BA|Bosnia and Herzegovina
BB|Barbados
BD|Bangladesh
BE|Belgium
BF|Burkina Faso
BG|Bulgaria
BH|Bahrain
BI|Burundi
BJ|Benin
BM|Bermuda
BN|Brunei;Brunei Darussalam
BO|Bolivia;Plurinational State of Bolivia;Bolivia (Plurinational State of)
BR|Brazil
BS|Bahamas, The;Bahamas;The Bahamas
BT|Bhutan
BW|Botswana
BY|Belarus
BZ|Belize
CA|Canada
CD|Congo, Democratic Republic of the;Democratic Republic of the Congo
CF|Central African Republic
CG|Congo, Republic of the;Congo;Republic of the Congo
CH|Switzerland
CI|Cote d Ivoire;Côte d'Ivoire;Cote d'Ivoire;Ivory Coast
CL|Chile
CM|Cameroon
CN|China;People's Republic of China
CO|Colombia
CR|Costa Rica
CU|Cuba
CV|Cabo Verde;Cape Verde
CY|Cyprus
CZ|Czech Republic;Czechia
DE|Germany
DJ|Djibouti
DK|Denmark
DM|Dominica
DO|Dominican Republic
DZ|Algeria
EC|Ecuador
EE|Estonia
EG|Egypt
ER|Eritrea
ES|Spain
ET|Ethiopia
FI|Finland
FJ|Fiji
FR|France
GA|Gabon
GB|United Kingdom;United Kingdom of Great Britain and Northern Ireland;Great Britain
GE|Georgia
GH|Ghana
GI|Gibraltar
GM|The Gambia;Gambia;Gambia, The
GN|Guinea
GQ|Equatorial Guinea
GR|Greece
GT|Guatemala
GW|Guinea-Bissau
GY|Guyana
HK|Hong Kong
HN|Honduras
HR|Croatia
HT|Haiti
HU|Hungary
ID|Indonesia
IE|Ireland
IL|Israel
IM|Man, Isle of;Isle of Man
IN|India
IQ|Iraq
IR|Iran;Islamic Republic of Iran;Iran (Islamic Republic of)
IS|Iceland
IT|Italy
JE|Jersey
JM|Jamaica
JO|Jordan
JP|Japan
KE|Kenya
KG|Kyrgyzstan
KH|Cambodia
KM|Comoros
KN|Saint Kitts and Nevis
KP|Korea, North;Democratic People's Republic of Korea;North Korea
KR|Korea, South;Republic of Korea;South Korea
KW|Kuwait
KY|Cayman Islands
KZ|Kazakhstan
LA|Laos;Lao People's Democratic Republic
LB|Lebanon
LI|Liechtenstein
LK|Sri Lanka
LR|Liberia
LS|Lesotho
LT|Lithuania
LU|Luxembourg
LV|Latvia
LY|Libya;Libyan Arab Jamahiriya;State of Libya
MA|Morocco
MC|Monaco
MD|Moldova;Republic of Moldova
ME|Montenegro
MG|Madagascar
MH|Marshall Islands
MK|North Macedonia, The Republic of;North Macedonia;Macedonia
ML|Mali
MM|Burma;Myanmar
MN|Mongolia
MO|Macau;Macao
MR|Mauritania
MT|Malta
MU|Mauritius
MV|Maldives
MW|Malawi
MX|Mexico
MY|Malaysia
MZ|Mozambique
NA|Namibia
NE|Niger
NG|Nigeria
NI|Nicaragua
NL|Netherlands;The Netherlands
NO|Norway
NP|Nepal
NZ|New Zealand
OM|Oman
PA|Panama
PE|Peru
PG|Papua New Guinea
PH|Philippines
PK|Pakistan
PL|Poland
PS|Palestinian;State of Palestine;Palestine;West Bank;Region: Gaza;Region: West Bank;Gaza
PT|Portugal
PW|Palau
PY|Paraguay
QA|Qatar
RO|Romania
RS|Serbia
RU|Russia;Russian Federation
RW|Rwanda
SA|Saudi Arabia
SC|Seychelles
SD|Sudan
SE|Sweden
SG|Singapore
SI|Slovenia
SK|Slovakia
SL|Sierra Leone
SM|San Marino
SN|Senegal
SO|Somalia
SR|Suriname
SS|South Sudan
SV|El Salvador
SY|Syria;Syrian Arab Republic
SZ|Eswatini;Swaziland
TD|Chad
TG|Togo
TH|Thailand
TJ|Tajikistan
TM|Turkmenistan
TN|Tunisia
TR|Turkey;Türkiye
TT|Trinidad and Tobago
TW|Taiwan
TZ|Tanzania;United Republic of Tanzania
UA|Ukraine
UG|Uganda
US|United States;United States of America
UY|Uruguay
UZ|Uzbekistan
VC|Saint Vincent and the Grenadines
VE|Venezuela;Venezuela (Bolivarian Republic of)
VG|Virgin Islands, British
VN|Vietnam;Viet Nam
VU|Vanuatu
WS|Samoa
XK|Kosovo
YE|Yemen
ZA|South Africa
ZM|Zambia
ZW|Zimbabwe
"""


def country_code(name: str) -> str | None:
    """Find the code of a country as a list names it.

    Returns:
        ISO 3166-1 alpha-2; None for a region, a former state or a wording without an entry.
    """
    return _codes().get(normalize(name))


def country_name(value: str) -> str:
    """Write a code as people do: `Senegal` for `SN`; other words are left as they are."""
    return _names().get(value, value)


@cache
def _names() -> dict[str, str]:
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return {code: names.split(";")[0] for code, names in rows}


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        code, names = line.split("|")
        codes[code.lower()] = code
        for name in names.split(";"):
            codes[normalize(name)] = code
    return codes
