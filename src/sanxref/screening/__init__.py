"""Joins the rooms: inputs to report."""

from sanxref.screening.screener import Screener, ScreeningOptions

__all__ = ["Screener", "ScreeningOptions"]
