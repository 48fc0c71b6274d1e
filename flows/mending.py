"""A warehouse that turns out to be broken is made anew from the truth, and the work goes on."""

import logging
from collections.abc import Callable
from typing import TypeVar

from flows.home import Home
from flows.settings import Settings
from flows.steps import rebuild_step
from warehouse.db import CorruptError

R = TypeVar("R")
logger = logging.getLogger(__name__)


def mended(home: Home, settings: Settings, work: Callable[[], R]) -> R:
    """What a step gives; a warehouse that it finds broken is rebuilt first. CorruptError when that does not help.

    A power cut may tear a block of the file. Everything in it is derived, so that nothing is lost but time.
    """
    try:
        return work()
    except CorruptError as error:
        logger.warning("%s; made anew from the landed files", error)
        rebuild_step(home, settings)
        return work()
