"""Page furniture, printed around articles and not their text: rules, page numbers, footers, running heads, mastheads.

A line counts as furniture only if it consists of nothing else: with one more word it is text.
"""

import re
from functools import cache, lru_cache

from feedpub.data import any_of, load
from feedpub.patterns import regex
from feedpub.reading.phrases.signoffs import has_spaced_staff
from feedpub.reading.phrases.web import is_web_furniture
from feedpub.reading.phrases.web_lines import is_web_line

__all__ = ["NAVIGATION", "TIME", "furniture_reason", "is_paper_name", "is_running_head"]

NAVIGATION = "navigation of a web page"
TIME = "time of a web page"  # a day with the hour, below a headline
_LONGEST = 120
_LONGEST_NUMBER = 12
_LONGEST_HEAD = 80
_PICTURES_BY = regex(r"[(（]?本[版组報报文][\u4e00-\u9fff]{0,6}[图圖照][\u4e00-\u9fff]{0,10}[摄攝图圖][)）]?")
_WEB_LINE = regex(
    r"(?:[发發更][布佈表稿新](?:时间|時間|日期|于|於)|(?:時間|时间)(?=[^。]{0,60}[来來]源)|日期)?[:：]?"
    r"\s*\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:[\s　]*[(（][^()（）]{0,24}[)）])?"
    r"(?:[\s　|]*(?:来源|來源|字号|字號|作者|编辑|編輯"
    r"|浏览|瀏覽|阅读|閱讀|點閱|点击|點擊|人氣|人气|分享|打印|列印|责编|Views)[^。！？]{0,40})?"
)
_RULE = regex(r"[-=_*＊－＝—–―─━~～#+\s]{3,}|[◆◇■□●○★☆▲△※]{2,}|<hr ?/?>|\{\d{1,4}\}-{3,}")
_PAGE_NUMBER = regex(
    r"[-—–·•\s]*(?:\d{1,3}|[A-Z]\d{1,2}|第\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[页頁])"
    r"(?:\s*/\s*\d{1,3}|\s*[,，/]?\s*共\s*\d{1,3}\s*[页頁])?[-—–·•\s]*"
    r"|[Pp](?:age)?[ .]?\d{1,3}|\d{1,3}\s*[页頁]"
)
_YEAR = regex(r"\d{4}")
_IN_NUMBERS = regex(r"[\d页頁]")
_NUMERAL = "〇○零一二三四五六七八九十廿卅"
_PARTS = (
    rf"(?:[公西]元)?(?:\d{{4}}|[{_NUMERAL}]{{4}}|1\d\d)\s*[年./．-]\s*(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[月./．-]"
    rf"\s*(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})(?:\s*日)?",
    rf"(?:中[华華])?民[国國][{_NUMERAL}百\d]{{1,5}}年[{_NUMERAL}\d]{{1,3}}月[{_NUMERAL}\d]{{1,3}}日",
    r"(?:星期|周|週|禮拜)[一二三四五六日天]",
    rf"(?:农历|農曆|夏历|阴历)?[\u4e00-\u9fff]{{0,2}}年?[闰正腊冬{_NUMERAL}]{{1,3}}月[初{_NUMERAL}]{{1,3}}",
    r"(?:总|總)?第?\s*\d{1,6}\s*[期号號]|(?:今日|本期)?共?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[版頁页]|(?:总|總)第\s*\d{1,6}\s*[期号號]?",
    r"第?\s*[A-Z]?\d{1,3}\s*(?:-\s*\d{1,3}\s*)?版|[A-Z]\d{1,3}|第[一二三四五六七八九十]{1,3}版",
)
_PAGE = regex("|".join(_PARTS[4:]))
_MAY_HEAD = regex("[版期号號页頁报報刊讯訊]|[A-Z][0-9]")
_GAP = r"[\s①-⑳·•|｜/／:：,，;；()（）【】\[\]—–-]"


def furniture_reason(text: str, *, headed: bool = False) -> str | None:
    """Why a line is page furniture: a rule, a page number, a footer; None if it may be text.

    An advertisement's label covers the line below it; as a heading (`headed`) it covers everything that follows, and
    is not furniture.
    """
    if len(text) <= _LONGEST_NUMBER:
        if not headed and text in load("furniture")["labels"]:
            return "label of an advertisement"
        if _IN_NUMBERS.search(text) and _PAGE_NUMBER.fullmatch(text):
            return "page number"
    if len(text) > _LONGEST:
        return "rule" if not text.strip("-=_*—─━~～ ") else None
    if (
        text[0] in _navigation_opens()
        and (text[-1] in _navigation_ends() or text[-1].isspace())
        and len(text) <= _LONGEST_HEAD
        and _navigation().fullmatch(text)
    ):
        return NAVIGATION
    if not headed and is_web_furniture(text):
        return NAVIGATION
    if text[:1].isalnum() and ("。" in text or not (_footer_words().search(text) or has_spaced_staff(text))):
        return None  # most lines
    if _YEAR.search(text) and (_WEB_LINE.fullmatch(text) or is_web_line(text)):
        return TIME
    if _RULE.fullmatch(text):
        return "rule"
    packed = "".join(text.split()) if has_spaced_staff(text) else text  # 责　编：张三　美　编：李四
    return (
        "footer"
        if (_may_be_footer(packed) and _footer().fullmatch(packed))
        or (_may_be_imprint(text) and _imprint().match(text))
        or _PICTURES_BY.fullmatch(text)
        else None
    )


@cache
def _navigation() -> re.Pattern[str]:
    """A line of navigation links from a newspaper's web page: 上一版 下一版, 放大 缩小 默认."""
    words = any_of(load("furniture")["navigation"])
    return re.compile(rf"(?:[\s　|｜/／·<>«»【】\[\]]*+(?:{words}))++[\s　|｜/／·<>«»【】\[\]]*+")


@cache
def _navigation_opens() -> frozenset[str]:
    return frozenset(word[0] for word in load("furniture")["navigation"]) | frozenset("|｜<«【[")


@cache
def _navigation_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in load("furniture")["navigation"]) | frozenset("|｜/／·<>«»【】[]")


@cache
def _footer_words() -> re.Pattern[str]:
    """The words of web page lines, footers, imprints and picture credits: each has one, or opens with a mark."""
    table = load("furniture")["footers"]
    words = {*table["people"], *table["imprint"], *table["calls"], *(f"本{of}" for of in "版组報报文")}
    return re.compile(any_of({*words, "19", "20", "１９", "２０"}))


@cache
def _people() -> tuple[str, ...]:
    return ("本版", *load("furniture")["footers"]["people"])


def _may_be_footer(packed: str) -> bool:
    """Whether a line opens with 本版, or with a role and names a second one; the pattern is slow to compile."""
    bare = packed[1:] if packed[0] in "(（【■◆●▲" else packed
    if not bare.startswith(_people()):
        return False
    role = next(filter(bare.startswith, _people()))
    return role == "本版" or any(map(bare[len(role) :].__contains__, _people()))


@cache
def _footer() -> re.Pattern[str]:
    """The editors of a page (本版责编 张三 美编 李四), with at least two roles or 本版; also in brackets."""
    people = any_of(load("furniture")["footers"]["people"])
    name = rf"(?:(?!{people})[\u4e00-\u9fff·]){{1,4}}+"
    names = rf"[\s　]*+[:：/／|｜]?+[\s　]*+{name}(?:[ 　、]{{1,3}}+{name}){{0,3}}+"
    one = rf"(?>{people}){names}"
    gap = r"[\s　|｜/／;；,，■◆●▲]*+"
    return re.compile(rf"[(（【■◆●▲]?(?:本版(?:(?>{people}))?{names}|{one}{gap}{one})(?:{gap}{one})*+[)）】]?")


def _may_be_imprint(text: str) -> bool:
    """Whether a line opens as an imprint may, or names a house; the pattern searches long for the house's name."""
    return text[0] in _imprint_opens() or "报社" in text or "報社" in text


@cache
def _imprint_opens() -> frozenset[str]:
    table = load("furniture")["footers"]
    return frozenset(word[0] for word in (*table["imprint"], *table["calls"]))


@cache
def _imprint() -> re.Pattern[str]:
    """The paper's imprint, with its address and contacts: 社址, 邮编, 新闻热线, 投稿邮箱."""
    table = load("furniture")["footers"]
    labelled = rf"(?:{any_of(table['imprint'])})(?:[\s　]*[:：\d]|://|\.)"
    house = r"(?:[\u4e00-\u9fff]{2,10}(?:报社|報社)[\s　]*)?"
    return re.compile(rf"{house}(?:{labelled}[^。！？，]{{0,100}}|(?:{any_of(table['calls'])})[^。！？，]{{0,30}})\Z")


@cache
def _paper_name() -> re.Pattern[str]:
    not_a_paper = "".join(f"(?<!{word})" for word in load("agency_shapes")["no_agency"])  # 预报, 简报
    return re.compile(rf"[\u4e00-\u9fff·《]{{1,9}}(?:{any_of(load('furniture')['papers'])}|[报報]){not_a_paper}》?")


@cache
def _other_paper() -> re.Pattern[str]:
    return re.compile(any_of(load("furniture")["papers"]))


def is_paper_name(text: str) -> bool:
    """Whether a line is the name of a paper and nothing else: 滨江日报, 西河时报."""
    return len(text) <= 12 and bool(_paper_name().fullmatch("".join(text.split())))


def is_running_head(text: str, paper: str | None) -> bool:
    """Whether a line repeats what heads every page: the paper's name, the day, the page, the section."""
    if not (_MAY_HEAD.search(text) or (paper and paper in text)):
        return False  # most lines
    if len(text) > _LONGEST_HEAD or not (
        _PAGE.search(text) or (paper and paper in text) or _other_paper().search(text)
    ):
        return False  # a day by itself closes a letter, or heads a diary entry
    return bool(_running_head(paper).fullmatch(text))


@lru_cache(maxsize=16)
def _running_head(paper: str | None) -> re.Pattern[str]:
    table = load("furniture")
    titles = (name for section in load("sections").values() for name in (section["title"], *section["also"]))
    names = [*titles, *table["papers_about"], *([paper] if paper else [])]
    people, labels = any_of(table["footers"]["people"]), any_of(table["footers"]["imprint"])
    parts = "|".join(
        (
            *_PARTS,
            rf"(?:{people})[\s:：/／]*[\u4e00-\u9fff]{{2,4}}",
            rf"(?:{labels})[\s:：]*[\w@./-]+",
            rf"[\u4e00-\u9fff]{{1,8}}(?:{any_of(table['papers'])})",
            any_of(names),
            r"\d{6,8}|\d{1,3}",
        )
    )
    return re.compile(rf"(?:(?>{parts})|{_GAP})++")
