"""DKIM signatures (RFC 6376) over everything a reader's server looks at, the ways out of a list included (RFC 8058)."""

import re
from dataclasses import dataclass
from pathlib import Path

import dkim
from dkim.crypto import UnparsableKeyError, parse_pem_private_key

from flows.secretfile import read_secret

# Named once more than they occur, so that nobody can add another one under the signature.
SEALED = ("from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post")
ALSO = ("list-id", "auto-submitted", "mime-version", "content-type", "content-language", "x-digest-id")
_FIELD = re.compile(rb"(?m)^([!-9;-~]+):")


class SigningError(Exception):
    """The key for signatures can't be used; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for `domain` with the key whose public half stands in the DNS at `selector`._domainkey.`domain`."""

    domain: str
    selector: str
    key: bytes

    def sign(self, message: bytes) -> bytes:
        """The message (CRLF line ends) with its signature on top: rsa-sha256, relaxed/relaxed."""
        head = message.partition(b"\r\n\r\n")[0]
        present = {name.decode().lower() for name in _FIELD.findall(head)}
        named = [*(name for name in (*SEALED, *ALSO) if name in present), *SEALED]
        signature = dkim.sign(
            message,
            self.selector.encode(),
            self.domain.encode(),
            self.key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name.encode() for name in named],
        )
        return bytes(signature) + message


def read_key(path: Path) -> bytes:
    """A private RSA key in PEM form; SecretError when others may read the file, SigningError when it holds none."""
    key = read_secret(path).encode()
    try:
        parse_pem_private_key(key)
    except (UnparsableKeyError, ValueError, KeyError, IndexError) as error:
        raise SigningError(f"{path}: not an RSA private key in PEM form") from error
    return key
