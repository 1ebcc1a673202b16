"""OPML 2.0 (http://opml.org/spec2.opml): all there is to follow, for a reader to take in at once."""

from collections.abc import Iterable

from lxml import etree

from feedpub.model import Site, SiteFeed

__all__ = ["write_opml"]


def write_opml(site: Site) -> bytes:
    """The subscription list: the sections, grouped under the publication, and the further feeds that are configured.

    Not the feed of everything: it has the entries of all sections, under the same ids.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = site.publication
    etree.SubElement(head, "ownerName").text = site.publication
    etree.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    group = etree.SubElement(etree.SubElement(root, "body"), "outline", text=site.publication, title=site.publication)
    _add(group, site, (*site.sections, *site.followed))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(group: etree._Element, site: Site, feeds: Iterable[SiteFeed]) -> None:
    for feed in feeds:
        etree.SubElement(
            group,
            "outline",
            type="rss",  # the specification's word for a feed of any format
            text=feed.title,
            title=f"{site.publication} · {feed.title}",
            xmlUrl=f"{site.base_url}{feed.slug}.atom.xml",
            htmlUrl=site.home_of(feed),
            language=site.language,
        )
