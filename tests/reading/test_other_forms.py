"""Other ways of writing a form: menus, brackets, numbers, rules and digests as newsletters and papers print them."""

import pytest

from feedpub.reading.bulletin import read_bulletin

DOCK, FERRY, BOATS = "老船坞改成小剧场", "渡口加开夜班船", "少年龙舟队备战端午"
ON_DOCK = "停用九年的老船坞改成小剧场，首演卖出三百张票，票价二十元。"
ON_FERRY = "渡口加开两班夜船，末班十一点离岸，下夜班的工人不用再绕大桥。"
ON_BOATS = "二十名少年下水合练，教练说先练齐，再练快。"
ALL = [DOCK, FERRY, BOATS]
TEXTS = list(zip(ALL, (ON_DOCK, ON_FERRY, ON_BOATS), strict=True))


def _each(form: str) -> str:
    return "\n".join(form.format(headline, text) for headline, text in TEXTS)


MENU = (
    "望角电子报\n2026/05/12 第118期 | 订阅 | 退订\n焦点\n社会\n体育\n\n"
    f"焦点\n{DOCK}\n记者方既白\n\n{ON_DOCK}\n\n社会\n{FERRY}\n记者简若舟\n\n{ON_FERRY}"
)
FORMS = {
    "menu": (MENU, [DOCK, FERRY]),
    "menu in bars": (MENU.replace("焦点\n社会\n体育\n\n", "焦点 | 社会 | 体育\n\n", 1), [DOCK, FERRY]),
    "brackets on lines of their own": (_each("【{}】\n\n{}\n"), ALL),
    "other brackets": (_each("〔{}〕{}\n"), ALL),
    "brackets below the title of the issue": ("# 望角一周 5月6日—5月12日\n\n" + _each("**【{}】** {}\n"), ALL),
    "stars of full width": (_each("＊{}＊\n{}\n"), ALL),
    "double lines": ("望角发布\n" + _each("========\n{}\n{}"), ALL),
    "hyphens of full width": ("望角发布\n" + _each("－－－－\n{}\n{}"), ALL),
    "Chinese numerals": (
        f"望角日报\n2026年5月12日\n\n一、{DOCK}\n\n{ON_DOCK}\n\n二、{FERRY}\n\n{ON_FERRY}",
        [DOCK, FERRY],
    ),
    "numbers that begin again on a page": (
        f"第1版（要闻）\n\n1．{DOCK}\n{ON_DOCK}\n\n2．{FERRY}\n{ON_FERRY}\n\n第2版（体育）\n\n1．{BOATS}\n{ON_BOATS}",
        ALL,
    ),
    "headlines and texts in turn": (_each("{}\n{}"), ALL),
    "contents above numbered headings": (
        f"---\ntitle: 望角新闻联播文字版\n---\n\n## 主要内容\n\n"
        f"* {DOCK}\n* {FERRY}\n* {BOATS}\n\n## 文字全文\n\n"
        f"### 1. {DOCK}\n\n{ON_DOCK}\n\n### 2. {FERRY}\n\n{ON_FERRY}\n\n### 3. {BOATS}\n\n{ON_BOATS}",
        ALL,
    ),
    "sections over items": (
        f"# 望角简报 2026年5月12日\n\n## 本地\n\n- {ON_DOCK}\n- {ON_FERRY}\n\n## 体育\n\n- {ON_BOATS}",
        ["望角简报 2026年5月12日"],
    ),
    "items with numbers in circles": (
        f"望角晨报 5月12日 星期二\n①{ON_DOCK}\n②{ON_FERRY}\n③{ON_BOATS}",
        ["望角晨报 5月12日 星期二"],
    ),
    "bylines in brackets are none": (
        f"{DOCK}\n\n【本报记者 方既白】{ON_DOCK}\n\n{FERRY}\n\n【本报记者 简若舟】{ON_FERRY}",
        [DOCK, FERRY],
    ),
    "parts of one article": (
        f"一座船坞的三年\n\n本报望角5月11日讯（记者方既白）{ON_DOCK}\n\n【先清四百吨淤泥】\n\n{ON_FERRY}\n\n【再补朽坏船台】\n\n{ON_BOATS}",
        ["一座船坞的三年"],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_headlines(name: str) -> None:
    text, wanted = FORMS[name]
    assert [article.headline for article in read_bulletin(text).articles] == wanted


def test_a_headline_of_the_third_level_is_one_among_its_like() -> None:
    agreed = "双方要落实好去年达成的共识，深化教育、渔业等领域务实合作，推动合作取得更大发展。"
    met = f"12日上午，市长方启年在望角会堂会见来访的侨商代表苏有为。方启年指出，侨商是望角的老朋友，{agreed}"
    talked = f"12日下午，市长方启年同邻市市长何远川举行会谈。方启年指出，两市是山水相连的近邻，{agreed}"
    text = f"### 市长方启年会见侨商\n\n{met}\n\n![会见](a.png)\n\n### 方启年同邻市市长会谈\n\n{talked}\n"
    assert len(read_bulletin(text).articles) == 2
