"""robots.txt as RFC 9309 has it: one decision per URL."""

from dataclasses import dataclass

from protego import Protego

# RFC 9309, 2.5: at least the first 500 KiB are to be read
_MAX_BYTES = 512 * 1024
_LONGEST_DELAY_S = 86400.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one user agent."""

    # why they could not be read, as one of REQUEST_REASONS: everything is disallowed then
    unavailable: str | None
    delay_s: float  # Crawl-delay or Request-rate, 0 without one
    _rules: Protego | None
    _user_agent: str

    def decision(self, url: str) -> str:
        """`allowed`, `disallowed`, or `unavailable` when the rules could not be read."""
        if self.unavailable:
            return "unavailable"
        if self._rules is None or self._rules.can_fetch(url, self._user_agent):
            return "allowed"
        return "disallowed"


def read_robots(status: int | None, reason: str | None, body: bytes, user_agent: str) -> Robots:
    """The rules from the answer to a robots.txt request.

    RFC 9309, 2.3.1: an answer is obeyed, 4xx and endless redirects allow everything, a host that cannot be
    reached or answers 5xx disallows everything. `reason` is one of REQUEST_REASONS.
    """
    if status is not None and 200 <= status < 300 and reason is None:
        rules = Protego.parse(body[:_MAX_BYTES].decode("utf-8-sig", errors="replace"))
        return Robots(None, _delay_s(rules, user_agent), rules, user_agent)
    if status is not None and status < 500:
        return Robots(None, 0.0, None, user_agent)
    return Robots("robots_disallowed" if status else reason, 0.0, None, user_agent)


def _delay_s(rules: Protego, user_agent: str) -> float:
    """Seconds between two requests that the rules ask for, a day at most; the longer of two wishes counts."""
    rate = rules.request_rate(user_agent)
    between_s = rate.seconds / rate.requests if rate and rate.requests else 0
    return min(max(float(rules.crawl_delay(user_agent) or 0), between_s), _LONGEST_DELAY_S)
