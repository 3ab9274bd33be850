"""The tree of exceptions, and the reason codes for what is set aside.

Every exception has a `code` that tests and users can rely on, names the input it is about, says why, and
says what to do. Every stretch of a report, or whole report, that does not reach the account has one of the
reason codes below.
"""

from __future__ import annotations

from typing import Final


class TwosourceError(Exception):
    """An error that a user can act on.

    Args:
        code: a stable word for the kind of failure, one of the keys of `PROBLEMS` where it concerns an input.
        subject: the input that it is about, as the user named it.
        why: what was found.
        remedy: what the user can do about it.
    """

    exit_code: int = 3

    def __init__(self, code: str, subject: str, why: str, remedy: str = "") -> None:
        self.code = code
        self.subject = subject
        self.why = why
        self.remedy = remedy
        super().__init__(f"error[{code}]: {subject}: {why}" + (f". {remedy}" if remedy else ""))


class UsageError(TwosourceError):
    """The call itself is off: an option, an argument, a combination of them."""

    exit_code = 2


class UnreadableError(TwosourceError):
    """One input can't be read as a report; the others go on."""

    exit_code = 3


class SpanError(TwosourceError):
    """An extent does not lie in the text that it names: a fault of the program, never of the input."""

    exit_code = 1


class StoreError(TwosourceError):
    """What was stored can't be opened or read: busy, damaged, or made by another version."""

    exit_code = 5


class ModelError(TwosourceError):
    """A language model or table that the package needs can't be loaded."""

    exit_code = 1


STATUSES: Final = (
    "ok",
    "partial",
    "duplicate",
    "rejected",
    "failed-retryable",
    "failed-terminal",
    "quarantined",
)
"""The closed set of outcomes of a report."""

PROBLEMS: Final = {
    "empty": "there is no text in it",
    "not_text": "the bytes are not text in any encoding that we know",
    "unsupported": "it is a kind of file that this version does not read",
    "not_found": "there is no such file",
    "not_a_file": "it is not a regular file",
    "unreadable": "the operating system refused to read it",
    "no_reports": "the folder holds no file that can be read as a report",
    "withdrawn": "its publisher has withheld or withdrawn it",
    "bad_xml": "it is XML that can't be parsed",
    "damaged_file": "the file is cut or damaged, and nothing in it could be read",
    "damaged_record": "a record of an archive is damaged; the others were read",
    "truncated_tail": "an archive ends in the middle of a record; those before it were read",
    "bad_record": "the line is not a JSON object with a text",
    "duplicate_id": "another report of this run has the same id and another text",
    "no_article": "no article text was found in the page",
    "encoding_suspect": "bytes did not fit the stated or likely encoding and were replaced",
    "encoding_guessed": "the encoding was not stated and was worked out from the bytes",
    "too_large": "it is larger than the limit, and only its beginning was read",
    "too_long": "the text is longer than the limit for reading in depth; the rest is kept but not marked",
    "language": "the text is not in a language that this version reads in depth",
    "long_sentence": "a sentence is too long for rules of attribution; only the learned extractor read it",
    "rules_only": "the learned extractor of attributions was not available; rules served instead",
    "control_characters": "the text holds invisible control characters; they are kept, and shown as marks",
    "bad_date": "the publication date that was given is not a date",
    "internal": "reading this report in depth failed; its text and parts are kept",
}
"""Why a report, or a part of one, was not read as it should be: the code and what it means."""

RESIDUE: Final = {
    "navigation": "a menu, a breadcrumb, a list of sections or links",
    "header": "the name of the site, or a line about the page rather than of the report",
    "share": "furniture for sharing, printing, following or saving",
    "comments": "furniture of the comment section, or a comment",
    "related": "another story of the site: its headline, teaser, date or credit",
    "promoted": "an advertisement or a promoted story",
    "newsletter": "an invitation to subscribe, sign up or install",
    "legal": "a copyright, licence, cookie or terms line",
    "photo-credit": "the credit of a picture",
    "author-box": "a note on the author that is not part of the report",
    "metadata": "a time stamp, a reading time, a counter, a tag or keyword line",
    "text-credit": "the credit of the agency or desk that supplied the text",
    "correction-note": "a line of the desk about how the report was changed",
    "filler": "blank, ornamental or single marks without words",
}
"""Why a stretch of a report is residue: the code and what it means."""
