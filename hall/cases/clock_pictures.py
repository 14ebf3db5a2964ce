"""Which clock is drawn for the applicant: with the legal limit if that fits into the picture beside the promise, else without.

The picture holds three weeks. The promise and today are what the applicant asks about; the legal limit is always in words.
"""

from datetime import date

from workflow.clock.face import Face, face


def picture(
    start: date, *, promised: date | None, statutory: date | None, today: date, calendar, pauses=()
) -> Face:
    """The face of the clock that an event on `start` set going."""
    known = {"today": today, "calendar": calendar, "pauses": pauses}
    whole = face(start, promised=promised, statutory=statutory, **known)
    drawn = {cell.day for cell in whole.cells}
    needed = {day for day in (promised, today) if day and day > start}
    if promised is None or needed <= drawn:
        return whole
    return face(start, promised=promised, statutory=None, **known)
