"""What a report's text falls into: parts, credits, title, byline, dateline, outlet."""

from __future__ import annotations

import pytest

from twosource.clean import clean
from twosource.errors import RESIDUE
from twosource.records import Facts, Layout, Report, Source

from ..work import LINEAR, LONG, Work, growth, no_hang

BODY = (
    "The harbour council of Port Ellery on Saturday voted to close the eastern quay after two cranes fell.",
    "Nobody was hurt, but the council said it could not rule out further damage to the sea wall.",
    "“We were lucky,” said Mara Quillon, who leads the harbour workers’ union. “Next time we may not be.”",
    "The port’s owner, Dunmore Lines, denied that it had put off repairs. It gave no date for an inspection.",
)
PASTED = """Ellery Gazette
Regional News

Harbour council shuts eastern quay after cranes collapse

Workers Stand Beside A Fallen Crane In Port Ellery
Workers stand beside a fallen crane on the eastern quay in Port Ellery REUTERS/Ilse Brandt

By Tomas Verrin

{body}

Related Posts

Fishermen bet on a short winter after warm autumn

Reuters News Service

Old lighthouse keeper honoured in island ceremony

Reuters News Service

Leave a Reply

Your email address will not be shown. Fields with a star must be filled in."""


def report(text: str, **given: str) -> Report:
    """Return a report of `text` with given facts."""
    return Report("r", Source("r.txt", "", len(text)), text, given=Facts(**given))


def roles(layout: Layout) -> list[tuple[str, str]]:
    """Return role and first line of each part."""
    return [(part.role, part.span.text.split("\n")[0]) for part in layout.parts]


@pytest.fixture(scope="module")
def pasted() -> Layout:
    """Return the layout of a report pasted with its residue."""
    return clean(report(PASTED.format(body="\n\n".join(BODY))))


def test_pasted_report_falls_into_its_parts(pasted: Layout) -> None:
    """Header, section, title, caption with its credit, byline, body and the residue below are told apart."""
    assert roles(pasted) == [
        ("residue", "Ellery Gazette"),
        ("section", "Regional News"),
        ("title", "Harbour council shuts eastern quay after cranes collapse"),
        ("caption", "Workers Stand Beside A Fallen Crane In Port Ellery"),
        ("caption", "Workers stand beside a fallen crane on the eastern quay in Port Ellery"),
        ("residue", "REUTERS/Ilse Brandt"),
        ("byline", "By Tomas Verrin"),
        *(("body", line) for line in BODY),
        ("residue", "Related Posts"),
        ("residue", "Leave a Reply"),
    ]


def test_residue_has_its_reason(pasted: Layout) -> None:
    """Each part of residue says why, with a code of `errors.RESIDUE`; no other part does."""
    reasons = [part.reason for part in pasted.parts if part.role == "residue"]
    assert reasons == ["header", "photo-credit", "related", "comments"]
    assert all((part.reason in RESIDUE) == (part.role == "residue") for part in pasted.parts)


def test_credits_differ_in_kind(pasted: Layout) -> None:
    """The photographer's credit and those of related stories are no credit of the text."""
    assert [(credit.agency, credit.kind) for credit in pasted.credits] == [
        ("Reuters", "photo"),
        ("Reuters", "other-story"),
        ("Reuters", "other-story"),
    ]


def test_names_come_from_the_text(pasted: Layout) -> None:
    """Title, byline and outlet that nobody gave are read from the text, with the words that show them."""
    assert (pasted.outlet.value, pasted.outlet.basis) == ("Ellery Gazette", "text")
    assert (pasted.byline.value, pasted.byline.basis) == ("By Tomas Verrin", "text")
    assert pasted.title.span is not None
    assert pasted.title.span.text == pasted.title.value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PASTED.format(body="\n\n".join(BODY)), id="pasted"),
        pytest.param("\n".join(BODY), id="body alone"),
        pytest.param("PORT ELLERY (Reuters) - " + BODY[0], id="dateline"),
        pytest.param("Home\nNews\nSport\n\n© 2020 Ellery Gazette", id="furniture alone"),
        pytest.param("\r\n\u2028 a \u3000\x85b\u200b\n\n\x1cc", id="odd line breaks"),
        pytest.param("İstanbul’da İKİ kişi\n\ud800 öldü", id="letters that grow in lower case"),
        pytest.param("x", id="one letter"),
        pytest.param(" \n\t\n", id="blank"),
        pytest.param("", id="empty"),
    ],
)
def test_each_character_is_in_one_part(text: str) -> None:
    """Every non-blank character is in exactly one part, and parts stand in text order."""
    layout = clean(report(text))
    held = [i for part in layout.parts for i in range(part.span.start, part.span.end)]
    assert held == sorted(set(held))
    assert {i for i, char in enumerate(text) if not char.isspace()} <= set(held)
    for part in layout.parts:
        part.span.check(text)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(BODY, id="paragraphs"),
        pytest.param((*BODY[:2], "What the union says", *BODY[2:]), id="sub-head"),
        pytest.param((*BODY[:3], "“Never.”", BODY[3]), id="short quotation"),
        pytest.param((*BODY[:2], "Closed:", "the eastern quay", "the fish market", *BODY[2:]), id="list"),
        pytest.param((BODY[0],), id="one paragraph"),
    ],
)
def test_text_without_residue_stays_whole(lines: tuple[str, ...]) -> None:
    """Sub-heads, short quotations and lists between the sentences of a report are body."""
    layout = clean(report("\n\n".join(lines), title="Quay shut after cranes collapse in storm"))
    assert [part.span.text for part in layout.parts] == list(lines)
    assert {part.role for part in layout.parts} == {"body"}


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        pytest.param(
            "PORT ELLERY (Reuters) - Two cranes fell.", "PORT ELLERY (Reuters) -", "Reuters", id="agency"
        ),
        pytest.param(
            "DUNMORE, Aug 15 (AFP) – Two fell.", "DUNMORE, Aug 15 (AFP) –", "Agence France-Presse", id="date"
        ),
        pytest.param("(Reuters) - Two cranes fell.", "(Reuters) -", "Reuters", id="no place"),
        pytest.param("PORT ELLERY — Two cranes fell.", "PORT ELLERY —", None, id="no agency"),
    ],
)
def test_dateline_is_cut_from_the_first_line(line: str, place: str, agency: str | None) -> None:
    """The dateline is a part, the rest of its line body; an agency in it supplied the text."""
    layout = clean(report("\n".join((line + " " + BODY[1], *BODY[2:]))))
    assert layout.dateline.value == place
    assert layout.parts[1].role == "body"
    assert [(credit.agency, credit.kind) for credit in layout.credits] == (
        [(agency, "text")] if agency else []
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ellery — the old port — was calm on Saturday.",
        "EXCLUSIVE: The quay was closed.",
        "BREAKING NEWS — The quay is shut.",
        "FILE - The quay was photographed on Nov. 30.",
    ],
)
def test_no_dateline_without_a_place(line: str) -> None:
    """A dash or a colon near the beginning makes no dateline."""
    assert clean(report("\n".join((line, *BODY)))).dateline.value is None


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        pytest.param("Reuters", "Reuters", id="name alone"),
        pytest.param("© AFP", "Agence France-Presse", id="copyright"),
        pytest.param(
            "(Reporting by Ilse Brandt for Reuters; Editing by Tomas Verrin)", "Reuters", id="desk line"
        ),
        pytest.param("With files from the Associated Press", "Associated Press", id="files"),
    ],
)
def test_last_line_may_credit_the_supplier(last: str, agency: str) -> None:
    """A closing line that names the agency is no body but the credit of the text."""
    layout = clean(report("\n\n".join((*BODY, last))))
    assert [(credit.agency, credit.kind) for credit in layout.credits] == [(agency, "text")]
    assert layout.parts[-1].reason == "text-credit"


@pytest.mark.parametrize(
    ("tail", "agency"),
    [
        pytest.param("REUTERS", "Reuters", id="capitals"),
        pytest.param("(AFP)", "Agence France-Presse", id="brackets"),
        pytest.param("— AP", "Associated Press", id="dash"),
        pytest.param("“Never.”", None, id="a quotation"),
        pytest.param("It told Reuters", None, id="a sentence cut off"),
    ],
)
def test_the_supplier_behind_the_last_sentence(tail: str, agency: str | None) -> None:
    """An agency's name alone behind the last full stop credits the text, and is no part of its body."""
    layout = clean(report("\n\n".join((*BODY[:3], f"{BODY[3]} {tail}"))))
    assert [credit.agency for credit in layout.credits if credit.kind == "text"] == (
        [agency] if agency else []
    )
    assert (layout.parts[-1].span.text == tail) is (agency is not None)
    for part in layout.parts:
        part.span.check("\n\n".join((*BODY[:3], f"{BODY[3]} {tail}")))


def test_sentence_about_an_agency_credits_nobody() -> None:
    """An agency that is cited in the last sentence did not supply the text."""
    last = "By Saturday night, Interfax said, the quay had been cleared of the wreck."
    layout = clean(report("\n\n".join((*BODY, last))))
    assert layout.credits == ()
    assert layout.parts[-1].role == "body"


@pytest.mark.parametrize(
    ("given", "value", "basis"),
    [
        pytest.param({"outlet": "Dunmore Star"}, "Dunmore Star", "given", id="given"),
        pytest.param(
            {"url": "https://www.dunmore-star.example/quay"}, "dunmore-star.example", "given", id="address"
        ),
        pytest.param({"url": "https://uk.reuters.com/a"}, "Reuters", "given", id="known address"),
        pytest.param({}, None, "unknown", id="nobody says"),
    ],
)
def test_outlet_says_what_it_rests_on(given: dict[str, str], value: str | None, basis: str) -> None:
    """The outlet is the given one, else that of the given address, else unknown."""
    told = "The council’s leader told the Dunmore Star that the wall would hold."
    layout = clean(report("\n\n".join((*BODY, told)), **given))
    assert (layout.outlet.value, layout.outlet.basis) == (value, basis)


def test_times_head_the_entries_of_a_running_report() -> None:
    """A time of day on a line of its own belongs to no sentence."""
    entries = "\n\n".join(f"{time}\n{line}" for time, line in zip(("11.40", "9:05 a.m."), BODY, strict=False))
    layout = clean(
        report(f"Quay shut after cranes fall at Port Ellery\n\n{entries}\n\n{BODY[2]}\n\n{BODY[3]}")
    )
    assert [words for role, words in roles(layout) if role == "section"] == ["11.40", "9:05 a.m."]
    body = [part.span.text for part in layout.parts if part.role == "body"]
    assert "\n\n".join(body).split("\n\n") == [BODY[0], BODY[1], BODY[2], BODY[3]]


@pytest.mark.parametrize(
    "tail",
    [
        "What our readers say\nTomas V: They knew it for years.\nquaygirl: Not on my tax!",
        "Send us your pictures of the quay: newsdesk at the Ellery Gazette.",
        "Did you like this report? Become a friend of the Gazette.",
    ],
)
def test_what_follows_a_report_is_not_its_own(tail: str) -> None:
    """What readers wrote and what they are asked for, below a report, is residue."""
    text = "\n\n".join(BODY)
    layout = clean(report(f"{text}\n\n{tail}"))
    assert [part.role for part in layout.parts if part.span.start >= len(text)] == ["residue"]


def test_given_title_is_found_in_the_text() -> None:
    """The line that has the given title is the title, though another stands nearer to the body."""
    title = "Quay closed for good, council says"
    text = "\n\n".join((title, "What the storm left behind on the coast", *BODY))
    layout = clean(report(text, title=title))
    assert (layout.title.value, layout.title.basis) == (title, "given")
    assert layout.parts[0].role == "title"
    assert layout.parts[1].role != "title"


def test_cleaning_the_body_again_changes_nothing(pasted: Layout) -> None:
    """The body of a cleaned report, cleaned by itself, is all body."""
    again = clean(report("\n\n".join(span.text for span in pasted.body())))
    assert [span.text for span in again.body()] == list(BODY)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“" * LONG, id="quotation marks"),
        pytest.param("A" * LONG, id="one capital word"),
        pytest.param("Aa Bb/" * (LONG // 6), id="no full stop"),
        pytest.param("By " + "Ann and " * (LONG // 8), id="endless byline"),
        pytest.param("Home\n" * (LONG // 5), id="a menu without end"),
        pytest.param("PORT, " + "(" * LONG, id="open brackets"),
    ],
)
def test_hostile_text_takes_linear_work(text: str) -> None:
    """No text makes a pattern run away, and four times the text is no more than about four times the work."""
    with no_hang():
        assert clean(report(text)).parts

    def prepared(size: int) -> Work:
        given = report(text[:size])
        return lambda: clean(given)

    assert growth(prepared, 6_000) <= LINEAR
