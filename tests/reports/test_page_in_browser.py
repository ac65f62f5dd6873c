"""The HTML page in real headless Chromium, driven by chromedriver.

Without them the tests are skipped: apt-get install chromium chromium-driver
"""

import json
import re
import shutil
import subprocess
import urllib.request
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from sanxref.reports import ReportFormat, render

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")

# The browser's own errands (time, updates) find no host, so that no test leaves the machine.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1300,2400",
]

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None or DRIVER is None,
        reason="no Chromium on this machine: apt-get install chromium chromium-driver",
    ),
    pytest.mark.xdist_group("chromium"),
]


class Browser:
    """As much of a WebDriver client as these tests need (W3C WebDriver)."""

    def __init__(self, base: str, profile: Path):
        self.session = ""
        self.address = ""
        self.base = base
        options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        capabilities = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        }
        answer = self.call("session", {"capabilities": {"alwaysMatch": capabilities}})
        self.session = f"session/{answer['sessionId']}/"

    def call(self, path: str, body: dict | None = None, method: str | None = None):
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.base}/{self.session}{path}".rstrip("/"),
            data=content,
            method=method or ("POST" if body is not None else "GET"),
            headers={"Content-Type": "application/json"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self.address = path.as_uri()
        self.call("url", {"url": self.address})

    def run(self, script: str):
        """Evaluate with the debugger's rights: a page's policy cannot hinder it."""
        return self.call("execute/sync", {"script": f"return {script}", "args": []})

    def requests(self) -> set[str]:
        """Addresses that were asked for on behalf of the page that is open."""
        events = [
            json.loads(one["message"])["message"]
            for one in self.call("se/log", {"type": "performance"})
        ]
        return {
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
            and event["params"]["documentURL"] == self.address
        }

    def complaints(self) -> list[str]:
        return [one["message"] for one in self.call("se/log", {"type": "browser"})]

    def emulate(self, feature: str, value: str) -> None:
        features = [{"name": feature, "value": value}]
        body = {"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}}
        self.call("goog/cdp/execute", body)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chromium")
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
def hostile(browser, documents, tmp_path):
    """The browser with the hostile report open."""
    browser.complaints()
    browser.open(tmp_path / "hostile.html", render(documents["injection"], ReportFormat.HTML))
    return browser


def test_browser_sees_requests_where_there_are_some(browser, tmp_path):
    """The control: without it, an empty log would prove nothing."""
    page = b"<title>x</title><img src=http://127.0.0.1:9/pixel.png>"
    browser.open(tmp_path / "control.html", page)
    assert "http://127.0.0.1:9/pixel.png" in browser.requests()


def test_nothing_of_a_hostile_article_runs(hostile, documents):
    assert hostile.call("title") == f"Screening report {documents['injection'].run.id}"
    assert hostile.run("document.scripts.length") == 0
    assert hostile.run("document.querySelectorAll('img, svg, iframe, object').length") == 0


def test_page_asks_for_nothing_but_itself(hostile):
    assert hostile.requests() == {hostile.address}


def test_browser_has_nothing_to_complain_of(hostile):
    """A style sheet that does not fit its hash would be refused here."""
    assert hostile.complaints() == []
    assert hostile.run("getComputedStyle(document.querySelector('.chip')).display") == (
        "inline-block"
    )


def test_text_of_the_article_arrives_as_it_is(hostile, hostile_text):
    shown = hostile.run("document.querySelector('.text').textContent")
    assert shown == hostile_text.replace("\0", "\ufffd")


def test_every_kind_of_control_arrives(browser, make_document, make_quiet, tmp_path):
    text = "".join(map(chr, [*range(0x250), *range(0x2000, 0x2070), 0xFEFF, 0xFFFF, 0x1F600]))
    document = make_document(replace(make_quiet(1), text=text, persons=()))
    browser.open(tmp_path / "controls.html", render(document, ReportFormat.HTML))
    shown = browser.run("document.querySelector('.text').textContent")
    assert shown == text.replace("\0", "\ufffd")


def test_override_turns_nothing_behind_it(hostile):
    """The letters behind an override must stand from left to right, as they were written."""
    where = """(() => {{
      const text = document.querySelector('.text');
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) if (walker.currentNode.data.startsWith('evil')) break;
      const range = document.createRange();
      range.setStart(walker.currentNode, {0});
      range.setEnd(walker.currentNode, {0} + 1);
      return range.getBoundingClientRect().left; }})()"""
    lefts = [hostile.run(where.format(index)) for index in range(4)]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 4


def test_marks_and_cards_lead_to_each_other(browser, documents, tmp_path):
    browser.open(tmp_path / "found.html", render(documents["found"], ReportFormat.HTML))
    marked = browser.run("document.querySelector('a.mention.matched').textContent")
    assert marked == "Ivan Petrenko"
    words = (
        "[...document.querySelectorAll('mark.claim.confirmed')].map(e => e.textContent).join('')"
    )
    assert browser.run(words) == "Petrenko was sanctioned by the US in 2024."
    follow = (
        "(() => {{ const link = document.querySelector('{0}'); link.click();"
        "return document.querySelector(':target').textContent.includes('{1}'); }})()"
    )
    assert browser.run(follow.format("a.mention.matched", "PETRENKO, Ivan Borysovych"))
    assert browser.run(follow.format("a.flag.confirmed", "listed as 99001"))
    assert browser.run(follow.format(".person-card .meta a", "Ivan Petrenko"))


# WCAG 2.2, success criterion 1.4.3: contrast of ordinary text.
ENOUGH_CONTRAST = 4.5

CONTRASTS = """(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const over = (below, color) => { canvas.fillStyle = below; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data; return `rgb(${r}, ${g}, ${b})`; };
  const light = color => { const [r, g, b] = color.match(/[0-9]+/g).map(v => { const c = v / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = node => { let below = node.parentElement ? ground(node.parentElement) : 'white';
    return over(below, getComputedStyle(node).backgroundColor); };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) { const node = walker.currentNode;
    if (!node.data.trim()) continue;
    const [a, b] = [getComputedStyle(node.parentElement).color, ground(node.parentElement)]
      .map(light).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < LIMIT) poor.push(`${node.data.trim().slice(0, 40)}: ${ratio.toFixed(2)}`); }
  return poor; })()""".replace("LIMIT", str(ENOUGH_CONTRAST))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("situation", ["found", "stale-list", "injection"])
def test_every_text_has_enough_contrast(browser, documents, tmp_path, scheme, situation):
    browser.emulate("prefers-color-scheme", scheme)
    browser.open(tmp_path / "page.html", render(documents[situation], ReportFormat.HTML))
    assert browser.run(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    assert browser.run(CONTRASTS) == []


@pytest.mark.parametrize("width", [320, 1300])
def test_page_fits_the_width_of_the_window(browser, documents, tmp_path, width):
    body = {
        "cmd": "Emulation.setDeviceMetricsOverride",
        "params": {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    }
    browser.call("goog/cdp/execute", body)
    try:
        for situation in ("found", "stale-list", "injection"):
            browser.open(tmp_path / "page.html", render(documents[situation], ReportFormat.HTML))
            assert browser.run("document.documentElement.scrollWidth") <= width
    finally:
        clear = {"cmd": "Emulation.clearDeviceMetricsOverride", "params": {}}
        browser.call("goog/cdp/execute", clear)


def test_page_can_be_printed_with_what_is_folded(browser, documents, tmp_path):
    browser.open(tmp_path / "found.html", render(documents["found"], ReportFormat.HTML))
    assert browser.call("print", {}).startswith("JVBER")  # %PDF in base64
