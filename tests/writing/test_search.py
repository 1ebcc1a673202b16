"""What is indexed of a page, and how its words are cut."""

from hypothesis import given
from hypothesis import strategies as st

from feedpub.writing.search import cut, read_page_text, search_record, stemmed_language


def test_chinese_is_cut_into_pairs_and_other_words_stay() -> None:
    assert cut("电动渡轮复航，可载320人。") == "电动 动渡 渡轮 轮复 复航 航， 可载 载 320 人。"
    assert cut("二〇二六年 GDP 增长3.5%，ABC公司") == "二〇 〇二 二六 六年 年 GDP 增长 长 3.5%， ABC 公司 司"
    assert cut("“三小时”,不。") == "“ 三小 小时 时”, 不。"
    assert cut("") == ""


@given(st.text(st.sampled_from("江河渡輪〇々カ한𠀀 ,。“”（）1a%-\n"), max_size=40))
def test_nothing_of_a_text_is_lost_but_white_space(text: str) -> None:
    def is_packed(letter: str) -> bool:
        return letter in "江河渡輪〇々カ한𠀀"

    pieces = cut(text).split(" ")
    shown = (f"{one[0]}{''.join(letter for letter in one[1:] if not is_packed(letter))}" for one in pieces if one)
    assert "".join(shown) == "".join(text.split())


def test_a_page_gives_its_text_and_who_wrote_it() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"author": [{"@type": "Person", "name": "林知夏"}, '
        '{"@type": "Organization", "name": "新华社"}]}</script></head><body><main><h1>标题</h1><div class="body">'
        "<p>渡轮<b>复</b>航。</p><!-- 注 --><figure><figcaption>图为码头。</figcaption></figure></div><p>接着读</p>"
    )
    assert read_page_text(page.encode()) == ("渡轮复航。 图为码头。", ("林知夏",))


def test_an_operators_own_page_is_read_too() -> None:
    assert read_page_text("<html><body><main>渡轮<i>复航</i></main><p>页脚</p>".encode()).people == ()
    assert "复航" in read_page_text("<html><body><main>渡轮<i>复航</i></main><p>页脚</p>".encode()).text
    assert read_page_text("<html><body><article><p>甲</p><p>乙</p></article>".encode()).text == "甲 乙"
    assert read_page_text(b'<script type="application/ld+json">[1]</script><main><p>x</p></main>') == ("x", ())
    assert read_page_text(b"") == ("", ())


def test_a_record_says_what_is_filtered_and_its_text_is_no_markup() -> None:
    page = read_page_text('<main><p>&lt;script&gt;复航</p></main><script type="x"></script>'.encode())
    record = search_record('“<b>"', page, slug="society", issue="2026-01-26", published=7).decode()
    assert 'data-pagefind-filter="section:society"' in record
    assert 'data-pagefind-meta="day:2026-01-26" data-pagefind-sort="at:7"' in record
    assert "<b>" not in record
    assert "<script>" not in record
    assert "复航 航" in record


def test_words_are_stemmed_where_pagefind_can() -> None:
    assert [stemmed_language(tag) for tag in ("zh-CN", "zh-Hant", "ja", "en", "en-GB", "de")] == [
        "und", "und", "und", "en", "en", "de",
    ]  # fmt: skip
