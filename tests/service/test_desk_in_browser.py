"""The review desk in real headless Chromium, worked by keyboard alone.

For axe-core (no test fetches anything; .ci/run fetches it, checked by its hash):
npm pack axe-core && tar -xOf axe-core-*.tgz package/axe.min.js > cache/axe.min.js
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from chromium import NEEDS_CHROMIUM, Tab, chromium, new_page
from sanxref.lists import ImportOptions, SnapshotStore, import_files
from sanxref.screening.dispositions import EyesRule, Outcome, Status
from sanxref.screening.dispositions_queue import QueueFilter
from service.conftest import PASSWORD, Desk

pytestmark = NEEDS_CHROMIUM

AXE = Path(__file__).resolve().parents[2] / "cache" / "axe.min.js"


class Worker(Tab):
    """Somebody at the desk who has no mouse."""

    def __init__(self, page: Page, desk: Desk):
        super().__init__(page)
        self.desk = desk

    def go(self, path: str) -> None:
        self.page.goto(self.desk.address + path)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def submit(self, key: str) -> None:
        """Press a key that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def open_next(self) -> None:
        """Open the first alert of the queue."""
        self.press("j")
        self.submit("Enter")

    def suppress_everywhere(self, reason: str) -> None:
        self.press("s")
        for _ in range(8):  # back to the date, its parts, and the scope
            self.press("Shift+Tab")
            if self.focused() == "radio":
                break
        self.press("ArrowDown", "ArrowDown")
        assert self.run("document.querySelector('[value=everywhere]').checked")
        self.press("s")
        self.write(reason)
        self.submit("Enter")

    def focused(self) -> str:
        return self.run("document.activeElement.type")

    def log_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        self.go("/")
        self.write(name)
        self.press("Tab")
        self.write(PASSWORD)
        self.submit("Enter")

    def text(self) -> str:
        return self.run("document.body.innerText")

    def person(self) -> str:
        return self.run("document.querySelector('h1').innerText")


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def desk(make_desk) -> Desk:
    return make_desk(eyes=(EyesRule.FALSE_POSITIVE, EyesRule.SUPPRESSION))


@pytest.fixture
def worker(browser, desk) -> Iterator[Worker]:
    with new_page(browser) as page:
        yield Worker(page, desk)


def amend_list(desk: Desk, reference: str) -> None:
    """Import the sample UN list again with one more word about one target."""
    house = desk.house
    raw = next((house.settings.cache / "lists" / "un").glob("*/raw.xml")).read_text()
    place = raw.index(f"<REFERENCE_NUMBER>{reference}<")
    words = "<COMMENTS1>"
    at = raw.index(words, place) + len(words)
    amended = house.settings.cache / "amended.xml"
    amended.write_text(
        (raw[:at] + "Reported to be in other places. " + raw[at:]).replace(
            "2025-11-01T23:00", "2025-11-02T23:00"
        )
    )
    source = replace(house.settings.sources.source("un"), expected_counts=())
    desk.clock.now = desk.clock.now.replace(day=3)
    import_files(
        source,
        [amended],
        SnapshotStore(house.settings.cache),
        ImportOptions(now=desk.clock()),
    )


def test_a_morning_at_the_desk(worker, desk):
    desk.raise_alerts(0, 1, 2)
    worker.log_in("anna")
    assert worker.run("document.querySelectorAll('a.row').length") == 3
    worker.open_next()
    seen = []
    for key, reason in (
        ("f", "Born in another year."),
        ("t", "The same person: all agrees."),
        ("u", "The article says too little."),
    ):
        seen.append(worker.person())
        worker.press(key)
        worker.write(reason)
        worker.submit("Control+Enter")
    assert len(set(seen)) == 3
    counts = desk.house.desk.counts()
    assert (counts.open, counts.proposed, counts.decided) == (0, 1, 2)
    decided = {one.outcome for one in desk.house.desk.history()}
    assert decided == set(Outcome)

    number = desk.house.desk.queue(QueueFilter(statuses=(Status.PROPOSED,)))[0].id
    worker.go(f"/desk/alerts/{number}")
    assert "Second pair of eyes" not in worker.text().split("History")[0]
    worker.log_in("ben")
    worker.go("/desk/alerts?status=proposed")
    worker.open_next()
    assert "anna proposes false positive" in worker.text()
    worker.submit("a")
    assert desk.house.desk.counts().proposed == 0

    worker.log_in("anna")
    worker.go(f"/desk/alerts/{number}")
    worker.suppress_everywhere("The harbour master, whom we know.")
    assert "waits for a second person" in worker.text()
    worker.log_in("ben")
    worker.go(f"/desk/alerts/{number}")
    worker.submit("a")
    ((rule, state, _),) = desk.house.desk.suppressions()[-1:]
    assert state == "in force"

    index = desk.names.index(rule.person)
    desk.clock.now = desk.clock.now.replace(hour=15)
    desk.raise_alerts(index, words="closed the harbour on Friday")
    assert desk.house.desk.counts().suppressed == 1
    worker.log_in("ben")  # three hours later the session has ended
    worker.go("/desk/alerts?status=suppressed")
    assert rule.person in worker.text()
    worker.go("/desk/suppressions")
    assert "in force" in worker.text()
    assert worker.complaints == []


def test_a_changed_list_voids_a_suppression(worker, desk):
    house = desk.house
    index, reference = next(
        (n, match.reference)
        for n, name in enumerate(desk.names)
        for match in house.screenings.matcher(0.7).match(_query(name))
        if match.source == "un"
    )
    desk.raise_alerts(index)
    number = house.desk.queue()[0].id
    worker.log_in("anna")
    worker.go(f"/desk/alerts/{number}")
    worker.press("f")
    worker.write("Another person.")
    worker.submit("Control+Enter")
    house.desk.approve(number, author="ben", approved=True)
    worker.go(f"/desk/alerts/{number}")
    worker.suppress_everywhere("Known here for years.")
    house.desk.approve(number, author="ben", approved=True)
    desk.clock.now = desk.clock.now.replace(hour=15)
    desk.raise_alerts(index, words="closed the harbour on Friday")
    assert house.desk.counts().suppressed == 1

    amend_list(desk, reference)
    worker.log_in("anna")
    worker.go("/desk/suppressions")
    assert "void: the designation changed" in worker.text()
    worker.go("/desk/alerts")
    assert "suppression void" in worker.text()
    worker.open_next()
    assert "The designation was amended" in worker.text()
    assert "Reported to be in other places" in worker.text()


def test_a_long_article_opens_where_it_names_the_person(worker, desk):
    name = desk.names[0]
    text = "Nothing of note was said. " * 400 + f"{name} came. " + "Then it rained. " * 400
    taken = desk.house.screenings.screen([replace(desk.article(0), text=text)], now=desk.clock())
    desk.house.take_in(taken, by="job")
    worker.log_in("anna")
    worker.open_next()
    seen = """(() => { const box = document.querySelector(".text").getBoundingClientRect();
      const mark = document.querySelector(".mention").getBoundingClientRect();
      return box.top <= mark.top && mark.bottom <= box.bottom; })()"""
    assert worker.run(seen)


def _query(name):
    from sanxref.model.matches import Query  # noqa: PLC0415 - one test's

    return Query(names=(name,))


def test_a_hostile_article_runs_nothing_and_asks_for_nothing(worker, desk):
    name = desk.names[0]
    evil = (
        f'<script>document.title="owned"</script><img src=http://127.0.0.1:9/x.png '
        f'onerror=alert(1)> {name} "><svg onload=alert(2)> came. \u202ekcab\u202c'
    )
    worker.log_in("anna")
    taken = desk.house.screenings.screen(
        [replace(desk.article(0), text=evil, title=evil, source=f"javascript:{evil}")],
        now=desk.clock(),
    )
    desk.house.take_in(taken, by="job")
    number = desk.house.desk.queue()[0].id
    paths = ["/desk/alerts", f"/desk/alerts/{number}", "/desk/history", "/desk/try"]
    for path in paths:
        worker.go(path)
        assert "owned" not in worker.page.title()
        assert worker.run("document.scripts.length") == 1
        assert worker.run("document.querySelectorAll('img, iframe, object').length") == 0
    worker.press("j")
    worker.go("/desk/try")
    worker.page.fill("#text", evil)
    worker.page.focus("#text")
    worker.submit("Control+Enter")
    assert name in worker.text()
    assert worker.requests
    assert all(one.startswith(desk.address) for one in worker.requests)
    assert worker.complaints == []


PATHS = ("/login", "/desk/alerts", "/desk/suppressions", "/desk/history", "/desk/lists",
         "/desk/runs", "/desk/try")  # fmt: skip


def _pages(worker, desk) -> list[str]:
    desk.raise_alerts(0, 1)
    sample = Path(__file__).resolve().parents[2] / "src/sanxref/sample/camp-stand-off.html"
    document = desk.house.screenings.screen(
        [replace(desk.article(0), text=re.sub("<[^>]+>", " ", sample.read_text()))],
        now=desk.clock().replace(hour=14),
    )
    desk.house.take_in(document, by="job")
    worker.log_in("anna")
    return [*PATHS, *(f"/desk/alerts/{one.id}" for one in desk.house.desk.queue())]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(worker, desk, scheme):
    if not AXE.is_file():
        pytest.skip("cache/axe.min.js is absent; the head of this file says how to get it")
    worker.page.emulate_media(color_scheme=scheme)
    found = []
    for path in _pages(worker, desk):
        worker.go(path)
        worker.run(AXE.read_text())
        found += [
            (path, one["id"], one["nodes"][0]["html"][:200])
            for one in worker.run("axe.run(document).then(found => found.violations)")
            if one["impact"] in {"serious", "critical"}
        ]
    assert found == []


CONTROLS_WITHOUT_NAME = (
    "[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href], "
    "summary')].filter(e => !(e.labels?.length || e.innerText.trim() || "
    "e.getAttribute('aria-label'))).map(e => e.outerHTML)"
)

ORDER_OF_HEADINGS = (
    "[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(e => Number(e.tagName[1]))"
)


def test_pages_have_names_headings_and_marks_of_place(worker, desk):
    for path in _pages(worker, desk):
        worker.go(path)
        run = worker.run
        assert run(CONTROLS_WITHOUT_NAME) == [], path
        headings = run(ORDER_OF_HEADINGS)
        assert headings[0] == 1, path
        assert all(b - a <= 1 for a, b in pairwise(headings)), path
        assert run("document.querySelectorAll('main, header').length") >= 2, path
        assert run("document.documentElement.lang") == "en"
        ids = run("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("width", [400, 1300])
def test_pages_fit_the_width_of_the_window(worker, desk, width):
    paths = _pages(worker, desk)
    worker.page.set_viewport_size({"width": width, "height": 900})
    for path in paths:
        worker.go(path)
        assert worker.run("document.documentElement.scrollWidth") <= width, path
