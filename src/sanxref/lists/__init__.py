"""List source to snapshot to designations."""

import lazy_loader

# The doors stand in __init__.pyi; each is imported when it is first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
