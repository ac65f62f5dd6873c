"""From config/, a user's own files, the environment and flags to the options of each room.

Order of precedence, lowest first: the defaults shipped with sanxref, the user's folder (`--config`
or `SANXREF_CONFIG`; its files override the defaults key by key, a list as a whole), flags. This is
the only module that reads configuration files or the environment, and it does so when asked.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import yaml

from sanxref import lists, screening
from sanxref.claims import (
    ClaimLexicon,
    cues_from_config,
    facts_from_config,
    reading_from_config,
    registry_from_config,
)
from sanxref.errors import ConfigError, RunError
from sanxref.lists import SourcesOptions, default_cache, sources_from_config
from sanxref.model.designations import SourceKey
from sanxref.model.snapshots import ListStatus, Snapshot
from sanxref.screening import ScreeningOptions
from sanxref.screening.dispositions import ReviewOptions

if (
    TYPE_CHECKING
):  # each command loads what it opens: `screening.Runner` is imported when it is used
    from sanxref.articles import RecognizerName
    from sanxref.screening import (
        LookbackRunner,
        OpenLists,
        RunFolder,
        Runner,
        RunPlan,
        RunStore,
        Screener,
        ScreenerSetup,
    )

__all__ = ["Settings", "fill", "load_settings"]

# The safe loader in C, ten times as fast, where PyYAML was built with it (its wheels are).
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FILES = (
    "sources",
    "authorities",
    "programmes",
    "cues",
    "designation_dates",
    "reading",
    "screening",
)
# Not part of the digest: it cannot alter what is found.
_SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The effective settings of one run.

    Attributes:
        sources: List sources and how they are fetched.
        screening: Options of reading, matching and claims.
        lexicon: Authorities, programmes and cue words, compiled.
        cache: Folder for snapshots and the index.
        digest: SHA-256 over the effective configuration, as the report names it.
        now: The clock, aware and in UTC.
        configuration: The effective configuration as JSON, of which `digest` is the hash.
        review: Options of dispositions and suppressions.
        web: Section `web` of service.yaml; the room of the service makes its options of it.
    """

    sources: SourcesOptions
    screening: ScreeningOptions
    lexicon: ClaimLexicon
    cache: Path
    digest: str
    now: Callable[[], datetime]
    configuration: bytes = b"{}"
    review: ReviewOptions = field(default_factory=ReviewOptions)
    web: Mapping[str, Any] = field(default_factory=dict)

    def only_sources(self, *keys: SourceKey) -> "Settings":
        """The same settings with these list sources alone."""
        chosen = tuple(one for one in self.sources.sources if one.key in keys)
        return replace(self, sources=replace(self.sources, sources=chosen))

    def open_lists(
        self, *, as_of: date | None = None, threshold: float | None = None
    ) -> "OpenLists":
        """Load the lists that are in use, or were as of a day, and the matcher that asks them.

        Args:
            as_of: Use the lists as they stood on this day, of the snapshots that are held.
            threshold: Another threshold than the configured one, 0.5 to 1.0.

        Raises:
            ListUnavailable: No list can be screened against.
        """
        return screening.OpenLists.open(
            lists.load_lists(
                self.sources, lists.SnapshotStore(self.cache), now=self.now(), as_of=as_of
            ),
            self.screening.with_flags(threshold=threshold, recognizer=None).matching,
            index_folder=self.cache / "index",
        )

    def open_screener(
        self,
        *,
        as_of: date | None = None,
        threshold: float | None = None,
        recognizer: "RecognizerName | None" = None,
    ) -> "Screener":
        """Make a screener of the lists of `open_lists`, whose arguments it takes.

        Args:
            as_of: Use the lists as they stood on this day.
            threshold: Another threshold than the configured one.
            recognizer: Another recognizer than the configured one.

        Raises:
            ListUnavailable: No list can be screened against.
        """
        return screening.Screener(
            self.open_lists(as_of=as_of, threshold=threshold),
            self.screening.with_flags(threshold=threshold, recognizer=recognizer),
            lexicon=self.lexicon,
            configuration=self.digest,
            as_of=as_of,
            held=screening.HeldSnapshots((lists.SnapshotStore(self.cache),)),
        )

    @property
    def runs(self) -> "RunStore":
        """The stored runs."""
        return screening.RunStore(self.cache / "runs")

    def open_runner(
        self,
        *,
        as_of: date | None = None,
        threshold: float | None = None,
        recognizer: "RecognizerName | None" = None,
        store: "RunStore | None" = None,
    ) -> "Runner":
        """Make ready to screen as runs that are stored; arguments as of `open_screener`.

        Args:
            as_of: Use the lists as they stood on this day.
            threshold: Another threshold than the configured one.
            recognizer: Another recognizer than the configured one.
            store: Where runs are kept; None means the cache.
        """
        statuses = self.list_states(as_of=as_of)
        return screening.Runner(
            store or self.runs,
            screening.ScreenerSetup(
                cache=self.cache,
                lists=statuses,
                options=self.screening.with_flags(threshold=threshold, recognizer=recognizer),
                lexicon=self.lexicon,
                configuration=self.digest,
                as_of=as_of,
            ),
            configuration=self.configuration,
            now=self.now,
            past=self.runs,
        )

    def reopen_runner(
        self,
        plan: "RunPlan",
        configuration: bytes,
        *,
        store: "RunStore",
        lists: Path | None = None,
        consulted: tuple[Snapshot, ...] | None = None,
    ) -> "Runner":
        """Make ready to go on with a run, or to do it again: its lists, options and vocabulary.

        Only the signing key is that of these settings, because it says who signs now.

        Args:
            plan: Of the run.
            configuration: Its `configuration.json`.
            store: Where it is kept.
            lists: Folder with its snapshots, where they came with it; None means the cache.
            consulted: Earlier snapshots that its verdicts looked at, where it is done again.

        Raises:
            RunError: The configuration is not the one that the run was made with.
        """
        if hashlib.sha256(configuration).hexdigest() != plan.configuration:
            raise RunError(f"the configuration of run {plan.id} has been changed")
        batch = replace(plan.options.batch, signing_key=self.screening.batch.signing_key)
        return screening.Runner(
            store,
            screening.ScreenerSetup(
                cache=self.cache,
                lists=plan.lists,
                snapshots=lists,
                options=replace(plan.options, batch=batch),
                lexicon=_lexicon(msgspec.json.decode(configuration)),
                configuration=plan.configuration,
                as_of=date.fromisoformat(plan.as_of) if plan.as_of else None,
                until=plan.started,
                consulted=consulted,
            ),
            configuration=configuration,
            now=self.now,
        )

    def open_lookback(self) -> "LookbackRunner":
        """Make ready to ask stored runs again for what changed on the lists since."""

        def reopen(run: "RunFolder") -> "ScreenerSetup":
            configuration = run.configuration.read_bytes()
            return self.reopen_runner(run.plan(), configuration, store=self.runs).setup

        return screening.LookbackRunner(
            self.runs,
            self.list_states(),
            reopen=reopen,
            now=self.now,
            signing_key=self.screening.batch.signing_key,
        )

    def list_states(self, *, as_of: date | None = None) -> tuple[ListStatus, ...]:
        """Tell of every list source, without loading one."""
        store, now = lists.SnapshotStore(self.cache), self.now()
        return tuple(
            lists.list_status(source, store, now=now, as_of=as_of)
            for source in self.sources.sources
        )


def _lexicon(tree: Mapping[str, Any]) -> ClaimLexicon:
    return ClaimLexicon(
        registry_from_config(tree["authorities"], tree["programmes"]),
        cues_from_config(tree["cues"]),
        # A run that was stored by an earlier version has no such tables.
        facts_from_config(tree.get("designation_dates", {})),
        reading_from_config(tree.get("reading", {})),
    )


def load_settings(
    *,
    config: Path | None = None,
    cache: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Settings:
    """Read the defaults and what the user changed.

    Args:
        config: The user's folder; None means `SANXREF_CONFIG`, or defaults only.
        cache: Cache folder; None means `SANXREF_CACHE`, `cache/` of a checkout, or the platform's.
        environ: The environment.
        now: The clock.

    Raises:
        ConfigError: A file cannot be read, or a key is missing, unknown or out of range.
    """
    own = config or (Path(environ["SANXREF_CONFIG"]) if environ.get("SANXREF_CONFIG") else None)
    if own is not None and not own.is_dir():
        raise ConfigError(f"{own} is not a folder; --config takes a folder with YAML files in it")
    tree = {name: _read(name, own) for name in _FILES}
    if own is not None:
        _refuse_strangers(own)
    service = _read(_SERVICE, own)
    _refuse_sections(service, {"review", "web"}, f"{_SERVICE}.yaml")
    configuration = msgspec.json.encode(tree, order="sorted")
    return Settings(
        sources=sources_from_config(tree["sources"]),
        screening=fill(ScreeningOptions, tree["screening"], "yaml"),
        lexicon=_lexicon(tree),
        cache=cache or Path(environ.get("SANXREF_CACHE") or default_cache()),
        digest=hashlib.sha256(configuration).hexdigest(),
        configuration=configuration,
        now=now,
        review=_review_options(service.get("review") or {}, environ),
        web=service.get("web") or {},
    )


def _review_options(tree: Mapping[str, Any], environ: Mapping[str, str]) -> ReviewOptions:
    """Fill; an address of a database may hold a password, which belongs in no file."""
    address = environ.get("SANXREF_DATABASE")
    return fill(
        ReviewOptions,
        {**tree, "database": address} if address else tree,
        f"{_SERVICE}.yaml: review",
    )


def _refuse_sections(tree: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in tree:
        if key not in known:
            raise ConfigError(
                f"{where}: unknown key {key!r}; known here: {', '.join(sorted(known))}"
            )


def _default_folder() -> Path:
    """Find the shipped defaults: inside the installed package, else config/ of the checkout."""
    package = Path(__file__).parent
    installed = package / "config"
    return installed if installed.is_dir() else package.parents[1] / "config"


def _read(name: str, own: Path | None) -> dict[str, Any]:
    defaults = _read_yaml(_default_folder() / f"{name}.yaml")
    path = own / f"{name}.yaml" if own else None
    return _merge(defaults, _read_yaml(path)) if path and path.exists() else defaults


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        tree = yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as exc:
        raise ConfigError(f"{path} cannot be read: {exc}") from exc
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        raise ConfigError(f"{path} must hold keys and values, not a {type(tree).__name__}")
    return tree


def _refuse_strangers(own: Path) -> None:
    """A misspelt file name must not be a setting that silently does nothing."""
    for path in sorted([*own.glob("*.yaml"), *own.glob("*.yml")]):
        if path.suffix != ".yaml" or path.stem not in (*_FILES, _SERVICE):
            known = ", ".join(f"{name}.yaml" for name in (*_FILES, _SERVICE))
            raise ConfigError(f"{path} is not a configuration file of sanxref (known: {known})")


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _merge(below, value) if both else value  # type: ignore[arg-type]  # both are dicts
    return merged


Filled = TypeVar("Filled")


def fill(kind: type[Filled], tree: Mapping[str, Any], where: str) -> Filled:
    """Make an options object from configuration, strictly.

    Args:
        kind: A dataclass.
        tree: Keys and values; a key that is absent takes the default of the class.
        where: File and key, for messages.

    Raises:
        ConfigError: A key is unknown, or a value is of the wrong type or out of range.
    """
    _refuse_unknown(kind, tree, where)
    try:
        return msgspec.convert(dict(tree), kind)
    except (msgspec.ValidationError, ValueError) as exc:
        # As msgspec has it: Expected X, got Y - at $.key
        fault, _, place = str(exc).replace("`", "").partition(" - at $")
        key = place.lstrip(".")
        raise ConfigError(f"{where}: {key and f'{key}: '}{fault}") from exc


def _refuse_unknown(kind: Any, tree: object, where: str) -> None:  # noqa: ANN401 - any type form
    """Walk options classes and configuration together; msgspec ignores keys it does not know."""
    if get_origin(kind) in {tuple, Union, UnionType}:
        items = tree if isinstance(tree, list) else [tree]
        for inner in get_args(kind):
            for number, item in enumerate(items):
                _refuse_unknown(inner, item, f"{where}[{number}]" if items is tree else where)
    if not is_dataclass(kind) or not isinstance(tree, Mapping):
        return
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)}
    for key, value in tree.items():
        if key not in known:
            raise ConfigError(
                f"{where}: unknown key {key!r}; known here: {', '.join(sorted(known))}"
            )
        _refuse_unknown(hints[key], value, f"{where}: {key}")
