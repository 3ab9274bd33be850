"""News items of the IPTC's ninjs (1.x to 3.1) as the records that the reader takes.

Source: the field names of the published schemas of ninjs 1.3, 2.0 and 3.0: lower case up to 2.x, camel case
from 3.0 on; one headline and `body_…` fields in 1.x, lists with roles from 2.0 on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from twosource.errors import UnreadableError

Fields = Mapping[str, object]

MAIN_ROLES = ("main", "headline", "title", "")


def from_ninjs(name: str, fields: Fields) -> dict[str, object] | None:
    """Return the record of a ninjs item, `None` if the object is none with a body.

    The supplier (`infoSources`) becomes the last line of the text, as an agency's credit stands in print.

    Raises:
        UnreadableError: `withdrawn` if the item's status says that it must not be used.
    """
    known = {key.lower(): value for key, value in fields.items()}
    body = _body(known)
    if "uri" not in known or body is None:
        return None
    status = str(known.get("pubstatus") or "usable").lower().rpartition(":")[2]
    if status != "usable":
        why = f"its status is {status[:40]!r}"
        raise UnreadableError("withdrawn", name, why, "Leave it out, or take a version that may be used")
    kind, value = body
    sources = _names(known.get("infosources"))
    uri = str(known["uri"])
    record: dict[str, object] = {
        "id": uri,
        "title": _headline(known),
        "byline": _string(known.get("byline")) or _string(known.get("by")),
        "outlet": _string(known.get("copyrightholder")) or _string(known.get("provider")),
        "published": next(
            (
                v
                for key in ("contentcreated", "firstcreated", "versioncreated")
                if (v := _string(known.get(key)))
            ),
            None,
        ),
        "language": _string(known.get("language")),
        "url": uri if uri.startswith(("http://", "https://")) else None,
    }
    if kind == "html":
        credit = "".join(f"<p>({_escaped(source)})</p>" for source in sources)
        record["html"] = f"<article><h1>{_escaped(str(record['title'] or ''))}</h1>{value}{credit}</article>"
    else:
        lines = [str(record["title"] or ""), value, *(f"({source})" for source in sources)]
        record["text"] = "\n\n".join(line for line in lines if line.strip())
    return {key: one for key, one in record.items() if one is not None}


def _body(known: Fields) -> tuple[str, str] | None:
    """Return the kind (`text` or `html`) of the main body and its characters."""
    found: list[tuple[int, str, str]] = []
    for role, kind, value in _bodies(known):
        rank = (0 if role in MAIN_ROLES else 1) + (0 if kind == "text" else 2)
        if value.strip():
            found.append((rank, kind, value))
    return min(found)[1:] if found else None


def _bodies(known: Fields) -> Iterator[tuple[str, str, str]]:
    """Yield (role, kind, value) of each body."""
    bodies = known.get("bodies")
    if isinstance(bodies, Sequence) and not isinstance(bodies, str):
        for one in bodies:
            if isinstance(one, Mapping):
                item = {str(key).lower(): value for key, value in one.items()}
                kind = str(item.get("contenttype") or "text/plain").lower()
                value = _string(item.get("value")) or ""
                yield str(item.get("role") or "").lower(), "html" if "html" in kind else "text", value
    for key, whole in known.items():
        if key.startswith("body") and key != "bodies" and isinstance(whole, str):
            yield "", "html" if key.endswith("html") else "text", whole


def _headline(known: Fields) -> str | None:
    """Return the main headline."""
    headlines = known.get("headlines")
    if isinstance(headlines, Sequence) and not isinstance(headlines, str):
        found = [one for one in headlines if isinstance(one, Mapping) and _string(one.get("value"))]
        found.sort(key=lambda one: str(one.get("role") or "").lower() not in MAIN_ROLES)
        if found:
            return _string(found[0].get("value"))
    return _string(known.get("headline")) or _string(known.get("title"))


def _names(value: object) -> tuple[str, ...]:
    """Return the names of a list of parties, in order, each once."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    names = [_string(one.get("name")) for one in value if isinstance(one, Mapping)]
    return tuple(dict.fromkeys(name for name in names if name))


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
