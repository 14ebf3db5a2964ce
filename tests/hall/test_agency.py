"""Applying online in the name of another: by whose authority, whom the case names, whom a ban reaches, and what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hall.apply.agency import Agency, begin
from hall.apply.drafts import Draft
from hall.notices.notices import Notice
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.people.people import Role
from tests import factories
from workflow.entries import refuse_other_party
from workflow.licences import bans
from workflow.machine import Case

from .conftest import CONTACT, PLACE, Way, now, person, png
from .test_apply import newer

NUMBER = factories.id_number(serial=7)
PRINCIPAL = {"name": "李建国", "id_kind": "111", "id_number": NUMBER, "phone": "025-83000000"}

LETTER = (("m1", "red"), ("m2", "blue"), ("proxy", "gray"))


def text(answer) -> str:
    return answer.content.decode()


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend=factories.BACKEND)
    return client


@pytest.fixture
def agent(citizen):
    return browser(citizen)


def named(client, item, **changes):
    return client.post(f"/apply/{item.power_id}/behalf/", PRINCIPAL | changes)


def way_of(client, item) -> Way:
    way = Way(client, item)
    answer = named(client, item)
    assert answer.status_code == 302, text(answer)
    way.draft = answer.url.strip("/").split("/")[1]
    way.fill("place", PLACE)
    way.fill("contact", CONTACT)
    return way


def filed(client, item) -> Case:
    way = way_of(client, item)
    way.upload(m1=png(), m2=png("身份证.png", "gray"), proxy=png("委托书.png", "black"))
    answer = way.submit()
    assert answer.status_code == 302, text(answer)
    return Case.objects.get(number=answer.url.strip("/").split("/")[1])


def test_the_start_page_offers_both_and_leads_to_whom_one_acts_for(agent, item):
    page = text(agent.get(f"/apply/{item.power_id}/"))
    assert "开始申请" in page and "代他人申请" in page
    answer = agent.post(f"/apply/{item.power_id}/", {"place": "320106", "other": "1"})
    assert answer.url == f"/apply/{item.power_id}/behalf/"
    assert "代谁申请" in text(agent.get(answer.url)) and not Draft.objects.exists()


def test_an_application_needs_the_letter_of_authority_and_names_applicant_and_agent(agent, item, citizen):
    way = way_of(agent, item)
    assert "代李**填写申请" in text(agent.get(way.at("")))
    lacking = way.upload(m1=png(), m2=png("身份证.png", "gray"))
    assert lacking.status_code == 422 and "请上传“授权委托书”" in text(lacking)
    way.upload(proxy=png("委托书.png", "black"))
    page = text(agent.get(way.at("check/")))
    assert "李建国" in page and "代理人" in page and "我受申请人委托" in page and NUMBER not in page
    assert agent.post(way.at("check/"), {}).status_code == 422
    answer = way.submit()
    case = Case.objects.get()
    told = case.party.details
    assert answer.url == f"/cases/{case.number}/receipt/"
    assert (case.applicant, case.party.kind, told["name"], told["id_number"]) == (
        citizen,
        "person",
        "李建国",
        NUMBER,
    )
    assert (told["agent"], told["agent_id"]) == ("张小兰", factories.id_number())
    assert {material.code for material in case.materials.all()} == {"m1", "m2", "proxy"}


def test_the_case_is_the_agents_to_follow_and_notices_reach_him(agent, item, citizen):
    case = filed(agent, item)
    assert "代 <b>李**</b> 申请" in text(agent.get("/cases/"))
    assert "您代 <b>李**</b> 申请" in text(agent.get(f"/cases/{case.number}/"))
    assert "您是代理人" in text(agent.get(f"/cases/{case.number}/receipt/"))
    clerk = factories.official(Role.WINDOW, at=item.power.office)
    factories.fresh(case).accept(by=clerk, at=now())
    assert set(Notice.objects.values_list("recipient", flat=True)) == {citizen.pk}
    assert "代理人 张**" in text(agent.get(f"/cases/{case.number}/notices/"))


def test_the_window_sees_who_acts_and_checks_his_letter(agent, item):
    case = filed(agent, item)
    desk = browser(factories.official(Role.WINDOW, at=item.power.office))
    page = text(desk.get(f"/window/{case.number}/"))
    assert "网上，代理人提出" in page and "check_proxy" in page
    assert "张小兰，居民身份证" in page and '电话 <span class="num">13800000317' in page
    assert factories.id_number() not in page and "登记回执" not in page


def test_the_receipt_lists_the_letter_and_names_the_applicant(agent, item):
    paper = filed(agent, item).papers.get(kind="submission_receipt")
    assert paper.fields["materials"][-1] == "授权委托书" and paper.fields["applicant"] == "李建国"


def test_the_seal_of_the_filing_covers_for_whom(agent, item):
    case = filed(agent, item)
    assert case.application["by_agent"] is True and not case.applied.is_entered
    other = case.party
    other.details = other.details | {"name": "王五"}
    with pytest.raises(ValueError, match="party"):
        refuse_other_party(case.application, other)


def test_what_was_told_of_the_principal_is_with_the_case_alone_and_sending_twice_gives_one_case(agent, item):
    way = way_of(agent, item)
    way.upload(m1=png(), m2=png("身份证.png", "gray"), proxy=png("委托书.png", "black"))
    first, second = way.submit(), way.submit()
    assert first.url == second.url and Case.objects.count() == 1
    kept = Agency.objects.get()
    assert (kept.draft, kept.case, kept.details) == (None, Case.objects.get(), {})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "请填写申请人姓名"),
        ({"id_kind": "516"}, "H 或者 M 加 8 位数字"),
        ({"id_number": factories.id_number().lower()}, "申请人就是您本人"),
        ({"id_kind": "113", "id_number": factories.id_number()}, "申请人就是您本人"),
        ({"phone": "123"}, "申请人联系电话填 11 位手机号"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(agent, item, wrong, words):
    answer = named(agent, item, **wrong)
    assert answer.status_code == 422 and words in text(answer)
    assert f'value="{(PRINCIPAL | wrong)["id_number"]}"' in text(answer)
    assert not Draft.objects.exists()


def banned(item, number):
    bans.Ban.objects.create(
        lookup=bans.fingerprint(number), basic_code=item.power.basic_code, ground="fraud", since=civil_day(now()),
        until=civil_day(now()) + timedelta(days=9), case=factories.submitted(),
    )  # fmt: skip


def test_a_ban_of_the_applicant_stands_against_his_agent(agent, item):
    banned(item, NUMBER)
    answer = named(agent, item)
    assert answer.status_code == 422 and "不能再次申请" in text(answer)
    assert named(agent, item, id_number=factories.id_number(serial=8)).status_code == 302


def test_a_ban_that_began_meanwhile_refuses_the_filing(agent, item):
    way = way_of(agent, item)
    way.upload(m1=png(), m2=png("身份证.png", "gray"), proxy=png("委托书.png", "black"))
    banned(item, NUMBER)
    answer = way.submit()
    assert answer.status_code == 422 and "不能再次申请" in text(answer)
    assert not Case.objects.filter(
        applicant__isnull=False, party__kind="person", agency__isnull=False
    ).exists()


def test_a_ban_of_the_agent_does_not_stand_against_who_sent_him(agent, item):
    banned(item, factories.id_number())
    assert named(agent, item).status_code == 302
    assert "不能再次申请" in text(agent.post(f"/apply/{item.power_id}/", {"place": "320106"}))


def test_ones_own_draft_and_that_for_another_are_two_and_each_is_gone_on_with(agent, item):
    own = Way(agent, item).start()
    first, again = named(agent, item).url, named(agent, item, id_number=NUMBER.lower()).url
    assert first == again and own.draft not in first and Draft.objects.count() == 2
    assert Way(agent, item).start().draft == own.draft
    assert named(agent, item, name="王五", id_number=factories.id_number(serial=8)).url != first
    page = text(agent.get("/cases/"))
    assert "代李**申请" in page and "代王*申请" in page


def test_nothing_of_the_agent_is_taken_for_the_applicant_nor_the_other_way_round(agent):
    form = {"v": 1, "sections": [{"code": "place", "title": "申请人", "questions": [
        {"code": "me", "label": "申请人", "kind": "person", "required": True, "means": "holder"},
        {"code": "who", "label": "联系人", "kind": "text", "required": True, "means": "contact.name"},
        {"code": "call", "label": "电话", "kind": "phone", "required": True, "means": "contact.phone"},
    ]}]}  # fmt: skip
    item = factories.edition(form=form)
    at = named(agent, item).url
    page = text(agent.get(f"{at}sections/place/"))
    assert 'value="李建国"' in page and f'value="{NUMBER[0]}' in page and 'value="025-83000000"' in page
    assert 'value="张小兰"' in page and 'value="13800000317"' in page
    filled = {
        "me-name": "李建国", "me-id_kind": "1", "me-id_number": NUMBER, "me-phone": "13900000009", "who": "周予安",
        "call": "13900000008",
    }  # fmt: skip
    agent.post(f"{at}sections/place/", filled)
    files = {f"file_{code}": png(colour=colour) for code, colour in LETTER}
    agent.post(f"{at}materials/", files)
    assert agent.post(f"{at}check/", {"promised": "on"}).status_code == 302
    own = Way(agent, factories.edition(form=form, name="别的许可")).start()
    page = text(agent.get(own.at("sections/place/")))
    assert "李建国" not in page and "周予安" not in page and 'value="张小兰"' in page


@pytest.mark.parametrize("facts", [{"visit_reason": "要本人按指纹"}, {"depth": "1"}])
def test_an_item_that_is_done_in_person_takes_no_agent(agent, facts):
    item = factories.edition(details=facts)
    answer = agent.get(f"/apply/{item.power_id}/behalf/")
    assert answer.status_code == 422 and "本人到现场办理" in text(answer)
    assert named(agent, item).status_code == 422 and not Draft.objects.exists()
    assert "代他人申请" not in text(agent.get(f"/apply/{item.power_id}/"))


def test_neither_a_clerk_nor_a_stranger_acts_for_anybody_online(item):
    assert named(browser(factories.official(Role.WINDOW, at=item.power.office)), item).status_code == 403
    assert named(Client(), item).status_code == 401 and not Draft.objects.exists()


def test_an_item_for_enterprises_alone_takes_no_agent_of_a_person(agent, citizen):
    item = newer(factories.edition(), form={"v": 1, "sections": []}, for_person=False)
    told = PRINCIPAL | {"legal_person": "", "agent": "", "agent_kind": "", "agent_id": ""}
    with pytest.raises(Refused, match="不能代个人申请"):
        begin(item, by=citizen, at=now(), details=told)
    assert named(agent, item).status_code == 422 and not Draft.objects.exists()


def test_another_account_never_sees_the_draft(agent, item):
    at = named(agent, item).url
    stranger = browser(person("李四", serial=2, phone="13900000001"))
    assert stranger.get(at).status_code == 404


def test_the_letter_stays_when_the_draft_moves_to_a_newer_guide(agent, item):
    way = way_of(agent, item)
    way.upload(proxy=png("委托书.png", "black"))
    newer(item, form=item.form)
    agent.post(way.at("renew/"))
    assert [file.code for file in Draft.objects.get().files.all()] == ["proxy"]


def test_a_newer_guide_that_asks_for_the_applicant_himself_refuses_the_filing(agent, item):
    way = way_of(agent, item)
    way.upload(m1=png(), m2=png("身份证.png", "gray"), proxy=png("委托书.png", "black"))
    newer(item, form=item.form, details={"visit_reason": "要本人按指纹"})
    agent.post(way.at("renew/"))
    answer = way.submit()
    assert answer.status_code == 422 and "本人到现场办理" in text(answer) and not Case.objects.exists()


def test_a_draft_thrown_away_takes_what_was_told_with_it(agent, item):
    at = named(agent, item).url
    agent.post(f"{at}discard/")
    assert not Agency.objects.exists()


def test_an_agency_belongs_to_a_draft_or_to_a_case(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(details={})


def test_who_was_written_wrongly_is_written_anew_and_what_was_filled_in_stays(agent, item):
    way = way_of(agent, item)
    at = way.at("behalf/")
    assert at in text(agent.get(way.at("")))
    page = text(agent.get(at))
    assert 'value="李建国"' in page and NUMBER not in page
    assert "请填写申请人证件号码" in text(agent.post(at, PRINCIPAL | {"id_number": ""}))
    told = PRINCIPAL | {"name": "李建业", "id_kind": "414", "id_number": "e12345678"}
    assert agent.post(at, told).url == way.at("")
    draft = Draft.objects.get()
    kept = Agency.objects.get().details
    assert (kept["name"], kept["id_number"], kept["agent"]) == ("李建业", "E12345678", "张小兰")
    assert draft.answers == PLACE | CONTACT


def test_the_applicant_of_a_draft_does_not_become_his_own_agent_nor_somebody_who_is_banned(agent, item):
    at = f"{named(agent, item).url}behalf/"
    assert "申请人就是您本人" in text(agent.post(at, PRINCIPAL | {"id_number": factories.id_number()}))
    other = factories.id_number(serial=8)
    banned(item, other)
    answer = agent.post(at, PRINCIPAL | {"id_number": other})
    assert answer.status_code == 422 and "不能再次申请" in text(answer)
    assert Agency.objects.get().details["id_number"] == NUMBER


def test_ones_own_draft_has_no_other_applicant(agent, item):
    own = Way(agent, item).start()
    assert agent.get(own.at("behalf/")).status_code == 404
    assert "改申请人" not in text(agent.get(own.at("")))
