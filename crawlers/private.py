"""Addresses that are not the public web: no outlet, redirect or DNS answer may lead the crawler there.

A page can name `http://169.254.169.254/`, and anybody can point a host name of his at 10.0.0.1 (CWE-918). So a
host is judged as it is written, and again by the address to which it really leads.
"""

import socket
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, ClassVar
from urllib.parse import unquote

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from urllib3.exceptions import HTTPError

# RFC 6761, RFC 6762 with its appendix G, RFC 8375 and ICANN's .internal: names that never are on the public web
_OWN_NAMES = (
    *("localhost", "localdomain", "local", "internal", "home.arpa", "ip6-localhost", "ip6-loopback"),
    *("intranet", "private", "corp", "home", "lan"),
)
_WEB6 = ip_network("2000::/3")  # RFC 4291: what IANA gives out of IPv6 to be reached from everywhere
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: in the third quarter, an IPv4 address behind it
# not of the web, though Python's table (IANA's) says or said otherwise: protocol assignments, where Oracle's cloud
# hands out keys; dead 6to4 relays; the wire server inside Azure; documentation (RFC 9637)
_INNER = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "3fff::/20")))


class PrivateAddressError(HTTPError):
    """A host leads to an address that is not of the public web; the message names both."""


def is_private_address(address: str) -> bool:
    """Whether an IP address is of this machine, a network of its own, a multicast group or otherwise not public.

    IPv6 forms that carry an IPv4 address are judged by that. What is no address at all is private.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    inner = _carried(found)
    if inner is None and isinstance(found, IPv6Address) and found not in _WEB6:
        return True
    judged = found if inner is None else inner
    return not judged.is_global or judged.is_multicast or any(judged in network for network in _INNER)


def is_private_host(host: str) -> bool:
    """Whether a host as written is not of the public web: an address, in any spelling, or a name such as `localhost`.

    `socket` reads 2130706433, 0x7f.1 and 127.1 as 127.0.0.1, so they are judged as it reads them; full-width digits and
    the ideographic full stop become ASCII on the way to it (IDNA), as escapes may.
    """
    plain = unicodedata.normalize("NFKC", unquote(host)).replace("\u3002", ".")
    name = plain.strip("[]").rstrip(".").lower()
    if any(name == own or name.endswith(f".{own}") for own in _OWN_NAMES):
        return True
    if ":" in name:
        return is_private_address(name)
    try:
        return is_private_address(socket.inet_ntoa(socket.inet_aton(name)))
    except (OSError, ValueError):  # a name, or with a null character or letters that no address has
        return False


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, 6to4 (RFC 3056), NAT64 or ISATAP."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver without private answers; the connection goes to the very address that was judged.

    A host that was refused stands in `refused`: Twisted keeps only that there is no answer.
    """

    refused: ClassVar[set[str]] = set()

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        """The address of a name; fails with DNSLookupError when it is a private one."""
        return super().getHostByName(name, timeout).addCallback(self._judge, name)

    def _judge(self, address: str, name: str) -> str:
        if is_private_address(address):
            self.refused.add(name)
            raise DNSLookupError(f"{name} leads to {address}")
        return address
