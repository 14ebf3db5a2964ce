"""An application that a clerk enters at the counter: who may, for whom, what the case keeps, and what nobody is told."""

from datetime import timedelta

import pytest
from django.test import Client

from hall.apply import drafts
from hall.apply.drafts import Draft
from hall.counter.visits import Visit
from hall.demo_applicants import _enterprise as _credit_code
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed
from powers.people.people import Role
from tests import factories
from workflow.applying import Way
from workflow.entries import Entry, refuse_other_party
from workflow.licences import bans
from workflow.machine import Case
from workflow.materials import filings
from workflow.states import State

from .conftest import CONTACT, PLACE, now, person, png

CREDIT = _credit_code(7)
VISITOR = {"way": "letter", "name": "李建国", "phone": "025-83000000"}


def text(answer) -> str:
    return answer.content.decode()


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend=factories.BACKEND)
    return client


@pytest.fixture
def clerk(item):
    return factories.official(Role.WINDOW, at=item.power.office)


@pytest.fixture
def desk(clerk):
    return browser(clerk)


def visitor(**more) -> dict:
    return VISITOR | {"id_number": factories.id_number(serial=7)} | more


def begun(desk, item, **more) -> str:
    answer = desk.post(f"/window/register/{item.power_id}/", visitor(**more))
    assert answer.status_code == 302, text(answer)
    return answer.url


def filled(desk, item, *, files, **more) -> str:
    at = begun(desk, item, **more)
    desk.post(f"{at}sections/place/", PLACE)
    desk.post(f"{at}sections/contact/", CONTACT)
    answer = desk.post(f"{at}materials/", files)
    assert answer.url == f"{at}check/", text(answer)
    return at


def filed(desk, item, **more) -> Case:
    at = filled(desk, item, files={"file_m1": png(), "paper_m2": "2"}, **more)
    answer = desk.post(f"{at}check/", {"promised": "on"})
    return Case.objects.get(number=answer.url.strip("/").split("/")[-1])


def test_a_clerk_enters_an_application_and_the_visitor_follows_it_without_an_account(desk, clerk, item):
    assert item.name in text(desk.get("/window/register/"))
    at = filled(desk, item, files={"file_m1": png(), "paper_m2": "2"})
    page = text(desk.get(f"{at}check/"))
    assert "李建国" in page and "信函" in page and "纸质原件 2 份" in page and "中山北路 12 号 1 层" in page
    assert desk.post(f"{at}check/", {}).status_code == 422
    answer = desk.post(f"{at}check/", {"promised": "on"})
    case = Case.objects.get()
    assert answer.url == f"/window/register/filed/{case.number}/"
    assert (case.state, case.applicant, case.party.name) == (State.SUBMITTED, None, "李建国")
    assert "acceptance" in case.clocks.values_list("kind", flat=True)
    receipt = desk.get(answer.url)
    code = receipt.context["code"]
    assert code in text(receipt) and "纸质原件共 2 份" in text(receipt)
    followed = Client().post("/progress/", {"number": case.number, "code": code})
    assert followed.status_code == 200 and "窗口为您登记申请" in text(followed)


def test_the_event_says_who_filed_by_which_way_and_the_seal_covers_for_whom(desk, clerk, item):
    case = filed(desk, item)
    event = Event.objects.get(subject=case.pk, verb="submit")
    assert event.actor == {"post": "window", "office": case.office_id, "staff": clerk.staff_no}
    assert event.body["way"] == "letter" and event.private_body["name"] == clerk.name
    assert case.application["paper"] == [{"code": "m2", "copies": 2}]
    other = case.party
    other.details = other.details | {"name": "王五"}
    with pytest.raises(ValueError, match="party"):
        refuse_other_party(case.application, other)


def test_the_clerk_who_entered_it_may_accept_it(desk, clerk, item):
    case = filed(desk, item)
    page = text(desk.get(f"/window/{case.number}/"))
    assert "收到纸质原件 2 份" in page and "信函，窗口登记" in page
    desk.post(f"/window/{case.number}/answer/", {"verdict": "accept", "check_m1": "good", "check_m2": "good"})
    assert factories.fresh(case).state == State.HANDLING


def test_the_receipt_names_what_was_taken_in(desk, item):
    paper = filed(desk, item).papers.get(kind="submission_receipt")
    assert paper.fields["materials"] == ["申请表", "身份证明（纸质原件 2 份）"]


def test_what_was_entered_is_with_the_case_alone_and_sending_twice_gives_one_case(desk, item):
    at = filled(desk, item, files={"file_m1": png(), "paper_m2": "2"})
    first = desk.post(f"{at}check/", {"promised": "on"})
    second = desk.post(f"{at}check/", {"promised": "on"})
    assert first.url == second.url and Case.objects.count() == 1
    assert Visit.objects.get().details == {} and Draft.objects.get().answers == {}


def test_the_case_is_among_those_of_the_account_with_the_same_number_and_name(desk, item):
    same = person("李建国", serial=7)
    case = filed(desk, item)
    assert case.applicant == same
    assert case.number[-4:] in text(browser(same).get("/cases/"))


def test_the_same_number_under_another_name_is_another_person(desk, item):
    stranger = person("李建业", serial=7)
    assert filed(desk, item).applicant is None
    assert (
        "没有" in text(browser(stranger).get("/cases/"))
        or not Case.objects.filter(applicant=stranger).exists()
    )


def test_the_clerk_is_not_told_whether_there_is_an_account(desk, item):
    before = text(desk.get(f"{begun(desk, item)}sections/place/"))
    person("李建国", serial=7)
    after = text(desk.get(f"{begun(desk, item)}sections/place/"))
    assert len(before) == len(after)


def test_a_person_with_an_agent_needs_his_authority(desk, item):
    agent = {"agent": "陈志远", "agent_id": factories.id_number(serial=9)}
    at = begun(desk, item, **agent)
    desk.post(f"{at}sections/place/", PLACE)
    desk.post(f"{at}sections/contact/", CONTACT)
    lacking = desk.post(f"{at}materials/", {"file_m1": png(), "paper_m2": "1"})
    assert lacking.status_code == 422 and "请上传“授权委托书”" in text(lacking)
    desk.post(f"{at}materials/", {"file_proxy": png("委托书.png", "gray"), "paper_m2": "1"})
    answer = desk.post(f"{at}check/", {"promised": "on"})
    case = Case.objects.get()
    assert answer.status_code == 302 and case.party.details["agent"] == "陈志远"
    assert {m.code for m in case.materials.all()} == {"m1", "proxy"}
    page = text(desk.get(f"/window/{case.number}/"))
    assert "check_proxy" in page and "代理人" in page


HOME_RETURN = {"id_kind": "516", "id_number": "H12345678"}


def test_a_visitor_with_another_paper_is_entered_and_the_pages_name_its_kind(desk, clerk, item, zone):
    at = filled(desk, item, files={"file_m1": png(), "paper_m2": "2"}, **HOME_RETURN)
    page = text(desk.get(f"{at}check/"))
    assert "港澳居民来往内地通行证" in page and "H*******8" in page
    answer = desk.post(f"{at}check/", {"promised": "on"})
    case = Case.objects.get(number=answer.url.strip("/").split("/")[-1])
    assert (case.party.details["id_kind"], case.party.details["id_number"]) == ("516", "H12345678")
    page = text(desk.get(f"/window/{case.number}/"))
    assert "港澳居民来往内地通行证" in page and "H12345678" not in page


def test_an_exchanged_permit_leads_to_the_holders_account_and_another_kind_does_not(desk, item):
    same = person("李建国", id_kind="516", id_number="H1234567801")
    assert filed(desk, item, **HOME_RETURN).applicant == same
    assert filed(desk, item, id_kind="414", id_number="H12345678").applicant is None


def test_a_ban_follows_who_is_known_by_a_paper_whichever_he_shows(desk, item):
    number = factories.id_number(serial=7)
    case = factories.submitted()
    until = civil_day(now()) + timedelta(days=9)
    bans.Ban.objects.create(
        lookup=bans.fingerprint(number), basic_code=item.power.basic_code, ground="fraud", since=civil_day(now()),
        until=until, case=case,
    )  # fmt: skip
    answer = desk.post(f"/window/register/{item.power_id}/", visitor(id_kind="112"))
    assert answer.status_code != 302 and "不能再次申请" in text(answer)
    assert desk.post(f"/window/register/{item.power_id}/", visitor(**HOME_RETURN)).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id_kind": "516"}, "H 或者 M 加 8 位数字"),
        ({"agent": "陈志远", "agent_kind": "414", "agent_id": "E1"}, "代理人证件号码：护照号码是"),
        ({"agent": "李建国", "agent_kind": "113", "agent_id": factories.id_number(serial=7)}, "是同一个人"),
        ({"way": "telephone"}, "请从列出的申请方式里选一种"),
        ({"name": ""}, "请填写姓名"),
        ({"id_number": factories.id_number()[:-1] + "Q"}, "公民身份号码是 18 位"),
        ({"agent": "陈志远"}, "请填代理人证件号码"),
        ({"phone": "123"}, "联系电话填 11 位手机号"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, item, wrong, words):
    answer = desk.post(f"/window/register/{item.power_id}/", visitor(**wrong))
    assert answer.status_code == 422 and words in text(answer)
    assert "025-83000000" in text(answer) or "phone" in wrong
    assert not Draft.objects.exists()


def test_an_enterprise_is_entered_with_its_agent(desk, item):
    told = {
        "way": "window", "name": "南京晴川餐饮管理有限公司", "id_number": CREDIT, "legal_person": "张小兰",
        "agent": "陈志远", "agent_id": factories.id_number(serial=9), "phone": "13800000555",
    }  # fmt: skip
    answer = desk.post(f"/window/register/{item.power_id}/?kind=enterprise", told)
    assert answer.status_code == 302, text(answer)
    visit = Visit.objects.get()
    assert visit.kind == "enterprise" and not visit.has_proxy


def test_copies_that_are_no_number_are_refused_and_the_others_kept(desk, item):
    at = begun(desk, item)
    answer = desk.post(f"{at}materials/", {"paper_m1": "两份", "paper_m2": "3"})
    assert answer.status_code == 422 and "0 到 99" in text(answer)
    assert Visit.objects.get().paper == {"m2": 3}


def test_only_items_of_the_clerks_own_office_are_offered_and_taken(desk, clerk, item):
    other = factories.edition(at=factories.office("鼓楼区教育局"), name="民办学校办学许可")
    assert other.name not in text(desk.get("/window/register/"))
    assert desk.get(f"/window/register/{other.power_id}/").status_code == 404
    entry = Entry(kind="person", way=Way.WINDOW, account=None, paper={})
    with pytest.raises(NotAllowed):
        filings.submit(
            other,
            by=clerk,
            at=now(),
            party=factories.party(),
            answers={},
            materials=[],
            token="t",
            entry=entry,
        )


def test_neither_a_citizen_nor_another_clerk_sees_what_was_begun(desk, item, citizen):
    at = begun(desk, item)
    other = factories.official(Role.WINDOW, at=item.power.office)
    assert [browser(user).get(at).status_code for user in (citizen, other)] == [404, 404]
    assert browser(citizen).get("/window/register/").status_code == 403
    with pytest.raises(NotAllowed):
        drafts.start(item, by=other, at=now())


def test_an_official_may_not_file_for_somebody_at_an_item_that_takes_no_such_applicant(desk, item):
    handler = factories.official(Role.HANDLER, at=item.power.office)
    assert browser(handler).get("/window/register/").status_code == 403


def asked(desk, clerk, item, **more) -> Case:
    case = filed(desk, item, **more)
    items = [{"code": "m1", "name": "申请表", "text": "没有签名"}]
    factories.fresh(case).ask_to_complete(by=clerk, at=now(), items=items)
    return case


def test_the_window_takes_in_the_correction_of_somebody_without_an_account(desk, clerk, item):
    case = asked(desk, clerk, item)
    at = f"/window/register/filed/{case.number}/supplement/"
    assert at in text(desk.get(f"/window/{case.number}/")) and "收到纸质原件的，写明" in text(desk.get(at))
    lacking = desk.post(at, {})
    assert lacking.status_code == 422 and "请上传“申请表”" in text(lacking)
    kept = desk.post(at, {"file_m1": png("签名.png", "black"), "more": "1"})
    assert kept.url == at and "签名.png" in text(desk.get(at))
    file = Draft.objects.get(is_correction=True).files.get()
    assert desk.get(f"/drafts/{file.draft_id}/files/{file.pk}/").status_code == 200
    assert desk.post(at, {}).url == f"/window/{case.number}/"
    assert factories.fresh(case).state == State.SUBMITTED
    event = Event.objects.get(subject=case.pk, verb="supplement")
    assert event.actor["post"] == "window" and event.private_body["staff"] == clerk.staff_no


def test_what_the_applicant_has_begun_online_the_window_does_not_touch(desk, clerk, item):
    same = person("李建国", serial=7)
    case = asked(desk, clerk, item)
    browser(same).post(f"/cases/{case.number}/supplement/", {"file_m1": png(colour="black"), "more": "1"})
    at = f"/window/register/filed/{case.number}/supplement/"
    assert "申请人正在网上补正" in text(desk.post(at, {"note": "送来了"}))
    assert factories.fresh(case).state == State.CORRECTION


def test_what_a_clerk_has_begun_the_applicant_hands_in_himself(desk, clerk, item):
    same = person("李建国", serial=7)
    case = asked(desk, clerk, item)
    desk.post(
        f"/window/register/filed/{case.number}/supplement/", {"file_m1": png(colour="black"), "more": "1"}
    )
    browser(same).post(f"/cases/{case.number}/supplement/", {"note": "已经签名"})
    event = Event.objects.get(subject=case.pk, verb="supplement")
    assert event.actor["post"] == "applicant" and event.body["files"] == 1


def test_who_filed_online_may_bring_his_correction_to_the_window_too(desk, clerk, item, zone, citizen):
    case, _ = factories.case_at(State.CORRECTION, zone=zone, edition_=item, applicant=citizen)
    at = f"/window/register/filed/{case.number}/supplement/"
    with zone("outer"):
        assert at in text(desk.get(f"/window/{case.number}/"))
        assert desk.post(at, {"note": "送来签好名的申请表原件 1 份"}).status_code == 302
        assert "窗口收下了您的补正材料" in text(browser(citizen).get(f"/cases/{case.number}/"))
    assert factories.fresh(case).state == State.SUBMITTED
    assert Event.objects.get(subject=case.pk, verb="supplement").actor["staff"] == clerk.staff_no


def test_a_clerk_of_another_office_takes_no_correction_in(clerk, item, zone):
    case, _ = factories.case_at(State.CORRECTION, zone=zone, edition_=item)
    other = factories.official(Role.WINDOW, at=factories.office("鼓楼区教育局"))
    with zone("outer"):
        at = f"/window/register/filed/{case.number}/supplement/"
        assert browser(other).post(at, {"note": "送来了"}).status_code == 404
