"""The review desk in real headless Chromium, worked by keyboard alone.

They run only where SANXREF_TEST_DESK is set: about one run in three loses a key on its way to
the page, from a cause not found yet (22 November 2026); what fails at random teaches nothing.
Without Chromium they are skipped: apt-get install chromium chromium-driver. For axe-core (no
test fetches anything): npm pack axe-core && tar -xOf axe-core-*.tgz package/axe.min.js >
cache/axe.min.js
"""

import json
import os
import re
import subprocess
import time
import urllib.error
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from reports.test_page_in_browser import CHROMIUM, DRIVER, Browser
from sanxref.lists import ImportOptions, SnapshotStore, import_files
from sanxref.screening.dispositions import EyesRule, Outcome, Status
from sanxref.screening.dispositions_queue import QueueFilter
from service.conftest import PASSWORD, Desk

pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("SANXREF_TEST_DESK"),
        reason="keys get lost at random (see the head of the file); set SANXREF_TEST_DESK=1",
    ),
    pytest.mark.skipif(
        CHROMIUM is None or DRIVER is None,
        reason="no Chromium on this machine: apt-get install chromium chromium-driver",
    ),
    pytest.mark.xdist_group("chromium"),
]

AXE = Path(__file__).resolve().parents[2] / "cache" / "axe.min.js"
ENTER, TAB, CONTROL = "\ue007", "\ue004", "\ue009"
SHIFT, DOWN = "\ue008", "\ue015"


class Worker:
    """Somebody at the desk who has no mouse."""

    def __init__(self, browser: Browser, desk: Desk):
        self.browser = browser
        self.desk = desk

    def go(self, path: str) -> None:
        self.browser.call("url", {"url": self.desk.address + path})

    def keys(self, *keys: str, held: str = "") -> None:
        """Press keys one by one; what is held is held down meanwhile."""
        acts = [{"type": "keyDown", "value": held}] if held else []
        for key in keys:
            acts += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        acts += [{"type": "keyUp", "value": held}] if held else []
        body = {"actions": [{"type": "key", "id": "keyboard", "actions": acts}]}
        self.browser.call("actions", body)

    def submit(self, *keys: str, held: str = "") -> None:
        """Press keys that lead to another page, and wait for it."""
        self.browser.run("(document.documentElement.dataset.old = '1', true)")
        self.keys(*keys, held=held)
        deadline = time.monotonic() + 60
        while not self.arrived():
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.05)

    def arrived(self) -> bool:
        try:
            return self.browser.run(
                "document.readyState === 'complete' && !document.documentElement.dataset.old"
            )
        except urllib.error.HTTPError:  # between two pages there is nothing to ask
            return False

    def suppress_everywhere(self) -> None:
        self.open_suppression()
        for _ in range(8):  # back to the date, its parts, and the scope
            self.keys(TAB, held=SHIFT)
            if self.browser.run("document.activeElement.type") == "radio":
                break
        for _ in range(3):
            if self.browser.run("document.querySelector('[value=everywhere]').checked"):
                break
            self.keys(DOWN)
        self.open_suppression()

    def open_suppression(self) -> None:
        """Press the key until it has worked: a busy machine is slow to give the focus."""
        for _ in range(20):
            self.keys("s")
            if self.browser.run("document.activeElement.id") == "suppress-reason":
                return
            time.sleep(0.2)
        raise AssertionError(self.text())

    def write(self, text: str) -> None:
        self.keys(*text)

    def log_in(self, name: str) -> None:
        self.browser.call("cookie", method="DELETE")
        self.go("/")
        self.write(name)
        self.keys(TAB)
        self.write(PASSWORD)
        self.submit(ENTER)

    def text(self) -> str:
        return self.browser.run("document.body.innerText")

    def person(self) -> str:
        return self.browser.run("document.querySelector('h1').innerText")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk-chromium")
    with subprocess.Popen(
        [str(DRIVER), "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as driver:
        port = next(
            met[1]
            for line in driver.stdout
            if (met := re.search(r"successfully on port (\d+)", line))
        )
        started = Browser(f"http://127.0.0.1:{port}", folder / "profile")
        try:
            yield started
        finally:
            with suppress(OSError):
                started.call("", method="DELETE")
            driver.terminate()


@pytest.fixture
def desk(make_desk) -> Desk:
    return make_desk(eyes=(EyesRule.FALSE_POSITIVE, EyesRule.SUPPRESSION))


@pytest.fixture
def worker(browser, desk) -> Worker:
    browser.complaints()
    return Worker(browser, desk)


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
    assert worker.browser.run("document.querySelectorAll('a.row').length") == 3
    worker.keys("j")
    worker.submit(ENTER)
    seen = []
    for key, reason in (
        ("f", "Born in another year."),
        ("t", "The same person: all agrees."),
        ("u", "The article says too little."),
    ):
        seen.append(worker.person())
        worker.keys(key)
        worker.write(reason)
        worker.submit(ENTER, held=CONTROL)
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
    worker.keys("j")
    worker.submit(ENTER)
    assert "anna proposes false positive" in worker.text()
    worker.submit("a")
    assert desk.house.desk.counts().proposed == 0

    worker.log_in("anna")
    worker.go(f"/desk/alerts/{number}")
    worker.suppress_everywhere()
    worker.write("The harbour master, whom we know.")
    worker.submit(ENTER)
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
    assert worker.browser.complaints() == []


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
    worker.keys("f")
    worker.write("Another person.")
    worker.submit(ENTER, held=CONTROL)
    house.desk.approve(number, author="ben", approved=True)
    worker.go(f"/desk/alerts/{number}")
    worker.suppress_everywhere()
    worker.write("Known here for years.")
    worker.submit(ENTER)
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
    worker.keys("j")
    worker.submit(ENTER)
    assert "The designation was amended" in worker.text()
    assert "Reported to be in other places" in worker.text()


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
    worker.browser.call("se/log", {"type": "performance"})
    for path in paths:
        worker.go(path)
        assert "owned" not in worker.browser.call("title")
        assert worker.browser.run("document.scripts.length") == 1
        assert worker.browser.run("document.querySelectorAll('img, iframe, object').length") == 0
    worker.keys("j")
    worker.go("/desk/try")
    worker.browser.run(f"(document.getElementById('text').value = {json.dumps(evil)}, true)")
    worker.browser.run("(document.getElementById('text').focus(), true)")
    worker.submit(ENTER, held=CONTROL)
    assert name in worker.text()
    events = [
        json.loads(one["message"])["message"]
        for one in worker.browser.call("se/log", {"type": "performance"})
    ]
    asked = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    assert asked
    assert all(one.startswith(desk.address) for one in asked if one.startswith("http"))
    assert worker.browser.complaints() == []


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
    worker.browser.emulate("prefers-color-scheme", scheme)
    found = []
    for path in _pages(worker, desk):
        worker.go(path)
        worker.browser.call("execute/sync", {"script": AXE.read_text(), "args": []})
        script = "const done = arguments[0]; axe.run(document).then(r => done(r.violations))"
        violations = worker.browser.call("execute/async", {"script": script, "args": []})
        found += [
            (path, one["id"], one["nodes"][0]["html"][:200])
            for one in violations
            if one["impact"] in {"serious", "critical"}
        ]
    worker.browser.emulate("prefers-color-scheme", "light")
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
        run = worker.browser.run
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
    body = {
        "cmd": "Emulation.setDeviceMetricsOverride",
        "params": {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    }
    paths = _pages(worker, desk)
    worker.browser.call("goog/cdp/execute", body)
    try:
        for path in paths:
            worker.go(path)
            assert worker.browser.run("document.documentElement.scrollWidth") <= width, path
    finally:
        clear = {"cmd": "Emulation.clearDeviceMetricsOverride", "params": {}}
        worker.browser.call("goog/cdp/execute", clear)
