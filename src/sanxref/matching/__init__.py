"""Names and designations to potential matches."""
