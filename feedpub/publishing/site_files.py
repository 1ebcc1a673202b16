"""The files of the site beside feeds, folders and what pages are drawn with: which a paper has, by its settings."""

from feedpub.model import Config
from feedpub.paths import NOT_FOUND, SEARCH, SEARCH_SCRIPT
from feedpub.publishing.look import look_files
from feedpub.publishing.sitemaps import sitemap_files

__all__ = ["site_files"]


def site_files(config: Config) -> tuple[str, ...]:
    """Their names; those of the sitemaps of years depend on the issues there are."""
    of_pages = (NOT_FOUND,) if config.pages else ()
    of_search = (SEARCH, SEARCH_SCRIPT) if config.search else ()
    return (*look_files(config), *of_pages, *of_search, *sitemap_files(config))
