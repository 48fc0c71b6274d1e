"""A warehouse that turns out to be broken is made anew from the truth, and the work goes on."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from flows.home import Home
from flows.settings import Settings
from flows.steps import rebuild_step
from warehouse.db import CatalogueError, CorruptError

R = TypeVar("R")
RESTART_S = 60.0  # PostgreSQL recovers from a crash in seconds, after much writing in a minute
_LOOK_S = 1.0
logger = logging.getLogger(__name__)


def mended(home: Home, settings: Settings, work: Callable[[], R], *, patience_s: float = RESTART_S) -> R:
    """What a step gives; a warehouse that it finds broken is rebuilt first. CorruptError when that does not help.

    A power cut may tear a block of the file. Everything in it is derived, so that nothing is lost but time. A lake's
    PostgreSQL that is restarted is waited for, at most `patience_s` seconds: then CatalogueError.
    """
    try:
        return work()
    except CorruptError as error:
        logger.warning("%s; made anew from the landed files", error)
        rebuild_step(home, settings)
        return work()
    except CatalogueError as error:
        logger.warning("%s; tried again for %.0f s", error, patience_s)
        return _once_it_is_back(work, time.monotonic() + patience_s)


def _once_it_is_back(work: Callable[[], R], until: float) -> R:
    while time.monotonic() < until:
        time.sleep(_LOOK_S)
        try:
            return work()
        except CatalogueError as error:
            logger.info("%s", error)
    return work()
