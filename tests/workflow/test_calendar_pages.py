"""A year's holidays entered on a page by one person, confirmed by another, and what it moves told beforehand."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.events import Event
from ledger.verbs import NotAllowed, WrongState
from powers.people.people import Role
from tests import factories
from workflow.calendar import drafts, recomputing
from workflow.calendar.drafts import CalendarDraft
from workflow.calendar.holiday_rows import HolidayRow, entry_of, faults, read_notice
from workflow.calendar.preview import preview
from workflow.calendar.workdays import Calendar, CalendarDay
from workflow.clock.clocks import Clock

from .test_calendars import handling

pytestmark = pytest.mark.django_db

NOTICE_2026 = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""


def day(text: str) -> date:
    return date.fromisoformat(text)


class People:
    def __init__(self):
        city = factories.area("320100", "南京市", 3)
        self.district = factories.area()
        office = factories.office("南京市人民政府", in_area=city)
        self.admin = factories.official(Role.SYSTEM_ADMIN, at=office)
        self.staffing = factories.official(Role.STAFFING, at=office)
        self.legal = factories.official(Role.LEGAL_OFFICE, at=office)
        self.elsewhere = factories.official(
            Role.STAFFING, at=factories.office("苏州市委编办", in_area=factories.area("320500", "苏州市", 3))
        )


@pytest.fixture
def people(db):
    return People()


def typed(*rows, **facts) -> dict:
    given = {
        "place": "",
        "year": "2027",
        "title": "国办发明电〔2026〕9 号",
        "source": "official",
        "do": "save",
    } | facts
    given |= {"row-TOTAL_FORMS": str(len(rows)), "row-INITIAL_FORMS": "0"}
    for n, row in enumerate(rows):
        given |= {
            f"row-{n}-{name}": text
            for name, text in zip(("name", "first", "last", "works"), row, strict=True)
        }
    return given


NATIONAL_DAY = ("国庆节", "2027-10-01", "2027-10-07", "2027-09-26、2027-10-09")
FESTIVAL = ("区庆", "2026-03-05", "2026-03-06", "2026-03-14")


def entered(client, people, *rows, **facts) -> CalendarDraft:
    client.force_login(people.admin, backend=factories.BACKEND)
    answer = client.post("/calendar/new/", typed(*rows, **facts))
    assert answer.status_code == 302, answer.content.decode()
    return CalendarDraft.objects.latest("entered_at")


@pytest.fixture(autouse=True)
def inner(zone, settings):
    settings.ROOT_URLCONF = "config.urls_inner"
    with zone("inner"):
        yield


def test_the_notice_of_the_state_council_is_read_as_the_packaged_list_has_it():
    from workflow.calendar.holidays import lists_of, packaged

    rows, lost = read_notice(NOTICE_2026, year=2026)
    assert lost == [] and [row.name for row in rows][:2] == ["元旦", "春节"] and len(rows) == 7
    assert faults(2026, dict(enumerate(rows, start=1))) == {}
    wanted = next(each for each in packaged() if each.year == 2026)
    read = lists_of({"2026": entry_of(rows)})[0]
    assert (read.weekday_off, read.weekend_work) == (wanted.weekday_off, wanted.weekend_work)


def test_a_line_that_cannot_be_read_is_told_by_its_number():
    rows, lost = read_notice("一、元旦：放假三天。\n二、清明节：4月31日放假。", year=2027)
    assert rows == [] and [words[:5] for words in lost] == ["第 1 行", "第 2 行"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (HolidayRow("春节", day("2027-02-10"), day("2027-02-01")), "以前"),
        (HolidayRow("春节", day("2027-02-01"), day("2027-03-01")), "太长"),
        (HolidayRow("元旦", day("2026-12-31"), day("2027-01-01")), "不在 2027 年"),
        (HolidayRow("春节", day("2027-02-05"), day("2027-02-06"), [day("2027-02-08")]), "周一"),
        (HolidayRow("劳动节", day("2027-10-02"), day("2027-10-03")), "第 1 行的假期"),
        (HolidayRow("劳动节", day("2027-05-01"), day("2027-05-02"), [day("2027-10-02")]), "又放假又上班"),
        (HolidayRow("国庆节", day("2027-05-01"), day("2027-05-02")), "已经写在第 1 行"),
    ],
)
def test_each_fault_is_told_at_its_row(row, words):
    first = HolidayRow("国庆节", day("2027-10-01"), day("2027-10-07"), [])
    found = faults(2027, {1: first, 2: row})
    assert set(found) == {2} and words in found[2][0]


def test_one_enters_another_confirms_and_only_then_it_counts(client, people):
    draft = entered(client, people, NATIONAL_DAY)
    assert not CalendarDay.objects.filter(date__year=2027).exists()
    for who in (people.admin, people.elsewhere):
        client.force_login(who, backend=factories.BACKEND)
        assert (
            client.post(f"/calendar/{draft.pk}/confirm/").status_code in (403, 404) or who is people.elsewhere
        )
    draft.refresh_from_db(fields=["title"])
    both = factories.official(Role.SYSTEM_ADMIN, at=people.admin.posts[0].office)
    client.force_login(both, backend=factories.BACKEND)
    assert client.post(f"/calendar/{draft.pk}/confirm/").status_code == 403


def test_the_confirmed_year_counts_on_this_net_and_says_who(client, people):
    draft = entered(client, people, NATIONAL_DAY)
    client.force_login(people.legal, backend=factories.BACKEND)
    assert client.post(f"/calendar/{draft.pk}/confirm/").status_code == 302
    done = CalendarDraft.objects.get()
    assert (done.state, done.entered_by, done.confirmed_by) == ("published", people.admin, people.legal)
    assert not Calendar.load().is_workday(day("2027-10-04")) and Calendar.load().is_workday(day("2027-10-09"))
    assert [e.verb for e in Event.objects.of(done.pk)] == ["enter", "confirm"]
    assert Event.objects.of(done.notice_id).get().body["title"] == "国办发明电〔2026〕9 号"
    with pytest.raises(WrongState):
        drafts.publish(CalendarDraft.objects.get(), by=people.staffing, at=clock.now())


def test_nobody_confirms_what_he_entered_whatever_posts_he_holds(people):
    from powers.people.people import Post

    Post.objects.create(user=people.admin, office=people.admin.posts[0].office, role=Role.STAFFING)
    admin = type(people.admin).objects.get(pk=people.admin.pk)
    days = entry_of([HolidayRow("国庆节", day("2027-10-01"), day("2027-10-07"))])
    draft = drafts.enter(
        place="", title="通知", source="official", year=2027, days=days, by=admin, at=clock.now()
    )
    with pytest.raises(NotAllowed):
        drafts.publish(draft, by=admin, at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_calendardraft SET confirmed_by_id = entered_by_id")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_calendardraft SET year = 2028")


def test_a_late_change_says_beforehand_how_many_cases_move_and_moves_just_those(client, people, zone):
    cases = [handling(zone)[0] for _ in range(2)]
    running = Clock.objects.filter(ended_at=None)
    before = dict(running.values_list("pk", "due_on"))
    draft = entered(client, people, FESTIVAL, place="320106", year="2026", title="鼓政发〔2026〕8 号")
    told = preview(draft.lists, place=draft.place, source=draft.source)
    assert (told.cases, told.looked, told.whole) == (2, len(before), True)
    assert dict(running.values_list("pk", "due_on")) == before
    client.force_login(people.staffing, backend=factories.BACKEND)
    page = client.get(f"/calendar/{draft.pk}/").content.decode()
    assert "2 件正在办的件要改到期日" in page and cases[0].number in page
    assert client.post(f"/calendar/{draft.pk}/confirm/").status_code == 302
    assert recomputing.recompute_all(at=clock.now()).moved == told.cases
    for moving in told.first:
        case = next(case for case in cases if case.number == moving.number)
        assert running.filter(case=case, due_on=moving.now).exists()
        assert Event.objects.filter(subject=case.pk, verb="recompute").count() == 1
    again = preview(draft.lists, place=draft.place, source=draft.source)
    assert again.cases == 0


def test_faults_are_named_by_row_and_nothing_typed_is_lost(client, people):
    client.force_login(people.admin, backend=factories.BACKEND)
    wrong = ("劳动节", "2027-05-01", "2027-05-05", "2027-05-10")
    answer = client.post("/calendar/new/", typed(NATIONAL_DAY, wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and "第 2 行：2027-05-10 是周一" in page
    assert 'value="劳动节"' in page and "2027-09-26、2027-10-09" in page
    answer = client.post("/calendar/new/", typed(("国庆节", "2027-13-01", "", "昨天"), year="x"))
    assert answer.status_code == 422 and "昨天" in answer.content.decode()
    assert client.post("/calendar/new/", typed()).status_code == 422
    assert not CalendarDraft.objects.exists()


def test_the_pasted_notice_fills_the_rows_to_be_checked(client, people):
    client.force_login(people.admin, backend=factories.BACKEND)
    page = client.post("/calendar/new/", typed(do="read", year="2026", notice=NOTICE_2026)).content.decode()
    assert "读出 7 个假期" in page and 'value="2026-02-14、2026-02-28"' in page and "国办发明电" in page
    assert not CalendarDraft.objects.exists()


def test_who_has_no_part_in_it_sees_nothing_and_enters_nothing(client, people):
    draft = entered(client, people, FESTIVAL, place="320106", year="2026", title="鼓政发〔2026〕8 号")
    client.force_login(people.elsewhere, backend=factories.BACKEND)
    assert client.get(f"/calendar/{draft.pk}/").status_code == 404
    assert client.post(f"/calendar/{draft.pk}/confirm/").status_code == 404
    assert "鼓政发" not in client.get("/calendar/").content.decode()
    client.force_login(people.staffing, backend=factories.BACKEND)
    assert client.get("/calendar/new/").status_code == 403
    handler = factories.official(Role.HANDLER, at=people.admin.posts[0].office)
    client.force_login(handler, backend=factories.BACKEND)
    assert client.get("/calendar/").status_code == 403
    client.force_login(people.admin, backend=factories.BACKEND)
    outside = client.post("/calendar/new/", typed(NATIONAL_DAY, place="320500"))
    assert outside.status_code == 422


def test_what_is_sent_back_has_its_reason_and_counts_for_nothing(client, people):
    draft = entered(client, people, NATIONAL_DAY)
    client.force_login(people.staffing, backend=factories.BACKEND)
    assert client.post(f"/calendar/{draft.pk}/drop/", {"reasons": ""}).status_code == 422
    assert client.post(f"/calendar/{draft.pk}/drop/", {"reasons": "写错了一天"}).status_code == 302
    assert CalendarDraft.objects.get().state == "dropped"
    assert client.post(f"/calendar/{draft.pk}/confirm/").status_code == 409


def test_a_provisional_list_does_not_take_the_place_of_an_official_one(client, people):
    client.force_login(people.admin, backend=factories.BACKEND)
    answer = client.post("/calendar/new/", typed(FESTIVAL, year="2026", source="provisional"))
    assert answer.status_code == 422 and "已经有正式的放假安排" in answer.content.decode()
