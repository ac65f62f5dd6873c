"""ISO 3166-1 codes as customer files have them, to alpha-2.

The standard's officially assigned codes, alpha-3 before alpha-2 (ISO 3166 Maintenance Agency),
and codes of passports (ICAO Doc 9303-3, section 5): GBD to GBS of British nationals, D for
Germany, RKS for Kosovo, XKX where the World Bank writes it.
"""

from functools import cache

from sanxref.names.normalization import normalize

__all__ = ["alpha_2", "territory"]

_CODES = """
ABW AW AFG AF AGO AO AIA AI ALA AX ALB AL AND AD ARE AE ARG AR ARM AM ASM AS ATA AQ ATF TF ATG AG
AUS AU AUT AT AZE AZ BDI BI BEL BE BEN BJ BES BQ BFA BF BGD BD BGR BG BHR BH BHS BS BIH BA BLM BL
BLR BY BLZ BZ BMU BM BOL BO BRA BR BRB BB BRN BN BTN BT BVT BV BWA BW CAF CF CAN CA CCK CC CHE CH
CHL CL CHN CN CIV CI CMR CM COD CD COG CG COK CK COL CO COM KM CPV CV CRI CR CUB CU CUW CW CXR CX
CYM KY CYP CY CZE CZ DEU DE DJI DJ DMA DM DNK DK DOM DO DZA DZ ECU EC EGY EG ERI ER ESH EH ESP ES
EST EE ETH ET FIN FI FJI FJ FLK FK FRA FR FRO FO FSM FM GAB GA GBR GB GEO GE GGY GG GHA GH GIB GI
GIN GN GLP GP GMB GM GNB GW GNQ GQ GRC GR GRD GD GRL GL GTM GT GUF GF GUM GU GUY GY HKG HK HMD HM
HND HN HRV HR HTI HT HUN HU IDN ID IMN IM IND IN IOT IO IRL IE IRN IR IRQ IQ ISL IS ISR IL ITA IT
JAM JM JEY JE JOR JO JPN JP KAZ KZ KEN KE KGZ KG KHM KH KIR KI KNA KN KOR KR KWT KW LAO LA LBN LB
LBR LR LBY LY LCA LC LIE LI LKA LK LSO LS LTU LT LUX LU LVA LV MAC MO MAF MF MAR MA MCO MC MDA MD
MDG MG MDV MV MEX MX MHL MH MKD MK MLI ML MLT MT MMR MM MNE ME MNG MN MNP MP MOZ MZ MRT MR MSR MS
MTQ MQ MUS MU MWI MW MYS MY MYT YT NAM NA NCL NC NER NE NFK NF NGA NG NIC NI NIU NU NLD NL NOR NO
NPL NP NRU NR NZL NZ OMN OM PAK PK PAN PA PCN PN PER PE PHL PH PLW PW PNG PG POL PL PRI PR PRK KP
PRT PT PRY PY PSE PS PYF PF QAT QA REU RE ROU RO RUS RU RWA RW SAU SA SDN SD SEN SN SGP SG SGS GS
SHN SH SJM SJ SLB SB SLE SL SLV SV SMR SM SOM SO SPM PM SRB RS SSD SS STP ST SUR SR SVK SK SVN SI
SWE SE SWZ SZ SXM SX SYC SC SYR SY TCA TC TCD TD TGO TG THA TH TJK TJ TKL TK TKM TM TLS TL TON TO
TTO TT TUN TN TUR TR TUV TV TWN TW TZA TZ UGA UG UKR UA UMI UM URY UY USA US UZB UZ VAT VA VCT VC
VEN VE VGB VG VIR VI VNM VN VUT VU WLF WF WSM WS YEM YE ZAF ZA ZMB ZM ZWE ZW
GBD GB GBN GB GBO GB GBP GB GBS GB D DE RKS XK XKX XK
"""


# Territories with codes of their own, which the tables of countries leave out.
_TERRITORIES = """
American Samoa AS|Anguilla AI|Aruba AW|Bermuda BM|British Virgin Islands VG|Cayman Islands KY
Cook Islands CK|Curaçao CW|Falkland Islands FK|Faroe Islands FO|French Guiana GF
French Polynesia PF|Gibraltar GI|Greenland GL|Guadeloupe GP|Guam GU|Guernsey GG|Hong Kong SAR HK
Isle of Man IM|Jersey JE|Macao MO|Macau MO|Macao SAR MO|Martinique MQ|Mayotte YT|Montserrat MS
New Caledonia NC|Northern Mariana Islands MP|Puerto Rico PR|Réunion RE|Saint Helena SH
Sint Maarten SX|Turks and Caicos Islands TC|US Virgin Islands VI|Western Sahara EH
"""


def territory(name: str) -> str | None:
    """Give the alpha-2 code of a territory by its English name; None for other texts."""
    return _territories().get(normalize(name))


@cache
def _territories() -> dict[str, str]:
    entries = _TERRITORIES.strip().replace("\n", "|").split("|")
    return {normalize(entry[:-3]): entry[-2:] for entry in entries}


def alpha_2(code: str) -> str | None:
    """Give the alpha-2 code of an alpha-2 or alpha-3 code, in any case; None for other texts."""
    return _codes().get(code.upper())


@cache
def _codes() -> dict[str, str]:
    words = _CODES.split()
    longer = dict(zip(words[::2], words[1::2], strict=True))
    return longer | {short: short for short in longer.values()}
