"""Bylines (署名): who reported or wrote, and in which role.

`□新华社记者` · `□本报记者 张三` · `本报记者 张三 李四 通讯员 王五` · `本报驻巴黎记者张三` · `作者:张三` ·
`文/张三 图/李四` · `张三/文` · `(执笔:张三)` · `本报武汉一线报道组`; English ones are in `english`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from feedpub.data import agencies, any_of, load
from feedpub.model import Person
from feedpub.patterns import regex
from feedpub.reading.phrases.english import read_english_byline
from feedpub.reading.phrases.names import is_name, split_names

__all__ = [
    "Byline",
    "is_author",
    "is_house",
    "read_author_note",
    "read_byline",
    "read_contributors",
    "read_name_alone",
    "read_people",
]

_LONGEST = 60  # a byline is a line, not a sentence
_LONGEST_LIST = 200  # brackets at the end may list a whole team
_LONGEST_NAME = 16
_LONGEST_OF_FIRST = 3  # a name that ends as a paper's does
_LONGEST_APART = 6  # 乌兰其其格, accepted after a role and a gap
_HOUSE = regex(
    r"^本|[社報报网網台刊院](?:驻.{1,8})?$|驻.{1,8}$|客户端$|融媒体?$|融媒體?$|传媒$|全媒体?$|全媒體?$|[发發][布佈]$|首席$|特约$"
)
_GAP = regex(r"[\s　、]")
_SHORT_NAME = regex(r"[\u4e00-\u9fff·]{2,8}")
_ENDS_A_SENTENCE = regex(r"[。！？!?;；]")
_REPORTED = ("報導", "報道", "报道", "报导")  # 記者張三、李四／台北報導
_TRIM = "　 、,，:：/／"
_WORK = 40  # characters
_BULLETS = "□■◎●◆○▲△◇★☆ 　"
_HAN = regex(r"[\u4e00-\u9fff·]+")
_WORK_DONE = regex(  # what follows the names: 本报记者 张三 文/图
    r"[ 　/／|｜丨]{0,4}(?:(?:专题|專題|综合|綜合|连线|連線|专访|即时|即時|独家|獨家|攝影|深度)"
    r"(?:外[电電])?(?:报道|报导|報[道導])|專訪"
    r"|文[/／]图|图[/／]文|文图|图文|摄影报道|文并摄|采写|整理|撰文|编译"
    r"|[ 　]{0,4}[发發]自[\u4e00-\u9fff]{2,8}|[ 　|｜丨](?:文|[\u4e00-\u9fff]{0,5}(?:报道|報[道導])))\Z"
)
_TOOK_PART = regex(r"[、，,\s　]*+(?:参与|參與)(?:采写|採寫|记者|記者|报道|采访)[:：]")
_REPORTS = regex("(?:[记記]者|通[讯訊][员員]|[实實][习習]生|特派[员員])$")
_LONGEST_UNKNOWN = 4
_BAR = regex(r"(?<=[\u4e00-\u9fff])[ 　]{0,2}[|｜丨][ 　]{0,2}(?=[\u4e00-\u9fff])")  # 文｜张三, 记者 | 张三
_MOST_BARS = 6
_MAY_BE_A_GROUP = regex("[组組部团]")
_SIGNED_BY = regex(r"[□◎]|[■●◆○](?=\w{3}$)")
_AUTHOR_NOTE = regex(
    r"[(（](?:本文)?作者(?:[为為系是](?:[^()（）。]*[ 　、,，])?|[:：])[ 　]*(?P<names>[\u4e00-\u9fff·]{2,5})[)）]"
)

_NAME_AND_POST = regex(  # （张三，系滨江大学教师）
    r"[(（](?P<name>[\u4e00-\u9fff·]{2,4})[，,：:]?[ 　]?(?:系|为|為|作者系|作者为)[^()（）。]{2,40}?"
    r"(?:评论员|評論員|撰稿人|作者|记者|記者|研究员|研究員|教授|教师|教師|作家|学者|學者|媒体人|媒體人|律师|律師|编辑|編輯|学生|學生)[)）]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A byline: `text` without its □, the people in it, and whether a doubtful run of names was left unsplit."""

    text: str
    people: tuple[Person, ...]
    doubtful: bool


@cache
def _role() -> re.Pattern[str]:
    """A role within a run of names, with the agency before it: 本报通讯员, 本报驻巴黎记者."""
    return re.compile(
        rf"(?:{any_of(agencies())})?(?:[驻駐][\u4e00-\u9fff]{{2,6}}?)?(?P<role>{_roles()})[:：/／]?"
        rf"|(?P<label>{_labels()})[ 　]?[:：/／]"
    )


@cache
def _opening_role() -> re.Pattern[str]:
    """The first role, which an agency and a posting may precede: 新华社驻巴黎记者, 晨报记者."""
    return re.compile(
        rf"[\u4e00-\u9fff·]{{0,12}}? ?(?P<role>{_roles()})[:：/／]?|(?P<label>{_labels()})(?:[ 　]?[:：/／]|[ 　]+)"
    )


def _roles() -> str:
    table = load("roles")
    return any_of((*table["reporters"], *table["others"]))


def _labels() -> str:
    return any_of(load("roles")["labels"])


@cache
def _authors() -> frozenset[str]:
    table = load("roles")
    return frozenset((*table["reporters"], *table["label_reporters"], *load("english")["authors"]))


def is_author(person: Person) -> bool:
    """Whether somebody reported or wrote; editors, photographers and chart designers did not."""
    return person.role in _authors()


@cache
def _group() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(agencies())})?[\u4e00-\u9fff“”]{{0,10}}?(?:{any_of(load('roles')['groups'])})(?!成员)"
    )


@cache
def _signed() -> re.Pattern[str]:
    """Names before their labels: 张三/文 李四/图."""
    return re.compile(rf"(?P<name>[\u4e00-\u9fff·]{{2,8}}?)[ 　]*[/／][ 　]*(?P<role>{_labels()}|摄影|摄|制图)[ 　]*")


@cache
def _contributors() -> re.Pattern[str]:
    roles = any_of(load("roles")["contributors"])
    return re.compile(
        rf"[(（]?(?:(?P<before>{roles})[:：]?(?P<names>[^()（）。]+)|(?P<run>[^()（）。]+?)(?P<after>{roles}))[)）]?"
    )


def _without_work(text: str) -> str:
    """Names without what they did, which closes the line: 本报记者 张三 文/图."""
    found = _WORK_DONE.search(text, max(0, len(text) - _WORK))
    return text[: found.start()].rstrip(" 　") if found else text


def read_people(text: str) -> tuple[tuple[Person, ...], bool] | None:
    """The people in `记者张三 通讯员李四` or in plain names, and whether a doubtful run of names was left unsplit.

    None if the text is neither.
    """
    text = _TOOK_PART.sub("、", _without_work(text.strip()))
    if not text or len(text) > _LONGEST_LIST or _ENDS_A_SENTENCE.search(text):
        return None
    people: list[Person] = []
    if _MAY_BE_A_GROUP.search(text) and (group := _group().match(text)):  # 本报武汉一线报道组, followed by its members
        people.append(Person(name=group[0], role="记者"))
        text = text[group.end() :].strip(_TRIM).removeprefix("报道组成员").strip(_TRIM)
        if not text:
            return tuple(people), False
    opening = _opening_role().match(text)
    if not opening:
        if len(text) > _LONGEST or not (is_name(text) or _are_names(text)):
            return None
        names, doubtful = split_names(text)
        return (*people, *_persons(names, "记者")), doubtful
    doubtful = False
    here: re.Match[str] | None = opening
    while here:
        following = _role().search(text, here.end())
        run = text[here.end() : following.start() if following else len(text)]
        names, unsure = split_names(run.strip(_TRIM))
        names = tuple(name for name in names if not (is_house(name) or name.endswith(_REPORTED)))
        if here["label"] and len(names) == 1 and _HOUSE.search(names[0]):
            names = ()  # 文/本报记者 张三
        if any(len(name) > _LONGEST_NAME for name in names):
            return None
        people += _persons(names, here["role"] or here["label"])
        doubtful = doubtful or unsure
        here = following
    return tuple(people), doubtful


def is_house(name: str) -> bool:
    """Whether a part of a run of names is a paper: 记者张三、滨江日报记者李四, 記者張三／台北聯合報."""
    return name in agencies() or (len(name) > _LONGEST_OF_FIRST and name.endswith(tuple(load("roles")["houses"])))


def _are_names(text: str) -> bool:
    """Whether a text is several short words with gaps between, one of them a known name: 乌兰 白小松."""
    parts = [part for part in _GAP.split(text) if part]
    return len(parts) > 1 and any(map(is_name, parts)) and all(_SHORT_NAME.fullmatch(part) for part in parts)


def _persons(names: Iterable[str], role: str) -> tuple[Person, ...]:
    return tuple(Person(name=name, role=role) for name in names)


def read_byline(line: str) -> Byline | None:
    """The byline a line consists of, or None.

    After a □ nearly anything is a byline; without one the line must open with a role, followed by names.
    """
    if line[:1].isascii() and (people := read_english_byline(line)) is not None:
        return Byline(text=line.strip(), people=people, doubtful=False)
    return _read_byline(line) if len(line) <= _LONGEST else None


@lru_cache(maxsize=512)  # several callers ask about the same line, and 新华社记者 appears every day
def _read_byline(line: str) -> Byline | None:
    text = line.strip()
    boxed = text.startswith("□") and not _ENDS_A_SENTENCE.search(text)
    if text[:1] in "■◎●◆○" and text[1:] and (named := read_name_alone(text)) is not None:
        return named
    text = text.lstrip(_BULLETS)
    bare = text[1:-1].strip() if text[:1] in "(（" and text[-1:] in ")）" else text
    bare = _without_work(_BAR.sub("：", bare, count=_MOST_BARS))
    if signed := _read_signed(bare):
        return Byline(text=text, people=signed, doubtful=False)
    found = read_people(bare)
    if boxed and text:
        if found is None and (named := read_name_alone(line)) is not None:
            return named
        people, doubtful = found or ((), False)
        return Byline(text=text, people=people, doubtful=doubtful)
    if found and (group := _group().fullmatch(bare)) and group[0][:1] in "本新中":
        return Byline(text=text, people=found[0], doubtful=False)
    if found is None or not (role := _opening_role().match(bare)):
        return None
    house = bare[: role.start("role")].rstrip() if role["role"] else ""
    if house and not (_HOUSE.search(house) or house.endswith(tuple(agencies()))):  # 央视记者
        return None
    rest = bare[role.end() :]
    if not rest and len(bare) > len(role["role"] or ""):  # 新华社记者 alone on a line
        return Byline(text=text, people=(), doubtful=False) if is_author(Person(name="", role=role["role"])) else None
    set_apart = _is_set_apart(role, rest, found[0])
    if rest.strip(_TRIM) and found[0] and all(_is_person(person.name, set_apart) for person in found[0]):
        return Byline(text=text, people=found[0], doubtful=found[1])
    return None


def _is_set_apart(role: re.Match[str], rest: str, people: tuple[Person, ...]) -> bool:
    """Whether words after a role may be names that no surname proves: 记者 阿依努尔、段书恒, 制图：阿依努尔.

    记者 调查 is not a byline, and 统筹校舍资源 方便村童就学 is a headline.
    """
    reports = bool(_REPORTS.search(role["role"] or ""))
    if role[0][-1] in ":：/／":
        return reports or all(len(person.name) <= _LONGEST_UNKNOWN for person in people)  # 口述：老兵忆春天 is none
    if not _GAP.search(rest):
        return False
    known = [is_name(person.name) for person in people]
    return (reports and (bool(_GAP.match(rest)) or any(known))) or known[:1] == [True]


def read_name_alone(line: str) -> Byline | None:
    """A name by itself right below a headline, as in features and essays: `屠望舒`, `◎溫疏影`; None for other lines."""
    text = line.strip().lstrip(_BULLETS).strip()
    signed = _SIGNED_BY.match(line.strip()) is not None and _HAN.fullmatch(text)
    if not 2 <= len(_GAP.sub("", text)) <= 4 or not (is_name(text) or signed):
        return None
    names, doubtful = split_names(text)
    return Byline(text=text, people=_persons(names, "作者"), doubtful=doubtful) if len(names) == 1 else None


def read_author_note(text: str) -> tuple[Person, ...] | None:
    """The authors that a note in brackets below the text names: `(作者为滨江大学教师 张三)`; None for other text."""
    found = _AUTHOR_NOTE.fullmatch(text) if len(text) <= _LONGEST_LIST else None
    if not found:
        named = _NAME_AND_POST.fullmatch(text) if len(text) <= _LONGEST_LIST else None
        return _persons((named["name"],), "作者") if named and is_name(named["name"]) else None
    names, _ = split_names(found["names"])
    if names[-1].endswith(("市", "县", "縣", "省")):  # (作者为退休教师，台北市)
        return None
    return _persons(names, "作者")


def _read_signed(text: str) -> tuple[Person, ...] | None:
    people, at = [], 0
    while found := _signed().match(text, at):
        if not is_name(found["name"]):
            return None
        people.append(Person(name=found["name"], role=found["role"]))
        at = found.end()
    return tuple(people) if people and at == len(text) else None


def _is_person(name: str, set_apart: bool) -> bool:
    if is_name(name) or "·" in name or name.isascii() or name.endswith("组"):
        return True
    return set_apart and 2 <= len(name) <= _LONGEST_APART and name not in load("roles")["no_names"]


def read_contributors(line: str) -> tuple[Person, ...] | None:
    """The people in `(参与记者:张三、李四)` or `(本报记者张三参与采写)`, printed at the end; None for other lines."""
    found = _contributors().fullmatch(line.strip())
    if not found:
        return None
    role = found["before"] or found["after"]
    run = (found["names"] or found["run"]).strip(_TRIM)
    people, _ = read_people(run) or ((), False)
    bracketed = line.strip()[0] in "(（"
    if not bracketed and not people:
        return None
    return tuple(Person(name=person.name, role=role) for person in people)
