"""Which entry somebody means."""

import pytest

from feedpub.commands import which as module
from feedpub.commands.which import which
from feedpub.errors import UsageError

BRIDGE = "urn:uuid:4f8bc050-efed-568e-bd2d-8f686d02ca90"
FERRY = "urn:uuid:4f8bd111-0000-568e-bd2d-8f686d02ca90"
BUDGET = "urn:uuid:2026aaaa-1111-568e-bd2d-8f686d02ca90"
TITLES = {
    BRIDGE: "滨江大桥通车",
    FERRY: "渡口停航 Ferry stops",
    BUDGET: "明年预算公布",
    "urn:uuid:" + "9" * 8: "2026 年计划",
}


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([BRIDGE], [BRIDGE]),
        (["4f8bc050efed568e"], [BRIDGE]),
        (["4F8BC050-EFED"], [BRIDGE]),
        (["4f8bc"], [BRIDGE]),
        (["a/4f8bc050efed568e.html"], [BRIDGE]),
        (["https://news.example.org/a/4f8bd1110000568e.html"], [FERRY]),
        (["4f8bc", "4f8bd", "4f8bc050"], [BRIDGE, FERRY]),
        (["2026aaaa"], [BUDGET]),
    ],
)
def test_an_id_its_beginning_and_its_page(given: list[str], meant: list[str]) -> None:
    assert which(given, TITLES) == meant


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["4f8b"], "4f8b: several ids begin so: 4f8bc050efed568e, 4f8bd1110000568e; give more of it"),
        (["4f8"], "4f8: of an id, give at least its first four characters; `feedpub list` shows them"),
        (["4f8bc", "eeee"], "eeee: no entry has this id"),
        (["停车"], "停车: no entry has this id, or these words"),
        (["大桥"], "大桥: give the id of the entry that is meant:\n  4f8bc050efed568e  滨江大桥通车"),
        (["2026"], "2026aaaa1111568e  明年预算公布\n  99999999  2026 年计划"),
    ],
)
def test_a_script_is_told_what_to_give(given: list[str], told: str) -> None:
    with pytest.raises(UsageError) as raised:
        which(given, TITLES)
    assert told in str(raised.value)


def test_at_a_terminal_one_chooses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter(["7", "2"])
    monkeypatch.setattr(module, "_is_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    titles = {BRIDGE: "大桥通车", FERRY: "大桥检修"}
    assert which(["大桥"], titles) == [FERRY]
    shown = capsys.readouterr()
    assert "1  大桥通车  4f8bc050efed568e\n2  大桥检修  4f8bd1110000568e\n" in shown.out
    assert "7: not a number of the list" in shown.err


def test_nothing_chosen_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_is_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "")
    with pytest.raises(UsageError, match="nothing was changed"):
        which(["大桥"], TITLES)
