"""The time rules against real dates: the National Day holiday of 2025 and the Spring Festival of 2026."""

from datetime import date

import pytest

from supervision.rules.time import BY_NUMBER, RULES, Stage, first_stage, rules_from, stage_after
from workflow.calendar.workdays import Calendar, Day
from workflow.clock.clocks import Clock


def days(first, last, *, worked):
    return {date.fromordinal(n): Day(worked) for n in range(first.toordinal(), last.toordinal() + 1)}


# 国办发明电〔2024〕12号：2025-10-01 至 10-08 放假，09-28、10-11 上班；
# 国办发明电〔2025〕7号：2026-02-15 至 02-23 放假，02-14、02-28 上班。
CALENDAR = Calendar(
    {
        **days(date(2025, 10, 1), date(2025, 10, 8), worked=False),
        **days(date(2026, 2, 15), date(2026, 2, 23), worked=False),
        **{
            d: Day(True)
            for d in (date(2025, 9, 28), date(2025, 10, 11), date(2026, 2, 14), date(2026, 2, 28))
        },
    }
)
EARLY = date(2025, 9, 1)


@pytest.mark.parametrize(
    ("number", "due_on", "day"),
    [
        ("T01", date(2026, 3, 5), date(2026, 3, 4)),
        ("T01", date(2026, 3, 9), date(2026, 3, 6)),  # due on a Monday: Friday
        ("T01", date(2025, 10, 9), date(2025, 9, 30)),  # the first day after the holiday
        ("T01", date(2025, 10, 13), date(2025, 10, 11)),  # a Saturday that is worked
        ("T02", date(2026, 3, 5), date(2026, 3, 6)),
        ("T02", date(2026, 3, 6), date(2026, 3, 7)),  # over at 24:00 of Friday, holiday or not
        ("T02", date(2025, 9, 30), date(2025, 10, 1)),
        ("T03", date(2026, 3, 5), date(2026, 3, 13)),
        ("T03", date(2025, 9, 30), date(2025, 10, 15)),  # 9, 10, 11 (worked), 13, 14 October
        ("T03", date(2026, 2, 13), date(2026, 2, 28)),  # 14 (worked), 24, 25, 26, 27 February
        ("T12", date(2026, 3, 9), date(2026, 3, 10)),
        ("T22", date(2026, 3, 12), date(2026, 3, 13)),
        ("T31", date(2026, 3, 30), date(2026, 3, 31)),
        ("T42", date(2026, 3, 31), date(2026, 4, 1)),
        ("T52", date(2026, 3, 17), date(2026, 3, 18)),
        ("T53", date(2026, 3, 17), EARLY),  # at once
        ("T54", date(2025, 9, 30), date(2025, 10, 1)),
        ("T62", date(2026, 3, 9), date(2026, 3, 10)),
    ],
)
def test_a_rule_falls_on_the_day_the_law_and_the_calendar_say(number, due_on, day):
    assert BY_NUMBER[number].falls_on(due_on, started_on=EARLY, calendar=CALENDAR) == day


def test_nobody_is_reminded_on_the_day_a_limit_begins():
    monday = date(2026, 3, 2)
    assert BY_NUMBER["T01"].falls_on(date(2026, 3, 3), started_on=monday, calendar=CALENDAR) == date(
        2026, 3, 3
    )


def test_every_kind_of_clock_has_rules_each_stage_once_and_in_order_of_gravity():
    order = list(Stage)
    watched = set(Clock.Kind) - {Clock.Kind.CORRECTION}  # the applicant's own time is nobody's fault
    assert {rule.kind for rule in RULES} == watched
    for kind in watched:
        stages = [rule.stage for rule in RULES if rule.kind == kind]
        assert stages == sorted(set(stages), key=order.index)


def test_numbers_are_unique_and_every_rule_says_what_and_by_which_source():
    assert len(BY_NUMBER) == len(RULES)
    assert all(rule.words and rule.law for rule in RULES)


def test_stages_follow_each_other_to_the_end():
    for kind in Clock.Kind:
        stage, seen = first_stage(kind), []
        while stage:
            seen.append(stage)
            stage = stage_after(rules_from(kind, stage)[0])
        assert seen == [rule.stage for rule in RULES if rule.kind == kind]
    assert rules_from("step", "") == ()
