"""Authorities and programmes from their configuration files.

The files' keys are explained at the head of config/authorities.yaml and config/programmes.yaml.
"""

from collections.abc import Mapping
from typing import cast

from sanxref.errors import ConfigError
from sanxref.model.designations import SourceKey, TargetKind
from sanxref.model.programmes import Authority, Programme, Registry

__all__ = ["cues_from_config", "registry_from_config"]

_AUTHORITIES = "authorities.yaml"
_PROGRAMMES = "programmes.yaml"
_AUTHORITY_FIELDS = frozenset({"name", "group", "sources", "phrases", "references"})
_PROGRAMME_FIELDS = frozenset(
    {"name", "authority", "tags", "legal_basis", "implies", "kinds", "phrases", "label"}
)


def registry_from_config(
    authorities: Mapping[str, object], programmes: Mapping[str, object]
) -> Registry:
    """Read the registry that articles' words and lists' tags are understood with.

    Args:
        authorities: Content of config/authorities.yaml, with or without its top key.
        programmes: Content of config/programmes.yaml, with or without its top key.

    Raises:
        ConfigError: A field is unknown, of the wrong type, or names an authority or a programme
            that is not there; the message names file, key and remedy.
    """
    bodies = tuple(
        _authority(key, entry)
        for key, entry in _entries(authorities, "authorities", _AUTHORITIES).items()
    )
    keys = {authority.key for authority in bodies}
    for authority in bodies:
        if authority.group not in keys:
            raise ConfigError(
                f"{_AUTHORITIES}: {authority.key}: group {authority.group!r} is no authority; "
                "name a key of this file"
            )
    instruments = tuple(
        _programme(key, entry, keys)
        for key, entry in _entries(programmes, "programmes", _PROGRAMMES).items()
    )
    known = {programme.key for programme in instruments}
    for programme in instruments:
        for implied in programme.implies:
            if implied not in known:
                raise ConfigError(
                    f"{_PROGRAMMES}: {programme.key}: implies {implied!r}, which is no programme; "
                    "name a key of this file"
                )
    return Registry(authorities=bodies, programmes=instruments)


def cues_from_config(cues: Mapping[str, object]) -> Mapping[str, object]:
    """Take the languages out of the content of config/cues.yaml.

    Raises:
        ConfigError: There is none. What a language holds is checked by `ClaimLexicon`.
    """
    inner = cues.get("cues", cues)
    if not isinstance(inner, Mapping) or not inner:
        raise ConfigError("cues.yaml: 'cues' must hold at least one language; see the file's head")
    return cast("Mapping[str, object]", inner)


def _entries(content: Mapping[str, object], top: str, file: str) -> dict[str, Mapping[str, object]]:
    inner = content.get(top, content)
    if not isinstance(inner, Mapping) or not inner:
        raise ConfigError(f"{file}: {top!r} must hold at least one key; see the file's head")
    entries: dict[str, Mapping[str, object]] = {}
    for key, entry in inner.items():
        if not isinstance(key, str) or not isinstance(entry, Mapping):
            raise ConfigError(
                f"{file}: {key!r} must be a word with fields below it; quote keys like 'NO'"
            )
        entries[key] = cast("Mapping[str, object]", entry)
    return entries


def _authority(key: str, entry: Mapping[str, object]) -> Authority:
    _refuse_unknown(key, entry, _AUTHORITY_FIELDS, _AUTHORITIES)
    return Authority(
        key=key,
        name=_text(key, entry, "name", _AUTHORITIES),
        group=_text(key, entry, "group", _AUTHORITIES, default=key),
        sources=tuple(
            SourceKey(source) for source in _texts(key, entry.get("sources"), _AUTHORITIES)
        ),
        phrases=_phrases(key, entry, _AUTHORITIES),
        references=_texts(key, entry.get("references"), _AUTHORITIES),
    )


def _programme(key: str, entry: Mapping[str, object], authorities: set[str]) -> Programme:
    _refuse_unknown(key, entry, _PROGRAMME_FIELDS, _PROGRAMMES)
    authority = _text(key, entry, "authority", _PROGRAMMES)
    if authority not in authorities:
        raise ConfigError(
            f"{_PROGRAMMES}: {key}: authority {authority!r} is not in {_AUTHORITIES}; add it there"
        )
    kinds = []
    for kind in _texts(key, entry.get("kinds"), _PROGRAMMES):
        try:
            kinds.append(TargetKind(kind))
        except ValueError as error:
            allowed = ", ".join(TargetKind)
            raise ConfigError(
                f"{_PROGRAMMES}: {key}: kinds: {kind!r} is not one of {allowed}"
            ) from error
    label = entry.get("label", False)
    if not isinstance(label, bool):
        raise ConfigError(f"{_PROGRAMMES}: {key}: label must be true or false")
    return Programme(
        key=key,
        name=_text(key, entry, "name", _PROGRAMMES),
        authority=authority,
        tags=_texts(key, entry.get("tags"), _PROGRAMMES),
        legal_basis=_texts(key, entry.get("legal_basis"), _PROGRAMMES),
        implies=_texts(key, entry.get("implies"), _PROGRAMMES),
        kinds=tuple(kinds),
        phrases=_phrases(key, entry, _PROGRAMMES),
        label=label,
    )


def _refuse_unknown(
    key: str, entry: Mapping[str, object], fields: frozenset[str], file: str
) -> None:
    unknown = sorted(str(field) for field in entry if field not in fields)
    if unknown:
        raise ConfigError(
            f"{file}: {key}: unknown {', '.join(unknown)}; known are {', '.join(sorted(fields))}"
        )


def _text(
    key: str, entry: Mapping[str, object], field: str, file: str, default: str | None = None
) -> str:
    value = entry.get(field, default)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{file}: {key}: {field} must be a text; add it")
    return value


def _texts(key: str, value: object, file: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{file}: {key}: {value!r} must be a list of texts; write [a, b]")
    return tuple(value)


def _phrases(
    key: str, entry: Mapping[str, object], file: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    value = entry.get("phrases") or {}
    if not isinstance(value, Mapping):
        raise ConfigError(f"{file}: {key}: phrases must be given by language; write en: [...]")
    return tuple((str(language), _texts(key, texts, file)) for language, texts in value.items())
