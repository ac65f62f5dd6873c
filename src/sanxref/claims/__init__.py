"""Sentences to claims, and claims with designations to verdicts."""

import lazy_loader

# The doors stand in __init__.pyi; each is imported when it is first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
