"""Steps by which a review database gets its tables (Alembic)."""
