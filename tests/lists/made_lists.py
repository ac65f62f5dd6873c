"""Small lists of invented persons, in the exact formats of the authorities."""

from collections.abc import Iterable

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_INDIVIDUAL = """    <INDIVIDUAL>
      <DATAID>{number}</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>IVAN</FIRST_NAME>
      <SECOND_NAME>{second}</SECOND_NAME>
      <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
      <REFERENCE_NUMBER>QDi.{number:03d}</REFERENCE_NUMBER>
      <LISTED_ON>2014-09-{day:02d}</LISTED_ON>
      <COMMENTS1>{comment}</COMMENTS1>
      <LIST_TYPE>
        <VALUE>UN List</VALUE>
      </LIST_TYPE>
      <LAST_DAY_UPDATED>
        <VALUE/>
      </LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS>
        <QUALITY>{quality}</QUALITY>
        <ALIAS_NAME>Vanya {number}</ALIAS_NAME>
      </INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS>
        <COUNTRY/>
      </INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH>
        <TYPE_OF_DATE>EXACT</TYPE_OF_DATE>
        <YEAR>1970</YEAR>
      </INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH>
        <COUNTRY/>
      </INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT/>
      <SORT_KEY/>
      <SORT_KEY_LAST_MOD/>
    </INDIVIDUAL>
"""

_ENTITY = """    <ENTITY>
      <DATAID>{number}</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>PORT COMPANY {number}</FIRST_NAME>
      <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
      <REFERENCE_NUMBER>QDe.{number:03d}</REFERENCE_NUMBER>
      <LISTED_ON>2015-01-01</LISTED_ON>
      <COMMENTS1>Invented.</COMMENTS1>
      <LIST_TYPE>
        <VALUE>UN List</VALUE>
      </LIST_TYPE>
      <ENTITY_ALIAS>
        <QUALITY/>
        <ALIAS_NAME/>
      </ENTITY_ALIAS>
      <ENTITY_ADDRESS>
        <COUNTRY/>
      </ENTITY_ADDRESS>
      <SORT_KEY/>
      <SORT_KEY_LAST_MOD/>
    </ENTITY>
"""


def un_list(
    individuals: Iterable[int] = range(1, 21),
    *,
    published: str = "2026-11-20",
    entities: Iterable[int] = range(1, 6),
    comment: str = "Invented.",
    quality: str = "Good",
    doctype: str = "",
) -> bytes:
    """A UN Consolidated List; numbers become references, `QDi.001`."""
    persons = "".join(
        _INDIVIDUAL.format(
            number=number,
            second=f"PETRENKO{number}",
            day=number % 28 + 1,
            comment=comment,
            quality=quality,
        )
        for number in individuals
    )
    companies = "".join(_ENTITY.format(number=number) for number in entities)
    return (
        f'{_HEAD}{doctype}<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'dateGenerated="{published}T23:00:00.935Z">\n'
        f"  <INDIVIDUALS>\n{persons}  </INDIVIDUALS>\n"
        f"  <ENTITIES>\n{companies}  </ENTITIES>\n"
        "</CONSOLIDATED_LIST>\n"
    ).encode()


_SDN_ENTRY = """  <sdnEntry>
    <uid>{number}</uid>
    <firstName>Ivan</firstName>
    <lastName>PETRENKO{number}</lastName>
    <sdnType>Individual</sdnType>
    <programList>
      <program>SDGT</program>
    </programList>
  </sdnEntry>
"""

_SDN_COMPANY = """  <sdnEntry>
    <uid>{number}</uid>
    <lastName>PORT COMPANY {number}</lastName>
    <sdnType>Entity</sdnType>
    <programList>
      <program>SDGT</program>
    </programList>
  </sdnEntry>
"""


def sdn_xml(
    numbers: Iterable[int] = range(99001, 99011), *, published: str = "11/20/2026"
) -> bytes:
    """An SDN.XML with one company, 99900."""
    entries = "".join(_SDN_ENTRY.format(number=number) for number in numbers)
    entries += _SDN_COMPANY.format(number=99900)
    count = entries.count("<sdnEntry>")
    return (
        '<?xml version="1.0" standalone="yes"?>\n'
        '<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">\n'
        f"  <publshInformation>\n    <Publish_Date>{published}</Publish_Date>\n"
        f"    <Record_Count>{count}</Record_Count>\n  </publshInformation>\n"
        f"{entries}</sdnList>\n"
    ).encode()


def sdn_csv(numbers: Iterable[int] = range(99001, 99011)) -> dict[str, bytes]:
    """A CSV set with one company, 99900."""
    nulls = ",".join(["-0- "] * 8)
    persons = "".join(
        f'{number},"PETRENKO{number}, Ivan","individual","SDGT",{nulls}\r\n' for number in numbers
    )
    company = f'99900,"PORT COMPANY",-0- ,"SDGT",{nulls}\r\n'
    aliases = "".join(f'{number},{number},"aka","VANYA",-0- \r\n' for number in numbers)
    first = next(iter(numbers))
    end = "\x1a"
    return {
        "sdn": (persons + company + end).encode(),
        "alt": (aliases + end).encode(),
        "add": f'{first},1,-0- ,"Odesa","Ukraine",-0- \r\n{end}'.encode(),
        "comments": end.encode(),
    }
