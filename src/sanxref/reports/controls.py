"""Control characters of articles and lists, made visible before they reach a reader.

A terminal obeys escape sequences, and every display obeys bidirectional overrides, by which a name
can be made to look like another (Unicode Technical Report 36, section 2.4; "Trojan Source",
CVE-2021-42574). They are shown as `[U+202E]` instead.
Marks that ordinary Arabic, Hebrew, Persian and Indic text needs (U+200C to U+200F) stay.
"""

import re

__all__ = ["CONTROLS", "on_one_line", "show_controls", "without_surrogates"]

# C0 and C1 controls but for tab, line feed and carriage return; line and paragraph separators;
# embeddings, overrides and isolates; surrogates, which UTF-8 cannot carry; invisible tags.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)

_SPACES = re.compile(r"[ \t\r\n]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def show_controls(text: str) -> str:
    """Give the text with every control character as `[U+202E]`; white space stays."""
    return CONTROLS.sub(lambda met: f"[U+{ord(met[0]):04X}]", text)


def on_one_line(text: str) -> str:
    """Give the text on one line, with every control character as `[U+202E]`."""
    return show_controls(_SPACES.sub(" ", text))


def without_surrogates(text: str) -> str:
    """Put U+FFFD in the place of each lone surrogate; the length stays, so offsets hold."""
    return _SURROGATES.sub("\ufffd", text)
