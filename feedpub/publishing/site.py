"""The site around the feeds: the feed of issues, the list of what there is to follow, and the pages that lead to it."""

from collections.abc import Collection
from datetime import datetime

from feedpub.archive import Archive
from feedpub.archive.feeds import Ledger
from feedpub.entries.feed import ALL, DAILY, further_feeds, is_further, site_of
from feedpub.model import Config
from feedpub.model.site import SiteFeed
from feedpub.output import Output
from feedpub.paths import section_path
from feedpub.publishing.feeds import Makeup
from feedpub.publishing.render import Press

__all__ = ["SiteWork"]


class SiteWork:
    """Stages it, once the feeds of sections are made."""

    def __init__(
        self,
        config: Config,
        archive: Archive,
        press: Press,
        makeup: Makeup,
        output: Output,
        publication: str,
        now: datetime | None,
    ) -> None:
        """For one build.

        Args:
            config: everything the operator set.
            archive: where entries and feeds are.
            press: makes entries and feeds.
            makeup: notes feeds.
            output: where all is staged.
            publication: the paper's name.
            now: the build's moment.
        """
        self._config = config
        self._archive = archive
        self._press = press
        self._makeup = makeup
        self._output = output
        self._publication = publication
        self._now = now

    def write(self, slugs: Collection[str], days: Collection[str], *, anew: bool) -> None:
        """Stages what may have changed.

        Args:
            slugs: of the feeds that are made.
            days: the issue days that changed.
            anew: whether everything may have.
        """
        config, publication = self._config, self._publication
        sections = [
            SiteFeed(row.slug, row.title, section_path(row.slug) if config.pages else "")
            for row in Ledger(self._archive).feeds().values()
            if row.slug != ALL and not is_further(row.position)
        ]
        followed = [SiteFeed(row.slug, row.title) for row in further_feeds(config)]
        of_issues = self._makeup.section(DAILY)
        if DAILY in slugs and of_issues:
            from feedpub.publishing.daily_feed import daily_entries

            entries = daily_entries(self._archive, config, of_issues, sections, publication, self._now)
            self._press.write_feed(self._makeup.feed(DAILY, entries, None))
        site = site_of(config, publication)
        self._press.write_opml(site, [*sections, *followed])
        if config.pages:
            from feedpub.publishing.index_pages import Fronts  # Jinja2 is not needed without pages
            from feedpub.writing.pages import Pages

            pages = Pages(site, config.templates, self._press.formats)
            fronts = Fronts(self._archive, pages, self._output, sections, followed, self._press.entry_of)
            fronts.write(slugs, days, anew=anew)
