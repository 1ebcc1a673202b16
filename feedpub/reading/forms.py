"""The grammar of datelines: what stands where, one row a form. Patterns only; `dateline` makes sense of them.

    [据] agency [place] day 电               新华社广州1月25日电 · 新华社上海/江苏盐城12月3日电 · 中新网4月2日电
    [据] agency day place 讯                 今日网3月12日南昌讯
    [据] agency [place] day alone 电         新华社北京25日电 · 中國新聞組／北京1日電
    [据] agency [place] 讯                   本报讯 · 据新华社电 · 本报北京电 · 新华社新媒体专电 (undated)
    reporter place [day] 电|报道             中央社記者張三台北24日電 · 本报记者 张三 北京报道 · 記者張三／台北報導
    PLACE, month day (agency) --             BEIJING, Jan. 25 (Xinhua) --
    [place day 讯], in brackets only         吉隆坡25日讯 · 新加坡讯

An agency is one the data names, or has the shape of a name (…社, …网, …报); the second only where a day follows, or
brackets with reporters. A new form is a new row and a fixture.
"""

import re
from functools import cache

from feedpub.data import agencies, any_of, load
from feedpub.reading.numerals import ANY_DAY, DAY, SPACE

__all__ = ["BRACKETS", "agency_forms", "bracketed_forms", "english", "known_forms", "reporter_forms"]

BRACKETS = {"【": "】", "〔": "〕", "［": "］", "[": "]", "(": ")", "（": "）"}

_HAN = r"[\u4e00-\u9fff]"
_SEPARATED = r"[ \t\u3000\u00a0\u200b\ufeff／/]*"
_WORD = r"(?!记者|記者)[^\d()（）\[\]【】〔〕,，.:：;；!！?？。、“”《》／/ \t\u3000\u00a0\u200b\ufeff]"
_SHIP = r"“[^”\n]{1,8}”[号號船]?[\u4e00-\u9fff]{0,4}"  # “雪龙2”号, “远帆”号科考船
_PLACE = rf"(?P<place>(?:{_SHIP}|{_WORD}{{1,12}}?)(?:[、/／ \u3000]{_WORD}{{1,8}}?){{0,2}})??"
# Behind it the text begins, and these are words of the text: 通电话, 来电 and 致电 never get here, for the day stands
# right before 电. 影响, 视频, 话剧, 竞赛 begin a sentence; 电影, 电视, 电话, 电脑, 电竞 do not follow a dateline.
_NO_WORD = r"(?!影(?![响像片迷视评])|视(?![频觉察力])|話(?!劇)|话(?![剧题语])|脑(?![科部机])|腦|竞(?![争赛技选])|询)"
_WIRE = rf"(?:[综綜]合外?|外|急|特急|晚|晨|夜|凌晨|上午|下午|航空|[无無][线線])?[电電]{_NO_WORD}"
_SPECIAL = rf"{_HAN}{{0,6}}?[专專特][电電讯訊]"
_KIND = "(?:新媒体|新媒體|体育|體育|特稿|文化|财经|財經|国际|國際|英文|图片)?"
_NEWS = r"(?:[综綜]合)?[讯訊](?![息问問号號员員])|[综綜]合消息|消息(?![称稱说說人灵來来指显顯传傳源一])"
_ENDS = r"(?=$|[\s\u3000:：,，(（)）【】\]〕］—-])"
# A comma behind it goes on with a sentence: 据共同社4月2日报道,…
_REPORT = (
    r"(?:[综綜]合|[连連][线線]|即[时時]|[摄攝]影)*(?:外[电電])?(?:报道|報[道導])"
    r"(?=$|[\s\u3000:：(（)）【】\]〕］—-]|[据據]|记者|記者)"
)
_BY = rf"(?:{_SPECIAL}|{_WIRE}|{_NEWS}|{_REPORT})"
# Undated: nothing proves that 电 is the dateline's, so words that end in it are refused, and the text stands apart.
_PLACE_ALONE = r"(?P<place>[^\W\da-zA-Z年月日专專]{2,8}?)??"
_UNDATED = (
    rf"(?:{_KIND}[专專][电電]{_ENDS}|[专專][讯訊]|(?<![来來致通用发發供停送充输輸光风風水火核回复復邮郵急去唁贺賀馈饋])[电電]{_ENDS}"
    r"|(?<![通短资資简簡喜音问問审審传傳快速时時])[讯訊](?![息问問号號员員飞飛])"
    rf"|(?:[综綜]合)?(?:报道|報[道導]|消息)(?=[:：]|{SPACE}(?:据|據|[(（]?(?:本报|本報)?(?:记者|記者|通讯员|通訊員))))"
)
_FROM = r"(?P<quoted>另?[据據]|[综綜]合|又[据據])?"


def _rows(agency: str, behind: str = "") -> tuple[str, ...]:
    """The dated forms of an agency; `behind` is what must hold right behind 电."""
    head = rf"{_FROM}(?P<agency>{agency}){_SEPARATED}"
    return (
        rf"{head}{_PLACE}{SPACE}{DAY}{SPACE}{_BY}{behind}",
        rf"{head}{DAY}{SPACE}(?P<place>{_HAN}{{2,8}}?){_UNDATED}",
        rf"{head}{_PLACE}{SPACE}{ANY_DAY}{SPACE}{_BY}{behind}",
    )


@cache
def known_forms() -> tuple[re.Pattern[str], ...]:
    """Datelines of agencies the data names: dated, day alone, undated."""
    known = any_of(agencies())
    several = rf"(?:{known})(?:[、和](?:{known})){{0,3}}"
    undated = rf"{_FROM}(?P<agency>{several}){_SEPARATED}{_PLACE_ALONE}{_UNDATED}"
    return tuple(re.compile(row) for row in (*_rows(several), undated))


@cache
def agency_forms() -> tuple[re.Pattern[str], ...]:
    """Datelines of agencies known by the shape of their name only."""
    table = load("agency_shapes")
    ends = "|".join(
        re.escape(end) + (f"(?![{after}])" if after else "")
        for end, after in sorted(table["ends"].items(), key=lambda row: -len(row[0]))
    )
    none = "".join(f"(?<!{word})" for word in table["no_agency"])
    opens = "|".join(table["never_first"])
    shape = rf"(?!{opens})[\u4e00-\u9fffA-Za-z0-9·]{{1,14}}?(?:{ends})(?:客户端|客戶端|记者站|融媒体)?{none}"
    dated = _rows(shape, rf"(?!{any_of(table['verbs'])})")
    undated = rf"{_FROM}(?P<agency>{shape}){_SEPARATED}{_PLACE_ALONE}[专專]?[讯訊]{_ENDS}"
    by_place = (
        rf"(?P<agency>)(?P<place>{_HAN}{{2,6}}?)(?<![通短资简喜音问审传快速时])[讯訊]"
        rf"(?={SPACE}[(（](?:本报|本報|见习|首席)?(?:记者|記者|通讯员|通訊員))"
    )
    no_agency = rf"{_FROM}(?P<agency>)(?P<place>{_HAN}{{2,8}}?)??{DAY}{SPACE}(?:{_SPECIAL}|{_WIRE}|[讯訊]){_ENDS}"
    consolidated = rf"(?P<agency>(?:{any_of(agencies())}))(?P<place>)[综綜]合(?:报道|消息|報[道導]){_ENDS}"
    special = rf"(?P<agency>)(?P<place>)(?:新媒体|体育|新媒體|體育|特稿)[专專][电電]{_ENDS}"
    return tuple(re.compile(row) for row in (*dated, undated, by_place, no_agency, consolidated, special))


@cache
def reporter_forms() -> tuple[re.Pattern[str], ...]:
    """Datelines that begin with the reporter: dated by 电, or undated by 报道 or 发自."""
    roles = any_of(("记者", "記者", "特派员", "特派員", "编译", "編譯", "通讯员", "通訊員", "特约记者", "见习记者"))
    house = rf"(?P<agency>{any_of(agencies())}|[\u4e00-\u9fff]{{2,8}}?[社网報报台])?(?:[驻駐]{_HAN}{{2,6}})?{SPACE}"
    people = rf"(?P<role>{_HAN}{{0,2}}(?:{roles})){SPACE}[:：]?(?P<names>[^\d()（）:：。,，“”]{{2,24}}?)"
    day = rf"{ANY_DAY}{SPACE}"
    return (
        re.compile(rf"{house}{people}{_SEPARATED}(?:[发發]自|[从從]|在)?(?P<place>){day}{_BY}"),
        re.compile(
            rf"{house}{people}{_SEPARATED}(?P<place>)(?:[综綜]合|[连連][线線]|即[时時]|[摄攝]影|独家)*"
            rf"(?:报道|報[道導]|[专專]?[电電讯訊]){_ENDS}"
        ),
        re.compile(rf"{house}{people}{_SEPARATED}[发發]自(?P<place>{_HAN}{{2,8}}?){_ENDS}"),
        re.compile(rf"(?P<agency>)(?P<role>)(?P<names>)[发發]自(?P<place>{_HAN}{{2,8}}){_ENDS}"),
    )


@cache
def bracketed_forms() -> tuple[re.Pattern[str], ...]:
    """What stands alone in brackets and names no agency: (吉隆坡25日讯), (新加坡讯)."""
    place = rf"(?P<agency>)(?P<place>{_HAN}{{2,8}}?(?:[、／/]{_HAN}{{2,8}}?)?)??"
    return (
        re.compile(rf"{place}{SPACE}{ANY_DAY}{SPACE}{_BY}"),
        re.compile(
            rf"(?P<agency>)(?P<place>[^\W\da-zA-Z年月日专專]{{2,5}})(?:{_SPECIAL}|[综綜]合[电電]|[专專]?(?<![通短资資简簡喜音问問审審传傳快速时時])[讯訊])"
        ),
    )


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def english() -> re.Pattern[str]:
    """`BEIJING, Jan. 25 (Xinhua) --`, `LONDON (Reuters) -`."""
    months = "|".join(f"{month}[a-z]*" for month in _MONTHS)
    services = any_of(load("agencies_english"))
    return re.compile(
        rf"(?:(?P<place>[A-Z][A-Za-z.'’\- ]{{1,30}}(?:, [A-Z][A-Za-z.'’ ]{{1,20}})?(?:/[A-Z][A-Za-z.' ]{{1,20}})?)[,，]?\s+)??"
        rf"(?:(?P<month>{months})\.?\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>\d{{4}}))?"
        rf"|(?P<day2>\d{{1,2}})\s+(?P<month2>{months})\.?(?:,?\s+(?P<year2>\d{{4}}))?)?"
        rf"\s*[(（](?P<agency>{services})[)）]\s*(?:--|—+|–|-|:)",
        re.IGNORECASE,
    )
