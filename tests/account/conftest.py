"""Accounts for the tests of what is shown: one built by hand with something in every place, and real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from twosource.pipeline import account, annotate
from twosource.read import read
from twosource.records import (
    Account,
    Annotation,
    Argument,
    Attribution,
    Claim,
    Copy,
    Credit,
    Difference,
    Facts,
    Figure,
    Hop,
    Layout,
    Marks,
    Mention,
    Moment,
    Named,
    Origin,
    Part,
    Party,
    Published,
    Reason,
    Report,
    ReportLine,
    Source,
    StoryParty,
    Telling,
    Time,
    Told,
    Unknown,
    When,
)
from twosource.spans import Span

EXAMPLE = Path(__file__).parents[2] / "examples" / "warehouse-fire"

TEXTS = (
    (
        "Bridge at Halden closed{p}\n\nBy Ana Ruiz{p}\n\nTwelve people{p} were hurt on Tuesday.\n\n"
        "“We will pay{p},” Mayor Odd Lund{p} said, according to Norpress{p}.\n\nRelated posts{p}\n"
    ),
    (
        "Cracks close the bridge{p}\n\nSeventeen people{p} were hurt this week.\n\n"
        "The bridge{p} was built in 1911.\n"
    ),
    "Halden bridge shut{p}\n\nTwelve people{p} were hurt on Tuesday. Divers{p} searched the river.\n",
)

NASTY: dict[str, str | bytes] = {
    "nothing but blanks": " \n\t ",
    "one word": "Halden",
    "control characters": "Bridge \x1b[31mclosed\x07\n\nThe mayor said\x00 it was \u202eshut\u202c.\n",
    "only quotation marks": "“" * 300 + "”" * 300,
    "no full stop": "the mayor said that " * 200,
    "another language": "Der Bürgermeister sagte am Freitag, die Brücke bleibe bis auf Weiteres geschlossen. "
    * 5,
    "a page": "<html><title>Bridge</title><body><nav>Home</nav><article><p>Odd Lund said on Friday that 12 "
    "people were hurt.</p></article><script>alert(1)</script></body></html>",
    "markup as text": "</script><script>alert(1)</script>\n\nOdd Lund said <b>twelve</b> people were hurt.\n",
    "carriage returns": "Bridge closed\r\n\r\nOdd Lund said on Friday that twelve people were hurt.\r\n",
}
"""Inputs that a reader may meet, each of which must give valid documents."""


@dataclass
class Builder:
    """Builds one account of three reports; `payload` is put into every text of it."""

    payload: str = ""
    address: str | None = None

    def texts(self) -> list[str]:
        """Return the texts of the reports."""
        return [text.format(p=self.payload) for text in TEXTS]

    def span(self, report: int, words: str) -> Span:
        """Return the extent of some words of a report, with the payload where `§` stands."""
        text = self.texts()[report]
        words = words.replace("§", self.payload)
        start = text.index(words)
        return Span.cut(text, start, start + len(words))

    def named(self, words: str) -> str:
        """Return a text with the payload behind it."""
        return words + self.payload

    def account(self) -> Account:
        """Return the account."""
        published = (
            Published("2026-03-03T09:40", "minute", "given"),
            Published("XXXX-WXX-6", "weekday", "inferred", self.span(1, "this week")),
            Published(),
        )
        outlets = (self.named("Halden Gazette"), None, self.named("Coast Post"))
        labels = (outlets[0] or "", f"unnamed outlet ({self.named('b.txt')})", outlets[2] or "")
        sources = tuple(Source(self.named(f"{x}.txt"), x * 64, 100) for x in "abc")
        lines = tuple(
            ReportLine(
                f"r{i}",
                labels[i],
                outlets[i],
                self.named("Bridge closed"),
                published[i],
                sources[i],
                "partial" if i == 1 else "ok",
                "r0" if i == 2 else None,
                self.named("it credits the other") if i == 2 else None,
            )
            for i in range(3)
        )
        claims = tuple(self.claims(labels))
        return Account(
            id="story1",
            title=self.named("Bridge at Halden closed"),
            start="2026-03-03",
            end="2026-03-03",
            reports=lines,
            parties=(
                StoryParty(
                    "p1",
                    "person",
                    self.named("Odd Lund"),
                    (("r0", (self.named("Odd Lund"),)),),
                    (("r0", "l1"),),
                    (self.named("one name"),),
                ),
            ),
            origins=self.origins(labels),
            claims=claims,
            timeline=(
                Moment("2026-03-03", "2026-03-03", "day", "c1", (0, 0), self.named("on Tuesday")),
                Moment(None, None, "day", "c4", (-4, -4), self.named("four days ago")),
            ),
            only_in=(("r0", ("c3",)), ("r1", ("c4", "c5")), ("r2", ())),
            unknowns=(
                Unknown("r1", self.named("Its outlet is not named.")),
                Unknown("r2", self.named("Its outlet is not named.")),
                Unknown(None, self.named("Whether two statements are one is unsure.")),
            ),
            copies=(
                Copy(
                    "r2",
                    "r0",
                    0.8,
                    "recorded",
                    (self.span(2, "Twelve people§"),),
                    (self.span(0, "Twelve people§"),),
                    self.named("it credits the other"),
                ),
            ),
            annotations=tuple(self.annotation(i, published[i], sources[i]) for i in range(3)),
        )

    def annotation(self, number: int, published: Published, source: Source) -> Annotation:
        """Return a report with its layers: the first line a title, the last of the first report residue."""
        text = self.texts()[number]
        spans, at = [], 0
        for block in text.split("\n\n"):
            start = text.index(block, at)
            at = start + len(block)
            spans.append(Span.trimmed(text, start, at))
        parts = [Part(span, "body") for span in spans]
        parts[0] = Part(spans[0], "title")
        attributions: tuple[Attribution, ...] = ()
        credits: tuple[Credit, ...] = ()
        if number == 0:
            parts[-1] = Part(spans[-1], "residue", "related")
            credits = (Credit(self.named("Norpress"), self.span(0, "Norpress§"), "text"),)
            attributions = (
                Attribution(
                    "a1",
                    "direct",
                    (self.span(0, "“We will pay§,”"),),
                    (self.span(0, "said"),),
                    (self.span(0, "Mayor Odd Lund§"),),
                    "l1",
                    strength="warned",
                ),
            )
        word = "Seventeen" if number == 1 else "Twelve"
        marks = Marks(
            sentences=tuple(part.span for part in parts),
            parties=(Party("l1", "person", (self.named("Odd Lund"),), "lund"),) if number == 0 else (),
            mentions=(Mention(self.span(0, "Odd Lund§"), "name", "l1"),) if number == 0 else (),
            attributions=attributions,
            times=(
                Time(
                    "t1", self.span(number, ("Tuesday", "this week", "Tuesday")[number]), "DATE", "2026-W10"
                ),
            ),
            figures=(Figure("f1", self.span(number, word), 12, 12, 12),),
        )
        report = Report(f"r{number}", source, text, Facts(url=self.address))
        layout = Layout(
            tuple(parts), credits, title=Named(self.named("Bridge"), "text", spans[0]), published=published
        )
        status = "partial" if number == 1 else "ok"
        reasons = (Reason("too_long", self.named("only its beginning was read")),) if number == 1 else ()
        return Annotation(report, layout, marks, "en", status, reasons)

    def told(
        self, number: int, words: str, origin: str, *chain: Hop, kind: str = "act", named: bool = False
    ) -> Told:
        """Return a telling of one report with its chain, the outlet last."""
        span = self.span(number, words)
        is_said = kind == "utterance"
        telling = Telling(
            f"t{number}-{span.start}",
            "utterance" if is_said else "act",
            span,
            (span,),
            "hurt",
            1,
            arguments=(Argument("patient", span, self.named("people")),),
            times=("t1",) if "hurt" in words else (),
            figures=("f1",) if "hurt" in words else (),
            attribution="a1" if is_said else None,
            is_named=named,
        )
        label = (
            self.named("Halden Gazette"),
            f"unnamed outlet ({self.named('b.txt')})",
            self.named("Coast Post"),
        )
        outlet = Hop(None, "outlet", f"r{number}", None, self.named("the outlet is given"), label[number])
        return Told(f"r{number}", telling, (*chain, outlet), origin, "recorded" if chain else "not recorded")

    def origins(self, labels: Sequence[str]) -> tuple[Origin, ...]:
        """Return the origins of the account."""
        why = self.named("it credits nobody")
        return (
            Origin("o1", None, labels[0], "recorded", ("r0", "r2"), (), self.named("it has a dateline")),
            Origin("o2", None, labels[1], "not recorded", ("r1",), (), why),
            Origin("o3", None, self.named("Norpress"), "recorded", ("r0",), ("o1",), self.named("named")),
            Origin("o4", "p1", self.named("Odd Lund"), "recorded", ("r1",), (), self.named("named")),
        )

    def claims(self, labels: Sequence[str]) -> list[Claim]:
        """Return a claim for each section, one whose words another holds, and a minor one."""
        hurt = (
            self.told(0, "Twelve people§ were hurt on Tuesday.", "o1"),
            self.told(1, "Seventeen people§ were hurt this week.", "o2"),
            self.told(2, "Twelve people§ were hurt on Tuesday.", "o1"),
        )
        clash = Difference(
            "number", (0, 1), ("Twelve", "Seventeen"), "other_number", "conflict", self.named("They clash.")
        )
        finer = Difference(
            "time",
            (0, 1),
            (self.named("Tuesday"), "this week"),
            "within",
            "more-precise",
            self.named("It lies in."),
        )
        speaker = Hop("p1", "speaker", "r0", self.span(0, "Mayor Odd Lund§"), None, self.named("Odd Lund"))
        via = Hop(None, "via", "r0", self.span(0, "Norpress§"), None, self.named("Norpress"))
        said = self.told(0, "“We will pay§,”", "o3", speaker, via, kind="utterance")
        built = self.told(1, "The bridge§ was built in 1911.", "o2")
        within = self.told(1, "was built in 1911", "o4", speaker)
        passing = self.told(1, "Cracks close the bridge§", "o2", named=True)

        def claim(
            name: str, text: str, told: Sequence[Told], *differences: Difference, main: bool = True
        ) -> Claim:
            outlets = tuple(dict.fromkeys(labels[int(t.report[1])] for t in told))
            return Claim(
                id=name,
                kind=told[0].telling.kind,
                text=self.named(text),
                standing="repeated" if len(outlets) > 1 else "single",
                standing_reason=self.named(f"Only {labels[1]} tells {name}."),
                origins=tuple(sorted({t.origin for t in told})),
                outlets=outlets,
                when=When(None, None, None),
                tellings=tuple(told),
                differences=differences,
                weight=1.0,
                is_main=main,
            )

        return [
            claim("c1", "Twelve people were hurt.", hurt, clash, finer),
            claim("c2", "The people were hurt on Tuesday.", (hurt[0], hurt[2]), finer),
            claim("c3", "Odd Lund: “We will pay,”", (said,)),
            claim("c4", "The bridge was built in 1911.", (built, passing)),
            claim("c5", "was built in 1911.", (within,)),
            claim("c6", "A minor matter.", (built,), main=False),
        ]


@pytest.fixture(scope="session")
def build() -> Callable[..., Account]:
    """Return the function that builds an account with a text put into every place."""

    def built(payload: str = "", address: str | None = None) -> Account:
        return Builder(payload, address).account()

    return built


@pytest.fixture(scope="session")
def example() -> tuple[Account, ...]:
    """Return the account of the example that ships with the project."""
    return account(tuple(annotate(read(EXAMPLE))))


@pytest.fixture(scope="session")
def nasty() -> tuple[Annotation, ...]:
    """Return nasty reports with their layers, all those that are reports at all."""
    reports = [{"id": name, "html" if name == "a page" else "text": text} for name, text in NASTY.items()]
    return tuple(annotate(read(reports)))
