"""OFAC's words for what a record states besides names: which are numbers, which are facts.

Types of identification (`idType`, ID document types, feature types) are an open vocabulary: OFAC
adds one every few months, and a new one is kept under OFAC's own name. What is decided here is
only under which heading it is kept, number of the target or other fact. The names are those of
SDN.XML and CONSOLIDATED.XML of May 2024.
"""

from sanxref.model.designations import Attribute, Identifier

__all__ = ["GENDER", "IdEntry", "feature_is_number", "id_type_prefix", "sort_entry"]

GENDER = "Gender"

# Listed among the identification numbers of SDN.XML, though they are no number of the target.
# Names that end in a colon or a dash ("Secondary sanctions risk:") are facts too.
_FACTS = frozenset(
    {
        "Aircraft Manufacture Date",
        "Aircraft Model",
        "Aircraft Operator",
        "Effective Date (CMIC)",
        "Email Address",
        "Executive Order 14024 Directive Information",
        "Former Vessel Flag",
        "Issuer Name",
        "Listing Date (CMIC)",
        "Nationality of Registration",
        "Organization Established Date",
        "Other Vessel Call Sign",
        "Other Vessel Flag",
        "Other Vessel Type",
        "Phone Number",
        "Purchase/Sales For Divestment Date (CMIC)",
        "Registration Country",
        "Target Type",
        "Vessel Year of Build",
        "Website",
    }
)

# Features of ADVANCED.XML that are numbers of the target (in SDN.XML they are identification
# numbers too); other features are facts.
_NUMBER_FEATURES = frozenset(
    {
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        "Aircraft Manufacturer's Serial Number (MSN)",
        "Aircraft Mode S Transponder Code",
        "Aircraft Serial Identification",
        "Aircraft Tail Number",
        "BIK (RU)",
        "D-U-N-S Number",
        "Equity Ticker",
        "ISIN",
        "MICEX Code",
        "MMSI",
        "Previous Aircraft Tail Number",
        "SWIFT/BIC",
        "UN/LOCODE",
    }
)
_DIGITAL_CURRENCY = "Digital Currency Address"

# Types under which remarks in the CSV files give numbers and facts ("Passport A123 (Iran)").
# Facts whose name ends in a colon or dash are told by the sign and need no mention.
_REMARK_NUMBERS = (
    "Afghan Money Service Provider License Number",
    "Birth Certificate Number",
    "Bosnian Personal ID No.",
    "Branch Unit Number",
    "British National Overseas Passport",
    "Business Number",
    "Business Registration Document #",
    "Business Registration Number",
    "C.I.F.",
    "C.I.N.",
    "C.R. No.",
    "C.U.I.",
    "C.U.I.P.",
    "C.U.I.T.",
    "C.U.R.P.",
    "CNP (Personal Numerical Code)",
    "Cartilla de Servicio Militar Nacional",
    "Cedula No.",
    "Central Registration System Number",
    "Certificate of Incorporation Number",
    "Chamber of Commerce Number",
    "Chinese Commercial Code",
    "Citizen's Card Number",
    "Commercial Registry Number",
    "Company Number",
    "Credencial electoral",
    "D.N.I.",
    "Diplomatic Passport",
    "Driver's License No.",
    "Dubai Chamber of Commerce Membership No.",
    "Economic Register Number (CBLS)",
    "Electoral Registry No.",
    "Enterprise Number",
    "File Number",
    "Fiscal Code",
    "Folio Mercantil No.",
    "Government Gazette Number",
    "I.F.E.",
    "Identification Number",
    "Immigration No.",
    "Istanbul Chamber of Comm. No.",
    "Italian Fiscal Code",
    "Kenyan ID No.",
    "LE Number",
    "Legal Entity Number",
    "License",
    "MSB Registration Number",
    "Matricula Mercantil No",
    "Military Registration Number",
    "Moroccan Personal ID No.",
    "N.I.E.",
    "N.I.F.",
    "NIT #",
    "National Foreign ID Number",
    "National ID No.",
    "Numero Unico de Identificacao Tributaria (NUIT)",
    "Numero de Identidad",
    "Organization Code",
    "Paraguayan tax identification number",
    "Passport",
    "Permit Number",
    "Personal ID Card",
    "Pilot License Number",
    "Public Registration Number",
    "Public Security and Immigration No.",
    "R.F.C.",
    "RFC",
    "RIF #",
    "RTN",
    "RUC #",
    "Refugee ID Card",
    "Registered Charity No.",
    "Registration Certificate Number (Dubai)",
    "Registration ID",
    "Registration Number",
    "Residency Number",
    "Romanian C.R.",
    "Romanian Permanent Resident",
    "Romanian Tax Registration",
    "Russian State Individual Business Registration Number Pattern (OGRNIP)",
    "SRE Permit No.",
    "SSN",
    "Seafarer's Identification Document",
    "Serial No.",
    "Stateless Person ID Card",
    "Stateless Person Passport",
    "Tax ID No.",
    "Tazkira National ID Card",
    "Tourism License No.",
    "Trade License No.",
    "Trademark number",
    "Travel Document Number",
    "Turkish Identification Number",
    "UAE Identification",
    "UK Company Number",
    "US FEIN",
    "Unified Social Credit Code (USCC)",
    "United Social Credit Code Certificate (USCCC)",
    "V.A.T. Number",
    "Vessel Registration Identification",
    "VisaNumberID",
)
# Longest first, so that "Passport" does not stand in for "Passport Card" once there is one.
_PREFIXES = tuple(
    sorted({*_FACTS, *_NUMBER_FEATURES, *_REMARK_NUMBERS}, key=lambda name: (-len(name), name))
)

IdEntry = Identifier | Attribute | str
"""A number, a fact, or the gender of the target."""


def feature_is_number(name: str) -> bool:
    """Whether a feature of ADVANCED.XML is a number of the target."""
    return name in _NUMBER_FEATURES or name.startswith(_DIGITAL_CURRENCY)


def id_type_prefix(clause: str) -> str:
    """Find the type with which a clause of a CSV remark begins; empty where it has none."""
    if clause.startswith(_DIGITAL_CURRENCY):
        # "Digital Currency Address - XBT 1A..."; one name per currency, so the list is open
        words = clause.split(" ", 5)
        return " ".join(words[:5]) if len(words) > 5 else ""  # noqa: PLR2004  # type and number
    for name in _PREFIXES:
        if clause.startswith(name) and clause[len(name) : len(name) + 1] == " ":
            return name
    return ""


def sort_entry(entry: Identifier) -> IdEntry:
    """Tell a number of the target from a fact and from the gender."""
    if entry.type == GENDER:
        return entry.number
    if entry.type in _FACTS or entry.type.endswith((":", "-")):
        notes = [part for part in (entry.country, entry.issued_on, entry.expires_on) if part]
        value = f"{entry.number} ({', '.join(notes)})" if notes else entry.number
        return Attribute(name=entry.type.rstrip(" :-"), value=value)
    return entry
