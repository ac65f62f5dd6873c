"""A service over the sample lists, in the process or on a port of its own."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import httpx
import pytest

from sanxref.lists import ImportOptions, SnapshotStore, import_files
from sanxref.model.designations import TargetKind
from sanxref.sample import list_files
from sanxref.screening.dispositions import EyesRule, ReviewOptions
from sanxref.service.accounts import Accounts, Role
from sanxref.service.app import create_app
from sanxref.service.house import House
from sanxref.service.options import ServiceOptions
from sanxref.service.screenings import PastedArticle
from sanxref.service.serving import listen, make_server
from sanxref.settings import Settings, load_settings

PASSWORD = "correct horse battery staple"
NOW = datetime(2025, 11, 1, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets; at first a day on which the sample lists are current."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture(scope="session")
def sample_cache(tmp_path_factory) -> Path:
    """The sample lists, imported; copy it, do not change it."""
    folder = tmp_path_factory.mktemp("sample-cache")
    import_sample(folder)
    return folder


def import_sample(cache: Path) -> None:
    settings = sample_settings(cache, Clock())
    for key, path in list_files().items():
        source = replace(settings.sources.source(key), expected_counts=())
        import_files(source, [path], SnapshotStore(cache), ImportOptions(now=NOW))
    settings.open_screener()  # stores the index


def sample_settings(cache: Path, clock: Clock) -> Settings:
    settings = load_settings(cache=cache, environ={}, now=clock).only_sources(*list_files())
    return replace(settings, screening=replace(settings.screening, recognizer="capitals"))


@dataclass
class Desk:
    """A house with what a test needs of it."""

    house: House
    clock: Clock
    client: httpx.Client
    address: str
    names: tuple[str, ...]

    def article(self, number: int, words: str = "opened the harbour on Monday") -> PastedArticle:
        name = self.names[number]
        return PastedArticle(text=f"{name} {words}. Nobody else was there.", source=f"n{number}")

    def raise_alerts(self, *numbers: int, words: str = "opened the harbour on Monday"):
        document = self.house.screenings.screen(
            [self.article(number, words) for number in numbers], now=self.clock()
        )
        return self.house.take_in(document, by="job")


Make = Callable[..., Desk]


@pytest.fixture
def make_desk(sample_cache, tmp_path) -> Iterator[Make]:
    """Make a house: `make_desk(users=True, eyes=(...), **options)`."""
    stack = ExitStack()
    folders = count()

    def make(
        *,
        users: bool = True,
        eyes: tuple[EyesRule, ...] = (),
        review: ReviewOptions | None = None,
        **options,
    ) -> Desk:
        cache = tmp_path / f"cache-{next(folders)}"
        shutil.copytree(sample_cache, cache)
        clock = Clock()
        settings = replace(
            sample_settings(cache, clock),
            review=review or ReviewOptions(second_pair_of_eyes=eyes),
        )
        chosen = ServiceOptions(**{"reload_seconds": 0.0, "requests_per_minute": 10**6} | options)
        if users:
            add_users(chosen, cache)
        house = House(settings, chosen)
        address = stack.enter_context(served(house))
        client = stack.enter_context(
            httpx.Client(base_url=address, follow_redirects=True, trust_env=False, timeout=60)
        )
        return Desk(house=house, clock=clock, client=client, address=address, names=names_of(house))

    with stack:
        yield make


def add_users(options: ServiceOptions, cache: Path) -> None:
    accounts = Accounts(options.users_path(cache))
    accounts.put("anna", Role.ANALYST, password=PASSWORD)
    accounts.put("ben", Role.APPROVER, password=PASSWORD)
    accounts.put("rita", Role.READ_ONLY, password=PASSWORD)


def names_of(house: House) -> tuple[str, ...]:
    """Names of listed individuals of two words or three, each of another person."""
    found = {}
    for designation in house.screenings.screener().designations.values():
        name = designation.primary_name.natural.title()
        if designation.kind is TargetKind.INDIVIDUAL and 2 <= len(name.split()) <= 3:
            found.setdefault(name.split()[-1], name)
    return tuple(found.values())


@contextmanager
def served(house: House) -> Iterator[str]:
    """Serve a house on a free port of 127.0.0.1."""
    server = make_server(create_app(house, warm=False))
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


def log_in(client: httpx.Client, name: str) -> None:
    answer = client.post(
        "/login", data={"name": name, "password": PASSWORD}, follow_redirects=False
    )
    assert answer.status_code == 303


def csrf_of(client: httpx.Client, path: str = "/desk/try") -> str:
    page = client.get(path).text
    return page.split('name="csrf" value="')[1].split('"')[0]
