"""Frozen types that pass between rooms; no input or output."""
