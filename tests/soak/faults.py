"""What goes wrong in an hour, by chance: a function of the hour alone, so that a soak can be taken up again."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.soak.press import OUTLETS

HOUR = timedelta(hours=1)
PRESS = ("5xx", "4xx", "drop", "midway", "slow", "garbage")  # of an outlet, for an hour
MAIL = ("451 later", "421 closing", "drop", "lose", "550 no")
FROZEN_H = 30  # hours for which a frozen feed stays as it was
STEPS = ("crawl", "load", "annotate", "alert", "publish", "digest")


@dataclass(frozen=True, slots=True)
class Faults:
    """The misfortunes of one hour: by outlet, of the mail server, and the step that is killed before it is done."""

    press: dict[str, str]
    frozen: dict[str, datetime]  # outlet → moment at which its feed stopped
    mail: str = ""
    killed: str = ""
    kill_at: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.press) + len(self.frozen) + bool(self.mail) + bool(self.killed)


def faults_of(hour: datetime) -> Faults:
    """The faults of an hour (aware, a whole hour)."""
    chance = random.Random(f"faults {hour:%Y%m%d%H}")
    press = {outlet: chance.choice(PRESS) for outlet in OUTLETS if chance.random() < 0.06}
    mail = chance.choice(MAIL) if chance.random() < 0.12 else ""
    killed = chance.choice(STEPS) if chance.random() < 0.12 else ""
    return Faults(press, _frozen(hour), mail, killed, chance.randint(1, 60))


def _frozen(hour: datetime) -> dict[str, datetime]:
    """A feed freezes once in about ten days."""
    found = {}
    for outlet in OUTLETS:
        for back in range(FROZEN_H):
            then = hour - back * HOUR
            if random.Random(f"frozen {outlet} {then:%Y%m%d%H}").random() < 1 / 240:
                found[outlet] = then
    return found
