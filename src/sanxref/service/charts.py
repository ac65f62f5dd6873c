"""Charts as inline SVG: no script, no style of their own; a table says the same in words."""

from collections.abc import Sequence

from markupsafe import Markup

__all__ = ["bar_chart"]

_WIDTH = 640
_HEIGHT = 120
_FOOT = 18


def bar_chart(title: str, bars: Sequence[tuple[str, int]]) -> Markup:
    """Draw counts as bars; the numbers stand in the text of the chart for who does not see it.

    Args:
        title: What is counted.
        bars: Label and count, in order.
    """
    highest = max((count for _, count in bars), default=0) or 1
    step = _WIDTH / max(1, len(bars))
    every = max(1, -(-len(bars) // 10))  # at most ten labels under the bars
    parts = [_bar(place, step, bar, highest) for place, bar in enumerate(bars)]
    labels = [
        Markup('<text class="tick" x="{:.1f}" y="{}">{}</text>').format(
            place * step + step / 2, _HEIGHT + _FOOT - 4, label
        )
        for place, (label, _) in enumerate(bars)
        if place % every == 0
    ]
    told = ", ".join(f"{label}: {count}" for label, count in bars if count) or "nothing"
    return Markup(
        '<svg class="chart" role="img" viewBox="0 0 {} {}" aria-label="{}">{}'
        '<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>'
    ).format(
        _WIDTH, _HEIGHT + _FOOT, f"{title}. {told}", Markup("").join(parts),
        _WIDTH, _HEIGHT, _HEIGHT, Markup("").join(labels),
    )  # fmt: skip


def _bar(place: int, step: float, bar: tuple[str, int], highest: int) -> Markup:
    label, count = bar
    height = (_HEIGHT - 14) * count / highest
    left, width = place * step + step * 0.12, step * 0.76
    number = (
        Markup('<text class="count" x="{:.1f}" y="{:.1f}">{}</text>').format(
            left + width / 2, _HEIGHT - height - 3, count
        )
        if count
        else ""
    )
    return Markup(
        '<g><title>{}</title><rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"/>'
        "{}</g>"
    ).format(f"{label}: {count}", left, _HEIGHT - height, width, height, number)
