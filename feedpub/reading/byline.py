"""Bylines (署名): who reported or wrote, and under which role.

`□新华社记者` · `□本报记者 张三` · `本报记者 张三 李四` · `记者 张三` · `新华社记者张三、李四` ·
`作者:张三` · `文/张三`.
"""

import re
from dataclasses import dataclass
from functools import cache

from feedpub.data import any_of, load
from feedpub.model import Person
from feedpub.reading.names import is_name, split_names

__all__ = ["Byline", "read_byline", "read_contributors", "read_people"]

_LONGEST = 60  # a byline is a line, not a sentence
_LONGEST_NAME = 16
_HOUSE = re.compile(r"^本|[社報报网網台刊](?:驻.{1,8})?$|驻.{1,8}$|客户端$")
_GAP = re.compile(r"[\s　、]")
_ENDS_A_SENTENCE = re.compile(r"[。！？!?;；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A byline: `text` without its □, the people in it, and whether a run of names was left whole."""

    text: str
    people: tuple[Person, ...]
    doubtful: bool


@cache
def _role() -> re.Pattern[str]:
    """A role within a run, with the house before it: 本报通讯员."""
    return re.compile(rf"(?:{_house()})?(?P<role>{_roles()})[:：/／]?|(?P<label>{_labels()})[:：/／]")


@cache
def _opening_role() -> re.Pattern[str]:
    """The first role, before which a house and a post may stand: 新华社驻巴黎记者, 晨报记者."""
    return re.compile(rf"[\u4e00-\u9fff]{{0,12}}?(?P<role>{_roles()})[:：/／]?|(?P<label>{_labels()})[:：/／]")


def _roles() -> str:
    return any_of(load("roles")["reporters"])


def _labels() -> str:
    return any_of(load("roles")["labels"])


def _house() -> str:
    return any_of([name for name in load("agencies") if name.startswith("本")] + ["新华社", "新華社", "中新社"])


@cache
def _contributors() -> re.Pattern[str]:
    roles = any_of(load("roles")["contributors"])
    return re.compile(
        rf"[(（](?:(?P<before>{roles})[:：]?(?P<names>[^()（）。]+)|(?P<run>[^()（）。]+?)(?P<after>{roles}))[)）]"
    )


def read_people(text: str) -> tuple[tuple[Person, ...], bool] | None:
    """The people in `记者张三 通讯员李四` or in plain names; None where the text is no such thing.

    The flag says that a run of names was doubtful and left whole.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or _ENDS_A_SENTENCE.search(text):
        return None
    opening = _opening_role().match(text)
    if not opening:
        if not is_name(text):
            return None
        names, doubtful = split_names(text)
        return tuple(Person(name=name, role="记者") for name in names), doubtful
    people: list[Person] = []
    doubtful = False
    here: re.Match[str] | None = opening
    while here:
        following = _role().search(text, here.end())
        run = text[here.end() : following.start() if following else len(text)]
        names, unsure = split_names(run.strip("　 、,，:："))
        role = here["role"] or here["label"]
        for name in names:
            if len(name) > _LONGEST_NAME:
                return None
            people.append(Person(name=name, role=role))
        doubtful = doubtful or unsure
        here = following
    return tuple(people), doubtful


def read_byline(line: str) -> Byline | None:
    """A line that is a byline and nothing else, or None.

    With a □ before it nearly anything is one; without, it must open with a role and go on with names.
    """
    if len(line) > _LONGEST:
        return None
    text = line.strip()
    boxed = text.startswith("□") and not _ENDS_A_SENTENCE.search(text)
    text = text.lstrip("□ 　")
    found = read_people(text)
    if boxed and text:
        people, doubtful = found or ((), False)
        return Byline(text=text, people=people, doubtful=doubtful)
    if found is None or not (role := _opening_role().match(text)):
        return None
    house = text[: role.start("role")] if role["role"] else ""
    if house and not _HOUSE.search(house):
        return None
    rest = text[role.end() :]
    if not rest and len(text) > len(role["role"] or ""):  # 新华社记者 alone on a line
        return Byline(text=text, people=(), doubtful=False)
    set_apart = bool(_GAP.search(rest))  # 记者 调查 is no byline, 记者 乔一诺、段书恒 is one whatever the surnames
    if rest.strip() and all(_is_person(person.name, set_apart) for person in found[0]):
        return Byline(text=text, people=found[0], doubtful=found[1])
    return None


def _is_person(name: str, set_apart: bool) -> bool:
    return is_name(name) or "·" in name or name.isascii() or (set_apart and len(name) in (3, 4))


def read_contributors(line: str) -> tuple[Person, ...] | None:
    """`(参与记者:张三、李四)` or `(本报记者张三参与采写)`, printed at the end; None where it's neither."""
    found = _contributors().fullmatch(line.strip())
    if not found:
        return None
    role = found["before"] or found["after"]
    people, _ = read_people(found["names"] or found["run"]) or ((), False)
    return tuple(Person(name=person.name, role=role) for person in people)
