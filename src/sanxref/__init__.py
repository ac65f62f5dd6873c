"""Checks what articles say about sanctions against the UN and US lists themselves."""
