"""A report and its layout: what was read, what was said about it, its parts and credits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from twosource.spans import Span

Role = Literal["title", "byline", "dateline", "section", "caption", "body", "residue"]
CreditKind = Literal["text", "photo", "byline", "other-story"]
DateBasis = Literal["given", "page", "inferred", "unknown"]
NameBasis = Literal["given", "page", "text", "unknown"]


def digest(*fields: object, length: int = 12) -> str:
    """Return a short hexadecimal digest of `fields`, the same everywhere and always.

    The fields are written as one JSON array, so that their boundaries count. 12 digits are 48 bits: among a
    million ids the chance of one clash is 0.2 %.
    """
    packed = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a code of `errors.PROBLEMS` or `errors.RESIDUE` and the particulars."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report's bytes came from: `name` as the user gave it, their SHA-256, their number."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said *about* a report by its caller or by the markup of its page; each `None` if not said."""

    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    byline: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, exactly as given (for HTML: as the reader laid it out).

    `given` is what the caller said about it, `page` what the markup of its page says. `reasons` are the
    notes of the reader. Every offset of every layer is into `text`.
    """

    id: str
    source: Source
    text: str
    given: Facts = Facts()
    page: Facts = Facts()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report with a role. `reason` is a code of `errors.RESIDUE` for residue, else `None`."""

    span: Span
    role: Role
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or photographer named as supplier, the words, and what the credit is for."""

    agency: str
    span: Span
    kind: CreditKind


@dataclass(frozen=True, slots=True)
class Named:
    """A value with what it rests on; `span` are the words in the text, if it is from the text."""

    value: str | None = None
    basis: NameBasis = "unknown"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published.

    `value` is an ISO date or date-time, or TIMEX3's `XXXX-WXX-6` where only the weekday can be inferred;
    `precision` is `minute`, `day`, `weekday` or `None`. `evidence` are the words it was inferred from.
    """

    value: str | None = None
    precision: str | None = None
    basis: DateBasis = "unknown"
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What `clean` found: parts in text order that hold each non-blank character once, and the credits."""

    parts: tuple[Part, ...]
    credits: tuple[Credit, ...] = ()
    title: Named = Named()
    byline: Named = Named()
    dateline: Named = Named()
    outlet: Named = Named()
    published: Published = Published()

    def body(self) -> tuple[Span, ...]:
        """Return the spans of the body, in text order."""
        return tuple(part.span for part in self.parts if part.role == "body")
