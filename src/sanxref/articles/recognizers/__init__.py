"""Finding mentions of names in text."""
