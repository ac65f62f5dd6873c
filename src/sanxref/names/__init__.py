"""Text to comparable forms of names."""
