"""Authorities and programmes: what config/authorities.yaml and config/programmes.yaml hold."""

from dataclasses import dataclass

from sanxref.model.designations import SourceKey, TargetKind

__all__ = ["Authority", "Programme", "Registry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A body that designates, or that articles say designates.

    Attributes:
        key: `UNSC`, `US`, `US-STATE`, `US-OFAC`, `EU`, `UK`, ... as in labelled claim files.
        name: For people: `US State Department`.
        group: Key of the authority that answers for it: `US` for `US-STATE`; itself at the top.
        sources: List sources that carry its designations; empty means out of scope.
        phrases: How articles speak of it, by language code; matched without regard to case
            unless the phrase is all capitals.
        references: How the references of its list begin: `QD` for QDi.001.
    """

    key: str
    name: str
    group: str
    sources: tuple[SourceKey, ...] = ()
    phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The policy instrument under which targets are designated.

    Attributes:
        key: `SDGT`, `UN-1267`, ...
        name: For people.
        authority: Key of the authority (`US`, `UNSC`, ...).
        tags: The tags on the lists that mean this programme: `SDGT`; `Al-Qaida`.
        legal_basis: Orders, statutes, resolutions.
        implies: Keys of programmes that hold wherever this one does (SDGT implies SDN).
        kinds: Kinds of target it is for; empty means all (FTO is for entities).
        phrases: How articles speak of it, by language code.
        label: Whether the phrases are what a target is called ("became an SDGT").
    """

    key: str
    name: str
    authority: str
    tags: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    kinds: tuple[TargetKind, ...] = ()
    phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All authorities and programmes that are known."""

    authorities: tuple[Authority, ...]
    programmes: tuple[Programme, ...]

    def groups(self) -> dict[str, str]:
        """Group of each authority, by key."""
        return {authority.key: authority.group for authority in self.authorities}

    def authority(self, key: str) -> Authority:
        """Find one by key.

        Raises:
            KeyError: There is none.
        """
        for authority in self.authorities:
            if authority.key == key:
                return authority
        raise KeyError(key)

    def programme(self, key: str) -> Programme:
        """Find one by key.

        Raises:
            KeyError: There is none.
        """
        for programme in self.programmes:
            if programme.key == key:
                return programme
        raise KeyError(key)
