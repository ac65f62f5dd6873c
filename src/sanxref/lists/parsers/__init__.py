"""Official formats, one module each."""
