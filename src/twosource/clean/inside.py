"""What stands inside one line: byline, dateline, photo credit, supplier's credit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from twosource.clean import agencies, wires
from twosource.lexicon import words

NAME = r"[A-ZÀ-ÞĀ-Ž][\w’'.\-]*"
_PLACE = rf"{NAME}(?: (?:de|la|al|el|of|the|upon|und|am|{NAME}))*"

BYLINE = re.compile(
    r"(?:(?:Written |Reported |Story |Report |Words |Posted |Published |Edited )?(?:[Bb]y|BY):?|From)\s+"
    r"(?=[A-ZÀ-ÞĀ-Ž]|our |the |staff |a |an )(?P<who>\S.*)"
)
_BYLINE_BEGINS = frozenset("bBFWRSPE")
DESK = re.compile(
    r"(?:[Bb]y|BY|[Ff]rom) (?:(?:an? |our |the )(?:\w+ ){0,3}"
    r"(?:desk|staff|newsroom|team|reporters?|writers?|correspondents?|editors?)\.?"
    r"|our (?:own )?(?:\w+ ){0,2}\w*[a-rt-z](?: (?:in|at|on|from)(?: [\w'’-]+){1,4})?)"
)
"""A byline that names a desk, or nobody: "By our foreign desk", "By our man in court"."""

OFFICE = re.compile(
    r", (?:[a-z]+ ){0,3}(?:correspondent|editor|reporter|writer|columnist)(?: in [A-ZÀ-Þ]\w+)?\.?$"
)
"""What a byline calls its author: ", transport correspondent"."""

_TOKEN = re.compile(r"[^\s,;]+|[,;]")

_KICKERS = frozenset(
    ("breaking", "news", "exclusive", "update", "watch", "live", "video", "analysis", "fact", "file")
)
DATELINE = re.compile(
    r"""(?P<place>[A-ZÀ-ÞĀ-Ž][^\W\d_]*[A-ZÀ-ÞĀ-Ž.’'\-]*(?:[ /\-][A-ZÀ-ÞĀ-Ž][^\W\d_]*[.’']?){0,4}
    (?:,\s?[A-ZÀ-ÞĀ-Ž][\w.’' ]{1,24}){0,2})
    (?:[,:]?\s+(?P<date>(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,?\s\d{4})?
        |\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?(?:,?\s\d{4})?))(?:\s\d{4})?)?
    (?P<agency>,?\s*[(\[][^()\[\]\n]{2,40}[)\]])?
    \s*(?P<dash>--|[-–—―]|:)\s*""",
    re.VERBOSE,
)
"""The opening "PLACE, Month 1 (Agency) - " of an agency report."""

BARE_AGENCY = re.compile(r"[(\[](?P<name>[^()\[\]\n]{2,40})[)\]]\s*(?:--|[-–—―:])\s*")

_HOUSE = (
    r"(?:(?:The )?Associated Press|AP|AFP|Reuters|REUTERS|EPA-EFE|EPA|EFE|DPA|dpa|PA|AAP|ANSA|Getty Images|"
    r"GETTY IMAGES|Getty|GETTY|AFP/Getty Images|Bloomberg|BLOOMBERG|Shutterstock|SHUTTERSTOCK|Alamy|iStock|"
    r"Xinhua|XINHUA|TASS|Sputnik|SPUTNIK|BELTA|Belta|Anadolu|Landov|Corbis|Rex|REX|WireImage|"
    r"FilmMagic|USA TODAY Sports|NurPhoto|Splash News)"
)
_CREDIT_WORD = (
    r"(?:Photo|Photos|PHOTO|Photograph|Picture|Pic|Image|Images|Foto|Credit|CREDIT|Photo credit|Image credit|"
    r"Photo courtesy|Photograph courtesy|Image courtesy|Picture courtesy)"
)
# After the agency only names may follow: "Getty Images Only 66 days until the cup" is a credit and a sentence
# that lost the line break between them.
_LABEL = re.compile(rf"^[\s(\[|]*{_CREDIT_WORD}\s*(?::|by\b|of\b|via\b|/)\s*")
_REST = rf"(?:(?:\s|\s?[/,|&–]\s?)(?:{NAME}|via|for|from|and|file|handout|pool|photo)){{0,8}}"

PHOTO_TAIL = re.compile(
    # Asked first, as most characters begin no credit.
    rf"(?=[(\[|©A-ZÀ-ÞĀ-Ždiv])(?:[(\[|]\s*)?(?:"
    rf"{_CREDIT_WORD}\s*(?::|by\b|of\b|via\b|/)\s*[^\n]{{2,100}}"
    rf"|{_HOUSE}\s?/\s?{NAME}{_REST}"
    rf"|(?:AP|Reuters|AFP|EPA|PA|Getty|TASS|Sputnik|Xinhua|Courtesy) "
    rf"(?:[Pp]hotos?|[Ff]ile|[Ii]mages?|[Pp]ictures?|PHOTO)\b{_REST}"
    rf"|{NAME}(?: {NAME}){{0,3}}\s?(?:/|\||via|for)\s?{_HOUSE}\b{_REST}"
    rf"|(?:[Vv]ia )?(?:Getty Images|GETTY IMAGES|Shutterstock|Alamy|iStock){_REST}"
    rf"|(?:©|\(c\)|Copyright) ?{_HOUSE}\b{_REST}"
    # A house that no list has: in capitals, behind the caption's full stop; elsewhere no mere initials.
    rf"|(?:(?<=[.!?)\]”\"’]\s)|(?:^|(?<=[(\[]))(?=[A-Z]{{5}}))"
    rf"[A-Z][A-Z&.\-]{{2,}}(?: [A-Z][A-Z&.\-]+){{0,2}}\s?/\s?{NAME}(?: {NAME}){{1,2}}"
    rf")[)\]]?\.?\s*$"
)
"""The credit of a picture at the end of a caption, or by itself."""

PHOTO_WORDS = (
    "Photo", "PHOTO", "Pic", "Image", "Foto", "Credit", "CREDIT", "AP", "AFP", "Associated Press", "Reuters",
    "REUTERS", "EPA", "EFE", "DPA", "dpa", "PA", "ANSA", "Getty", "GETTY", "Bloomberg", "BLOOMBERG",
    "Alamy", "Shutterstock", "SHUTTERSTOCK", "iStock", "Xinhua", "XINHUA", "TASS", "Sputnik", "SPUTNIK",
    "BELTA", "Belta", "Anadolu", "Landov", "Corbis", "Rex", "REX", "WireImage", "FilmMagic",
    "USA TODAY", "Splash", "Courtesy",
)  # fmt: skip
PHOTO_STROKE = re.compile(r"[A-Z&.\-]{2}\s?/\s?[A-ZÀ-ÞĀ-Ž]")
"""What stands in each match of `PHOTO_TAIL`, a word or a stroke: most lines have neither."""

SUPPLIED = re.compile(
    r"(?i)^[(\[*—–\-\s]*(?:with (?:additional )?(?:reporting|files|material|inputs?) (?:by|from)\b"
    r"|additional reporting (?:by|from)\b|(?:reporting|writing|editing|compiled) (?:by|from)\b"
    r"|sources?:|©|\(c\)|copyright\b)"
)
"""The beginning of a line that says who supplied the text, whatever follows."""

BARE_SUPPLIED = re.compile(
    r"(?i)[\s(\[*—–\-/|,;&)\].]|\b(?:with|from|via|by|and|the|news|wire|agency|agencies|staff|files|inputs?|reports?)\b"
)
"""What may stand beside the names of agencies in a line that is nothing but a credit ("With agencies")."""

OWN_DESK = re.compile(
    r"(?i)^[(\[*—–\-\s]*(?:(?:with |additional )?reporting|writing|editing|compiled) (?:by|from)\b"
)
"""Such a line that need not name an agency: who reported, wrote and edited."""


CLOSING = re.compile(r"(?<=[.!?”\"’])[ \t]+(?:[—–-]{1,2} ?)?(?P<name>[(\[]?[A-ZÀ-ÞĀ-Ž][^.!?\n]{1,40})$")
"""What may be a credit behind the last sentence of a report: "… was calm again. NORTHWIRE"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An extent within a line, and what it is."""

    start: int
    end: int
    kind: str
    agency: str | None = None


def is_byline(line: str) -> bool:
    """Return whether the whole line names who wrote the report ("By A and B, C in London")."""
    match = BYLINE.fullmatch(line) if line[:1] in _BYLINE_BEGINS and len(line) <= 160 else None
    if match is None:
        return False
    if DESK.fullmatch(line):
        return True
    tokens, small = _TOKEN.findall(OFFICE.sub("", match["who"])), words("byline_words")
    if len(tokens) > 22 or line.endswith(("?", "!", ":")):
        return False
    names = [t for t in tokens if t[:1].isupper()]
    fine = sum(t[:1].isupper() or t.lower() in small or t.startswith("@") for t in tokens)
    return fine == len(tokens) and (
        bool(names) or "correspondent" in line or "agencies" in line or "staff" in line.lower()
    )


def closing_credit(line: str) -> Piece | None:
    """Return the known agency behind the last full stop of a report's last line, with what sets it off."""
    match = CLOSING.search(line, max(0, len(line) - 60))
    name = match["name"] if match else ""
    agency = agencies.named(name) or (agencies.named(name.title()) if name.isupper() else None)
    return Piece(match.start(), len(line), "text", agency) if match and agency else None


def dateline(line: str) -> Piece | None:
    """Return the dateline at the beginning of a body line, with the agency if it names one."""
    match = BARE_AGENCY.match(line)
    if match:
        agency = agencies.named(match["name"])
        return Piece(0, match.end(), "dateline", agency) if agency else None
    match = DATELINE.match(line[:120])
    if not match or match.end() > 110 or match.end() >= len(line):
        return None
    if len(match["place"]) > 40 or len(match["place"].split(",")[0].split()) > 3:
        return None  # a headline in capitals before a dash
    if _KICKERS & set(re.findall(r"\w+", match["place"].lower())):
        return None
    place, inner = match["place"], (match["agency"] or "").strip(" ,()[]")
    agency = _first_agency(inner)
    if agency is None and inner and not match["date"] and not place.split(",")[0].isupper():
        return None
    if agency is None and not match["date"]:
        city = place.split(",")[0]
        if (
            match["dash"] == ":"
            or not city.isupper()
            or len(city) < 3
            or not line[match.end() :][:1].isupper()
        ):
            return None
        if not line[match.end() - 1].isspace() and match["dash"] in "-–—":
            return None
    if match["dash"] == ":" and agency is None:
        return None
    return Piece(0, match.end(), "dateline", agency or wires.name(inner))


def _first_agency(words: str) -> str | None:
    """Return the agency that a bracket of a dateline names ("Reuters", "AP/dpa"), else `None`."""
    for name in re.split(r"[/,&+]| and ", words):
        agency = agencies.named(name)
        if agency:
            return agency
    return None


def photo_credit(line: str) -> Piece | None:
    """Return the credit of a picture at the end of a line, with the agency if it names one."""
    tail = max(0, len(line) - 160)
    hinted = any(word in line for word in PHOTO_WORDS) or ("/" in line and PHOTO_STROKE.search(line, tail))
    match = PHOTO_TAIL.search(line, tail) if hinted else None
    if not match:
        return None
    found = agencies.find(_title(match.group()))
    agency = found[-1][2] if found else wires.house(match.group().lstrip("([| "))
    return Piece(match.start(), len(line), "photo-credit", agency)


def credited(words: str) -> str:
    """Return whom the credit of a picture names, without "Photo:" and brackets."""
    return _LABEL.sub("", words).strip(" ()[].:") or words


def _title(words: str) -> str:
    """Return `words` with agencies in capitals written as the table has them."""
    return (
        words.replace("REUTERS", "Reuters").replace("GETTY IMAGES", "Getty Images").replace("GETTY", "Getty")
    )


def supplier(line: str) -> Piece | None:
    """Return the credit for the text that a whole short line gives ("Reuters", "© AFP", "with agencies")."""
    if len(line) > 250:
        return None
    agency = agencies.named(line)
    if agency is not None:
        return Piece(0, len(line), "text", agency)
    begins = SUPPLIED.match(line)
    if begins is None and len(line) > 60:
        return None
    found = agencies.find(line)
    if begins is None:
        rest = line
        for start, end, _ in reversed(found):
            rest = rest[:start] + rest[end:]
        is_bare = not BARE_SUPPLIED.sub("", rest) and (found or "agencies" in line.lower())
        begins = OWN_DESK.match(line)
        if not is_bare and begins is None:
            return None
    if found:
        return Piece(found[0][0], found[0][1], "text", found[0][2])
    return Piece(0, len(line), "text") if OWN_DESK.match(line) or "agencies" in line.lower() else None
