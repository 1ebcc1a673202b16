"""Each rule of feedpub.checking against a valid feed with one thing changed."""

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedpub.checking import RULES, Finding, atom_grammar, check_feed
from feedpub.checking.markup import complaints
from tests.paths import SHARED

OTHER_GRAMMAR = SHARED / "readers" / "atom.rng"
URL = "http://127.0.0.1:8000/world.atom.xml"
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
  <id>urn:uuid:0f3c1c4e-5d4e-5b0c-9a53-0c9b5e3f1a00</id>
  <title>滨江日报 · 国际</title>
  <updated>2026-01-26T12:00:00Z</updated>
  <author><name>滨江日报</name></author>
  <link href="http://127.0.0.1:8000/world.atom.xml" rel="self" type="application/atom+xml"/>
  <link href="http://127.0.0.1:8000/" rel="alternate" type="text/html"/>
  <generator version="0.1">feedpub</generator>
  <entry>
    <id>urn:uuid:0f3c1c4e-5d4e-5b0c-9a53-0c9b5e3f1a01</id>
    <title>一则 A &amp; B 新闻</title>
    <updated>2026-01-26T12:00:00Z</updated>
    <published>2026-01-26T12:00:00Z</published>
    <author><name>马淮利、赵旭</name></author>
    <category term="国际" scheme="http://127.0.0.1:8000/" label="国际"/>
    <link href="http://127.0.0.1:8000/a/x.html"/>
    <summary>两国 1 &lt; 2。</summary>
    <content type="html">
      &lt;p class="deck"&gt;——副题&lt;br&gt;&lt;a href="https://example.com/"&gt;链&lt;/a&gt;&lt;/p&gt;
    </content>
  </entry>
  <entry>
    <id>urn:uuid:0f3c1c4e-5d4e-5b0c-9a53-0c9b5e3f1a02</id>
    <title>又一则</title>
    <updated>2026-01-26T11:59:59Z</updated>
    <content type="html">&lt;p&gt;正文&lt;/p&gt;</content>
  </entry>
</feed>
"""
EMPTY_ATOM = ATOM[: ATOM.index("  <entry>")] + "</feed>\n"
EMPTY_ATOM = EMPTY_ATOM.replace("2026-01-26T12:00:00Z", "1970-01-01T00:00:00Z")
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel>
    <title>滨江日报 · 国际</title>
    <link>http://127.0.0.1:8000/</link>
    <description>滨江日报的国际新闻</description>
    <atom:link href="http://127.0.0.1:8000/world.atom.xml" rel="self" type="application/rss+xml"/>
    <docs>http://www.rssboard.org/rss-specification</docs>
    <generator>feedpub</generator>
    <language>zh-CN</language>
    <lastBuildDate>Mon, 26 Jan 2026 12:00:00 +0000</lastBuildDate>
    <item>
      <title>一则新闻</title>
      <link>http://127.0.0.1:8000/a/x.html</link>
      <description>摘要</description>
      <content:encoded>&lt;p&gt;正文&lt;/p&gt;</content:encoded>
      <guid isPermaLink="false">urn:uuid:0f3c1c4e-5d4e-5b0c-9a53-0c9b5e3f1a01</guid>
      <category domain="http://127.0.0.1:8000/">国际</category>
      <pubDate>Mon, 26 Jan 2026 12:00:00 +0000</pubDate>
      <dc:creator>张三</dc:creator>
    </item>
    <item>
      <title>又一则</title>
      <description>摘要</description>
      <guid isPermaLink="false">urn:uuid:0f3c1c4e-5d4e-5b0c-9a53-0c9b5e3f1a02</guid>
      <pubDate>Mon, 26 Jan 2026 11:59:59 +0000</pubDate>
    </item>
  </channel>
</rss>
"""
EMPTY_RSS = "\n".join(line for line in RSS[: RSS.index("    <item>")].split("\n") if "lastBuild" not in line)
EMPTY_RSS += "</channel></rss>\n"
ENTRY2 = ATOM[ATOM.rindex("  <entry>") : ATOM.index("</feed>")]
DC = "http://purl.org/dc/elements/1.1/"
BODY = "&lt;p&gt;正文&lt;/p&gt;"
UUID = "urn:uuid:0f3c1c4e-5d4e-5b0c-9a53-0c9b5e3f1a0"
AN_ALTERNATE = '<link href="http://127.0.0.1:8000/a/x.html"/>'
DATED = "Mon, 26 Jan 2026 11:59:59 +0000"

# What is replaced in the valid Atom feed, by what, and the one thing that is found.
IN_ATOM = [
    ("<title>又一则</title>", "", "error missing-element"),
    ("  <title>滨江日报 · 国际</title>\n", "", "error missing-element"),
    (f"<id>{UUID}2</id>", "", "error missing-element"),
    ("<updated>2026-01-26T11:59:59Z</updated>", "", "error missing-element"),
    ("<title>又一则</title>", "<title>又一则</title><title>再</title>", "error duplicate-element"),
    ('<content type="html">&lt;p&gt;正', '<content>甲</content><content type="html">&lt;p&gt;正',
     "error duplicate-element"),
    ("<title>又一则</title>", '<title>又一则</title><x xmlns=""/>', "error unknown-element"),
    ("<title>又一则</title>", "<title/>", "warning blank"),
    ("<name>滨江日报</name>", "<name> </name>", "warning blank"),
    (BODY, "", "warning blank"),
    ('xml:lang="zh-CN"', 'xml:lang="zh_CN"', "error language-invalid"),
    ('xml:lang="zh-CN"', 'xml:lang="chinese"', "error language-invalid"),
    ('rel="alternate"', 'rel="alternate" hreflang="z"', "error language-invalid"),
    (' xml:lang="zh-CN"', "", "warning language-missing"),
    (f"{UUID}2", "0f3c1c4e", "error id-invalid"),
    (f"{UUID}2", f"{UUID}g", "error id-invalid"),
    (f"{UUID}2", f" {UUID}2", "error id-invalid"),
    (f"{UUID}2", "urn:x", "error id-invalid"),
    (f"{UUID}2", "tag:example.com:2", "error id-invalid"),
    (f"{UUID}2", f"{UUID}1", "error id-duplicate"),
    ('rel="self"', 'rel="related"', "warning self-missing"),
    ("8000/world.atom.xml", "8000/all.atom.xml", "warning self-differs"),
    ("http://127.0.0.1:8000/a/x.html", "a/x.html", "error link-invalid"),
    ("http://127.0.0.1:8000/a/x.html", "ftp://127.0.0.1/x.html", "error link-invalid"),
    ("http://127.0.0.1:8000/a/x.html", "http://127.0.0.1:8000/a x.html", "error link-invalid"),
    ('<generator version="0.1">', '<generator uri="feedpub">', "error link-invalid"),
    ("<generator ", "<icon>/icon.png</icon><generator ", "error link-invalid"),
    ('rel="alternate"', 'rel="homepage"', "warning rel-unknown"),
    (AN_ALTERNATE, AN_ALTERNATE * 2, "error link-duplicate"),
    ("<generator ", '<link href="http://127.0.0.1:8000/b" type="text/html"/><generator ',
     "error link-duplicate"),
    ('type="text/html"', 'type="html"', "error type-invalid"),
    ('type="text/html"', 'type="text/html" length="None"', "error length-invalid"),
    ("2026-01-26T11:59:59Z", "2026-01-26 11:59:59Z", "error date-invalid"),
    ("2026-01-26T11:59:59Z", "2026-01-26T11:59:59", "error date-invalid"),
    ("2026-01-26T11:59:59Z", "2026-02-29T11:59:59Z", "error date-invalid"),
    ("2026-01-26T11:59:59Z", "2026-01-26", "error date-invalid"),
    ("2026-01-26T11:59:59Z", "\n2026-01-26T11:59:59Z", "error date-invalid"),
    ("2026-01-26T11:59:59Z", "1949-10-01T00:00:00Z", "warning date-implausible"),
    ("2026-01-26T11:59:59Z", "2026-01-26T12:00:01Z", "warning newer-than-feed"),
    ("<published>2026-01-26T12:00:00Z", "<published>2026-01-26T12:00:01Z", "warning published-late"),
    ("2026-01-26T11:59:59Z", "2026-01-26T12:00:00Z", "warning updated-twice"),
    ("2026-01-26T11:59:59Z", "2026-01-26T20:00:00+08:00", "warning updated-twice"),
    ("  <author><name>滨江日报</name></author>\n", "", "error missing-author"),
    ("<author><name>马淮利、赵旭</name></author>", "<author><name>马淮利</name></author>" * 2,
     "warning author-twice"),
    ("<category ", f'<creator xmlns="{DC}">马淮利、赵旭</creator><category ', "warning author-twice"),
    ("<title>又一则", f'<date xmlns="{DC}">2026-01-26</date><title>又一则', "warning told-twice"),
    ('term="国际"', 'term=""', "warning category-blank"),
    ('scheme="http://127.0.0.1:8000/"', 'scheme="section"', "error scheme-invalid"),
    (f'<content type="html">{BODY}</content>', "<summary>摘要</summary>", "error missing-content"),
    (f'<content type="html">{BODY}</content>', AN_ALTERNATE, "warning missing-summary"),
    (f'<content type="html">{BODY}', '<content type="text/html" src="http://127.0.0.1:8000/a">',
     "error missing-summary"),
    (f'<content type="html">{BODY}', '<content type="image/png">AAAA', "error missing-summary"),
    ("<title>又一则</title>", "<title>又&lt;b&gt;一&lt;/b&gt;则</title>", "warning plain-text"),
    ("<title>又一则</title>", "<title>又&amp;nbsp;一则</title>", "warning plain-text"),
    ("<title>又一则</title>", "<title>又&amp;#8212;一则</title>", "warning plain-text"),
    ("两国", "&lt;br/&gt;两国", "warning plain-text"),
    (BODY, "&lt;p&gt;&lt;b&gt;正文&lt;/p&gt;", "warning html-broken"),
    (BODY, "&lt;p&gt;正文&lt;/p&gt;&lt;/div&gt;", "warning html-broken"),
    (BODY, "&lt;div&gt;正文", "warning html-broken"),
    (BODY, "&lt;p&gt;正文&lt;/p", "warning html-broken"),
    (BODY, "&lt;blah&gt;正文&lt;/blah&gt;", "warning html-broken"),
    (BODY, "&lt;script&gt;alert(1)&lt;/script&gt;", "warning html-unsafe"),
    (BODY, "&lt;style&gt;p {}&lt;/style&gt;", "warning html-unsafe"),
    (BODY, '&lt;iframe src="https://example.com/"&gt;&lt;/iframe&gt;', "warning html-unsafe"),
    (BODY, '&lt;p onclick="x()"&gt;正文&lt;/p&gt;', "warning html-unsafe"),
    (BODY, "&lt;img/onerror=x()&gt;", "warning html-unsafe"),
    (BODY, '&lt;p style="color: red"&gt;正文&lt;/p&gt;', "warning html-unsafe"),
    (BODY, '&lt;a href="JavaScript:x()"&gt;正文&lt;/a&gt;', "warning html-unsafe"),
    (BODY, '&lt;a href="a/x.html"&gt;正文&lt;/a&gt;', "warning html-relative"),
    (BODY, '&lt;img src="//example.com/x.png"&gt;', "warning html-relative"),
    (BODY, '&lt;img srcset="https://example.com/x.png 1x, y.png 2x"&gt;', "warning html-relative"),
    (f'type="html">{BODY}', 'type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><script/></div>',
     "warning html-unsafe"),
    ("<name>滨江日报</name>", "<name>滨江日报</name><email>x</email>", "error grammar"),
    ("<author><name>滨江日报</name></author>", "<author/>", "error grammar"),
    ('term="国际" ', "", "error grammar"),
    ("<title>又一则</title>", "<title>又一则</title><subtitle>副题</subtitle>", "error grammar"),
    ("<title>又一则</title>", '<title type="markdown">又一则</title>', "error grammar"),
    ("<title>又一则</title>", "<title>又一则</title>文字", "error grammar"),
    ("</feed>", "<rights>版权</rights></feed>", "error grammar"),
    ("正文", "正\x85文", None),  # a line end in XML 1.1, harmless here
    ("正文", "正\x80文", "warning bad-character"),
    ("正文", "正\x0b文", "error xml"),
    ("正文", "正&nbsp;文", "error xml"),
    ("</feed>", "", "error xml"),
    ('encoding="UTF-8"?>', 'encoding="UTF-8"?><!DOCTYPE feed>', "error doctype"),
    ('encoding="UTF-8"', 'encoding="US-ASCII"', "error xml"),
    ("2005/Atom", "2005/atom", "error root"),
]  # fmt: skip
IN_RSS = [
    ("<title>滨江日报 · 国际</title>", "", "error missing-element"),
    ("<link>http://127.0.0.1:8000/</link>", "", "error missing-element"),
    ("<description>滨江日报的国际新闻</description>", "", "error missing-element"),
    ("<title>又一则</title>\n      <description>摘要</description>", "", "error missing-element"),
    ("<title>又一则</title>", "<title>又一则</title><title>再</title>", "error duplicate-element"),
    ("<content:encoded>", "<content:encoded>甲</content:encoded><content:encoded>",
     "error duplicate-element"),
    ("<title>又一则</title>", "<title>又一则</title><deck>副题</deck>", "error unknown-element"),
    ("<title>又一则</title>", "<title>又<b>一</b>则</title>", "error unknown-element"),
    ("<docs>", "<updated>2026</updated><docs>", "error unknown-element"),
    ("<title>又一则</title>", '<title type="text">又一则</title>', "error unknown-attribute"),
    ("  </channel>", "<ttl>60</ttl></channel>", "warning item-misplaced"),
    ("<title>又一则</title>", "<title> </title>", "warning blank"),
    (">zh-CN<", ">中文<", "error language-invalid"),
    ("    <language>zh-CN</language>\n", "", "warning language-missing"),
    (f'<guid isPermaLink="false">{UUID}2</guid>', "", "warning guid-missing"),
    (f">{UUID}2<", "><", "warning guid-missing"),
    (f' isPermaLink="false">{UUID}2', f">{UUID}2", "error guid-permalink"),
    (f'"false">{UUID}2', f'"true">{UUID}2', "error guid-permalink"),
    (f'"false">{UUID}2', f'"False">{UUID}2', "error guid-permalink"),
    (f"{UUID}2", "42", "warning guid-weak"),
    (f"{UUID}2", f"{UUID}1", "error id-duplicate"),
    ('rel="self"', 'rel="related"', "warning self-missing"),
    ("8000/world.atom.xml", "8000/all.atom.xml", "warning self-differs"),
    ("<link>http://127.0.0.1:8000/a/x.html", "<link>/a/x.html", "error link-invalid"),
    ("<link>http://127.0.0.1:8000/a/x.html", "<link>http://127.0.0.1:8000/国际", "error link-invalid"),
    ("<title>又一则", '<enclosure type="image/png" length="1"/><title>又一则', "error link-invalid"),
    ("<title>又一则</title>",
     '<title>又一则</title><enclosure url="http://127.0.0.1/x" type="image/png" length="None"/>',
     "error length-invalid"),
    ("<title>又一则</title>", '<title>又一则</title><enclosure url="http://127.0.0.1/x" length="1"/>',
     "error type-invalid"),
    ("application/rss+xml", "rss", "error type-invalid"),
    (DATED, "2026-01-26T11:59:59Z", "error date-invalid"),
    (DATED, "Mon, 30 Feb 2026 11:59:59 +0000", "error date-invalid"),
    (DATED, "Mon, 26 Jan 2026 11:59:59", "error date-invalid"),
    (DATED, "Tue, 26 Jan 2026 11:59:59 +0000", "error date-weekday"),
    (DATED, "Mon, 26 Jan 26 11:59:59 +0000", "warning date-obsolete"),
    (DATED, "Mon, 26 Jan 2026 06:59:59 EST", "warning date-obsolete"),
    (DATED, "Sat, 01 Oct 1949 00:00:00 +0000", "warning date-implausible"),
    (DATED, "Mon, 26 Jan 2026 12:00:01 +0000", "warning newer-than-feed"),
    (DATED, "26 Jan 2026 11:59 GMT", None),
    ("Mon, 26 Jan 2026 12:00:00 +0000</lastBuildDate>", "now</lastBuildDate>", "error date-invalid"),
    ("<dc:creator>", "<author>a@example.com (张三)</author><dc:creator>", "warning author-twice"),
    ("<dc:creator>张三", "<dc:creator>张三</dc:creator><dc:creator>张三", "warning author-twice"),
    ("<dc:creator>张三", "<dc:creator>张三</dc:creator><dc:creator>李四", None),
    ("<dc:creator>", "<dc:subject>国际</dc:subject><dc:creator>", "warning told-twice"),
    ("<title>又一则</title>", "<title>又一则</title><author>张三</author>", "error email-invalid"),
    (">国际</category>", "></category>", "warning category-blank"),
    ("<description>摘要</description>\n      <content", "<content", "warning encoded-first"),
    ("滨江日报的国际新闻", "&lt;b&gt;滨江日报&lt;/b&gt;", "warning plain-text"),
    (">滨江日报 · 国际<", ">滨江日报 &amp;middot; 国际<", "warning plain-text"),
    (">国际</category>", ">&lt;i&gt;国际&lt;/i&gt;</category>", "warning plain-text"),
    (BODY, "&lt;p&gt;&lt;em&gt;正文&lt;/p&gt;", "warning html-broken"),
    (BODY, "&lt;object&gt;正文&lt;/object&gt;", "warning html-unsafe"),
    (BODY, "<![CDATA[<a href='#fn1'>注</a>]]>", "warning html-relative"),
    ('version="2.0"', 'version="0.91"', "error root"),
    ("  </channel>", "</channel><channel/>", "error root"),
]  # fmt: skip


def changed(feed: str, old: str, new: str) -> bytes:
    assert old in feed, "the table names text the feed does not hold"
    at = feed.rindex(old)
    return (feed[:at] + new + feed[at + len(old) :]).encode()


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.level} {finding.code}" for finding in findings]


@pytest.mark.parametrize("feed", [ATOM, EMPTY_ATOM, RSS, EMPTY_RSS], ids=["atom", "no entry", "rss", "none"])
def test_a_valid_feed_has_no_findings(feed: str) -> None:
    assert check_feed(feed.encode(), url=URL) == ()
    assert check_feed(b"\xef\xbb\xbf" + feed.encode()) == ()
    assert check_feed(feed.replace("<title>", "<!-- a note --><title>").encode()) == ()


@pytest.mark.parametrize(("old", "new", "expected"), IN_ATOM)
def test_one_change_to_an_atom_feed_is_named(old: str, new: str, expected: str | None) -> None:
    assert told(check_feed(changed(ATOM, old, new), url=URL)) == ([expected] if expected else [])


@pytest.mark.parametrize(("old", "new", "expected"), IN_RSS)
def test_one_change_to_an_rss_feed_is_named(old: str, new: str, expected: str | None) -> None:
    assert told(check_feed(changed(RSS, old, new), url=URL)) == ([expected] if expected else [])


def test_every_code_the_table_of_rules_promises_is_tested() -> None:
    import feedpub.checking as room

    table = Path(room.__file__).read_text("utf-8").split("RULES")[2].split("fmt: skip")[0]
    lists = [line.split("#")[1] for line in table.split("\n") if "#" in line]
    promised = {code.strip() for codes in lists for code in codes.split(",")}
    tested = {row[2].split()[1] for row in IN_ATOM + IN_RSS if row[2]}
    assert promised - {""} <= tested
    assert tested - promised == {"grammar", "bad-character", "xml", "doctype", "root"}
    assert len(RULES) == len({rule for _, rule in RULES})


@pytest.mark.skipif(not OTHER_GRAMMAR.exists(), reason="the other restatement of RFC 4287 is not here")
@pytest.mark.parametrize(("old", "new"), [(old, new) for old, new, _ in IN_ATOM])
def test_our_grammar_agrees_with_the_other(old: str, new: str) -> None:
    try:
        tree = etree.fromstring(changed(ATOM, old, new))
    except etree.XMLSyntaxError:
        pytest.skip("not well-formed")
    other = etree.RelaxNG(etree.parse(str(OTHER_GRAMMAR)))
    assert atom_grammar().validate(tree) == other.validate(tree)


@pytest.mark.parametrize(("inside", "valid"), [
    ('<link href="http://a.b/"><x:y xmlns:x="urn:x:y"/></link>', True),
    ('<x:y xmlns:x="urn:x:y" z="1">文<w xmlns=""/></x:y>', True),
    ('<source><id>urn:x:y</id><title>甲</title><author><name>乙</name></author></source>', True),
    ('<rights type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">甲<b>乙</b></div></rights>', True),
    ('<rights type="xhtml"><div>甲</div></rights>', False),
    ('<rights type="html"><b xmlns="http://www.w3.org/1999/xhtml">甲</b></rights>', False),
    ("<link/>", False),
    ('<link href="http://a.b/" extra="1"/>', False),
    ('<link href="http://a.b/" xmlns:x="urn:x:y" x:extra="1"/>', True),
    ("<icon>http://a.b/</icon>", False),
    ("<entry/>", False),
])  # fmt: skip
def test_the_grammar_knows_what_an_entry_may_hold(inside: str, valid: bool) -> None:
    tree = etree.fromstring(changed(ATOM, "<title>又一则</title>", f"<title>又一则</title>{inside}"))
    assert atom_grammar().validate(tree) is valid
    if OTHER_GRAMMAR.exists():
        assert etree.RelaxNG(etree.parse(str(OTHER_GRAMMAR))).validate(tree) is valid


def test_an_entry_document_is_valid_atom_but_no_feed() -> None:
    entry = ENTRY2.replace("<entry>", '<entry xmlns="http://www.w3.org/2005/Atom">')
    assert atom_grammar().validate(etree.fromstring(entry))
    assert told(check_feed(entry.encode())) == ["error root"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", "标题".encode("gb18030"), b"\0" * 9, b"<", b"<a/>"])
def test_what_is_no_feed_is_an_error_and_no_exception(data: bytes) -> None:
    findings = check_feed(data)
    assert len(findings) == 1
    assert findings[0].level == "error"


def test_other_encodings_are_refused() -> None:
    assert told(check_feed(ATOM.replace("UTF-8", "GB18030").encode("gb18030"))) == ["error not-utf8"]
    assert told(check_feed(ATOM.replace("UTF-8", "UTF-16").encode("utf-16"))) == ["error not-utf8"]
    plain = '<?xml version="1.0" encoding="ISO-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom"/>'
    assert told(check_feed(plain.encode())) == ["error not-utf8"]


def test_lines_are_those_of_the_file() -> None:
    (finding,) = check_feed(changed(ATOM, "2026-01-26T11:59:59Z", "yesterday"), url=URL)
    assert finding.line == ATOM[: ATOM.index("2026-01-26T11:59:59Z")].count("\n") + 1
    (finding,) = check_feed(changed(ATOM, "又一则", "又\x80一则"), url=URL)
    assert finding.line == ATOM[: ATOM.index("又一则")].count("\n") + 1


@pytest.mark.timing
def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    secret = tmp_path / "secret"
    secret.write_text("secret")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 9))
    for dtd in (
        f'<!DOCTYPE feed [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd">',
        f'<!DOCTYPE feed [<!ENTITY l0 "ha"><!ENTITY x "&l8;">{laughs}]>',
    ):
        feed = changed(ATOM, "?>\n", f"?>\n{dtd}")
        feed = feed.replace("又一则".encode(), b"&x;" if "ENTITY" in dtd else b"x")
        began = time.perf_counter()
        findings = check_feed(feed)
        assert {finding.code for finding in findings} <= {"doctype", "xml"}
        assert findings
        assert "secret" not in str([finding.message for finding in findings])
        assert time.perf_counter() - began < 1


@pytest.mark.timing
def test_a_feed_of_a_hundred_entries_takes_milliseconds() -> None:
    def entry(n: int) -> str:
        made = ENTRY2.replace("3f1a02", f"{n:06d}").replace("11:59:59", f"11:{n // 60:02d}:{n % 60:02d}")
        return made.replace(BODY, f"{n}" + BODY * 10)

    feed = ATOM.replace(ENTRY2, "".join(map(entry, range(100)))).encode()
    assert check_feed(feed, url=URL) == ()
    took = []
    for _ in range(5):
        began = time.perf_counter()
        check_feed(feed, url=URL)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.1  # about 5 ms on an idle machine


def test_text_of_any_size_is_read() -> None:
    assert check_feed(changed(ATOM, BODY, "文" * 4_000_000), url=URL) == ()
    nasty = "&lt;b " + '"' * 200_001 + "&lt;b" * 9_999
    assert told(check_feed(changed(ATOM, BODY, nasty), url=URL)) == ["warning html-broken"]


_PIECES = [
    "<p>",
    "</p>",
    '<p class="x">',
    "<h2>",
    "</h2>",
    "<P>",
    "<p ",
    "<br>",
    "<svg>",
    "<",
    ">",
    '"',
    "字",
    "&",
    "\n",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_a_comment_behind_markup_changes_nothing_in_how_it_is_judged(markup: str) -> None:
    assert complaints(markup) == complaints(markup + "<!---->")
