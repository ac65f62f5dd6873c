"""List source to snapshot to designations."""
