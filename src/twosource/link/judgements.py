"""What a user has settled: these names are one party, or two; this is the name to show; this is a copy.

A file of judgements has a line each, cells separated by tabs: `same`, a name, a name; `different`, a name, a
name; `name`, a name, the name to show; a fourth cell is a remark. Lines that begin with `unsure`, lines that
begin with `#` and blank lines don't count: `twosource parties` writes the pairs that are open as `unsure`,
to be turned into `same` or `different`. What is a copy is settled in a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twosource.errors import UsageError
from twosource.link.naming.states import state_key
from twosource.records import StoryParty

HEADER = """\
# Judgements about parties. Cells are separated by tabs; a fourth cell is a remark.
# same, a name, a name: one party. different, a name, a name: two. name, a name, the name to show.
# unsure: open; put same or different for it. Delete what you don't want to settle."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of names that are one party or two, and (name, name to show); case and marks don't count.

    `copied` are pairs of ids of reports, the copy first; `not_copied` pairs of which neither is one.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    shown: tuple[tuple[str, str], ...] = ()
    copied: tuple[tuple[str, str], ...] = ()
    not_copied: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is judged, each once, in the order of the file."""
        pairs = (*self.same, *self.different)
        return tuple(dict.fromkeys([*(name for pair in pairs for name in pair), *(n for n, _ in self.shown)]))


NO_JUDGEMENTS = Judgements()


def read_judgements(text: str, source: str = "judgements") -> Judgements:
    """Return the judgements that a file's text holds.

    Args:
        text: the file's text.
        source: its name, for messages.

    Raises:
        UsageError: a line is none of the kinds, or judges one pair both ways; the message has its number.
    """
    found: dict[str, list[tuple[str, str]]] = {"same": [], "different": [], "name": [], "unsure": []}
    settled: dict[frozenset[str], str] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        kind = cells[0].lower()
        if len(cells) not in (3, 4) or kind not in found or not all(cells[:3]):
            raise _refused(source, number, f"{line!r} is not a judgement")
        found[kind].append((cells[1], cells[2]))
        if kind in ("same", "different"):
            pair = frozenset((name_key(cells[1]), name_key(cells[2])))
            if len(pair) > 1 and settled.setdefault(pair, kind) != kind:
                raise _refused(source, number, f"“{cells[1]}” and “{cells[2]}” are both same and different")
    return Judgements(tuple(found["same"]), tuple(found["different"]), tuple(found["name"]))


def _refused(source: str, number: int, why: str) -> UsageError:
    """Return the error for a line of a file of judgements."""
    remedy = "A line is same, different, name or unsure, and two names, separated by tabs"
    return UsageError("bad_judgement", f"{source}, line {number}", why, remedy)


def write_judgements(
    parties: Sequence[StoryParty], unsure: Iterable[tuple[str, str, str]] = (), *, header: bool = True
) -> str:
    """Return a file of judgements that keeps `parties` as they are: a line for each further name of each.

    A user deletes or turns the lines that are wrong and gives the file back.

    Args:
        parties: of one story.
        unsure: pairs of names that are open, each with what speaks for and against.
        header: whether to open with the lines that explain the format.
    """
    blocks = [HEADER] if header else []
    for party in sorted(parties, key=lambda p: (-len(p.names), p.type, p.name.casefold(), p.id)):
        others = sorted({name for _, names in party.names for name in names} - {party.name})
        if others:
            reports = len([1 for _, names in party.names if names])
            title = f"# {_cell(party.name)} ({party.type}, in {reports} report{'s' if reports > 1 else ''})"
            lines = [f"same\t{_cell(party.name)}\t{_cell(name)}{_remark(party, name)}" for name in others]
            blocks.append("\n".join(["", title, *lines]))
    pairs = [f"unsure\t{_cell(a)}\t{_cell(b)}\t{_cell(why)}" for a, b, why in sorted(set(unsure))]
    if pairs:
        blocks.append("\n".join(["", "# Open: one party or two?", *pairs]))
    return "\n".join(blocks).lstrip("\n") + "\n"


def _remark(party: StoryParty, name: str) -> str:
    """Return the cell with why a name is the party's, empty where one report itself ties the names."""
    quoted = f"“{name}”"
    reason = next((reason for reason in party.reasons if quoted in reason), None)
    return "" if reason is None else f"\t{_cell(reason)}"


def _cell(text: str) -> str:
    """Return text without tabs and line breaks, which would break the line."""
    return " ".join(text.split())


def name_key(name: str) -> str:
    """Return the form of a name in which judgements are compared: lower-case ASCII words."""
    return state_key(name) or name.casefold()
