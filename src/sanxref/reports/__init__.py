"""Report document to bytes, one module per format."""
