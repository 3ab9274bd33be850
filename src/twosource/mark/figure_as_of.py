"""The time up to which a figure counts: stated, else when it was said, else when its report was published."""

from __future__ import annotations

from itertools import islice

from twosource.mark.figure_counts import MOST_CHILDREN, SUBJECT
from twosource.mark.figure_scope import whole_of
from twosource.mark.figure_setting import (
    MOST_CLIMB,
    Figured,
    Governors,
    Setting,
    Timed,
    governors_of,
    hangs_on,
    root_of,
)
from twosource.mark.tokens import Token
from twosource.records import AsOf, Time
from twosource.spans import Span

CLAUSAL = frozenset({"ccomp", "xcomp"})


def as_of(setting: Setting, number: int) -> AsOf | None:
    """Return the time up to which a figure counts: stated, else when it was said, else the report's own."""
    whole = whole_of(setting, number)
    figure = setting.figures[number if whole is None else whole]
    governors = governors_of(figure.place)
    stated = _stated(setting, figure, governors)
    if stated is not None:
        return stated
    said = _said(setting, figure, governors)
    if said is not None:
        return said
    published = setting.published
    if published.value is None:
        return None
    if published.precision == "weekday":
        return AsOf("published", published.value, days=(0, 0))
    return AsOf("published", published.value, published.value[:16], published.value[:16], (0, 0))


def _stated(setting: Setting, figure: Figured, governors: Governors) -> AsOf | None:
    """Return the time of "as of Monday", "by Tuesday evening" in the figure's clause."""
    doc = setting.doc
    sentence = figure.place.sent
    for time in setting.near(figure):
        if not sentence.start <= time.first < sentence.end or time.time.type not in ("DATE", "TIME"):
            continue
        if time.time.value.endswith("_REF") or time.first == 0:
            continue
        words = [t.lower_ for t in doc[max(0, time.first - 2) : time.first]]
        if words == ["as", "of"] or words == ["as", "at"]:
            return _at("stated", time.time, setting.span(time.first - 2, time.last))
        if words[-1:] == ["by"] and hangs_on(root_of(setting, time), governors):
            return _at("stated", time.time, setting.span(time.first - 1, time.last))
    return None


def _said(setting: Setting, figure: Figured, governors: Governors) -> AsOf | None:
    """Return the time that hangs on the verb of saying above a figure's clause."""
    here = (*governors.near, *governors.above)[-1]
    for _ in range(MOST_CLIMB):
        if here.dep_ not in CLAUSAL and here.dep_ != "conj":
            return None
        is_content = here.dep_ in CLAUSAL
        here = here.head
        if not is_content:
            continue
        if not any(child.dep_ in SUBJECT for child in islice(here.children, MOST_CHILDREN)):
            return None
        for time in setting.near(figure):
            day = time.time
            is_day = day.type in ("DATE", "TIME") and (day.days is None or day.days[0] == day.days[1])
            if is_day and not day.value.endswith("_REF") and _is_when(setting, time, here):
                return _at("said", day, setting.span(time.first, time.last))
    return None


def _is_when(setting: Setting, time: Timed, verb: Token) -> bool:
    """Return whether a time tells when a verb happened: "said on Friday", "Friday … said"."""
    root = root_of(setting, time)
    before = setting.doc[time.first - 1].lower_ if time.first else ""
    if root.head.i == verb.i and root.dep_ in ("npadvmod", "advmod", "nmod", "tmod"):
        return True
    return root.dep_ == "pobj" and before in ("on", "at", "late", "early") and root.head.head.i == verb.i


def _at(basis: str, time: Time, span: Span) -> AsOf:
    """Return the time up to which a figure counts, as a time expression tells it."""
    return AsOf("stated" if basis == "stated" else "said", time.value, time.start, time.end, time.days, span)
