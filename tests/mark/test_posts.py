"""Signed posts of others: whose words, and what is none."""

from __future__ import annotations

import pytest

from twosource.mark.posts import find_posts
from twosource.mark.quotations import find_quotations

from ..work import LINEAR, LONG, Work, growth, no_hang
from .lines import lines_of

WORDS = "The north gate closes at noon. Bring your own boat."


SIGNED = (
    ("month first", f"{WORDS} — Ana Brek (@anabrek) May 3, 2021", WORDS),
    ("day first", f"{WORDS} — Ana Brek (@anabrek) 3 May 2021", WORDS),
    ("with the hour", f"{WORDS} — Ana Brek (@anabrek) 9:14 PM - 3 May 2021", WORDS),
    ("no date", f"{WORDS} — Ana Brek (@anabrek)", WORDS),
    ("no blank", f"{WORDS}— Ana Brek (@anabrek) May 3, 2021", WORDS),
    ("entity", f"{WORDS} &mdash; Ana Brek (@anabrek) May 3, 2021", WORDS),
    ("hyphen", f"{WORDS} - Ana-Lis Brek (@anabrek) May 3, 2021", WORDS),
    ("short dash", f"{WORDS} – Ana Brek (@anabrek) May 3, 2021", WORDS),
    ("dash in the words", f"Closed — for good. {WORDS} — Ana Brek (@a)", f"Closed — for good. {WORDS}"),
    ("small name", f"{WORDS} — torvik port (@torvik_port) May 3, 2021", WORDS),
    ("server in the handle", f"{WORDS} — Ana Brek (@brek@social.example) May 3, 2021", WORDS),
    ("picture", f"{WORDS} pic.twitter.com/AbC12 — Ana Brek (@anabrek) May 3, 2021", WORDS),
    ("links run together", f"{WORDS} https://t.co/Xpic.twitter.com/Y — Ana Brek (@a) May 3, 2021", WORDS),
    ("tag and picture", f"{WORDS} #gatepic.twitter.com/Y — Ana Brek (@a) May 3, 2021", f"{WORDS} #gate"),
    ("words for the ear", f"Skip Twitter post by @anabrek {WORDS} — Ana Brek (@a) May 3, 2021 Report", WORDS),
    ("next line", f"{WORDS}\n— Ana Brek (@anabrek) May 3, 2021", WORDS),
    ("next line, date below", f"{WORDS}\n— Ana Brek (@anabrek)\nMay 3, 2021", WORDS),
    ("next line, no date", f"{WORDS}\n— Ana Brek (@anabrek)\nThe gate closed.", WORDS),
    ("in marks", f"“{WORDS}” — Ana Brek (@anabrek) May 3, 2021", f"“{WORDS}”"),
    ("in marks after a lead", f"Brek wrote: “{WORDS}” — Ana Brek (@anabrek) May 3, 2021", f"“{WORDS}”"),
)


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in SIGNED], ids=[c[0] for c in SIGNED])
def test_a_signed_post(text: str, wanted: str) -> None:
    """The words before the dash are the post's, without the links at their end; it is one quotation."""
    lines = lines_of(text)
    (post,) = find_posts(text, lines)
    assert text[post.start : post.end] == wanted
    assert text[slice(*post.name)] in ("Ana Brek", "Ana-Lis Brek", "torvik port")
    assert [text[q.start : q.end] for q in find_quotations(text, lines)] == [wanted]


NONE = (
    ("credit of a film", "Ana Brek has the story (@anabrek). Torvik Film"),
    ("handle without a dash", "The gate closes at noon, wrote Ana Brek (@anabrek)"),
    ("sentence goes on", f"{WORDS} — Ana Brek (@anabrek) is the mayor."),
    ("clause with a handle", "It was late — the mayor had told Ana Brek (@anabrek)"),
    ("credit without a date", "Video — Ana Brek (@anabrek)"),
    ("words with no end", "Here is what we know so far of it — Ana Brek (@anabrek)"),
    ("author of the report", f"{WORDS}\n— Ana Brek (@anabrek)"),
    ("line above opens one", "The mayor wrote in the evening:\n— Ana Brek (@anabrek) May 3, 2021"),
    ("nothing above", "— Ana Brek (@anabrek) May 3, 2021"),
    ("long", f"{WORDS * 20} — Ana Brek (@anabrek) May 3, 2021"),
)


@pytest.mark.parametrize("text", [c[1] for c in NONE], ids=[c[0] for c in NONE])
def test_no_post(text: str) -> None:
    """Credits, clauses with a handle and long paragraphs are no posts."""
    assert find_posts(text, lines_of(text)) == ()


def test_two_posts_in_one_line() -> None:
    """Posts that lost the break between them are one each, where a date closes the first."""
    text = f"{WORDS} — Ana Brek (@a) May 3, 2021 It is shut. — Ivo Halden (@h) May 4, 2021"
    found = find_posts(text, lines_of(text))
    assert [text[p.start : p.end] for p in found] == [WORDS, "It is shut."]
    assert [text[slice(*p.name)] for p in found] == ["Ana Brek", "Ivo Halden"]


def test_no_words_but_links() -> None:
    """A post of links alone has no words, and quotes nothing."""
    text = "https://t.co/AbC pic.twitter.com/Y — Ana Brek (@anabrek) May 3, 2021"
    (post,) = find_posts(text, lines_of(text))
    assert post.start == post.end
    assert find_quotations(text, lines_of(text)) == ()


def test_marks_inside_and_beside() -> None:
    """Marks in a post, balanced or not, are part of it; those of other paragraphs are read as ever."""
    text = f"“Well,” he said.\n“Wait” {WORDS} “so — Ana Brek (@anabrek) May 3, 2021\nShe said “no”."
    found = [text[q.start : q.end] for q in find_quotations(text, lines_of(text))]
    assert found == ["“Well,”", f"“Wait” {WORDS} “so", "“no”"]


@pytest.mark.parametrize(
    "piece",
    ["— A (@a) ", "— A (@a) May 3, 2021 ", "(@", "— ", "(@a)", "http://", "- ", "x — A (@a)\n"],
)
def test_many_signatures_in_linear_work(piece: str) -> None:
    """Four times the dashes, handles or links are about four times the work, and no pattern runs away."""

    def prepared(size: int) -> Work:
        text = piece * (size // len(piece)) + "— A (@a)"
        lines = lines_of(text)
        return lambda: find_posts(text, lines)

    assert growth(prepared, 4_000) <= LINEAR
    with no_hang():
        prepared(LONG)()
