"""The table of received, accepted, decided, in time and late: what each column counts, who sees which offices, in one read."""

import csv
import io
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from ledger.clock import CHINA
from ledger.verbs import Refused
from powers.people.offices import Area, Level
from powers.people.people import Role
from supervision import figures, sweep
from supervision.figures import Tally
from tests import factories
from workflow.states import State

from .flows import PLAIN

pytestmark = pytest.mark.django_db
MARCH = {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}
PAGE = "/board/figures/"


def at(day, hour=9):
    return datetime(2026, 3, day, hour, tzinfo=CHINA)


class World:
    """Two offices. The first: decided in time, decided late, still open, declined. The second: one decided in time."""

    def __init__(self, zone):
        self.zone = zone
        self.one = factories.office("南京市水务局")
        self.two = factories.office("南京市城市管理局")
        self.edition = factories.edition(at=self.one, flow=PLAIN, promised_days=6)
        self.other = factories.edition(at=self.two, flow=PLAIN, promised_days=6)
        self.staff = {o.pk: factories.Staff(o) for o in (self.one, self.two)}
        self.decided(self.edition, on=10)  # the last day: accepted on 2 March, six working days
        self.decided(self.edition, on=11)
        self.case(State.HANDLING, self.edition)
        self.case(State.DECLINED, self.edition)
        self.decided(self.other, on=4, verb="refuse", reasons="不符合条件")
        sweep.sweep(at=at(16))

    def case(self, state, edition, *, day=2):
        staff = self.staff[edition.power.office_id]
        return factories.case_at(state, zone=self.zone, at=at(day), demo=True, edition_=edition, staff=staff)[
            0
        ]

    def decided(self, edition, *, on, verb="grant", hour=9, **more):
        case, staff = self.case(State.HANDLING, edition), self.staff[edition.power.office_id]
        with self.zone("inner"):
            factories.fresh(case).advance(
                by=staff.handler, at=at(3), step="examine", outcome="pass", note="符合条件"
            )
            getattr(factories.fresh(case), verb)(by=staff.head, at=at(on, hour), note="同意", **more)
        return case


@pytest.fixture
def world(zone, clock):
    made = World(zone)
    clock.set(at(16, 10))
    return made


def tallies(world, *, by="office", **period):
    found = figures.counted([world.one.pk, world.two.pk], **(period or MARCH))
    return {line.office or line.item: line.tally for line in figures.lines(found, by=by)}


def test_each_column_counts_the_acts_of_the_period(world):
    assert tallies(world) == {
        "南京市水务局": Tally(received=4, accepted=3, declined=1, decided=2, granted=2, on_time=1, late=1),
        "南京市城市管理局": Tally(received=1, accepted=1, decided=1, on_time=1),
    }


def test_an_act_counts_in_its_own_period_whenever_the_case_began(world):
    assert tallies(world, first=date(2026, 3, 3), last=date(2026, 3, 10)) == {
        "南京市水务局": Tally(decided=1, granted=1, on_time=1),
        "南京市城市管理局": Tally(decided=1, on_time=1),
    }
    assert tallies(world, first=date(2026, 3, 11), last=date(2026, 3, 11)) == {
        "南京市水务局": Tally(decided=1, granted=1, late=1)
    }
    assert tallies(world, first=date(2026, 3, 12), last=date(2026, 3, 31)) == {}
    assert tallies(world, first=date(2026, 2, 1), last=date(2026, 2, 28)) == {}


def test_midnight_in_china_parts_the_periods(world):
    world.decided(world.other, on=20, hour=23)
    assert tallies(world, first=date(2026, 3, 20), last=date(2026, 3, 20))["南京市城市管理局"].decided == 1
    assert tallies(world, first=date(2026, 3, 21), last=date(2026, 3, 21)) == {}


def test_by_item_adds_the_offices_up_and_the_sum_is_the_same_by_each_way(world):
    found = figures.counted([world.one.pk, world.two.pk], **MARCH)
    sums = {by: figures.total(figures.lines(found, by=by)) for by, _ in figures.WAYS}
    assert len(set(sums.values())) == 1
    assert sums["office"] == Tally(5, 4, 1, 3, 2, 2, 1)
    assert {line.item for line in figures.lines(found, by="item")} == {world.edition.name, world.other.name}
    assert all(line.office and line.item for line in figures.lines(found, by="both"))


def test_the_share_is_of_those_with_a_promise():
    assert Tally(decided=5, on_time=3, late=1).share == "75.0%"
    assert Tally(decided=5).share == ""


def test_other_offices_are_not_counted(world):
    found = figures.counted([world.two.pk], **MARCH)
    assert {row[0] for row in found} == {world.two.pk}


def test_it_is_one_read_however_many_cases(world):
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            figures.counted([world.one.pk, world.two.pk], **MARCH)
        assert len(queries) == 1
        world.case(State.HANDLING, world.other)


def test_a_period_that_is_none_or_too_long_is_refused():
    with pytest.raises(Refused, match="不早于"):
        figures.refuse_period(date(2026, 3, 2), date(2026, 3, 1))
    with pytest.raises(Refused, match="最多统计一年"):
        figures.refuse_period(date(2025, 1, 1), date(2026, 3, 1))


def page(client, user, **asked):
    client.force_login(user)
    return client.get(PAGE, {"from_on": "2026-03-01", "to_on": "2026-03-31", **asked})


def test_a_head_sees_his_own_office_and_an_inspector_those_in_his_reach(world, client):
    head = page(client, world.staff[world.one.pk].head)
    assert [line.office for line in head.context["rows"]] == ["南京市水务局"]
    assert "政务审批工作台" in head.content.decode()
    own = page(client, factories.official(Role.DEPARTMENT_INSPECTOR, at=world.two))
    assert [line.office for line in own.context["rows"]] == ["南京市城市管理局"]
    province = Area.objects.get_or_create(
        code="320000", defaults={"name": "江苏省", "level": Level.PROVINCE}
    )[0]
    seat = factories.office("江苏省监察委员会", in_area=province)
    both = page(client, factories.official(Role.GOVERNMENT_INSPECTOR, at=seat))
    assert {line.office for line in both.context["rows"]} == {"南京市水务局", "南京市城市管理局"}


@pytest.mark.parametrize("role", [Role.HANDLER, Role.REVIEWER, Role.SURVEYOR, Role.STAFFING])
def test_nobody_else_gets_in(world, client, role):
    answer = page(client, factories.official(role, at=world.one))
    assert answer.status_code == 403 and "办件统计给本机关负责人和监察人员看" in answer.content.decode()


def test_a_place_out_of_reach_shows_the_own_reach(world, client):
    answer = page(client, world.staff[world.one.pk].head, place=world.two.pk)
    assert [line.office for line in answer.context["rows"]] == ["南京市水务局"]


def test_bad_days_are_told_and_nothing_is_lost(world, client):
    head = world.staff[world.one.pk].head
    for asked, says in (
        ({"to_on": "2026-02-01"}, "不早于开始"),
        ({"from_on": "2024-01-01"}, "最多统计一年"),
        ({"from_on": "昨天"}, "样子填日期"),
    ):
        answer = page(client, head, by="item", **asked)
        assert answer.status_code == 422 and says in answer.content.decode()
        assert '<option value="item" selected>' in answer.content.decode()
    assert page(client, head, by="x").status_code == 422


def test_without_days_it_is_this_month(world, client):
    client.force_login(world.staff[world.one.pk].head)
    context = client.get(PAGE).context
    assert (context["first"], context["last"]) == (date(2026, 3, 1), date(2026, 3, 16))


def test_the_page_says_what_each_column_counts(world, client):
    text = page(client, world.staff[world.one.pk].head).content.decode()
    assert all(words in text for _, words in (*figures.COLUMNS, figures.SHARE))


@pytest.mark.parametrize(("form", "encoding"), [("csv", "utf-8-sig"), ("gb18030", "gb18030")])
def test_as_csv_it_has_the_rows_the_sum_and_what_they_count(world, client, form, encoding):
    answer = page(client, world.staff[world.one.pk].head, by="both", file=form)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode(encoding))))
    assert rows[0] == [
        "单位",
        "事项编码",
        "事项",
        "收件",
        "受理",
        "不予受理",
        "决定",
        "准予",
        "按时",
        "逾期",
        "按时率",
    ]
    assert rows[1][0] == "南京市水务局" and rows[1][3:] == ["4", "3", "1", "2", "2", "1", "1", "50.0%"]
    assert rows[2] == ["合计", "", "", "4", "3", "1", "2", "2", "1", "1", "50.0%"]
    assert any("统计期间 2026-03-01 至 2026-03-31" in cell for row in rows for cell in row)
    assert "attachment" in answer["Content-Disposition"]


def test_in_xlsx_numbers_are_numbers(world, client):
    answer = page(client, world.staff[world.one.pk].head, file="xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert rows[1][:5] == ("南京市水务局", 4, 3, 1, 2)
