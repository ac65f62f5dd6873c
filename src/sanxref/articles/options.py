"""What may be set about reading articles."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["ReadOptions", "RecognizerName"]

RecognizerName = Literal["auto", "spacy", "capitals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Limits and column names of the article readers; `settings` fills it from config/.

    Attributes:
        max_bytes: Largest file, response or row that is read, in bytes.
        max_unpacked_bytes: Largest content of a packed document (.docx), in bytes.
        max_characters: Longest text of one article that is screened.
        max_pages: Most pages of one PDF that are read.
        timeout_seconds: Longest wait for an address to connect, and between two of its bytes.
        deadline_seconds: Longest time that one address may take in all.
        max_redirects: Most redirects that are followed for one address.
        user_agent: How the tool names itself to an address.
        text_columns: Names of the column with the text of a row, in order of preference.
        title_columns: The same for the headline.
        published_columns: The same for the publication date.
        id_columns: The same for what names the row to a reader (noted beside the row number).
        language_columns: The same for the language code.
        keep_html_share: Least share of a page's visible text that the extracted main text must
            have; below it all visible text is screened (ARTICLES.md section 3: a quarter).
    """

    max_bytes: int = 50_000_000
    max_unpacked_bytes: int = 250_000_000
    max_characters: int = 5_000_000
    max_pages: int = 2_000
    timeout_seconds: float = 20.0
    deadline_seconds: float = 120.0
    max_redirects: int = 5
    user_agent: str = "sanxref/0.1 (+article reader)"
    text_columns: tuple[str, ...] = (
        "text", "body", "content", "article", "article_text", "full_text", "maintext", "html",
    )  # fmt: skip
    title_columns: tuple[str, ...] = ("title", "headline", "subject")
    published_columns: tuple[str, ...] = (
        "published", "date", "publish_date", "published_at", "date_publish", "pubdate", "doc_date",
    )  # fmt: skip
    id_columns: tuple[str, ...] = ("id", "url", "link", "uri")
    language_columns: tuple[str, ...] = ("language", "lang")
    keep_html_share: float = 0.25

    def __post_init__(self) -> None:
        """Refuse limits that would refuse everything, and shares that are none.

        Raises:
            ValueError: A value is out of range.
        """
        for name in _POSITIVE:
            if getattr(self, name) <= 0:
                msg = f"{name} must be greater than 0, not {getattr(self, name)}"
                raise ValueError(msg)
        if self.max_redirects < 0:
            msg = f"max_redirects must not be negative, not {self.max_redirects}"
            raise ValueError(msg)
        if not 0 <= self.keep_html_share <= 1:
            msg = f"keep_html_share must be between 0 and 1, not {self.keep_html_share}"
            raise ValueError(msg)
        if not self.text_columns:
            msg = "text_columns must name at least one column"
            raise ValueError(msg)


_POSITIVE = (
    "max_bytes", "max_unpacked_bytes", "max_characters", "max_pages", "timeout_seconds",
    "deadline_seconds",
)  # fmt: skip
