"""Sentences to claims; claims and designations to verdicts."""
