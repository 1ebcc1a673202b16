"""Write OPML 2.0 (http://opml.org/spec2.opml): the list of all feeds, which a reader imports in one step."""

from collections.abc import Iterable

from lxml import etree

from feedpub.model.site import Site, SiteFeed
from feedpub.paths import feed_path

__all__ = ["write_opml"]


def write_opml(site: Site, feeds: Iterable[SiteFeed]) -> bytes:
    """The subscription list: feeds, grouped under the publication.

    Args:
        site: the publication's.
        feeds: of its sections, and those that are configured; not the feed of everything, which has the same entries.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = site.publication
    etree.SubElement(head, "ownerName").text = site.publication
    etree.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    group = etree.SubElement(etree.SubElement(root, "body"), "outline", text=site.publication, title=site.publication)
    for feed in feeds:
        etree.SubElement(
            group,
            "outline",
            type="rss",  # the specification's word for a feed of any format
            text=feed.title,
            title=f"{site.publication} · {feed.title}",
            xmlUrl=site.base_url + feed_path(feed.slug),
            htmlUrl=site.base_url + feed.page,
            language=site.language,
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
