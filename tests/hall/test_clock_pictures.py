from datetime import date

from hall.cases.clock_pictures import picture
from workflow.calendar.workdays import Calendar

START, TODAY = date(2026, 3, 2), date(2026, 3, 5)


def days(**limits):
    return [cell.day for cell in picture(START, today=TODAY, calendar=Calendar(), **limits).cells]


def test_a_legal_limit_that_fits_is_drawn_beside_the_promise():
    drawn = days(promised=date(2026, 3, 9), statutory=date(2026, 3, 16))
    assert drawn[0] == date(2026, 3, 3) and drawn[-1] == date(2026, 3, 16)


def test_a_legal_limit_far_away_does_not_push_today_out_of_the_picture():
    drawn = days(promised=date(2026, 3, 12), statutory=date(2026, 5, 6))
    assert TODAY in drawn and drawn[-1] == date(2026, 3, 12)


def test_without_a_promise_the_legal_limit_is_what_there_is():
    assert days(promised=None, statutory=date(2026, 5, 6))[-1] == date(2026, 5, 6)
