"""Debian's Chromium, driven by Playwright; no test leaves the machine.

Playwright brings no browser of its own here: apt-get install chromium
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# The browser's own errands (time, updates) find no host.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

NEEDS_CHROMIUM = [
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"
    ),
    pytest.mark.xdist_group("chromium"),
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser.

    Keep it no longer than one module: Playwright's loop hinders `asyncio.run` in its thread.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Tab:
    """A page of its own, without cookies, that writes down what it asks for and complains of."""

    def __init__(self, page: Page):
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)

    def _note(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def run(self, script: str):
        """Evaluate with the debugger's rights: a page's policy cannot hinder it."""
        return self.page.evaluate(script)


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1300, "height": 2400}) as context:
        yield context.new_page()
