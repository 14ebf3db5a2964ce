"""Tiers of discretion as numbers: in order, inside the statute's range, one going on where the other ends."""

import pytest
from django.template.loader import render_to_string

from powers.items.discretion import faults, ladders, span
from powers.items.fields import faults as item_faults
from powers.items.values import misfits
from powers.items.vocabulary import FIELDS

from .test_item_fields import LICENCE, PENALTY, content

RANGE = {
    "lower": "500",
    "upper": "5000",
    "unit": "yuan",
    "basis": "《公共场所卫生管理条例实施细则》第三十五条",
}
LOW = {"tier": "较轻", "circumstances": "初次违法，及时改正", "lower": "500", "upper": "1500", "unit": "yuan"}
MIDDLE = {"tier": "一般", "circumstances": "逾期不改正", "lower": "1500", "upper": "3000", "unit": "yuan"}
HIGH = {"tier": "较重", "circumstances": "再次违法", "lower": "3000", "upper": "5000", "unit": "yuan"}
WARNING = {"tier": "轻微", "circumstances": "首次，没有后果", "standard": "警告"}


def details(*tiers, ranges=(RANGE,)):
    return {"tiers": list(tiers), "statute_ranges": list(ranges)}


def test_degrees_that_follow_each_other_inside_the_statutes_range_are_right():
    assert faults(details(WARNING, LOW, MIDDLE, HIGH)) == []


@pytest.mark.parametrize(
    ("tiers", "words"),
    [
        ([LOW, {**MIDDLE, "lower": "1600"}, HIGH], "“一般”从 1600 元开始，中间有空档"),
        ([LOW, HIGH], "“较轻”到 1500 元为止，“较重”从 3000 元开始，中间有空档"),
        ([LOW, {**MIDDLE, "lower": "1400"}, HIGH], "有重叠"),
        ([{**LOW, "lower": "2000"}], "下限 2000 比上限 1500 大"),
        ([LOW, MIDDLE, {**HIGH, "upper": "5001"}], "3000—5001 元 超出法定幅度 500—5000 元"),
        ([{**LOW, "lower": "499.99"}], "超出法定幅度"),
        ([{**LOW, "upper": ""}], "请把下限和上限都写上"),
        ([{**LOW, "unit": ""}], "请选单位"),
        ([{"tier": "轻微", "circumstances": "首次"}], "没有写裁量标准，也没有写幅度"),
    ],
)
def test_tiers_that_do_not_fit_are_told_how_to_be_mended(tiers, words):
    assert any(words in fault for fault in faults(details(*tiers)))


def test_a_range_of_the_statute_must_itself_be_in_order():
    upside_down = {**RANGE, "lower": "9000"}
    assert any("法定幅度" in fault for fault in faults(details(LOW, ranges=[upside_down])))


def test_each_act_and_each_unit_has_a_ladder_of_its_own():
    times = {"base": "违法所得", "unit": "times"}
    doubled = [{**LOW, **times, "lower": "1", "upper": "2"}, {**HIGH, **times, "lower": "2", "upper": "5"}]
    ranges = [RANGE, {**RANGE, **times, "lower": "1", "upper": "5"}]
    assert faults(details(LOW, MIDDLE, HIGH, *doubled, ranges=ranges)) == []
    assert span(doubled[0]) == "违法所得的 1—2 倍"
    another = {**LOW, "act": "不公示", "lower": "0.5", "upper": "1", "unit": "wan"}
    assert [ladder.act for ladder in ladders(details(LOW, another))] == ["", "不公示"]
    assert faults(details(LOW, MIDDLE, HIGH, another)) == []


def test_a_fixed_sum_is_one_number():
    assert span({**LOW, "lower": "500", "upper": "500"}) == "500 元"


@pytest.mark.parametrize("typed", ["五百", "1,000", "-1", "1e9", "0.123", "01", "", 500, "١٢"])
def test_a_bound_is_a_plain_number(typed):
    column = next(c for c in FIELDS["tiers"].columns if c.code == "lower")
    assert misfits(column, typed) == ["请填数，最多两位小数，例如 500 或者 0.5"]


def test_what_is_wrong_keeps_the_item_from_being_published():
    wrong = content(details=details(LOW, HIGH))
    assert any("中间有空档" in fault for fault in item_faults(wrong, PENALTY))
    assert any("没有“裁量基准”这一项" in fault for fault in item_faults(wrong, LICENCE))


def test_editions_with_tiers_in_words_alone_still_read():
    assert faults({"tiers": [{"tier": "较轻", "circumstances": "初次", "standard": "罚 500 元以下"}]}) == []


def test_the_page_shows_each_degree_with_its_bounds_and_the_statutes_range():
    text = render_to_string(
        "discretion/tiers.html", {"ladders": ladders(details(WARNING, LOW, MIDDLE, HIGH))}
    )
    assert "500—1500 元" in text and "警告" in text
    assert "法定幅度：500—5000 元（《公共场所卫生管理条例实施细则》第三十五条）" in text


def test_no_tiers_no_panel():
    assert render_to_string("discretion/tiers.html", {"ladders": ladders({})}).strip() == ""
