"""Bulletins to articles: headlines, decks, bylines, datelines, bodies, closing lines, page heads."""

import pytest

from feedpub.model import Article, Bulletin, Figure, Paragraph, Subhead, Table
from feedpub.reading.bulletin import read_bulletin, read_bytes
from tests.reading import cases

CASES = cases("articles")
CLOSE = cases("articles", without="(gaps)")


def shown(bulletin: Bulletin) -> str:
    """A bulletin as the fixtures write it."""
    front = bulletin.front
    told = [str(value) for value in (front.issue_date, front.section, front.publication) if value]
    lines = ["front " + " ".join(told)] if told else []
    if bulletin.masthead:
        lines.append(f"masthead {bulletin.masthead}")
    for article in bulletin.articles:
        lines += _article(article)
    lines += [f"! {problem.code}" for problem in bulletin.problems]
    return "\n".join(lines)


def _article(article: Article) -> list[str]:
    head = {
        article.kind: article.headline or "-",
        "kicker": article.kicker,
        "deck": article.deck,
        "byline": article.byline,
        "credit": article.credit and article.credit.text,
        "dateline": article.dateline and article.dateline.text,
        "people": "、".join(f"{person.role} {person.name}" for person in article.people),
        "contributors": "、".join(person.name for person in article.contributors),
        "tag": article.tag,
        "page": _page(article),
    }
    lines = [f"{key} {value}" for key, value in head.items() if value]
    for block in article.body:
        match block:
            case Paragraph():
                lines.append(f"p {block.text}")
            case Subhead():
                lines.append(f"h {block.text}")
            case Table():
                lines.append("t " + " / ".join(" ".join(row) for row in block.rows))
            case Figure():
                lines.append(f"f {block.caption}" + (f" | {block.credit.text}" if block.credit else ""))
    lines += [f"closing {line}" for line in article.closing]
    lines += [f"tail {line}" for line in article.tail]
    lines += [f"other {line.text}" for line in article.others]
    lines += [f"! {problem.code}" for problem in article.problems]
    return lines


def _page(article: Article) -> str | None:
    page = article.page
    if page is None:
        return None
    marks = ["first"] * page.first + ["lead"] * article.lead
    return " ".join([page.number or "-", page.name or "-", *marks])


def _front_and_rest(text: str) -> tuple[str, str]:
    """Front matter is YAML, whose lines must stay as they are."""
    if not text.startswith("---"):
        return "", text
    front, mark, rest = text.partition("\n---\n")
    return front + mark, rest


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_article(given: str, wanted: str) -> None:
    assert shown(read_bulletin(given)) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_all_blank_lines_doubled(given: str, wanted: str) -> None:
    front, rest = _front_and_rest(given)
    assert shown(read_bulletin(front + rest.replace("\n\n", "\n\n\n"))) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_blank_lines_that_are_not_empty(given: str, wanted: str) -> None:
    front, rest = _front_and_rest(given)
    assert shown(read_bulletin(front + rest.replace("\n\n", "\n　 \t\u200b\n"))) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_every_line_indented_and_trailed(given: str, wanted: str) -> None:
    front, rest = _front_and_rest(given)
    assert shown(read_bulletin(front + "\n".join(f"　　{line} " for line in rest.split("\n")))) == wanted


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["windows", "old mac"])
@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_with_the_line_ends_of_other_systems(given: str, wanted: str, end: str) -> None:
    assert shown(read_bytes((given + "\n").replace("\n", end).encode("utf-8-sig"))) == wanted


@pytest.mark.parametrize(("given", "wanted"), CLOSE)
def test_without_blank_lines(given: str, wanted: str) -> None:
    front, rest = _front_and_rest(given)
    assert shown(read_bulletin(front + "\n".join(line for line in rest.split("\n") if line))) == wanted


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_no_case_reads_into_the_next(given: str, wanted: str) -> None:
    """Behind a bulletin's articles come more: the headlines stay what they are."""
    if "\ntitle:" in given:
        return  # the headline of a single article, which it no longer is
    text = given + "\n\n\n\n# 末篇\n\n末篇的话。"
    articles = read_bulletin(text).articles
    assert articles[-1].headline == "末篇"
    assert articles[-1].kicker is None
    assert [article.headline for article in articles[:-1]] == [
        article.headline for article in read_bulletin(given).articles
    ]


def test_positions_and_lines() -> None:
    articles = read_bulletin("\n# 江北大桥合龙\n\n全桥长三千米。\n\n\n## 夜间公交开通\n首日客流两万。").articles
    assert [(article.position, article.line) for article in articles] == [(1, 2), (2, 7)]


def test_lines_are_counted_from_the_top_of_the_file_below_front_matter() -> None:
    article = read_bulletin("---\ndate: 2026-01-26\n---\n\n# 江北大桥合龙\n\n全桥长三千米。").articles[0]
    assert (article.line, article.body[0].line) == (5, 7)


@pytest.mark.parametrize(
    "written", ["2026-01-26", "2026/01/26", "20260126", "2026年1月26日", "'2026-01-26'", "2026-01-26 08:30:00"]
)
def test_the_date_of_front_matter(written: str) -> None:
    bulletin = read_bulletin(f"---\ndate: {written}\n---\n# 江北大桥合龙\n\n全桥长三千米。")
    assert str(bulletin.front.issue_date) == "2026-01-26"
    assert bulletin.problems == ()


@pytest.mark.parametrize("written", ["yesterday", "2026-02-30", "26", "[2026, 1, 26]"])
def test_front_matter_that_cannot_be_read_costs_only_itself(written: str) -> None:
    bulletin = read_bulletin(f"---\ndate: {written}\n---\n# 江北大桥合龙\n\n全桥长三千米。")
    assert bulletin.front.issue_date is None
    assert [problem.code for problem in bulletin.problems] == ["front-matter"]
    assert [article.headline for article in bulletin.articles] == ["江北大桥合龙"]


def test_front_matter_that_is_no_yaml_costs_only_itself() -> None:
    bulletin = read_bulletin("---\ntitle: [江北\n---\n# 江北大桥合龙\n\n全桥长三千米。")
    assert [(problem.code, problem.level) for problem in bulletin.problems] == [("front-matter", "error")]
    assert [article.headline for article in bulletin.articles] == ["江北大桥合龙"]


def test_a_key_misspelt_names_the_nearest() -> None:
    problem = read_bulletin("---\nsektion: 国际\n---\n# 江北大桥合龙\n\n全桥长三千米。").problems[0]
    assert "`section`" in problem.message


@pytest.mark.parametrize("text", ["", "\n\n", "　\n \t\n"])
def test_an_empty_bulletin_is_a_warning(text: str) -> None:
    bulletin = read_bulletin(text)
    assert bulletin.articles == ()
    assert [(problem.code, problem.level) for problem in bulletin.problems] == [("empty", "warning")]


def test_text_without_an_article_is_an_error() -> None:
    bulletin = read_bulletin("\n江北大桥合龙了。\n\n全桥长三千米。")
    assert [(problem.code, problem.level, problem.line) for problem in bulletin.problems] == [
        ("no-article", "error", 2)
    ]


def test_every_letter_ends_in_an_article_or_in_a_problem() -> None:
    """Design decision 13: nothing is lost silently."""
    text = (
        "第05版:副刊\n\n无题的短句,没有标题。\n\n江北滩夜景。\n\n本报记者 张三 摄\n\n"
        "# 江北夜话\n\n第一段。\n\n图为夜市。\n\n第二段。\n"
    )
    bulletin = read_bulletin(text)
    said = shown(bulletin) + "".join(problem.message for problem in bulletin.problems)
    for words in ("无题的短句", "江北滩夜景", "张三", "第一段", "夜市", "第二段"):
        assert words in said


def test_ten_articles_with_one_headline_are_ten() -> None:
    text = "\n\n".join(f"## 简讯\n\n第{number}条消息。" for number in "一二三四五六七八九十")
    assert [article.headline for article in read_bulletin(text).articles] == ["简讯"] * 10


def test_the_editor_of_a_page_is_no_kicker_of_its_lead() -> None:
    (article,) = read_bulletin("第01版\n本版责编 张三\n# 江北大桥合龙\n\n全桥长三千米。").articles
    assert article.kicker is None
