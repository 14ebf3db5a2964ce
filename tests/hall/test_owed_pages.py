"""Putting a material off in the application, seeing what is owed on the page of the case, and supplying it."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from exchange.outbox import Outbox
from hall.apply.drafts import Draft
from hall.notices import owed
from hall.notices.notices import Notice
from ledger import clock
from ledger.clock import CHINA, civil_day
from ledger.events import Event
from powers.people.people import Role
from tests import factories
from tests.conftest import in_zone
from workflow.machine import Case
from workflow.materials import owed_supply, owing
from workflow.materials.owed_supply import Supply
from workflow.states import State

from .conftest import CONTACT, FORM, PLACE, Way, png
from .test_counter import begun, browser

TICKED = {"wait_m3": "1"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def item():
    return factories.edition(form=FORM, materials=[*factories.MATERIALS, factories.LATER])


@pytest.fixture
def way(signed_in, item):
    return Way(signed_in, item)


@pytest.fixture
def last(item):
    return owing.last_day(item, factories.LATER, on=civil_day(clock.now()))


def to_materials(way):
    way.start()
    way.fill("place", PLACE)
    way.fill("contact", CONTACT)
    return way


def put_off(way, day, **more):
    files = {"file_m1": png(), "file_m2": png("身份证.png", "gray")}
    return to_materials(way).client.post(
        way.at("materials/"), files | TICKED | {"wait_day_m3": str(day)} | more
    )


def filed(way, day) -> Case:
    assert put_off(way, day).url == way.at("check/")
    return Case.objects.get(number=way.submit().url.split("/")[2])


@pytest.fixture
def clerk(item):
    return factories.official(Role.WINDOW, at=item.power.office)


@pytest.fixture
def owes(way, last, clerk):
    """A case that was accepted at the window without what is to come."""
    case = filed(way, last)
    answer = {"verdict": "accept", "check_m1": "good", "check_m2": "good", "check_m3": "owed"}
    answered = browser(clerk).post(f"/window/{case.number}/answer/", answer)
    assert answered.status_code == 302, text(answered)
    return factories.fresh(case)


def test_the_guide_says_what_may_come_later(way, item):
    assert "可以容缺后补" in text(way.client.get(f"/guide/{item.power_id}/"))


def test_what_may_come_later_is_asked_for_until_it_is_uploaded_or_put_off(way):
    answer = to_materials(way).upload(m1=png(), m2=png("身份证.png", "gray"))
    assert answer.status_code == 422 and "请上传“学历证明”，或者选“容缺，后补”" in text(answer)
    assert "还差 1 件" in text(way.client.get(way.at("")))


def test_it_is_put_off_to_a_day_and_read_again_before_filing(way, last):
    answer = put_off(way, last)
    assert answer.url == way.at("check/")
    assert "容缺" in text(way.client.get(way.at("materials/")))
    page = text(way.client.get(way.at("check/")))
    assert f"容缺，{last.month} 月 {last.day} 日" in page
    case = Case.objects.get(number=way.submit().url.split("/")[2])
    assert case.application["owed"] == [{"code": "m3", "by": last.isoformat()}]
    assert Draft.objects.get().put_off == []


@pytest.mark.parametrize("day", ["", "明天", "2026-13-40", "today", "late"])
def test_a_day_that_will_not_do_is_told_and_nothing_is_lost(way, last, day):
    day = {"today": civil_day(clock.now()), "late": last + timedelta(days=1)}.get(day, day)
    answer = put_off(way, day)
    page = text(answer)
    assert answer.status_code == 422
    assert "请写明“学历证明”哪一天以前补交" in page or "要在今天以后，最晚" in page
    assert f'value="{day}"' in page and 'name="wait_m3" value="1" checked' in page
    assert "日期要改" in page and 'href="#wait_day_m3"' in page
    assert "申请表.png" in page and Draft.objects.get().put_off == []


def test_it_may_be_uploaded_after_all(way, last):
    put_off(way, last)
    way.upload(m3=png("学历.png", "black"))
    case = Case.objects.get(number=way.submit().url.split("/")[2])
    assert "owed" not in case.application and case.materials.filter(code="m3").exists()


def test_a_day_that_has_passed_meanwhile_is_asked_for_again(way, last):
    put_off(way, last)
    said = [{"code": "m3", "by": civil_day(clock.now()).isoformat()}]
    Draft.objects.update(put_off=said)
    assert way.client.get(way.at("check/")).url == way.at("")
    assert "还差 1 件" in text(way.client.get(way.at("")))


def test_a_clerk_puts_it_off_for_a_visitor(clerk, item, last):
    desk = browser(clerk)
    at = begun(desk, item)
    desk.post(f"{at}sections/place/", PLACE)
    desk.post(f"{at}sections/contact/", CONTACT)
    papers = {"file_m1": png(), "paper_m2": "1", "wait_m3": "1", "wait_day_m3": str(last)}
    assert desk.post(f"{at}materials/", papers).url == f"{at}check/"
    desk.post(f"{at}check/", {"promised": "on"})
    case = Case.objects.get()
    assert case.application["owed"] and case.papers.get(kind="submission_receipt").fields["materials"] == [
        "申请表", "身份证明（纸质原件 1 份）",
    ]  # fmt: skip


def test_the_window_sees_what_is_promised_and_accepts_with_it(way, last, clerk):
    case = filed(way, last)
    page = text(browser(clerk).get(f"/window/{case.number}/"))
    assert "申请人承诺" in page and 'value="owed"' in page
    answer = {"verdict": "accept", "check_m1": "good", "check_m2": "good", "check_m3": "owed"}
    browser(clerk).post(f"/window/{case.number}/answer/", answer)
    assert factories.fresh(case).state == State.HANDLING
    assert [debt.code for debt in owing.outstanding(factories.fresh(case))] == ["m3"]
    assert "容缺后补的材料" in text(browser(clerk).get(f"/window/{case.number}/"))


def test_a_promised_day_that_passed_is_not_offered_at_the_window(way, last, clerk, monkeypatch):
    case = filed(way, last)
    monkeypatch.setattr(
        "workflow.materials.owing.lacking", lambda case: {"m3": civil_day(clock.now()) - timedelta(days=1)}
    )
    page = text(browser(clerk).get(f"/window/{case.number}/"))
    assert "这一天已经过了" in page and 'value="owed"' not in page


def test_the_applicant_sees_what_he_owes_and_supplies_it(way, owes):
    page = text(way.client.get(f"/cases/{owes.number}/"))
    assert (
        "受理时容缺，请按时补交" in page
        and f"/cases/{owes.number}/owed/" in page
        and "容缺受理，缺的材料" in page
    )
    at = f"/cases/{owes.number}/owed/"
    assert "学历证明" in text(way.client.get(at))
    assert way.client.post(at, {"note": "随后就交"}).status_code == 422
    answer = way.client.post(at, {"file_m3": png("学历.png", "black"), "note": "昨天拿到的"})
    assert answer.url == f"/cases/{owes.number}/"
    assert Supply.objects.get().content["note"] == "昨天拿到的"
    assert Outbox.objects.get(kind="case.supply_owed").blobs
    page = text(way.client.get(answer.url))
    assert "已发出，正在转送" in page and at not in page
    assert way.client.get(at).status_code == 302


def test_files_are_kept_before_they_are_sent_and_can_be_taken_out(way, owes):
    at = f"/cases/{owes.number}/owed/"
    assert way.client.post(at, {"file_m3": png("学历.png", "black"), "more": "1"}).url == at
    assert "学历.png" in text(way.client.get(at)) and not Supply.objects.exists()
    draft = Draft.objects.get(is_correction=True)
    removed = way.client.post(f"/drafts/{draft.pk}/files/{draft.files.get().pk}/remove/")
    assert removed.url == at and not draft.files.exists()


def test_another_person_neither_sees_nor_supplies_it(owes, client):
    from .conftest import person

    stranger = browser(person("李四", serial=2, phone="13900000001"))
    assert stranger.get(f"/cases/{owes.number}/owed/").status_code == 404
    assert stranger.post(f"/cases/{owes.number}/owed/", {"file_m3": png()}).status_code == 404


def test_the_window_takes_it_in_for_him(owes, clerk):
    desk, at = browser(clerk), f"/window/register/filed/{owes.number}/owed/"
    assert at in text(desk.get(f"/window/{owes.number}/"))
    answer = desk.post(at, {"file_m3": png("学历.png", "black")})
    assert answer.url == f"/window/{owes.number}/"
    assert Supply.objects.get().staff == clerk.staff_no


def test_the_window_records_an_original_on_paper(owes, clerk, way):
    desk, at = browser(clerk), f"/window/register/filed/{owes.number}/owed/"
    assert "收到纸质原件（份）" in text(desk.get(at))
    empty = desk.post(at, {"paper_m3": "", "note": "在柜台"})
    assert empty.status_code == 422 and "或者填收到的纸质原件份数，再提交" in text(empty)
    wrong = desk.post(at, {"paper_m3": "两份", "note": "在柜台"})
    assert wrong.status_code == 422 and "份数填 0 到 99 的整数" in text(wrong) and "在柜台" in text(wrong)
    assert desk.post(at, {"paper_m3": "2", "more": "1"}).url == at
    assert 'value="2"' in text(desk.get(at)) and not Supply.objects.exists()
    assert desk.post(at, {"paper_m3": "2"}).url == f"/window/{owes.number}/"
    sent = Supply.objects.get()
    assert (sent.content["paper"], sent.staff) == ([{"code": "m3", "copies": 2}], clerk.staff_no)


def test_an_applicant_online_is_not_asked_for_paper_and_cannot_say_he_brought_it(owes, way):
    at = f"/cases/{owes.number}/owed/"
    assert "收到纸质原件" not in text(way.client.get(at))
    assert way.client.post(at, {"paper_m3": "1"}).status_code == 422
    assert not Supply.objects.exists()


def test_there_is_nothing_to_supply_where_nothing_is_owed(way, last):
    case = filed(way, last)
    assert way.client.get(f"/cases/{case.number}/owed/").url == f"/cases/{case.number}/"


def test_what_came_is_told_on_the_timeline_and_in_a_notice(way, owes, citizen):
    way.client.post(f"/cases/{owes.number}/owed/", {"file_m3": png("学历.png", "black")})
    body = Outbox.objects.get(kind="case.supply_owed").body
    with in_zone("inner"):
        owed_supply.apply(body, at=clock.now())
    assert Event.objects.filter(verb="supply_owed").exists()
    page = text(way.client.get(f"/cases/{owes.number}/"))
    assert "您补交了容缺的材料" in page and "容缺的材料已经补齐" in page


def test_he_is_reminded_two_days_before_and_when_the_day_has_passed(owes, citizen, last):
    def told(day):
        owed.remind(at=datetime.combine(day, time(10), CHINA))
        return sorted(
            Notice.objects.filter(kind__startswith="owed_", channel="site").values_list("kind", flat=True)
        )

    assert told(last - timedelta(days=3)) == []
    assert told(last - timedelta(days=2)) == told(last) == ["owed_ends"]
    assert told(last + timedelta(days=1)) == told(last + timedelta(days=2)) == ["owed_ends", "owed_over"]
    assert "前补上" in Notice.objects.filter(kind="owed_ends").first().text


def test_nobody_is_reminded_of_what_is_on_its_way(way, owes, last):
    way.client.post(f"/cases/{owes.number}/owed/", {"file_m3": png("学历.png", "black")})
    assert owed.remind(at=datetime.combine(last, time(10), CHINA)) == 0


def test_the_list_of_cases_and_the_progress_without_an_account_say_what_is_owed(way, owes):
    link = f"/cases/{owes.number}/owed/"
    assert link in text(way.client.get("/cases/"))
    code = way.client.get(f"/cases/{owes.number}/").context["code"]
    shown = text(Client().post("/progress/", {"number": owes.number, "code": code}))
    assert "请送到受理窗口" in shown and "学历证明" not in shown
    way.client.post(link, {"file_m3": png("学历.png", "black")})
    assert link not in text(way.client.get("/cases/"))
    assert "请送到受理窗口" not in text(Client().post("/progress/", {"number": owes.number, "code": code}))
