"""Where snapshots are kept unless somebody says otherwise."""

from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["default_cache"]


def default_cache() -> Path:
    """Give `cache/` of the checkout that this code runs from, else the platform's cache folder.

    `SANXREF_CACHE` and `--cache` come before it; reading those is the business of settings.
    """
    checkout = Path(__file__).parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "cache").is_dir():
        return checkout / "cache"
    return user_cache_path("sanxref", appauthor=False)
