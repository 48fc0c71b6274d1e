"""Why a request brought no answer, in the closed words of the outcomes."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from twisted.internet import error as network
from twisted.web.client import ResponseFailed

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadTimeoutError, "timeout"),
    (network.TimeoutError, "timeout"),
    # Scrapy cancels a download itself for one cause only, its size; a bomb is ignored while it inflates
    (DownloadCancelledError, "too_large"),
    (IgnoreRequest, "too_large"),
    (UnsupportedURLSchemeError, "bad_url"),
    (ValueError, "bad_url"),
)
_TLS_MODULES = ("OpenSSL", "service_identity", "ssl", "twisted.internet._sslverify")


def reason_of_error(error: Exception) -> str:
    """One of REQUEST_REASONS; whatever has no better name broke the connection."""
    if _is_tls(error):
        return "tls"
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "connection")


def _is_tls(error: BaseException | None) -> bool:
    """Whether TLS failed anywhere in the chain; Twisted hides it in the reasons of a failed response."""
    if error is None:
        return False
    if type(error).__module__.startswith(_TLS_MODULES):
        return True
    inner = [failure.value for failure in error.reasons] if isinstance(error, ResponseFailed) else []
    return any(_is_tls(cause) for cause in [*inner, error.__cause__])
