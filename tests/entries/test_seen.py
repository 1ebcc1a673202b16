"""What a reader sees of an entry, and its hash, which every archive keeps."""

import pytest

from feedpub.entries.seen import seen_hash, seen_text


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>一 二</p>\n<p>三</p>", "一二三"),
        ("<p>一<em>二</em>三</p>", "一二三"),
        ('<img src="https://a.example/p/x.jpg" alt="船"/>', "p/x.jpg"),
        ('<img src="https://b.example/sub/p/x.jpg" width="3" alt="桥"/>', "p/x.jpg"),
        ('<img src="https://a.example/p/y.jpg" alt="船"/>', "p/y.jpg"),
    ],
)
def test_markup_white_space_and_the_address_of_the_site_are_not_seen(html: str, seen: str) -> None:
    assert seen_text("题 目", "记者", html) == f"题目记者{seen}"


def test_the_hash_is_the_one_that_archives_have() -> None:
    text = seen_text("两条渡轮复航", "林知夏", "<p>停航的渡轮25日复航。</p>")
    assert seen_hash(text).hex() == "1e76511e1dcd80d1713861f4597c936b"
