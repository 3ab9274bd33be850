"""How addresses are taken apart, and which may be connected to."""

from __future__ import annotations

import pytest

from twosource.fetch import FetchError, parse
from twosource.fetch.addresses import shown
from twosource.fetch.ranges import forbidden

from ..work import LONG, no_hang

HOSTS = {
    "number": ("2130706433", "127.0.0.1"),
    "hex": ("0x7f.1", "127.0.0.1"),
    "hex whole": ("0x7f000001", "127.0.0.1"),
    "octal": ("0177.0.0.1", "127.0.0.1"),
    "short": ("127.1", "127.0.0.1"),
    "circled": ("①②⑦.⓪.⓪.①", "127.0.0.1"),
    "fullwidth": ("１２７。０。０。１", "127.0.0.1"),
    "dot at the end": ("127.0.0.1.", "127.0.0.1"),
    "mapped": ("[::ffff:127.0.0.1]", "::ffff:7f00:1"),
    "long": ("[0:0:0:0:0:0:0:1]", "::1"),
    "scope": ("[fe80::1%25eth0]", "fe80::1"),
    "upper case": ("PAPER.Example", "paper.example"),
    "IDN": ("zeitung.köln.example", "zeitung.xn--kln-sna.example"),
    "escaped": ("%70aper.example", "paper.example"),
    "underscore": ("my_paper.example", "my_paper.example"),
}


@pytest.mark.parametrize(("given", "host"), HOSTS.values(), ids=HOSTS)
def test_a_host_has_one_form(given: str, host: str) -> None:
    """Every spelling of a host comes to the form that is checked, asked for and shown."""
    assert parse(f"http://{given}/a").host == host


BAD = {
    "file": "file:///etc/passwd",
    "ftp": "ftp://paper.example/a",
    "gopher": "gopher://paper.example/a",
    "data": "data:text/html,hello",
    "javascript": "javascript:alert(1)",
    "no scheme": "paper.example/a",
    "no host": "http:///a",
    "port": "http://paper.example:99999/",
    "port 0": "http://paper.example:0/",
    "blank": "http://paper.example/a b",
    "line break": "http://paper.example/a\r\nHost: other.example",
    "backslash": "http://paper.example\\@other.example/",
    "five numbers": "http://1.2.3.4.5/",
    "too big": "http://256.1.1.1/",
    "bracket": "http://[::1/",
    "long label": f"http://{'a' * 64}.example/",
    "long": "http://paper.example/" + "a" * 5_000,
    "zero": "http://paper.example/\x00",
    "surrogate": "http://paper.example/\ud800",
}


@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
def test_what_is_no_address(given: str) -> None:
    """What is not plainly an address of the web is refused, in one line that names it."""
    with pytest.raises(FetchError) as caught:
        parse(given)
    assert caught.value.code == "bad_address"
    assert len(str(caught.value)) < 500


def test_credentials_are_kept_apart() -> None:
    """A password in an address is in none of its shown forms; it goes into the header alone."""
    address = parse("https://ana:s3cret%21@paper.example/a?b=c#d")
    assert address.url == "https://paper.example/a?b=c"
    assert address.authorization == "Basic YW5hOnMzY3JldCE="
    assert "s3cret" not in shown("https://ana:s3cret@paper.example/a")
    with pytest.raises(FetchError) as caught:
        parse("https://ana:s3cret@paper.example:99999/a")
    assert "s3cret" not in str(caught.value)


FORBIDDEN = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
    *("172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.1"),
    *("198.51.100.7", "203.0.113.7", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.1.1.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "3fff::1", "100::1"),
    *("fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1"),
    *("2600::5efe:10.0.0.1", "2600::200:5efe:127.0.0.1", "::ffff:0:127.0.0.1", "::8.8.8.8", "no address", ""),
)
PUBLIC = (
    "93.184.215.14",
    "8.8.8.8",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.0.1",
    "100.128.0.1",
    "2606:4700::1111",
)
EMBEDDED = ("64:ff9b::5db8:d70e", "::ffff:93.184.215.14", "2600::5efe:8.8.8.8")


@pytest.mark.parametrize("address", FORBIDDEN)
def test_inner_addresses_are_forbidden(address: str) -> None:
    """Private, local, reserved and group addresses are refused, also inside IPv6 ones, with what they are."""
    assert forbidden(address)


@pytest.mark.parametrize("address", (*PUBLIC, *EMBEDDED))
def test_public_addresses_are_not(address: str) -> None:
    """Addresses of the open internet, at the edges of the ranges too, may be connected to."""
    assert forbidden(address) is None


@pytest.mark.parametrize("piece", ["a.", "@", "%41"])
def test_taking_apart_does_not_run_away(piece: str) -> None:
    """Nonsense without end is refused."""
    with no_hang(), pytest.raises(FetchError):
        parse("http://" + piece * (LONG // len(piece)))
