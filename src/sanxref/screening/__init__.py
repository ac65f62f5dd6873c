"""Joins the rooms: inputs to report."""

from sanxref.screening.options import BatchOptions, ScreeningOptions
from sanxref.screening.screener import Screener

__all__ = ["BatchOptions", "Screener", "ScreeningOptions"]
