"""What was read in an answer, kept in the landed run in the answer's place: rows as JSON; pure."""

from pydantic import TypeAdapter, ValidationError

from crawlers.landing import LandingError
from crawlers.records import Capture
from crawlers.warc import READING_TYPE
from flows.reading import Reading

_READING = TypeAdapter(Reading)


def is_kept(capture: Capture) -> bool:
    """Whether a capture holds what was once read, in place of the answer."""
    return any(name == "Content-Type" and value == READING_TYPE for name, value in capture.headers)


def as_bytes(reading: Reading) -> bytes:
    """A reading as it is kept."""
    return _READING.dump_json(reading)


def kept_reading(capture: Capture) -> Reading:
    """The reading that is kept in a capture; LandingError names run and request of one that can't be read."""
    try:
        return _READING.validate_json(capture.body)
    except ValidationError as error:
        where = f"{capture.outcome.run_id}, request {capture.outcome.seq}"
        raise LandingError(f"{where}: not a kept reading ({error.errors()[0]['msg']})") from error
