"""Joins the rooms: inputs to report."""
