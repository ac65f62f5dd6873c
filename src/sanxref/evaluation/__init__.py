"""Labelled cases to recall, precision and throughput."""
