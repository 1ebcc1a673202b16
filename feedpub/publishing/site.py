"""The site around the feeds: the feed of issues, the list of all feeds, and the index pages."""

from collections.abc import Collection

from feedpub.entries.feed import CORRECTIONS, DAILY, corrections_section, further_feeds, page_of_feed
from feedpub.model.site import SiteFeed
from feedpub.publishing.context import RenderContext
from feedpub.publishing.feeds import FeedAssembly
from feedpub.publishing.render import Staged, stage_feed, stage_opml
from feedpub.publishing.sitemaps import stage_sitemaps

__all__ = ["stage_site"]


def stage_site(
    context: RenderContext,
    assembly: FeedAssembly,
    slugs: Collection[str],
    days: Collection[str],
    *,
    everything: bool,
) -> Staged:
    """Stage the files of the site that may have changed, after the feeds of sections are assembled.

    Args:
        context: of the build.
        assembly: assembles the feed of issues.
        slugs: of the feeds that are made.
        days: the issue days that changed.
        everything: whether all pages may have changed.
    """
    config = context.config
    staged = Staged()
    sections = context.sections
    followed = [
        SiteFeed(row.slug, row.title, page_of_feed(row.slug, row.order) if config.pages else "")
        for row in further_feeds(config)
    ]
    if DAILY in slugs and (of_issues := assembly.section(DAILY)):
        from feedpub.publishing.daily_feed import daily_entries

        staged += stage_feed(context, assembly.assemble_and_owe(DAILY, daily_entries(context, of_issues, sections)))
    staged += stage_opml(context, context.site, [*sections, *followed])
    if config.pages:
        from feedpub.publishing.index_pages import IndexPages  # Jinja2 is not needed without pages
        from feedpub.writing.pages import Pages

        if context.tells and CORRECTIONS in context.archive.feeds.all():
            followed.append(SiteFeed(CORRECTIONS, corrections_section(config).title))
        pages = IndexPages(context, Pages(context.site, config.templates, context.formats), followed)
        pages.write(slugs, days, everything=everything)
        stage_sitemaps(context, days, everything=everything)
    return staged
