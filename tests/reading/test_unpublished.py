"""Texts that say themselves that they are not to be published: drafts and templates."""

import pytest

from feedpub.reading.text.frontmatter import split_front_matter
from feedpub.reading.text.unpublished import is_template


@pytest.mark.parametrize(
    "line",
    [
        "draft: true", "draft: True", "draft: yes", 'draft: "true"', "draft: 1", "Draft: on", "published: false",
        "publish: no", "发布: 否", "草稿: 是", "status: draft", "status: WIP", "状态: 草稿",
    ],
)  # fmt: skip
def test_front_matter_says_that_a_text_is_a_draft(line: str) -> None:
    front, _, _, problems = split_front_matter(f"---\ndate: 2026-03-17\n{line}\n---\n## 题\n")
    assert front.draft
    assert problems == ()


@pytest.mark.parametrize(
    "line",
    ["draft: false", "draft:", "published: true", "publish: yes", "status: published", "草稿: 否", "title: draft"],
)
def test_front_matter_that_says_otherwise_is_no_reason_to_warn(line: str) -> None:
    front, _, _, problems = split_front_matter(f"---\ndate: 2026-03-17\n{line}\n---\n## 题\n")
    assert not front.draft
    assert problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "# {{title}}\n\n本报{{place}}{{date}}电（记者{{reporter}}）\n",
        "---\ntitle: {{title}}\ndate: {{date}}\n---\n\n# {{date:YYYY-MM-DD}} 要闻\n\n写在这里。\n\n三百字。\n",
        "# 临澜日报\n\n## {{标题一}}\n\n{{正文}}\n\n## {{标题二}}\n\n{{正文}}\n",
        "{{标题}}\n\n{{正文}}\n",
        "## <% tp.file.title %>\n\n<% tp.date.now() %>\n",
        "# ${headline}\n\n${body}\n",
    ],
)
def test_a_text_to_be_filled_in_is_a_template(text: str) -> None:
    assert is_template(text)


@pytest.mark.parametrize(
    "text",
    [
        '# 石梁村通了公交\n\n石梁村第一次通了公交。\n\n{{< figure src="a.png" >}}\n',
        "# 石梁村通了公交\n\n每天八班。\n\n# {{title}}\n\n三个村的小学合用一辆校车。\n\n村童最远走两里地。\n",
        "# Vue 中 {{ msg }} 的写法与常见的错误\n\n双花括号里写表达式。\n",
        "---\nlayout: post\n---\n# 石梁村通了公交\n\n![]({{ site.baseurl }}/a.png)\n\n每天八班。\n",
        "{{< notice >}}\n石梁村第一次通了公交。\n",
        "石梁村第一次通了公交，每天八班。\n",
        "",
    ],
)
def test_a_text_with_placeholders_in_it_is_none(text: str) -> None:
    assert not is_template(text)


@pytest.mark.parametrize("seed", ["{{", "{{a}}", "<%", "${", "# {{\n", "{% "])
def test_time_grows_with_the_length(seed: str) -> None:
    is_template("# 题\n\n" + seed * 20_000)
