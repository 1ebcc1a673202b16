"""Prove pictures, or make smaller ones, in a process of its own: `photo_desk` starts and bounds it.

Its argument is how many bytes of memory it may take. For each picture it gets a head (seconds it may take, what is
wanted, bytes, and the widths that are wanted, or zeros) and the bytes. A `Task.PROVE` it answers with a line of JSON: a
`Proof`. All others it answers with a line of JSON, the sizes of the pictures that it made in bytes, and then these. A
picture that takes longer ends the process, whatever library is at work then.
"""

import json
import resource
import signal
import struct
import sys
import warnings
from collections.abc import Sequence
from enum import IntEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from feedpub.ingest.images import PictureCopy, copy_of
from feedpub.messages import message, stored
from feedpub.pictures.container import BrokenPictureError
from feedpub.pictures.scaled import WIDTHS

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

__all__ = ["HEAD", "Proof", "Task", "prove", "redraw", "scale"]

HEAD = struct.Struct(f"!dBI{len(WIDTHS)}H")
_MOST_PIXELS = 90_000_000  # of a frame
_MOST_OF_ALL = 500_000_000  # pixels of all frames
_QUALITY = 78  # of 100
_EFFORT = 2  # of 6: 4 takes twice the time for a tenth of the bytes


class Task(IntEnum):
    """What is wanted of a picture."""

    PROVE = 0
    SCALE = 1  # smaller ones of those widths
    ICON = 2  # a square of that width
    TOUCH = 3  # the same on white: a phone shows no transparency
    LOGO = 4  # no wider and no higher than that


class Proof(NamedTuple):
    """What was found out about a picture.

    Attributes:
        error: why it can't be shown, going on from its name; empty where it can.
        path: of its copy below the output folder.
        media_type: `image/jpeg`.
        width, height: as it is shown, in pixels.
        size: of its copy, in bytes.
    """

    error: str
    path: str = ""
    media_type: str = ""
    width: int = 0
    height: int = 0
    size: int = 0


def prove(data: bytes) -> Proof:
    """Takes the place out of a picture, and proves that what is left is a picture: reads all of it, and measures it."""
    from PIL import Image, UnidentifiedImageError

    try:
        copy = copy_of(data)
        width, height = _measure(copy)
    except Image.DecompressionBombError:  # a frame larger than the whole
        return Proof(message("has more pixels than it says"))
    except (UnidentifiedImageError, LookupError):
        return Proof(message("is no JPEG, PNG, GIF, WebP or AVIF"))
    except _TooLargeError as error:
        return Proof(error.args[0])
    except MemoryError:
        return Proof(message("needs too much memory"))
    except BrokenPictureError as error:
        return Proof(message("cannot be read: it {why}", why=error.args[0]))
    except Exception as error:  # a broken file makes Pillow raise nearly anything: struct.error, RuntimeError, KeyError
        return Proof(message("cannot be read: {why}", why=error))
    return Proof("", copy.path, copy.format.media_type, width, height, len(copy.cleaned.data))


def scale(data: bytes, widths: Sequence[int]) -> list[bytes]:
    """Makes a picture smaller that was proved: WebP in each width, without its EXIF; nothing of one that moves.

    WebP is what browsers of the last years read, has transparency, and takes a third of the bytes of JPEG.
    """
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as opened:
        if getattr(opened, "is_animated", False):
            return []
        opened.draft("RGB", (max(widths), max(widths)))  # a JPEG need not be decoded in full
        shown = ImageOps.exif_transpose(opened)
        profile = opened.info.get("icc_profile", b"") if shown.mode in ("RGB", "RGBA") else b""
    shown = _in_colours(shown)
    made = []
    for width in sorted(widths, reverse=True):
        size = width, max(1, round(shown.height * width / shown.width))
        shown = shown.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        file = BytesIO()
        shown.save(file, "WEBP", quality=_QUALITY, method=_EFFORT, icc_profile=profile)
        made.append(file.getvalue())
    return made[::-1]


def redraw(data: bytes, task: Task, width: int) -> bytes:
    """Makes a picture of the site's own, as PNG, which everybody shows who shows pages that are shared."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as opened:
        shown = _in_colours(ImageOps.exif_transpose(opened))
    if task is Task.LOGO:
        shown.thumbnail((width, width), Image.Resampling.LANCZOS)
    else:
        fitting = ImageOps.contain(shown.convert("RGBA"), (width, width), Image.Resampling.LANCZOS)
        shown = Image.new("RGBA", (width, width))
        shown.paste(fitting, ((width - fitting.width) // 2, (width - fitting.height) // 2))
    if task is Task.TOUCH:
        white = Image.new("RGBA", shown.size, "white")
        shown = Image.alpha_composite(white, shown).convert("RGB")
    file = BytesIO()
    shown.save(file, "PNG", optimize=True)
    return file.getvalue()


def _in_colours(picture: "PillowImage") -> "PillowImage":
    """A picture in RGB, with an alpha channel where it has any transparency."""
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    return picture.convert("RGBA" if transparent else "RGB")


class _TooLargeError(Exception):
    """The message goes on from the picture's name."""


_ORIENTATION = 0x0112  # the EXIF tag; from 5 on the picture is shown on its side


def _measure(copy: PictureCopy) -> tuple[int, int]:
    """Width and height as shown, once all of the first frame is read: half a file shows only there."""
    from PIL import Image

    data, frames, canvas = copy.cleaned
    if canvas:
        _refuse_large(canvas, frames)
    with Image.open(BytesIO(data), formats=[copy.format.name]) as opened:
        _refuse_large(opened.size, frames)
        opened.load()
        on_its_side = opened.getexif().get(_ORIENTATION, 1) >= 5
        width, height = opened.size
    return (height, width) if on_its_side else (width, height)


def _refuse_large(size: tuple[int, int], frames: int) -> None:
    width, height = size
    if width * height > _MOST_PIXELS:
        raise _TooLargeError(
            message(
                "has {width} × {height} pixels, more than {millions} million",
                width=width,
                height=height,
                millions=_MOST_PIXELS // 1_000_000,
            )
        )
    if width * height * frames > _MOST_OF_ALL:
        raise _TooLargeError(
            message(
                "has {frames} frames of {width} × {height} pixels, more than {millions} million pixels together",
                frames=frames,
                width=width,
                height=height,
                millions=_MOST_OF_ALL // 1_000_000,
            )
        )


def _bound(kind: int, most: int) -> None:
    """Sets a limit of this process, no higher than the one it has. Some systems know no limit of memory."""
    _, hard = resource.getrlimit(kind)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (least, hard))
    except (ValueError, OSError):
        return


def _serve(pictures: BinaryIO, answers: BinaryIO) -> None:
    """Answers for each picture, until there are no more."""
    while len(head := pictures.read(HEAD.size)) == HEAD.size:
        seconds, task, size, *widths = HEAD.unpack(head)
        signal.setitimer(signal.ITIMER_REAL, seconds)  # the signal ends the process: nobody handles it
        data = pictures.read(size)
        answer, made = _answer(data, Task(task), list(filter(None, widths)))
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.writelines(made)
        answers.flush()


def _answer(data: bytes, task: Task, widths: Sequence[int]) -> tuple[list[Any], Sequence[bytes]]:
    """The line that answers, and what follows it."""
    if task is Task.PROVE:
        why, *found = prove(data)
        return [stored(why), *found], ()
    try:
        made = scale(data, widths) if task is Task.SCALE else [redraw(data, task, width) for width in widths]
    except Exception:  # as above; the picture itself is shown
        made = []
    return list(map(len, made)), made


def _load() -> None:
    """Loads what reads pictures, before any is timed."""
    from PIL import AvifImagePlugin, GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    warnings.simplefilter("ignore")  # what Pillow passes over concerns nobody
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each takes memory of its own
    for plugin in (GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin):
        assert plugin.__name__ in sys.modules  # they make themselves known to Pillow


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build, which then closes the pipe
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _bound(resource.RLIMIT_AS, int(sys.argv[1]))
    _bound(resource.RLIMIT_CORE, 0)
    _load()
    _serve(sys.stdin.buffer, sys.stdout.buffer)
