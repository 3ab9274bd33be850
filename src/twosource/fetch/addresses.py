"""Addresses as they are written, taken apart the way browsers do, and refused where programs differ."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote, urljoin, urlsplit

import idna

from twosource.fetch.errors import FetchError

__all__ = ["MAX_URL", "Address", "parse", "shown"]

MAX_URL = 4_096
"""Characters of the longest address: servers take 8,000, and no article needs half of them."""

PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_CREDENTIALS = re.compile(r"(?<=//)[^/?#\s]*@")


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; `host` is ASCII, a name or an IP address in its one form, `path` has the query.

    `authorization` is what `user:password@` in it comes to. It is never part of `url`, and goes only to the
    origin that it was given for.
    """

    scheme: str
    host: str
    port: int
    path: str
    authorization: str | None = None

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return scheme, host and port."""
        return self.scheme, self.host, self.port

    @property
    def netloc(self) -> str:
        """Return host and port as they stand in an address and in `Host:`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the address without credentials and fragment."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def shown(url: str) -> str:
    """Return an address as it may be shown and logged: without credentials, cut to 200 characters."""
    cut = _CREDENTIALS.sub("", url)
    return cut if len(cut) <= 200 else cut[:199] + "…"


def parse(url: str, base: Address | None = None) -> Address:
    """Return an address taken apart.

    Args:
        url: as the user or a page gave it.
        base: the address of the page that it stands in, for one that is relative.

    Raises:
        FetchError: `bad_address`: too long, not http or https, without a host, with control characters,
            or with a host that is none.
    """
    name = shown(url)
    url = url.strip(" \t\r\n\f")
    if len(url) > MAX_URL:
        raise FetchError("bad_address", name, f"it is longer than {MAX_URL:,} characters")
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c == "\\" for c in url) or " " in url:
        raise FetchError("bad_address", name, "it holds blanks, backslashes or control characters")
    try:
        parts = urlsplit(url if base is None else urljoin(base.url, url))
        port, host = parts.port, parts.hostname
    except ValueError:
        raise FetchError("bad_address", name, "it can't be taken apart") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise FetchError("bad_address", name, f"it is no http or https address ({scheme[:20]})")
    if not host or port == 0:
        raise FetchError("bad_address", name, "it names no host")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|") if parts.query else ""
    return Address(
        scheme, _host(host, name), port or PORTS[scheme], path + query, _authorization(parts.netloc)
    )


def _authorization(netloc: str) -> str | None:
    """Return the header that the credentials in an address come to."""
    given, at, _ = netloc.rpartition("@")
    if not at or not given.strip(":"):
        return None
    user, _, password = given.partition(":")
    pair = f"{unquote(user)}:{unquote(password)}".encode("utf-8", "replace")
    return "Basic " + b64encode(pair).decode("ascii")


def _host(host: str, name: str) -> str:
    """Return a host in its one form: odd digits, other spellings of an IP address and IDN resolved."""
    if ":" in host:
        try:
            return str(IPv6Address(host.partition("%")[0]))
        except ValueError:
            raise FetchError("bad_address", name, "its host is no IPv6 address") from None
    plain = unicodedata.normalize("NFKC", unquote(host)).lower().rstrip(".")
    if not plain.isascii():
        try:
            plain = idna.encode(plain, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise FetchError("bad_address", name, "its host is no valid name") from None
    last = plain.rpartition(".")[2]
    if _NUMBER.fullmatch(last):
        return _dotted(plain, name)
    if len(plain) > 253 or not _HOST.fullmatch(plain):
        raise FetchError("bad_address", name, "its host is no valid name")
    return plain


def _dotted(host: str, name: str) -> str:
    """Return an IPv4 address in dotted form: `0x7f.1`, `0177.0.0.1` and `2130706433` are all 127.0.0.1.

    Source: WHATWG URL Standard, IPv4 parser, which resolvers follow as well.
    """
    parts = host.split(".")
    try:
        if len(parts) > 4 or max(map(len, parts)) > 40:
            raise ValueError
        numbers = [_number(part) for part in parts]
        *first, last = numbers
        if any(n > 255 for n in first) or last >= 256 ** (5 - len(numbers)):
            raise ValueError
        return str(IPv4Address(last + sum(n << 8 * (3 - at) for at, n in enumerate(first))))
    except ValueError:
        raise FetchError("bad_address", name, "its host is no IPv4 address") from None


def _number(part: str) -> int:
    if not _NUMBER.fullmatch(part):
        raise ValueError
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)
