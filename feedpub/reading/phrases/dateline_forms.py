"""The grammar of datelines, one row per form. Patterns only; `dateline` interprets the matches.

    [据] agency [place] day 电               新华社广州1月25日电 · 新华社上海/江苏盐城12月3日电 · 中新网4月2日电
    [据] agency day place 讯                 今日网3月12日南昌讯
    [据] agency [place] day alone 电         新华社北京25日电 · 中國新聞組／北京1日電
    [据] agency [place] 讯                   本报讯 · 据新华社电 · 本报北京电 · 新华社新媒体专电 (undated)
    reporter place [day] 电|报道             中央社記者張三台北24日電 · 本报记者 张三 北京报道 · 記者張三／台北報導
    PLACE, month day (agency) --             BEIJING, Jan. 25 (Xinhua) --
    [place day 讯], in brackets only         吉隆坡25日讯 · 新加坡讯

An agency is either listed in the data or has the shape of a name (…社, …网, …报); the latter only if a day follows, or
讯 with a gap after it. To add a form, add a row and a fixture.
"""

import re
from functools import cache, cached_property

from feedpub.data import agencies, any_of, load
from feedpub.messages import message
from feedpub.reading.phrases.numerals import ANY_DAY, DAY, SPACE

__all__ = [
    "BRACKETS",
    "CLOSERS",
    "ENDS",
    "SLASH",
    "Form",
    "agency_forms",
    "bracketed_forms",
    "english",
    "known_forms",
    "reporter_forms",
]

BRACKETS = {"【": "】", "〖": "〗", "〔": "〕", "［": "］", "[": "]", "(": ")", "（": "）"}
# Half- and full-width brackets are mixed: (本报滨江1月25日电）.
CLOSERS = {mark: ")）" if mark in "(（" else "】〗〕］]" for mark in BRACKETS}


class Form:
    """A form of datelines: its name, in an editor's words, and its pattern.

    The pattern is compiled only when a text may match: each takes five milliseconds, and most builds need few of the
    thirty.
    """

    def __init__(self, name: str, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """A form with the pattern `source`; a form that states a day is tried only on text that contains 日."""
        self.name = name
        self._source = source
        self._flags = flags
        self._needs = "日" if "(?P<day>" in source and not flags else ""

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match the form at `start`."""
        return self._pattern.match(text, start) if self._needs in text else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the form against the whole text."""
        return self._pattern.fullmatch(text) if self._needs in text else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)


_HAN = r"[\u4e00-\u9fff]"
SLASH = "／/╱∕"
_SEPARATED = rf"[ \t\u3000\u00a0\u200b\ufeff{SLASH}]*+"
_WORD = (
    r"(?!(?:特派|特[约約])?(?:记者|記者))"
    rf"[^\d()（）\[\]【】〔〕,，.:：;；!！?？。、“”《》{SLASH}据據讯訊 \t\u3000\u00a0\u200b\ufeff]"
)
_SHIP = r"“[^”\n]{1,8}”[号號船]?[\u4e00-\u9fff]{0,4}"  # “雪龙2”号, “远帆”号科考船
_PLACE = rf"(?P<place>(?:{_SHIP}|{_WORD}{{1,12}}?)(?:[、{SLASH} \u3000]{_WORD}{{1,8}}?){{0,9}})??"
_HOUR = r"(?:[一二三四五六七八九十廿\d]{1,3}[时時])?"
_CLOCK = r"(?:(?:北京|台北|当地|當地)(?:时间|時間))?"  # says in which time zone the day is; not a place
# After 电 the text begins. These lookaheads refuse words that contain 电 (电影, 电视, 电话, 电脑, 电竞) and allow words
# that begin a sentence (影响, 视频, 话剧, 竞赛). 通电话, 来电 and 致电 need no rule: the day comes right before 电.
_NO_WORD = (
    r"(?!影(?![响像片迷视评])|视(?![频觉察力])|話(?!劇)|话(?![剧题语])|脑(?![科部机卒梗出瘫膜])|腦(?![科部中梗出膜])|竞(?![争赛技选])|询"
    r"|[邮郵](?![政轮輪局票储儲船品箱])|[讯訊]稿|文[稿中件]|报(?=[频頻文局员員码碼])|子[版报報邮郵书書屏竞競]|力[中供公设設系]"
    r"|[线線](?=[走短老杆桿])|[费費](?=[单單账帳])|[缆纜](?![车車])|梯(?![队隊田次级級])|池[爆厂廠组組])"
)
_WIRE = rf"(?:[综綜]合外?|外|急|特急|晚|晨|夜|凌晨|上午|下午|航空|[无無][线線])?[电電]{_NO_WORD}"
_SPECIAL = rf"{_HAN}{{0,6}}?[专專特][电電讯訊]"
_KIND = "(?:新媒体|新媒體|体育|體育|特稿|文化|财经|財經|国际|國際|英文|图片)?"
_NEWS = r"(?:[综綜]合)?[讯訊](?![息问問号號员員])|[综綜]合消息|消息(?![称稱说說人灵來来指显顯传傳源一])"
ENDS = r"(?=$|[\s\u3000:：,，(（)）【】\]〕］｜丨|—-])"
# A comma after it continues a sentence: 据共同社4月2日报道,…
_REPORT = (
    r"(?:[综綜]合|[连連][线線]|即[时時]|[摄攝]影)*(?:外[电電])?(?:报道|報[道導])"
    r"(?=$|[\s\u3000:：(（)）【】\]〕］—-]|[据據]|记者|記者)"
)
_BY = rf"(?:{_SPECIAL}|{_WIRE}|{_NEWS}|{_REPORT}|[丨｜|])"
# Undated: without a day, 电 may end an ordinary word, so such words are refused, and a gap or mark must follow 电.
_PLACE_ALONE = r"(?P<place>[^\W\da-zA-Z年月日专專]{2,8}?)??"
_UNDATED = (
    rf"(?:(?:今日|昨日)?{_KIND}[专專][电電]{ENDS}|快[讯訊](?=[:：])|[专專][讯訊]|(?<![来來致通用发發供停送充输輸光风風水火核回复復邮郵急去唁贺賀馈饋])[电電]{ENDS}"
    r"|(?<![通短资資简簡喜音问問审審传傳快速时時])[讯訊](?![息问問号號员員飞飛])"
    rf"|(?:[综綜]合)?(?:报道|報[道導]|消息)(?=[:：]|[(（]{_HAN}{{2,8}}[)）][:：]|{SPACE}(?:据|據|[(（]?(?:本报|本報)?(?:记者|記者|通讯员|通訊員))))"
)
_FROM = r"(?P<quoted>另?[据據]|[综綜]合|又[据據])?"


def _rows(agency: str, note: str | None = None, after: str = "") -> tuple[Form, ...]:
    """The dated forms of an agency; `note` says how it is recognized, `after` is a pattern for what follows 电."""
    head = rf"{_FROM}(?P<agency>{agency})(?:[(（][\w.]+[)）])?{_SEPARATED}(?:[据據]|新媒[体體])?"
    rows = (
        (message("agency, place, day, 电"), rf"{head}{_PLACE}{SPACE}{_CLOCK}{DAY}{SPACE}{_HOUR}{_BY}{after}"),
        (message("agency, day, place, 讯"), rf"{head}{DAY}{SPACE}(?P<place>{_HAN}{{2,8}}?){_UNDATED}"),
        (
            message("agency, place, day without its month, 电"),
            rf"{head}{_PLACE}{SPACE}{ANY_DAY}{SPACE}{_HOUR}{_BY}{after}",
        ),
    )
    return tuple(Form(message("{rule} ({why})", rule=name, why=note) if note else name, row) for name, row in rows)


@cache
def known_forms() -> tuple[Form, ...]:
    """Datelines of agencies listed in the data: dated, day alone, undated."""
    known = rf"(?:{any_of(agencies())})(?![区區系]|社?[那这][条则篇])(?:{_HAN}{{0,4}}客户端|客戶端|记者站)?"
    several = rf"{known}(?:[、和·-]{known}){{0,3}}"
    undated = rf"{_FROM}(?P<agency>{several}){_SEPARATED}{_PLACE_ALONE}{_UNDATED}"
    day_after_kind = rf"{_FROM}(?P<agency>{known})(?P<place>)[讯訊]{SPACE}{_CLOCK}{SPACE}{DAY}{_HAN}{{0,3}}?消息"
    pictured = rf"{_FROM}(?P<agency>{known})(?:照片|图片)[,，](?P<place>[^,，\d]{{2,10}})[,，]{DAY}"
    return (
        *_rows(several),
        Form(message("agency, 讯, day, 消息"), day_after_kind),
        Form(message("agency, 照片, place, day"), pictured),
        Form(message("agency, place, 讯"), undated),
    )


@cache
def agency_forms() -> tuple[Form, ...]:
    """Datelines of agencies recognized only by the shape of their name."""
    table = load("agency_shapes")
    ends = "|".join(
        re.escape(end) + (f"(?![{after}])" if after else "")
        for end, after in sorted(table["ends"].items(), key=lambda row: -len(row[0]))
    )
    none = "".join(f"(?<!{word})" for word in table["no_agency"])
    opens, within = "|".join(table["never_first"]), "|".join(table["never_within"])
    chars = r"(?:(?!\d日)[\u4e00-\u9fffA-Za-z0-9·])"
    other = rf"(?!{opens})(?!{_HAN}{{0,10}}?(?:{within}))"
    shape = rf"{other}{chars}{{1,14}}?(?:{ends})(?:客户端|客戶端|记者站|融媒体)?{none}"
    paper = r"[\u4e00-\u9fff]{0,6}《[^《》\n]{2,12}》(?:周刊|双周刊|月刊|杂志|网络版)?(?:网站)?"  # 美国《丹佛邮报》网站
    undated = rf"{_FROM}(?P<agency>{shape}){_SEPARATED}{_PLACE_ALONE}[专專]?[讯訊]{ENDS}"
    by_place = (
        rf"(?P<agency>)(?P<place>{_HAN}{{2,6}}?)(?<![通短资简喜音问审传快速时])[讯訊]"
        rf"(?={SPACE}[(（](?:本报|本報|见习|首席)?(?:记者|記者|通讯员|通訊員))"
    )
    no_agency = rf"{_FROM}(?P<agency>)(?P<place>{_HAN}{{2,8}}?)??{DAY}{SPACE}(?:{_SPECIAL}|{_WIRE}|[讯訊]){ENDS}"
    barred = rf"(?P<agency>)(?P<place>{_HAN}{{2,6}}?){ANY_DAY}{SPACE}[电電讯訊](?={SPACE}[｜丨|])"
    newsroom = rf"(?:即[时時]新[闻聞]|{_HAN}{{2}}中心)[{SLASH}]"
    by_newsroom = rf"(?P<agency>)(?P<place>){newsroom}[综綜]合(?:外[电電])?(?:报道|報[道導]){ENDS}"
    combined = rf"(?P<agency>(?:{any_of(agencies())}))(?P<place>)[综綜]合(?:报道|消息|報[道導]){ENDS}"
    special = rf"(?P<agency>)(?P<place>)(?:新媒体|体育|新媒體|體育|特稿)[专專][电電]{ENDS}"
    return (
        *_rows(shape, message("an agency by its shape"), rf"(?!{any_of(table['verbs'])})"),
        *_rows(paper, message("a paper in title marks")),
        Form(message("agency, place, 讯 (an agency by its shape)"), undated),
        Form(message("place, 讯, reporters"), by_place),
        Form(message("place, day, 电"), no_agency),
        Form(message("place, day, 讯 and a bar"), barred),
        Form(message("newsroom, 综合报道"), by_newsroom),
        Form(message("agency, 综合报道"), combined),
        Form("专电", special),
    )


@cache
def reporter_forms() -> tuple[Form, ...]:
    """Datelines that begin with the reporter: dated by 电, or undated by 报道 or 发自."""
    roles = any_of(("记者", "記者", "特派员", "特派員", "编译", "編譯", "通讯员", "通訊員", "特约记者", "见习记者"))
    house = (
        rf"(?P<agency>{any_of(agencies())}|[\u4e00-\u9fff]{{1,8}}?[社网報报台])?(?:[驻駐]{_HAN}{{2,6}})?{_SEPARATED}"
    )
    people = rf"(?P<role>{_HAN}{{0,2}}(?:{roles})){SPACE}[:：]?(?P<names>[^\d()（）:：。,，“”]{{2,24}}?)"
    who = rf"{house}{people}{_SEPARATED}"
    report = r"(?:外[电電])?(?:报道|報[道導])|[综綜]合外[电電]|[专專]?[电電讯訊]"
    by = rf"(?:[综綜]合|[连連][線线]|即[时時]|[摄攝]影|独家)*(?:{report}){ENDS}"
    rows = (
        (message("reporter, place, day, 电"), rf"{who}(?:[发發]自|[从從]|在)?(?P<place>){ANY_DAY}{SPACE}{_BY}"),
        (message("reporter, day, 发自 place"), rf"{who}{ANY_DAY}{SPACE}[发發]自(?P<place>{_HAN}{{2,8}}?){ENDS}"),
        (message("reporter, day, place, 报道"), rf"{who}{DAY}{SPACE}(?P<place>{_HAN}{{2,8}}?){by}"),
        (message("reporter, place, 报道"), rf"{who}(?P<place>){by}"),
        (message("reporter, 发自 place"), rf"{who}[发發]自(?P<place>{_HAN}{{2,8}}?){ENDS}"),
        (message("发自 place"), rf"(?P<agency>)(?P<role>)(?P<names>)[发發]自(?P<place>{_HAN}{{2,8}}){ENDS}"),
    )
    return tuple(Form(name, row) for name, row in rows)


@cache
def bracketed_forms() -> tuple[Form, ...]:
    """Datelines that exist only in brackets: (吉隆坡25日讯), (新加坡讯)."""
    where = rf"(?P<place>{_HAN}{{2,8}}?(?:[、{SLASH}·・•．]{_HAN}{{2,8}}?){{0,5}})"  # 砂拉越·诗巫
    place = rf"(?P<agency>){where}??"
    alone = rf"(?P<agency>)(?P<place>(?![综綜]合)[^\W\da-zA-Z年月日专專]{{2,5}}(?:[{SLASH}·・•]{_HAN}{{2,5}}?)?)"
    wires = any_of(sorted({name.removesuffix("社") for name in agencies() if len(name) > 2 and name.endswith("社")}))
    house = rf"(?P<agency>{any_of(agencies())}|{_HAN}{{2,6}}?[报報网網台社])?(?P<place>)"
    roles, names = any_of(("记者", "記者", "通讯员", "通訊員")), r"(?P<names>[^\d()（）:：。,，“”／/]{2,16}?)"
    report = r"(?:外[电電])?(?:报道|報[道導])"
    word = "(?<![通短资資简簡喜音問问審审传傳快速时時])[讯訊]"
    return (
        Form(message("in brackets: place, day, 讯"), rf"{place}{SPACE}{ANY_DAY}{SPACE}{_BY}"),
        Form(
            message("in brackets: place, day, agency"),
            rf"{where}{SPACE}{ANY_DAY}{SPACE}(?P<agency>(?:{wires})社?)(?:[综綜]合)?[电電讯訊]",
        ),
        Form(message("in brackets: day, place, 讯"), rf"(?P<agency>){DAY}[,， ]?{where}[讯訊]"),
        Form(
            message("in brackets: agency, reporter"),
            rf"{house}(?:[驻駐]{_HAN}{{2,6}}?)?(?P<role>(?:特约|特約|特派)?(?:{roles})){SPACE}{names}(?P<alone>)",
        ),
        Form(
            message("in brackets: reporter, 綜合報導"),
            rf"{house}(?:[驻駐]{_HAN}{{2,6}})?{SPACE}(?P<role>{_HAN}{{0,2}}(?:{roles}|编译|編譯)){SPACE}{names}"
            rf"[{SLASH} ](?:[综綜]合|即[时時]|[摄攝]影|[连連][线線]|独家|獨家|[专專][题題]){{1,2}}{report}(?P<alone>)",
        ),
        Form(  # 〔張三／臺北報導〕
            message("in brackets: name, place, 報導"),
            rf"(?P<agency>)(?P<role>)(?P<names>{_HAN}{{2,4}}(?:、{_HAN}{{2,4}})?)[{SLASH}](?P<place>{_HAN}{{2,6}}?)"
            rf"(?:[综綜]合|[摄攝]影)?{report}",
        ),
        Form(message("in brackets: 综合讯"), r"(?P<agency>)(?P<place>)(?:[综綜]合|特)[电電讯訊]"),
        Form(message("in brackets: agency, 报道"), rf"{house}(?:[综綜]合)?(?:外[电電])?(?:报道|報[道導]|消息)"),
        Form(
            message("in brackets: reporter, 报道"),
            rf"(?P<agency>)(?P<place>)(?P<role>{roles}|编译|編譯){names}[{SLASH}]?(?:[综綜]合|[连連][線线])?(?:外[电電])?"
            r"(?:报道|報[道導])(?P<alone>)",
        ),
        Form(message("in brackets: place, 讯"), rf"{alone}(?:{_SPECIAL}|[综綜]合[电電]|(?:[专專]|[综綜]合)?{word})"),
    )


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def english() -> Form:
    """English datelines: `BEIJING, Jan. 25 (Xinhua) --`, `LONDON (Reuters) -`, `MOSCOW, January 24. /TASS/.`."""
    months = "|".join(f"{month}[a-z]*" for month in _MONTHS)
    name = r"[A-Z][A-Za-z.'’\- ]{1,30}(?:, [A-Z][A-Za-z.'’ ]{1,20})?(?:/[A-Z][A-Za-z.' ]{1,20})?"
    row = (
        rf"(?:(?P<place>{name})[,，.]?\s++)??"
        rf"(?:(?P<month>{months})\.?\s++(?P<day>\d{{1,2}})(?:,?\s++(?P<year>\d{{4}}))?"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s++(?P<month2>{months})\.?(?:,?\s++(?P<year2>\d{{4}}))?)?"
        rf"\.?\s*+[(（/](?P<agency>{any_of(load('agencies_english'))})[)）/]"
        # Some agencies print no dash; then only a day proves that it is a dateline.
        r"(?:\s*(?:--|—+|–|-|:|\.(?=\s))|(?(day)|(?(day2)|(?!)))(?=\s++(?-i:[A-Z\d“\"‘'])))"
    )
    return Form(message("PLACE, month day (agency) --"), row, re.IGNORECASE)
