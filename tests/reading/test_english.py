"""English bulletins: bylines, datelines, captions, sign-offs, and paragraphs that a column cut."""

import pytest

from feedpub.entries.text import author_of, summary_of
from feedpub.model import Figure
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit, split_credit
from feedpub.reading.phrases.signoffs import is_tail, source_of, split_tail
from feedpub.reading.structure.shortcuts import read_opening


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("BY JANE DOE", ["JANE DOE"]),
        ("by Jane Doe", ["Jane Doe"]),
        ("By Shen Yanqiu", ["Shen Yanqiu"]),
        ("By Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("By Jane Doe, John Roe & Tom Poe", ["Jane Doe", "John Roe", "Tom Poe"]),
        ("By JANE DOE, Staff Reporter", ["JANE DOE"]),
        ("By staff reporter Jane Doe", ["Jane Doe"]),
        ("By Xinhua writers Jane Doe, John Roe", ["Jane Doe", "John Roe"]),
        ("By Jane Doe, Chief Political Correspondent", ["Jane Doe"]),
        ("By Jane Doe in Linlan and John Roe in Bailu", ["Jane Doe", "John Roe"]),
        ("By Jane Doe in Linlan, Zhejiang", ["Jane Doe"]),
        ("By Jane Doe | Linlan Times", ["Jane Doe"]),
        ("By Jane Doe, Linlan Times", ["Jane Doe"]),
        ("By Jane Doe (Linlan Daily)", ["Jane Doe"]),
        ("By Ahmad bin Ali and S. Kumar", ["Ahmad bin Ali", "S. Kumar"]),
        ("By Jean-Luc O’Brien", ["Jean-Luc O’Brien"]),
        ("Story by Jane Doe", ["Jane Doe"]),
        ("Jane Doe, Staff Writer", ["Jane Doe"]),
        ("(Reporting by Jane Doe in Linlan and John Roe; Editing by Tom Poe)", ["Jane Doe", "John Roe"]),
        ("By Our Correspondent", []),
        ("By AFP", []),
        ("By The Associated Press", []),
    ],
)
def test_byline(line: str, names: list[str]) -> None:
    found = read_byline(line)
    assert found is not None
    assert [person.name for person in found.people] == names


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the road was open again.",
        "By the end of the year",
        "By Chinese New Year",
        "By Train, Bus and Boat",
        "By Peter, Paul and Mary",
        "Editing by Tom Poe",
        "Jane Doe, who keeps the keys",
        "Shen Yanqiu, Linlan",
        "Linlan Times | Mar 17, 2026",
        "Bylaws and Rules",
    ],
)
def test_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("text", "agency", "place", "day"),
    [
        ("LINLAN, March 16 (Linlan News Agency) — The tea works reopened.", "Linlan News Agency", "LINLAN", (3, 16)),
        ("LINLAN, Mar. 16 (LNA) -- The tea works reopened.", "LNA", "LINLAN", (3, 16)),
        ("LINLAN, Zhejiang, March 16, 2026 (AP) — The tea works.", "美联社", "LINLAN, Zhejiang", (3, 16)),
        ("LINLAN, 16 March — The tea works reopened.", None, "LINLAN", (3, 16)),
        ("LINLAN, MARCH 16 (AFP) - The tea works.", "法新社", "LINLAN", (3, 16)),
        ("Linlan, March 16 (LNA) — The tea works reopened.", "LNA", "Linlan", (3, 16)),
        ("TAIPEI, March 16 (CNA) The tea works reopened.", "中央社", "TAIPEI", (3, 16)),
        ("LONDON (Thomson Reuters) - Tea rose.", "路透社", "LONDON", (None, None)),
        ("KUALA LUMPUR, Wed. — Linlan beat Bailu.", None, "KUALA LUMPUR", (None, None)),
        ("LINLAN — The tea works reopened.", None, "LINLAN", (None, None)),
    ],
)
def test_dateline(text: str, agency: str | None, place: str, day: tuple[int | None, int | None]) -> None:
    found = read_opening(text)
    assert found is not None
    line = found.dateline
    assert (line.agency, line.place, (line.month, line.day)) == (agency, place, day)


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE — The road is open again.",
        "COVID-19 — What we know.",
        "LINLAN, March 24 (Sat) - Lantern workshop, free admission.",
        "LINLAN: The road is open again.",
        "Linlan, March 16 — the day the road opened.",
        "IT was a cold day — The road was closed.",
        "VENUE — The old tea works",
    ],
)
def test_no_dateline(text: str) -> None:
    assert read_opening(text) is None


@pytest.mark.parametrize(
    ("line", "agency", "name"),
    [
        ("Photo by Jane Roe", None, "Jane Roe"),
        ("(Photo by Jane Roe/Linlan Times)", "Linlan Times", "Jane Roe"),
        ("Photo: Xinhua", "新华社", None),
        ("(Xinhua/Jane Roe)", "新华社", "Jane Roe"),
        ("[Photo/Xinhua]", "新华社", None),
        ("Photo courtesy of the Linlan Museum", None, "Linlan Museum"),
        ("Courtesy of Jane Roe", None, "Jane Roe"),
    ],
)
def test_credit(line: str, agency: str | None, name: str | None) -> None:
    found = read_credit(line)
    assert found is not None
    assert (found.agency, found.name) == (agency, name)


def test_a_caption_ends_in_its_credit() -> None:
    caption = "Readers browse at the fair on Monday."
    for credit in ("(Photo by Jane Roe)", "Photo by Jane Roe", "[Photo/Xinhua]", "(Xinhua/Jane Roe)"):
        text, found = split_credit(f"{caption} {credit}")
        assert text == caption
        assert found is not None
    assert split_credit("The bus was late (Linlan/Bailu line)")[1] is None


def test_words_that_open_a_caption() -> None:
    assert is_caption("This aerial photo taken on March 16, 2026 shows the port.")
    assert is_caption("File photo: the tea works in 1990.")
    assert not is_caption("The photographer left at noon.")


def test_sign_offs() -> None:
    for line in ("Enditem", "-- END --", "(END)", "ENDS", "-30-", "(Editing by John Roe)", "Source: Linlan Times"):
        assert is_tail(line), line
    for line in ("The end", "30", "Ending the talks took a week", "Source of the river"):
        assert not is_tail(line), line
    assert source_of("Source: Linlan Times") == "Linlan Times"
    assert split_tail("Nobody was hurt, he said. Enditem") == ("Nobody was hurt, he said.", "Enditem")
    assert split_tail("They call it the end (for now)") == ("They call it the end (for now)", "")


BULLETIN = """# Old tea works reopens as a library

By Jane Doe and John Roe, Staff Reporters

LINLAN, March 16 (Linlan News Agency) — The tea works of Linlan, idle for twelve years and

bought by the town in March, reopened on Monday as a library with nine thousand books.

Readers wait for the doors to open. Photo by Jane Roe

“I came on the first bus,” said Tom Poe, who keeps the keys.

The shelves were built from the old drying racks. (Editing by Mary Coe)

# Village gets its first bus

Eight runs a day take forty minutes to town.

Enditem
"""


def test_a_bulletin() -> None:
    first, second = read_bulletin(BULLETIN).articles
    assert [person.name for person in first.people] == ["Jane Doe", "John Roe"]
    assert first.dateline is not None
    assert (first.dateline.month, first.dateline.day) == (3, 16)
    assert len(first.paragraphs) == 3
    assert "twelve years and bought by the town" in first.paragraphs[0]
    assert first.paragraphs[-1] == "The shelves were built from the old drying racks."
    assert [block.caption for block in first.body if isinstance(block, Figure)] == [
        "Readers wait for the doors to open."
    ]
    assert second.paragraphs == ("Eight runs a day take forty minutes to town.",)


def test_sentences_of_a_summary_and_authors_are_set_apart() -> None:
    article = read_bulletin("# Bus\n\nBy Jane Doe and John Roe\n\nThe bus came.\n\nNobody saw it.").articles[0]
    assert summary_of(article) == "The bus came. Nobody saw it."
    assert author_of(article, None) == "Jane Doe, John Roe"
