"""Settings of the service (config/service.yaml, section `web`)."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from sanxref.errors import ConfigError
from sanxref.service.accounts import Role
from sanxref.settings import Settings, fill

__all__ = ["ProxyOptions", "ServiceOptions", "is_loopback"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyOptions:
    """A proxy in front that has checked who the user is.

    Attributes:
        header: Header with the user's name; empty means that no proxy is believed.
        addresses: From which the header is believed.
        role: Of a user that the file of users does not name.
    """

    header: str = ""
    addresses: tuple[str, ...] = ()
    role: Role = Role.READ_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOptions:
    """How `sanxref serve` listens, and what it allows; see config/service.yaml.

    Raises:
        ConfigError: A number is out of range, or a proxy is named without its addresses.
    """

    host: str = "127.0.0.1"
    port: int = 8100
    hosts: tuple[str, ...] = ()
    users: str = ""
    proxy: ProxyOptions = field(default_factory=ProxyOptions)
    behind_https: bool = False
    session_idle_minutes: int = 30
    session_longest_hours: int = 10
    login_attempts: int = 5
    login_wait_minutes: int = 15
    requests_per_minute: int = 1200
    most_body_bytes: int = 5_000_000
    most_queries: int = 100
    screenings_at_once: int = 2
    screenings_waiting: int = 32
    screening_seconds: float = 60.0
    reload_seconds: float = 30.0

    def __post_init__(self) -> None:
        """Refuse what would leave a door open, or shut it for good."""
        for name in (
            "session_idle_minutes", "session_longest_hours", "login_attempts",
            "login_wait_minutes", "requests_per_minute", "most_body_bytes", "most_queries",
            "screenings_at_once",
        ):  # fmt: skip
            if getattr(self, name) < 1:
                raise ConfigError(f"service.yaml: web.{name} must be at least 1")
        if not 0 <= self.port <= 65535:  # noqa: PLR2004 - ports of TCP
            raise ConfigError("service.yaml: web.port must lie between 0 and 65535")
        if self.proxy.header and not self.proxy.addresses:
            raise ConfigError("service.yaml: web.proxy.header needs web.proxy.addresses")

    @classmethod
    def of(cls, settings: Settings) -> "ServiceOptions":
        """Fill from the configuration.

        Raises:
            ConfigError: A key is unknown, or a value is out of range.
        """
        return fill(cls, settings.web, "service.yaml: web")

    def users_path(self, cache: Path) -> Path:
        """Find the file of users."""
        return Path(self.users) if self.users else cache / "users.json"


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach an address to listen on."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
