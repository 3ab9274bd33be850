"""Which IP addresses may be connected to: our own table, as `is_global` differs between Pythons.

An IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4, ISATAP) is judged as the IPv4 address.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["forbidden"]

V4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this machine"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "the local link, with the metadata of clouds"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.88.99.0/24", "a relay that is out of use"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "reserved for measuring"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "a group of machines"),
        ("240.0.0.0/4", "reserved"),
    )
)
"""Source: IANA IPv4 Special-Purpose Address Registry; multicast: RFC 5771."""

V6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("2001::/23", "reserved for protocols, or a tunnel"),
        ("2001:db8::/32", "reserved for documentation"),
        ("3fff::/20", "reserved for documentation"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "the local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a group of machines"),
    )
)
"""Source: IANA IPv6 Special-Purpose Address Registry. What lies outside 2000::/3 is refused anyway."""

GLOBAL = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
MAPPED = IPv6Network("::ffff:0:0/96")
COMPATIBLE = IPv6Network("::/96")
TRANSLATED = IPv6Network("::ffff:0:0:0/96")
SIX_TO_FOUR = IPv6Network("2002::/16")
ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: the upper half of an interface id that holds an IPv4 address


def forbidden(address: str) -> str | None:
    """Return why an IP address may not be connected to, `None` if it may.

    Args:
        address: as the resolver gives it; a scope (`%eth0`) is left out.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "no IP address"
    return _v4(ip) if isinstance(ip, IPv4Address) else _v6(ip)


def _v4(ip: IPv4Address) -> str | None:
    return next((what for network, what in V4 if ip in network), None)


def _v6(ip: IPv6Address) -> str | None:
    """Return why an IPv6 address may not be connected to, having looked at what is inside it."""
    number = int(ip)
    low = IPv4Address(number & 0xFFFFFFFF)
    if ip in NAT64 or ip in MAPPED:
        return _v4(low)
    if ip in COMPATIBLE or ip in TRANSLATED:
        return _v4(low) or "an address form that is out of use"
    if ip in SIX_TO_FOUR:
        return _v4(IPv4Address(number >> 80 & 0xFFFFFFFF)) or "a tunnel that is out of use"
    if number >> 32 & 0xFFFFFFFF in ISATAP and _v4(low) is not None:
        return _v4(low)
    found = next((what for network, what in V6 if ip in network), None)
    return found or (None if ip in GLOBAL else "reserved")
