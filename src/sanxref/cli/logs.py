"""Messages on standard error, as text for people or as JSON for a log collector."""

import json
import logging
from datetime import UTC, datetime

import click

__all__ = ["configure_logging", "tell", "writes_json"]

_FIELDS = frozenset({"event", "run", "article", "source", "exit"})
"""Of `extra=`, what goes into a line (CONVENTIONS section 5)."""


class _JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, fields, exception."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({name: getattr(record, name) for name in _FIELDS if hasattr(record, name)})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def writes_json() -> bool:
    """Whether messages are lines of JSON."""
    return any(isinstance(one.formatter, _JsonLines) for one in logging.getLogger().handlers)


def tell(words: str) -> None:
    """Say something to the user on standard error, in the form that was chosen for messages."""
    if writes_json():
        logging.getLogger("sanxref").warning("%s", words)
    else:
        click.echo(f"sanxref: {words}", err=True)


def configure_logging(log_format: str) -> None:
    """Choose the form of messages; `text` leaves what the command line has set up.

    With `json` the beginning and the end of a run are told even without `--verbose`.
    """
    if log_format != "json":
        return
    root = logging.getLogger()
    for handler in root.handlers:
        handler.setFormatter(_JsonLines())
    logging.getLogger("sanxref").setLevel(min(root.level or logging.INFO, logging.INFO))
