"""How templates become pages: escaping, and the words that they share."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from sanxref.reports.controls import on_one_line
from sanxref.reports.wording import (
    claim_phrase,
    fetched_phrase,
    listed_name_phrase,
    name_met_phrase,
    ofac_score_phrase,
    polarity_phrase,
    score_text,
    verdict_words,
)

__all__ = ["make_environment"]


def make_environment(*packages: str) -> Environment:
    """Make an environment for the templates of these packages; the first that has one gives it."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.filters.update(
        age=fetched_phrase,
        claim_words=claim_phrase,
        listed_name=listed_name_phrase,
        name_met=name_met_phrase,
        ofac_score=ofac_score_phrase,
        polarity=polarity_phrase,
        score=score_text,
        verdict=verdict_words,
    )
    return environment


def _finalize(value: object) -> object:
    """Show control characters wherever a text is put into a page; markup is left alone."""
    return on_one_line(value) if type(value) is str else value
