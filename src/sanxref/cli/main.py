"""`sanxref` on the command line."""
