"""What could not be told about the reports of a story, as sentences for the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twosource.account.material import Material
from twosource.records import Annotation, Claim, Unknown


def find_unknowns(material: Material, claims: Sequence[Claim]) -> tuple[Unknown, ...]:
    """Return what is not known, by report in the order of their ids, then what concerns the story."""
    found: list[Unknown] = []
    for annotation in material.annotations:
        found += [Unknown(annotation.report.id, reason) for reason in _of_report(annotation)]
    found += [Unknown(None, reason) for reason in _unsure_wordings(material)]
    return tuple(found)


def _of_report(annotation: Annotation) -> Iterator[str]:
    """Yield what is not known of one report."""
    layout = annotation.layout
    if layout.outlet.basis == "unknown":
        yield "Its outlet is not named in the text; it may be one that another report here comes from."
    published = layout.published
    if published.basis == "unknown":
        yield "When it was published is not known."
    elif published.basis == "inferred" and published.evidence is not None:
        day = "The weekday it was published on" if published.precision == "weekday" else "Its date"
        yield f"{day} is inferred from its words “{published.evidence.text}”."
    if not any(credit.kind in {"text", "byline"} for credit in layout.credits):
        yield "It credits no agency for its text; where its own statements come from is not recorded."
    for reason in annotation.reasons:
        yield f"It was read with a note ({reason.code}): {reason.detail}."
    unsaid = [a for a in annotation.marks.attributions if a.strength == "no-details"]
    for attribution in unsaid:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        words = annotation.report.text[min(s.start for s in spans) : max(s.end for s in spans)]
        yield f"It says what is not known: “{' '.join(words.split())}”."


def _unsure_wordings(material: Material) -> Iterator[str]:
    """Yield the pairs of attributions that may be one utterance and are kept apart."""
    items = material.utterances.items
    for i, j in sorted(material.utterances.unsure):
        one, other = items[i], items[j]
        labels = [material.tellers[material.annotations[x.report].report.id].label for x in (one, other)]
        words = [" ".join(span.text for span in x.attribution.content)[:120] for x in (one, other)]
        yield (
            f"Whether “{words[0]}” ({labels[0]}) and “{words[1]}” ({labels[1]}) are one statement is unsure."
        )
