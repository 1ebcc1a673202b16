"""Pictures are looked at in a process of its own: what one costs, or breaks, is a warning of its own."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from feedpub.errors import PictureError
from feedpub.ingest import photo_desk, picture_worker
from feedpub.ingest.photo_desk import PhotoDesk
from feedpub.ingest.picture_worker import prove
from feedpub.model.build import BuildResult
from tests.papers import Paper
from tests.pictures import composed
from tests.pictures.mutated import mutated

TWO = """# 两条渡轮复航

本报滨江1月25日电（记者林知夏）停航的渡轮25日复航。

![图为渡轮离岸。（沈青禾 摄）](first)

乘客排起长队。

# 花灯上街

本报滨江1月25日电（记者林知夏）花灯25日上街。

![图为花灯。（沈青禾 摄）](second)
"""


def drawn(kind: str = "PNG", size: tuple[int, int] = (32, 20), mode: str = "RGB") -> bytes:
    made = BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path)
    paper.write("2026-01-26.md", TWO)
    (paper.news / "second").write_bytes(drawn())
    return paper


def _told(built: BuildResult) -> list[tuple[str, str]]:
    assert not built.failed
    return [(problem.code, problem.message) for _, problem in built.problems]


def _copies(paper: Paper) -> int:
    return len(list((paper.config.out / "p").glob("*")))


def gif(side: int, frames: int) -> bytes:
    """A GIF of a few hundred bytes, whose frames are a dot each on a large canvas."""
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x21\xf9\x04\x04\x0a\0\0\0\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return head + b"\x21\xfe\x0bGPSLatitude\0" + frame * frames + b";"


def apng() -> bytes:
    """A PNG that says it has one frame, and has ten."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    plain = drawn(size=(9_000, 9_000), mode="1")
    frames = [chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, 1, 1, 0, 0, 1, 10, 0, 0)) for number in range(10)]
    return plain[:33] + chunk(b"acTL", struct.pack(">II", 1, 0)) + b"".join(frames) + plain[33:]


def webp() -> bytes:
    """A WebP that moves, on a canvas that a decoder would take hundreds of megabytes for."""
    data = bytearray(composed.moving_webp())
    place = data.index(b"VP8X") + 12
    data[place : place + 6] = (15_999).to_bytes(3, "little") * 2
    return bytes(data)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: gif(9_000, 10), "10 frames of 9000 × 9000 pixels"),
        (apng, "10 frames of 9000 × 9000 pixels"),
        (webp, "16000 × 16000 pixels, more than 90 million"),
        (lambda: gif(10_000, 1), "10000 × 10000 pixels, more than 90 million"),
    ],
)
def test_more_pixels_than_the_bound_are_a_warning_and_no_picture(
    paper: Paper, made: Callable[[], bytes], told: str
) -> None:
    (paper.news / "first").write_bytes(made())
    [(code, message)] = _told(paper.build())
    assert (code, told in message) == ("picture-broken", True), message
    assert _copies(paper) == 1  # the other article's


@pytest.mark.parametrize("kind", ["apng", "moving-webp", "gif", "moving-avif"])
def test_frames_of_every_format_count(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = composed.PICTURES[kind]()
    assert prove(data).error == ""
    monkeypatch.setattr(picture_worker, "_MOST_OF_ALL", 2 * 64 * 48 - 1)
    assert prove(data).error.startswith("has 2 frames of 64 × 48 pixels")


def test_a_picture_that_moves_within_the_bound_is_published(paper: Paper) -> None:
    (paper.news / "first").write_bytes(gif(800, 100))
    assert _told(paper.build()) == []
    assert _copies(paper) == 2


def test_one_that_takes_too_long_is_a_warning_and_the_next_is_shown(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    (paper.news / "first").write_bytes(drawn(size=(9_000, 9_900)))
    monkeypatch.setattr(photo_desk, "_LONGEST", 0.01)
    with PhotoDesk() as desk:
        with pytest.raises(PictureError, match="takes more than"):
            desk.examine((paper.news / "first").read_bytes(), "first")
        monkeypatch.setattr(photo_desk, "_LONGEST", 10.0)
        assert desk.examine(drawn(), "second").width == 32


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep to RLIMIT_AS")
def test_one_that_takes_too_much_memory_is_a_warning(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_desk, "_MEMORY", 300_000_000)
    (paper.news / "first").write_bytes(drawn(size=(9_000, 9_000), mode="RGBA"))
    [(code, message)] = _told(paper.build())
    assert (code, "too much memory" in message) == ("picture-broken", True)
    assert _copies(paper) == 1


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each process that is started; the first ends at once."""
    start = photo_desk._start
    started: list[int] = []

    def breaking() -> "subprocess.Popen[bytes]":
        started.append(1)
        if len(started) > 1:
            return start()
        return subprocess.Popen(
            [sys.executable, "-c", "import os; os.abort()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    monkeypatch.setattr(photo_desk, "_start", breaking)
    return started


def test_one_that_ends_the_process_costs_nothing_but_itself(paper: Paper, started: list[int]) -> None:
    (paper.news / "first").write_bytes(drawn("JPEG"))
    [(code, message)] = _told(paper.build())
    assert (code, "sudden end" in message) == ("picture-broken", True)
    assert (_copies(paper), len(started)) == (1, 2)


def test_several_processes_make_the_same_smaller_pictures_in_the_same_order() -> None:
    pictures = [drawn("JPEG", size=(400 + 100 * number, 300)) for number in range(12)]
    made = []
    for jobs in (1, 3):
        with PhotoDesk(jobs=jobs) as desk:
            waited = [desk.scale(data, (320, 400), str(number)) for number, data in enumerate(pictures)]
            made.append([future.result() for future in waited])
    assert made[0] == made[1]
    assert all(len(smaller) == 2 for smaller in made[0])


@pytest.mark.usefixtures("started")
def test_one_that_ends_its_process_costs_no_other_its_smaller_pictures() -> None:
    with PhotoDesk(jobs=2) as desk:
        waited = [desk.scale(drawn("JPEG", size=(500, 300)), (320, 500), str(number)) for number in range(8)]
        assert sorted(len(future.result()) for future in waited) == [0, *[2] * 7]


def test_no_process_is_left_of_several_whatever_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    start = photo_desk._start
    started: list[subprocess.Popen[bytes]] = []

    def noted() -> "subprocess.Popen[bytes]":
        started.append(start())
        return started[-1]

    monkeypatch.setattr(photo_desk, "_start", noted)
    large = drawn("JPEG", size=(4000, 3000))

    def interrupted() -> None:
        with PhotoDesk(jobs=3) as desk:
            for number in range(6):
                desk.scale(large, (320, 760, 1520), str(number))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert started
    assert all(process.returncode is not None for process in started)


def test_a_build_without_new_pictures_starts_no_process(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    (paper.news / "first").write_bytes(drawn("JPEG"))
    assert _told(paper.build()) == []

    def never() -> "subprocess.Popen[bytes]":
        raise AssertionError("there is nothing to look at")

    monkeypatch.setattr(photo_desk, "_start", never)
    paper.write("2026-01-27.md", "# 江边读书\n\n本报滨江1月26日讯 书房开放。\n")
    assert _told(paper.build()) == []
    paper.write("2026-01-26.md", TWO.replace("长队", "长长的队"))  # a correction with the same pictures
    assert _told(paper.build()) == []
    (paper.news / "third").write_bytes((paper.news / "first").read_bytes())
    paper.write("2026-01-27.md", "# 江边读书\n\n本报滨江1月26日讯 书房开放。\n\n![图为书房。](third)\n")
    assert _told(paper.build()) == []
    assert _copies(paper) == 2


def test_copies_are_made_again_to_the_letter(paper: Paper) -> None:
    (paper.news / "first").write_bytes(composed.jpeg())
    paper.build()
    before = {path.name: path.read_bytes() for path in (paper.config.out / "p").glob("*")}
    for copy in (paper.config.out / "p").glob("*"):
        copy.unlink()
    paper.write("2026-01-26.md", TWO.replace("长队", "长长的队"))
    assert _told(paper.build()) == []
    assert {path.name: path.read_bytes() for path in (paper.config.out / "p").glob("*")} == before


@pytest.mark.parametrize("lack", ["time", "process"])
def test_what_could_not_be_looked_at_is_shown_by_the_next_build(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, lack: str
) -> None:
    (paper.news / "first").write_bytes(drawn("JPEG"))
    with monkeypatch.context() as patched:
        if lack == "time":
            patched.setattr(photo_desk, "_IN_ALL", 2.0)
        else:
            patched.setattr(sys, "executable", str(paper.folder / "none"))
        told = _told(paper.build())
        assert [code for code, _ in told] == ["picture-broken"] * 2
        assert all("next build" in message for _, message in told)
    assert _told(paper.build()) == []
    assert _copies(paper) == 2


def test_one_that_was_replaced_stays_as_it_was_until_it_is_looked_at(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    (paper.news / "first").write_bytes(drawn("JPEG"))
    paper.build()
    (paper.news / "first").write_bytes(drawn("JPEG", size=(400, 300)))
    with monkeypatch.context() as patched:
        patched.setattr(photo_desk, "_IN_ALL", 2.0)
        built = paper.build()
        assert (_told(built), built.corrected) == ([], 0)
    assert paper.build().corrected == 1


def test_a_module_in_the_folder_of_the_build_is_not_run(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    (paper.news / "PIL.py").write_text("raise SystemExit")
    (paper.news / "first").write_bytes(drawn("JPEG"))
    monkeypatch.chdir(paper.news)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    assert _told(paper.build()) == []


@pytest.mark.parametrize("seeds", [range(20), pytest.param(range(20, 400), marks=pytest.mark.slow)])
def test_mutated_pictures_are_shown_or_a_warning(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_desk, "_IN_ALL", 1_000.0)
    shown = 0
    refused: list[str] = []
    with PhotoDesk() as desk:
        for make in composed.PICTURES.values():
            whole = make()
            for seed in seeds:
                try:
                    desk.examine(mutated(whole, seed), "picture")
                    shown += 1
                except PictureError as error:
                    refused.append(str(error))
    assert shown > 10
    assert len(refused) > 10
    assert not [message for message in refused if "next build" in message or "sudden" in message]
