"""Wires of the tests' own: one item in each format, with invented people and events."""

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

__all__ = ["FORMATS", "GUID", "g2", "guid_of", "message", "ninjs1", "ninjs2", "ninjs3", "nitf"]

GUID = "urn:newsml:lanjiang.example:20260125:yedu"
_ITEM: Mapping[str, Any] = {
    "guid": GUID,
    "version": "1",
    "status": "usable",
    "created": "2026-01-25T09:30:00+08:00",
    "versioned": "2026-01-25T10:00:00+08:00",
    "embargoed": None,
    "headline": "江心洲开出第一班夜渡",
    "deck": None,
    "byline": "林知夏 周远",
    "dateline": None,
    "located": "滨江",
    "language": "zh-CN",
    "topics": (),
    "source": "澜江通讯社",
    "paragraphs": ("市民夜间过江从此多了一种选择，末班船推迟到夜里十一点。", "船票仍是两元，老人和学生减半。"),
    "picture": None,
    "caption": "夜渡首航。",
}


def guid_of(words: str) -> str:
    """An identifier of an item by some words."""
    return f"urn:newsml:lanjiang.example:20260126:{words.encode().hex()}"


def _of(changes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = changes.keys() - _ITEM.keys()
    assert not unknown, unknown
    return {**_ITEM, **changes}


def _html(item: Mapping[str, Any]) -> str:
    return "".join(f"<p>{escape(words)}</p>" for words in item["paragraphs"])


def _json(rows: Mapping[str, Any]) -> bytes:
    kept = {name: value for name, value in rows.items() if value not in (None, [], {})}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def ninjs1(**changes: Any) -> bytes:
    """An item in ninjs 1.4."""
    item = _of(changes)
    picture = {"type": "picture", "uri": "urn:p", "description_text": item["caption"]}
    return _json(
        {
            "uri": item["guid"],
            "type": "text",
            "version": item["version"],
            "firstcreated": item["created"],
            "versioncreated": item["versioned"],
            "embargoed": item["embargoed"],
            "pubstatus": item["status"],
            "language": item["language"],
            "headline": item["headline"],
            "byline": item["byline"],
            "located": item["located"],
            "subject": [{"code": f"medtop:{code}"} for code in item["topics"]],
            "infosource": [{"name": item["source"]}],
            "body_html": _html(item),
            "associations": {"p1": {**picture, "renditions": {"web": {"href": item["picture"], "width": 640}}}}
            if item["picture"]
            else None,
        }
    )


def ninjs2(**changes: Any) -> bytes:
    """An item in ninjs 2.1: lists, and names with capital letters."""
    item = _of(changes)
    picture = {"name": "p1", "type": "picture", "uri": "urn:p", "descriptions": [{"value": item["caption"]}]}
    heads = [{"role": "main", "value": item["headline"]}]
    return _json(
        {
            "uri": item["guid"],
            "type": "text",
            "version": item["version"],
            "contentCreated": item["created"],
            "versionCreated": item["versioned"],
            "embargoed": item["embargoed"],
            "pubStatus": item["status"],
            "language": item["language"],
            "headlines": [*heads, {"role": "subtitle", "value": item["deck"]}] if item["deck"] else heads,
            "by": item["byline"],
            "located": item["located"],
            "subjects": [{"uri": f"http://cv.iptc.org/newscodes/mediatopic/{code}"} for code in item["topics"]],
            "infoSources": [{"name": item["source"]}],
            "bodies": [
                {"role": "plain", "contentType": "text/plain", "value": "\n".join(item["paragraphs"])},
                {"role": "html", "contentType": "text/html", "value": _html(item)},
            ],
            "associations": [{**picture, "renditions": [{"name": "web", "href": item["picture"], "width": 640}]}]
            if item["picture"]
            else None,
        }
    )


def ninjs3(**changes: Any) -> bytes:
    """An item in ninjs 3.1: the embargo has another name, and subjects are literals; the text is plain."""
    item = _of(changes)
    rows = json.loads(ninjs2(**changes))
    rows["standard"] = {"name": "ninjs", "version": "3.1"}
    rows["embargoedUntil"] = rows.pop("embargoed", None)
    rows["subjects"] = [{"name": "subject", "literal": code} for code in item["topics"]]
    rows["bodies"] = [{"role": "main", "contentType": "text/plain", "value": "\n".join(item["paragraphs"])}]
    return _json(rows)


def _element(name: str, words: str | None) -> str:
    return f"<{name}>{escape(words)}</{name}>" if words else ""


def _nitf_body(item: Mapping[str, Any]) -> str:
    media = (
        f'<media media-type="image"><media-reference mime-type="image/jpeg" source={quoteattr(item["picture"])}/>'
        f"<media-caption>{escape(item['caption'])}</media-caption></media>"
        if item["picture"]
        else ""
    )
    place = f"<location>{escape(item['located'])}</location>" if item["located"] else ""
    dateline = escape(item["dateline"]).replace(escape(item["located"] or "\0"), place) if item["dateline"] else ""
    return (
        f"<body><body.head><hedline>{_element('hl1', item['headline'])}{_element('hl2', item['deck'])}</hedline>"
        f"{_element('byline', item['byline'])}{f'<dateline>{dateline}</dateline>' if dateline else ''}</body.head>"
        f"<body.content>{_html(item)}{media}</body.content></body>"
    )


def nitf(**changes: Any) -> bytes:
    """An item in NITF, with the DOCTYPE that files of agencies have."""
    item = _of({"dateline": "澜江通讯社滨江1月25日电", **changes})
    release = f'<date.release norm="{item["embargoed"]}"/>' if item["embargoed"] else ""
    topics = "".join(f'<tobject.subject tobject.subject.refnum="{code}"/>' for code in item["topics"])
    written = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.4//EN" "nitf-3-4.dtd">\n'
        f'<nitf xml:lang="{item["language"]}"><head><tobject tobject.type="news">{topics}</tobject>'
        f'<docdata management-status="{item["status"]}"><doc-id id-string={quoteattr(item["guid"])}/>'
        f'<du-key key="yedu" version="{item["version"]}"/>'
        f'<date.issue norm="{item["versioned"]}"/>{release}</docdata></head>{_nitf_body(item)}</nitf>\n'
    )
    return written.encode()


def _g2_item(item: Mapping[str, Any], content: str, extra: str = "") -> str:
    topics = "".join(f'<subject type="cpnat:abstract" qcode="medtop:{code}"/>' for code in item["topics"])
    deck = f'<headline role="hltype:subtitle">{escape(item["deck"])}</headline>' if item["deck"] else ""
    file = item["picture"] or ""
    address = quoteattr(file if ":" in file else f"./{file}")
    picture = f'<remoteContent href={address} contenttype="image/jpeg" width="640"/>' if file else ""
    described = f'<description role="drol:caption">{escape(item["caption"])}</description>' if item["picture"] else ""
    located = f"<located><name>{escape(item['located'])}</name></located>" if item["located"] else ""
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid={quoteattr(item["guid"])} '
        f'version="{item["version"]}" standard="NewsML-G2" standardversion="2.35" xml:lang="{item["language"]}">'
        f'<itemMeta><itemClass qcode="ninat:text"/><provider><name>{escape(item["source"])}</name></provider>'
        f"{_element('versionCreated', item['versioned'])}{_element('embargoed', item['embargoed'])}"
        f'<pubStatus qcode="stat:{item["status"]}"/>{extra}</itemMeta>'
        f"<contentMeta>{_element('contentCreated', item['created'])}{located}"
        f"{_element('by', item['byline'])}{_element('dateline', item['dateline'])}{topics}"
        f"{_element('headline', item['headline'])}{deck}{described}</contentMeta>"
        f"<contentSet>{content}{picture}</contentSet></newsItem>"
    )


def g2(**changes: Any) -> bytes:
    """An item in NewsML-G2 with XHTML."""
    item = _of(changes)
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{_html(item)}</body></html>'
    inline = f'<inlineXML contenttype="application/xhtml+xml">{html}</inlineXML>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_g2_item(item, inline)}\n'.encode()


def g2_nitf(**changes: Any) -> bytes:
    """An item in NewsML-G2 with NITF."""
    item = _of(changes)
    body = _nitf_body({**item, "picture": None})
    nitf_body = f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">{body}</nitf>'
    inline = f'<inlineXML contenttype="application/nitf+xml">{nitf_body}</inlineXML>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_g2_item(item, inline)}\n'.encode()


def message(*items: bytes, others: str = "") -> bytes:
    """A news message of NewsML-G2 with several items."""
    inner = "".join(item.decode().partition("?>\n")[2] for item in items)
    written = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{inner}{others}</itemSet></newsMessage>'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


FORMATS = {
    "ninjs 1": (ninjs1, ".json"),
    "ninjs 2": (ninjs2, ".json"),
    "ninjs 3": (ninjs3, ".json"),
    "NewsML-G2 with XHTML": (g2, ".xml"),
    "NewsML-G2 with NITF": (g2_nitf, ".xml"),
    "NITF": (nitf, ".xml"),
}
