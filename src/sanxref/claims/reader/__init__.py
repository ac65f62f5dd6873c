"""A trained model that reads whom a passage says was put on a list, by whom, how and when."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
