"""How a reader leaves a desk's list: a token that names both and that nobody else can make; pure."""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from urllib.parse import quote

PAGE = "/huy-nhan-tin"  # of the web page that takes one-click requests: PAGE/<token>
SUBJECT = "huy-nhan-tin"  # of the mail that asks for the same
TOKEN = re.compile(r"(?<![\w-])([A-Za-z0-9_-]{4,400}\.[A-Za-z0-9_-]{22})(?![\w-])")
_SEAL_BYTES = 16


class TokenError(ValueError):
    """A token that was not made here, or that was changed on its way."""


@dataclass(frozen=True, slots=True)
class Exits:
    """The ways out that a mail names: always by mail to `address`, and by https when the site has a page."""

    address: str
    secret: bytes
    web: str | None = None  # https://host[/path], no slash at its end

    def links(self, desk: str, recipient: str) -> tuple[str, ...]:
        """The addresses for one reader of one desk, mail first."""
        token = make(self.secret, desk, recipient)
        by_mail = f"mailto:{quote(self.address, safe='@+')}?subject={quote(f'{SUBJECT} {token}')}"
        return (by_mail, f"{self.web}{PAGE}/{token}") if self.web else (by_mail,)


def make(secret: bytes, desk: str, recipient: str) -> str:
    """The token of one reader of one desk: what it says, and a seal (HMAC-SHA-256, 128 bits)."""
    said = f"{desk}\n{recipient}".encode()
    return f"{_text(said)}.{_text(_seal(secret, said))}"


def read(secret: bytes, token: str) -> tuple[str, str]:
    """Desk and recipient of a token; TokenError when the seal is not ours."""
    said, _, seal = token.partition(".")
    try:
        words = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))
        if not hmac.compare_digest(_text(_seal(secret, words)).encode(), seal.encode()):
            raise TokenError("the token is not one of ours")
        desk, recipient = words.decode().split("\n")
    except (binascii.Error, ValueError) as error:
        raise TokenError("the token is not one of ours") from error
    return desk, recipient


def _seal(secret: bytes, said: bytes) -> bytes:
    return hmac.digest(secret, said, hashlib.sha256)[:_SEAL_BYTES]


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
