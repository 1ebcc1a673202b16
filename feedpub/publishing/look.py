"""The pictures of the site: the icon of tabs and home screens, the logo, and what is shown for a page that is shared.

They are made when the settings change, or where they are missing. One that cannot be made is a problem of its own, and
pages do without it.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from feedpub.errors import PictureError
from feedpub.messages import message
from feedpub.model import Config, Problem
from feedpub.model.build import FileProblem
from feedpub.paths import CARD, TOUCH_ICON, icon_path, logo_path, shown
from feedpub.publishing.own_files import stage_own
from feedpub.writing.drawings import initial_icon, size_of

if TYPE_CHECKING:
    from feedpub.model.look import SiteIcon, SiteLook
    from feedpub.publishing.context import RenderContext

__all__ = ["look_files", "with_look"]

_DRAWING = ".svg"
_OUR_ICON = icon_path(_DRAWING)
_ICON, _TOUCH, _LOGO = 96, 180, 1200  # pixels
_CARD = (1200, 630)  # what most services show whole
_PNG_SIZE = slice(16, 24)  # where a PNG has width and height (its first chunk)


class _Wanted(NamedTuple):
    """A file to be made of a picture of the operator's."""

    name: str
    source: Path
    kind: Literal["ICON", "TOUCH", "LOGO"]
    width: int


def look_files(config: Config) -> tuple[str, ...]:
    """The names of the pictures of the site; without pages, those that feeds name."""
    of_pages = () if not config.pages else (CARD,) if config.icon_file else (CARD, _OUR_ICON)
    return (*(row.name for row in _wanted(config)), *of_pages)


def with_look(context: "RenderContext", *, everything: bool) -> "tuple[RenderContext, tuple[FileProblem, ...]]":
    """Stage the pictures of the site that may have changed; the context then has them for pages.

    Args:
        context: of the build.
        everything: whether the settings changed.

    Returns:
        The context, and the problems of pictures that cannot be made.
    """
    config = context.config
    made: dict[str, bytes] = {}
    problems: list[FileProblem] = []
    for row in _wanted(config):
        if everything or context.output.marks(row.name) is None:
            try:
                made[row.name] = _made(context, row)
            except PictureError as error:
                problem = Problem(line=None, level="error", code=error.code, message=error.message)
                problems.append((str(shown(row.source)), problem))
    if config.pages:
        made[CARD] = files("feedpub").joinpath("data", CARD).read_bytes()
        if not config.icon_file:
            made[_OUR_ICON] = initial_icon(context.publication, config.accent.light if config.accent else None)
    for name, data in made.items():
        if data:
            stage_own(context, name, data)
    return replace(context, look=_look(context, made)), tuple(problems)


def _look(context: "RenderContext", made: Mapping[str, bytes]) -> "SiteLook":
    """The pictures that are published, or staged."""
    from feedpub.model.look import ListedPicture, SiteLook

    width, height = _CARD
    logo, card = None, ListedPicture(CARD, width, height, (), "") if context.config.pages else None
    source = context.config.logo_file
    if source and (data := made.get(logo_path(source.suffix)) or context.output.read(logo_path(source.suffix))):
        width, height = size_of(data) or struct.unpack(">II", data[_PNG_SIZE])
        logo = ListedPicture(logo_path(source.suffix), width, height, (), "")
        card = card if _is_drawing(source) else logo
    return SiteLook(tuple(_icons(context, made)), logo, card)


def _icons(context: "RenderContext", made: Mapping[str, bytes]) -> "Iterator[SiteIcon]":
    """Those that are published, or staged. One at an address below `base_url` is taken if it is there."""
    from feedpub.model.look import SiteIcon

    config = context.config
    sizes = {icon_path(".png"): f"{_ICON}x{_ICON}", TOUCH_ICON: f"{_TOUCH}x{_TOUCH}", icon_path(_DRAWING): "any"}
    if config.icon_file:
        names = [icon_path(config.icon_file.suffix), *([] if _is_drawing(config.icon_file) else [TOUCH_ICON])]
    else:
        names = [(config.icon or "").removeprefix(config.base_url)]
    found = [name for name in names if name and (made.get(name) or context.output.marks(name))]
    if not found and not config.icon_file and config.pages:
        found = [_OUR_ICON]
    for name in found:
        yield SiteIcon("apple-touch-icon" if name == TOUCH_ICON else "icon", name, sizes.get(name, ""))


def _wanted(config: Config) -> Iterator[_Wanted]:
    if icon := config.icon_file:
        yield _Wanted(icon_path(icon.suffix), icon, "ICON", _ICON)
        if not _is_drawing(icon):
            yield _Wanted(TOUCH_ICON, icon, "TOUCH", _TOUCH)
    if logo := config.logo_file:
        yield _Wanted(logo_path(logo.suffix), logo, "LOGO", _LOGO)


def _made(context: "RenderContext", row: _Wanted) -> bytes:
    """The bytes of a file; empty in a dry build.

    Raises:
        PictureError: it cannot be made.
    """
    from feedpub.ingest.images import read_image

    source = row.source.name
    data = read_image(row.source, source)
    if _is_drawing(row.source):
        if size_of(data) is None:
            raise PictureError("picture-broken", message("`{source}` is no drawing in SVG", source=source))
        return data
    if context.desk is None:
        return b""
    from feedpub.ingest.picture_worker import Task

    context.desk.examine(data, source)
    if made := context.desk.redraw(data, Task[row.kind], row.width, source):
        return made
    raise PictureError("picture-broken", message("`{source}` cannot be made smaller; it is not shown", source=source))


def _is_drawing(path: Path) -> bool:
    return path.suffix.lower() == _DRAWING
