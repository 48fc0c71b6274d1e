"""How mails leave this site, read from its settings: server, letterhead, signature, ways out."""

from datetime import timedelta

from flows import unsubscribe
from flows.home import Home
from flows.leaving import Exits
from flows.message import Letterhead
from flows.outbox import Post
from flows.retry import Patience
from flows.secretfile import read_secret
from flows.settings import Settings
from flows.signing import Signer, read_key
from flows.smtp import SmtpSettings


def post_of(settings: Settings, home: Home, *, wait: timedelta = timedelta(0)) -> Post:
    """Everything that sending needs; `wait` is for how long a run tries again by itself what a server put off.

    Raises SecretError, SigningError, UnsubscribeError, each naming the file that can't be used.
    """
    web = settings.desk_url.rstrip("/") if settings.desk_url and settings.desk_url.startswith("https:") else None
    exits = Exits(settings.mail_from, unsubscribe.secret(home), web)
    signer = None
    if settings.dkim_selector and settings.dkim_key_file:
        domain = settings.mail_from.rpartition("@")[2]
        signer = Signer(domain, settings.dkim_selector, read_key(settings.dkim_key_file))
    return Post(Letterhead(settings.mail_from, exits), smtp_of(settings), signer, Patience(wait=wait))


def smtp_of(settings: Settings) -> SmtpSettings | None:
    """How to reach the mail server, None without one; SecretError when others may read the password file."""
    if not settings.smtp_host:
        return None
    password = read_secret(settings.smtp_password_file) if settings.smtp_password_file else None
    return SmtpSettings(
        settings.smtp_host,
        settings.smtp_port,
        settings.mail_from,
        settings.smtp_user,
        password,
        settings.smtp_starttls,
    )
