"""The HTML page in real headless Chromium."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chromium import NEEDS_CHROMIUM, Tab, chromium, new_page
from sanxref.reports import ReportFormat, render

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


class Reader(Tab):
    """Somebody who opens reports from files."""

    def open(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self.requests.clear()
        self.page.goto(path.as_uri())


@pytest.fixture
def reader(browser) -> Iterator[Reader]:
    with new_page(browser) as page:
        yield Reader(page)


@pytest.fixture
def hostile(reader, documents, tmp_path):
    """The hostile report, open."""
    reader.open(tmp_path / "hostile.html", render(documents["injection"], ReportFormat.HTML))
    return reader


def test_browser_sees_requests_where_there_are_some(reader, tmp_path):
    """The control: without it, an empty log would prove nothing."""
    page = b"<title>x</title><img src=http://127.0.0.1:9/pixel.png>"
    reader.open(tmp_path / "control.html", page)
    assert "http://127.0.0.1:9/pixel.png" in reader.requests


def test_nothing_of_a_hostile_article_runs(hostile, documents):
    assert hostile.page.title() == f"Screening report {documents['injection'].run.id}"
    assert hostile.run("document.scripts.length") == 0
    assert hostile.run("document.querySelectorAll('img, svg, iframe, object').length") == 0


def test_page_asks_for_nothing_but_itself(hostile):
    assert hostile.requests == [hostile.page.url]


def test_browser_has_nothing_to_complain_of(hostile):
    """A style sheet that does not fit its hash would be refused here."""
    assert hostile.complaints == []
    assert hostile.run("getComputedStyle(document.querySelector('.chip')).display") == (
        "inline-block"
    )


def test_text_of_the_article_arrives_as_it_is(hostile, hostile_text):
    shown = hostile.run("document.querySelector('.text').textContent")
    assert shown == hostile_text.replace("\0", "\ufffd")


def test_every_kind_of_control_arrives(reader, make_document, make_quiet, tmp_path):
    text = "".join(map(chr, [*range(0x250), *range(0x2000, 0x2070), 0xFEFF, 0xFFFF, 0x1F600]))
    document = make_document(replace(make_quiet(1), text=text, persons=()))
    reader.open(tmp_path / "controls.html", render(document, ReportFormat.HTML))
    shown = reader.run("document.querySelector('.text').textContent")
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


def test_marks_and_cards_lead_to_each_other(reader, documents, tmp_path):
    reader.open(tmp_path / "found.html", render(documents["found"], ReportFormat.HTML))
    marked = reader.run("document.querySelector('a.mention.matched').textContent")
    assert marked == "Ivan Petrenko"
    words = (
        "[...document.querySelectorAll('mark.claim.confirmed')].map(e => e.textContent).join('')"
    )
    assert reader.run(words) == "Petrenko was sanctioned by the US in 2024."
    follow = (
        "(() => {{ const link = document.querySelector('{0}'); link.click();"
        "return document.querySelector(':target').textContent.includes('{1}'); }})()"
    )
    assert reader.run(follow.format("a.mention.matched", "PETRENKO, Ivan Borysovych"))
    assert reader.run(follow.format("a.flag.confirmed", "listed as 99001"))
    assert reader.run(follow.format(".person-card .meta a", "Ivan Petrenko"))


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
def test_every_text_has_enough_contrast(reader, documents, tmp_path, scheme, situation):
    reader.page.emulate_media(color_scheme=scheme)
    reader.open(tmp_path / "page.html", render(documents[situation], ReportFormat.HTML))
    assert reader.run(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    assert reader.run(CONTRASTS) == []


@pytest.mark.parametrize("width", [320, 1300])
def test_page_fits_the_width_of_the_window(reader, documents, tmp_path, width):
    reader.page.set_viewport_size({"width": width, "height": 900})
    for situation in ("found", "stale-list", "injection"):
        reader.open(tmp_path / "page.html", render(documents[situation], ReportFormat.HTML))
        assert reader.run("document.documentElement.scrollWidth") <= width


def test_page_can_be_printed_with_what_is_folded(reader, documents, tmp_path):
    reader.open(tmp_path / "found.html", render(documents["found"], ReportFormat.HTML))
    assert reader.page.pdf().startswith(b"%PDF")
