"""Where a source may lead: its own hosts over http(s), never into a private network, also after DNS."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawlers.records import Role, Source

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}


def site_of(url: str) -> str:
    """`host` or, with a port of its own, `host:port`. Raises ValueError where the address is none."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("not an http(s) address")
    try:
        host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("host name cannot be written in DNS") from None
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def own_hosts(source: Source) -> frozenset[str]:
    """The hosts of a source, from `hosts` or from its start addresses."""
    return frozenset(host.lower() for host in source.hosts) or frozenset(site_of(url) for url in source.start)


def reachable(address: Address, allow_loopback: bool) -> bool:
    """Whether an address may be connected to. Link-local addresses (cloud metadata) never may."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return address.is_global or (allow_loopback and address.is_private)


def refusal(source: Source, hosts: frozenset[str], url: str, role: Role) -> str | None:
    """Why the source may not ask for this address, in words; None where it may."""
    try:
        site = site_of(url)
        parts = urlsplit(url)
    except ValueError as error:
        return str(error)
    if parts.username or parts.password:
        return "address carries a user name"
    if site not in hosts and not (role is Role.ATTACHMENT and site in source.attachment_hosts):
        return f"{site} is not a host of this source"
    try:
        address = ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return None
    return None if reachable(address, source.allow_loopback) else f"{address} is a private address"


class GuardedResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does, and refuses answers that point into a private network.

    `MINXIN_PRIVATE_NAMES` in the settings lists the names that may (hosts of sources with `allow_loopback`).
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, private_names: frozenset[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._private = private_names

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        """Scrapy's way to make a resolver."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        names = frozenset(settings.getlist("MINXIN_PRIVATE_NAMES"))
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), names)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Resolve, then check what came."""
        found = super().getHostByName(name, timeout)
        found.addCallback(self._checked, name)
        return found

    def _checked(self, address: str, name: str) -> str:
        if reachable(ipaddress.ip_address(address), name in self._private):
            return address
        BLOCKED_NAMES.add(name)
        raise DNSLookupError(f"{name} resolves to the private address {address}")


BLOCKED_NAMES: set[str] = set()
"""Names this process saw resolve into a private network. Twisted loses the resolver's reason on its way up."""
