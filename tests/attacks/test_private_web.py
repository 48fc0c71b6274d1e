"""Attack: a page, redirect or DNS answer leads the crawler into the network that it stands in (SSRF, CWE-918)."""

import re
import socket
from pathlib import Path

import pytest

from crawlers.private import is_private_address, is_private_host
from crawlers.probe import Manners, Probe
from tests.crawlers.crawling import AGENT, Crawl
from tests.replay import ReplayServer, Reply, rss

INSIDE = (
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "0.0.0.0",  # noqa: S104 (an address to refuse, none to bind)
    "0",
    "10.0.0.8",
    "172.16.3.4",
    "192.168.1.1",
    "100.64.0.9",  # carrier's NAT
    "169.254.169.254",  # where clouds hand out their keys
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[2002:7f00:1::]",  # 6to4 of 127.0.0.1
    "[64:ff9b::7f00:1]",  # NAT64 of 127.0.0.1
    "[ff02::1]",
    "[::127.0.0.1]",  # the oldest way to carry one
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b:1::7f00:1]",  # a network's own NAT64
    "[2001:470::5efe:a00:1]",  # ISATAP of 10.0.0.1
    "[2002:a9fe:a9fe::1]",  # 6to4 of 169.254.169.254
    "[fec0::1]",
    "[3fff::1]",
    "[::1%25lo]",
    "168.63.129.16",  # Azure's inner server
    "192.0.0.192",  # Oracle's keys
    "192.88.99.1",
    "017700000001",
    "0x7f.0x0.0x0.0x1",
    "127.0.0.1.",
    "\uff11\uff12\uff17.0.0.1",  # full-width digits
    "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",  # digits in circles
    "127\u30020\u30020\u30021",  # ideographic full stops
    "169.254\uff0e169.254",
    "%31%32%37.0.0.1",
    "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",
    "localhost.localdomain",
    "ip6-localhost",
    "metadata.google.internal",
    "may-chu.lan",
    "localhost",
    "LOCALHOST.",
    "may-in.local",
    "kho.internal",
    "bep.home.arpa",
)
OUTSIDE = (
    "laodong.vn",
    "8.8.8.8",
    "[2606:4700:4700::1111]",
    "congdoan.vn",
    "123.30.1.1",
    "localhost.vn",
    "fe.vn",
    "0xdada.vn",
    "báo.vn",
    "xn--bo-mja.vn",
    "1.1",
    "home.vn",
    "[2405:4800::1]",
    "[2002:808:808::1]",
)


@pytest.mark.parametrize("host", INSIDE)
def test_no_spelling_of_an_inner_host_passes(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize("host", OUTSIDE)
def test_hosts_of_the_web_pass(host: str) -> None:
    assert not is_private_host(host)


def test_what_is_no_address_is_not_public() -> None:
    assert is_private_address("")
    assert is_private_address("fe80::1%eth0")
    assert is_private_address("mười chấm một")


def test_a_redirect_to_an_inner_address_is_not_followed(tmp_path: Path) -> None:
    feed, page = "http://bao.example/rss", "http://bao.example/bai-1.html"
    inner = "http://169.254.169.254/latest/meta-data/"
    script = {feed: Reply(200, rss([page])), page: Reply(302, headers=(("Location", inner),))}
    with ReplayServer({**script, "http://bao.example/robots.txt": Reply(404)}) as server:
        hosts = {"bao": "bao.example", "kho": "169.254.169.254"}  # as an outlet whose file was tampered with
        crawl = Crawl(tmp_path, hosts, {"bao": [feed], "kho": [inner]}, plan={"proxy": server.address})
        assert crawl.run().returncode == 0
        assert not [seen.url for seen in server.log if "169.254" in seen.url]
    reasons = {one.url: one.reason for one in crawl.outcomes() if one.kind != "robots"}
    assert reasons[page] == "redirected_off_host"
    assert reasons[inner] == "private_address"


@pytest.fixture
def inner_name() -> str:
    """A name that the machine's own resolver leads to a private address, as a hostile DNS answer would."""
    name = socket.gethostname()
    try:
        address = socket.gethostbyname(name)
    except OSError:
        pytest.skip("this machine's host name does not resolve")
    if not is_private_address(address) or is_private_host(name):
        pytest.skip("this machine's host name leads to a public address")
    return name


def test_a_name_that_resolves_to_an_inner_address_is_not_asked(inner_name: str, tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as trap:  # noqa: S104 (whatever the name leads to must find it open)
        trap.settimeout(0.1)
        url = f"http://{inner_name}:{trap.getsockname()[1]}/rss"
        crawl = Crawl(tmp_path, {"bao": inner_name}, {"bao": [url]}, plan={"retries": 0})
        assert crawl.run().returncode == 0
        assert {one.reason for one in crawl.outcomes()} == {"private_address"}
        with pytest.raises(TimeoutError):
            trap.accept()


def test_the_outlet_tools_send_nothing_to_an_inner_address(inner_name: str) -> None:
    with socket.create_server(("0.0.0.0", 0)) as trap:  # noqa: S104
        url = f"http://{inner_name}:{trap.getsockname()[1]}/rss"
        answer = Probe(Manners(AGENT, timeout_s=2), [inner_name]).get(url)
        assert answer.reason == "private_address"
        trap.settimeout(0.1)
        with pytest.raises(TimeoutError):
            trap.accept()


# addresses that two parsers read as two hosts, that name no host, or that lead to no web at all
TWO_FACED = (
    "http://169.254.169.254\\@bao.example/latest",
    "http://bao.example\\@169.254.169.254/latest",
    "http:\\\\169.254.169.254\\latest",
    "http://169.254.169.254:80@bao.example/latest",
    "http://bao.example@169.254.169.254/latest",
    "http://bao.example:@169.254.169.254/latest",
    "http://169.254.169.254 @bao.example/latest",
    "http://169.254.169.254\t@bao.example/latest",
    "http://169.254.169.254%2f@bao.example/latest",
    "http://169.254.169.254%00.bao.example/latest",
    "http://169.254.169.254;.bao.example/latest",
    "http://[::1]@bao.example/latest",
    "http://[::1%25.bao.example]/latest",
    "http://\uff11\uff12\uff17.0.0.1/latest",
    "http://bao.example:99999/latest",
    "http://bao.example:80:80/latest",
    "http://bao.example:-1/latest",
    "http:///latest",
    "//169.254.169.254/latest",
    "file:///etc/passwd",
    "gopher://169.254.169.254:25/_HELO",
    "ftp://bao.example/latest",
    "dict://169.254.169.254/latest",
    "data:text/html,latest",
    "javascript:alert(1)",
    "\x00http://169.254.169.254/latest",
    "http://xn--/latest",
    "http://" + "a" * 300 + ".bao.example/latest",
    "http://bao.example/" + "latest" * 1000,
)


def test_an_address_with_two_faces_is_asked_of_nobody(tmp_path: Path) -> None:
    feed, pages = "http://bao.example/rss", [f"http://bao.example/bai-{n}.html" for n in range(len(TWO_FACED))]
    script = {
        feed: Reply(200, rss([*pages, *(url.replace("\x00", "") for url in TWO_FACED)])),
        "http://bao.example/robots.txt": Reply(404),
        **{
            page: Reply(302, headers=(("Location", url.encode().decode("latin-1")),))
            for page, url in zip(pages, TWO_FACED, strict=True)
        },
    }
    with ReplayServer(script) as server:
        crawl = Crawl(tmp_path, {"bao": "bao.example"}, {"bao": [feed]}, plan={"proxy": server.address, "retries": 0})
        done = crawl.run()
        asked = [seen.url for seen in server.log]
    assert done.returncode == 0, done.stderr
    assert {feed, *pages} <= set(asked)
    assert not [url for url in asked if not re.match(r"http://(a+\.)?bao\.example/", url)]
    reasons = {one.url: one.reason for one in crawl.outcomes() if one.kind == "page"}
    assert all(reasons[page] for page in pages), reasons
