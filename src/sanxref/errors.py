"""Everything that sanxref raises on purpose.

SanxrefError
  ConfigError            a setting is missing, unknown or out of range
  ListError              .source
    ListUnavailable      could not be fetched, or no snapshot is at hand
    ListCorrupt          .fault  the bytes are not the complete list that they should be
    ListStale            older than the allowed age
    ListUnknownValue     .field .value  a category that the parser has no rule for
    ListBusy             another process is updating the same source
  ArticleError           .article
  ReportError            a stored report cannot be read, or lacks what was asked for
  EvaluationError        a labelled file cannot be read
  RunError               a stored run cannot be read, resumed, verified or kept
  ReviewError            a decision cannot be written down
    ReviewUnknown        there is no such alert, disposition or suppression
    ReviewConflict       it changed since it was looked at, or is decided already
    ReviewRefused        not by this person, or not with these words

Every message names its subject and says what the user can do.
What is expected in ordinary work (an article without text) is a value, not an exception.
"""

from enum import StrEnum

__all__ = [
    "ArticleError",
    "ConfigError",
    "EvaluationError",
    "ListBusy",
    "ListCorrupt",
    "ListError",
    "ListFault",
    "ListStale",
    "ListUnavailable",
    "ListUnknownValue",
    "ReportError",
    "ReviewConflict",
    "ReviewError",
    "ReviewRefused",
    "ReviewUnknown",
    "RunError",
    "SanxrefError",
]


class ListFault(StrEnum):
    """What was wrong with list data; the words that messages, logs and `lists status` use.

    The kinds come from failures that were seen in the wild (docs/lists.md says where).
    """

    HTTP_ERROR = "http error"
    NO_CONNECTION = "no connection"
    TIMEOUT = "timeout"
    REDIRECT_REFUSED = "redirect refused"
    HTML = "html instead of data"
    EMPTY = "empty"
    TOO_LARGE = "too large"
    TRUNCATED = "truncated"
    NOT_WELL_FORMED = "not well-formed"
    UNSAFE_XML = "unsafe xml"
    UNSAFE_ARCHIVE = "unsafe archive"
    WRONG_FORMAT = "wrong format"
    WRONG_ENCODING = "wrong encoding"
    UNKNOWN_FIELD = "unknown field"
    UNKNOWN_VALUE = "unknown value"
    MISSING_FIELD = "missing field"
    DUPLICATE_REFERENCE = "duplicate reference"
    COUNT_OUT_OF_RANGE = "count out of range"
    DROP = "drop against the current snapshot"
    OLDER = "older than the current snapshot"
    HASH = "hash differs"
    STORAGE = "cannot be stored"


class SanxrefError(Exception):
    """Base of every error that sanxref raises on purpose."""


class ConfigError(SanxrefError):
    """A setting is missing, unknown or out of range."""


class ListError(SanxrefError):
    """Something is wrong with a list source.

    Attributes:
        source: Key of the list source, for example `ofac-sdn`; empty when it is not known yet.
    """

    def __init__(self, message: str, *, source: str = "") -> None:
        super().__init__(message)
        self.source = source


class ListUnavailable(ListError):
    """A list could not be fetched, or no snapshot of it is at hand."""

    def __init__(
        self, message: str, *, source: str = "", fault: ListFault = ListFault.NO_CONNECTION
    ) -> None:
        super().__init__(message, source=source)
        self.fault = fault


class ListCorrupt(ListError):
    """The bytes at hand are not the complete list that they should be.

    Attributes:
        fault: Which kind of damage it is.
    """

    def __init__(self, message: str, *, fault: ListFault, source: str = "") -> None:
        super().__init__(message, source=source)
        self.fault = fault


class ListStale(ListError):
    """The current snapshot is older than the allowed age."""


class ListUnknownValue(ListCorrupt):
    """A list holds a category that the parser has no rule for.

    Attributes:
        field: Where it stands, for example `INDIVIDUAL_ALIAS/QUALITY`.
        value: The value as the list has it.
    """

    def __init__(self, *, field: str, value: str, source: str = "") -> None:
        super().__init__(
            f"{field} has the value {value!r}, which this version has no rule for; "
            "the last good snapshot stays in use. Please report it, or update sanxref.",
            fault=ListFault.UNKNOWN_VALUE,
            source=source,
        )
        self.field = field
        self.value = value


class ListBusy(ListError):
    """Another process is updating the same list source."""


class ArticleError(SanxrefError):
    """An article cannot be read.

    Attributes:
        article: File, address or row that it is about.
    """

    def __init__(self, message: str, *, article: str) -> None:
        super().__init__(message)
        self.article = article


class ReportError(SanxrefError):
    """A stored report cannot be read, or lacks what was asked for."""


class EvaluationError(SanxrefError):
    """A labelled file cannot be read."""


class RunError(SanxrefError):
    """A stored run cannot be read, resumed, verified or kept."""


class ReviewError(SanxrefError):
    """A decision cannot be written down."""


class ReviewUnknown(ReviewError):
    """There is no such alert, disposition or suppression."""


class ReviewConflict(ReviewError):
    """What was to be decided changed since it was looked at, or is decided already."""


class ReviewRefused(ReviewError):
    """This person may not do it, or not with these words."""
