"""Which list sources there are, and the options by which they are fetched and checked.

The values come from config/sources.yaml, which `sanxref.settings` reads; nothing here opens a file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from sanxref.errors import ConfigError
from sanxref.model.designations import SourceKey, TargetKind
from sanxref.model.snapshots import ListFormat
from sanxref.version import VERSION

__all__ = [
    "AddressSet",
    "CountRange",
    "FetchOptions",
    "FormatAddresses",
    "ListSource",
    "SourcesOptions",
    "sources_from_config",
]

_LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})

_SOURCE_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A key names a folder of the cache, so it holds nothing that a path gives a meaning to."""

_USER_AGENT_MINIMUM = 40
"""Characters; OFAC's firewall refused shorter ones from 2026-07-30 (docs/lists.md)."""

_CONTACT = re.compile(r"[!-'*-:<-~]*")
"""Printable ASCII without space, brackets and semicolon, which part a User-Agent (RFC 9110)."""

_MEGABYTE = 1_000_000
_PARTS = {ListFormat.OFAC_CSV: frozenset({"sdn", "alt", "add", "comments"})}
"""Files of the formats that come in several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How files are fetched; times are in seconds and apply to each file.

    Attributes:
        user_agent: What we call ourselves; at least 40 characters, beginning with `Mozilla/`.
        contact: Address of who fetches, for `{contact}` in it; empty for none.
        connect_timeout_seconds: For a connection to come about.
        read_timeout_seconds: Between two pieces of a body.
        write_timeout_seconds: For a request to be sent.
        pool_timeout_seconds: For a free connection of our own pool.
        total_timeout_seconds: For one file, retries included; at least 900, or what a slow
            server needs would be cut off (docs/lists.md); lower only with `allow_local_http`.
        attempts: Tries for one address, the first included.
        connect_attempts: Tries for one address at which no connection comes about: refused by
            host or proxy, no such name, no answer; not above `attempts`.
        backoff_initial_seconds: Wait before the second try; doubled for each further one, plus a
            random part.
        backoff_maximum_seconds: Longest wait of our own choice.
        retry_after_maximum_seconds: Longest wait that a server may ask for.
        maximum_redirects: Hops that are followed.
        lock_wait_seconds: How long a second updater waits for the first.
        use_system_proxy: Heed the system's proxy and certificate settings.
        allow_local_http: Allow plain http to this machine.
    """

    user_agent: str
    contact: str = ""
    connect_timeout_seconds: float = 20.0
    read_timeout_seconds: float = 120.0
    write_timeout_seconds: float = 30.0
    pool_timeout_seconds: float = 30.0
    total_timeout_seconds: float = 3600.0
    attempts: int = 5
    connect_attempts: int = 3
    backoff_initial_seconds: float = 1.0
    backoff_maximum_seconds: float = 60.0
    retry_after_maximum_seconds: float = 300.0
    maximum_redirects: int = 6
    lock_wait_seconds: float = 600.0
    use_system_proxy: bool = True
    allow_local_http: bool = False

    def __post_init__(self) -> None:
        """Refuse values out of range.

        Raises:
            ValueError: One is; the message names it.
        """
        if not self.user_agent.startswith("Mozilla/") or len(self.user_agent) < _USER_AGENT_MINIMUM:
            raise ValueError(
                "user_agent must begin with 'Mozilla/' and have 40 characters or more; "
                "OFAC's firewall has refused others"
            )
        if not _CONTACT.fullmatch(self.contact):
            raise ValueError("contact must be one address of mail or web, without spaces")
        for name in (
            "connect_timeout_seconds",
            "read_timeout_seconds",
            "write_timeout_seconds",
            "pool_timeout_seconds",
        ):
            _need(name, getattr(self, name), above=0)
        least = 0.0 if self.allow_local_http else 900.0
        _need("total_timeout_seconds", self.total_timeout_seconds, least=least)
        _need("attempts", self.attempts, least=1)
        _need("connect_attempts", self.connect_attempts, least=1)
        _need("maximum_redirects", self.maximum_redirects, least=0)
        for name in (
            "backoff_initial_seconds",
            "backoff_maximum_seconds",
            "retry_after_maximum_seconds",
            "lock_wait_seconds",
        ):
            _need(name, getattr(self, name), least=0)

    def allows(self, address: str) -> bool:
        """Whether an address may be asked: https, or http to this machine where allowed."""
        parts = urlsplit(address)
        if parts.scheme == "https":
            return bool(parts.hostname)
        return parts.scheme == "http" and self.allow_local_http and parts.hostname in _LOCAL_HOSTS


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSet:
    """Addresses of the files of one download: (part, address), `main` for a single file."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatAddresses:
    """One official format of a list, with its addresses in order of trial."""

    format: ListFormat
    addresses: tuple[AddressSet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRange:
    """How many records of one kind a complete list has; both ends are allowed."""

    kind: TargetKind
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """One published list of one authority.

    Attributes:
        key: Key in config/sources.yaml and name of the folder in the cache.
        title: For people.
        authority: Key in config/authorities.yaml.
        formats: In order of preference.
        redirect_hosts: Hosts that a redirect may lead to, the addresses' own hosts included.
        maximum_age_hours: Allowed age since the authority was last asked with success.
        maximum_published_age_hours: Allowed age since the publication date last seen.
        expected_counts: Ranges by kind of target.
        maximum_drop: Share of records, 0 to 1, that may be gone against the current snapshot.
        maximum_bytes: Largest file that is accepted, unpacked.
        list_names: Lists of which a file that names its lists must be; empty for no such check.
    """

    key: SourceKey
    title: str
    authority: str
    formats: tuple[FormatAddresses, ...]
    redirect_hosts: frozenset[str]
    maximum_age_hours: float
    maximum_published_age_hours: float
    expected_counts: tuple[CountRange, ...]
    maximum_drop: float
    maximum_bytes: int
    list_names: tuple[str, ...] = ()

    def rank(self, list_format: ListFormat) -> int | None:
        """Place of a format in the order of preference, 0 first; None where it has none."""
        for place, option in enumerate(self.formats):
            if option.format == list_format:
                return place
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesOptions:
    """All of config/sources.yaml."""

    fetch: FetchOptions
    sources: tuple[ListSource, ...]

    def source(self, key: str) -> ListSource:
        """Find one by key.

        Raises:
            ConfigError: There is none; the message names those that there are.
        """
        for source in self.sources:
            if source.key == key:
                return source
        known = ", ".join(source.key for source in self.sources)
        raise ConfigError(f"there is no list source {key!r}; the configured ones are: {known}")

    def select(self, keys: tuple[str, ...]) -> tuple[ListSource, ...]:
        """Give the named sources in the configured order, or all where none is named.

        Raises:
            ConfigError: One is not known.
        """
        wanted = {self.source(key).key for key in keys}
        return tuple(source for source in self.sources if not wanted or source.key in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _FormatConfig:
    """One format as the file has it; a bare address stands for `main: address`."""

    format: ListFormat
    addresses: tuple[str | dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _SourceConfig:
    """One source as the file has it."""

    title: str
    authority: str
    formats: tuple[dict[str, Any], ...]
    maximum_age_hours: float
    maximum_published_age_hours: float
    expected_counts: dict[TargetKind, tuple[int, int]]
    maximum_drop: float
    maximum_megabytes: float
    redirect_hosts: tuple[str, ...] = ()
    list_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need("maximum_age_hours", self.maximum_age_hours, above=0)
        _need("maximum_published_age_hours", self.maximum_published_age_hours, above=0)
        _need("maximum_drop", self.maximum_drop, least=0, most=1)
        _need("maximum_megabytes", self.maximum_megabytes, above=0)
        for kind, (least, most) in self.expected_counts.items():
            _need(f"expected_counts.{kind}", least, least=0, most=most)
        if not self.formats:
            raise ValueError("formats must name one format or more")


def sources_from_config(config: Mapping[str, Any]) -> SourcesOptions:
    """Make the options of what config/sources.yaml holds.

    Args:
        config: The file as plain mappings and lists, a user's overrides merged in; a source that
            is set to null is left out.

    Raises:
        ConfigError: A key is missing or unknown, or a value has the wrong type or is out of
            range; the message names the key and what to do.
    """
    unknown = set(config) - {"fetch", "sources"}
    if unknown:
        raise ConfigError(_unknown_key("sources.yaml", unknown, ("fetch", "sources")))
    fetch = _build(FetchOptions, config.get("fetch"), "fetch")
    agent = fetch.user_agent.replace("{version}", VERSION)
    if fetch.contact and "{contact}" not in agent:
        raise ConfigError("fetch.contact has no place: write {contact} into fetch.user_agent")
    agent = agent.replace("{contact}", f"; +{fetch.contact}" if fetch.contact else "")
    fetch = replace(fetch, user_agent=agent)
    sources = config.get("sources")
    if not isinstance(sources, Mapping) or not sources:
        raise ConfigError("sources.yaml: 'sources' must map the key of each list source to options")
    chosen = tuple(
        _source(str(key), value, fetch) for key, value in sources.items() if value is not None
    )
    if not chosen:
        raise ConfigError("sources.yaml: every source is null; leave one or more in")
    return SourcesOptions(fetch=fetch, sources=chosen)


def _source(key: str, value: object, fetch: FetchOptions) -> ListSource:
    where = f"sources.{key}"
    if not _SOURCE_KEY.fullmatch(key):
        raise ConfigError(f"{where}: a key has small letters, digits and hyphens only")
    config = _build(_SourceConfig, value, where)
    formats = tuple(
        _format(_build(_FormatConfig, entry, f"{where}.formats[{place}]"), fetch, where)
        for place, entry in enumerate(config.formats)
    )
    if len({entry.format for entry in formats}) < len(formats):
        raise ConfigError(f"{where}.formats: a format is named twice; keep one of them")
    hosts = {host.lower() for host in config.redirect_hosts}
    hosts |= {
        urlsplit(address).hostname or ""
        for entry in formats
        for addresses in entry.addresses
        for _, address in addresses.parts
    }
    return ListSource(
        key=SourceKey(key),
        title=config.title,
        authority=config.authority,
        formats=formats,
        redirect_hosts=frozenset(hosts),
        maximum_age_hours=config.maximum_age_hours,
        maximum_published_age_hours=config.maximum_published_age_hours,
        expected_counts=tuple(
            CountRange(kind=kind, least=least, most=most)
            for kind, (least, most) in config.expected_counts.items()
        ),
        maximum_drop=config.maximum_drop,
        maximum_bytes=int(config.maximum_megabytes * _MEGABYTE),
        list_names=config.list_names,
    )


def _format(config: _FormatConfig, fetch: FetchOptions, where: str) -> FormatAddresses:
    place = f"{where}.formats ({config.format})"
    parts = _PARTS.get(config.format, frozenset({"main"}))
    if not config.addresses:
        raise ConfigError(f"{place}: 'addresses' must hold one address or more")
    sets = tuple({"main": one} if isinstance(one, str) else one for one in config.addresses)
    for addresses in sets:
        if set(addresses) != parts:
            raise ConfigError(
                f"{place}: each entry of 'addresses' needs the keys {', '.join(sorted(parts))}, "
                f"this one has {', '.join(sorted(addresses)) or 'none'}"
            )
        for address in addresses.values():
            if not fetch.allows(address):
                raise ConfigError(
                    f"{place}: {address} is not an https address; "
                    "plain http is allowed to this machine only, with fetch.allow_local_http"
                )
    return FormatAddresses(
        format=config.format,
        addresses=tuple(AddressSet(parts=tuple(addresses.items())) for addresses in sets),
    )


_Built = TypeVar("_Built", FetchOptions, _SourceConfig, _FormatConfig)


def _build(kind: type[_Built], value: object, where: str) -> _Built:
    """Fill a class of this module, refusing unknown keys, which msgspec would pass over."""
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where}: there must be a mapping of keys to values")
    names = tuple(field.name for field in fields(kind))
    unknown = {str(key) for key in value} - set(names)
    if unknown:
        raise ConfigError(_unknown_key(where, unknown, names))
    try:
        return msgspec.convert(dict(value), kind)
    except msgspec.ValidationError as exc:
        raise ConfigError(f"{where}: {exc}; correct it in sources.yaml") from exc


def _unknown_key(where: str, unknown: set[str], known: tuple[str, ...]) -> str:
    return (
        f"{where}: unknown key {', '.join(sorted(unknown))}; "
        f"remove it, or use one of: {', '.join(known)}"
    )


def _need(
    name: str,
    value: float,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
) -> None:
    if above is not None and not value > above:
        raise ValueError(f"{name} must be above {above:g}, it is {value:g}")
    if least is not None and value < least:
        raise ValueError(f"{name} must be {least:g} or more, it is {value:g}")
    if most is not None and value > most:
        raise ValueError(f"{name} must be {most:g} or less, it is {value:g}")
