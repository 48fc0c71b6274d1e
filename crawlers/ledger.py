"""The books of a crawl: every want that is opened gets exactly one outcome line."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from crawlers.answer import DOORS, Answer, Want
from crawlers.polling import wait_asked
from crawlers.run_writer import Fetch, RunWriter
from crawlers.sitemap import is_index
from crawlers.verdict import is_challenge, reason_of_status
from crawlers.warc import Response


class Ledger:
    """Which wants are open, and the run that takes their outcomes."""

    def __init__(self, writer: RunWriter) -> None:
        self._writer = writer
        self._open: dict[Want, None] = {}

    def open(self, want: Want) -> Want:
        """Enter a want; from now on it will have an outcome, whatever happens."""
        self._open[want] = None
        return want

    def settle(self, want: Want, answer: Answer) -> Answer:
        """Write the outcome of a want; the answer comes back with its final reason, None when it landed."""
        del self._open[want]
        # an index that stays the same says nothing of the sitemaps that it names: it is never asked conditionally
        lasting = want.kind == "sitemap" and is_index(answer.body)
        fetch = Fetch(
            source_id=want.source.id,
            kind=want.kind,
            url=want.url,
            fetched_at=answer.fetched_at,
            final_url=answer.url if answer.status is not None else None,
            status=answer.status,
            elapsed_ms=answer.elapsed_ms,
            etag=None if lasting else answer.header("etag"),
            last_modified=None if lasting else answer.header("last-modified"),
            robots=answer.robots,
            wait_s=_wait_asked(want, answer),
        )
        reason = answer.reason or _reason(want.kind, answer)
        if answer.status is None:
            self._writer.fail(fetch, reason or "connection")
        elif reason is not None:
            self._writer.fail(fetch, reason, answer.headers, answer.body)
        elif answer.status == 304:
            self._writer.not_modified(fetch)
        else:
            self._writer.land(fetch, answer.headers, answer.body)
        return replace(answer, reason=reason)

    def pass_on(self, answer: Answer) -> None:
        """Keep a redirect on the way to an answer: a record of the archive, without an outcome of its own."""
        self._writer.keep(Response(answer.url, answer.fetched_at, answer.status, answer.headers, answer.body))

    def cancel(self, wants: Iterable[Want]) -> None:
        """Give wants that will not be asked for any more the outcome `cancelled`."""
        for want in wants:
            del self._open[want]
            self._writer.fail(
                Fetch(source_id=want.source.id, kind=want.kind, url=want.url, fetched_at=datetime.now(UTC)),
                "cancelled",
            )

    def cancel_rest(self) -> None:
        """Give every want that is still open the outcome `cancelled`."""
        self.cancel(list(self._open))


def _reason(kind: str, answer: Answer) -> str | None:
    """Why an answer of the server is none of use; a challenge stays one whatever status it comes with."""
    if kind != "robots" and is_challenge(answer.body):
        return "blocked"
    return reason_of_status(answer.status or 0)


def _wait_asked(want: Want, answer: Answer) -> int | None:
    if want.kind not in DOORS or answer.status is None:
        return None
    headers = {name.lower(): value for name, value in answer.headers}
    return wait_asked(answer.status, headers, answer.body, answer.fetched_at)
