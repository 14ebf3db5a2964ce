"""Limits of different units beside each other: how they compare, and what a flow must have for its limit to begin."""

import pytest

from powers.flow.default_flows import default_flow, own_flow
from powers.flow.flow import findings
from powers.items.content_words import statutory_aloud
from powers.items.limit_units import (
    STARTS,
    Start,
    Unit,
    compared,
    in_workdays,
    limits_of,
    starts_from,
    statutory,
)
from powers.publishing import _flow_faults

CONFIRMATION = default_flow("行政确认", case_type="承诺件", promised_days=10)


@pytest.mark.parametrize(
    "days, unit, worth",
    [
        (20, Unit.WORKING, 20), (30, Unit.NATURAL, 20), (60, Unit.NATURAL, 40), (7, Unit.NATURAL, 4), (1, Unit.NATURAL, 0),
        (3, Unit.MONTH, 62), (1, Unit.MONTH, 20), (12, Unit.MONTH, 248), (None, Unit.NATURAL, None),
    ],
)  # fmt: skip
def test_a_limit_is_worth_the_working_days_of_an_average_year_rounded_down(days, unit, worth):
    assert in_workdays(days, unit) == worth


def test_a_promise_is_weighed_against_what_the_law_is_worth_and_the_sentence_says_how():
    found = findings(CONFIRMATION, promised_days=21, statutory_days=30, unit=Unit.NATURAL)
    assert [each.text for each in found] == [
        "承诺 21 天，比法定 30 个自然日（按一年 248 个工作日折算，合 20 个工作日）多 1 天。请把承诺改到 20 天以内。"
    ]
    assert findings(CONFIRMATION, promised_days=20, statutory_days=30, unit=Unit.NATURAL) == []
    assert findings(CONFIRMATION, promised_days=62, statutory_days=3, unit=Unit.MONTH) == []


def test_between_working_days_nothing_is_converted():
    found = findings(CONFIRMATION, promised_days=21, statutory_days=20)
    assert [each.text for each in found] == ["承诺 21 天，比法定 20 天多 1 天。请把承诺改到 20 天以内。"]
    assert compared(20, Unit.WORKING) == "20 天"


def test_a_limit_from_the_survey_needs_a_survey_in_the_flow():
    surveyed = own_flow("食品经营许可", promised_days=10)
    known = {"promised_days": 10, "statutory_days": 20, "start": Start.SURVEYED}
    assert "没有现场核查，期限永远不开始" in findings(CONFIRMATION, **known)[0].text
    assert findings(surveyed, **known) == []


def test_years_are_counted_in_months_and_nothing_said_is_working_days_from_acceptance():
    assert statutory(2, {"statutory_unit": "year"}) == (24, Unit.MONTH)
    assert statutory(20, {}) == (20, Unit.WORKING)
    assert starts_from({}) == Start.ACCEPTED
    assert set(STARTS) == set(Start)


def test_publishing_weighs_the_limit_in_its_own_unit():
    content = {
        "promised_days": 21, "statutory_days": 30, "result_name": "", "details": {"statutory_unit": "natural"},
        "flow_data": CONFIRMATION.to_data(),
    }  # fmt: skip
    assert "30 个自然日" in _flow_faults(content)[0]
    assert limits_of(content)["unit"] == Unit.NATURAL
    assert statutory_aloud(content) == "30 个自然日"
