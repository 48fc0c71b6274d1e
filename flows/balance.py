"""Whether the books balance: the ledger's equations after every run; an article that vanishes is our own mistake."""

from datetime import datetime, timedelta

from flows.home import Home
from warehouse import db, store

LEDGER = "ledger_"
RECENT = timedelta(days=3)  # what an hourly run looks at: a run that was landed late on another machine is in it


class LedgerError(Exception):
    """The ledger does not balance; the message names the checks and one offending row of each."""


def balance_step(home: Home, since: datetime | None = None) -> int:
    """Run the checks of the ledger over what landed `since` (aware; without it over all); gives their number.

    LedgerError when one of them finds anything.
    """
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        checks = store.run_checks(con, LEDGER, since)
    wrong = [f"{check.name} ({len(check.rows)}, thus {check.rows[0]})" for check in checks if check.rows]
    if wrong:
        raise LedgerError(f"the books don't balance, see `diemtin check`: {'; '.join(wrong)}")
    return len(checks)
