import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from workflow.calendar import store
from workflow.calendar.holidays import BadCalendar, load_year, packaged, packaged_calendar, read_years, ship
from workflow.calendar.workdays import Calendar, CalendarDay, Day, Source

NEXT_YEAR = {
    "2027": {
        "holidays": {"元旦": ["2027-01-01", "2027-01-03"]},
        "weekday_off": ["2027-01-01", "2027-02-08"],
        "weekend_work": ["2027-02-20"],
    }
}


@pytest.fixture
def next_year(tmp_path):
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(NEXT_YEAR), encoding="utf-8")
    return file


def mended(**changes):
    return json.dumps({"2027": NEXT_YEAR["2027"] | changes})


def test_2026_has_nineteen_weekdays_off_and_six_working_weekend_days():
    days = packaged_calendar().days
    year = {day: known for day, known in days.items() if day.year == 2026}
    assert len(year) == 365
    assert sum(day.weekday() < 5 and not known.is_workday for day, known in year.items()) == 19
    assert {f"{day:%m-%d}" for day, known in year.items() if day.weekday() >= 5 and known.is_workday} == {
        "01-04", "02-14", "02-28", "05-09", "09-20", "10-10",
    }  # fmt: skip


@pytest.mark.parametrize(
    "day, why",
    [
        ("2026-02-13", ""),
        ("2026-02-14", ""),
        ("2026-02-15", "法定节假日（春节）"),
        ("2026-02-16", "法定节假日（春节）"),
        ("2026-03-07", "周末"),
        ("2024-09-17", "法定节假日（中秋节）"),
        ("2025-05-31", "法定节假日（端午节）"),
    ],
)
def test_a_day_off_says_why(day, why):
    calendar = packaged_calendar()
    assert calendar.why_off(date.fromisoformat(day)) == why
    assert calendar.is_workday(date.fromisoformat(day)) == (not why)


def test_a_working_weekend_says_so_and_an_ordinary_day_says_nothing():
    calendar = packaged_calendar()
    assert calendar.why_on(date(2026, 2, 14)) == "调休上班"
    assert calendar.why_on(date(2026, 2, 13)) == calendar.why_on(date(2026, 2, 15)) == ""


def test_past_the_loaded_years_only_weekends_are_known_and_nothing_is_covered():
    calendar = packaged_calendar()
    assert not calendar.covers(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 1, 1))
    assert calendar.why_off(date(2027, 1, 2)) == "周末"
    assert calendar.covers(date(2026, 12, 31))


def test_a_provisional_day_is_used_but_not_covered():
    calendar = Calendar({date(2027, 1, 1): Day(is_workday=False, source=Source.PROVISIONAL, note="元旦")})
    assert not calendar.is_workday(date(2027, 1, 1))
    assert not calendar.covers(date(2027, 1, 1))


@pytest.mark.django_db
def test_a_new_database_knows_the_packaged_years():
    assert CalendarDay.objects.filter(source=Source.OFFICIAL).count() == 366 + 365 + 365
    assert Calendar.load() == packaged_calendar()


@pytest.mark.django_db
def test_shipping_again_changes_nothing_and_keeps_what_an_administrator_changed():
    CalendarDay.objects.filter(date=date(2026, 3, 2)).update(
        is_workday=False, source=Source.LOCAL, note="防汛"
    )
    assert ship() == 0
    assert CalendarDay.objects.get(date=date(2026, 3, 2)).note == "防汛"


@pytest.mark.django_db
def test_a_process_asks_for_the_calendars_version_once_a_second_and_reads_it_only_when_it_has_changed(
    django_assert_num_queries, monkeypatch
):
    first = Calendar.load()
    with django_assert_num_queries(0):
        assert Calendar.load() is first
    monkeypatch.setattr(store, "FRESH", -1)
    with django_assert_num_queries(1):
        assert Calendar.load() is first
    load_year(packaged()[-1])
    assert Calendar.load() is not first
    assert Calendar.load() == first
    assert Calendar.load().version != first.version


@pytest.mark.django_db
def test_an_administrator_loads_another_year(next_year, capsys):
    call_command("load_calendar", str(next_year))
    assert "2027 年：录入 365 天" in capsys.readouterr().out
    calendar = Calendar.load()
    assert calendar.covers(date(2027, 6, 1))
    assert calendar.why_off(date(2027, 1, 1)) == "法定节假日（元旦）"
    assert calendar.why_off(date(2027, 2, 8)) == "法定节假日"
    assert calendar.is_workday(date(2027, 2, 20))


@pytest.mark.django_db
def test_an_official_list_replaces_a_provisional_one_and_leaves_local_days_alone(next_year):
    (year,) = read_years(next_year.read_text(encoding="utf-8"))
    CalendarDay.objects.create(date=date(2027, 3, 1), is_workday=False, source=Source.LOCAL, note="本地停工")
    load_year(year, source=Source.PROVISIONAL)
    assert not Calendar.load().covers(date(2027, 1, 4))
    assert load_year(year) == 364
    assert Calendar.load().covers(date(2027, 1, 4))
    assert Calendar.load().why_off(date(2027, 3, 1)) == "本地停工"


@pytest.mark.django_db
def test_a_settled_year_is_not_made_provisional_again():
    with pytest.raises(BadCalendar, match="已经有正式的放假安排"):
        load_year(packaged()[-1], source=Source.PROVISIONAL)


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("not json", "不是 JSON"),
        ("[]", "没有年份"),
        ("{}", "没有年份"),
        ('{"二七": {}}', "不是年份"),
        ('{"27": {}}', "不是年份"),
        ('{"2027": []}', "weekday_off"),
        ('{"2027": {"weekday_off": []}}', "weekend_work"),
        (mended(extra=[]), "两个列表"),
        (mended(weekday_off=[]), "一天假也没有"),
        (mended(weekday_off="2027-01-01"), "写成列表"),
        (mended(weekday_off=["2027-13-01"]), "不是日期"),
        (mended(weekday_off=[20270101]), "不是日期"),
        (mended(weekday_off=["2026-01-01"]), "不在 2027 年"),
        (mended(weekday_off=["2027-01-01", "2027-01-01"]), "写了两遍"),
        (mended(weekday_off=["2027-01-02"]), "周六"),
        (mended(weekend_work=["2027-02-22"]), "周一"),
        (mended(holidays={"元旦": ["2027-01-01", "2027-01-04"]}), "没有写成放假"),
        (mended(holidays={"元旦": "2027-01-01"}), "两个日期"),
        (mended(holidays="元旦"), "节日"),
    ],
)
def test_a_list_that_is_not_right_is_refused_with_what_to_mend(text, sentence):
    with pytest.raises(BadCalendar, match=sentence):
        read_years(text)


@pytest.mark.django_db
def test_one_bad_year_keeps_the_good_one_out_too(tmp_path):
    file = tmp_path / "two.json"
    file.write_text(json.dumps(NEXT_YEAR | {"2028": {"weekday_off": ["x"], "weekend_work": []}}))
    with pytest.raises(CommandError, match="不是日期"):
        call_command("load_calendar", str(file))
    assert not CalendarDay.objects.filter(date__year=2027).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("arguments, sentence", [(["--year", "2030"], "没有 2030 年"), ([], "打不开")])
def test_a_missing_year_or_file_is_said(next_year, arguments, sentence):
    file = next_year if arguments else next_year.with_name("nowhere.json")
    with pytest.raises(CommandError, match=sentence):
        call_command("load_calendar", str(file), *arguments)
