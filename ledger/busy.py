"""Whether an error of the database says only that others were first: nothing is wrong, nothing was written, ask again.

Two faults look like it. The lock was not to be had in time; or it was, but the act had waited so long that the ledger's own
guard refuses its date (`guards.py`: no act is dated more than 5 seconds from its writing).
"""

from django.db import DatabaseError

LATE = "ledger: event is dated away from now"
# SQLite says it in words; PostgreSQL by its code: lock not available, deadlock, serialization failure.
LOCKED = ("database is locked", "database table is locked")
CODES = ("55P03", "40P01", "40001")


def is_busy(error: BaseException | None) -> bool:
    if not isinstance(error, DatabaseError):
        return False
    said = str(error)
    code = getattr(error.__cause__, "pgcode", None)
    return LATE in said or said in LOCKED or code in CODES
