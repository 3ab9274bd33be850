"""`twosource parties` and --judgements: what the user settles about names is written, read and honoured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import twosource
from twosource.cli.main import run

FIRST = (
    "Harbour chief resigns\n\nOstap Verenko, the head of the Halden River Authority, resigned on Tuesday. "
    "Verenko said he was tired.\n"
)
SECOND = (
    "Chief of harbour steps down\n\nAstap Veranka stepped down on Tuesday, the River Board said. "
    "The mayor, Marta Okonedo, thanked Veranka.\n"
)


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two reports of one story that spell a name in two ways."""
    monkeypatch.chdir(tmp_path)
    lines = [
        json.dumps({"id": i, "text": text, "outlet": outlet, "story": "s"})
        for i, text, outlet in (("a", FIRST, "Gazette"), ("b", SECOND, "Post"))
    ]
    Path("in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return ["in.jsonl"]


def names_of(capfd: pytest.CaptureFixture[str], arguments: list[str]) -> tuple[dict[str, set[str]], str]:
    """Return the names of each party of the account by the name shown, and what was noted."""
    assert run(["brief", *arguments, "--jsonl"]) == 0
    out, err = capfd.readouterr()
    return {
        party["name"]: {name for names in party["names"].values() for name in names}
        for party in json.loads(out)["parties"]
    }, err


def test_a_written_file_reads_back(inputs: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """The list of parties is itself a file of judgements: every line is read, and it changes nothing."""
    assert run(["parties", *inputs, "-o", "names.tsv"]) == 0
    assert capfd.readouterr().out == ""
    text = Path("names.tsv").read_text(encoding="utf-8")
    judgements = twosource.read_judgements(text)
    assert ("Astap Veranka", "Ostap Verenko") in judgements.same
    before, _ = names_of(capfd, inputs)
    after, noted = names_of(capfd, [*inputs, "--judgements", "names.tsv"])
    assert before == after
    assert "judgements" not in noted


def test_the_users_file_is_honoured(inputs: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """Lines of the file join what the program leaves apart, and choose the name that is shown."""
    Path("mine.tsv").write_text(
        "same\tHalden River Authority\tRiver Board\nname\tRiver Board\tthe Authority\n",
        encoding="utf-8",
    )
    found, noted = names_of(capfd, [*inputs, "--judgements", "mine.tsv"])
    assert {"Halden River Authority", "River Board"} <= found["the Authority"]
    assert "judgements" not in noted


def test_two_that_the_user_keeps_apart(inputs: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """`different` keeps two names apart; what can't be done is said."""
    Path("mine.tsv").write_text(
        "different\tOstap Verenko\tAstap Veranka\ndifferent\tOstap Verenko\tVerenko\nsame\tNobody\tNo One\n",
        encoding="utf-8",
    )
    found, noted = names_of(capfd, [*inputs, "--judgements", "mine.tsv"])
    assert not any({"Ostap Verenko", "Astap Veranka"} <= names for names in found.values())
    assert "no report names “Nobody”" in noted
    assert "one report itself uses “Ostap Verenko” and “Verenko” for one party" in noted


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("same\tonly one\n", "mine.tsv, line 1"),
        ("same\ta\tb\ndifferent\tB\tA\n", "mine.tsv, line 2: “B” and “A” are both same and different"),
        (b"same\t\xff\tb\n", "it is not in UTF-8"),
        (None, "no such file"),
    ],
    ids=["cells", "both ways", "encoding", "no file"],
)
def test_a_bad_file_is_wrong_usage(
    inputs: list[str], capfd: pytest.CaptureFixture[str], content: str | bytes | None, why: str
) -> None:
    """A file that can't be read or judges one pair both ways is refused before any work, with its line."""
    if isinstance(content, str):
        content = content.encode()
    if content is not None:
        Path("mine.tsv").write_bytes(content)
    assert run(["brief", *inputs, "--judgements", "mine.tsv"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert why in err


def test_an_open_pair_is_listed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A bare surname that two persons of the story bear is `unsure`, and turning the word settles it."""
    reports = [
        {"text": "Ostap Verenko spoke to Lesya Verenko in Halden on Monday.", "outlet": "Gazette"},
        {"text": "Verenko spoke in Halden on Monday.", "outlet": "Post"},
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(r | {"story": "s"}) for r in reports), encoding="utf-8")
    assert run(["parties", str(path)]) == 0
    lines = [line.split("\t") for line in capfd.readouterr().out.splitlines()]
    open_pairs = {frozenset(cells[1:3]) for cells in lines if cells[0] == "unsure"}
    assert frozenset(("Verenko", "Ostap Verenko")) in open_pairs
    accounts = twosource.account(
        twosource.annotate(twosource.read([dict(r, story="s") for r in reports])),
        judgements=twosource.read_judgements("same\tVerenko\tLesya Verenko\n"),
    )
    joined = [p for p in accounts[0].parties if p.name == "Lesya Verenko"]
    assert {name for _, names in joined[0].names for name in names} == {"Lesya Verenko", "Verenko"}
