"""The shipped registry, and what is refused in a user's own."""

import csv
import gzip
import re

import pytest

from sanxref.claims import ClaimLexicon, cues_from_config, registry_from_config
from sanxref.errors import ConfigError


@pytest.fixture
def registry(lexicon):
    return lexicon.registry


def test_every_tag_of_the_real_lists_is_known(registry, shared):
    known = {tag for programme in registry.programmes for tag in programme.tags}
    met = set()
    for name in ("ofac_sdn_2024-05-07.xml", "ofac_consolidated_2024-05-06.xml"):
        text = gzip.decompress((shared / "lists" / f"{name}.gz").read_bytes()).decode()
        met |= set(re.findall(r"<program>([^<]+)", text))
    for name in ("un_consolidated_2020-11-24.xml", "un_consolidated_2025-08-02.xml"):
        text = gzip.decompress((shared / "lists" / f"{name}.gz").read_bytes()).decode()
        met |= set(re.findall(r"<UN_LIST_TYPE>([^<]+)", text))
    path = shared / "lists" / "ofac_sdn_csv_2021-08-18.csv.gz"
    with gzip.open(path, "rt", encoding="ascii") as file:
        met |= {tag for row in csv.reader(file) if len(row) > 3 for tag in row[3].split("] [")}
    assert met - known == set()


def test_sdgt_implies_the_sdn_list(registry):
    assert "SDN" in registry.programme("SDGT").implies


def test_fto_is_for_entities(registry):
    assert [kind.value for kind in registry.programme("FTO").kinds] == ["entity"]


def test_state_department_is_answered_by_the_lists_of_the_united_states(registry):
    assert registry.authority("US-STATE").group == "US"
    assert registry.authority("US-STATE").sources == registry.authority("US").sources


def test_union_has_no_list_here(registry):
    assert registry.authority("EU").sources == ()


AUTHORITIES = {"A": {"name": "A body", "group": "A"}}


@pytest.mark.parametrize(
    ("authorities", "programmes", "words"),
    [
        ({"A": {"name": "A", "group": "B"}}, {"P": {"name": "P", "authority": "A"}}, "group 'B'"),
        ({"A": {"colour": "A"}}, {}, "unknown colour"),
        ({"A": {}}, {}, "name must be a text"),
        (AUTHORITIES, {"P": {"name": "P", "authority": "X"}}, "authority 'X'"),
        (AUTHORITIES, {"P": {"name": "P", "authority": "A", "implies": ["Q"]}}, "implies 'Q'"),
        (AUTHORITIES, {"P": {"name": "P", "authority": "A", "kinds": ["horse"]}}, "'horse'"),
        (AUTHORITIES, {"P": {"name": "P", "authority": "A", "tags": "T"}}, "list of texts"),
        (AUTHORITIES, {"P": {"name": "P", "authority": "A", "label": 1}}, "label must be"),
        (AUTHORITIES, {}, "at least one key"),
        ({False: {"name": "A"}}, {}, "quote keys"),
    ],
)
def test_mistakes_are_refused_with_a_remedy(authorities, programmes, words):
    with pytest.raises(ConfigError, match=re.escape(words)):
        registry_from_config({"authorities": authorities}, {"programmes": programmes})


def test_cues_need_a_language():
    with pytest.raises(ConfigError, match="at least one language"):
        cues_from_config({"cues": {}})


def test_missing_group_of_cues_is_named(registry, config):
    cues = dict(config("cues")["cues"]["en"])
    del cues["hit_verbs"]
    with pytest.raises(ConfigError, match=r"cues\.yaml: en: hit_verbs is missing"):
        ClaimLexicon(registry, {"en": cues})


def test_verb_needs_all_its_forms(registry, config):
    cues = dict(config("cues")["cues"]["en"]) | {"hit_verbs": ["hit hits"]}
    with pytest.raises(ConfigError, match="must have 5 forms"):
        ClaimLexicon(registry, {"en": cues})


def test_another_language_is_read_with_its_own_words(config):
    """The format carries further languages: here English words under another code."""
    authorities = {"X": {"name": "X", "group": "X", "phrases": {"xx": ["Ministerium"]}}}
    programmes = {"P": {"name": "P", "authority": "X"}}
    registry = registry_from_config(authorities, programmes)
    lexicon = ClaimLexicon(registry, {"xx": config("cues")["cues"]["en"]})
    rules = lexicon.rules("xx")
    assert rules is not None
    assert "ministerium" in rules.phrases
    assert lexicon.rules("und") is None
