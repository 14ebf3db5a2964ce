"""Enterprises as agents and as principals: whom the case names, by whom an agency acts, whom a ban reaches, what is refused."""

from datetime import timedelta

import pytest

from hall.accounts import applicants
from hall.apply.agency import Agency
from hall.apply.drafts import Draft
from hall.notices.notices import Notice
from ledger.clock import civil_day
from powers.people.people import AccountKind, Role
from tests import factories
from workflow.licences import bans
from workflow.machine import Case

from .conftest import CONTACT, PASSWORD, PLACE, Way, now, png
from .test_agency import LETTER, NUMBER, PRINCIPAL, browser, text
from .test_apply import newer

CODE, HIS = factories.credit_code(1), factories.credit_code(2)
HANDLER = factories.id_number(serial=31)
COMPANY = {
    "name": "南京某某食品有限公司", "id_number": HIS, "legal_person": "林晴川", "phone": "025-83000002",
}  # fmt: skip


@pytest.fixture
def firm(db):
    details = {
        "name": "南京某某代理有限公司", "id_number": CODE, "phone": "13900000003", "legal_person": "高明", "agent": "周予安",
        "agent_id": HANDLER,
    }  # fmt: skip
    return applicants.register(kind=AccountKind.ENTERPRISE, details=details, password=PASSWORD)


@pytest.fixture
def agency(firm):
    return browser(firm)


def named(client, item, told, kind):
    return client.post(f"/apply/{item.power_id}/behalf/?kind={kind}", told)


def filed(client, item, told, kind) -> Case:
    way = Way(client, item)
    answer = named(client, item, told, kind)
    assert answer.status_code == 302, text(answer)
    way.draft = answer.url.strip("/").split("/")[1]
    way.fill("place", PLACE)
    way.fill("contact", CONTACT)
    way.upload(**{code: png(f"{code}.png", colour) for code, colour in LETTER})
    answer = way.submit()
    assert answer.status_code == 302, text(answer)
    return Case.objects.get(number=answer.url.strip("/").split("/")[1])


def test_an_agency_acts_for_a_person_by_the_man_who_holds_its_account(agency, firm, item):
    case = filed(agency, item, PRINCIPAL, "person")
    told = case.party.details
    assert (case.applicant, case.party.kind, told["name"], told["id_number"]) == (
        firm,
        "person",
        "李建国",
        NUMBER,
    )
    assert (told["agent"], told["agent_id"], told["agent_phone"]) == (
        "南京某某代理有限公司",
        CODE,
        "13900000003",
    )
    assert (told["handler"], told["handler_id"]) == ("周予安", HANDLER)
    assert "proxy" in {material.code for material in case.materials.all()}


def test_the_window_reads_whom_the_agency_names_and_checks_its_letter(agency, item):
    case = filed(agency, item, PRINCIPAL, "person")
    desk = browser(factories.official(Role.WINDOW, at=item.power.office))
    page = text(desk.get(f"/window/{case.number}/"))
    assert "check_proxy" in page and "网上，代理人提出" in page
    assert "南京某某代理有限公司" in page and CODE in page and "代理人的经办人" in page and "周予安" in page
    assert HANDLER not in page and NUMBER not in page


def test_an_enterprise_applies_for_another_and_every_paper_names_that_one(agency, firm, item):
    case = filed(agency, item, COMPANY, "enterprise")
    assert (case.party.kind, case.party.name, case.party.details["legal_person"]) == (
        "enterprise", COMPANY["name"], "林晴川",
    )  # fmt: skip
    paper = case.papers.get(kind="submission_receipt")
    assert paper.fields["applicant"] == COMPANY["name"] and paper.fields["materials"][-1] == "授权委托书"
    page = text(agency.get(f"/cases/{case.number}/"))
    assert f"您代 <b>{COMPANY['name']}</b> 申请" in page


def test_notices_reach_the_agency_and_say_by_whom(agency, firm, item):
    case = filed(agency, item, COMPANY, "enterprise")
    clerk = factories.official(Role.WINDOW, at=item.power.office)
    factories.fresh(case).accept(by=clerk, at=now())
    assert set(Notice.objects.values_list("recipient", flat=True)) == {firm.pk}
    assert "经办人 周**（代理人 南京某某代理有限公司）" in text(agency.get(f"/cases/{case.number}/notices/"))


def test_a_person_is_agent_of_an_enterprise(citizen, item):
    client = browser(citizen)
    case = filed(client, item, COMPANY, "enterprise")
    told = case.party.details
    assert (case.party.kind, told["id_number"], told["agent"]) == ("enterprise", HIS, "张小兰")
    assert case.party.acts_by_authority and "handler" not in told
    desk = browser(factories.official(Role.WINDOW, at=item.power.office))
    page = text(desk.get(f"/window/{case.number}/"))
    assert "check_proxy" in page and "<dt>代理人</dt><dd>张小兰" in page


def test_the_last_page_shows_both_and_hides_what_is_a_mans_own(agency, item):
    way = Way(agency, item)
    way.draft = named(agency, item, COMPANY, "enterprise").url.strip("/").split("/")[1]
    assert f"代{COMPANY['name']}填写申请" in text(agency.get(way.at("")))
    way.fill("place", PLACE)
    way.fill("contact", CONTACT)
    way.upload(**{code: png(f"{code}.png", colour) for code, colour in LETTER})
    page = text(agency.get(way.at("check/")))
    assert HIS in page and CODE in page and "林晴川" in page and "周**" in page
    assert "周予安" not in page and HANDLER not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id_number": HIS[:-1] + ("0" if HIS[-1] != "0" else "1")}, "统一社会信用代码"),
        ({"id_number": CODE.lower()}, "申请人就是您单位"),
        ({"legal_person": ""}, "请填写申请单位法定代表人"),
        ({"phone": "123"}, "申请人联系电话填 11 位手机号"),
    ],
)
def test_what_is_wrong_of_an_enterprise_is_said_and_nothing_typed_is_lost(agency, item, wrong, words):
    answer = named(agency, item, COMPANY | wrong, "enterprise")
    assert answer.status_code == 422 and words in text(answer)
    assert f'value="{(COMPANY | wrong)["name"]}"' in text(answer) and not Draft.objects.exists()


def test_a_ban_of_the_principal_stands_and_one_of_the_agency_does_not(agency, item):
    def ban(number):
        bans.Ban.objects.create(
            lookup=bans.fingerprint(number), basic_code=item.power.basic_code, ground="fraud", since=civil_day(now()),
            until=civil_day(now()) + timedelta(days=9), case=factories.submitted(),
        )  # fmt: skip

    ban(CODE)
    assert named(agency, item, COMPANY, "enterprise").status_code == 302
    ban(HIS)
    answer = named(agency, item, COMPANY, "enterprise")
    assert answer.status_code == 422 and "不能再次申请" in text(answer)


def test_the_page_offers_the_kinds_that_the_item_takes(agency, item):
    at = f"/apply/{item.power_id}/behalf/"
    assert "企业和组织" in text(agency.get(at)) and "统一社会信用代码" in text(
        agency.get(f"{at}?kind=enterprise")
    )
    only = newer(factories.edition(), form={"v": 1, "sections": []}, for_enterprise=False)
    page = text(agency.get(f"/apply/{only.power_id}/behalf/?kind=enterprise"))
    assert "申请人证件号码" in page and "申请单位" not in page


def test_an_agency_begins_an_item_that_it_could_not_apply_for_itself(agency):
    only = newer(
        factories.edition(form={"v": 1, "sections": []}), form={"v": 1, "sections": []}, for_enterprise=False
    )
    start = f"/apply/{only.power_id}/"
    assert "代他人申请" in text(agency.get(start))
    assert agency.post(start, {"place": "320106"}).status_code == 403
    assert agency.post(start, {"place": "320106", "other": "1"}).url == f"{start}behalf/"
    assert named(agency, only, PRINCIPAL, "person").status_code == 302


def test_a_newer_guide_that_takes_no_enterprises_refuses_the_filing(agency, item):
    way = Way(agency, item)
    way.draft = named(agency, item, COMPANY, "enterprise").url.strip("/").split("/")[1]
    way.fill("place", PLACE)
    way.fill("contact", CONTACT)
    way.upload(**{code: png(f"{code}.png", colour) for code, colour in LETTER})
    newer(item, form=item.form, for_enterprise=False)
    agency.post(way.at("renew/"))
    answer = way.submit()
    assert answer.status_code == 422 and "不能代单位申请" in text(answer) and not Case.objects.exists()


def test_an_item_done_in_person_takes_no_agency(agency):
    item = factories.edition(details={"visit_reason": "要本人按指纹"})
    assert "本人到现场办理" in text(named(agency, item, PRINCIPAL, "person"))


def test_a_principal_stays_of_his_kind_when_he_is_written_anew(agency, item):
    at = f"{named(agency, item, COMPANY, 'enterprise').url}behalf/"
    assert 'value="林晴川"' in text(agency.get(at))
    other = factories.credit_code(3)
    assert agency.post(at, COMPANY | {"id_number": other}).status_code == 302
    kept = Agency.objects.get()
    assert (kept.kind, kept.details["id_number"], kept.details["handler"]) == ("enterprise", other, "周予安")


def test_what_is_offered_names_the_man_who_acts(agency):
    form = {"v": 1, "sections": [{"code": "place", "title": "申请人", "questions": [
        {"code": "firm", "label": "单位", "kind": "enterprise", "required": True, "means": "enterprise"},
        {"code": "who", "label": "联系人", "kind": "text", "required": True, "means": "contact.name"},
        {"code": "call", "label": "电话", "kind": "phone", "required": True, "means": "contact.phone"},
    ]}]}  # fmt: skip
    item = factories.edition(form=form)
    at = named(agency, item, COMPANY, "enterprise").url
    page = text(agency.get(f"{at}sections/place/"))
    assert f'value="{COMPANY["name"]}"' in page and f'value="{HIS}"' in page
    assert (
        'value="周予安"' in page
        and 'value="13900000003"' in page
        and 'value="南京某某代理有限公司"' not in page
    )
